"""Pictures of sweeps: the answer in one line, every value where it belongs, and nothing lost over the edge."""

import csv
import re

import matplotlib as mpl
import numpy as np
import pytest
from made_up_sweeps import COUNT, PULL, SHARE, START, TIES, sweep
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from esnsim.experiments.design.outcome import read_outcome
from esnsim.report.document.sweep import sweep_briefing
from esnsim.report.document.sweep_pictures import pictures, write_sweep_figures
from esnsim.report.style import styled
from esnsim.report.text.outcomes import shown_outcome
from esnsim.report.text.sweep_data import sweep_data
from esnsim.report.text.wording import varied

SHARES = (0.01, 0.02, 0.03, 0.05)


def rising(point, programme, replicate):
    """Nothing moves the baseline; the programme gains a person a point, and two a replicate."""
    return 200 + 2 * replicate + (0 if programme == "none" else 50 + 20 * point)


def drawn(made, outcome=None):
    """The figures of a sweep by name."""
    return {picture.name: picture.draw() for picture in pictures(made, outcome)}


def texts(figure):
    with styled():
        FigureCanvasAgg(figure).draw()
    return [text for text in figure.findobj(mpl.text.Text) if text.get_visible() and text.get_text().strip()]


def said(figure):
    return " ".join(text.get_text() for text in texts(figure)).replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ")


def one_factor(path, values, where=SHARE, **options):
    return sweep(path / "runs.sqlite", [{where: value} for value in values], **{"contributors": rising} | options)


def two_factors(path, leave_out=0, **options):
    points = [{SHARE: share, TIES: ties} for share in SHARES for ties in (10, 20, 30)]
    return sweep(path / "runs.sqlite", points[: len(points) - leave_out], **{"contributors": rising} | options)


def test_a_factor_is_called_by_its_intervention_and_its_unit(tmp_path):
    """Nobody on a slide knows what programmes.full[1] is."""
    made = sweep(
        tmp_path / "runs.sqlite",
        [{SHARE: 0.01, PULL: 0.1, COUNT: 100, "behaviour.imitation": 0.01, "initial.contributor": 0.1}],
        rising,
    )

    assert [each.title for each in varied(made)] == [
        "ambassadors: share",
        "campaign: pull per month",
        "people",
        "imitation (1/workday)",
        "contributors at the start",
    ]
    assert [each.names[0] for each in varied(made)] == ["1 %", "10 %", "100", "0.01", "10 %"]
    assert varied(made)[0].phrase == "ambassadors: share"


@pytest.mark.parametrize(
    ("outcome", "subject", "percent"),
    [
        ("contributor@week26", "contributors at week 26", True),
        ("contributor@end", "contributors at week 4", True),
        ("posts@week52 per contributor", "posts per contributor in week 52", False),
        ("posts@week3", "posts per person in week 3", False),
        ("contributor@week3 per reader", "contributors as a share of readers at week 3", True),
        ("half_year_reader@end as count", "half year readers at week 4", False),
    ],
)
def test_an_outcome_is_called_by_what_is_counted(outcome, subject, percent):
    words = shown_outcome(read_outcome(outcome), "none", 4)

    assert (words.subject, words.percent) == (subject, percent)


def test_a_response_says_its_answer_and_shows_every_point_with_its_lives(tmp_path):
    """One line a programme, the band of its interval, and the difference from the baseline beside it."""
    figure = drawn(one_factor(tmp_path, SHARES))["sweep_response"]
    level, difference = figure.axes
    lines = [line for line in level.lines if len(line.get_xdata()) == len(SHARES)]

    assert len(lines) == 2
    np.testing.assert_allclose(lines[0].get_ydata(), 20.4)
    np.testing.assert_allclose(lines[1].get_ydata(), [25.4, 27.4, 29.4, 31.4])
    np.testing.assert_allclose(lines[1].get_xdata(), SHARES)
    np.testing.assert_allclose(difference.lines[0].get_ydata(), [5, 7, 9, 11])
    assert [tick.get_text() for tick in level.get_xticklabels()] == [f"{n} %\nn = 5" for n in (1, 2, 3, 5)]
    assert "With 'full', contributors at week 4 rise from 25 % to 31 % as ambassadors: share goes from 1 % to 5 %" in (
        said(figure)
    )
    assert "80 % interval of the mean: random variation only" in said(figure)


