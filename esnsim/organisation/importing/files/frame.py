"""What stands around a table in reports: titles above its header, totals and footers below, headers once more between.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from math import isfinite

from esnsim.organisation.importing.files.delimited import INVISIBLE, LOOKED_AT
from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.headers import (
    PEOPLE_BY_VALUE,
    PERSON_COLUMNS,
    TIE_COLUMNS,
    plain_heading,
    speaks_of_managers,
    squeezed,
)
from esnsim.organisation.importing.numbers import read_number

USUAL = frozenset(chain(PEOPLE_BY_VALUE, *PERSON_COLUMNS.values(), *TIE_COLUMNS.values()))
USUAL_SQUEEZED = frozenset(map(squeezed, USUAL))
FOOTERS = 5
"""Lines a footer may have."""
SENTENCE = 3
"""Words that are no id."""
MOST_COLUMNS = 0.6
"""A line that fills fewer columns than this share of the fullest line near it is no header."""
TWO_NAMES = 2
"""Usual names of columns in a second line from which it is a header too."""
TOTAL = re.compile(
    r"(?:[^\W\d][\w&/.-]* ){0,3}(?:sub[ -]?)?(?:totals?|sum|summe|gesamt|gesamtsumme|somme|totale)(?: (?:of )?"
    r"(?:employees|people|persons|staff|headcount|records|rows|count|number|general))?[:=]?(?: *\d[\d.,]*)?"
    r"|(?:employees|headcount|records|rows|row count|count|average|number of \w+)(?:[:=] *\d*)?"
    r"|\(?\d[\d.,]* (?:rows?|records?|employees|people|entries)(?: affected| selected| returned)?[.)]*"
    r"|end of (?:report|file|list|data)\W*|\W*end\W*|eof",
    re.IGNORECASE,
)
"""What a line begins with that adds up or ends a table; ids of people are none of it."""
NAME = re.compile(r"(?!(?:grand|sub|overall)\b)[a-z]+ total", re.IGNORECASE)
"""What may be somebody's name where people are called by names."""


def without_blanks(grid: CellGrid, file: str, findings: Findings) -> CellGrid:
    """The lines that hold something; what is blank between or below them is told."""
    if not grid.columns:
        return grid._replace(lines=[], widths=None)
    cells = grid.columns[0]
    if grid.clean and all(cells):
        return grid
    possible = [nth for nth, cell in enumerate(cells) if not cell or cell.isspace() or cell[0] in INVISIBLE]
    blank = [nth for nth in possible if not any(cell.strip(INVISIBLE) for cell in grid.row(nth))]
    first = next((nth for nth in range(grid.rows) if nth >= len(blank) or blank[nth] != nth), grid.rows)
    for nth in blank:
        if nth > first or grid.row(nth):
            findings.repair("blank line left out", f"{file}:{grid.lines[nth]}")
    return grid.without(blank)


def below_titles(grid: CellGrid, file: str, findings: Findings) -> CellGrid:
    """The table from its header on: the first line that fills about as many columns as the fullest near it.

    A first line that fills far fewer, and holds no usual name of a column, is a title, with all until the header.
    """
    near = [_filled(grid.row(nth)) for nth in range(min(LOOKED_AT, grid.rows))]
    if len(near) < 2 or near[0] >= MOST_COLUMNS * max(near) or _names_columns(grid.row(0)):  # noqa: PLR2004
        return grid
    at = next(nth for nth, filled in enumerate(near) if filled >= MOST_COLUMNS * max(near))
    if any(isfinite(read_number(cell.strip())) for cell in grid.row(at)):
        return grid
    for line in grid.lines[:at]:
        findings.repair(f"title above the header, left out; the header is on line {grid.lines[at]}", f"{file}:{line}")
    return grid.without(range(at))


