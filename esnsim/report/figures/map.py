"""A map of the units: how many people, on which rungs, and who replies to whom across them.

A network of people cannot be read from a few hundred on; the map draws units, as many as can be distinguished, and
people only where there are few enough. Larger parts lie in the middle, and units beside the one they belong to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Wedge

from esnsim.analysis.person_level import Branches, Gallery, LadderPlace, Portrait
from esnsim.analysis.person_level.tables import exchanges, people_by_rung, shown_groups
from esnsim.calendar import HALF_YEAR, WORKDAYS_A_WEEK
from esnsim.report.layout.page import Heading, PageFrame, page, panel_width
from esnsim.report.layout.stages import COLOURS, place_looks
from esnsim.report.letters import SMALL, extent, fitted
from esnsim.report.style import FAINT, INK, styled
from esnsim.report.text.provenance import origin
from esnsim.state import Bytes, Doubles

TALL = 4.65
"""Inches, as wide as a panel is."""
FEW_PEOPLE = 600
"""Up to so many people everybody is drawn."""
GAP = 0.14
"""Room between units, as a part of the radius of a middling one."""
MOST_ARCS = 60
"""Streams of replies between units that are drawn, the largest."""
NAMED = 0.1
"""Radius from which a unit's name stands in it, as a part of the map."""
TURN = math.pi * (3.0 - math.sqrt(5.0))
"""The golden angle, by which seeds in a sunflower follow each other."""
LOOKED_AT = 128
"""Places on a spiral that are looked at together; one by one they take thirty times as long."""
ACROSS = 2.04
"""Width of the map with a little room around it; it fits the circle of radius 1."""
NAME_PART = 1.9
"""Width of a name at most, of the radius of its unit."""


class UnitSpot(NamedTuple):
    """Where a unit lies; the whole map fits the circle of radius 1 around the origin."""

    x: float
    y: float
    radius: float


def unit_map(gallery: Gallery, tall: float = TALL) -> Figure:
    """The rungs of everybody at the end, unit by unit, and the replies between units; one panel a programme.

    Args:
        gallery: Portraits of an experiment.
        tall: Inches of a panel.
    """
    spots = layout(gallery.branches)
    headings = [
        Heading(name, f"{_crossing(exchanges(runs)).sum():,.0f} replies across units in the {_span(gallery)}")
        for name, runs in gallery.portraits.items()
    ]
    labels = labels_of(gallery.branches, spots, min(tall, panel_width()) / ACROSS)
    frame = frame_of(gallery, "Who talks with whom?", _words(gallery), map_key(gallery.branches, labels))
    with styled():
        made = page(frame, headings, tall=tall)
        most = max(float(_crossing(exchanges(runs)).max()) for runs in gallery.portraits.values())
        for axes, runs in zip(made.panels, gallery.portraits.values(), strict=True):
            draw_map(axes, gallery.branches, spots, runs, -1, labels, exchanges(runs), most)
    return made.figure


def map_over_time(gallery: Gallery, programme: str, panels: int = 4) -> Figure:
    """The same map at the start, in between and at the end, for one programme.

    Args:
        gallery: Portraits of an experiment.
        programme: Name of the programme.
        panels: How many moments.
    """
    runs = gallery.portraits[programme]
    looks = np.unique(np.linspace(0, len(runs[0].weeks) - 1, panels).round().astype(int))
    spots = layout(gallery.branches)
    labels = labels_of(gallery.branches, spots, min(TALL, panel_width(len(looks))) / ACROSS)
    what = "Units by their people, coloured by their rungs"
    frame = frame_of(gallery, f"'{programme}' over time", what, map_key(gallery.branches, labels))
    headings = [Heading(f"week {runs[0].weeks[nth]}" if nth else "start") for nth in looks]
    with styled():
        made = page(frame, headings, tall=min(TALL, panel_width(len(looks))), columns=len(looks))
        for axes, nth in zip(made.panels, looks, strict=True):
            draw_map(axes, gallery.branches, spots, runs, int(nth), labels)
    return made.figure


def labels_of(branches: Branches, spots: Sequence[UnitSpot], scale: float) -> list[str]:
    """What is written at each unit: its name where all names have room, else a number; nothing at small ones.

    Args:
        branches: The units.
        spots: Where they lie.
        scale: Inches of a length of 1 on the map.
    """
    named = [unit for unit, spot in enumerate(spots) if spot.radius >= NAMED]
    told = {unit: fitted(branches.names[unit], NAME_PART * spots[unit].radius * scale, SMALL) for unit in named}
    whole = all(text.replace("\n", " ") == branches.names[unit] for unit, text in told.items())
    numbers = {unit: f"{nth + 1}" for nth, unit in enumerate(named)}
    chosen = told if whole else numbers
    return [chosen.get(unit, "") for unit in range(len(spots))]


