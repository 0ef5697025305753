"""What stands above slides: findings, and where nothing is known that nothing is."""

import pandas as pd
import pytest

from esnsim.report.text.deciding.findings import (
    communities_finding,
    dearest_finding,
    decided_finding,
    effects_finding,
    groups_finding,
    knowing_finding,
    moved_finding,
    rungs_finding,
    unequal_finding,
    without_finding,
    worth_finding,
)
from esnsim.report.text.decision import decision
from tests.plain_words import private_words
from tests.report.experiments import experiment

NONE = {"contributor": (100, 100), "reader": (700, 700), "interactive": (300, 300)}


def made(gains, replicates=10, **more):
    """Programmes that end with so many contributors more than doing nothing."""
    rungs = {"none": NONE} | {name: {**NONE, "contributor": (100, 100 + gain)} for name, gain in gains.items()}
    return experiment(rungs, replicates=replicates, **more)


@pytest.mark.parametrize(
    ("gains", "replicates", "said"),
    [
        ({"a": 60, "b": 2}, 10, "'a' adds 6.0 points of contributors; 'b' cannot be distinguished from doing nothing"),
        ({"a": 60, "b": 50}, 10, "'a' adds 6.0 points of contributors"),
        ({"a": 60, "b": 1, "c": 1, "d": 1}, 10, "'a' adds 6.0 points of contributors; 3 others cannot be"),
        ({"a": 1, "b": 2}, 10, "No programme can be distinguished from doing nothing"),
        ({"a": 60, "b": 2}, 3, "Too few runs to say what any programme adds"),
    ],
)
def test_what_adds_contributors_and_what_does_not(gains, replicates, said):
    assert effects_finding(decision(made(gains, replicates))).startswith(said)


def test_what_follows_is_said_in_one_line():
    clear, nothing = made({"a": 60}), made({"a": 1})

    assert "'a': " in decided_finding(clear, decision(clear))
    assert "and is known by week" in decided_finding(clear, decision(clear))
    assert "speak for no programme yet" in decided_finding(nothing, decision(nothing))
    rows = [row._replace(money=2000.0) for row in decision(clear)]
    assert "and 2 k EUR" in decided_finding(clear, rows)


def test_curves_are_told_from_their_start_to_their_end():
    still = experiment({"none": {"contributor": (0, 0)}}, replicates=1)

    assert without_finding(made({"a": 60})).startswith("With 'none', contributors go from 10.0 to 10.4 %")
    assert "; with 'a' they come to 16." in without_finding(made({"a": 60}))
    assert without_finding(still) == "With 'none', contributors stay at 0.0 % of headcount"
    assert "; with" not in without_finding(made({}))


def test_rungs_are_told_as_far_as_they_are_known():
    assert rungs_finding(made({"a": 60})).startswith("'a' changes contributors most, by +6.0 points, and ")
    assert "so few runs have no interval" in rungs_finding(made({"a": 60}, 3))
    assert rungs_finding(made({"a": 0})).startswith("On no rung does 'a' differ for sure from 'none'")


def test_when_it_is_known_is_told_or_that_it_is_not():
    assert knowing_finding(made({"a": 60})).startswith("Whether 'a' works is known by week ")
    assert knowing_finding(made({"a": 0})) == "These weeks are too few to know by counting whether 'a' works"


class Spent:
    """An experiment of which only what programmes take is asked."""

    class scenario:  # noqa: N801 - stands for an attribute
        """What is asked of it."""

        currency = "EUR"

    def __init__(self, **taken):
        """So many hours and so much money by programme."""
        self.taken = taken

    def expenses(self):
        """As a table."""
        rows = [(name, *both) for name, both in self.taken.items()]
        return pd.DataFrame(rows, columns=["programme", "hours", "money"])


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ({"a": (40.0, 0.0), "b": (10.0, 900.0)}, "'a' takes most hours of staff (40), 'b' most money (900 EUR)"),
        ({"a": (40.0, 0.0)}, "'a' takes most hours of staff (40)"),
        ({"a": (0.0, 900.0)}, "'a' takes most money (900 EUR)"),
        ({"a": (0.0, 0.0)}, "Nothing that is done takes hours or money"),
    ],
)
def test_what_takes_most(taken, said):
    assert dearest_finding(Spent(**taken)) == said


def test_worth_is_told_with_its_doubt():
    """Who gains nothing by use is worth nothing; who has no baseline is compared with nothing."""
    told = worth_finding(made({"a": 60}))

    assert told.startswith(("By value of time no programme", "'a' is worth most by value of time"))
    assert private_words(told) == {}


def test_who_moved_is_told_of_those_who_stayed():
    table = pd.DataFrame(
        [("reads", "writes", 20.0), ("writes", "reads", 10.0), ("reads", "reads", 70.0), ("reads", "left", 9.0)],
        columns=["start", "end", "people"],
    ).assign(programme="a")

    told = moved_finding(table, ["reads", "writes"], "a")
    assert told == "With 'a', 20 % of those who stay end higher on the ladder, 10 % lower"


def test_groups_are_told_by_who_gains_most_and_least():
    table = pd.DataFrame([("x", 0.05), ("y", -0.01), ("z", float("nan"))], columns=["group", "difference"]).assign(
        rung="contributor", programme="a"
    )

    assert "to 'x' most (+5.0), to 'y' least (\N{MINUS SIGN}1.0)" in groups_finding("site", table, "a")
    assert groups_finding("site", table.iloc[:1], "a") == ""


def test_inequality_and_communities_are_told_beside_something():
    table = pd.DataFrame({"week": [26, 26], "top_share": [0.9, 0.95]})
    lists = pd.DataFrame({"programme": ["none", "a"], "open": [223.0, 260.0]})

    assert unequal_finding(table).startswith("The most active 5 % write 90 to 95 % of everything")
    assert unequal_finding(table.iloc[:1]).startswith("The most active 5 % write 90 % of everything")
    assert (
        communities_finding(lists, "none")
        == "People write in 260 communities with 'a', in 223 with 'none', as far as a few runs tell"
    )
    assert communities_finding(lists.iloc[:1], "none") == ""
