"""Everything a day works on, as columns: people, ties, levers, feed and the world that holds them.

ODD element: entities and state variables.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]


class Ties(NamedTuple):
    """Who works with whom, in compressed rows; a tie is mutual and stands in both people's rows.

    The ties of the person in row ``i`` are the slice ``start[i]:start[i + 1]`` of the other columns, in ascending id
    of the other person, so that nothing depends on how rows are numbered. Nobody has a tie to themselves or two ties
    to the same person.

    Attributes:
        start: First tie of each row; shape (n + 1,).
        other: Row of the other person; shape (m,).
        weight: Strength of the tie, a whole number from 1 to 1,000, the same in both rows; shape (m,).
    """

    start: Longs
    other: Ints
    weight: Ints
