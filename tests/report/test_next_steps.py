"""What follows from an answer: nothing is advised that is not known, and whatever is advised has a date."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from esnsim.experiments.estimates.interval import Interval
from esnsim.experiments.results.about import About
from esnsim.report.document.summary import MOST_ROWS, special, summary_sheet
from esnsim.report.text.answers import Difference, headline
from esnsim.report.text.deciding.first_by_criteria import first_sentence
from esnsim.report.text.deciding.next_steps import how_sure, what_it_costs, what_next
from esnsim.report.text.deciding.trip_wires import knowing_sentences
from esnsim.report.text.decision import DecisionRow, decision
from esnsim.scenario.reach import Reach
from esnsim.simulation.programme import Expense
from tests.plain_words import private_words
from tests.report.experiments import experiment

NONE = {"contributor": (100, 100), "reader": (700, 700), "interactive": (300, 300)}


def told(gains, replicates=10, **more):
    """What is said of programmes that end with so many contributors more than doing nothing."""
    rungs = {"none": NONE} | {name: {**NONE, "contributor": (100, 100 + gain)} for name, gain in gains.items()}
    made = experiment(rungs, replicates=replicates, **more)
    rows = decision(made)
    best = max(rows, key=lambda row: row.effects[0].points)
    return how_sure(best), " ".join(what_it_costs(made, rows)), " ".join(what_next(made, rows))


def test_what_is_known_is_advised_with_dates():
    """Which programme, and in which week one's own usage report shows whether it works."""
    sure, costs, steps = told({"a": 20, "b": 60})

    assert "'b'" in sure
    assert "'b' takes " in costs
    assert "If contributors are what counts: 'b'" in steps
    found = re.search(r"Know by \d{4}-\d\d-\d\d \(week (\d+)\): if (.*) are fewer than (\d+) people", steps)
    assert found
    assert found[2] == "contributors in the last 28 days"
    assert 100 < int(found[3]) < 160


def test_it_is_known_by_the_trip_wire_that_the_appendix_tells():
    """One week and one number, wherever it is asked."""
    rungs = {"none": NONE, "a": {**NONE, "contributor": (100, 160)}}
    made = experiment(rungs, replicates=10)
    *_, steps = what_next(made, decision(made))
    (told,) = knowing_sentences(made)
    week, count = re.search(r"\(week (\d+)\): if (.*), it does not", steps).groups()

    assert f"Trip wire: if {count} in week {week}, " in told


def test_what_these_weeks_do_not_show_has_no_date():
    """Two programmes that differ little: how near it comes, and when."""
    *_, steps = told({"a": 6}, replicates=10)
    made = experiment({"none": NONE, "a": {**NONE, "contributor": (100, 106)}}, replicates=10)
    *_, shown = what_next(made, [each._replace(certainty="likely: more") for each in decision(made)])

    assert "Know by" not in steps
    assert "does not show it for sure within these weeks: at best, in week" in shown


def test_money_and_hours_are_weighed_together():
    """Whoever is paid takes no hours of staff, and is not left out when it is asked what hours win."""
    rungs = {"none": NONE, "a": {**NONE, "contributor": (100, 160)}, "b": {**NONE, "contributor": (100, 130)}}
    made = experiment(rungs, replicates=10)
    spent = {"a": (Expense(10, "campaign", 0.0, 400.0),), "b": (Expense(10, "campaign", 5000.0, 0.0),)}
    made = replace(made, runs=tuple(replace(run, expenses=spent.get(run.programme, ())) for run in made.runs))
    rows = decision(made)
    *_, said = what_it_costs(made, rows)
    known = rows[0]._replace(enlisted=8, others=Interval(1.5, 1.0, 2.0))
    *_, apart = what_it_costs(made, [known, rows[1]])

    assert [each.each_100_hours for each in rows] == pytest.approx([15.0, 30.0])
    assert said == "Contributors won for 100 hours, money counted as hours at 50 EUR: 'b' +30.0 and 'a' +15.0."
    assert "'a' +15.0 (+3.8 not enlisted)." in apart


def test_what_it_costs_is_one_sum_as_well():
    """Who pays wants hours in money: as many as are taken, at what an hour is counted with."""
    rungs = {"none": NONE, "a": {**NONE, "contributor": (100, 160)}}
    made = experiment(rungs, replicates=10)
    spent = (Expense(10, "campaign", 1000.0, 40.0),)
    made = replace(made, runs=tuple(replace(run, expenses=spent if run.programme == "a" else ()) for run in made.runs))

    rows = decision(made)
    (said, whole, *_) = what_it_costs(made, rows)
    asked = Reach("a", "campaign", "ambassadors", 8, 0.008, appointed=True, at_most=False)
    enlisting = replace(made, about=About(reaches=(asked,)))
    (_, each, *_) = what_it_costs(enlisting, decision(enlisting))

    assert said.startswith("'a' takes 40 hours of staff and 1 k EUR over ")
    assert each == "All of these are of the 8 people enlisted and of looking after them: 5 a person."
    assert whole == "An hour of staff counted at 50 EUR, that is 3 k EUR in all."


