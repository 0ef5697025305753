"""Room for a block of people on their way through the day: what one pass finds out and a later one needs.

ODD element: process overview and scheduling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, overload

from esnsim.array_types import Bytes, Doubles
from esnsim.state.columns import B, D
from esnsim.state.table import Table

BLOCK = 512
"""People who go through the passes of a day together; few enough that all of theirs stays in the fastest memory."""


class _Block(Generic[B, D]):
    """One row for each person of a block.

    Attributes:
        manager_visible: What can be seen of the manager, as bits of `Visible`.
        willing: 1 for somebody who uses it already and comes today of their own will.
        comes: 1 for somebody who uses it already and comes today, of their own will or because it is ordered.
        busy: 1 for somebody whose stage or role may change today, or who may write, react or found a community.
        unit_stock: Useful content of the unit, in posts.
        mass: Perceived critical mass, 0 to 1.
        trying: Hazard to try the network, per workday.
        lapsing: Log-odds that a user gives up today, then the chance.
        visiting: Log-odds of a visit today of one's own will, then the chance.
        writing: Log of posts a visit that the person would write unasked, then their number.
        reacting: Log of reactions a visit that the person would give, then their number.
        joining: Chance to look for a community on a visit.
    """

    manager_visible: B
    willing: B
    comes: B
    busy: B
    unit_stock: D
    mass: D
    trying: D
    lapsing: D
    visiting: D
    writing: D
    reacting: D
    joining: D


class Block(Table, _Block[Bytes, Doubles]):
    """One row for each person of a block."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: int) -> BlockRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


BlockRow: TypeAlias = _Block[int, float]
"""One record of `Block`."""
