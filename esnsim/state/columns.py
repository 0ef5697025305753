"""Columns: the types they are made of, the windows of time they are read through, and blank tables of them.

ODD element: scales.
"""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar, cast

import numpy as np

NEVER = -1_000_000
"""Stands for the day of something that has not happened."""
MONTH = 20
"""28 days in workdays: the window of reader, interactive, contributor and regular."""
LAPSE = 40
"""56 days in workdays: without a visit for so long, a reader has lapsed; without a post, a community is closed."""
HALF_YEAR = 130
"""26 weeks in workdays: the window over which inequality is measured."""
FRESH = 3
"""Workdays for which a post counts as new to the author's contacts."""
ITEM_LIFE = 10
"""Workdays (two weeks) after which a post without an answer is given up on."""
AGES = 5
"""Number of age bands."""
SEATS = 6
"""Communities a person can be a member of at a time."""

T = TypeVar("T")

PersonRow: TypeAlias = Any
"""One record of `People`."""
ContactRow: TypeAlias = Any
"""One record of `ContactCounts`."""
LeverRow: TypeAlias = Any
"""One record of `Levers`."""
CommunityRow: TypeAlias = Any
"""One record of `Communities`."""

WIDTHS: dict[object, type[np.generic]] = {
    "Longs": np.int64,
    "Ints": np.int32,
    "Bytes": np.int8,
    "Floats": np.float32,
    "Doubles": np.float64,
}


def blank(table: type[T], rows: int) -> T:
    """A table of zeros with this many rows."""
    fields = [(name, WIDTHS[kind]) for name, kind in table.__annotations__.items()]
    layout = np.dtype(fields, align=True)
    return cast("T", np.zeros(rows, layout).view(np.recarray))
