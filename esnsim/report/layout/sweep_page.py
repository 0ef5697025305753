"""Pictures whose panels are placed freely below their words, and the scales of outcomes and factors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, MaxNLocator, NullFormatter, NullLocator

from esnsim.numerals import numeral
from esnsim.report.layout.frame import Framed, Surround, framed
from esnsim.report.layout.scales import difference_limits, share_limits
from esnsim.report.letters import extent, widest
from esnsim.report.style import Look
from esnsim.report.text.outcomes import Shown
from esnsim.report.text.wording import Varied

MOST_TICKS, TICKS_APART = 12, 0.1
"""Numbers at an axis, and inches between two of them."""
DIGITS = ((1, 2, 5), (1, 3), (1,))
"""With what the numbers at a logarithmic axis begin: the closest ones that have room."""
ROOM = 0.05
UNIT = re.compile(r"(?<=\d) (?=%|points)")
"""The space between a number and its unit, where no line ends."""
FEWEST_TICKS = 3
WIDEST_ROOM = 0.16
"""Part of an axis that is left free at either end at most, so that names end within it."""
STEPS = [1, 2, 2.5, 5, 10]
"""What round values of an axis are multiples of."""
BINS = (5, 4, 3, 2)
"""Into how many parts an axis is cut at most: the most that leave room for their names."""


class Words(NamedTuple):
    """The words around the panels.

    Attributes:
        title: The answer.
        subtitle: What is drawn.
        footer: Where it comes from, and what the intervals cover.
        key: What cut names in the panels are in full; may be empty.
    """

    title: str
    subtitle: str
    footer: str
    key: str = ""


def framed_page(words: Words, body: float, looks: Mapping[str, Look], baseline: str) -> Framed:
    """A figure with its words, below which panels can be placed.

    Args:
        words: The words around the panels.
        body: Height of everything between, inches.
        looks: How each programme is drawn; none for a figure that needs no legend.
        baseline: The programme that is marked as such.
    """
    title, subtitle, footer = (UNIT.sub("\N{NO-BREAK SPACE}", text) for text in words[:3])
    return framed(Surround(title, "", subtitle, footer, words.key), body, looks, baseline)


def limits(low: float, high: float, shown: Shown) -> tuple[float, float]:
    """Where a scale of an outcome begins and ends.

    Args:
        low: Lowest value drawn, as drawn: percent for shares.
        high: Highest value drawn.
        shown: The outcome.
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    if shown.percent:
        return difference_limits(low, high) if shown.against else share_limits(low, high)
    if shown.against or low < high / 2:
        low, high = min(low, 0.0), max(high, 0.0)
    room = ROOM * ((high - low) or abs(high) or 1.0)
    return (low - room if low else 0.0), (high + room if high else 0.0)


def outcome_scale(axis: Axis, low: float, high: float, shown: Shown, width: float | None = None) -> None:
    """A scale of an outcome with a handful of round values, on either side of a panel.

    Args:
        axis: Which.
        low: Where it begins, as drawn.
        high: Where it ends.
        shown: The outcome.
        width: Length of an axis that lies below its panel, inches, so that its values have room beside each other.
    """

    def written(value: float, _nth: object) -> str:
        return f"{numeral(round(value, 9), '+,.10g' if shown.against else ',.10g')}{shown.unit}"

    axis.set_view_interval(low, high, ignore=True)
    locators = [MaxNLocator(nbins=bins, steps=STEPS) for bins in BINS]
    fitting = (each for each in locators if width is None or _fit(each, (low, high), width, written))
    axis.set_major_locator(next(fitting, locators[-1]))
    axis.set_major_formatter(written)
    axis.set_tick_params(length=0)


def _fit(
    locator: MaxNLocator, ends: tuple[float, float], width: float, written: Callable[[float, object], str]
) -> bool:
    """Whether what is written at the values of a scale has room beside each other."""
    ticks = [tick for tick in locator.tick_values(*ends) if ends[0] <= tick <= ends[1]]
    inch = width / ((ends[1] - ends[0]) or 1.0)
    wide = [extent(written(tick, None)).width for tick in ticks]
    apart = [(two - one) * inch for one, two in pairwise(ticks)]
    return all(space > (one + two) / 2 + TICKS_APART for space, (one, two) in zip(apart, pairwise(wide), strict=True))


