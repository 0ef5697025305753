"""A world whose place in memory is worked out once, for whoever enters machine code person by person.

Looking up every member's address at each call takes longer than one person's day (measured: 2.3 of 3.2 microseconds).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from esnsim.compilation import COMPILED

WORD = 8


class StillWorld:
    """A world that has been put where machine code finds it at once.

    Attributes:
        world: The world itself, which keeps what the addresses point to.
        world_address: Where its members' addresses stand.
    """

    __slots__ = ("_memory", "world", "world_address")

    def __init__(self, world: Any) -> None:  # noqa: ANN401 - a named tuple that Numba knows as a world
        """Put it somewhere."""
        # Numba takes a second to import, and is there as soon as anything has been compiled.
        from esnsim.state.world_in_numba import put_world, size_of_world  # noqa: PLC0415

        self.world = world
        self._memory = np.zeros(-(-int(size_of_world(world)) // WORD), np.int64)
        self.world_address = int(self._memory.ctypes.data)
        put_world(world, self.world_address)


def lying_still(world: Any) -> Any:  # noqa: ANN401
    """What to hand to machine code, call after call, in place of a world; in plain Python the world itself."""
    return StillWorld(world) if COMPILED else world
