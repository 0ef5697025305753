"""What people share: ties, what they can see of each other, posts and communities.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, overload

from esnsim.array_types import Bytes, Doubles, Floats, Ints, Longs
from esnsim.state.columns import B, D, F, I, L
from esnsim.state.table import Table


class Visible(IntEnum):
    """What others can see of a person, as bits of ``ContactCounts.visible``."""

    USING = 1
    """Visited in the last 28 days."""
    WRITING = 2
    """Contributed in the last 28 days."""
    AMBASSADOR = 4
    """Is an ambassador."""
    POSTED = 8
    """Has a post of the last three workdays."""
    STAYING = 16
    """Visited in the last 28 days, and went on after the trial."""


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


class _ContactCount(Generic[I, B, F]):
    """What each person can see at the start of a day: yesterday's contacts, counted in whole numbers.

    Attributes:
        using: Tie weight with contacts who are ``USING``.
        staying: Tie weight with contacts who are ``STAYING``.
        writing: Tie weight with contacts who are ``WRITING``.
        ambassadors: Tie weight with contacts who are ``AMBASSADOR``.
        strength: Tie weight with all contacts, at least 1; fixed.
        fresh: Number of contacts who have ``POSTED``.
        latest: Place of the row's own latest post in the items, -1 for none.
        visible: What others can see of this row, as bits of `Visible`.
        answers: Own posts that got a first answer yesterday.
        silences: Own posts given up on yesterday.
        heard: Own posts that somebody above replied to yesterday.
        arrivals: Posts of yesterday in the row's communities.
        company: How much they draw to write, all together; see `behaviour.communities.urge`.
        reserve: Useful content of all of them, in posts.
    """

    using: I
    staying: I
    writing: I
    ambassadors: I
    strength: I
    fresh: I
    latest: I
    visible: B
    answers: B
    silences: B
    heard: B
    arrivals: I
    company: F
    reserve: F


class ContactCounts(Table, _ContactCount[Ints, Bytes, Floats]):
    """What everybody can see, one row a position."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: int) -> ContactRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


ContactRow: TypeAlias = _ContactCount[int, int, float]
"""One record of `ContactCounts`."""


class _Item(Generic[L, I]):
    """The posts in the feed, oldest first; the first ``counters[ITEMS]`` rows count.

    Attributes:
        person: Id of the author.
        appeal: How much it attracts, a whole number >= 1.
        running: Running sum of what is left of the appeal at its age.
        author: Row of the author.
        day: Workday of the post.
        answers: Replies and reactions so far.
        noticed: The same at the end of yesterday, which is what people can see.
        community: Community it was posted to, -1 for the author's followers.
    """

    person: L
    appeal: L
    running: L
    author: I
    day: I
    answers: I
    noticed: I
    community: I


class Items(Table, _Item[Longs, Ints]):
    """The posts in the feed."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: int) -> ItemRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


ItemRow: TypeAlias = _Item[int, int]
"""One record of `Items`."""


class Style(IntEnum):
    """What a community is for."""

    DIALOGUE = 0
    """Members write to each other."""
    BROADCAST = 1
    """Its founder writes, the others read and answer."""


class _Community(Generic[L, I, B, F, D]):
    """Communities, one row a slot; the slot of a closed community is taken by a later one.

    Attributes:
        founder: Id of the founder.
        owner: Row of the position the founder had.
        born: Workday of the founding; with the slot it names a community for ever.
        last: Workday of the latest post.
        members: People who have a seat in it.
        posts: Posts so far.
        today: Posts of today.
        latest: Place of the latest post in the feed, -1 for none.
        is_open: 1 until it is closed.
        style: A `Style`.
        pulse: Fading count of posts, of some two weeks.
        answered: Fading count of posts that got an answer.
        judged: Fading count of posts answered or given up on.
        stock: Useful content, in posts.
        lively: How lively it seems to members, 0 to 1; see `behaviour.communities.liveliness`.
    """

    founder: L
    owner: I
    born: I
    last: I
    members: I
    posts: I
    today: I
    latest: I
    is_open: B
    style: B
    pulse: F
    answered: F
    judged: F
    stock: D
    lively: F


class Communities(Table, _Community[Longs, Ints, Bytes, Floats, Doubles]):
    """All communities, one row a slot."""

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, key: int) -> CommunityRow: ...

        @overload
        def __getitem__(self, key: object) -> Any: ...  # noqa: ANN401

        def __getitem__(self, key: object) -> Any: ...


CommunityRow: TypeAlias = _Community[int, int, int, float, float]
"""One record of `Communities`."""
