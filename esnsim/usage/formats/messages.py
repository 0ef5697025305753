"""Tables of messages that somebody has put together: a row a message with its sender and its time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.moments import is_month_first, may_be_two, second_of, second_of_day
from esnsim.usage.files.tables import Row, table_streams
from esnsim.usage.parsing.cells import Cells
from esnsim.usage.parsing.covering import covered
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import ANY_PRODUCT, UNKNOWN, Accounts, Form, MessageLog, Unseen, UsageRecord, key_of_text

NAMES: dict[str, tuple[str, ...]] = {
    "sender": ("sender", "sender_id", "from", "author", "author_id", "source", "user", "user_id", "person", "absender"),
    "community": (
        "community",
        "channel",
        "group",
        "group_name",
        "forum",
        "space",
        "topic",
        "stream",
        "gruppe",
        "kanal",
    ),
    "receiver": ("receiver", "recipient", "to", "target", "empfanger"),
    "time": ("time", "timestamp", "created_at", "date", "sent", "sent_at", "datetime", "created", "zeit", "datum"),
    "id": ("message_id", "id", "post_id"),
    "reply": ("in_reply_to", "reply_to", "replied_to_id", "parent_id", "parent", "thread_id", "thread"),
}
COUNTS = ("messages", "posts", "edits", "count", "replies", "contributions", "reads", "reactions")
ENOUGH = 5000
"""Rows of which one has to say how dates such as 01/04/2026 are meant."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.header is None or any(head.header.has(count) for count in COUNTS):
        return ""
    there = [field for field in NAMES if head.header.place(*NAMES[field]) is not None]
    if not {"sender", "time"} <= set(there) or not {"community", "receiver", "id", "reply"} & set(there):
        return ""
    return f"it has a row a message with {', '.join(there)}"


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    record.accounts, record.messages = Accounts(), MessageLog()
    for container in containers:
        first = len(record.messages)
        order = asked.month_first if asked.month_first is not None else _order(container)
        for member, header, stream in table_streams(container):
            cells = Cells(header, NAMES, member.place, findings, month_first=order)
            take = _Taking(cells, record)
            for row in cells.rows(stream):
                take.row(row)
        note_file(record, container, covered(record.messages, first))


def _order(container: Container) -> bool | None:
    """How a table writes dates that can be two; None where it writes none, or does not prove it."""
    for _, header, stream in table_streams(container):
        cells = Cells(header, NAMES, container.name, UsageFindings())
        texts: list[str] = []
        for row in cells.rows(stream):
            texts.append(cells.text(row, "time"))
            if not may_be_two(texts[0]) or len(texts) >= ENOUGH:
                break
        return is_month_first(texts) if texts and may_be_two(texts[0]) else None
    return None


class _Taking:
    """Takes the rows of one table."""

    def __init__(self, cells: Cells, record: UsageRecord) -> None:
        """Look at what the table has.

        Args:
            cells: The table.
            record: Takes its messages.
        """
        self.cells, self.record = cells, record
        record.reply_known = "reply" in cells
        self.take = cells.taking("sender", "time", "id", "reply", "community", "receiver")
        self.thread: dict[int, int] = {}
        """By message, the first one of its thread, for those that are replies."""
        self.seen: Counter[int] = Counter()

    def row(self, row: Row) -> None:
        """Take one message."""
        cells, record = self.cells, self.record
        assert record.accounts is not None  # noqa: S101 - set above
        assert record.messages is not None  # noqa: S101
        sender, text, own, above, place, receiver = self.take(row.cells)
        if not sender:
            cells.wrong(row, "sender", "every message has a sender")
            return
        second = self._second(row, text)
        if second is None:
            return
        key = key_of_text(own) if own else self._key_of(sender, f"{place}\n{receiver}", second)
        is_reply = bool(above) and above != own
        thread = self._thread(key, key_of_text(above)) if is_reply else key
        form = (Form.REPLY if is_reply else Form.POST) if record.reply_known else Form.MESSAGE
        person = record.accounts.number(sender)
        record.messages.add(key, person, second, thread, record.community(place), form)

    def _second(self, row: Row, text: str) -> int | None:
        """When it was sent; a day without a time counts from its beginning."""
        found = second_of(text)
        if found is None and text:
            day = self.cells.day(row, "time")
            return second_of_day(day) if day != UNKNOWN else None
        if found is None:
            self.cells.wrong(row, "time", "every message has a time, such as 2026-01-30T08:15:00Z")
        return found

    def _key_of(self, sender: str, place: str, second: int) -> int:
        """The key of a message without an id: the second of two alike is another one, also in the next file."""
        alike = hash((sender, place, second))
        self.seen[alike] += 1
        return hash((alike, self.seen[alike]))

    def _thread(self, key: int, above: int) -> int:
        """The first message of a reply's thread, as far as the rows above tell it."""
        top = self.thread.get(above, above)
        self.thread[key] = top
        return top


FORMAT = UsageFormat(
    "message_table",
    "table of messages",
    ANY_PRODUCT,
    _recognise,
    _read,
    (
        Unseen("accounts", "only people who wrote are in the table"),
        Unseen("readers", "the table holds what was written, not who read it"),
        Unseen("reactions", "the table holds none, so who only reacted is not among the interactive"),
    ),
)
