"""Where runs fail: the limits of the boxes over the range of each factor, and the points in the two main factors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, PercentFormatter

from esnsim.analysis.discovery import Box, Discovery, Restriction
from esnsim.analysis.discovery.points import Factor
from esnsim.analysis.discovery.words import percent, short_number
from esnsim.experiments.design.labels import counted
from esnsim.report.layout.frame import MARGIN, WIDTH, Head, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, SMALL, extent, fitted, widest
from esnsim.report.style import FAINT, GRID, HUES, INK, styled
from esnsim.state import Doubles

SHARES = LinearSegmentedColormap.from_list("share failing", ["#E4E4E4", "#F2B48A", "#D55E00", "#8A2F00"])
"""Pale grey to dark vermilion: what fails is seen first, and darker is worse without colours too."""
LANE, BELOW, SCALE_ROOM, KEY_ROOM = 0.7, 0.5, 1.3, 0.95
"""Inches for a factor, below the panels, between them, and for the key of colours."""
NAME_ROOM, NAME_GAP = 2.0, 0.15
"""Inches for names at most, and from there to their lanes."""
SPREAD = 0.22
"""How far points of one level that is no number are drawn apart, in levels."""
GOLDEN = 0.6180339887498949
LABEL, LABEL_ROW = 0.04, 0.25
"""Room beside a limit's number, inches, and from one row of numbers to the next."""
RANGE = 1.08
"""Width of the panel of conditions, in ranges of a factor."""
BEYOND = 0.03
"""How far a frame without a limit goes beyond the range."""
BOX_COLOURS = (INK, HUES[2], HUES[3])


def boxes_figure(found: Discovery, footer: str = "") -> Figure:
    """What was discovered, as a picture.

    Args:
        found: What was discovered, with at least one factor.
        footer: Where it comes from.
    """
    factors = _in_order(found)
    # Numbers of several boxes may stand above each other.
    lanes = max((LANE + 0.12 * max(0, len(found.boxes) - 1)) * len(factors), 2.6)
    tall = max(lanes, 3.6)
    names = [fitted(found.names[factor.path], NAME_ROOM, NOTE, lines=3) for factor in factors]
    left = MARGIN + widest(names, NOTE) + NAME_GAP
    # What is left of the width goes to both panels alike.
    width = (WIDTH - MARGIN - KEY_ROOM - left - SCALE_ROOM) / 2
    conditions, points = _heads(found, width)
    room = head_room([conditions, points])
    scale_names = [fitted(found.names[factor.path], width, NOTE) for factor in factors[:2]]
    below = BELOW + extent(scale_names[0], NOTE).height
    with styled():
        words = Words(_title(found), _subtitle(found), footer)
        made = framed_page(words, room + tall + below, {}, "")
        limits = made.axes(left, room, width, lanes)
        scatter = made.axes(left + width + SCALE_ROOM, room, width, tall)
        _limits(limits, found, factors, names, width)
        _scatter(scatter, found, factors[:2], (width, tall))
        panel_head(limits, conditions)
        panel_head(scatter, points)
        _key(made.figure, made.axes(WIDTH - MARGIN - KEY_ROOM + 0.3, room, 0.16, 2.4))
    return made.figure


def _heads(found: Discovery, width: float) -> tuple[Head, Head]:
    """What the two panels show."""
    meaning = "bar: what a box leaves of the range" if found.boxes else "no box beats chance"
    shown = f"{counted(len(found.points.share), 'point')}; frame: limits of a box"
    return head_of("conditions", meaning, width), head_of("points", shown, width)


def _in_order(found: Discovery) -> list[Factor]:
    """Factors by how surely the boxes restrict them."""
    order = list(dict.fromkeys(each.factor for box in found.boxes for each in box.restrictions))
    rank = {path: nth for nth, path in enumerate(order)}
    return sorted(found.points.factors, key=lambda factor: rank.get(factor.path, len(rank)))


def _title(found: Discovery) -> str:
    return f"When is it that {found.what}?"


def _subtitle(found: Discovery) -> str:
    told = " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in found.sentences()[:2])
    return told.replace(" %", "\N{NO-BREAK SPACE}%")


