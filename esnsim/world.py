"""Everything a day works on, as columns: people, ties, levers, feed, and the world that holds them.

Tables are arrays of records with one row a position: ``people.habit`` is a column and ``people[row].habit`` one
person's habit, in machine code as in plain Python. A few tables rather than sixty arrays keep calls into compiled
code cheap and compilation short. People write their own row only; the feed is what others could see at the end of
yesterday, and is written between days. Moving values are kept in single precision and computed in double.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.parameters import Behaviour
from esnsim.chance import Key

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

NEVER = -1_000_000
"""Stands for the day of something that has not happened."""
MONTH = 20
"""28 days in workdays: the window of reader, interactive, contributor and regular."""
LAPSE = 40
"""56 days in workdays: without a visit for so long, a reader has lapsed."""
HALF_YEAR = 130
"""26 weeks in workdays: the window over which inequality is measured."""
FRESH = 3
"""Workdays for which a post counts as new to the author's contacts."""
ITEM_LIFE = 10
"""Workdays (two weeks) after which a post without an answer is given up on."""
AGES = 5
"""Number of age bands."""


class Sight(IntEnum):
    """What others can see of a person, as bits of ``Sights.visible``."""

    USING = 1
    """Visited in the last 28 days."""
    WRITING = 2
    """Contributed in the last 28 days."""
    CHAMPION = 4
    """Is an ambassador."""
    POSTED = 8
    """Has a post of the last three workdays."""


class Tide(IntEnum):
    """Network-wide values, as places in ``World.tide``."""

    POPULARITY = 0
    """Share of everybody who visited in the last 28 days."""
    TOP_WRITING = 1
    """Share of the top tier who contributed in the last 28 days."""
    ANSWERED = 2
    """Share of recent posts that got an answer."""
    FAR_ITEMS = 3
    """Items from elsewhere that surface in everybody's feed today."""
    FAR_STOCK = 4
    """Useful content from elsewhere within everybody's reach, in posts."""
    STOCK = 5
    """Useful content of the whole network, in posts."""
    RECENT_ANSWERED = 6
    """Fading count of posts that got an answer."""
    RECENT_JUDGED = 7
    """Fading count of posts answered or given up on."""


class Flow(IntEnum):
    """Network-wide whole numbers, as places in ``World.flow``; those of today are set anew each day."""

    POSTS = 0
    REPLIES = 1
    REACTIONS = 2
    CROSS_UNIT = 3
    """Replies to somebody of another unit."""
    PLACED = 4
    """Replies that found a post."""
    ANSWERED = 5
    """Posts that got their first answer."""
    SILENT = 6
    """Posts given up on without an answer."""
    ITEMS = 7
    """Posts in the feed."""
    USING = 8
    """People who visited in the last 28 days."""
    TOP_WRITING = 9
    """People of the top tier who contributed in the last 28 days."""
    TOP = 10
    """People of the top tier."""


class People(np.recarray):
    """One row a position; the person who holds it writes it, and nobody else.

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
        curiosity: See `behaviour.person.Person`, as for the columns below.
        activity: Likewise.
        propensity: Likewise.
        motive: Likewise.
        threshold: Likewise.
        habit_rate: Likewise.
        usefulness: Likewise.
        ease: Likewise.
        trust: Likewise.
        habit: Likewise.
        encouragement: Likewise.
        fatigue: Likewise.
    """

    person: Longs
    unit: Ints
    manager: Ints
    joined: Ints
    trial_since: Ints
    enabled_since: Ints
    first_visit: Ints
    visited: Ints
    interacted: Ints
    wrote: Ints
    wrote_before: Ints
    wrote_earlier: Ints
    posted: Ints
    returned: Ints
    written: Ints
    tier: Bytes
    manager_tier: Bytes
    frontline: Bytes
    age_band: Bytes
    role: Bytes
    stage: Bytes
    posts: Bytes
    replies: Bytes
    reactions: Bytes
    curiosity: Floats
    activity: Floats
    propensity: Floats
    motive: Floats
    threshold: Floats
    habit_rate: Floats
    usefulness: Floats
    ease: Floats
    trust: Floats
    habit: Floats
    encouragement: Floats
    fatigue: Floats


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


