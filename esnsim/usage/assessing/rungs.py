"""Who stands on which rung in any days, and the ladder of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from esnsim.calendar import MONTH_DAYS
from esnsim.usage.assessing.activity import Bools, Numbers, UsageActivity
from esnsim.usage.record import UNKNOWN, CountRow, Span

OFTEN = 2
"""Messages in the window beyond which a contributor is a regular one."""
RUNGS = ("reader", "interactive", "contributor", "regular")


@dataclass(frozen=True)
class RungCount:
    """How many people stand on a rung.

    Attributes:
        people: How many; None where files cannot say it.
        at_least: Whether there may be more.
        why: Why it is unknown, or may be more.
        elsewhere: What is said of it beside the files, where these cannot say it.
    """

    people: int | None
    at_least: bool = False
    why: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class UsageLadder:
    """How many people stand on each rung in a window.

    Attributes:
        window: Its days; None where files do not say it.
        accounts: People with an account.
        seen: People who occur in files, with an account or not known.
        headcount: People of the people file; None without one.
        rungs: By rung.
        covered: Days of the window that files cover.
    """

    window: Span | None
    accounts: RungCount
    seen: int | None
    headcount: int | None
    rungs: dict[str, RungCount] = field(default_factory=dict)
    covered: int | None = None

    @property
    def base(self) -> int | None:
        """People of whom shares are taken: the headcount, else those with an account; None where both are unknown."""
        return self.headcount if self.headcount is not None else self.accounts.people

    def share(self, rung: str) -> float | None:
        """Share of the base on a rung; None where it is unknown."""
        count = self.accounts if rung == "enabled" else self.rungs[rung]
        base = self.base
        return count.people / base if count.people is not None and base else None


@dataclass(frozen=True)
class Standing:
    """Who stands on which rung, by number of the account.

    Attributes:
        reader: Who visited; None where files cannot say it.
        interactive: Who reacted or wrote.
        interactive_whole: Whether nobody else reacted.
        contributor: Who wrote.
        written: How many messages, by account; None where unknown.
    """

    reader: Bools | None
    interactive: Bools | None
    interactive_whole: bool
    contributor: Bools | None
    written: Numbers | None

    def mask(self, rung: str) -> Bools | None:
        """Who stands on a rung."""
        if rung == "regular":
            return None if self.written is None else self.written > OFTEN
        found: Bools | None = getattr(self, rung)
        return found


def window_of(activity: UsageActivity) -> Span | None:
    """The days of the ladder: the last 28 that files cover, or the period that sums of people are of."""
    days = activity.days
    if days is None:
        return None
    if activity.record.rows and activity.record.accounts is None:
        row = activity.record.rows[-1].span
        return row if row.days > 1 else Span(max(days.first, days.last - MONTH_DAYS + 1), days.last)
    if activity.tallies is not None and not activity.sums_are_short:
        return _newest(activity.tallies)
    last_day = _last_counted(activity, days)
    first = last_day - MONTH_DAYS + 1
    return Span(max(first, days.first) if activity.messages is None else first, last_day)


def _newest(tallies: dict[str, Numbers]) -> Span | None:
    """The period of sums that ends last; None where it is unknown."""
    if not len(tallies["last"]):
        return None
    at = int(np.lexsort((tallies["first"], tallies["last"]))[-1])
    first, last = (int(tallies[name][at]) for name in ("first", "last"))
    return None if UNKNOWN in (first, last) else Span(first, last)


def _last_counted(activity: UsageActivity, days: Span) -> int:
    """The day of the last message of somebody who is counted, or the last day of sums."""
    found = activity.messages
    if found is None or not len(found.day):
        return days.last
    own = found.day[activity.counted[found.author]]
    return int(own[-1]) if len(own) else days.last


def standing_in(activity: UsageActivity, span: Span | None, *, former: bool = False) -> Standing:
    """Who stands on which rung in some days.

    Args:
        activity: What happened.
        span: The days; None for sums of a period that nobody names.
        former: Whether people count who took part then and are none of the people now.
    """
    if activity.messages is not None and span is not None:
        return _of_messages(activity, span)
    if activity.tallies is not None:
        return _of_tallies(activity, span, former=former)
    return Standing(None, None, interactive_whole=False, contributor=None, written=None)


def _of_messages(activity: UsageActivity, span: Span) -> Standing:
    messages = activity.messages
    assert messages is not None  # noqa: S101 - asked only where there are some
    people = len(activity.counted)
    written = np.bincount(messages.within(span).author, minlength=people) * activity.counted
    wrote = written > 0
    interactive = wrote.copy()
    if (reactions := activity.reactions) is not None:
        inside = (reactions.day >= span.first) & (reactions.day <= span.last)
        interactive[reactions.author[inside]] = True
    interactive &= activity.counted
    return Standing(None, interactive, activity.reactions is not None, wrote, written)


def _of_tallies(activity: UsageActivity, span: Span | None, *, former: bool) -> Standing:
    found = activity.tallies
    assert found is not None  # noqa: S101 - asked only where there are some
    people = len(activity.counted)
    if span is None:
        which = np.ones(len(found["person"]), bool)
    elif activity.sums_are_short:
        which = (found["first"] >= span.first) & (found["last"] <= span.last)
    else:
        which = (found["first"] == span.first) & (found["last"] == span.last)
    if not former:
        which &= activity.counted[found["person"]]
    person = found["person"][which]

    def anybody(*names: str) -> Bools | None:
        columns = [found[name][which] for name in names]
        if all((column == UNKNOWN).all() for column in columns):
            return None
        done = np.any([column > 0 for column in columns], axis=0)
        mask = np.zeros(people, bool)
        mask[person[done]] = True
        return mask

    wrote = anybody("written")
    written = None
    if wrote is not None:
        written = np.bincount(person, np.maximum(found["written"][which], 0), people).astype(np.int64)
    knows_reactions = not (found["reacted"][which] == UNKNOWN).all()
    knows_readers = not ((found["active"][which] <= 0) & (found["read"][which] == UNKNOWN)).all() and not _only_writers(
        found, which
    )
    reader = anybody("active", "read", "reacted", "written") if knows_readers else None
    return Standing(reader, anybody("reacted", "written"), knows_reactions, wrote, written)


def _only_writers(found: dict[str, Numbers], which: Bools) -> bool:
    """Whether nobody can be known to have only read: no reads, and nobody is said to have been inactive."""
    return bool((found["read"][which] == UNKNOWN).all() and not (found["active"][which] == 0).any())


NO_PEOPLE = "these files do not tell people from each other"
NO_READS = "these files hold no reads"
NO_REACTIONS = "these files hold no reactions, so those who only reacted are missing"
NOT_SUMMED = "these files cannot say it"


def ladder_of(activity: UsageActivity) -> UsageLadder:
    """The ladder in the last window that files cover."""
    window = window_of(activity)
    if activity.record.accounts is None:
        return _of_rows(activity, window)
    accounts = RungCount(
        activity.accounts, why="" if activity.accounts is not None else "only people who did something occur"
    )
    standing = standing_in(activity, window)
    rungs = {rung: _count(standing, rung) for rung in RUNGS}
    covered = None if window is None else _covered(activity, window)
    return UsageLadder(window, accounts, activity.seen, activity.headcount, rungs, covered)


def _count(standing: Standing, rung: str) -> RungCount:
    mask = standing.mask(rung)
    if mask is None:
        return RungCount(None, why=NO_READS if rung == "reader" else NOT_SUMMED)
    partial = rung == "interactive" and not standing.interactive_whole
    return RungCount(int(mask.sum()), at_least=partial, why=NO_REACTIONS if partial else "")


def _covered(activity: UsageActivity, window: Span) -> int:
    """How many days of a window files cover."""
    spans = activity.record.spans
    if not spans:
        return window.days
    days: set[int] = set()
    for span in spans:
        days |= set(range(max(span.first, window.first), min(span.last, window.last) + 1))
    return len(days)


CALLED_ACTIVE = "only people called active are counted"
NOT_ADDED = "the most on any one day: people of several days cannot be added"
ROW_WORDS = {"reader": "readers", "interactive": "interactive", "contributor": "contributors"}


def _of_rows(activity: UsageActivity, window: Span | None) -> UsageLadder:
    """The ladder of the last row of counts; of days, the most people on any of them, since days cannot be added."""
    rows = [row for row in activity.record.rows if window and row.span.first >= window.first]
    of_days = len(rows) > 1
    rungs = {rung: _most(rows, word, of_days=of_days) for rung, word in ROW_WORDS.items()}
    if rungs["reader"].people is None and any("active" in row.counts for row in rows):
        rungs["reader"] = replace(_most(rows, "active", of_days=of_days), at_least=True, why=CALLED_ACTIVE)
    rungs["regular"] = RungCount(None, why=NO_PEOPLE)
    accounts = rows[-1].counts.get("accounts") if rows else None
    why = "" if accounts is not None else "these files count those who did something, not those who could"
    covered = sum(row.span.days for row in rows) if rows else None
    return UsageLadder(window, RungCount(accounts, why=why), None, activity.headcount, rungs, covered)


def _most(rows: Sequence[CountRow], word: str, *, of_days: bool) -> RungCount:
    """The most people that any row counts."""
    found = [row.counts[word] for row in rows if word in row.counts]
    if not found:
        return RungCount(None, why=NOT_SUMMED)
    return RungCount(max(found), at_least=of_days, why=NOT_ADDED if of_days else "")
