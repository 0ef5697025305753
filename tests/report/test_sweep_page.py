"""What a page keeps of a sweep: every point as the tables have it, its own scenario, and curves that fit a page."""

import json

import numpy as np
import pandas as pd
import pytest
from made_up_sweeps import COUNT, SHARE, TIES, sweep

from esnsim.report.document.exploring import looked_at
from esnsim.report.document.exploring.looked_at import TAKEN, places_that_differ, points_looked_at
from esnsim.report.document.sweep import sweep_briefing
from esnsim.report.document.write import html_page, markdown
from esnsim.report.text.outcomes import ACCOUNT_WORDS, Shown
from esnsim.report.text.sweep_data import Side, sweep_data
from esnsim.scenario import Scenario
from esnsim.scenario.resolve import digest

POINTS = [{SHARE: share, TIES: ties} for share in (0.01, 0.02, 0.05) for ties in (10, 20)]


def rising(point, programme, replicate):
    return 200 + replicate + (0 if programme == "none" else 50 + 20 * point)


@pytest.fixture
def made(tmp_path):
    return sweep(tmp_path / "runs.sqlite", POINTS, rising)


def test_values_are_those_of_the_tables(made):
    """Mean and interval of every point and programme, as the sweep's own table has them."""
    found, table = points_looked_at(sweep_data(made)), made.response()
    names = [each["name"] for each in found["programmes"]]
    outcomes = [each["name"] for each in found["outcomes"]]
    values = found["values"][outcomes.index("contributors at week 4")]

    for programme, own in table.groupby("programme"):
        np.testing.assert_allclose(
            values[names.index(programme)], 100 * own[["mean", "low", "high"]].to_numpy().T, rtol=1e-3
        )
    differs = found["values"][outcomes.index("contributors at week 4, difference from 'none'")]
    assert differs[names.index("none")][0] == [None] * len(POINTS)
    np.testing.assert_allclose(differs[names.index("full")][0], 100 * made.compare()["difference"], rtol=1e-3)
    assert found["runs"] == [[5] * len(POINTS)] * 2


def test_a_point_tells_what_is_taken_and_what_use_is_worth(made):
    told = [each["name"] for each in points_looked_at(sweep_data(made))["outcomes"]]

    assert [any(name.startswith(ACCOUNT_WORDS[measure]) for name in told) for measure in TAKEN] == [True] * 3


@pytest.mark.parametrize(
    ("programmes", "low", "lead"),
    [
        (("none", "a", "b", "c"), False, "b"),
        (("none", "a", "b", "c"), True, "a"),
        (("none", "c"), False, "c"),
        (("none",), False, "none"),
    ],
)
def test_titles_tell_of_the_best_programme_that_factors_move(programmes, low, lead):
    """The first is moved most, the second is best where it is moved, the third is best and not moved at all."""
    ends = {"none": (0.9, 0.9), "a": (0.1, 0.3), "b": (0.4, 0.45), "c": (0.6, 0.6)}
    rows = [(point, name, ends[name][point]) for name in programmes for point in (0, 1)]
    means = pd.DataFrame(rows, columns=["point", "programme", "mean"])
    shown = Shown("contributors", "", percent=True)

    assert Side(shown, means, means, programmes, "none", {}, low).lead == lead


def test_every_point_has_its_own_scenario(made):
    """What the first has, with what differs put in its place, is what was asked there."""
    found = points_looked_at(sweep_data(made))

    for record, changes in zip(made.requests.points(made.entry.number), found["changes"], strict=True):
        content = json.loads(json.dumps(found["scenario"]))
        for place, value in changes:
            inner = content
            for part in place[:-1]:
                inner = inner[part]
            inner[place[-1]] = value
        assert digest(Scenario.of(content)) == digest(made.requests.question(record.question))
    assert found["changes"][0] == []


def test_curves_end_where_outcomes_are(made):
    """At whole weeks, the last among them."""
    found = points_looked_at(sweep_data(made))["curves"]

    assert (found["weeks"], found["every"], found["name"], found["unit"]) == ([0, 1, 2, 3, 4], 1, "contributors", "%")
    assert [median[-1] for median in found["lines"][1][0]] == [25.2, 27.2, 29.2, 31.2, 33.2, 35.2]


def test_curves_are_thinned_where_there_are_many(made, monkeypatch):
    """First and last week stay, whatever else goes."""
    monkeypatch.setattr(looked_at, "MOST_NUMBERS", 6 * 2 * 3 * 3)

    found = points_looked_at(sweep_data(made))["curves"]

    assert (found["weeks"], found["every"]) == ([0, 2, 4], 2)


def test_what_is_not_known_is_nothing(tmp_path):
    """A point without runs has neither values nor curves, and is no nought."""
    made = sweep(tmp_path / "runs.sqlite", POINTS[:3], rising, replicates=2, lost=(1,))

    found = points_looked_at(sweep_data(made))

    assert [end[1] for end in found["values"][0][1]] == [None, None, None]
    assert found["values"][0][1][1] == [None, None, None], "two runs have no interval"
    assert [line[1] for line in found["curves"]["lines"][1]] == [[], [], []]
    assert found["runs"] == [[2, 0, 2]] * 2


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ({"a": 1, "b": [1, 2]}, {"a": 1, "b": [1, 3]}, [(("b", 1), 3)]),
        ({"a": [1]}, {"a": [1, 2]}, [(("a",), [1, 2])]),
        ({"a": 1}, {"b": 1}, [((), {"b": 1})]),
        ({"a": {"b": 1}}, {"a": {"b": 1}}, []),
    ],
)
def test_differences_are_told_at_their_places(one, two, found):
    assert list(places_that_differ(one, two)) == found


def test_without_scripts_all_points_stand_in_a_table(made):
    """The page has it folded, the text in full; both say how many runs are told."""
    report = sweep_briefing(made)
    page, text = html_page(report), markdown(report)

    assert page.count('id="explorer"') == 1
    assert "60 runs at 6 points" in page
    assert "contributors at week 4 in % by programme, mean over runs: all." in page
    assert "| 5 | 5 % | 20 | 20\\.2 | 35\\.2 |" in text


def test_the_answer_is_the_best_programme_and_then_what_factors_do(made):
    """What factors move need not be what is best."""
    report = sweep_briefing(made)
    best = made.best().iloc[0]["programme"]

    assert report.answer.startswith(f"So far '{best}' at ")
    assert " is best: " in report.answer
    assert report.more[0].startswith("With ")


def test_a_long_table_says_what_it_leaves_out(tmp_path, monkeypatch):
    monkeypatch.setattr("esnsim.report.document.sweep.MOST_LISTED", 2)
    made = sweep(tmp_path / "runs.sqlite", [{COUNT: count} for count in (100, 200, 300)], rising, replicates=2)

    assert "mean over runs: the first 2 of 3 points; the data has all." in markdown(sweep_briefing(made))


def test_without_the_extra_it_is_said_what_is_missing(made, monkeypatch):
    """The table is there all the same."""
    monkeypatch.setattr("esnsim.report.document.write.interactive", lambda: False)

    page = html_page(sweep_briefing(made))

    assert 'id="explorer"' not in page
    assert "pip install &#39;.[report]&#39;" in page or "pip install '.[report]'" in page
    assert "mean over runs: all." in page