def test_on_a_slide_the_answer_stands_above_the_picture_and_not_in_it_too(tmp_path):
    answer = sweep_briefing(made := one_factor(tmp_path, SHARES)).sections[0].pictures[0]
    figure = answer.on_slide()

    assert answer.finding.startswith("With 'full', contributors at week 4 rise from 25 % to 31 %")
    assert "rise from" not in said(figure)
    assert "Contributors at week 4" in said(figure)
    assert "is best" in sweep_briefing(made).sections[-2].finding


def test_the_numbers_are_those_of_the_tables(tmp_path):
    """A picture computes nothing of its own: mean and interval are what the sweep's own tables say."""
    made = one_factor(tmp_path, SHARES, contributors=lambda *where: hash(where) % 500)
    level, difference = sweep_data(made).sides

    for side, table, column in ((level, made.response(), "mean"), (difference, made.compare(), "difference")):
        np.testing.assert_allclose(side.means[["mean", "low", "high"]], table[[column, "low", "high"]])
        assert list(side.means["n"]) == list(table["n"])


@pytest.mark.parametrize(
    ("people", "answer"),
    [
        ((100, 200, 300, 400), "rise from 10 % to 40 %"),
        ((400, 300, 200, 100), "fall from 40 % to 10 %"),
        ((100, 400, 200, 150), "are highest, 40 %, with ambassadors: share at 2 %"),
        ((300, 100, 200, 350), "are lowest, 10 %, with ambassadors: share at 2 %"),
    ],
)
def test_the_answer_follows_the_curve(tmp_path, people, answer):
    made = one_factor(tmp_path, SHARES, contributors=lambda point, _programme, _replicate: people[point])

    assert answer in said(drawn(made)["sweep_response"])


def test_what_luck_explains_is_no_rise(tmp_path):
    """The ends differ by less than the interval of their difference."""
    covers = ((0, 40, 10, 30, 20), (20, 5, 45, 25, 24))
    made = one_factor(
        tmp_path, (0.01, 0.02), contributors=lambda point, _programme, replicate: covers[point][replicate]
    )

    assert "do not clearly change" in said(drawn(made)["sweep_response"])


def test_a_factor_over_decades_has_a_logarithmic_axis(tmp_path):
    (tmp_path / "even").mkdir()
    decades = drawn(one_factor(tmp_path, (100, 1000, 10000), COUNT))["sweep_response"]
    even = drawn(one_factor(tmp_path / "even", (100, 500, 1000), COUNT))["sweep_response"]

    assert decades.axes[0].get_xscale() == "log"
    assert [tick.get_text() for tick in decades.axes[0].get_xticklabels()][-1] == "10,000\nn = 5"
    assert even.axes[0].get_xscale() == "linear"


def test_names_have_dots_beside_them(tmp_path):
    """A row a name, in the order they were tried, a dot a programme."""
    names = ["week 4", "2024-07-01", "when reader < 30% for 4 weeks"]
    level, difference = drawn(one_factor(tmp_path, names, START))["sweep_response"].axes

    assert [tick.get_text().split("\n")[0] for tick in level.get_yticklabels()] == names
    assert [len(line.get_xdata()) for line in level.lines] == [3, 3]
    np.testing.assert_allclose(difference.lines[0].get_xdata(), [5, 7, 9])


def test_weeks_have_distances(tmp_path):
    """A start in week 12 lies further from week 4 than week 5 does."""
    figure = drawn(one_factor(tmp_path, ("week 4", "week 5", "week 12"), START))["sweep_response"]

    assert list(figure.axes[0].lines[1].get_xdata()) == [4, 5, 12]
    assert "start goes from week 4 to week 12" in said(figure)


