"""Mattermost's bulk export: JSON lines, alone or in a ZIP; replies stand inside their posts with times of their own.

Types: mattermost/mattermost, server/channels/app/imports/import_types.go.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from esnsim.usage.files.container import Container, Member
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.files.objects import STRANGE, refuse_strange
from esnsim.usage.files.texts import json_lines
from esnsim.usage.parsing.covering import covered
from esnsim.usage.parsing.format import FileHead, SaidOfFiles, UsageFormat, note_file
from esnsim.usage.record import Accounts, AccountState, Form, MessageLog, ReactionLog, Unseen, UsageRecord

THOUSAND = 1000
ENDINGS = (".jsonl", "export.json", "mattermost_import.json")
YES = frozenset({True, "true", "True"})


def _recognise(head: FileHead) -> str:
    """By what a file is one of these."""
    if head.first.get("type") == "version" and "version" in head.first:
        return "its first line is a version, as in Mattermost's bulk export"
    if any(_is_export(name) for name in head.names) and not head.holds("users.json"):
        return "it holds a file of JSON lines, as Mattermost's bulk export does"
    return ""


def _is_export(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not name.startswith("data/")


def _read(containers: Sequence[Container], record: UsageRecord, asked: SaidOfFiles, findings: UsageFindings) -> None:
    """Read these files into one record."""
    del asked
    record.accounts = Accounts(AccountState.OUTSIDE)
    record.accounts.complete = True
    record.messages, record.reactions = MessageLog(), ReactionLog(dated=True)
    for container in containers:
        first = len(record.messages)
        for member, stream in container.members(_is_export, counted=True):
            _lines(stream, member, record, findings)
        note_file(record, container, covered(record.messages, first))


def _lines(stream: IO[bytes], member: Member, record: UsageRecord, findings: UsageFindings) -> None:
    """Take every line of an export."""
    for line, raw in json_lines(stream):
        try:
            found = json.loads(raw)
            kind = found["type"]
        except (ValueError, KeyError, TypeError):
            findings.refuse(f"{member.place}:{line}", "is no object with a type; every line is one", "line")
            continue
        if line == 1 and kind != "version" and kind not in TAKEN:
            findings.stop(f"{member.place}:1", "is not the version that a bulk export of Mattermost begins with")
        try:
            _take(kind, found, record)
        except STRANGE:
            refuse_strange(member, f"a {kind} as Mattermost writes it", findings, line)


TAKEN = ("user", "post", "direct_post")
"""Kinds of lines that are looked at."""


def _take(kind: str, found: dict[str, Any], record: UsageRecord) -> None:
    """Take a line of a kind that is looked at; others are passed over."""
    if kind == "user":
        _user(found["user"], record)
    elif kind == "post":
        _post(found["post"], record)
    elif kind == "direct_post":
        record.left_out["private messages"] += 1 + len(found["direct_post"].get("replies") or ())


def _user(user: dict[str, Any], record: UsageRecord) -> None:
    """Take somebody from the list of people."""
    assert record.accounts is not None  # noqa: S101 - set above
    if int(user.get("delete_at") or 0) > 0:
        state = AccountState.DEACTIVATED
    elif "system_guest" in str(user.get("roles") or ""):
        state = AccountState.GUEST
    else:
        state = AccountState.EMPLOYEE
    record.accounts.enter(str(user.get("username") or ""), state, (str(user.get("email") or ""),))


def _post(post: dict[str, Any], record: UsageRecord) -> None:
    """Take a post with its replies and reactions."""
    place = f"{post.get('team')}/{post.get('channel')}"
    community = record.community(place)
    key = hash((place, post.get("user"), post.get("create_at"), post.get("message")))
    _message(post, key, key, community, Form.POST, record)
    for reply in post.get("replies") or ():
        own = hash((key, reply.get("user"), reply.get("create_at"), reply.get("message")))
        _message(reply, own, key, community, Form.REPLY, record)


def _message(found: dict[str, Any], key: int, thread: int, community: int, form: Form, record: UsageRecord) -> None:
    """Take one post or reply, if a person wrote it."""
    assert record.accounts is not None  # noqa: S101 - set above
    assert record.messages is not None  # noqa: S101
    assert record.reactions is not None  # noqa: S101
    props = found.get("props") or {}
    if str(found.get("type") or "").startswith("system_"):
        record.left_out["messages of the system"] += 1
    elif isinstance(props, dict) and (props.get("from_bot") in YES or props.get("from_webhook") in YES):
        record.left_out["messages of bots"] += 1
    else:
        author = record.accounts.number(str(found.get("user") or ""))
        record.messages.add(key, author, int(found["create_at"]) // THOUSAND, thread, community, form)
        for each in found.get("reactions") or ():
            person = record.accounts.number(str(each.get("user") or ""))
            record.reactions.add(person, int(each.get("create_at") or 0) // THOUSAND, key, hash(each.get("emoji_name")))


FORMAT = UsageFormat(
    "mattermost_export",
    "Mattermost bulk export",
    "Mattermost",
    _recognise,
    _read,
    (
        Unseen("readers", "the export holds what was written, not who read it"),
        Unseen("deleted messages", "what was deleted is not in the export, and with a deleted post all its answers"),
    ),
)