def map_key(branches: Branches, labels: Sequence[str]) -> str:
    """What numbers stand for; nothing where names are written."""
    told = [
        f"{label}\N{NO-BREAK SPACE}{name}"
        for label, name in zip(labels, branches.names, strict=True)
        if label and label.replace("\n", " ") != name
    ]
    return f"Units: {'; '.join(told)}" if told else ""


def _span(gallery: Gallery) -> str:
    """The time over which replies are counted."""
    weeks = gallery.experiment.scenario.weeks
    return "last half-year" if weeks >= HALF_YEAR // WORKDAYS_A_WEEK else f"{weeks} weeks"


def _words(gallery: Gallery) -> str:
    what = "each dot a person" if gallery.organisation.people <= FEW_PEOPLE else "size: people; slices: their rungs"
    return f"Units at the end; {what}; lines: replies between units in the {_span(gallery)}"


def frame_of(gallery: Gallery, title: str, what: str, key: str = "") -> PageFrame:
    """The words around a map."""
    crowd = gallery.organisation.people <= FEW_PEOPLE
    runs = "the first run" if crowd or gallery.runs == 1 else f"mean of {gallery.runs} runs"
    return PageFrame(
        title=title,
        answer="",
        subtitle=f"{what}; {runs} of each programme; of units with fewer than five people only the size",
        footer=origin(gallery.experiment),
        looks=place_looks(),
        baseline="",
        key=key,
    )


def draw_map(
    axes: Axes,
    branches: Branches,
    spots: Sequence[UnitSpot],
    runs: Sequence[Portrait],
    week: int,
    labels: Sequence[str],
    replies: Doubles | None = None,
    most: float = 0.0,
) -> None:
    """The map of one programme in one week.

    Args:
        axes: Where to.
        branches: The units.
        spots: Where they lie.
        runs: Portraits of the programme.
        week: Which of the weeks looked at.
        labels: What is written at each unit.
        replies: From unit to unit, if they are to be drawn.
        most: The largest number of replies that any map beside it draws, for the width of lines.
    """
    if replies is not None and most > 0.0:
        _arcs(axes, spots, _crossing(replies), most)
    counts = people_by_rung(runs, branches.of.astype(np.int64), len(spots), week)
    _units(axes, branches, spots, counts, runs[0].places[week], labels)


def draw_places(axes: Axes, branches: Branches, spots: Sequence[UnitSpot], found: Bytes) -> None:
    """The map of one moment of one run.

    Args:
        axes: Where to.
        branches: The units.
        spots: Where they lie.
        found: A `LadderPlace` for each position.
    """
    wide = len(LadderPlace)
    of = branches.of.astype(np.int64) * wide + found
    counts = np.bincount(of, minlength=len(spots) * wide).reshape(-1, wide).astype(np.float64)
    labels = [
        fitted(name, NAME_PART * spot.radius * _inches(axes), SMALL) if spot.radius >= NAMED else ""
        for name, spot in zip(branches.names, spots, strict=True)
    ]
    _units(axes, branches, spots, counts, found, labels)


def _units(
    axes: Axes, branches: Branches, spots: Sequence[UnitSpot], counts: Doubles, found: Bytes, labels: Sequence[str]
) -> None:
    """Every unit, with its people where there are few enough, else with its slices.

    Shapes are artists rather than patches of the panel: its limits stand, and need not be found from each of thousands.
    """
    of = branches.of
    sizes = np.bincount(of, minlength=len(spots))
    shown = shown_groups(sizes)
    shares = counts / np.maximum(sizes, 1)[:, None]
    crowd = len(of) <= FEW_PEOPLE
    for unit, spot in enumerate(spots):
        if crowd and shown[unit]:
            _people(axes, spot, np.sort(found[of == unit])[::-1])
        else:
            _slices(axes, spot, shares[unit] if shown[unit] else np.zeros(len(LadderPlace)))
        if labels[unit]:
            _name(axes, spot, labels[unit], inside=not crowd)
    axes.set(xlim=(-ACROSS / 2, ACROSS / 2), ylim=(-ACROSS / 2, ACROSS / 2), aspect="equal")
    axes.set_axis_off()


def _name(axes: Axes, spot: UnitSpot, text: str, *, inside: bool) -> None:
    look = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.75, "linewidth": 0}
    at = spot.y if inside else spot.y - spot.radius + extent(text, SMALL).height / 2 / _inches(axes)
    axes.text(spot.x, at, text, ha="center", va="center", fontsize=SMALL, color=INK, bbox=look, zorder=7)


def _inches(axes: Axes) -> float:
    """Inches of a length of 1 on the map."""
    at, figure = axes.get_position(), axes.figure.get_figure(root=True)
    return float(min(at.height * figure.get_figheight(), at.width * figure.get_figwidth())) / ACROSS