def test_a_map_has_a_cell_a_combination_and_hatches_those_without_runs(tmp_path):
    """Two combinations were never asked for, one has only runs that failed; the baseline has no ambassadors."""
    figures = drawn(two_factors(tmp_path, leave_out=2, lost=(4,)))
    none, full, bar = figures["sweep_map"].axes

    for axes, hatched, written in ((none, 0, 3), (full, 3, 9)):
        assert axes.images[0].get_array().shape == (3, 4)
        assert len([patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_hatch()]) == hatched
        assert len(axes.texts) - 2 == written
    assert none.images[0].norm.vmax == full.images[0].norm.vmax
    assert "hatched: no runs" in said(figures["sweep_map"])
    assert "are highest, 43 %, with ambassadors: share 5 % and mean ties 10 (lowest, 25 %, with 1 %, 10)" in said(
        figures["sweep_map"]
    )
    assert bar.get_ylabel() == ""


def test_the_outline_goes_around_what_luck_does_not_tell_apart_from_the_highest(tmp_path):
    """Two cells are equal up to random variation, the others are far behind."""
    high = {3: (300, 320, 310, 300, 300), 7: (310, 300, 300, 315, 305)}
    people = lambda point, _programme, replicate: high.get(point, (100,) * 5)[replicate]  # noqa: E731
    made = two_factors(tmp_path, contributors=people)
    picture = next(pictures(made))

    marked = picture.table[picture.table["like_the_highest"]]
    assert sorted(set(marked["point"])) == [3, 7]
    full = picture.draw().axes[1]
    assert len([line for line in full.lines if to_hex(line.get_color()) != "#ffffff"]) == 8


def test_a_third_factor_makes_a_row_of_maps(tmp_path):
    points = [{SHARE: share, TIES: ties, START: start} for share in SHARES for ties in (10, 20, 30) for start in WEEKS]
    figure = drawn(sweep(tmp_path / "runs.sqlite", points, rising))["sweep_map"]

    # The baseline, which no week is anything to, has one map.
    assert len([axes for axes in figure.axes if axes.images]) == len(WEEKS) + 1
    assert "ambassadors: start week 9" in said(figure)


WEEKS = ("week 2", "week 9")


def sampled(path, count, names, contributors, **options):
    """Points spread over the unit cube, the same every time."""
    shares = np.modf(np.outer(np.arange(1, count + 1), np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0][: len(names)])))[0]
    points = [{name: round(0.01 + 0.09 * share, 4) for name, share in zip(names, row, strict=True)} for row in shares]
    return points, sweep(path / "runs.sqlite", points, lambda *where: contributors(points[where[0]], *where), **options)


def test_sampled_points_are_shown_where_they_lie_with_what_each_factor_does(tmp_path):
    _, made = sampled(tmp_path, 32, (SHARE, PULL), lambda at, *_: int(3000 * at[SHARE]))
    figure = drawn(made)["sweep_points"]
    cloud = figure.axes[0].collections[0]

    assert len(cloud.get_offsets()) == 32
    assert "explains most of it is ambassadors: share" in said(figure)
    assert "no more than random variation" in said(figure)


def test_of_many_factors_the_strongest_comes_first(tmp_path):
    names = (TIES, SHARE, PULL, "behaviour.imitation")
    _, made = sampled(tmp_path, 60, names, lambda at, *_: int(5000 * at[PULL] + 3000 * at[SHARE]))
    figure = drawn(made)["sweep_effects"]
    heads = [axes.texts[0].get_text() for axes in figure.axes]

    assert heads[:2] == ["campaign: pull per month", "ambassadors: share"]
    assert len(heads) == 4
    assert "what explains most of it is campaign: pull per month" in said(figure)


def test_few_points_have_a_panel_each_and_many_are_coloured_by_the_strongest_factor(tmp_path):
    few = drawn(one_factor(tmp_path, SHARES))["sweep_curves"]
    (tmp_path / "many").mkdir()
    many = drawn(one_factor(tmp_path / "many", [round(0.01 * n, 2) for n in range(1, 26)]))["sweep_curves"]

    assert len(few.axes) == len(SHARES)
    assert all(len(axes.lines) == 2 for axes in few.axes)
    assert len(many.axes) == 2
    assert len({to_hex(line.get_color()) for line in many.axes[1].lines}) == 5


