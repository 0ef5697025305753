"""Letters are measured: lines end where their room ends, and what is cut keeps what tells it from others."""

import numpy as np
import pytest
from made_up_runs import gallery_of
from made_up_sweeps import SHARE, TIES, sweep

from esnsim.experiments.design.labels import amount, value_text
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.design.quantities import unit_and_meaning
from esnsim.numerals import numeral
from esnsim.report.document.sweep_pictures import pictures
from esnsim.report.figures.inequality import inequality_figure
from esnsim.report.letters import CUT, extent, fitted, key_of_cuts, shortened
from esnsim.report.text.wording import varied
from esnsim.scenario import load
from esnsim.scenario.route import read_route

TEXT = "community manager of all the northern regions"


@pytest.mark.parametrize("inches", [0.4, 1.0, 2.5, 9.0])
@pytest.mark.parametrize("text", [TEXT, TEXT.replace(" ", "_"), TEXT.replace(" ", "")])
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text, inches):
    written = fitted(text, inches, lines=99)

    assert extent(written).width <= inches
    assert written.replace("\n", "").replace(" ", "") == text.replace(" ", "")


def test_what_has_no_room_is_cut_in_the_middle():
    """Names differ at their ends as often as at their beginnings."""
    one, two = (shortened(f"{TEXT} {nth}", 2.0) for nth in "12")

    assert one != two
    assert one.startswith("community")
    assert one.endswith("1")
    assert CUT in one
    assert extent(one).width <= 2.0
    assert shortened(TEXT, 20.0) == TEXT
    assert key_of_cuts({TEXT: TEXT}) == ""
    assert f"{one} = {TEXT} 1" in key_of_cuts({f"{TEXT} 1": one})


def test_nothing_is_written_as_nothing():
    assert fitted("", 1.0) == " "


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-0.0, "g", "0"),
        (-0.04, "+.1f", "0.0"),
        (0.04, "+.1f", "0.0"),
        (-0.4, ",.0f", "0"),
        (-1e-9, ".2f", "0.00"),
        (-0.06, "+.1f", "\N{MINUS SIGN}0.1"),
        (1234.5, "+,.1f", "+1,234.5"),
        (-1e-5, "g", "\N{MINUS SIGN}1e\N{MINUS SIGN}05"),
    ],
)
def test_a_zero_has_no_sign(value, form, text):
    assert numeral(value, form) == text


def test_a_difference_that_rounds_to_nothing_has_no_direction_on_a_terminal():
    outcome = read_outcome("contributor@end vs baseline")

    assert amount(outcome, -0.0004) == amount(outcome, 0.0004) == "0.0"
    assert amount(outcome, -0.004) == "-0.4"


def test_shares_are_written_in_one_way():
    """Turnover is a share of people too, and stands beside others in percent."""
    scenario = load("launch")
    unit, meaning = unit_and_meaning(read_route("organisation.turnover"), scenario)

    assert (unit, meaning) == ("%", "share of people who leave in a year")
    assert unit_and_meaning(read_route("behaviour.imitation"), scenario)[0] == "1/workday"
    assert [value_text(value, share=True) for value in (0.05, 0.125, 0)] == ["5 %", "12.5 %", "0 %"]
    assert [value_text(value) for value in (0.05, True, "week 2", -0.0)] == ["0.05", "true", "week 2", "0"]


def test_turnover_is_in_percent_on_pictures_and_in_tables(tmp_path):
    points = [{"organisation.turnover": each} for each in (0.05, 0.12)]
    made = sweep(tmp_path / "runs.sqlite", points, lambda *_: 200)

    assert varied(made)[0].names == ("5 %", "12 %")
    assert made.shares == {"organisation.turnover"}


def test_panels_of_a_sweep_are_titled_by_what_differs(tmp_path):
    """No two of them alike, without the name of an intervention that all share."""
    points = [{SHARE: share, TIES: ties} for share in (0.01, 0.02) for ties in (10, 20)]
    made = sweep(tmp_path / "runs.sqlite", points, lambda *_: 200)
    figure = next(each.draw() for each in pictures(made) if each.name == "sweep_curves")
    heads = [axes.texts[0].get_text().replace("\n", " ") for axes in figure.axes]

    assert heads == [f"share {share} %, mean ties {ties}" for share in (1, 2) for ties in (10, 20)]


def test_where_a_factor_does_not_apply_a_map_is_blank_and_says_so(tmp_path):
    """The baseline has no ambassadors, so their share is nothing to it: each of its values stands there once."""
    points = [{SHARE: share, TIES: ties} for share in (0.01, 0.02, 0.05) for ties in (10, 20)]
    made = sweep(
        tmp_path / "runs.sqlite", points, lambda at, name, _: 10 * (at % 2) + (200 if name == "none" else 300 + at)
    )
    figure = next(each.draw() for each in pictures(made) if each.name == "sweep_map")
    none, full = (axes for axes in figure.axes if axes.images)

    assert np.ma.count(none.images[0].get_array()) == 2
    assert np.ma.count(full.images[0].get_array()) == 6
    said = [" ".join(text.get_text() for text in axes.texts).replace("\n", " ") for axes in (none, full)]
    assert "'ambassadors: share' does not apply" in said[0]
    assert "apply" not in said[1]
    assert not none.patches


@pytest.mark.parametrize(("weeks", "said"), [(12, "shorter than a half-year"), (26, "one half-year, to week 26")])
def test_a_single_half_year_is_no_course_over_time(weeks, said):
    """Each programme has its number written beside its dot."""
    figure = inequality_figure(gallery_of(17, 2, weeks))
    panel = figure.axes[1]
    told = [text.get_text().replace("\n", " ") for text in panel.texts]

    assert any(said in text for text in told)
    assert told.count("0.80") == (2 if weeks == 26 else 0)


def test_several_half_years_are_lines():
    panel = inequality_figure(gallery_of(17, 2, 52)).axes[1]

    assert [len(line.get_xdata()) for line in panel.lines] == [2, 2]


def test_a_long_text_is_measured_a_few_times(monkeypatch):
    """Not once more for every word that may still fit."""
    measured = []

    def counted(*asked, **look):
        measured.append(asked)
        return extent(*asked, **look)

    monkeypatch.setattr("esnsim.report.letters.extent", counted)

    fitted(" ".join(f"word{nth}" for nth in range(200)), 11.0, lines=8)

    assert len(measured) < 8 * 12
