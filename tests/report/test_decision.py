"""What to decide by: how sure each effect is, who is first by what, and who is enlisted."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from experiments import experiment

from esnsim.ensemble.draws import WorldDraw
from esnsim.experiments.results.about import About
from esnsim.report.text.answers import Difference
from esnsim.report.text.caveat import caveat
from esnsim.report.text.deciding.findings import effects_finding
from esnsim.report.text.deciding.first_by_criteria import _either, _first, first_sentence
from esnsim.report.text.deciding.next_steps import first_by_contributors
from esnsim.report.text.decision import (
    DecisionRow,
    certainty_of,
    decision,
    enlisted_sentences,
    explained,
)
from esnsim.scenario.reach import Reach
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Writers

STILL = {"reader": (700, 700), "contributor": (100, 100)}


def effect(better, of, low=-2.0, high=3.0):
    """An effect that is more in so many models."""
    points = 1.0 if 2 * better > of else -1.0
    return Difference("p", "none", "contributor", points, low, high, better, 0, of, None, models=True)


@pytest.mark.parametrize(
    ("better", "of", "word"),
    [
        (5, 5, "likely: more"),  # another one has the sign with a chance of 6 in 7
        (18, 18, "nearly sure: more"),
        (17, 18, "likely: more"),
        (0, 18, "nearly sure: fewer"),
        (3, 5, "open"),
        (4, 4, "too few runs"),
    ],
)
def test_certainty_is_that_of_another_model(better, of, word):
    """Five of five models are few: a sixth may well do otherwise."""
    assert certainty_of(effect(better, of)) == word


def test_what_lies_within_half_a_point_is_too_small_to_matter():
    assert certainty_of(effect(18, 18, 0.1, 0.4)) == "too small to matter"


def over_models(rungs, gained, replicates=7):
    """Runs over as many models as blocks have, in which programmes win so many people in each replicate."""
    made = experiment(rungs, replicates=replicates)
    runs = [replace(run, record=run.record.copy()) for run in made.runs]
    for run in runs:
        for measure, won in gained.get(run.programme, {}).items():
            run.record[1:, Measure[measure.upper()]] = won[run.replicate]
    draws = tuple(WorldDraw(nth, nth + 1, nth + 1) for nth in range(replicates))
    return replace(made, runs=tuple(runs), draws=draws)


def test_programmes_that_cannot_be_separated_are_named_together():
    """And where even the best may win nothing, that is said."""
    one, other = np.array([131, 129, 127, 132, 129, 130, 130]), np.array([129, 130, 125, 130, 131, 129, 129])
    unsure = np.array([720, 690, 710, 695, 715, 700, 700])
    made = over_models(
        {"none": STILL, "one": STILL, "other": STILL},
        {"none": {"contributor": [100] * 7, "reader": [700] * 7}}
        | {"one": {"contributor": one, "reader": unsure}, "other": {"contributor": other, "reader": [700] * 7}},
    )
    said = first_sentence(made, decision(made))

    assert said.startswith("Which is best depends on what counts: most contributors with 'one' or 'other' (not settled")
    assert "most readers with no programme yet (none surely adds any)" in said


def test_a_name_may_hold_whatever_it_likes():
    """Brackets and commas of a name are not those of the sentence."""
    more = np.array([140, 138, 141, 140, 139, 140, 140])
    made = over_models(
        {"none": STILL, "leaders (top, two)": STILL, "other": STILL},
        {"none": {"contributor": [100] * 7, "reader": [700] * 7}}
        | {"leaders (top, two)": {"contributor": more, "reader": 600 + more}, "other": {}},
    )
    said = first_sentence(made, decision(made))

    assert "most contributors with 'leaders (top, two)', most readers" in said
    assert _either(("leaders (top, two)", "other")) == "'leaders (top, two)' or 'other' is (not settled which)"


def test_of_many_that_may_be_first_few_are_named():
    gained = [np.roll([130, 128, 126, 132, 130, 131, 129], nth) for nth in range(6)]
    made = over_models(
        {"none": STILL} | {f"p{nth}": STILL for nth in range(6)},
        {"none": {"contributor": [100] * 7}} | {f"p{nth}": {"contributor": each} for nth, each in enumerate(gained)},
    )

    said = first_sentence(made, decision(made))

    assert re.search(r"most contributors with 'p\d', 'p\d', 'p\d' or \d others? \(not settled which\)", said)


def test_where_every_programme_loses_for_sure_the_baseline_is_first():
    fewer = np.array([650, 652, 648, 651, 650, 649, 650])
    made = over_models(
        {"none": STILL, "one": STILL, "other": STILL},
        {"none": {"reader": [700] * 7}, "one": {"reader": fewer}, "other": {"reader": fewer - 1}},
    )

    assert "most readers with 'none'," in first_sentence(made, decision(made))


def test_one_that_is_better_in_every_model_is_first():
    better, worse = np.array([140, 138, 141, 140, 139, 140, 140]), np.array([120, 119, 121, 120, 122, 120, 120])
    made = over_models(
        {"none": STILL, "worse": STILL, "better": STILL},
        {"none": {"contributor": [100] * 7}, "worse": {"contributor": worse}, "better": {"contributor": better}},
    )

    assert "most contributors with 'better'," in first_sentence(made, decision(made))


def test_fewer_than_five_models_say_nothing_of_who_is_best():
    made = over_models({"none": STILL, "one": STILL | {"contributor": (100, 130)}, "other": STILL}, {}, replicates=4)

    assert first_sentence(made, decision(made)) == (
        "Too few runs to say which is best; most contributors in them with 'one'."
    )
    assert "fewer than 5 models give no interval" in caveat(made)
    assert "without an interval, for which 5 are needed" in explained(made)


def test_few_models_are_said_to_hold_less_than_all():
    """The lowest and the highest of five hold two thirds of all possible ones."""
    made = over_models({"none": STILL, "one": STILL | {"contributor": (100, 130)}}, {})

    assert "intervals hold all 5, random variation included: about 67 % of all possible ones" in caveat(made)
    assert "70 replicates would tell roughly how much of such a width is" in caveat(made)
    assert "between which values all 5 models lie" in explained(made)


def test_parts_of_the_width_are_told_in_tens_once_there_are_ten_pairs():
    """What differs between runs of one model in one organisation is random; the second of a pair is 4 people off."""
    models = np.array([100 + (37 * nth) % 61 for nth in range(70)])
    for block in range(10):
        models[7 * block + 5] = models[7 * block] + 4
        models[7 * block + 6] = models[7 * block + 1] + 4
    made = over_models(
        {"none": STILL, "one": STILL}, {"none": {"contributor": [100] * 70}, "one": {"contributor": models}}, 70
    )

    assert "roughly: parameters 100 %, organisation 0 %, random variation 0 %" in caveat(made)


def test_whoever_is_trained_is_not_enlisted():
    """Leaders who are asked to be present are, once, and ambassadors who are appointed."""
    made = experiment({"none": STILL, "one": STILL})
    reaches = (
        Reach("one", "senior_training", "senior_training", 58, 0.058, appointed=False, at_most=False),
        Reach("one", "leader_presence", "leader_presence", 20, 0.02, appointed=False, at_most=False),
        Reach("one", "more presence", "leader_presence", 15, 0.015, appointed=False, at_most=False),
        Reach("one", "ambassadors", "ambassadors", 10, 0.01, appointed=True, at_most=False),
    )
    (row,) = decision(replace(made, about=About(reaches=reaches)))

    assert (row.enlisted, row.share) == (30, 0.03)


UNCOUNTED = "how many of its +3.5 points of contributors are those enlisted is not counted"


@pytest.mark.parametrize(
    ("points", "enlisted", "told"),
    [
        (3.5, 33, "33 people, 3.3 % of the staff: " + UNCOUNTED + "; at most 3.3"),
        (3.5, 40, "40 people, 4 % of the staff: " + UNCOUNTED + "; at most all of them"),
        (-1.0, 60, "60 people, 6 % of the staff: what they write themselves is part of its effect"),
        (3.5, 8, None),
        (-1.0, 33, None),
    ],
)
def test_how_much_of_an_effect_can_be_of_those_enlisted(points, enlisted, told):
    effect = Difference("one", "none", "contributor", points, points - 1.0, points + 1.0, 9, 0, 10, None)
    row = DecisionRow("one", (effect,), 100.0, 0.0, 0.0, enlisted, enlisted / 1000.0, None, "likely: more")

    assert enlisted_sentences([row]) == ([] if told is None else [f"'one' enlists {told}"])


def test_what_those_enlisted_are_themselves_stands_apart_from_everybody_else():
    """Ten of the 1,000 write who did not without the programme, and twenty others."""
    made = experiment({"none": STILL, "few": STILL | {"contributor": (100, 130)}, "many": STILL})
    who = np.arange(1000)
    ends = {"none": Writers(who < 100, who < 0), "few": Writers(who < 130, (who >= 120) & (who < 140))}
    ends["many"] = Writers(who < 100, (who >= 90) & (who < 110))
    runs = tuple(replace(run, writers=ends[run.programme]) for run in made.runs)
    asked = [Reach(name, "a", "ambassadors", 20, 0.02, appointed=True, at_most=False) for name in ("few", "many")]
    rows = decision(replace(made, runs=runs, about=About(reaches=tuple(asked))))

    assert [(each.themselves.mean, round(each.others.mean, 9)) for each in rows] == [(1.0, 2.0), (0.0, 0.0)]
    of_few, of_the_rest = enlisted_sentences(rows)
    assert of_few.startswith("'few' enlists 20 people, 2 % of the staff: of its +3.0 points of contributors, +1.0 (")
    assert re.search(r"\+1\.0 \(.* to .*\) are those enlisted and \+2\.0 \(.* to .*\) everybody else$", of_few)
    assert re.fullmatch(r"Everybody but those enlisted: 0\.0.* of the 0\.0 points of 'many'", of_the_rest)
    unlike = [replace(run, writers=None) if run.programme == "none" else run for run in runs]
    assert all(math.isnan(row.themselves.mean) for row in decision(replace(made, runs=tuple(unlike))))


def one_row(programme, points, low, certainty):
    effect = Difference(programme, "none", "contributor", points, low, 2.0 * points - low, 8, 0, 10, None)
    return DecisionRow(programme, (effect,), 100.0, 0.0, 0.0, 0, 0.0, None, certainty)


def test_what_is_known_to_win_goes_before_what_may_win_more():
    """A large mean of which not even the sign is known says nothing against a smaller one that is sure."""
    rows = [one_row("sure", 1.4, 0.5, "likely: more"), one_row("open", 1.7, -0.1, "open")]

    assert first_by_contributors(rows).programme == "sure"
    assert (
        effects_finding(rows)
        == "'sure' adds 1.4 points of contributors; 'open' cannot be distinguished from doing nothing"
    )
    assert first_by_contributors([rows[1], one_row("less", 1.0, -0.5, "open")]).programme == "open"


def test_most_is_told_of_those_that_win_for_sure():
    """The others are named beside it where the two cannot be told apart."""
    sure, wide = np.tile([40, 42, 44], 4), np.tile([0, 40, 110], 4)
    made = experiment({"none": STILL, "sure": STILL, "wide": STILL}, replicates=12)
    won = {"sure": sure / 1000.0, "wide": wide / 1000.0 - 0.02}

    assert _first(won, "none", made.draws) == ("sure", "wide")
    assert _first({"wide": won["wide"] - 0.03}, "none", made.draws) == ()
