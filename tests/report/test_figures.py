"""Figures: readable whatever the programmes are called, the same bytes every time, and no state left behind."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import matplotlib as mpl
import pytest
from experiments import experiment
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from esnsim.experiments.design.labels import PLURALS
from esnsim.report import adoption_curves, paired_differences, write_figures
from esnsim.report.layout.scales import difference_limits, share_limits
from esnsim.report.layout.timeline import Bar, bars, ranges
from esnsim.report.style import GREY, HUES, date_axis, looks_of, place, styled
from esnsim.report.text.ladder import DEFINITIONS
from esnsim.state.ladder import LADDER

pytestmark = pytest.mark.untraced

STILL = {"reader": (700, 720), "contributor": (100, 100)}
MORE = {"reader": (700, 820), "contributor": (100, 250)}
LONG = "ambassadors and everybody's leaders in a programme whose name does not end where one would expect it to end"
STRANGE = ("none", LONG, "_$5 a head$", "线上 \\frac{1}{2} {}", "[bold]markup[/bold]")
EVENTS = ((0, "campaign", "begins"), (20, "campaign", "ends"), (60, "a late one", "begins"))


def texts(figure):
    with styled():
        FigureCanvasAgg(figure).draw()
    return [text for text in figure.findobj(mpl.text.Text) if text.get_visible() and text.get_text().strip()]


def test_every_rung_of_the_ladder_has_its_definition():
    assert tuple(DEFINITIONS) == LADDER
    assert tuple(PLURALS) == LADDER


@pytest.mark.parametrize("draw", [adoption_curves, paired_differences])
@pytest.mark.parametrize("initial", ["launch", "{reader: 0.7, contributor: 0.1}"])
def test_no_letter_leaves_the_figure(draw, initial):
    """Long and strange names are wrapped or cut, never lost over the edge."""
    made = experiment({name: STILL if name == "none" else MORE for name in STRANGE}, initial=initial, events=EVENTS)
    figure = draw(made)
    edges = figure.bbox

    for text in texts(figure):
        box = text.get_window_extent()
        assert edges.x0 - 1 <= box.x0 <= box.x1 <= edges.x1 + 1, text.get_text()
        assert edges.y0 - 1 <= box.y0 <= box.y1 <= edges.y1 + 1, text.get_text()
    assert len(figure.legends[0].get_texts()) == len(STRANGE) - (draw is paired_differences)


def test_the_question_is_the_title_and_every_panel_says_what_it_shows():
    figure = adoption_curves(experiment({"none": STILL, "more": MORE}, events=EVENTS))
    shown = " ".join(" ".join(text.get_text().split()) for text in texts(figure))

    assert "What is $5 worth_of attention?" in shown
    for rung in ("reader", "interactive", "contributor", "regular"):
        assert rung in shown
        assert DEFINITIONS[rung] in shown
    assert "axis begins at 60 %" in shown
    assert "1,000 people · 5 replicates of each programme · seed 1" in shown


def test_the_answer_stands_on_the_picture_of_differences():
    """In a line, with its interval: what the best programme changes in contributors."""
    figure = paired_differences(experiment({"none": STILL, "some": STILL, "more": MORE}, events=EVENTS))
    shown = [text.get_text() for text in texts(figure)]

    assert "By week 26, with 'more', contributors end 15.0 points higher (80 % interval +9.5 to +20.5)." in shown
    assert any(text.endswith("pts") for text in shown)


def test_bars_share_the_time_axis_of_the_panels():
    """The same limits, and where their names have room they stand beside the last panel."""
    for initial in ("launch", "{reader: 0.7, contributor: 0.1}"):
        figure = adoption_curves(experiment({"none": STILL, "more": MORE}, initial=initial, events=EVENTS))
        *panels, strip = figure.axes

        assert {axes.get_xlim() for axes in panels} == {strip.get_xlim()}
        assert strip.get_position().y1 == pytest.approx(panels[-1].get_position().y1)


def test_marks_carry_the_numbers_of_the_bars():
    """Near ones share a label; kinds are said without underscores, chosen names as they are."""
    events = ((0, "senior_training", "begins"), (2, "phase_one", "begins"), (60, "leader_presence", "begins"))
    figure = adoption_curves(experiment({"none": STILL, "more": MORE}, events=events))
    shown = [text.get_text() for text in texts(figure)]

    assert {"1  senior training", "2  phase_one", "3  leader presence"} <= set(shown)
    assert shown.count("1\N{EN DASH}2") == shown.count("3") == 4
    assert [ranges([1]), ranges([1, 2, 4]), ranges([1, 3, 5])] == ["1", "1\N{EN DASH}2, 4", "1 \N{HORIZONTAL ELLIPSIS}"]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ((2026, 3, 2), (2026, 5, 8), ["15 Mar\n2026", "1 Apr\n ", "15 Apr\n ", "1 May\n "]),
        ((2025, 9, 1), (2026, 8, 28), ["Oct\n2025", "Jan\n2026", "Apr\n ", "Jul\n "]),
        ((2024, 1, 1), (2029, 1, 1), ["2024", "2025", "2026", "2027", "2028", "2029"]),
        ((2026, 3, 2), (2026, 3, 6), None),
    ],
)
def test_the_year_is_told_however_short_a_run_is(first, last, labels):
    """Below the first date and wherever it changes."""
    axes = Figure().add_subplot()
    date_axis(axes, date(*first), date(*last))
    shown = [label.get_text() for label in axes.get_xticklabels()]

    assert str(first[0]) in shown[0]
    assert labels is None or shown == labels


def test_files_are_the_same_every_time(tmp_path):
    """No dates and no random names in them, and nothing unfinished beside them."""
    made = experiment({"none": STILL, "more": MORE}, events=EVENTS)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        write_figures(made, folder)

    names = {path.name for path in first.iterdir()}
    assert names == {"adoption.png", "adoption.svg", "difference.png", "difference.svg"}
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_figure_that_cannot_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    """The old file stays, and no half of a new one."""
    made = experiment({"none": STILL})
    (tmp_path / "adoption.png").write_bytes(b"old")

    def fail(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Figure, "savefig", fail)
    with pytest.raises(OSError, match="No space"):
        write_figures(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["adoption.png"]
    assert (tmp_path / "adoption.png").read_bytes() == b"old"


def test_the_callers_own_settings_are_left_alone(tmp_path):
    """Whoever draws in a notebook keeps their style, and pyplot is not even loaded."""
    names = [name for name in mpl.rcParams if name != "backend"]  # asking for the backend chooses one
    before = {name: mpl.rcParams[name] for name in names}
    write_figures(experiment({"none": STILL, "more": MORE}), tmp_path)
    code = "import sys; from esnsim.report import adoption_curves; print('matplotlib.pyplot' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert {name: mpl.rcParams[name] for name in names} == before
    assert said.stdout.strip() == "False"


def test_programmes_keep_their_colours():
    """The baseline is grey wherever it stands; colours follow the scenario; beyond them comes another stroke."""
    names = [f"p{place}" for place in range(9)]
    looks = looks_of([*names[:3], "none", *names[3:]], "none")

    assert looks["none"].colour == GREY
    assert [looks[name].colour for name in names[:6]] == list(HUES)
    assert looks["p6"].colour == HUES[0]
    assert looks["p6"].stroke != looks["p0"].stroke


@pytest.mark.parametrize(
    ("low", "high", "floor"), [(70, 80, 60), (10, 80, 0), (0, 0, 0), (98, 100, 95), (40, 60, 25), (15, 16, 0)]
)
def test_an_axis_begins_at_zero_unless_that_hides_everything(low, high, floor):
    begins, ends = share_limits(low, high)

    assert begins == floor
    assert max(high, 1) <= ends <= 100


def test_zero_is_always_on_an_axis_of_differences():
    for low, high in ((2.0, 5.0), (-5.0, -2.0), (0.0, 0.0), (-0.01, 0.02)):
        begins, ends = difference_limits(low, high)
        assert begins <= min(low, 0.0) <= max(high, 0.0) <= ends
        assert ends - begins >= 1.0


def test_bars_follow_what_was_done():
    """One an intervention, the earliest first; what went on to the end has no end."""
    made = experiment({"none": STILL, "more": MORE}, events=EVENTS)

    assert bars(made.runs) == [Bar("more", "campaign", 0, 20, 5, 5), Bar("more", "a late one", 60, None, 5, 5)]
    assert bars(made.runs)[0].label == "campaign"
    assert Bar("p", "rescue", 60, None, 3, 4).label == "rescue (in 3 of 4)"


def test_dates_have_a_place():
    assert place(date(2024, 1, 8)) - place(date(2024, 1, 1)) == 7


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("weeks", [1, 8, 52, 156, 260, 1040])
def test_dates_of_any_time_are_named_without_a_warning(weeks):
    """However few fit below a narrow panel."""
    first = date(2017, 1, 2)
    for inches in (0.5, 2.0, 12.0):
        with styled():
            axes = Figure((inches, 2.0)).add_subplot()
            date_axis(axes, first, first + timedelta(weeks=weeks))

        assert len(axes.get_xticks()) >= 1