def test_hours_of_others_are_not_shared_out_among_those_enlisted():
    """A programme that trains everybody besides tells the hours of its ambassadors apart."""
    interventions = ({"kind": "ambassadors", "count": 8}, {"kind": "training"})
    rungs = {"none": NONE, "a": {**NONE, "contributor": (100, 160)}}
    made = experiment(rungs, replicates=10, interventions=interventions)
    spent = (Expense(10, "ambassadors", 0.0, 40.0), Expense(10, "training", 0.0, 160.0))
    runs = tuple(replace(run, expenses=spent if run.programme == "a" else ()) for run in made.runs)
    asked = Reach("a", "ambassadors", "ambassadors", 8, 0.008, appointed=True, at_most=False)
    made = replace(made, runs=runs, about=About(reaches=(asked,)))

    assert "40 of these are of the 8 people enlisted and of looking after them: 5 a person." in " ".join(
        what_it_costs(made, decision(made))
    )


@pytest.mark.parametrize(
    ("gains", "replicates", "said"),
    [
        ({"a": 60}, 3, "Decide nothing yet: simulate 20 replicates"),
        ({"a": 0}, 10, "None of these programmes changes enough to matter"),
        ({"a": 3}, 10, "None of these programmes changes enough to matter"),
        ({"a": -60}, 10, "Nothing here speaks for a programme rather than 'none'"),
    ],
    ids=["few", "nothing", "little", "harm"],
)
def test_what_is_not_known_is_not_advised(gains, replicates, said):
    """How to know more is said instead."""
    *_, steps = told(gains, replicates)

    assert steps.startswith(said)
    assert "Know by" not in steps


def test_money_may_ask_for_something_else():
    """Whoever looks at money is told what that asks for."""
    *_, steps = told({"a": 60})

    assert re.search(r"If money is: '|'a' \(", steps)


def limited(hours_allowed, taken):
    """Programmes that win more the more hours they take, and what is advised of them."""
    rungs = {"none": NONE} | {name: {**NONE, "contributor": (100, 110 + hours)} for name, hours in taken.items()}
    made = experiment(rungs, replicates=10)
    made = replace(made, scenario=made.scenario.model_copy(update={"staff_hours": hours_allowed}))
    spent = {name: (Expense(10, "campaign", 0.0, hours),) for name, hours in taken.items()}
    made = replace(made, runs=tuple(replace(run, expenses=spent.get(run.programme, ())) for run in made.runs))
    rows = decision(made)
    words = first_sentence(made, rows), headline(made)
    return *words, " ".join(what_it_costs(made, rows)), " ".join(what_next(made, rows))


def test_what_is_not_allowed_is_not_advised():
    """The best of those that keep to the hours there are; the others are marked."""
    best, first, costs, steps = limited(30.0, {"large": 60, "small": 20})

    assert "most contributors with 'large'*," in best
    assert "with 'small', contributors end 3.0 points higher" in first
    assert first.endswith("; others take more than is allowed.")
    assert costs.startswith("'small' takes 20 hours")
    assert steps.startswith("If contributors are what counts: 'small'")


def test_where_nothing_is_allowed_that_is_said():
    _, first, _, steps = limited(10.0, {"large": 60, "small": 20})

    assert first.endswith("; every programme takes more than is allowed.")
    assert "'large' (which takes more than is allowed, as every programme here does)" in steps


def test_what_is_as_good_is_named_beside_the_advice():
    """Where it is not settled which of two is better."""
    *_, steps = told({"a": 60, "b": 60})

    assert steps.startswith("If contributors are what counts: 'a' or 'b', which is not settled; with the first")


def test_words_are_plain():
    assert private_words(" ".join(told({"a": 20, "b": 60}))) == {}


def test_the_sheet_has_few_rows_and_says_so():
    """Of many programmes it shows those with most contributors."""
    rungs = {"none": NONE} | {f"p{nth}": {**NONE, "contributor": (100, 100 + 5 * nth)} for nth in range(1, 10)}
    sheet = summary_sheet(experiment(rungs, replicates=6))

    assert [row[0] for row in sheet.grids[0].rows] == [f"p{nth}" for nth in range(4, 10)]
    assert f"The {MOST_ROWS} of 9 programmes" in sheet.grids[0].caption
    assert [head for head, _ in sheet.points] == ["How sure", "What it costs", "What to do next"]
    assert special(experiment({"none": NONE, "a": NONE}, replicates=6)) == []


def test_how_sure_says_how_much_is_of_those_enlisted():
    """Where it is much: what everybody else makes of a programme is what spreads."""
    effect = Difference("a", "none", "contributor", 3.0, 1.6, 4.1, 20, 0, 20, None, models=True)
    row = DecisionRow("a", (effect,), 100.0, 0.0, 0.0, 60, 0.03, None, "nearly sure: more")
    apart = row._replace(themselves=Interval(2.0, 1.4, 2.4), others=Interval(1.0, -0.3, 1.9))

    assert how_sure(apart).endswith(
        "less so: +1.6 to +4.1 points. Of its +3.0 points of contributors, +2.0 (+1.4 to +2.4) are those enlisted and "
        "+1.0 (\N{MINUS SIGN}0.3 to +1.9) everybody else."
    )
    assert how_sure(apart._replace(themselves=Interval(0.1, 0.0, 0.2))).endswith("less so: +1.6 to +4.1 points.")
