"""Network export of Viva Engage (formerly Yammer): a ZIP of tables.

Form: learn.microsoft.com, Yammer REST API, network data export; columns as public programs use them by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from esnsim.usage.files.container import Container, Packing
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import NOTHING, day_of_text
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.covering import covered
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import (
    UNKNOWN,
    Accounts,
    AccountState,
    Form,
    MessageLog,
    Span,
    Unseen,
    UsageRecord,
    key_of_text,
)

MESSAGE_NAMES = {
    name: (name,)
    for name in (
        "id",
        "thread_id",
        "group_id",
        "group_name",
        "in_private_conversation",
        "sender_id",
        "sender_email",
        "created_at",
        "deleted_at",
        "message_type",
        "draft_state",
    )
}
USER_NAMES = {
    name: (name,)
    for name in (
        "id",
        "email",
        "job_title",
        "location",
        "department",
        "joined_at",
        "deleted_at",
        "suspended_at",
        "state",
    )
}
RANGE = re.compile(rb"since:\s*(\S+).*?until:\s*(\S+)", re.DOTALL)
HOME_SHARE, HOME_PEOPLE = 0.1, 5
"""Share of active accounts, and their number, from which a domain of addresses is the organisation's own."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.holds("messages.csv", "users.csv"):
        return "it holds Messages.csv and Users.csv"
    if head.header is not None and head.header.has("thread_id", "replied_to_id", "sender_id", "created_at"):
        return "its columns are those of Messages.csv in a network export"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.messages = Accounts(), MessageLog()
    listed, domains = False, _networks(containers)
    for container in containers:
        for member, header, stream in table_streams(container, _is("users.csv")):
            if header.has("email", "state"):
                listed = True
                cells = Cells(header, USER_NAMES, member.place, findings, month_first=asked.month_first)
                for row in cells.rows(stream):
                    _user(cells, row, record.accounts)
        first = len(record.messages)
        for member, header, stream in table_streams(container, _is("messages.csv")):
            if header.has("thread_id", "sender_id"):
                cells = Cells(header, MESSAGE_NAMES, member.place, findings, month_first=asked.month_first)
                _messages(cells, cells.rows(stream), record)
        note_file(record, container, _joined(_range(container), covered(record.messages, first)))
    _find_guests(record.accounts, domains, findings)
    record.accounts.complete = listed and _is_whole(record, findings)


def _is(name: str) -> Callable[[str], bool]:
    """Whether a path is one of a file of this name, in whatever folder."""
    return lambda path: path.rsplit("/", 1)[-1].lower() == name


def _networks(containers: Sequence[Container]) -> set[str]:
    """Names of the networks, which are domains of addresses."""
    found: set[str] = set()
    for container in (each for each in containers if each.packing is Packing.ZIP):
        for member, header, stream in table_streams(container, _is("networks.csv")):
            cells = Cells(header, {"name": ("name",)}, member.place, container.findings)
            found |= {cells.text(row, "name").lower() for row in cells.rows(stream)}
    return found


def _range(container: Container) -> Span | None:
    """The days that were asked for, as request.txt says them."""
    if container.packing is not Packing.ZIP:
        return None
    for _, stream in container.members(_is("request.txt")):
        if found := RANGE.search(stream.read(4096)):
            first, last = (day_of_text(each.decode("ascii", "ignore")) for each in found.groups())
            if first not in (None, UNKNOWN) and last not in (None, UNKNOWN):
                return Span(first, last - 1)
    return None


def _joined(asked: Span | None, there: Span | None) -> Span | None:
    """The days that were asked for, and those of messages that are there all the same."""
    if asked is None or there is None:
        return asked or there
    return Span(min(asked.first, there.first), max(asked.last, there.last))


def _user(cells: Cells, row: Row, accounts: Accounts) -> None:
    """Take somebody from the list of people."""
    state = AccountState.EMPLOYEE
    if cells.text(row, "state") == "soft_delete":
        gone, suspended = (cells.text(row, field).lower() not in NOTHING for field in ("deleted_at", "suspended_at"))
        state = AccountState.DELETED if gone else AccountState.SUSPENDED if suspended else AccountState.PENDING
    joined, left = cells.day(row, "joined_at"), cells.day(row, "deleted_at")
    person = accounts.enter(cells.text(row, "id"), state, (cells.text(row, "email"),), joined=joined, left=left)
    accounts.tell(person, unit=cells.text(row, "department"), site=cells.text(row, "location"))


