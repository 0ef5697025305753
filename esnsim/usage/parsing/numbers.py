"""Numbers in cells of usage files: counts, shares, and what stands for nothing."""

from __future__ import annotations

import re

from esnsim.usage.record import UNKNOWN

COUNT = re.compile(r"\d+(?:\.0+)?|\d{1,3}(?:[,. \u00a0\u202f']\d{3})+")
SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%|([01](?:[.,]\d+)|[01])")
MISSING = frozenset({"", "-", "n/a", "na", "null", "none", "#n/a"})
HUNDRED = 100.0
LONGEST = 24
"""Letters of a cell above which it is no number of people or messages, whatever it is."""


def count_of(cell: str) -> int | None:
    """A whole number, with thousands parted or not; `UNKNOWN` where a cell is empty, None where it is no number."""
    if len(cell) > LONGEST:
        return None
    if cell.isascii() and cell.isdigit():
        return int(cell)
    if cell.lower() in MISSING:
        return UNKNOWN
    if not COUNT.fullmatch(cell):
        return None
    whole = re.sub(r"\.0+$", "", cell) if cell.count(".") == 1 and not re.search(r"\.\d{3}$", cell) else cell
    return int(re.sub(r"\D", "", whole))


def share_in(cell: str) -> float | None:
    """A share such as ``41.5%``, ``43 %`` or ``0.44``; None where it is none."""
    found = SHARE.fullmatch(cell) if len(cell) <= LONGEST else None
    if not found:
        return None
    if found[1]:
        return float(found[1].replace(",", ".")) / HUNDRED
    return float(found[2].replace(",", "."))