def factor_scale(axis: Axis, factor: Varied, width: float, notes: Sequence[str] = ()) -> None:
    """The scale of a numeric factor: its own values where there is room for them, otherwise round ones.

    Args:
        axis: Which.
        factor: What.
        width: Length of the axis, inches.
        notes: What is written below each value, if there is room.
    """
    axes = axis.axes
    low, high = (_log(value, factor) for value in (factor.levels[0], factor.levels[-1]))
    free = _free(factor, width) if axis is axes.xaxis else ROOM
    room = free * ((high - low) or abs(high) or 1.0)
    if factor.log:
        axes.set_xscale("log") if axis is axes.xaxis else axes.set_yscale("log")
        axis.set_view_interval(math.exp(low - room), math.exp(high + room), ignore=True)
    else:
        axis.set_view_interval(low - room, high + room, ignore=True)
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    width *= (1 + 2 * ROOM) / (1 + 2 * free)
    texts = [f"{name}\n{note}" for name, note in zip(factor.names, notes, strict=True)] if notes else [*factor.names]
    kept = _with_room(factor, width, texts)
    if len(kept) == len(factor.levels):
        axis.set_major_locator(FixedLocator(list(factor.levels)))
        axis.set_ticklabels(texts)
    elif factor.log:
        axis.set_major_locator(FixedLocator(kept))
        axis.set_ticklabels([factor.written(_rounded(value)) for value in kept])
    else:
        ticks = next((ticks for bins in BINS if (ticks := _even_ticks(factor, bins, width))), _three(factor))
        axis.set_major_locator(FixedLocator(ticks))
        axis.set_ticklabels([factor.written(tick) for tick in ticks])


def _with_room(factor: Varied, width: float, texts: Sequence[str]) -> list[float]:
    """The levels, if all their texts have room beside each other; otherwise a few round values between them."""
    first, last = _log(factor.levels[0], factor), _log(factor.levels[-1], factor)
    inches = [
        (_log(value, factor) - first) / ((last - first) or 1.0) * width / (1 + 2 * ROOM) for value in factor.levels
    ]
    wide = [extent(text).width for text in texts]
    free = all(
        inches[nth] - inches[nth - 1] > (wide[nth - 1] + wide[nth]) / 2 + TICKS_APART for nth in range(1, len(inches))
    )
    if free and len(inches) <= MOST_TICKS:
        return list(factor.levels)
    if not factor.log:
        return []
    return next((ticks for digits in DIGITS if (ticks := _round_ticks(factor, digits, width))), _three(factor))


def _free(factor: Varied, width: float) -> float:
    """How much room beyond its values an axis needs, as a part of their range, so that names end within it."""
    wide = widest([factor.written(factor.levels[end], 2) for end in (0, -1)])
    part = min(wide / 2 / width, WIDEST_ROOM)
    return max(ROOM, part / (1 - 2 * part))


def _three(factor: Varied) -> list[float]:
    """The ends of the range and its middle."""
    first, last = factor.levels[0], factor.levels[-1]
    middle = math.sqrt(first * last) if factor.log else (first + last) / 2
    return sorted({first, float(f"{middle:.2g}"), last})


def _even_ticks(factor: Varied, bins: int, width: float) -> list[float]:
    """Round numbers in equal distances on the axis of a factor; none where they have no room."""
    first, last = factor.levels[0], factor.levels[-1]
    room = ROOM * (last - first)
    found = MaxNLocator(nbins=bins, steps=STEPS).tick_values(first, last)
    ticks = [_rounded(tick) + 0.0 for tick in found if first - room <= tick <= last + room]
    apart = (ticks[1] - ticks[0]) / (last - first + 2 * room) * width if len(ticks) > 1 else width
    if len(ticks) < FEWEST_TICKS:
        return []
    return ticks if apart > widest([factor.written(tick) for tick in ticks]) + TICKS_APART else []


def _round_ticks(factor: Varied, digits: Sequence[int], width: float) -> list[float]:
    """All numbers on a logarithmic axis that begin with one of these digits; none where they have no room."""
    first, last = factor.levels[0], factor.levels[-1]
    powers = range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
    ticks = [_rounded(digit * 10.0**power) for power in powers for digit in digits]
    found = [tick for tick in ticks if first * 0.999 <= tick <= last * 1.001]
    inch = width / math.log(last / first)
    free = all(
        math.log(after / before) * inch > extent(factor.written(after)).width + TICKS_APART
        for before, after in pairwise(found)
    )
    return found if free and len(found) >= FEWEST_TICKS else []


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _log(value: float, factor: Varied) -> float:
    return math.log(value) if factor.log else value
