"""In which order programmes are worth something, and that every value says what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

import esnsim
from esnsim.experiments import compare
from esnsim.experiments.results.costs import costs, gains
from esnsim.report.text.worth import worth_sentences
from esnsim.scenario.constants import ECONOMIC
from esnsim.scenario.wanted import Rates

pytestmark = pytest.mark.untraced

PROGRAMMES = """
name: worth
weeks: 52
replicates: 4
organisation: {generate: {people: 600}}
initial: {reader: 0.6, contributor: 0.08}
baseline: nothing
programmes:
  nothing: []
  ordered: [{kind: mandate}]
  moved: [{kind: process_integration}]
  paid: [{kind: community_management, count: 1, cost: {per_week: 1500}}]
  counted: [{kind: community_management, count: 1}]
"""


@pytest.fixture(scope="module")
def experiment():
    """A network that 60 % read, for a year, under one intervention after the other."""
    return compare(esnsim.load(PROGRAMMES))


@pytest.fixture(scope="module")
def worth(experiment):
    """What they are worth."""
    return costs(experiment).set_index("programme")


def test_work_that_moves_is_worth_more_than_an_order(worth):
    """Ordered reading is no wanted reading, and mail and meetings whose place is taken are not added to."""
    assert worth.loc["moved", "gain"] > worth.loc["ordered", "gain"]
    assert worth.loc["moved", "hours_replaced"] > 0.0
    assert worth.loc["ordered", "hours_replaced"] == 0.0
    assert worth["gain"].idxmax() != "ordered"


def test_a_value_is_the_sum_of_what_stands_beside_it(experiment, worth):
    """And what a programme is worth against the baseline is the difference of two values of the table."""
    hour = experiment.scenario.prices.loaded_hour
    hours = worth["hours_saved"] + worth["hours_replaced"] - worth["hours_reading"] - worth["hours_writing"]
    sums = hour * (hours - worth["hours"]) - worth["accounts"] - worth["money"]
    gains = (worth["value"] - worth.loc["nothing", "value"]).drop("nothing")

    assert experiment.draws
    assert worth["value"].to_list() == pytest.approx(sums.to_list())
    assert worth["gain"].drop("nothing").to_list() == pytest.approx(gains.to_list())


def test_a_salary_is_charged_once(worth):
    """As money, or as hours, and nobody's life goes otherwise."""
    paid, counted = worth.loc["paid"], worth.loc["counted"]

    assert (paid["money"], paid["hours"]) == (52 * 1500.0, 0.0)
    assert counted["money"] == 0.0
    assert counted["hours"] > 0.9 * 52 * 37.5
    assert paid["hours_writing"] == counted["hours_writing"]
    assert paid["hours_writing"] < worth.loc["nothing", "hours_writing"] + counted["hours"]


def test_every_value_names_the_assumption_it_rests_on(experiment, worth):
    """The gain lies between those at the ends of that assumption's range, or beside what does not move it."""
    for each in gains(experiment):
        low, high = sorted(each.rests_on[1:])
        assert each.rests_on.name in ECONOMIC
        assert low <= each.gain <= high
        assert each.gain == pytest.approx(worth.loc[each.programme, "gain"])
        assert each.rests_on.name == worth.loc[each.programme, "gain_rests_on"]
    told = worth_sentences(experiment)

    assert len(told) == len(gains(experiment)) == 4
    assert all(each.rests_on.name in sentence for each, sentence in zip(gains(experiment), told, strict=True))


def test_prices_that_are_given_are_not_guessed_again(experiment):
    """A value with an hour at 150 lies in its own range, and rests on something else than the price of an hour."""
    dear = replace(experiment, scenario=experiment.scenario.model_copy(update={"rates": Rates(staff=150.0)}))
    table = costs(dear).set_index("programme")

    assert (table["range_low"] <= table["value"]).all()
    assert (table["value"] <= table["range_high"]).all()
    assert "loaded_hour" not in set(table["rests_on"])
    assert dear.scenario.known_prices == {"loaded_hour"}
    assert experiment.scenario.known_prices == frozenset()
