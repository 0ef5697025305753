"""What every kind of intervention promises: one of esnsim by being listed, one of a plug-in by being installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from esnsim.behaviour.person import Role
from esnsim.interventions import Kind, kinds
from esnsim.interventions.intervention import Intervention
from esnsim.interventions.sizes import SIZES
from esnsim.scenario import dump, load
from esnsim.simulation.record import Measure
from tests.contracts.paths import ROOT
from tests.interventions.programmes import FIRM, WEEK, Stage, carried_out
from tests.worlds import KIND_NAMES, intervention, scenario_of

EVERY_KIND = pytest.mark.parametrize("kind", KIND_NAMES)
EVERY_CLASS = pytest.mark.parametrize("said", kinds().values(), ids=KIND_NAMES)
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))


def read(content: dict[str, Any]) -> Kind:
    """One intervention, as a scenario reads it."""
    return scenario_of({"done": [content]}).programme("done")[0]


@EVERY_CLASS
def test_it_says_what_it_means_and_where_that_comes_from(said):
    """One plain sentence for help texts, and a source."""
    assert said.meaning.endswith(".")
    assert said.meaning[0].isupper()
    assert len(said.meaning) > 30
    assert said.source
    assert said.__doc__


@EVERY_CLASS
def test_every_entry_is_described(said):
    """What an editor offers, it explains."""
    assert not [name for name, field in said.model_fields.items() if not field.description]


@EVERY_CLASS
def test_every_number_has_bounds(said):
    """A slip of the keyboard is refused."""
    for name, field in said.model_fields.items():
        if field.annotation in (float, int, float | None, int | None):
            marks = {type(mark).__name__ for mark in field.metadata}
            assert marks & {"Ge", "PlainValidator"}, name


CHOSEN = frozenset(
    ("count", "share", "span", "hours_per_week", "hours_each", "minutes_each", "minutes_per_item", "session_hours")
)
"""Numbers that a firm chooses freely, or that say what something takes: they decide no effect by their default."""


def test_every_size_has_a_range_with_a_source():
    """What decides an effect by its default is nowhere without a range, and no range is left over."""
    common = set(Intervention.model_fields)
    decide = {
        (word, name): field.default
        for word, said in kinds().items()
        for name, field in said.model_fields.items()
        if name not in common | CHOSEN and type(field.default) in (int, float)
    }
    known = {(word, name): size for word, sizes in SIZES.items() for name, size in sizes.items()}

    assert set(decide) <= set(known)
    assert not [place for place in known if place not in decide and place[1] not in CHOSEN]
    assert not [
        place for place, size in known.items() if place in decide and not size.low <= decide[place] <= size.high
    ]
    assert all(size.source for size in known.values())


@EVERY_KIND
def test_it_survives_being_written_and_read(kind):
    """What is dumped in full reads back to the same thing."""
    scenario = scenario_of({"done": [intervention(kind, name="ours", start="week 3", dose=0.5, capacity=4)]})

    assert load(dump(scenario)).programmes == scenario.programmes


@EVERY_KIND
def test_it_stands_in_a_scenario_that_is_shipped(kind):
    """Whoever looks for an example finds one."""
    if not SCENARIOS:
        pytest.skip("no scenarios here yet")
    shipped = {each.kind for path in SCENARIOS for part in load(path).programmes.values() for each in part}

    assert kind in shipped


@EVERY_KIND
def test_a_dose_of_zero_pulls_nothing(kind):
    """Exactly nothing: levers at 0.0 and nobody appointed."""
    assert not carried_out(intervention(kind, dose=0.0)).busy.any()


@EVERY_KIND
def test_the_full_dose_does_something(kind):
    """Otherwise the test above would say nothing."""
    assert carried_out(intervention(kind)).busy.any()


@EVERY_KIND
def test_it_respects_its_audience(kind):
    """Nobody else is pulled or appointed."""
    stage = carried_out(intervention(kind, audience={"not": {"unit": "unit 1"}}))
    outside = FIRM.unit == FIRM.unit_names.index("unit 1")

    assert outside.any()
    assert not stage.busy[:, outside].any()
    assert stage.busy[:, ~outside].any()


@EVERY_KIND
def test_it_respects_its_window(kind):
    """Nothing before the first effect, something on that day, nothing after the end and its fading."""
    said = intervention(kind, start="week 3", duration="4 weeks", lead_time="1 week")
    tail = read(said).tail
    busy = carried_out(said, weeks=8 + 1 + tail // WEEK + 1).busy.any(axis=1)

    assert not busy[: 3 * WEEK].any()
    assert busy[3 * WEEK]
    assert not busy[7 * WEEK + tail :].any()


@EVERY_KIND
def test_its_lead_time_delays_it_and_changes_nothing_else(kind):
    """The same levers, so many days later."""
    soon, late = (Stage([intervention(kind, lead_time=f"{days} days")]).go_on(60) for days in (0, 10))

    assert not np.array(late.levers)[:10].any()
    np.testing.assert_array_equal(np.array(late.levers)[10:], np.array(soon.levers)[:50])


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_capacity_limits_how_many_are_reached_a_week(kind):
    """Three a week, another three the week after, and in the end as many as without a limit."""
    limited = carried_out(intervention(kind, capacity=3, duration="24 weeks"), weeks=25)
    free = carried_out(intervention(kind, duration="24 weeks"), weeks=25)
    ever = np.logical_or.accumulate(limited.busy)[::WEEK].sum(axis=1)

    assert ever[:4].tolist() == [3, 6, 9, 12]
    assert ever[-1] == free.busy.any(axis=0).sum()


@EVERY_KIND
def test_money_adds_up_by_hand(kind):
    """Once, for each week, and for each person reached."""
    cost = {"once": 1000.0, "per_week": 10.0}
    stage = carried_out(intervention(kind, start="week 2", duration="3 weeks", cost=cost))

    assert [(each.day, each.money) for each in stage.programme.expenses] == [(5, 1010.0), (10, 10.0), (15, 10.0)]


@EVERY_KIND
def test_people_reached_are_paid_for_once(kind):
    """However long it is in force."""
    per_person = {"per_person": 2.0, "hours_per_person": 0.5}
    with_it = carried_out(intervention(kind, cost=per_person)).programme.expenses
    without = carried_out(intervention(kind, cost={})).programme.expenses
    stage = carried_out(intervention(kind))
    reached = int(stage.busy.any(axis=0).sum())
    extra = sum(each.hours for each in with_it) - sum(each.hours for each in without)

    assert sum(each.money for each in with_it) == pytest.approx(2.0 * reached)
    assert extra == pytest.approx(0.5 * reached)


@EVERY_CLASS
def test_it_says_whose_time_it_takes_and_how_well_that_is_known(said):
    """No kind is free, and every number lies in its range and has a source."""
    usual = read(intervention(said.model_fields["kind"].annotation.__args__[0]))

    assert any(each.unit != "money" for each in said.charges)
    for each in said.charges:
        assert all((each.what, each.whose, each.source))
        amount = each.usual if not isinstance(each.usual, str) else getattr(usual, each.usual)
        assert 0.0 <= each.low <= amount <= each.high, each
        assert each.amount(usual) > 0.0


@EVERY_KIND
def test_nothing_is_free(kind):
    """If nothing is said, it takes somebody's hours."""
    assert sum(each.hours for each in carried_out(intervention(kind)).programme.expenses) > 0.0


