"""Zulip's export: a tar.gz of JSON tables; a topic is a thread, and its first message the post.

Tables: zulip/zulip, zerver/lib/export.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.objects import STRANGE, refuse_strange, tables_of
from esnsim.usage.parsing.covering import covered
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import UNKNOWN, Accounts, AccountState, Form, MessageLog, ReactionLog, Unseen, UsageRecord

MESSAGES = re.compile(r"(?:.*/)?messages-\d+\.json")
REALM = ("zerver_userprofile", "zerver_userprofile_crossrealm", "zerver_stream", "zerver_recipient")
CHANNEL, GUEST = 2, 600
"""Type of a recipient that is a channel, and the role of guests."""


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.holds("realm.json") and (
        head.holds("migration_status.json") or any(MESSAGES.fullmatch(name) for name in head.names)
    ):
        return "it holds realm.json and files of messages"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    del asked
    record.accounts = Accounts(AccountState.OUTSIDE)
    record.accounts.complete = True
    record.messages, record.reactions = MessageLog(), ReactionLog(dated=False)
    for container in containers:
        first = len(record.messages)
        channels = _realm(container, record, findings)
        for member, stream in container.members(lambda name: bool(MESSAGES.fullmatch(name)), counted=True):
            for table, each in tables_of(stream, member, findings, ("zerver_message", "zerver_reaction")):
                try:
                    (_message if table == "zerver_message" else _reaction)(each, channels, record)
                except STRANGE:
                    refuse_strange(member, f"a row of {table} as Zulip writes it", findings)
        note_file(record, container, covered(record.messages, first))
    _roots(record.messages)


def _is(name: str) -> Callable[[str], bool]:
    return lambda path: path.rsplit("/", 1)[-1] == name


def _realm(container: Container, record: UsageRecord, findings: UsageFindings) -> dict[int, str]:
    """Take the people; the names of channels by recipient."""
    assert record.accounts is not None  # noqa: S101 - set above
    names: dict[int, str] = {}
    channels: dict[int, int] = {}
    for member, stream in container.members(_is("realm.json")):
        for table, each in tables_of(stream, member, findings, REALM):
            try:
                if table == "zerver_stream":
                    names[int(each["id"])] = str(each.get("name") or each["id"])
                elif table == "zerver_recipient":
                    channels |= {int(each["id"]): int(each["type_id"])} if each.get("type") == CHANNEL else {}
                else:
                    _user(each, record.accounts, cross=table.endswith("crossrealm"))
            except STRANGE:
                refuse_strange(member, f"a row of {table} as Zulip writes it", findings)
        break
    return {recipient: names.get(channel, str(channel)) for recipient, channel in channels.items()}


def _user(user: dict[str, Any], accounts: Accounts, *, cross: bool) -> None:
    """Take somebody from the list of people."""
    if user.get("is_bot") or cross:
        state = AccountState.BOT
    elif user.get("is_active") is False:
        state = AccountState.DEACTIVATED
    elif user.get("role") == GUEST:
        state = AccountState.GUEST
    else:
        state = AccountState.EMPLOYEE
    aliases = (str(user.get("delivery_email") or ""), str(user.get("email") or ""))
    accounts.enter(str(user.get("id")), state, aliases)


def _message(found: dict[str, Any], channels: dict[int, str], record: UsageRecord) -> None:
    """Take a message in a channel."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.messages is not None  # noqa: S101
    recipient = found.get("recipient")
    if recipient not in channels:
        record.left_out["private messages"] += 1
        return
    second = int(float(found.get("date_sent") or found.get("pub_date") or 0))
    thread = hash((recipient, str(found.get("subject") or "").casefold()))
    author = record.accounts.number(str(found.get("sender")))
    record.messages.add(int(found["id"]), author, second, thread, record.community(channels[recipient]), Form.REPLY)


def _reaction(found: dict[str, Any], channels: dict[int, str], record: UsageRecord) -> None:
    """Take a reaction."""
    del channels
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.reactions is not None  # noqa: S101
    person = record.accounts.number(str(found.get("user_profile")))
    message = found.get("message")
    record.reactions.add(
        person, UNKNOWN, int(message) if message is not None else UNKNOWN, hash(found.get("emoji_name"))
    )


def _roots(messages: MessageLog) -> None:
    """Make the first message of every topic a post, and its key that of the thread."""
    if not len(messages):
        return
    key, thread, second = (
        np.frombuffer(column, np.int64) for column in (messages.key, messages.thread, messages.second)
    )
    order = np.lexsort((key, second, thread))
    begins = np.ones(len(order), bool)
    begins[1:] = np.diff(thread[order]) != 0
    root = key[order][begins][np.cumsum(begins) - 1]
    thread[order] = root
    form = np.frombuffer(messages.form, np.int8)
    form[order[begins]] = int(Form.POST)


FORMAT = UsageFormat(
    "zulip_export",
    "Zulip export",
    "Zulip",
    _recognise,
    _read,
    (
        Unseen("readers", "reads of single messages are not looked at; the export does not say who came"),
        Unseen(
            "answers to one message", "a topic is a thread: its first message counts as the post, all others as replies"
        ),
        Unseen("times of reactions", "reactions have no time; they are dated by their message"),
        Unseen("private channels", "the public export leaves them out"),
        Unseen("deleted messages", "what was deleted is not in the export"),
    ),
)
