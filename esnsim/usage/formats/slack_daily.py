"""Slack's admin.analytics.getFile: a row a person and day, JSON lines, one UTC day a file.

Fields: docs.slack.dev, reference of the method admin.analytics.getFile.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from esnsim.usage.files.container import Container, Member
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import day_of_text
from esnsim.usage.files.objects import STRANGE, refuse_strange
from esnsim.usage.files.texts import json_lines
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Span, Tally, TallyLog, Unseen, UsageRecord


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if {"user_id", "date", "is_active", "messages_posted_count"} <= head.first.keys():
        return "its objects are those of Slack's admin.analytics.getFile for members"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    del asked
    record.accounts, record.tallies = Accounts(), TallyLog()
    record.accounts.complete, record.reply_known = True, False
    for container in containers:
        days: set[int] = set()
        for member, stream in container.members(counted=True):
            for line, raw in json_lines(stream):
                found = _object(raw, member, line, findings)
                try:
                    if found is not None and (day := _take(found, record, f"{member.place}:{line}", findings)):
                        days.add(day)
                except STRANGE:
                    refuse_strange(member, "a member and day as Slack writes it", findings, line)
        note_file(record, container, Span(min(days), max(days)) if days else None)


def _object(raw: bytes, member: Member, line: int, findings: UsageFindings) -> dict[str, Any] | None:
    """The object of a line."""
    try:
        found = json.loads(raw)
    except ValueError as error:
        findings.refuse(f"{member.place}:{line}", f"is no JSON ({error}); every line is one object", "json")
        return None
    if not isinstance(found, dict):
        findings.refuse(f"{member.place}:{line}", "is no object; every line is one", "object")
        return None
    return found


def _take(found: dict[str, Any], record: UsageRecord, place: str, findings: UsageFindings) -> int | None:
    """Take what somebody did on a day; the day."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.tallies is not None  # noqa: S101
    day, user = day_of_text(str(found.get("date", ""))), found.get("user_id")
    if day in (None, UNKNOWN) or not user:
        findings.refuse(place, "has no user_id, or no date such as 2026-01-30", "member")
        return None
    assert day is not None  # noqa: S101 - looked at above
    state = AccountState.GUEST if found.get("is_guest") else AccountState.EMPLOYEE
    person = record.accounts.enter(str(user), state, (str(found.get("email_address") or ""),))
    active = found.get("is_active")
    record.tallies.add(
        Tally(
            person,
            day,
            day,
            active=UNKNOWN if active is None else int(bool(active)),
            reacted=_count(found, "reactions_added_count"),
            written=_count(found, "messages_posted_count"),
            days=UNKNOWN if active is None else int(bool(active)),
            last_active=day if active else UNKNOWN,
        )
    )
    return day


def _count(found: dict[str, Any], name: str) -> int:
    """A count; `UNKNOWN` where it is not there."""
    value = found.get(name)
    return int(value) if isinstance(value, int | float) and value >= 0 else UNKNOWN


FORMAT = UsageFormat(
    "slack_daily",
    "Slack's daily member file (admin.analytics.getFile), a row a person and day",
    "Slack",
    _recognise,
    _read,
    (
        Unseen("posts and replies", "the file counts both as messages, direct messages among them"),
        Unseen("answers", "the file holds no threads"),
        Unseen("communities", "the file of members names none"),
    ),
)