def test_one_life_has_no_interval_and_says_so(tmp_path):
    figures = drawn(one_factor(tmp_path, SHARES, replicates=1))
    figure = figures["sweep_response"]

    assert "One run each, so there is no interval" in said(figure)
    assert "in one run each" in said(figure)
    assert "band" not in said(figures["sweep_curves"])


@pytest.mark.parametrize("values", [(0.01,), ()])
def test_one_point_is_enough(tmp_path, values):
    """Nothing is varied, so there is nothing but curves."""
    made = one_factor(tmp_path, values) if values else sweep(tmp_path / "runs.sqlite", [{}], rising)
    figures = drawn(made)

    assert list(figures) == ["sweep_curves"]
    value = " with ambassadors: share 1 %" if values else ""
    assert f"With 'full', contributors at week 4 are 25 %{value}" in said(figures["sweep_curves"])
    assert ("as the scenario says" in said(figures["sweep_curves"])) == (not values)


def test_runs_that_failed_are_told_and_their_point_says_no_runs(tmp_path):
    figure = drawn(one_factor(tmp_path, SHARES, lost=(1,)))["sweep_response"]

    assert "10 runs failed" in said(figure)
    assert figure.axes[0].get_xticklabels()[1].get_text() == "2 %\nno runs"


def test_weeks_without_a_value_leave_a_gap(tmp_path):
    """Nobody contributes in week 0, so there are no posts per contributor."""
    figures = drawn(one_factor(tmp_path, SHARES, outcome="posts@week3 per contributor"))

    assert np.isnan(figures["sweep_curves"].axes[0].lines[0].get_ydata()[0])
    assert "posts per contributor in week 3" in said(figures["sweep_response"])


@pytest.mark.parametrize("outcome", ["contributor@end", "posts@end per reader"])
def test_without_a_value_there_is_no_picture(tmp_path, outcome):
    """All runs failed, or everything would be divided by zero."""
    lost = range(len(SHARES)) if outcome == "contributor@end" else ()
    made = one_factor(tmp_path, SHARES, outcome=outcome, lost=lost)

    assert write_sweep_figures(made, tmp_path / "figures") == []


def test_a_difference_that_was_asked_for_stands_alone(tmp_path):
    figure = drawn(one_factor(tmp_path, SHARES, outcome="contributor@end vs baseline"))["sweep_response"]

    assert len(figure.axes) == 1
    assert "What 'full' adds to contributors at week 4 rises from +5 points to +11 points" in said(figure)


LONG = "'=a programme whose name does not end where one would expect it to end, and goes on $5 {}'"
CONTENT = {
    "name": "A scenario with a name that is so long that it would leave the page if nobody took care of it, " * 2,
    "weeks": 4,
    "organisation": {"generate": {"people": 1000}},
    "programmes": {
        "none": [],
        LONG[1:-1]: [
            {"kind": "campaign", "dose": 0.5},
            {"kind": "ambassadors", "name": "=many ambassadors who help", "share": 0.1},
        ],
        "线上": [{"kind": "campaign"}],
    },
}
FAR = f"programmes.{LONG}[1]"
NAMES = ["week 4", "=when reader < 30% for 4 weeks, but not before the beginning of the second year", "2024-07-01"]
HARD = {
    "names": [{f"{FAR}.start": name} for name in NAMES],
    "numbers": [{f"{FAR}.share": share} for share in (0.0123456, 0.02, 0.021, 0.022, 0.0234567, 0.9)],
    "grid": [{f"{FAR}.start": name, COUNT: count} for name in NAMES for count in (100, 20000, 1000000)],
    "cube": [{f"{FAR}.start": name, COUNT: n, PULL: pull} for name in NAMES for n in (9, 99) for pull in (0.1, 0.2)],
    "scatter": [{f"{FAR}.share": 0.01 * n, COUNT: 10 ** (2 + n % 5) + n} for n in range(1, 21)],
    "effects": [
        {f"{FAR}.start": NAMES[n % 3], f"{FAR}.share": 0.01 * n, COUNT: 10 ** (2 + n % 5), TIES: n % 7, PULL: n % 4}
        for n in range(1, 21)
    ],
}