@EVERY_KIND
def test_a_dose_of_zero_takes_nothing(kind):
    """Neither hours nor money."""
    expenses = carried_out(intervention(kind, dose=0.0)).programme.expenses

    assert all(each.hours == each.money == 0.0 for each in expenses)


@EVERY_KIND
def test_a_cost_that_is_said_replaces_the_time_of_those_who_carry_it_out(kind):
    """A salary is charged once; those it is for spend their time in any case."""
    usual, paid = (
        carried_out(intervention(kind, **cost)).programme.expenses for cost in ({}, {"cost": {"per_week": 700.0}})
    )
    others = [each for each in read(intervention(kind)).charges if each.reached]

    assert [each.money for each in paid] == [700.0] * len(paid)
    assert all(given.hours <= each.hours for given, each in zip(paid, usual, strict=True))
    assert bool(others) == (sum(each.hours for each in paid) > 0.0)


@EVERY_KIND
def test_hours_are_never_negative(kind):
    """Time is taken, not made."""
    expenses = carried_out(intervention(kind)).programme.expenses

    assert expenses
    assert all(each.hours >= 0.0 and each.money >= 0.0 for each in expenses)


@EVERY_KIND
@pytest.mark.parametrize("other", KIND_NAMES)
def test_it_commutes_with_the_others(kind, other):
    """The order of the file is no cause, and levers of two add up."""
    pair = [intervention(kind, name="a"), intervention(other, name="b", start="day 4")]
    first, second = (Stage(each).go_on(30) for each in (pair, pair[::-1]))

    np.testing.assert_array_equal(np.array(first.levers), np.array(second.levers))
    np.testing.assert_array_equal(np.array(first.roles), np.array(second.roles))


@EVERY_KIND
def test_a_condition_starts_it(kind):
    """On the first day after the measure has said so for long enough, and not a day earlier."""
    start = {"when": "reader < 0.5", "for": "2 weeks", "not_before": "week 2"}
    stage = Stage([intervention(kind, start=start)])
    stage.record[:, Measure.READER] = 45  # of sixty
    stage.record[21:, Measure.READER] = 15

    busy = stage.go_on(40).busy.any(axis=1)

    assert not busy[:30].any()
    assert busy[30]


@EVERY_KIND
def test_its_end_leaves_no_roles_behind(kind):
    """Whoever was appointed is what they were before."""
    stage = carried_out(intervention(kind, duration="3 weeks"))

    np.testing.assert_array_equal(stage.roles[-1], Stage([]).go_on(1).roles[0])
    assert stage.roles[-1].max() <= Role.LEADER
