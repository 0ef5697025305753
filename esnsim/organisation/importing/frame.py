"""What stands around a table in reports: titles above its header, totals and footers below, headers once more between.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from math import isfinite

from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.headers import PEOPLE_BY_VALUE, PERSON_COLUMNS, TIE_COLUMNS, plain_heading
from esnsim.organisation.importing.numbers import read_number

Record = tuple[int, list[str]]

USUAL = frozenset(chain(PEOPLE_BY_VALUE, *PERSON_COLUMNS.values(), *TIE_COLUMNS.values()))
LOOKED_AT = 30
FOOTERS = 5
"""Lines a footer may have."""
SENTENCE = 3
"""Words that are no id."""
MOST_COLUMNS = 0.6
"""A line that fills fewer columns than this share of the fullest line near it is no header."""
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


def below_titles(records: Sequence[Record], file: str, findings: Findings) -> list[Record]:
    """The table from its header on: the first line that fills about as many columns as the fullest near it.

    A first line that fills far fewer, and holds no usual name of a column, is a title, with all until the header.
    """
    near = [_filled(cells) for _, cells in records[:LOOKED_AT]]
    if len(near) < 2 or near[0] >= MOST_COLUMNS * max(near) or _names_columns(records[0][1]):  # noqa: PLR2004
        return list(records)
    at = next(nth for nth, filled in enumerate(near) if filled >= MOST_COLUMNS * max(near))
    if any(isfinite(read_number(cell.strip())) for cell in records[at][1]):
        return list(records)
    for line, _ in records[:at]:
        findings.repair(f"title above the header, left out; the header is on line {records[at][0]}", f"{file}:{line}")
    return list(records[at:])


def without_totals(records: Sequence[Record], file: str, findings: Findings) -> list[Record]:
    """The table without its header said once more, without totals, and without footers at its end."""
    header, *rows = records
    names = [cell.strip().casefold() for cell in header[1]]
    kept = [header]
    fewest, spaced = _body(rows)
    for line, cells in rows:
        if [cell.strip().casefold() for cell in cells] == names:
            findings.repair("the header once more, left out", f"{file}:{line}")
        elif TOTAL.fullmatch(_first(cells)) and not (spaced and NAME.fullmatch(_first(cells))):
            findings.repair("a total, not a person, left out", f"{file}:{line}")
        else:
            kept.append((line, cells))
    while len(kept) > 2 and _is_footer(kept[-1][1], fewest) and not spaced:  # noqa: PLR2004 - a header and a row
        findings.repair("a footer, not a person, left out", f"{file}:{kept.pop()[0]}")
    return kept


def _body(rows: Sequence[Record]) -> tuple[int, bool]:
    """How many columns nearly every line fills at least, and whether first values have spaces inside."""
    filled = sorted(_filled(cells) for _, cells in rows)
    spaced = sum(" " in _first(cells) for _, cells in rows)
    return (filled[min(len(filled) - 1, FOOTERS)] if filled else 0), spaced > min(FOOTERS, len(rows) // 2)


def _is_footer(cells: Sequence[str], fewest: int) -> bool:
    """Whether a last line begins with words, where others begin with ids, and fills no more columns than any other."""
    words = len(_first(cells).split())
    return words > 1 and (_filled(cells) == 1 or (words >= SENTENCE and _filled(cells) <= fewest))


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a line holds a usual name of a column."""
    return any(plain_heading(cell.strip()) in USUAL for cell in cells)


def _first(cells: Sequence[str]) -> str:
    """The first value of a line that is not empty."""
    return next((cell.strip() for cell in cells if cell.strip()), "")


def _filled(cells: Sequence[str]) -> int:
    """How many columns of a line hold something."""
    return sum(bool(cell.strip()) for cell in cells)
