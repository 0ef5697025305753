"""When it would be known which programme is under way, on runs whose answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from esnsim.experiments.results.knowing import MONTHLY, SURE, WEEKLY, separated, when_known
from esnsim.report.text.deciding.trip_wires import knowing_sentences
from esnsim.scenario.wanted import Goal
from esnsim.simulation.record import Measure
from tests.experiments.small_questions import made_up_experiment, made_up_run

pytestmark = pytest.mark.untraced

WEEKS, RUNS = 24, 40
RNG = np.random.default_rng(5)  # noqa: TID251 - draws of a test, not of the model


def course(programme, replicate, gain, spread=1.0):
    """A run of 1,000 people in which contributors lie so many above 100 in each week, with so much variation."""
    run = made_up_run(programme, replicate, WEEKS)
    record = run.record.copy()
    days = np.arange(len(record))
    record[:, Measure.HEADCOUNT] = 1000
    noise = RNG.normal(0.0, spread)
    for measure in (Measure.CONTRIBUTOR, Measure.WEEKLY_CONTRIBUTOR):
        record[:, measure] = np.round(100.0 + noise + gain * days / 5.0)
    return replace(run, record=record)


def courses(gains, runs=RUNS, spread=10.0):
    """Programmes that gain so many contributors a week."""
    made = made_up_experiment(
        [course(name, nth, gain, spread) for name, gain in gains.items() for nth in range(runs)], weeks=WEEKS
    )
    return replace(made, beginning=made.beginning._replace(people=1000))


def test_a_level_is_right_as_often_as_theory_says():
    """Two normal distributions 2.56 spreads apart: the level between them is right in nine of ten."""
    apart = 2.0 * stats.norm.ppf(SURE)
    high, low = RNG.normal(apart, 1.0, (4000, 1)), RNG.normal(0.0, 1.0, (4000, 1))
    level, right = separated(high, low)

    assert level[0] == pytest.approx(apart / 2.0, abs=0.1)
    assert right[0] == pytest.approx(SURE, abs=0.01)


def test_the_first_week_is_the_one_that_theory_says():
    """Runs spread by 10 people are known apart when programmes are 25.6 people apart: after 9 weeks of 3 a week."""
    found = {each.counted: each for each in when_known(courses({"none": 0.0, "plan": 3.0}))}

    assert found[WEEKLY].week == pytest.approx(8.5, abs=2.5)
    assert found[MONTHLY].week in (8, 12)
    assert found[WEEKLY].above
    assert found[WEEKLY].right >= SURE


def test_equal_programmes_are_never_known_apart():
    """No false alarm in twenty pairs of equals."""
    for _ in range(20):
        assert all(each.week is None for each in when_known(courses({"none": 1.0, "plan": 1.0})))


def test_a_trip_wire_is_right_for_new_runs():
    """The level that forty runs set is right for nine in ten of a thousand others, on average."""
    rights = []
    for _ in range(10):
        (weekly,) = [each for each in when_known(courses({"none": 0.0, "plan": 3.0})) if each.counted == WEEKLY]
        others = RNG.normal(0.0, 10.0, 1000)
        level = 1000.0 * weekly.level
        rights.append(min((100.0 + others + 3.0 * weekly.week > level).mean(), (100.0 + others < level).mean()))

    assert np.mean(rights) >= SURE - 0.03


def test_few_runs_say_that_they_are_few():
    """Nine are the least of which nine in ten are something."""
    (told,) = knowing_sentences(courses({"none": 0.0, "plan": 30.0}, runs=5))

    assert told == "When it would be known takes at least 9 replicates to say, and there are 5"


def test_sentences_name_week_count_and_certainty():
    """For the baseline and for every two; or how near it comes."""
    made = courses({"none": 0.0, "plan": 3.0, "same": 3.0})
    first, second, third = knowing_sentences(made)

    assert first.startswith("'plan' and 'none' can be distinguished from week ")
    assert "Trip wire: if contributors in the week are fewer than" in first or "in the last 28 days are fewer" in first
    assert "'plan' is not working: 9" in first
    assert second.startswith("'same' and 'none'")
    assert third.startswith("'plan' and 'same' cannot be distinguished by ")


def test_what_is_counted_is_what_the_goal_is_about():
    """Else what was observed there, else contributors."""
    made = courses({"none": 0.0, "plan": 3.0})
    asked = made.scenario.model_copy(update={"goal": Goal.parse("readers >= 10 % at week 8")})

    assert {each.measure for each in when_known(made)} == {"contributor", "weekly_contributor"}
    assert {each.measure for each in when_known(replace(made, scenario=asked))} == {"reader", "weekly_reader"}
