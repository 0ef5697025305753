"""Pictures of a sweep, chosen by how many factors there are and how their points lie, each with its numbers as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.report.figures.cloud import scatter
from esnsim.report.figures.effects import main_effects
from esnsim.report.figures.heatmap import grid_of, heat_maps, mapped
from esnsim.report.figures.paths import MOST_BANDS, MOST_PANELS, bundle, bundles, curves_of, panels
from esnsim.report.figures.response import response
from esnsim.report.layout.sweep_page import Words
from esnsim.report.style import save_figure
from esnsim.report.text.outcomes import Shown, first_up, shown_outcome
from esnsim.report.text.sweep_data import Side, SweepData, sweep_data, write_table
from esnsim.report.text.sweep_effects import effect_table
from esnsim.report.text.sweep_text import covers, footer, meanings, sweep_headline

PAIR = 2
GROUPED = "Interval: 80 % of the mean over the points of a group, which differ in other factors and random numbers"


class SweepPicture(NamedTuple):
    """A figure that can be drawn.

    Attributes:
        name: Its files' name without ending.
        drawn: Draws it with words around it.
        words: The words, the answer first.
        what: What is drawn, for where the answer stands above the picture.
        table: Its numbers.
    """

    name: str
    drawn: Callable[[Words], Figure]
    words: Words
    what: str
    table: pd.DataFrame

    def draw(self) -> Figure:
        """Draw it below its answer."""
        return self.drawn(self.words)

    def draw_below_answer(self) -> Figure:
        """Draw it for where its answer stands above it already."""
        return self.drawn(self.words._replace(title=self.what))


def write_sweep_figures(sweep: Sweep, folder: Path, outcome: str | None = None) -> list[Path]:
    """Write the pictures of a sweep, as PNG and SVG, and the numbers of each as CSV.

    Args:
        sweep: What was run; points without runs are left out or hatched.
        folder: Where to; made if it is not there.
        outcome: What is looked at, such as ``contributor@week52``; None for what the sweep is judged by.

    Returns:
        The files; none where no run has a value.

    Raises:
        RunError: If the outcome lies beyond the end of the runs.
        ValueError: If the outcome cannot be read.
    """
    written: list[Path] = []
    for picture in pictures(sweep, outcome):
        written += save_figure(picture.draw(), folder / picture.name)
        written.append(write_table(picture.table, folder / f"{picture.name}.csv"))
    return written


def pictures(sweep: Sweep, outcome: str | None = None) -> Iterator[SweepPicture]:
    """The pictures that suit a sweep, one after the other.

    Args:
        sweep: What was run.
        outcome: What is looked at, None for what the sweep is judged by.
    """
    of = sweep_data(sweep, outcome)
    if not of.sides:
        return
    if len(of.factors) == 1:
        yield _response(of)
    elif of.factors:
        for side in of.sides:
            yield from _many_factors(of, side)
    yield _curves(of)


def _response(of: SweepData) -> SweepPicture:
    parts = [side.means.assign(against=side.shown.against) for side in of.sides]
    table = of.with_values(pd.concat(parts, ignore_index=True))
    subtitle = f"Mean of {of.sides[0].shown.subject} at each value; {meanings(of)}".rstrip("; ")
    words = Words(sweep_headline(of, of.sides[0]), subtitle, footer(of, covers(of)))
    return SweepPicture("sweep_response", partial(response, of), words, _what(of.sides[0]), table)


def _many_factors(of: SweepData, side: Side) -> Iterator[SweepPicture]:
    grid = grid_of(of)
    ending = "_difference" if side.shown.against else ""
    if grid:
        words = Words(sweep_headline(of, side), _mapped(of, side), footer(of, covers(of)))
        yield SweepPicture(
            f"sweep_map{ending}", partial(heat_maps, of, side, grid), words, _what(side), mapped(of, side)
        )
    elif len(of.factors) == PAIR:
        words = Words(sweep_headline(of, side), _sampled(of, side), footer(of, GROUPED))
        table = of.with_values(side.means)
        yield SweepPicture(f"sweep_points{ending}", partial(scatter, of, side), words, _what(side), table)
    else:
        words = Words(sweep_headline(of, side), _sampled(of, side), footer(of, GROUPED))
        table = effect_table(of, side)
        yield SweepPicture(f"sweep_effects{ending}", partial(main_effects, of, side), words, _what(side), table)


def _what(side: Side) -> str:
    """What is drawn, in few words."""
    return first_up(f"what programmes add to {side.shown.subject}" if side.shown.against else side.shown.subject)


def _drawn(side: Side) -> str:
    if not side.shown.against:
        return f"{side.shown.subject}{' (% of headcount)' if side.shown.percent else ''}"
    return f"difference in {side.shown.subject} from '{side.shown.against}', with the same random numbers in both"


def _mapped(of: SweepData, side: Side) -> str:
    parts = [
        f"Colour: mean {_drawn(side)}; outlined: the highest of a programme and what is statistically tied with it",
        "hatched: no runs" if len(side.of(side.lead)) < of.points or _has_holes(of) else "",
        meanings(of),
    ]
    return "; ".join(part for part in parts if part)


def _has_holes(of: SweepData) -> bool:
    cells = 1
    for each in of.factors:
        cells *= len(each.levels)
    return cells > of.points


def _sampled(of: SweepData, side: Side) -> str:
    parts = [
        f"Mean {_drawn(side)}, in groups of points along each factor, the others moving",
        f"'explains': share of the differences between points{_of_whom(side)}, factor by factor",
        "such shares overlap and need not add up to 100 %",
        meanings(of),
    ]
    return "; ".join(part for part in parts if part)


def _of_whom(side: Side) -> str:
    return f" of '{side.lead}'" if len(side.programmes) > 1 else ""


def _curves(of: SweepData) -> SweepPicture:
    curves = curves_of(of)
    baseline = of.baseline
    lengths = {each.weeks for each in of.sweep.asking.values()}
    plain: Shown = shown_outcome(of.outcome, baseline, lengths.pop() if len(lengths) == 1 else None)
    side = of.sides[0]
    title = sweep_headline(of, side)
    if of.points <= MOST_PANELS or not of.factors:
        which = " and ".join(each.label for each in of.factors)
        panel = f"; one panel for each value of {which}" if which else ""
        subtitle = f"{_first(plain)} over time{panel}; {_lines(of)}"
        words = Words(title, subtitle, footer(of, ""))
        what, table = f"{_first(plain)} over time", of.with_values(curves)
        return SweepPicture("sweep_curves", partial(panels, of, plain, curves), words, what, table)
    drawn = bundle(of, side, curves)
    subtitle = f"{_first(plain)} over time by {drawn.factor.label}; line: median of a group of points"
    if len(drawn.names) <= MOST_BANDS:
        subtitle += ", band: the middle 80 % of them, of fewer than nine all (of runs, where a group is one point)"
    words = Words(title, subtitle, footer(of, ""))
    table = drawn.table.assign(group=drawn.table["group"].map(lambda nth: drawn.names[nth]))
    return SweepPicture("sweep_curves", partial(bundles, of, plain, drawn), words, f"{_first(plain)} over time", table)


def _lines(of: SweepData) -> str:
    """What lines and bands are: one run has no band."""
    runs = of.sides[0].means["n"]
    if int(runs.max()) < PAIR:
        return "line: one run"
    return f"line: median of runs, band: {held_in_band(int(runs.min()))} of them"


def _first(plain: Shown) -> str:
    what = plain.subject.rsplit(" at ", 1)[0].rsplit(" in ", 1)[0]
    return first_up(what)