def _place(factor: Factor, level: int) -> float:
    """Where a level is drawn, 0 to 1 over the range of its factor."""
    if not factor.numeric:
        return (level + 0.5) / len(factor.levels)
    low, high = float(factor.levels[0]), float(factor.levels[-1])
    return (float(factor.levels[level]) - low) / (high - low)


def rounded(value: float, factor: Factor) -> str:
    """A value of a factor in three digits that count, shares in percent."""
    if factor_is_share(factor):
        return f"{float(f'{100.0 * value:.3g}'):g}\N{NO-BREAK SPACE}%"
    return short_number(float(f"{value:.3g}"))


def factor_is_share(factor: Factor) -> bool:
    """Whether the numbers of a factor are shares: rungs at the start, and whatever is called a share."""
    within = factor.numeric and float(factor.levels[0]) >= 0.0 and float(factor.levels[-1]) <= 1.0
    return within and (factor.path.startswith("initial.") or factor.path.rsplit(".", 1)[-1].endswith("share"))


def _ends(factor: Factor, asked: Restriction) -> list[tuple[float, float]]:
    """The stretches that a restriction leaves, 0 to 1 over the range of its factor."""
    if not factor.numeric:
        width = 1.0 / len(factor.levels)
        return [(nth * width, (nth + 1) * width) for nth, level in enumerate(factor.levels) if level in asked.kept]
    low, high = float(factor.levels[0]), float(factor.levels[-1])
    ends = (low if asked.low is None else asked.low, high if asked.high is None else asked.high)
    return [((ends[0] - low) / (high - low), (ends[1] - low) / (high - low))]


def _limits(axes: Axes, found: Discovery, factors: Sequence[Factor], written: Sequence[str], width: float) -> None:
    """For each factor its range as a thin line, and what each box leaves of it as a bar."""
    for lane, factor in enumerate(factors):
        axes.plot([0, 1], [lane, lane], color=GRID, linewidth=3, solid_capstyle="round", zorder=1)
        text = (
            [rounded(float(factor.levels[end]), factor) for end in (0, -1)]
            if factor.numeric
            else [fitted(" · ".join(str(level) for level in factor.levels), width, SMALL), ""]
        )
        axes.text(0, lane + 0.16, text[0], fontsize=SMALL, color=FAINT, va="top")
        axes.text(1, lane + 0.16, text[1], fontsize=SMALL, color=FAINT, va="top", ha="right")
        for nth, box in enumerate(found.boxes):
            _bar(axes, factor, box, lane, nth, len(found.boxes))
        _numbers(axes, factor, found.boxes, lane, width)
    axes.set_yticks(range(len(factors)), list(written), fontsize=NOTE)
    axes.set_ylim(len(factors) - 0.4, -0.6)
    axes.set_xlim(-0.04, 1.04)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _bar(axes: Axes, factor: Factor, box: Box, lane: int, nth: int, boxes: int) -> None:
    asked = next((each for each in box.restrictions if each.factor == factor.path), None)
    if asked is None:
        return
    height = lane + 0.16 * (nth - (boxes - 1) / 2.0)
    for low, high in _ends(factor, asked):
        axes.plot([low, high], [height, height], color=BOX_COLOURS[nth], linewidth=5, solid_capstyle="butt", zorder=2)
    for place, _ in _limited(factor, asked):
        axes.plot(place, height, "o", color=BOX_COLOURS[nth], markersize=8, zorder=3)


def _limited(factor: Factor, asked: Restriction) -> list[tuple[float, float]]:
    """The limits of a restriction: where each is drawn, and its number."""
    ends = (0, asked.low), (1, asked.high)
    return [(_ends(factor, asked)[0][end], limit) for end, limit in ends if limit is not None]


def _numbers(axes: Axes, factor: Factor, boxes: Sequence[Box], lane: int, width: float) -> None:
    """The limits of all boxes on a lane, in a higher row where they would touch."""
    found = sorted(
        (place, rounded(limit, factor), BOX_COLOURS[nth])
        for nth, box in enumerate(boxes)
        for asked in box.restrictions
        if asked.factor == factor.path
        for place, limit in _limited(factor, asked)
    )
    rows: list[float] = []
    for place, text, colour in found:
        half = (extent(text, SMALL).width / 2 + LABEL) / width * RANGE
        row = next((nth for nth, last in enumerate(rows) if place - half >= last), len(rows))
        rows[row : row + 1] = [place + half]
        height = lane - 0.2 - 0.08 * (len(boxes) - 1) - LABEL_ROW * row
        axes.text(place, height, text, fontsize=SMALL, color=colour, ha="center", va="bottom")


