"""A plan in sentences: what is given up for what, and what a pilot is worth before one decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from esnsim.report.text.deciding.fronts import front_columns, front_sentences
from esnsim.report.text.deciding.plans import plan_sentences, proposal
from esnsim.scenario import Scenario
from tests.experiments.small_questions import question
from tests.report.made_up_plans import PILOT, plan_answer


def test_a_front_is_told_with_intervals():
    """A column of numbers and one of bands for each outcome; money and hours in few letters."""
    found = plan_answer(points=2)
    columns = {each.head: each.cells for each in front_columns(found)}
    heads = [each.head for each in front_columns(found)]

    assert heads == ["plan", "contributor@week52", "80 %", "hours@end", "80 %", "value@end", "80 %", "on the front"]
    assert columns["contributor@week52"] == ("+10.0", "+5.0")
    assert columns["hours@end"] == ("+1.4 k", "+350")
    assert columns["value@end"][0] == "\N{MINUS SIGN}90 k"
    assert columns["on the front"] == ("90 %", "30 %")
    told = list(front_sentences(found, ["front-1.yaml", "front-2.yaml"]))
    assert told[0].endswith("dose 0.5 (front-1.yaml)")
    assert "2 plans of the 160 that were run are told" in told[-1]
    assert "hours@end is to be low" in told[-1]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {},
            "it is worth 1.2 k EUR, or 24 hours of staff: more than it takes (to know everything",
        ),
        ({"takes": 5000.0}, "less than it takes"),
        ({"gain": 0.0}, "it is worth nothing that is beyond noise (to know everything would be worth 5.4 k)"),
        ({"gain": 0.0, "perfect": 0.0, "without": 0.0}, "doing nothing is best in every model"),
        ({"gain": 0.0, "perfect": 0.0}, "the same plan is best in every model"),
        ({}, "it is worth 0.4 points more, for which the plan takes 130 hours"),
        ({"reached": 0.0}, "For whoever chooses by contributor@week52, it is worth nothing that is beyond noise"),
    ],
)
def test_a_pilot_is_worth_something_to_whoever_may_choose_otherwise(changes, told):
    """By value, in money and hours, and by the outcome that is searched for."""
    sentences = " ".join(plan_sentences(plan_answer(pilot=PILOT._replace(**changes))))

    assert "A pilot of 4 weeks in half of the organisation, in which contributors are counted" in sentences
    assert told in sentences


def test_without_models_nothing_is_said_of_a_pilot():
    assert "A pilot of" not in " ".join(plan_sentences(plan_answer(pilot=None)))


def test_what_would_have_had_to_begin_already_is_told():
    """A plan that begins in a week that was counted; one that begins later is nothing to tell."""
    asked = question(weeks=52)
    counted = [{"measure": "contributor", "week": 8, "share": 0.1}]
    late = Scenario.of({**asked.content(), "observed": counted})
    plan = tuple(each for programme in asked.programmes.values() for each in programme)
    ours = " ".join(plan_sentences(replace(plan_answer(), scenario=late, interventions=plan)))
    nobodys = " ".join(plan_sentences(replace(plan_answer(), scenario=asked, interventions=plan)))

    assert "which lies behind: weeks up to 8 were counted. Give it starts in --levers" in ours
    assert "lies behind" not in nobodys


def test_a_budget_without_a_limit_of_hours_is_told():
    """Who counts money alone is told the plan that takes most of everybody's time."""
    asked = question(weeks=52)
    limits = {"budget": 40_000, "staff_hours": 500}
    money, both = (
        Scenario.of({**asked.content(), **{name: limits[name] for name in names}})
        for names in (["budget"], ["budget", "staff_hours"])
    )

    assert "Hours of staff have no limit" in " ".join(plan_sentences(replace(plan_answer(), scenario=money)))
    assert "have no limit" not in " ".join(plan_sentences(replace(plan_answer(), scenario=both)))


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ((-0.02, -0.01), "100 hours more would do: "),
        ((-0.01, 0.01), "With 100 hours more, the best plan is statistically tied with this one"),
        ((0.01, 0.02), "With 100 hours more, nothing better was found"),
    ],
)
def test_what_more_hours_would_do_is_what_fresh_runs_say(behind, told):
    """What the search took for better may be worse than the plan."""
    answer = plan_answer()
    asked = Scenario.of({**question(weeks=52).content(), "staff_hours": 500})
    more = answer.proposed._replace(behind_low=behind[0], behind_high=behind[1])

    assert told in " ".join(plan_sentences(replace(answer, scenario=asked, more=more)))


@pytest.mark.parametrize(
    ("behind", "told"),
    [((-0.01, 0.01), "For less, statistically tied: "), ((-0.02, -0.01), "and better in fresh runs")],
)
def test_what_does_as_well_for_less_stands_with_the_proposal(behind, told):
    """Nobody who reads three lines pays more than they need."""
    answer = plan_answer()
    cheaper = answer.proposed._replace(behind_low=behind[0], behind_high=behind[1])
    worse = answer.proposed._replace(behind_low=0.01, behind_high=0.02)

    assert told in proposal(replace(answer, cheaper=(cheaper,)))[-1]
    assert proposal(replace(answer, cheaper=(worse,))) == proposal(answer)
