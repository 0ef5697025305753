"""Google's Reports API: usage reports in JSON, of the whole organisation or of people, one day each.

Parameters: developers.google.com/admin-sdk/reports/v1/appendix/usage/customer/chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import day_of_text
from esnsim.usage.files.objects import STRANGE, refuse_strange, tables_of
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, CountRow, Span, Unseen, UsageRecord

WINDOWS = {"1day": 1, "7day": 7, "28day": 28, "30day": 30}
WORDS = {
    "engaged_users": "active",
    "communicator_users": "interactive",
    "messages_posted": "messages",
}
"""What parameters count: who read, wrote or reacted; who wrote or reacted; messages."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    return "it holds usageReports, as Google's Reports API gives them" if '"usageReports"' in head.text else ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    del asked
    record.reply_known = record.is_network = False
    found: dict[Span, dict[str, int]] = {}
    for container in containers:
        days: list[int] = []
        for member, stream in container.members(counted=True):
            for nth, (_, report) in enumerate(tables_of(stream, member, findings, ("usageReports",))):
                day = day_of_text(str(report.get("date", "")))
                if day in (None, UNKNOWN):
                    findings.refuse(f"{member.place}: report {nth + 1}", "has no date such as 2026-01-30", "date")
                    continue
                assert day is not None  # noqa: S101 - looked at above
                days.append(day)
                try:
                    _take(report, day, found, findings)
                except STRANGE:
                    refuse_strange(member, "a usage report as Google writes it", findings)
        note_file(record, container, Span(min(days), max(days)) if days else None)
    # Days of one day and of four weeks end on the same day; the longest windows say most of the ladder.
    record.rows = [CountRow(span, found[span], "") for span in sorted(found, key=lambda span: (span.days > 1, span))]
    if not record.rows:
        findings.refuse(containers[0].name, "holds no chat: parameters such as chat:num_28day_engaged_users are needed")


def _take(report: dict[str, Any], day: int, found: dict[Span, dict[str, int]], findings: UsageFindings) -> None:
    """Take what a report says of chat."""
    if (report.get("entity") or {}).get("type") == "USER":
        findings.ignore("reports of single people: they hold no chat", severity="medium")
        return
    for each in report.get("parameters") or ():
        name = str(each.get("name") or "")
        if not name.startswith("chat:num_"):
            continue
        window, _, word = name.removeprefix("chat:num_").partition("_")
        if window in WINDOWS and word in WORDS and each.get("intValue") is not None:
            days = WINDOWS[window]
            found.setdefault(Span(day - days + 1, day), {})[WORDS[word]] = int(each["intValue"])


FORMAT = UsageFormat(
    "google_reports",
    "Google Workspace usage reports (Reports API)",
    "Google Chat",
    _recognise,
    _read,
    (
        Unseen("accounts", "the reports count those who did something"),
        Unseen("contributors", "who wrote and who only reacted are counted together"),
        Unseen("posts and replies", "the reports count both as messages"),
        Unseen("answers", "the reports hold no threads"),
        Unseen("inequality", "the reports hold no people"),
        Unseen("communities", "the reports name none"),
    ),
)