def _slices(axes: Axes, spot: UnitSpot, shares: Doubles) -> None:
    """A unit as a cake, from the top clockwise those who write first; white where nothing may be told."""
    axes.add_artist(Circle((spot.x, spot.y), spot.radius, facecolor="white", edgecolor=FAINT, linewidth=0.6, zorder=3))
    at = 90.0
    for place in reversed(LadderPlace):
        turn = 360.0 * float(shares[place])
        if turn > 0.0:
            wedge = Wedge((spot.x, spot.y), spot.radius, at - turn, at, facecolor=COLOURS[place], linewidth=0, zorder=4)
            axes.add_artist(wedge)
        at -= turn
    axes.add_artist(Circle((spot.x, spot.y), spot.radius, fill=False, edgecolor="white", linewidth=1.0, zorder=5))


def _people(axes: Axes, spot: UnitSpot, places: np.ndarray) -> None:
    """A unit as dots, one a person, those who write in the middle."""
    axes.add_artist(Circle((spot.x, spot.y), spot.radius, facecolor="white", edgecolor=FAINT, linewidth=0.6, zorder=3))
    nth = np.arange(len(places))
    away = 0.92 * spot.radius * np.sqrt((nth + 0.5) / len(places))
    x, y = spot.x + away * np.cos(nth * TURN), spot.y + away * np.sin(nth * TURN)
    colours = [COLOURS[LadderPlace(int(place))] for place in places]
    wide = 72.0 * _inches(axes) * spot.radius * 1.5 / math.sqrt(len(places))
    axes.scatter(x, y, s=min(wide, 14.0) ** 2, c=colours, linewidths=0.3, edgecolors=FAINT, zorder=4)


def _crossing(replies: Doubles) -> Doubles:
    """Replies between units, whichever way they went; shape (units, units), the upper triangle."""
    return np.triu(replies + replies.T, 1)


def _arcs(axes: Axes, spots: Sequence[UnitSpot], crossing: Doubles, most: float) -> None:
    """Lines between units, as wide as the replies are many; the smaller ones are left out."""
    order = np.argsort(-crossing, axis=None, kind="stable")[:MOST_ARCS]
    for one, other in zip(*np.unravel_index(order, crossing.shape), strict=True):
        part = float(crossing[one, other]) / most
        if part > 0.0:
            ends = ((spots[one].x, spots[one].y), (spots[other].x, spots[other].y))
            arc = FancyArrowPatch(
                *ends,
                arrowstyle="-",
                connectionstyle="arc3,rad=0.18",
                linewidth=0.3 + 4.0 * part,
                color=INK,
                alpha=0.35,
            )
            arc.set_zorder(6)
            axes.add_artist(arc)


def layout(branches: Branches) -> list[UnitSpot]:
    """Where each unit lies: as near to the one it belongs to as there is room, the large ones first.

    Args:
        branches: The units.
    """
    sizes = np.maximum(np.bincount(branches.of, minlength=len(branches.names)), 1)
    radii = np.sqrt(sizes / sizes.sum())
    gap = GAP * float(np.median(radii))
    placed: dict[int, tuple[float, float]] = {}
    for unit in _parents_first(branches.parent, sizes):
        anchor = placed.get(int(branches.parent[unit]), (0.0, 0.0))
        placed[unit] = _free_place(anchor, float(radii[unit]) + gap, placed, radii + gap)
    spots = np.array([placed[unit] for unit in range(len(radii))])
    low, high = (spots - radii[:, None]).min(0), (spots + radii[:, None]).max(0)
    middle, half = (low + high) / 2.0, float((high - low).max()) / 2.0
    return [
        UnitSpot(float(x), float(y), float(radius) / half)
        for (x, y), radius in zip((spots - middle) / half, radii, strict=True)
    ]


def _parents_first(parent: np.ndarray, sizes: np.ndarray) -> Iterator[int]:
    """Units, each after the one it belongs to, the large ones first."""
    waiting = sorted(range(len(sizes)), key=lambda unit: (-int(sizes[unit]), unit))
    done: set[int] = set()
    while waiting:
        unit = next(unit for unit in waiting if parent[unit] < 0 or int(parent[unit]) in done)
        waiting.remove(unit)
        done.add(unit)
        yield unit


def _free_place(
    anchor: tuple[float, float], radius: float, placed: dict[int, tuple[float, float]], radii: Doubles
) -> tuple[float, float]:
    """The first place on a spiral around the anchor where a circle touches no other."""
    if not placed:
        return anchor
    others = np.array(list(placed.values()))
    room = radii[list(placed)] + radius
    step = 0.15 * radius
    for first in range(1, 200_000, LOOKED_AT):
        nth = np.arange(first, first + LOOKED_AT)
        away, turn = step * np.sqrt(nth), nth * TURN
        x, y = anchor[0] + away * np.cos(turn), anchor[1] + away * np.sin(turn)
        free = (np.hypot(others[:, 0] - x[:, None], others[:, 1] - y[:, None]) >= room).all(axis=1)
        if free.any():
            found = int(free.argmax())
            return float(x[found]), float(y[found])
    raise AssertionError("the plane is large enough")
