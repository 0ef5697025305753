"""What usage files say, in one form for all products: accounts, messages, sums of people, and counts of days or weeks.

Everything that files do not say is unknown, never nought: unknown numbers are `UNKNOWN` in arrays and None elsewhere.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ANY_PRODUCT = "any product"
"""Where tables come from that somebody has put together."""
UNKNOWN = -1
"""Stands for a number that a file does not say."""


class AccountState(IntEnum):
    """Who an account belongs to, and whether it can be used."""

    EMPLOYEE = 0
    """Somebody of the organisation who can take part."""
    GUEST = 1
    """Somebody of another organisation."""
    BOT = 2
    """A program."""
    SYSTEM = 3
    """The platform itself."""
    DEACTIVATED = 4
    """Cannot be used any more."""
    SUSPENDED = 5
    """Cannot be used for the time being."""
    PENDING = 6
    """Was invited and never opened."""
    DELETED = 7
    """Is gone."""
    UNLISTED = 8
    """Wrote or read, and is on no list of accounts."""
    OUTSIDE = 9
    """Wrote, and is not on a list of all accounts: other workspaces, or programs."""


FORMER = (AccountState.DEACTIVATED, AccountState.SUSPENDED, AccountState.DELETED)
"""People who took part and cannot any more: what they wrote counts, they do not."""


class Form(IntEnum):
    """What was written."""

    POST = 0
    REPLY = 1
    MESSAGE = 2
    """A post or a reply: files do not say which."""


class Span(NamedTuple):
    """Days from the first to the last, both counted, as ordinals of the calendar."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many."""
        return self.last - self.first + 1


class Accounts:
    """Everybody who occurs in files, by a running number; what identifies them stays inside.

    Attributes:
        complete: Whether everybody with an account is there; else their number is unknown.
        concealed: Whether the platform has hidden who they are, so that no other file can be joined.
    """

    def __init__(self, newcomers: AccountState = AccountState.UNLISTED) -> None:
        """Nobody yet.

        Args:
            newcomers: What somebody is who occurs before any list names them.
        """
        self.complete = False
        self.concealed = False
        self.newcomers = newcomers
        self._number: dict[str, int] = {}
        self.states = array("b")
        self.joined = array("i")
        self.left = array("i")
        self.aliases: dict[int, tuple[str, ...]] = {}
        self.traits: dict[str, dict[int, str]] = {}

    def __len__(self) -> int:
        return len(self.states)

    def number(self, identity: str) -> int:
        """The running number of somebody, a new one if need be.

        Args:
            identity: By which files name them.
        """
        number = self._number.get(identity)
        if number is None:
            number = self._number[identity] = len(self.states)
            self.states.append(self.newcomers)
            self.joined.append(UNKNOWN)
            self.left.append(UNKNOWN)
        return number

    def enter(
        self,
        identity: str,
        state: AccountState,
        aliases: Iterable[str] = (),
        *,
        joined: int = UNKNOWN,
        left: int = UNKNOWN,
    ) -> int:
        """Note what a list of accounts says of somebody; of two lists the later one counts.

        Args:
            identity: By which files name them.
            state: What they are.
            aliases: Other ids and addresses by which a people file may know them.
            joined: Day the account was opened, as an ordinal.
            left: Day it was closed.
        """
        number = self.number(identity)
        self.states[number] = state
        self.joined[number], self.left[number] = joined, left
        self.aliases[number] = tuple(each for each in aliases if each)
        return number

    def tell(self, number: int, **traits: str) -> None:
        """Note other things that files say of somebody, such as a unit."""
        for name, value in traits.items():
            if value:
                self.traits.setdefault(name, {})[number] = value

    def identities(self) -> list[str]:
        """By which files name them, in order of their numbers."""
        return list(self._number)

    def all_aliases(self) -> list[tuple[str, ...]]:
        """Everything by which each of them may be known, in order of their numbers."""
        return [(each, *self.aliases.get(number, ())) for number, each in enumerate(self._number)]

    def taking_part(self, *, guests: bool) -> NDArray[np.bool_]:
        """Who counts as one of the people.

        Args:
            guests: Whether people of other organisations do.
        """
        counted = [AccountState.EMPLOYEE, AccountState.UNLISTED, *([AccountState.GUEST] if guests else [])]
        return np.isin(np.frombuffer(self.states, np.int8), counted)


class MessageLog:
    """Messages as columns of numbers, 33 bytes each; nothing of what they say."""

    def __init__(self) -> None:
        """None yet."""
        self.key, self.thread, self.second = array("q"), array("q"), array("q")
        self.author, self.community = array("i"), array("i")
        self.form = array("b")

    def __len__(self) -> int:
        return len(self.key)

    def add(self, key: int, author: int, second: int, thread: int, community: int, form: Form) -> None:
        """Note one message.

        Args:
            key: Its own, the same in every file that holds it.
            author: Number of the account.
            second: Since 1970, UTC.
            thread: Key of the thread it belongs to, which is the key of its first message if that is known.
            community: Number of the community, `UNKNOWN` where there is none.
            form: Whether it begins a thread.
        """
        self.key.append(key)
        self.author.append(author)
        self.second.append(second)
        self.thread.append(thread)
        self.community.append(community)
        self.form.append(form)


class ReactionLog:
    """Reactions as columns of numbers: who, when, to which message."""

    def __init__(self, *, dated: bool) -> None:
        """None yet.

        Args:
            dated: Whether they have times of their own; else they have that of the message.
        """
        self.dated = dated
        self.author, self.second, self.message, self.kind = array("i"), array("q"), array("q"), array("q")

    def __len__(self) -> int:
        return len(self.author)

    def add(self, author: int, second: int, message: int, kind: int) -> None:
        """Note one reaction.

        Args:
            author: Number of the account.
            second: Since 1970, UTC; `UNKNOWN` for that of the message.
            message: Key of the message.
            kind: Which one it is, so that the same one in two files counts once.
        """
        self.author.append(author)
        self.second.append(second)
        self.message.append(message)
        self.kind.append(kind)


