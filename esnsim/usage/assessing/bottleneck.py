"""What most likely holds use back: each possible reason with the numbers for and against it.

Counts say what people do and not why. Each reason is judged by the step of use at which more people are lost than
usual elsewhere; which of them is true has to be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from esnsim.usage.assessing.answers import SecondMessages
from esnsim.usage.assessing.benchmarks import Measured
from esnsim.usage.assessing.movement import Movement

FEWEST = 20
"""People or posts below which a share says little."""
LITTLE = 0.1
"""Part of what is usual that may be missing without being called a bottleneck."""


class Reason(StrEnum):
    """Why people do not take part."""

    CANNOT = "cannot"
    DOES_NOT_KNOW = "does not know"
    DOES_NOT_WANT = "does not want"
    IS_NOT_ANSWERED = "is not answered"
    HAS_NO_TIME = "has no time"


MEANINGS = {
    Reason.CANNOT: "people have no account, or no device and place to use it",
    Reason.DOES_NOT_KNOW: "people have an account and never come: they do not know what is there for them",
    Reason.DOES_NOT_WANT: "people come and read, and say nothing: they see no use in it, or do not dare",
    Reason.IS_NOT_ANSWERED: "people write, hear nothing, and stop",
    Reason.HAS_NO_TIME: "people who wrote come back rarely, or stop: other work is more urgent",
}


class Evidence(NamedTuple):
    """What numbers say of a reason.

    Attributes:
        gap: How much is missing from what is usual, as a part of it; 0 where nothing is.
        words: The numbers, in a sentence.
    """

    gap: float
    words: str


class Suspect(NamedTuple):
    """A reason, and how likely the numbers make it.

    Attributes:
        reason: The reason.
        evidence: What the numbers say; None where files cannot say anything.
        missing: What to ask for where they cannot; empty where they can.
    """

    reason: Reason
    evidence: Evidence | None
    missing: str = ""


class Bottleneck(NamedTuple):
    """What most likely holds use back.

    Attributes:
        likely: The reason with the largest gap; None where none has one worth mentioning, or none is known.
        suspects: All reasons, the largest gap first, then those that are unknown.
    """

    likely: Reason | None
    suspects: tuple[Suspect, ...]


class _Known(NamedTuple):
    """What reasons are judged by."""

    measured: Measured
    movement: Movement | None
    second: SecondMessages | None


def bottleneck_of(measured: Measured, movement: Movement | None, second: SecondMessages | None) -> Bottleneck:
    """What most likely holds use back.

    Args:
        measured: Ladder, answers and weeks.
        movement: Who came and went.
        second: Whether first posts that are answered are followed by more.
    """
    known = _Known(measured, movement, second)
    suspects = [
        Suspect(reason, evidence, "" if evidence else _missing(reason, measured))
        for reason, judge in JUDGES.items()
        for evidence in [judge(known)]
    ]
    suspects.sort(key=lambda each: -(each.evidence.gap if each.evidence else -1.0))
    first = suspects[0].evidence
    likely = suspects[0].reason if first is not None and first.gap > LITTLE else None
    return Bottleneck(likely, tuple(suspects))


def _missing(reason: Reason, measured: Measured) -> str:
    """What to ask for, so that a reason can be judged."""
    people = measured.ladder.seen if measured.ladder.seen is not None else measured.ladder.accounts.people
    return f"{FEWEST} people or more" if people is not None and people < FEWEST else MISSING[reason]


def _gap(value: float, usual: float) -> float:
    return max(0.0, 1.0 - value / usual)


def _percent(value: float) -> str:
    return f"{100.0 * value:.0f} %"


ENABLED_USUAL, READERS_USUAL, ACTING_USUAL, ANSWERED_USUAL, REGULAR_USUAL, STAYING_USUAL = (
    0.9,
    0.45,
    0.25,
    0.5,
    0.2,
    0.5,
)
"""Lower ends of what is usual: accounts of headcount [CEN16]; readers of accounts in a month [SW21]; interactive people
of readers [SW21, SW22: 31 of 85 to 20 of 80]; posts answered [CEN16, JK06]; regular of contributors [GAR16]; writers of
a month who write again within the next two (a judgement)."""


def _cannot(known: _Known) -> Evidence | None:
    ladder = known.measured.ladder
    if ladder.headcount is None or ladder.headcount < FEWEST or ladder.accounts.people is None:
        return None
    share = ladder.accounts.people / ladder.headcount
    words = f"{ladder.accounts.people:,} of {ladder.headcount:,} people have an account ({_percent(share)})"
    return Evidence(_gap(share, ENABLED_USUAL), words)


def _does_not_know(known: _Known) -> Evidence | None:
    ladder = known.measured.ladder
    readers, accounts = ladder.rungs["reader"], ladder.accounts.people
    if readers.people is None or readers.at_least or accounts is None or accounts < FEWEST:
        return None
    share = readers.people / accounts
    words = (
        f"{accounts - readers.people:,} of {accounts:,} people with an account did not come in the period "
        f"({_percent(1.0 - share)}); elsewhere at most {_percent(1.0 - READERS_USUAL)}"
    )
    return Evidence(_gap(share, READERS_USUAL), words)


def _does_not_want(known: _Known) -> Evidence | None:
    ladder = known.measured.ladder
    readers, acting = ladder.rungs["reader"], ladder.rungs["interactive"]
    if (readers.people or 0) < FEWEST or acting.people is None or acting.at_least or readers.at_least:
        return None
    assert readers.people is not None  # noqa: S101 - looked at above
    share = acting.people / readers.people
    words = (
        f"{acting.people:,} of {readers.people:,} who came reacted or wrote ({_percent(share)}); elsewhere 25 to 36 %"
    )
    return Evidence(_gap(share, ACTING_USUAL), words)


def _is_not_answered(known: _Known) -> Evidence | None:
    answers = known.measured.answers
    if answers is None or answers.within is None or answers.followed < FEWEST:
        return None
    words = f"{_percent(answers.within)} of posts were answered by somebody else within two weeks; elsewhere 50 to 80 %"
    if (second := known.second) is not None:
        words += (
            f"; of those who wrote for the first time {_percent(second.answered_again)} wrote again if they were "
            f"answered, {_percent(second.silent_again)} if not"
        )
    return Evidence(_gap(answers.within, ANSWERED_USUAL), words)


def _has_no_time(known: _Known) -> Evidence | None:
    found = []
    rungs, movement = known.measured.ladder.rungs, known.movement
    wrote, often = rungs["contributor"], rungs["regular"].people
    if wrote.people is not None and wrote.people >= FEWEST and often is not None and not wrote.at_least:
        share = often / wrote.people
        words = (
            f"{often:,} of {wrote.people:,} who wrote did so more than twice ({_percent(share)}); elsewhere 21 to 25 %"
        )
        found.append(Evidence(_gap(share, REGULAR_USUAL), words))
    if movement is not None and (movement.wrote_then or 0) >= FEWEST:
        staying = 1.0 - (movement.silent or 0) / (movement.wrote_then or 1)
        words = f"{_percent(staying)} of those who wrote two to three months ago have written since"
        found.append(Evidence(_gap(staying, STAYING_USUAL), words))
    return (
        max(found, key=lambda each: each.gap)._replace(words="; ".join(each.words for each in found)) if found else None
    )


JUDGES: dict[Reason, Callable[[_Known], Evidence | None]] = {
    Reason.CANNOT: _cannot,
    Reason.DOES_NOT_KNOW: _does_not_know,
    Reason.DOES_NOT_WANT: _does_not_want,
    Reason.IS_NOT_ANSWERED: _is_not_answered,
    Reason.HAS_NO_TIME: _has_no_time,
}
MISSING = {
    Reason.CANNOT: "a people file (--people), and files that list all accounts",
    Reason.DOES_NOT_KNOW: "a report that counts reads, such as the user report of the platform",
    Reason.DOES_NOT_WANT: "a report that counts reads and reactions, such as the user report of the platform",
    Reason.IS_NOT_ANSWERED: "an export of messages with their threads, of four weeks or more",
    Reason.HAS_NO_TIME: "messages, or sums of people, of four weeks or more",
}