NO_DRAFT = frozenset({*NOTHING, "published", "false"})
TAKEN = (
    *("deleted_at", "in_private_conversation", "message_type", "draft_state"),
    *("id", "thread_id", "group_id", "group_name", "sender_id", "sender_email"),
)


def _messages(cells: Cells, rows: Iterable[Row], record: UsageRecord) -> None:
    """Take the messages that somebody wrote for others to see and that are still there."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.messages is not None  # noqa: S101
    accounts, add, take = record.accounts, record.messages.add, cells.taking(*TAKEN)
    for row in rows:
        deleted, private, kind, draft, own, thread, group, name, sender, address = take(row.cells)
        if why := _why_not(deleted, private, kind, draft):
            record.left_out[why] += 1
        elif (second := cells.second(row, "created_at")) is not None:
            person = accounts.number(sender)
            if person not in accounts.aliases:
                accounts.aliases[person] = (address,)
            if group not in record.communities and name:
                record.community_names[group] = name
            form = Form.POST if own == thread else Form.REPLY
            add(key_of_text(own), person, second, key_of_text(thread), record.community(group), form)


def _why_not(deleted: str, private: str, kind: str, draft: str) -> str:
    """Why a message does not count; empty if it does."""
    if deleted and deleted.lower() not in NOTHING:
        return "deleted messages"
    if private.lower() == "true":
        return "private messages"
    if kind == "system":
        return "messages of the system"
    return "drafts" if draft and draft.lower() not in NO_DRAFT else ""


def _find_guests(accounts: Accounts, networks: set[str], findings: UsageFindings) -> None:
    """Take for guests who has an address of another organisation."""
    domains = {
        number: aliases[0].rpartition("@")[2].lower()
        for number, aliases in accounts.aliases.items()
        if aliases and "@" in aliases[0] and accounts.states[number] in (AccountState.EMPLOYEE, AccountState.UNLISTED)
    }
    counts = Counter(domains.values())
    if not counts:
        return
    home = {domain for domain, count in counts.items() if count >= max(HOME_PEOPLE, HOME_SHARE * sum(counts.values()))}
    home = ({each for each in networks if each in counts} or {counts.most_common(1)[0][0]}) | home
    guests = [number for number, domain in domains.items() if domain not in home]
    for number in guests:
        accounts.states[number] = AccountState.GUEST
    if guests:
        findings.assume(
            f"{len(guests):,} people with addresses of {len(counts.keys() - home):,} other domains count as guests",
            "medium",
        )


def _is_whole(record: UsageRecord, findings: UsageFindings) -> bool:
    """Whether the list of people is one of all accounts, rather than of those who came or went in some days."""
    assert record.accounts is not None  # noqa: S101 - set by `_read`
    unlisted = sum(state == AccountState.UNLISTED for state in record.accounts.states)
    if unlisted:
        findings.note(
            f"{unlisted:,} people wrote and are not in Users.csv, which lists those who joined or left in the days "
            "asked for: how many accounts there are is unknown; give --people, or export from the beginning",
            "high",
        )
        return False
    spans = record.spans
    begin = min((span.first for span in spans), default=UNKNOWN)
    joined = [day for day in record.accounts.joined if day != UNKNOWN]
    if joined and min(joined) >= begin:
        findings.note(
            "everybody in Users.csv joined in the days asked for: how many accounts there are is unknown", "high"
        )
        return False
    return True


FORMAT = UsageFormat(
    "yammer_export",
    "network export of Viva Engage (formerly Yammer)",
    "Viva Engage",
    _recognise,
    _read,
    (
        Unseen("readers", "the export holds what was written, not who read it"),
        Unseen("reactions", "the export holds no likes, so who only reacted is not among the interactive"),
    ),
)
