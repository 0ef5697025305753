"""People on each rung week by week, and who moved from which rung to which: one panel a programme."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from esnsim.analysis.person_level import Gallery, LadderPlace
from esnsim.analysis.person_level.tables import LEFT, journeys, week_by_week
from esnsim.calendar import WORKDAYS_A_WEEK, date_of
from esnsim.report.layout.page import Heading, PageFrame, page, panel_width
from esnsim.report.layout.stages import COLOURS, WINDOW, called, colour_of, place_looks
from esnsim.report.layout.timeline import bars
from esnsim.report.letters import SMALL, widest
from esnsim.report.style import INK, date_axis, place, styled, value_axis
from esnsim.report.text.provenance import origin

TALL, TALLER = 2.6, 4.2
NODE = 0.035
"""Width of the bars at both ends of a stream, as a part of the panel."""
APART = 0.02
"""Room between two bars, as a part of everybody."""
NAMED = 0.022
"""Part of everybody from which a bar is big enough for a name."""
STREAM_ROOM, NAME_GAP = 0.0, 0.15
"""Inches left of the first panel, in which names stand, and from names to their bars."""


def stage_areas(gallery: Gallery) -> Figure:
    """Everybody in the highest place that is true of them, week by week, one panel a programme.

    Args:
        gallery: Portraits of an experiment.
    """
    scenario = gallery.experiment.scenario
    what = "Share of headcount on each rung, over time; dashed: an intervention begins"
    frame = _frame(gallery, "How many people are on which rung?", what)
    found = week_by_week(gallery)
    with styled():
        made = page(frame, [Heading(name, WINDOW) for name in gallery.portraits], tall=TALL)
        for axes, name in zip(made.panels, gallery.portraits, strict=True):
            own = found[found["programme"] == name]
            dates = pd.to_datetime([scenario.date(int(week) * WORKDAYS_A_WEEK - 1) for week in own["week"]])
            order = list(reversed(LadderPlace))
            shares = [100.0 * own[each.name.lower()] / gallery.organisation.people for each in order]
            axes.stackplot(dates, shares, colors=[COLOURS[each] for each in order], linewidth=0.4, edgecolor="w")
            for bar in bars(gallery.experiment.runs_of(name)):
                begins = place(date_of(bar.begins, scenario.start))
                axes.axvline(begins, color=INK, linestyle=(0, (4, 3)), linewidth=1)
            date_axis(axes, scenario.date(-1), scenario.date(scenario.days - 1))
            value_axis(axes, 0.0, 100.0, " %")
    return made.figure


def alluvial(gallery: Gallery, tall: float = TALLER) -> Figure:
    """How many people went from where to where between the start and the end, one panel a programme.

    Args:
        gallery: Portraits of an experiment.
        tall: Inches of a panel.
    """
    frame = _frame(gallery, "Who moved from which rung to which?", "People by their rung at the start and at the end")
    with styled():
        made = page(
            frame,
            [Heading(name, f"start, and week {int(runs[0].weeks[-1])}") for name, runs in gallery.portraits.items()],
            tall=tall,
            names=STREAM_ROOM,
        )
        for axes, runs in zip(made.panels, gallery.portraits.values(), strict=True):
            _streams(axes, journeys(runs))
    return made.figure


def _frame(gallery: Gallery, title: str, what: str) -> PageFrame:
    runs = "one run" if gallery.runs == 1 else f"{gallery.runs} runs"
    return PageFrame(
        title=title,
        answer="",
        subtitle=f"{what}; mean of {runs} of each programme; everybody counts once, on the highest rung reached",
        footer=origin(gallery.experiment),
        looks=place_looks(),
        baseline="",
    )


def _streams(axes: Axes, table: pd.DataFrame) -> None:
    """Bars on both sides and what flows between them, the highest places on top."""
    names = [place.name.lower() for place in reversed(LadderPlace)] + [LEFT]
    total = float(table["people"].sum())
    flows = {(str(row["start"]), str(row["end"])): float(row["people"]) / total for row in table.to_dict("records")}
    sides = [
        _bars([sum(flows.get(_pair(side, name, other), 0.0) for other in names) for name in names]) for side in (0, 1)
    ]
    left, right = ({name: top for name, (top, _) in zip(names, side, strict=True)} for side in sides)
    for start in names:
        for end in names:
            size = flows.get((start, end), 0.0)
            if size > 0.0:
                axes.add_patch(_stream(left[start], right[end], size, colour_of(start if end == LEFT else end)))
                left[start] -= size
                right[end] -= size
    rooms = []
    for at, side, align in ((0.0, sides[0], "right"), (1.0 - NODE, sides[1], "left")):
        told = {name: f"{called(name)}  {100 * size:.0f} %" for name, (_, size) in zip(names, side, strict=True)}
        rooms.append(widest(list(told.values()), SMALL) + NAME_GAP)
        for name, (top, size) in zip(names, side, strict=True):
            if size > 0.0:
                axes.bar(at, size, NODE, top - size, align="edge", color=colour_of(name), edgecolor=INK, linewidth=0.4)
            if size > NAMED:
                edge = at - 0.012 if align == "right" else at + NODE + 0.012
                axes.text(edge, top - size / 2, told[name], ha=align, va="center", fontsize=SMALL, color=INK)
    lowest = min(top - size for side in sides for top, size in side)
    streams = panel_width(names=STREAM_ROOM) - sum(rooms)
    axes.set(xlim=(-rooms[0] / streams, 1 + rooms[1] / streams), ylim=(lowest - 0.01, 1.01))
    axes.set_axis_off()


def _pair(side: int, name: str, other: str) -> tuple[str, str]:
    return (name, other) if side == 0 else (other, name)


def _bars(sizes: list[float]) -> list[tuple[float, float]]:
    """Upper end and size of bars that stand below each other."""
    return list(_below(sizes))


def _below(sizes: list[float]) -> Iterator[tuple[float, float]]:
    top = 1.0
    for size in sizes:
        yield top, size
        top -= size + (APART if size > 0.0 else 0.0)


def _stream(left: float, right: float, size: float, colour: str) -> PathPatch:
    """A band that swings from one height to another."""
    start, end, middle = NODE, 1.0 - NODE, 0.5
    points = [
        *((start, left), (middle, left), (middle, right), (end, right)),
        *((end, right - size), (middle, right - size), (middle, left - size), (start, left - size), (start, left)),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    return PathPatch(Path(points, codes), facecolor=colour, alpha=0.55, linewidth=0)