def with_one_header(grid: CellGrid, file: str, findings: Findings) -> CellGrid:
    """The table without a second header below the first, as where a system writes keys and then names for people.

    The one with more usual names of columns is taken.
    """
    if grid.rows <= TWO_NAMES:
        return grid
    first, second = (_stripped(grid.row(nth)) for nth in range(2))
    known = [usual_names(cells) for cells in (first, second)]
    alike = sum(squeezed(one) == squeezed(two) != "" for one, two in zip(first, second, strict=False))
    named = [cell for cell in second if cell]
    is_header = known[1] >= TWO_NAMES or (alike and known[1] and 2 * (alike + known[1]) >= len(named))
    said_below = any(cell and cell in grid.columns[at][2:] for at, cell in enumerate(second))
    if not is_header or said_below or any(isfinite(read_number(cell)) for cell in named) or second == first:
        return grid
    left = 0 if known[1] > known[0] else 1
    names = f"the one on line {grid.lines[1 - left]} is taken"
    findings.repair(f"two headers, one below the other: {names}", f"{file}:{grid.lines[left]}")
    return grid.without([left])


def without_totals(grid: CellGrid, file: str, findings: Findings) -> CellGrid:
    """The table without its header said once more, without totals, and without footers at its end."""
    if not grid.rows:
        return grid
    firsts = _firsts(grid)
    names = _folded(grid.row(0))
    again = _folded([names[0]])[0] if names else ""
    different = set(firsts)
    totals = {one for one in different if TOTAL.fullmatch(one)}
    odd = totals | {one for one in different if one.casefold() == again}
    fewest, spaced = _body(grid, firsts)
    gone = []
    for nth in range(1, grid.rows if len(odd) > 1 or totals or firsts.count(firsts[0]) > 1 else 1):
        if firsts[nth].casefold() == again and _folded(grid.row(nth)) == names:
            findings.repair("the header once more, left out", f"{file}:{grid.lines[nth]}")
        elif firsts[nth] in totals and not (spaced and NAME.fullmatch(firsts[nth])):
            findings.repair("a total, not a person, left out", f"{file}:{grid.lines[nth]}")
        else:
            continue
        gone.append(nth)
    left = [nth for nth in range(grid.rows) if nth not in set(gone)] if gone else list(range(grid.rows))
    while len(left) > 2 and not spaced and _is_footer(grid.row(left[-1]), fewest):  # noqa: PLR2004
        gone.append(left.pop())
        findings.repair("a footer, not a person, left out", f"{file}:{grid.lines[gone[-1]]}")
    return grid.without(gone)


def _firsts(grid: CellGrid) -> list[str]:
    """The first value of each line that is not empty."""
    first = grid.columns[0] if grid.clean else [cell.strip() for cell in grid.columns[0]]
    if all(first):
        return first
    return [cell or _first(grid.row(nth)) for nth, cell in enumerate(first)]


def _body(grid: CellGrid, firsts: Sequence[str]) -> tuple[int, bool]:
    """How many columns nearly every line fills at least, and whether first values have spaces inside."""
    rows = grid.rows - 1
    spaced = sum(" " in one for one in firsts[1:])
    full = [sum(map(bool, column[1:])) for column in grid.columns]
    if sum(full) == rows * len(full):
        filled = [len(full)]
    else:
        filled = sorted(_filled(grid.row(nth)) for nth in range(1, grid.rows))
    return (filled[min(len(filled) - 1, FOOTERS)] if rows else 0), spaced > min(FOOTERS, rows // 2)


def _is_footer(cells: Sequence[str], fewest: int) -> bool:
    """Whether a last line begins with words, where others begin with ids, and fills no more columns than any other."""
    words = len(_first(cells).split())
    return words > 1 and (_filled(cells) == 1 or (words >= SENTENCE and _filled(cells) <= fewest))


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a line holds a usual name of a column."""
    return any(plain_heading(cell.strip()) in USUAL for cell in cells)


def usual_names(cells: Sequence[str]) -> int:
    """How many cells of a line are usual names of columns."""
    return sum(_is_usual(cell.strip()) for cell in cells)


def _is_usual(cell: str) -> bool:
    """Whether a cell is a usual name of a column, however its words are parted."""
    return len(cell) > 1 and (squeezed(cell) in USUAL_SQUEEZED or speaks_of_managers(cell))


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip(INVISIBLE) for cell in cells]


def _folded(cells: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def _first(cells: Sequence[str]) -> str:
    """The first value of a line that is not empty."""
    return next((cell.strip() for cell in cells if cell.strip()), "")


def _filled(cells: Sequence[str]) -> int:
    """How many columns of a line hold something."""
    return sum(bool(cell.strip()) for cell in cells)