class Tally(NamedTuple):
    """What one person did in one span, as a report says it; `UNKNOWN` where it does not.

    Attributes:
        person: Number of the account.
        first: First day of the span, as an ordinal; `UNKNOWN` where the file does not say it.
        last: Last day of the span.
        active: 1 if they did anything, reading included; 0 if not.
        read: Messages read, or opened.
        reacted: Reactions given.
        written: Posts and replies.
        posts: Posts.
        replies: Replies.
        days: Days on which they were active.
        last_active: Day on which they were last active, as an ordinal.
    """

    person: int
    first: int
    last: int
    active: int = UNKNOWN
    read: int = UNKNOWN
    reacted: int = UNKNOWN
    written: int = UNKNOWN
    posts: int = UNKNOWN
    replies: int = UNKNOWN
    days: int = UNKNOWN
    last_active: int = UNKNOWN


class TallyLog:
    """Sums of people, as columns of numbers."""

    def __init__(self) -> None:
        """None yet."""
        self.columns = {name: array("q") for name in Tally._fields}

    def __len__(self) -> int:
        return len(self.columns["person"])

    def add(self, tally: Tally) -> None:
        """Note what somebody did in a span."""
        for name, value in zip(Tally._fields, tally, strict=True):
            self.columns[name].append(value)

    def arrays(self) -> dict[str, NDArray[np.int64]]:
        """The columns, one row for each person and span: of one that stands in several files the last counts."""
        found = {name: np.frombuffer(column, np.int64) for name, column in self.columns.items()}
        order = np.lexsort((np.arange(len(self)), found["last"], found["first"], found["person"]))
        person, first, last = (found[name][order] for name in ("person", "first", "last"))
        is_last = np.ones(len(order), bool)
        is_last[:-1] = (np.diff(person) != 0) | (np.diff(first) != 0) | (np.diff(last) != 0)
        kept = np.sort(order[is_last])
        return {name: column[kept] for name, column in found.items()}


COUNTED = ("accounts", "readers", "interactive", "contributors", "active", "posts", "replies", "messages", "reads",
           "reactions")  # fmt: skip
"""What a row of counts may say: people of four rungs, people of unknown rung, and what they did."""


class CountRow(NamedTuple):
    """How many people did what in one span.

    Attributes:
        span: The days.
        counts: By a word of `COUNTED`; what is missing is unknown.
        place: ``file:line``.
    """

    span: Span
    counts: Mapping[str, int]
    place: str


class CommunityRow(NamedTuple):
    """What a report says of one community in one span.

    Attributes:
        span: Its days; None where the file does not say them.
        active: Whether anything was posted, read or liked in it; None where it does not say.
        last_active: Day on which anything was, as an ordinal; `UNKNOWN` where it does not say.
        posted: Messages; `UNKNOWN` where it does not say.
    """

    span: Span | None
    active: bool | None
    last_active: int
    posted: int


class Unseen(NamedTuple):
    """Something that cannot be known from these files.

    Attributes:
        what: Such as ``readers``.
        why: In a sentence.
    """

    what: str
    why: str


class FileRead(NamedTuple):
    """A file that was read.

    Attributes:
        name: As it was given.
        title: What kind of file it is, in words.
        why: By what it was recognised.
        size: Bytes.
        covers: Days it covers; None where it does not say.
    """

    name: str
    title: str
    why: str
    size: int
    covers: Span | None = None


@dataclass
class UsageRecord:
    """What files of one kind say together.

    Attributes:
        format: Word of the format.
        title: The format in words.
        product: Where it comes from.
        accounts: Everybody who occurs; None where nobody is told from anybody.
        messages: One by one; None where only sums are known.
        reactions: One by one; None where they are unknown.
        tallies: Sums of people.
        rows: Counts of days or weeks.
        reply_known: Whether posts and replies are told from each other.
        is_network: Whether it is about an enterprise social network, rather than chats or mail.
        communities: Numbers of communities by name or id.
        community_names: What communities with an id are called.
        groups: What reports say of communities themselves.
        left_out: Messages and accounts that do not count, by what they are.
        unseen: What cannot be known from this kind of file.
        files: What was read.
        gaps: Whether days outside of what files cover may hold messages that are not here.
    """

    format: str
    title: str
    product: str
    accounts: Accounts | None = None
    messages: MessageLog | None = None
    reactions: ReactionLog | None = None
    tallies: TallyLog | None = None
    rows: list[CountRow] = field(default_factory=list)
    reply_known: bool = True
    is_network: bool = True
    communities: dict[str, int] = field(default_factory=dict)
    community_names: dict[str, str] = field(default_factory=dict)
    groups: list[CommunityRow] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    unseen: list[Unseen] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)

    def community(self, name: str) -> int:
        """The number of a community."""
        return self.communities.setdefault(name, len(self.communities)) if name else UNKNOWN

    @property
    def spans(self) -> list[Span]:
        """Days that files cover, where they say it."""
        return [each.covers for each in self.files if each.covers is not None]


def key_of_text(text: str) -> int:
    """A number for an id, the same for the same id within one run of the program; 64 bits."""
    if text.isascii() and text.isdigit() and len(text) < 19:  # noqa: PLR2004 - what fits into 63 bits
        return int(text)
    return hash(text)