class Levers(np.recarray):
    """What the programme pulls, one entry a row; interventions write it, rules read it.

    Attributes:
        hear: Added to the hazard to try, per workday; neutral 0.0.
        prompt: Added to the log-odds to visit; neutral 0.0.
        encourage: Added to the log rate of contributing; neutral 0.0.
        duty_posts: Posts a visit written because of a commitment; neutral 0.0.
        duty_replies: Replies a visit written because of a commitment; neutral 0.0.
        teach_usefulness: Part of the gap to full belief in usefulness closed a workday; neutral 0.0.
        teach_ease: The same for ease; neutral 0.0.
        teach_trust: The same for psychological safety; neutral 0.0.
    """

    hear: Floats
    prompt: Floats
    encourage: Floats
    duty_posts: Floats
    duty_replies: Floats
    teach_usefulness: Floats
    teach_ease: Floats
    teach_trust: Floats


class Sights(np.recarray):
    """What each person can see at the start of a day: yesterday's contacts, counted in whole numbers.

    Attributes:
        using: Tie weight with contacts who are ``USING``.
        writing: Tie weight with contacts who are ``WRITING``.
        champions: Tie weight with contacts who are ``CHAMPION``.
        strength: Tie weight with all contacts, at least 1; fixed.
        fresh: Number of contacts who have ``POSTED``.
        latest: Place of the row's own latest post in the items, -1 for none.
        visible: What others can see of this row, as bits of `Sight`.
        answers: Own posts that got a first answer yesterday.
        silences: Own posts given up on yesterday.
    """

    using: Ints
    writing: Ints
    champions: Ints
    strength: Ints
    fresh: Ints
    latest: Ints
    visible: Bytes
    answers: Bytes
    silences: Bytes


class Items(np.recarray):
    """The posts in the feed, oldest first; the first ``flow[ITEMS]`` rows count.

    Attributes:
        person: Id of the author.
        appeal: How much it attracts, a whole number >= 1.
        running: Running sum of what is left of the appeal at its age.
        author: Row of the author.
        day: Workday of the post.
        answers: Replies and reactions so far.
        noticed: The same at the end of yesterday, which is what people can see.
    """

    person: Longs
    appeal: Longs
    running: Longs
    author: Ints
    day: Ints
    answers: Ints
    noticed: Ints


class World(NamedTuple):
    """All that a day works on.

    Attributes:
        rule: The constants of behaviour, as the only row of a table.
        key: The seed of this life.
        provisioned: 1 where everybody has an account from the first day, 0 where trying brings one.
        people: Who is there.
        ties: Who works with whom.
        row_of: Row of each position; the identity unless rows were shuffled.
        levers: What the programme pulls.
        sights: What each person can see of yesterday.
        items: The posts in the feed.
        unit_stock: Useful content of each unit, in posts; shape (units,).
        tide: Network-wide values, see `Tide`.
        flow: Network-wide whole numbers, see `Flow`.
        normal: Table of standard normal scores at the middle of equal slices of probability.
    """

    rule: Sequence[Behaviour]
    key: Key
    provisioned: int
    people: People
    ties: Ties
    row_of: Ints
    levers: Levers
    sights: Sights
    items: Items
    unit_stock: Doubles
    tide: Doubles
    flow: Longs
    normal: Doubles


T = TypeVar("T")

PersonRow: TypeAlias = Any
"""One record of `People`."""
SightRow: TypeAlias = Any
"""One record of `Sights`."""
LeverRow: TypeAlias = Any
"""One record of `Levers`."""

WIDTHS: dict[object, type[np.generic]] = {
    "Longs": np.int64,
    "Ints": np.int32,
    "Bytes": np.int8,
    "Floats": np.float32,
}


def blank(table: type[T], rows: int) -> T:
    """A table of zeros with this many rows."""
    fields = [(name, WIDTHS[kind]) for name, kind in table.__annotations__.items()]
    layout = np.dtype(fields, align=True)
    return cast("T", np.zeros(rows, layout).view(np.recarray))
