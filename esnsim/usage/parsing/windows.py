"""The period that a report's sums are of: what the file says, else what was said on the command line, else unknown."""

from __future__ import annotations

import re

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.parsing.format import SaidOfFiles
from esnsim.usage.record import UNKNOWN, Span

HINT = re.compile(
    r"(?<![0-9])(7|28|30|60|90|180|365)[ _-]?d(?:ays?)?(?![a-z])|(?<![a-z])[dD](7|30|90|180)(?![0-9])", re.IGNORECASE
)
"""Periods as names of files tell them."""


def period_of(days: int, last: int, asked: SaidOfFiles) -> Span | None:
    """The days that sums are of; None where they are unknown.

    Args:
        days: How many, as the file says; `UNKNOWN` where it does not.
        last: The last of them.
        asked: What was said of the files.
    """
    if UNKNOWN in (days, last):
        length = asked.days if asked.days is not None else days
        end = asked.until.toordinal() if asked.until is not None else last
        return Span(end - length + 1, end) if length not in (None, UNKNOWN) and end != UNKNOWN else None
    return Span(last - days + 1, last)


def telling_period(
    covers: Span | None, container: Container, asked: SaidOfFiles, findings: UsageFindings
) -> Span | None:
    """Note that nobody says which period a file is of.

    Args:
        covers: The period, if it is known.
        container: The file.
        asked: What was said of it.
        findings: Takes the note.
    """
    if covers is None:
        found = HINT.search(container.path.name)
        hint = f"; its name says {found[0]!r}" if found else ""
        missing = "until when" if asked.days is not None else "of how many days, and until when,"
        findings.note(
            f"{container.name}: no column says {missing} its sums are{hint}: "
            "say --days 30 --until 2026-01-31, as they were asked for",
            "high",
        )
    return covers
