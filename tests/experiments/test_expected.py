"""Claims that are held against runs: they hold, fail, or are not settled."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from esnsim.errors import RunError
from esnsim.experiments.results.claims import Judgement, goal_reached, judged_claims
from esnsim.report.text.deciding.claims import claim_sentence, evidence, goal_sentences, junit_xml
from esnsim.report.text.deciding.limits import over_limits
from esnsim.scenario.wanted import Expectation, Goal
from tests.experiments.small_questions import made_up_experiment, made_up_run, question

ENDS = {"none": (10, 11, 9, 10, 10, 10), "leaders": (14, 15, 13, 14, 15, 14), "noise": (11, 9, 10, 12, 8, 10)}


def experiment(*claims, goal=None):
    """Six replicates of three programmes with so many contributors at the end."""
    runs = [made_up_run(name, nth, 1, contributor=end) for name, ends in ENDS.items() for nth, end in enumerate(ends)]
    made = made_up_experiment(runs)
    expect = tuple(map(Expectation.parse, claims))
    asked = made.scenario.model_copy(update={"expect": expect, "goal": goal and Goal.parse(goal)})
    return replace(made, scenario=asked)


@pytest.mark.parametrize(
    ("claim", "judgement"),
    [
        ("leaders > none in contributor@end", Judgement.HOLDS),
        ("leaders < none in contributor@end", Judgement.FAILS),
        ("none < leaders in contributor@week1", Judgement.HOLDS),
        ("noise > none in contributor@end", Judgement.OPEN),
        ("leaders > none by 3 points in contributor@end", Judgement.HOLDS),
        ("leaders > none by 6 points in contributor@end", Judgement.FAILS),
        ("contributor@end >= 12 % with leaders", Judgement.HOLDS),
        ("contributor@end >= 12 % with none", Judgement.FAILS),
        ("contributor@end >= 10 % with none", Judgement.OPEN),
        ("contributors rise by more than 5 points with leaders", Judgement.HOLDS),
        ("contributors fall with none", Judgement.FAILS),
        ("hours@end <= 1 with leaders", Judgement.HOLDS),
    ],
)
def test_a_claim_is_taken_on_the_interval(claim, judgement):
    """It holds or fails where the whole interval does, and is not settled otherwise."""
    (found,) = judged_claims(experiment(claim))

    assert found.judgement == judgement
    assert claim_sentence(found).startswith(f"{judgement}: {claim}")


def test_few_runs_settle_nothing():
    """With fewer than five replicates there is no interval, however clear it looks."""
    made = experiment("leaders > none in contributor@end")
    few = replace(made, runs=tuple(run for run in made.runs if run.replicate < 3))

    assert [each.judgement for each in judged_claims(few)] == [Judgement.OPEN]


def test_a_claim_about_no_programme_is_about_all():
    """Each is judged, and a programme that was not run is told."""
    made = experiment("contributor@end >= 12 %")

    assert [(each.programme, each.judgement) for each in judged_claims(made)] == [
        ("none", Judgement.FAILS),
        ("leaders", Judgement.HOLDS),
        ("noise", Judgement.FAILS),
    ]
    with pytest.raises(RunError, match="was not run"):
        judged_claims(experiment("leaders > none in contributor@end").against("none", ["noise"]))


def test_a_pipeline_reads_claims():
    """What fails is a failure, what is not settled is skipped."""
    claims = (
        "leaders > none in contributor@end",
        "leaders < none in contributor@end",
        "noise > none in contributor@end",
    )
    suites = ET.fromstring(junit_xml([("case", judged_claims(experiment(*claims)))]))  # noqa: S314 - our own
    (suite,) = suites
    kinds = [{child.tag for child in case} for case in suite]

    assert [suite.get(name) for name in ("tests", "failures", "skipped")] == ["3", "1", "1"]
    assert kinds == [{"system-out"}, {"failure"}, {"skipped"}]


def test_a_goal_is_told_with_who_reaches_it():
    """Those first that do."""
    made = experiment(goal="contributor >= 12 % at week 1")
    (told,) = goal_sentences(made)

    assert [each.judgement for each in goal_reached(made)] == [Judgement.FAILS, Judgement.HOLDS, Judgement.FAILS]
    assert told.startswith("Goal contributor >= 12 % at week 1: reached with 'leaders' (14.2 %")
    assert goal_sentences(experiment()) == []


def test_equal_runs_speak_for_themselves():
    """Where no run differs there is no interval, and nothing is open."""
    runs = [made_up_run(name, nth, 1, contributor=10) for name in ("none", "same") for nth in range(6)]
    made = made_up_experiment(runs)
    asked = made.scenario.model_copy(update={"expect": (Expectation.parse("same > none in contributor@end"),)})

    assert [each.judgement for each in judged_claims(replace(made, scenario=asked))] == [Judgement.FAILS]


def test_what_is_over_a_limit_is_told():
    """Money and hours, each with what is allowed; what has no limit is never over it."""
    asked = question(budget=1000.0, staff_hours=50.0, currency="CHF")
    taken = [("cheap", 1000.0, 50.0), ("dear", 1500.0, 60.0), ("long", 0.0, 51.0)]

    assert over_limits(asked, taken) == [
        "'dear' takes 1,500 CHF (allowed are 1,000) and 60 hours of staff (allowed are 50)",
        "'long' takes 51 hours of staff (allowed are 50)",
    ]
    assert over_limits(question(), taken) == []
    assert np.isfinite(asked.budget)


@pytest.mark.parametrize(("models", "held"), [(0, "80 % interval"), (6, "all 6 models"), (20, "80 % of models")])
def test_evidence_says_what_its_interval_holds(models, held):
    """Runs of one model, all of few models, or four in five of many."""
    (found,) = judged_claims(experiment("leaders > none in contributor@end"))

    assert f", {held} " in evidence(found._replace(models=models))
