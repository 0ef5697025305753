"""How large letters may be on a slide: texts and tables are measured, and nothing is cut or lies over anything else."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from esnsim.report.document.content import Grid
from esnsim.report.letters import fitted, widest

SIZES = (20, 18, 16, 14, 13, 12, 11)
"""Points, of sentences and of cells of tables; the largest that fit are taken."""
LINE = 1.2
"""Height of a line, in letters."""
CELL_SIDE, CELL_ABOVE = 0.08, 0.05
"""Inches left free in a cell at its sides, and above and below."""
MOST_WORDS = 3.2
"""Inches of a column of words from which on they go on in the next line."""
NUMBER = re.compile(r"\d")
MANY_LINES = 99
SPARE = 1.06
"""How much wider letters may be than they were measured, where another font stands in."""


class SlideTable(NamedTuple):
    """A table as it is shown on one slide.

    Attributes:
        grid: Its part of the table.
        size: Of letters, points.
        widths: Of columns, inches.
        heights: Of rows, the head first, inches.
    """

    grid: Grid
    size: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def sentence_height(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """How high a text is in lines of this width, inches."""
    lines = fitted(text, wide / SPARE, size, lines=MANY_LINES, bold=bold).count("\n") + 1
    return lines * size * LINE / 72.0


def size_of(texts: Sequence[str], wide: float, tall: float, sizes: Sequence[int] = SIZES) -> int:
    """The largest letters in which texts below each other have room, points.

    Args:
        texts: Each a paragraph, with half a line left free below it.
        wide: Inches.
        tall: Inches.
        sizes: What they may be, the largest first; the last is taken if none fits.
    """
    for size in sizes:
        free = size / 2.0 / 72.0 * len(texts)
        if sum(sentence_height(each, size, wide) for each in texts) + free <= tall:
            return size
    return sizes[-1]


def tables(grid: Grid, wide: float, tall: float) -> list[SlideTable]:
    """A table on as many slides as let its letters be read; columns of words stand on each.

    Args:
        grid: The table.
        wide: Inches of a slide.
        tall: Inches of a slide.
    """
    for size in SIZES:
        widths = _spread(grid, size, wide)
        if sum(widths) <= wide and sum(_heights(grid, size, widths)) <= tall:
            return [_table(grid, size, widths, wide)]
    size = SIZES[-1]
    found = []
    for across in _across(grid, _widths(grid, size, narrow=True), wide):
        part = _columns(grid, across)
        widths = _spread(part, size, wide)
        found += [_table(each, size, widths, wide) for each in _down(part, size, widths, tall)]
    return found


def _spread(grid: Grid, size: int, wide: float) -> list[float]:
    """Widths of columns: whole if there is room, else as narrow as they can be, with what is left given to long words.

    Args:
        grid: The table.
        size: Of letters, points.
        wide: Inches of a slide; narrow columns may be wider together.
    """
    whole, least = _widths(grid, size), _widths(grid, size, narrow=True)
    lacking = [full - narrow for full, narrow in zip(whole, least, strict=True)]
    part = min(1.0, max(0.0, wide - sum(least)) / sum(lacking)) if sum(lacking) > 0.0 else 0.0
    return [narrow + part * more for narrow, more in zip(least, lacking, strict=True)]


def _table(grid: Grid, size: int, widths: Sequence[float], wide: float) -> SlideTable:
    """With what is left of the width given to all columns alike, as far as that helps."""
    more = min(0.35, max(0.0, wide - sum(widths)) / len(widths))
    return SlideTable(grid, size, tuple(each + more for each in widths), tuple(_heights(grid, size, widths)))


def _widths(grid: Grid, size: int, *, narrow: bool = False) -> list[float]:
    """As wide as what cannot be broken, and as words are, up to a limit.

    Args:
        grid: The table.
        size: Of letters, points.
        narrow: Whether words go on in the next line wherever they can; numbers never do.
    """
    found = []
    for nth, head in enumerate(grid.head):
        cells = [line for row in grid.rows for line in row[nth].split("\n")]
        least = widest([word for text in (head, *cells) for word in text.split(" ")], size, bold=True)
        numbers = widest([each for each in cells if NUMBER.search(each)], size)
        whole = widest(cells, size)
        inside = max(least, min(numbers if narrow else whole, MOST_WORDS))
        found.append(inside * SPARE + 2 * CELL_SIDE)
    return found


def _heights(grid: Grid, size: int, widths: Sequence[float]) -> list[float]:
    return [
        max(_lines(text, size, wide, bold=nth == 0) for text, wide in zip(row, widths, strict=True))
        * (size * LINE / 72.0)
        + 2 * CELL_ABOVE
        for nth, row in enumerate((grid.head, *grid.rows))
    ]


def _lines(text: str, size: int, wide: float, *, bold: bool) -> int:
    room = (wide - 2 * CELL_SIDE) / SPARE + 1e-6
    return sum(fitted(line, room, size, lines=MANY_LINES, bold=bold).count("\n") + 1 for line in text.split("\n"))


def _across(grid: Grid, widths: Sequence[float], wide: float) -> list[list[int]]:
    """Which columns stand on each slide: those of words, and as many others as there is room for."""
    names = list(range(grid.words))
    found: list[list[int]] = []
    for nth in range(grid.words, len(grid.head)):
        if found and sum(widths[each] for each in (*found[-1], nth)) <= wide:
            found[-1].append(nth)
        else:
            found.append([*names, nth])
    return found or [names]


def _columns(grid: Grid, which: Sequence[int]) -> Grid:
    return replace(
        grid, head=[grid.head[nth] for nth in which], rows=[[row[nth] for nth in which] for row in grid.rows]
    )


def _down(grid: Grid, size: int, widths: Sequence[float], tall: float) -> list[Grid]:
    """As many rows on each slide as there is room for."""
    head, *heights = _heights(grid, size, widths)
    counts = _filled(heights, tall - head)
    # As many on each as on the others, so that none stands alone on the last.
    even = math.ceil(len(heights) / len(counts))
    alike = [heights[at : at + even] for at in range(0, len(heights), even)]
    if all(sum(each) <= tall - head for each in alike):
        counts = [len(each) for each in alike]
    ends = list(accumulate(counts, initial=0))
    return [replace(grid, rows=grid.rows[low:high]) for low, high in pairwise(ends)]


def _filled(heights: Sequence[float], tall: float) -> list[int]:
    """How many rows have room on one slide after the other."""
    counts, used = [0], 0.0
    for height in heights:
        if counts[-1] and used + height > tall:
            counts.append(0)
            used = 0.0
        counts[-1] += 1
        used += height
    return counts


def title_size(title: str, wide: float, tall: float) -> int:
    """Letters of a title that has room in two lines, points."""
    for size in (26, 24, 22, 20, 18):
        if sentence_height(title, size, wide, bold=True) <= min(tall, 2.01 * size * LINE / 72.0):
            return size
    return 16
