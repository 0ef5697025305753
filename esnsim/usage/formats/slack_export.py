"""Slack's workspace export: a ZIP with the people, the channels, and a file of messages for each channel and day.

Form: slack.com/help/articles/220556107, and the archives that public viewers are tested with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from esnsim.usage.files.container import Container
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.objects import STRANGE, items_of, refuse_strange
from esnsim.usage.parsing.covering import covered
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import (
    UNKNOWN,
    Accounts,
    AccountState,
    Form,
    MessageLog,
    ReactionLog,
    Unseen,
    UsageRecord,
)

USERS = ("users.json", "org_users.json")
CHANNELS, PRIVATE = ("channels.json",), ("groups.json", "dms.json", "mpims.json")
DAY_FILE = re.compile(r"(?:.*/)?([^/]+)/\d{4}-\d{2}-\d{2}\.json")
KEPT = frozenset({"", "thread_broadcast", "me_message", "file_share", "file_comment", "reply_broadcast"})
"""Kinds of message that somebody wrote; all others are of the platform."""
SLACKBOT = "USLACKBOT"


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if any(head.holds(users) for users in USERS) and any(DAY_FILE.fullmatch(name) for name in head.names):
        return "it holds users.json and a file for each channel and day"
    return ""


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    del asked
    record.accounts = Accounts(AccountState.OUTSIDE)
    record.accounts.complete = True
    record.messages, record.reactions = MessageLog(), ReactionLog(dated=False)
    for container in containers:
        first = len(record.messages)
        with container.held():
            _read_one(container, record, findings)
        note_file(record, container, covered(record.messages, first))


def _read_one(container: Container, record: UsageRecord, findings: UsageFindings) -> None:
    """Read one export."""
    assert record.accounts is not None  # noqa: S101 - set above
    for member, stream in container.members(_is_users):
        for user in items_of(stream, member, findings):
            try:
                _enter(user, record.accounts)
            except STRANGE:
                refuse_strange(member, "a user as Slack writes it", findings)
    private = _private_channels(container, findings)
    for member, stream in container.members(_is_day, counted=True):
        found = DAY_FILE.fullmatch(member.name)
        assert found is not None  # noqa: S101 - only such members are opened
        if found[1] in private:
            record.left_out["private messages"] += sum(1 for _ in items_of(stream, member, findings))
            continue
        community = record.community(found[1])
        for each in items_of(stream, member, findings):
            try:
                _take(each, found[1], community, record)
            except STRANGE:
                refuse_strange(member, "a message as Slack writes it", findings)


def _is_users(name: str) -> bool:
    return name.rsplit("/", 1)[-1] in USERS


def _is_day(name: str) -> bool:
    return bool(DAY_FILE.fullmatch(name))


def _private_channels(container: Container, findings: UsageFindings) -> set[str]:
    """Folders of conversations that are not for everybody."""
    private: set[str] = set()
    for member, stream in container.members(lambda name: name.rsplit("/", 1)[-1] in PRIVATE):
        for each in items_of(stream, member, findings):
            private |= {str(each[key]) for key in ("id", "name") if each.get(key)}
    return private


def _enter(user: dict[str, Any], accounts: Accounts) -> None:
    """Take somebody from the list of people."""
    profile = user.get("profile") or {}
    if user.get("id") == SLACKBOT:
        state = AccountState.SYSTEM
    elif user.get("is_bot"):
        state = AccountState.BOT
    elif user.get("deleted"):
        state = AccountState.DEACTIVATED
    elif user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"):
        state = AccountState.GUEST
    else:
        state = AccountState.EMPLOYEE
    aliases = (str(profile.get("email") or ""), str(user.get("name") or ""))
    accounts.enter(str(user.get("id") or ""), state, aliases)


def _take(found: dict[str, Any], channel: str, community: int, record: UsageRecord) -> None:
    """Take a message of a channel."""
    assert record.messages is not None  # noqa: S101 - set above
    assert record.accounts is not None  # noqa: S101
    stamp, kind = found.get("ts"), found.get("subtype") or ""
    if found.get("type") != "message" or not stamp:
        return
    author = found.get("user")
    if kind == "bot_message" or found.get("bot_id"):
        record.left_out["messages of bots"] += 1
    elif kind not in KEPT or not author or found.get("hidden"):
        record.left_out["deleted messages" if kind == "tombstone" else "messages of the system"] += 1
    else:
        number = record.accounts.number(str(author))
        second = int(str(stamp).partition(".")[0])
        thread = str(found.get("thread_ts") or stamp)
        key = hash((channel, str(stamp)))
        form = Form.POST if thread == str(stamp) else Form.REPLY
        record.messages.add(key, number, second, hash((channel, thread)), community, form)
        _react(found.get("reactions") or (), key, record)


def _react(reactions: Iterable[dict[str, Any]], message: int, record: UsageRecord) -> None:
    """Take the reactions to a message; their list of people can be shorter than their count."""
    assert record.reactions is not None  # noqa: S101 - set above
    assert record.accounts is not None  # noqa: S101
    for each in reactions:
        users = each.get("users") or ()
        for user in users:
            record.reactions.add(record.accounts.number(str(user)), UNKNOWN, message, hash(each.get("name")))
        if missing := int(each.get("count") or 0) - len(users):
            record.left_out["reactions whose people are not named"] += max(0, missing)


FORMAT = UsageFormat(
    "slack_export",
    "Slack workspace export",
    "Slack",
    _recognise,
    _read,
    (
        Unseen("readers", "the export holds what was written, not who read it"),
        Unseen("times of reactions", "reactions have no time; they are dated by their message"),
        Unseen("deleted messages", "what was deleted is not in the export"),
    ),
)
