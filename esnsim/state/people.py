"""Who is there: one row a position, and what the programme pulls for it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple, TypeAlias, get_type_hints, overload

from esnsim.array_types import Bytes, Floats, Ints, Longs
from esnsim.behaviour.person import Person, Role, Stage, Tier, Wish
from esnsim.state.columns import AGES, B, F, I, L, Table, Within, fields_of, meanings_of

MOST_POSTS = 4
MOST_REPLIES = 24
MOST_REACTIONS = 24
MOST_ITEMS = 127
"""Most of a day; what would be more is counted as so many."""

SHARE = Within(0, 1)


class _Person(Generic[L, I, B, F]):
    """One row a position; the person who holds it writes it, and nobody else.

    What the columns from ``curiosity`` to ``zeal`` mean is said at `esnsim.behaviour.person.Person`.

    Attributes:
        person: Id of the holder: position + headcount * number of earlier holders; never reused.
        unit: Unit; fixed.
        manager: Row of the manager, -1 for none; fixed.
        joined: Workday of joining.
        trial_since: Workday on which the trial began.
        enabled_since: Workday on which the account was made, `NEVER` without one.
        first_visit: Workday of the first visit ever.
        visited: Workday of the last visit.
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


class People(Table, _Person[Longs, Ints, Bytes, Floats]):
    """Everybody, one row a position."""

    if TYPE_CHECKING:

        @overload  # type: ignore[override]
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


class Lever(NamedTuple):
    """What is known about a lever; 0.0 is neutral for each.

    Attributes:
        meaning: What pulling it does, with its unit.
        low: Least value; below 0 where it may speak against as well as for.
        high: Greatest value.
        held: Whether it is held to ``high`` where several interventions pull it: full is full.
    """

    meaning: str
    low: float
    high: float
    held: bool = False


class _Lever(Generic[F]):
    """What the programme pulls, one entry a row; interventions write it, rules read it.

    To add a lever, add it here and read it in a rule: interventions, the census and the model's description follow.
    """

    hear: Annotated[F, Lever("Added to the hazard to try, per workday", 0.0, math.inf)]
    prompt: Annotated[F, Lever("Added to the log-odds to visit", -math.inf, math.inf)]
    encourage: Annotated[F, Lever("Added to the log rate of contributing", -math.inf, math.inf)]
    duty_posts: Annotated[F, Lever("Posts a visit written because of a commitment", 0.0, math.inf)]
    duty_replies: Annotated[F, Lever("Replies a visit written because of a commitment", 0.0, math.inf)]
    teach_usefulness: Annotated[F, Lever("Part of the gap to full belief in usefulness closed a workday", 0.0, 1.0)]
    teach_ease: Annotated[F, Lever("Part of the gap to full ease closed a workday", 0.0, 1.0)]
    teach_trust: Annotated[F, Lever("Part of the gap to full psychological safety closed a workday", 0.0, 1.0)]
    oblige: Annotated[
        F, Lever("Chance of a visit on a workday because it is ordered, to read and no more", 0.0, 1.0, held=True)
    ]
    pressure: Annotated[F, Lever("How strongly use is ordered and watched", 0.0, 1.0, held=True)]
    reward: Annotated[F, Lever("Added to the log rate of contributing by points and prizes", -math.inf, math.inf)]
    tend: Annotated[
        F, Lever("Part by which community managers raise the pull of the person's communities", 0.0, 1.0, held=True)
    ]
    content: Annotated[F, Lever("Useful content put within reach, in posts", 0.0, math.inf)]
    introduce: Annotated[F, Lever("Communities recommended and joined a visit", 0.0, math.inf)]
    sift: Annotated[F, Lever("Share of the items offered that is kept away as of no concern", 0.0, 1.0, held=True)]
    show: Annotated[
        F, Lever("How much more a person's posts attract because they are shown to be somebody to ask", 0.0, math.inf)
    ]


class Levers(Table, _Lever[Floats]):
    """The levers of everybody, one row a position."""

    if TYPE_CHECKING:

        @overload  # type: ignore[override]
        def __getitem__(self, key: int) -> LeverRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


LeverRow: TypeAlias = _Lever[float]
"""One record of `Levers`."""


@cache
def levers() -> dict[str, Lever]:
    """What is known about every lever, by name, in the order of the table."""
    hints = get_type_hints(_Lever, include_extras=True)
    return {name: next(note for note in hint.__metadata__ if isinstance(note, Lever)) for name, hint in hints.items()}
