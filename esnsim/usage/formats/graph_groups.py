"""Microsoft 365 usage report of the communities of Viva Engage (formerly Yammer): a row a community.

Counts of an idle community are empty, not 0 as they are for idle people.
"""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.tables import table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.parsing.windows import period_of, telling_period
from esnsim.usage.record import UNKNOWN, CommunityRow, Unseen, UsageRecord

NAMES: dict[str, tuple[str, ...]] = {
    "deleted": ("is_deleted",),
    "last": ("last_activity_date",),
    "posted": ("posted_count",),
    "read": ("read_count",),
    "liked": ("liked_count",),
    "refresh": ("report_refresh_date",),
    "period": ("report_period",),
}


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is not None and head.header.has("group_display_name", "member_count", "posted_count"):
        return "its columns are those of Graph's getYammerGroupsActivityDetail"
    if head.header is not None and head.header.has("user_principal_name", "used_web", "used_android_phone"):
        return "its columns are those of Graph's reports of devices"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.reply_known = False
    for container in containers:
        for member, header, stream in table_streams(container):
            if not header.has("group_display_name"):
                findings.stop(
                    member.place, "says from which devices people come, not what they do; ask for user detail"
                )
            cells = Cells(header, NAMES, member.place, findings, month_first=asked.month_first)
            covers = None
            for row in cells.rows(stream):
                if cells.text(row, "deleted").lower() == "true":
                    record.left_out["deleted communities"] += 1
                    continue
                span = period_of(cells.count(row, "period"), cells.day(row, "refresh"), asked)
                covers, last = span or covers, cells.day(row, "last")
                counts = [cells.count(row, field) for field in ("posted", "read", "liked")]
                did = any(count > 0 for count in counts) or (span is not None and last >= span.first)
                record.groups.append(CommunityRow(span, did, last, max(counts[0], UNKNOWN)))
            note_file(record, container, telling_period(covers, container, asked, findings))


FORMAT = UsageFormat(
    "graph_groups",
    "Microsoft 365 usage report of communities of Viva Engage (formerly Yammer), a row a community",
    "Viva Engage",
    _recognise,
    _read,
    (
        Unseen("people", "the report counts what happens in communities, not who does it"),
        Unseen("accounts", "the report holds no people"),
        Unseen("readers, interactive people, contributors", "the report holds no people"),
        Unseen("weeks", "the report holds one sum for the whole period"),
        Unseen("answers", "the report holds no threads"),
    ),
)
