"""A plan in sentences: what is given up for what, and what a pilot is worth before one decides."""

from __future__ import annotations

import pytest

from esnsim.report.text.deciding.fronts import front_columns, front_sentences
from esnsim.report.text.deciding.plans import plan_sentences
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