@pytest.mark.parametrize("hard", HARD)
def test_no_letter_leaves_a_figure(tmp_path, hard):
    """Long and strange names are wrapped or cut, never lost over the edge."""
    points = [{path.replace("full[0]", f"{LONG}[0]"): each for path, each in point.items()} for point in HARD[hard]]
    made = sweep(tmp_path / "runs.sqlite", points, rising, content=CONTENT)

    for name, figure in drawn(made).items():
        edges = figure.bbox
        for text in texts(figure):
            box = text.get_window_extent()
            assert edges.x0 - 1 <= box.x0 <= box.x1 <= edges.x1 + 1, (name, text.get_text())
            assert edges.y0 - 1 <= box.y0 <= box.y1 <= edges.y1 + 1, (name, text.get_text())


def test_every_figure_has_its_numbers_beside_it_without_formulas(tmp_path):
    """A spreadsheet runs no cell of it, whatever programmes and values are called."""
    made = sweep(tmp_path / "runs.sqlite", HARD["names"], rising, content=CONTENT)
    written = write_sweep_figures(made, tmp_path / "new" / "figures")

    names = {path.name for path in written}
    assert names == {f"sweep_{name}.{ending}" for name in ("response", "curves") for ending in ("png", "svg", "csv")}
    assert names == {path.name for path in (tmp_path / "new" / "figures").iterdir()}
    with (tmp_path / "new" / "figures" / "sweep_response.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    texts_in_it = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.e-]+", cell)]
    assert any(cell.startswith("'=a programme") for cell in texts_in_it)
    assert not [cell for cell in texts_in_it if cell.startswith(("=", "+", "-", "@"))]
    assert len(rows) == 1 + 3 * 3 + 3 * 2


def test_every_numeric_axis_has_three_numbers_or_more_within_its_panel(tmp_path):
    """Long names of weeks, and ranges without round numbers, leave room for the ends and the middle at least."""
    points = [{SHARE: 0.01 * n, TIES: 5 + n % 7, COUNT: 300 + 150 * (n % 6), START: f"week {n}"} for n in range(1, 20)]
    figure = drawn(sweep(tmp_path / "runs.sqlite", points, rising))["sweep_effects"]
    texts(figure)

    for axes in figure.axes:
        labels = [each.get_window_extent() for each in axes.get_xticklabels()]
        assert len(labels) >= 3
        assert all(axes.bbox.x0 - 4 <= label.x0 <= label.x1 <= axes.bbox.x1 + 4 for label in labels)


def test_shares_explained_are_said_to_overlap(tmp_path):
    """Factors that go together explain the same differences twice."""
    points = [{SHARE: 0.01 * n, TIES: 5 + n, PULL: 0.1 + 0.02 * n} for n in range(1, 20)]
    figure = drawn(sweep(tmp_path / "runs.sqlite", points, rising))["sweep_effects"]

    assert "such shares overlap and need not add up to 100 %" in said(figure)


def test_values_spread_evenly_over_a_logarithmic_scale_have_one(tmp_path):
    """A factor of five is enough where the values themselves are spread so."""
    points = [{PULL: round(0.05 * 5 ** (n / 9), 4), TIES: n % 4, SHARE: 0.01 + 0.01 * (n % 3)} for n in range(10)]
    figure = drawn(sweep(tmp_path / "runs.sqlite", points, rising))["sweep_effects"]
    scales = {axes.texts[0].get_text(): axes.get_xscale() for axes in figure.axes}

    assert scales == {"campaign: pull per month": "log", "mean ties": "linear", "ambassadors: share": "linear"}
