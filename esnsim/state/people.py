"""Who is there: one row a position, and what the programme pulls for it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Generic, Self, TypeAlias, overload

import numpy as np

from esnsim.array_types import Bytes, Floats, Ints, Longs
from esnsim.behaviour.levers import LeverRow
from esnsim.behaviour.person import Person, Role, Stage, Tier, Wish
from esnsim.compilation import before_compiling
from esnsim.state.columns import AGES, B, F, I, L, Within, fields_of, meanings_of
from esnsim.state.table import Table

MOST_POSTS = 4
MOST_REPLIES = 24
MOST_REACTIONS = 24
MOST_ITEMS = 127
"""Most of a day; what would be more is counted as so many."""

SHARE = Within(0, 1)
DATES = (
    "joined",
    "trial_since",
    "enabled_since",
    "first_visit",
    "visited",
    "sought",
    "interacted",
    "wrote",
    "wrote_before",
    "wrote_earlier",
    "posted",
    "returned",
)
"""Columns that hold workdays."""


class _Person(Generic[L, I, B, F]):
    """One row a position; the person who holds it writes it, and nobody else.

    What the columns from ``curiosity`` to ``disuse`` mean is said at `esnsim.behaviour.person.Person`.

    Attributes:
        person: Id of the holder: position + headcount * number of earlier holders; never reused.
        unit: Unit; fixed.
        manager: Row of the manager, -1 for none; fixed.
        joined: Workday of joining.
        trial_since: Workday on which the trial began.
        enabled_since: Workday on which the account was made, `NEVER` without one.
        first_visit: Workday of the first visit ever.
        visited: Workday of the last visit.
        sought: Workday of the last visit of one's own will, not ordered and not in passing.
        interacted: Workday of the last reaction, reply or post.
        wrote: Workday of the latest post or reply.
        wrote_before: Workday of the one before.
        wrote_earlier: Workday of the third latest.
        posted: Workday of the last post.
        returned: Workday of the first visit after an absence of 56 days or more.
        written: Posts and replies since the current half-year began.
        tier: `Tier` of the position; fixed.
        manager_tier: `Tier` of the manager's position; fixed.
        frontline: 1 without a desk; fixed.
        age_band: 0 youngest to 4 oldest.
        role: `Role`.
        stage: `Stage`.
        posts: Posts written today.
        replies: Replies written today.
        reactions: Reactions given today.
        items: Items read today, at most 127.
        wish: What the person wants of communities today, as bits: 1 to join one, 2 to found one, 8 to look at one of
            the own with a mind to leave; 4 marks a successor in the place of somebody who left.
    """

    person: L
    unit: I
    manager: I
    joined: I
    trial_since: I
    enabled_since: I
    first_visit: I
    visited: I
    sought: I
    interacted: I
    wrote: I
    wrote_before: I
    wrote_earlier: I
    posted: I
    returned: I
    written: Annotated[I, Within(0, math.inf)]
    tier: Annotated[B, Within(0, len(Tier) - 1)]
    manager_tier: Annotated[B, Within(0, len(Tier) - 1)]
    frontline: Annotated[B, SHARE]
    age_band: Annotated[B, Within(0, AGES - 1)]
    role: Annotated[B, Within(0, len(Role) - 1)]
    stage: Annotated[B, Within(0, len(Stage) - 1)]
    posts: Annotated[B, Within(0, MOST_POSTS)]
    replies: Annotated[B, Within(0, MOST_REPLIES)]
    reactions: Annotated[B, Within(0, MOST_REACTIONS)]
    items: Annotated[B, Within(0, MOST_ITEMS)]
    wish: Annotated[B, Within(0, Wish.JOIN + Wish.FOUND + Wish.DRIFT)]
    curiosity: F
    activity: F
    propensity: F
    motive: Annotated[F, SHARE]
    threshold: Annotated[F, SHARE]
    habit_rate: Annotated[F, SHARE]
    usefulness: Annotated[F, SHARE]
    ease: Annotated[F, SHARE]
    trust: Annotated[F, SHARE]
    habit: Annotated[F, SHARE]
    encouragement: F
    fatigue: Annotated[F, SHARE]
    reactance: Annotated[F, SHARE]
    crowding: Annotated[F, SHARE]
    zeal: Annotated[F, SHARE]
    disuse: Annotated[F, SHARE]


class People(Table, _Person[Longs, Ints, Bytes, Floats]):
    """Everybody, one row a position."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: int) -> PersonRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


PersonRow: TypeAlias = _Person[int, int, int, float]
"""One record of `People`."""


@cache
def people_meanings() -> dict[str, str]:
    """What every column of `People` is, with unit and range, by name."""
    said = meanings_of(Person) | meanings_of(People)
    return {name: said[name] for name in fields_of(People)}


class Levers(Table):
    """The levers of everybody, one row a position, in single precision.

    A column or a row that was handed out may have been written: only then is it looked whether a lever is pulled.
    """

    __annotations__ = dict.fromkeys(LeverRow._fields, F)

    def __init__(self, rows: int) -> None:
        """Levers of so many people, all neutral."""
        super().__init__(rows)
        self._handed_out = False

    def column(self, name: str) -> Floats:
        """The column of a lever, to be read and written."""
        self._handed_out = True
        return super().column(name)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401
        self._handed_out = True
        return super().__getitem__(key)

    def __setstate__(self, state: Any) -> None:  # noqa: ANN401
        super().__setstate__(state)
        self._handed_out = True

    def copy(self, rows: int | None = None) -> Self:
        """A copy; one of neutral levers takes no room until they are written."""
        if not self.pulled:
            return type(self)(self.rows)
        other = super().copy(rows)
        other._handed_out = True  # noqa: SLF001 - of the same class
        return other

    @property
    def pulled(self) -> bool:
        """Whether any lever is pulled for anybody."""
        # Looked at every day; as truth values it stops at the first that is one.
        return self._handed_out and bool(self._memory.view(np.bool_).any())


class NoLevers:
    """Levers that nobody pulls: machine code for them leaves out whatever a lever would add."""

    def __getitem__(self, row: int) -> LeverRow:
        """Neutral for every row."""
        return NEUTRAL


NEUTRAL = LeverRow()
"""No lever is pulled."""


@before_compiling
def _register() -> None:
    from esnsim.state import table_in_numba  # noqa: PLC0415 - imports Numba

    table_in_numba.register_neutral(NoLevers)