def _drawn_at(factor: Factor, *, spread: bool) -> Doubles:
    """Where the points stand along a factor; levels that are no numbers are spread a little."""
    places = np.array([_place(factor, level) for level in range(len(factor.levels))])[factor.codes]
    if factor.numeric or not spread:
        return places
    # Multiples of the golden section fill a stretch evenly without random numbers.
    return np.asarray(places + SPREAD * (2.0 * (np.arange(len(places)) * GOLDEN % 1.0) - 1.0) / len(factor.levels))


def _scatter(axes: Axes, found: Discovery, main: Sequence[Factor], size: tuple[float, float]) -> None:
    """Every point in the two main factors, or in one against the share that fails."""
    share = found.points.share
    across = _drawn_at(main[0], spread=True)
    up = _drawn_at(main[1], spread=True) if len(main) > 1 else share
    order = np.argsort(share, kind="stable")
    colours = SHARES(share[order])
    axes.scatter(
        across[order], up[order], c=colours, s=22 + 22 * share[order], edgecolors=FAINT, linewidths=0.4, zorder=2
    )
    _scale(axes, main[0], found.names[main[0].path], "x", size[0])
    if len(main) > 1:
        _scale(axes, main[1], found.names[main[1].path], "y", size[1])
        for nth, box in enumerate(found.boxes):
            _outline(axes, box, main, nth)
    else:
        axes.set_ylabel("share of runs failing", fontsize=NOTE)
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))


def _scale(axes: Axes, factor: Factor, name: str, which: str, length: float) -> None:
    if factor.numeric and len(factor.levels) > 6:  # noqa: PLR2004 - more labels would touch
        low, high = float(factor.levels[0]), float(factor.levels[-1])
        found = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ticks = [float(tick) for tick in found if low <= tick <= high]
        places = [(tick - low) / (high - low) for tick in ticks]
        labels = [rounded(tick, factor) for tick in ticks]
    else:
        places = [_place(factor, level) for level in range(len(factor.levels))]
        room = length / len(factor.levels) - 0.1 if which == "x" else SCALE_ROOM - 0.45
        labels = [
            rounded(float(level), factor) if factor.numeric else fitted(str(level), room, SMALL, lines=3)
            for level in factor.levels
        ]
    (axes.set_xticks if which == "x" else axes.set_yticks)(places, labels, fontsize=SMALL)
    (axes.set_xlim if which == "x" else axes.set_ylim)(-0.04, 1.04)
    (axes.set_xlabel if which == "x" else axes.set_ylabel)(fitted(name, length, NOTE), fontsize=NOTE)


def _outline(axes: Axes, box: Box, main: Sequence[Factor], nth: int) -> None:
    sides = []
    for factor in main:
        asked = next((each for each in box.restrictions if each.factor == factor.path), None)
        sides.append([(-BEYOND, 1.0 + BEYOND)] if asked is None else _framed(factor, asked))
    for left, right in sides[0]:
        for low, high in sides[1]:
            frame = Rectangle((left, low), right - left, high - low, fill=False, linewidth=1.8, zorder=3)
            frame.set_edgecolor(BOX_COLOURS[nth])
            axes.add_patch(frame)


def _framed(factor: Factor, asked: Restriction) -> list[tuple[float, float]]:
    """The stretches of `_ends`, beyond the range where a number has no limit, so that no point lies on the frame."""
    if not factor.numeric:
        return _ends(factor, asked)
    ((low, high),) = _ends(factor, asked)
    return [(-BEYOND if asked.low is None else low, 1.0 + BEYOND if asked.high is None else high)]


def _key(figure: Figure, axes: Axes) -> None:
    bar = figure.colorbar(ScalarMappable(Normalize(0.0, 1.0), SHARES), cax=axes)
    bar.set_ticks([0.0, 0.5, 1.0], labels=[percent(share) for share in (0.0, 0.5, 1.0)])
    bar.outline.set_visible(False)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_title("runs\nfailing", fontsize=SMALL, color=FAINT, loc="left", pad=12)
