"""Shares on the rungs every four weeks, as far back as files know them: what a scenario calls observed."""

from __future__ import annotations

from typing import NamedTuple

from esnsim.calendar import HALF_YEAR_DAYS, MONTH_DAYS
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.rungs import RungCount, standing_in
from esnsim.usage.record import Span

RUNGS_OBSERVED = ("reader", "interactive", "contributor")


class Observation(NamedTuple):
    """How many people stood on each rung at the end of a window.

    Attributes:
        window: Its days; None where files do not say them.
        people: By rung; rungs that are unknown, or may hold more people, are missing.
        accounts: People with an account then; None where files do not say it of that time.
    """

    window: Span | None
    people: dict[str, int]
    accounts: int | None = None


def observations(found: Assessment) -> list[Observation]:
    """Windows of four weeks that do not overlap, the earliest first, within the last half-year that files cover."""
    if found.record.accounts is None:
        return _of_rows(found)
    last = found.ladder.window
    activity = found.activity
    if last is None or (activity.messages is None and not activity.sums_are_short):
        return [Observation(last, _sure(found.ladder.rungs))]
    covered = {day for span in found.record.spans for day in range(span.first, span.last + 1)}
    windows: list[Span] = []
    end = last.last
    while end > last.last - HALF_YEAR_DAYS:
        window = Span(end - MONTH_DAYS + 1, end)
        if windows and not all(day in covered for day in range(window.first, window.last + 1)):
            break
        windows.append(last if end == last.last else window)
        end -= MONTH_DAYS
    return [_observed(found, window) for window in reversed(windows)]


def _observed(found: Assessment, window: Span) -> Observation:
    standing = standing_in(found.activity, window)
    masks = {rung: standing.mask(rung) for rung in RUNGS_OBSERVED}
    if not standing.interactive_whole:
        masks["interactive"] = None
    return Observation(window, {rung: int(mask.sum()) for rung, mask in masks.items() if mask is not None})


def _sure(rungs: dict[str, RungCount]) -> dict[str, int]:
    """Counts that are neither unknown nor at least."""
    return {
        rung: count.people
        for rung, count in rungs.items()
        if rung in RUNGS_OBSERVED and count.people is not None and not count.at_least
    }


WORDS = {"reader": "readers", "interactive": "interactive", "contributor": "contributors"}


def _of_rows(found: Assessment) -> list[Observation]:
    """Rows of weeks or longer, every fourth week, back from the last one."""
    rows = [row for row in found.record.rows if row.span.days > 1]
    if not rows:
        return []
    chosen = []
    end = rows[-1].span.last
    for row in reversed(rows):
        if row.span.last <= end and row.span.last > rows[-1].span.last - HALF_YEAR_DAYS:
            chosen.append(row)
            end = row.span.last - MONTH_DAYS
    return [
        Observation(
            row.span,
            {rung: row.counts[word] for rung, word in WORDS.items() if word in row.counts},
            row.counts.get("accounts"),
        )
        for row in reversed(chosen)
    ]
