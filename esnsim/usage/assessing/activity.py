"""Who did what when, as arrays: messages once each, reactions once each, sums of people once for each span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import DAYS_A_WEEK
from esnsim.usage.files.moments import EARLIEST, EPOCH_DAY, LATEST, SECONDS_A_DAY
from esnsim.usage.record import FORMER, UNKNOWN, AccountState, Form, Span, UsageRecord

Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]


class MessageArrays(NamedTuple):
    """Messages that people wrote, the earliest first, each once.

    Attributes:
        key: Its own.
        author: Number of the account.
        second: Since 1970, UTC.
        day: As an ordinal.
        thread: Key of the first message of its thread.
        community: Number of the community, or `UNKNOWN`.
        form: A `Form`.
    """

    key: Numbers
    author: Numbers
    second: Numbers
    day: Numbers
    thread: Numbers
    community: Numbers
    form: Numbers

    def taking(self, which: Bools) -> MessageArrays:
        """Some of them."""
        return MessageArrays(*(column[which] for column in self))

    def within(self, span: Span) -> MessageArrays:
        """Those of some days."""
        return self.taking((self.day >= span.first) & (self.day <= span.last))


class ReactionArrays(NamedTuple):
    """Reactions of people, each once, with the day they are dated by."""

    author: Numbers
    day: Numbers


@dataclass(frozen=True)
class UsageActivity:
    """What a record says, ready to be counted.

    Attributes:
        record: What files say.
        counted: Who is one of the people, by number of the account.
        row: By account, the row of the people file; `UNKNOWN` for nobody's. None without a people file.
        headcount: How many people the people file has; None without one.
        messages: Messages of people and of former people; None where there are none one by one.
        reactions: Their reactions; None where unknown.
        tallies: Sums of people and of former people; None where there are none.
    """

    record: UsageRecord
    counted: Bools
    row: NDArray[np.int64] | None
    headcount: int | None
    messages: MessageArrays | None
    reactions: ReactionArrays | None
    tallies: dict[str, Numbers] | None

    @property
    def accounts(self) -> int | None:
        """How many people have an account; None where it is unknown."""
        known = self.record.accounts
        return int(self.counted.sum()) if known is not None and known.complete else None

    @property
    def seen(self) -> int | None:
        """How many people occur; None where files hold no people."""
        return int(self.counted.sum()) if self.record.accounts is not None else None

    @property
    def sums_are_short(self) -> bool:
        """Whether sums of people are of days or weeks, so that they can be put together."""
        found = self.tallies
        if found is None or not len(found["first"]) or (found["first"] == UNKNOWN).any():
            return False
        return int((found["last"] - found["first"]).max()) < DAYS_A_WEEK

    @property
    def days(self) -> Span | None:
        """From the first to the last day on which anything is known to have happened, or was counted."""
        ends: list[int] = []
        if self.messages is not None and len(self.messages.day):
            ends += [int(self.messages.day[0]), int(self.messages.day[-1])]
        if self.tallies is not None and len(dated := self.tallies["first"][self.tallies["first"] != UNKNOWN]):
            ends += [int(dated.min()), int(self.tallies["last"].max())]
        ends += [day for row in self.record.rows for day in row.span]
        ends += [day for row in self.record.groups if row.span is not None for day in row.span]
        return Span(min(ends), max(ends)) if ends else None


def usage_activity(
    record: UsageRecord, *, guests: bool, row: Numbers | None = None, headcount: int | None = None
) -> UsageActivity:
    """Make arrays of a record.

    Args:
        record: What files say.
        guests: Whether people of other organisations count.
        row: By account, the row of the people file, where one was given.
        headcount: How many people the people file has.
    """
    if record.accounts is None:
        return UsageActivity(record, np.zeros(0, bool), None, headcount, None, None, None)
    counted = record.accounts.taking_part(guests=guests)
    if row is not None:
        counted = counted & (row >= 0)
    heard = record.accounts.taking_part(guests=guests) | np.isin(np.frombuffer(record.accounts.states, np.int8), FORMER)
    messages = _messages(record, heard)
    return UsageActivity(
        record, counted, row, headcount, messages, _reactions(record, messages, heard), _tallies(record, heard)
    )


def _messages(record: UsageRecord, heard: Bools) -> MessageArrays | None:
    """The messages of people, the earliest first; what stands in two files counts once."""
    log = record.messages
    if log is None:
        return None
    key = np.frombuffer(log.key, np.int64)
    _, once = np.unique(key, return_index=True)
    twice = len(key) - len(once)
    if twice:
        record.left_out["messages in two files"] = twice
    author = np.frombuffer(log.author, np.int32)
    kept = once[heard[author[once]]]
    second = np.frombuffer(log.second, np.int64)
    possible = (second[kept] >= EARLIEST) & (second[kept] < LATEST)
    if impossible := int((~possible).sum()):
        record.left_out["messages of impossible dates"] = impossible
    kept = kept[possible]
    kept = kept[np.lexsort((kept, second[kept]))]
    _tell_others(record, author[once])
    columns = (log.thread, log.community, log.form)
    thread, community, form = (
        np.frombuffer(column, kind)[kept].astype(np.int64)
        for column, kind in zip(columns, (np.int64, np.int32, np.int8), strict=True)
    )
    second = second[kept]
    return MessageArrays(
        key[kept], author[kept].astype(np.int64), second, EPOCH_DAY + second // SECONDS_A_DAY, thread, community, form
    )


WHOSE = {
    AccountState.GUEST: "messages of guests",
    AccountState.BOT: "messages of bots",
    AccountState.SYSTEM: "messages of the system",
    AccountState.OUTSIDE: "messages of people on no list of accounts",
    AccountState.PENDING: "messages of people who never opened their account",
}


def _tell_others(record: UsageRecord, authors: NDArray[np.int32]) -> None:
    """Note how many messages are not of people."""
    assert record.accounts is not None  # noqa: S101 - asked only where there are some
    states = np.frombuffer(record.accounts.states, np.int8)[authors]
    for state, words in WHOSE.items():
        if count := int((states == state).sum()):
            record.left_out[words] += count


def _reactions(record: UsageRecord, messages: MessageArrays | None, heard: Bools) -> ReactionArrays | None:
    """The reactions of people, dated by themselves or by their message; each once."""
    log = record.reactions
    if log is None or messages is None:
        return None
    author, second, message, kind = (
        np.frombuffer(column, dtype).astype(np.int64)
        for column, dtype in zip(
            (log.author, log.second, log.message, log.kind), (np.int32, np.int64, np.int64, np.int64), strict=True
        )
    )
    _, once = np.unique(np.stack((author, message, kind)), axis=1, return_index=True)
    once = np.sort(once)
    order = np.argsort(messages.key, kind="stable")
    at = np.searchsorted(messages.key[order], message[once])
    there = at < len(order)
    there[there] = messages.key[order][at[there]] == message[once][there]
    kept = once[there & heard[author[once]]]
    if log.dated:
        day = EPOCH_DAY + second[kept] // SECONDS_A_DAY
    else:
        at = np.searchsorted(messages.key[order], message[kept])
        day = messages.day[order][at]
    return ReactionArrays(author[kept], day)


def _tallies(record: UsageRecord, heard: Bools) -> dict[str, Numbers] | None:
    """The sums of people, and of former people."""
    if record.tallies is None:
        return None
    found = record.tallies.arrays()
    which = heard[found["person"]]
    return {name: column[which] for name, column in found.items()}


def is_written(form: Numbers, *forms: Form) -> Bools:
    """Which messages are of some forms."""
    return np.isin(form, [int(each) for each in forms])
