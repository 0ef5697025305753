"""Everything a day works on, as columns: people, ties, levers, feed, and the world that holds them.

Tables are stored by column, with one row a position: ``people.habit`` is a column and ``people[row].habit`` one
person's habit, in machine code as in plain Python. A few tables rather than sixty arrays keep calls into compiled
code cheap and compilation short. People write their own row only; the feed is what others could see at the end of
yesterday, and is written between days. Moving values are kept in single precision and computed in double.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from esnsim.array_types import Bytes, Doubles, Floats, Ints, Longs
from esnsim.behaviour.levers import Lever, LeverRow, levers
from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import before_compiling
from esnsim.rng.address import Key
from esnsim.state.aggregates import Aggregates, Counters
from esnsim.state.block import BLOCK, Block, BlockRow
from esnsim.state.columns import AGES, NEVER, SEATS, fields_of, meanings_of
from esnsim.state.constants import Constants
from esnsim.state.network import (
    Communities,
    CommunityRow,
    ContactCounts,
    ContactRow,
    ItemRow,
    Items,
    Style,
    Ties,
    Visible,
)
from esnsim.state.people import Levers, NoLevers, People, PersonRow, people_meanings
from esnsim.state.table import blank

__all__ = [
    "AGES",
    "BLOCK",
    "NEVER",
    "SEATS",
    "Aggregates",
    "Block",
    "BlockRow",
    "Bytes",
    "Communities",
    "CommunityRow",
    "Constants",
    "ContactCounts",
    "ContactRow",
    "Counters",
    "Doubles",
    "Floats",
    "Ints",
    "ItemRow",
    "Items",
    "Lever",
    "LeverRow",
    "Levers",
    "Longs",
    "NoLevers",
    "People",
    "PersonRow",
    "Style",
    "Ties",
    "Visible",
    "World",
    "blank",
    "fields_of",
    "levers",
    "meanings_of",
    "people_meanings",
]


class World(NamedTuple):
    """All that a day works on.

    Attributes:
        parameters: The constants of behaviour, as the only row of a table.
        key: The seed of this replicate.
        provisioned: 1 where everybody has an account from the first day, 0 where trying brings one.
        people: Who is there.
        ties: Who works with whom.
        row_of: Row of each position; the identity unless rows were shuffled.
        levers: What the programme pulls.
        contact_counts: What each person can see of yesterday.
        items: The posts in the feed.
        communities: The communities.
        seats: Slots of each row's communities, those taken first, -1 for free ones; shape (n, `SEATS`).
        interest: How much each of them interests the row's holder, 0 for free seats; shape (n, `SEATS`).
        unit_stock: Useful content of each unit, in posts; shape (units,).
        block: Room for a block of people on their way through the day; means nothing between days.
        aggregates: Network-wide values, see `Aggregates`.
        counters: Network-wide whole numbers, see `Counters`.
        normal: Table of standard normal scores at the middle of equal slices of probability.
    """

    parameters: Sequence[Parameters]
    key: Key
    provisioned: int
    people: People
    ties: Ties
    row_of: Ints
    levers: Levers
    contact_counts: ContactCounts
    items: Items
    communities: Communities
    seats: Ints
    interest: Floats
    unit_stock: Doubles
    block: Block
    aggregates: Doubles
    counters: Longs
    normal: Doubles


@before_compiling
def _register() -> None:
    from esnsim.state import world_in_numba  # noqa: PLC0415 - imports Numba

    world_in_numba.register_world(World)
