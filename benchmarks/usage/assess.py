"""Made-up exports of many messages, assessed: seconds, megabytes, and what of them grows with the file.

``python -m benchmarks.usage.assess --messages 1000000`` makes an export of each kind, assesses it in a process of its
own, and prints a row for each; messages a second are those of a processor's time, which others at work change less.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

PEOPLE, CHANNELS, DAYS = 20_000, 300, 730
START = datetime(2024, 1, 1, 8, tzinfo=UTC)
WORDS = "we have looked at the new form and found that it works for most of the cases in our teams, thank you all "
"""What messages say, some 400 letters of it."""


class Made(NamedTuple):
    """A made-up message."""

    number: int
    root: int
    author: int
    channel: int
    moment: datetime
    text: str


def messages(count: int) -> Iterator[Made]:
    """Messages in order of time, three replies to a post; the same ones every time."""
    for nth in range(count):
        root = nth - nth % 4
        author = (nth * nth * 7919 + nth % 4 * 31) % PEOPLE * ((nth * 104_729) % PEOPLE) // PEOPLE
        moment = START + timedelta(seconds=int(DAYS * 86_400 * nth / count))
        yield Made(nth, root, author, root // 4 % CHANNELS, moment, WORDS * (1 + nth % 7))


def yammer(path: Path, count: int) -> None:
    """A network export."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("Users.csv", "w") as out:
            out.write(b"id,email,joined_at,deleted_at,suspended_at,state\n")
            for person in range(PEOPLE):
                out.write(f"{person},p{person}@example.com,2020-01-01T00:00:00Z,,,active\n".encode())
        with archive.open("Messages.csv", "w", force_zip64=True) as out:
            out.write(
                b"id,replied_to_id,thread_id,group_id,group_name,in_private_conversation,sender_id,sender_email,body,"
            )
            out.write(b"created_at,deleted_at,message_type\n")
            for each in messages(count):
                above = each.root if each.root != each.number else ""
                line = (
                    f"{each.number},{above},{each.root},{each.channel},group,false,{each.author},p@example.com,"
                    f'"{each.text}",{each.moment:%Y-%m-%dT%H:%M:%S}.000Z,,update\n'
                )
                out.write(line.encode())


def slack(path: Path, count: int) -> None:
    """A workspace export: a file a channel and day."""
    users = [{"id": f"U{n}", "name": f"p{n}", "deleted": False, "is_bot": False} for n in range(PEOPLE)]
    days: dict[tuple[int, str], list[dict[str, object]]] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("channels.json", "[]")
        last, stamps = "", {}
        for each in messages(count):
            day = f"{each.moment:%Y-%m-%d}"
            if day != last:
                _write_days(archive, days)
                days, last = {}, day
            stamps[each.number % 4] = f"{each.moment.timestamp():.6f}"
            entry = {"type": "message", "user": f"U{each.author}", "text": each.text, "ts": stamps[each.number % 4]}
            days.setdefault((each.channel, day), []).append(entry | {"thread_ts": stamps[0]})
        _write_days(archive, days)


def _write_days(archive: zipfile.ZipFile, days: dict[tuple[int, str], list[dict[str, object]]]) -> None:
    for (channel, day), entries in days.items():
        archive.writestr(f"channel-{channel}/{day}.json", json.dumps(entries))


def mattermost(path: Path, count: int) -> None:
    """A bulk export: replies inside their posts."""
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type": "version", "version": 1}\n')
        for person in range(PEOPLE):
            out.write(json.dumps({"type": "user", "user": {"username": f"p{person}", "delete_at": 0}}) + "\n")
        post: dict[str, object] = {}
        replies: list[dict[str, object]] = []
        for each in messages(count):
            entry = {"user": f"p{each.author}", "message": each.text, "create_at": int(each.moment.timestamp() * 1000)}
            if each.number == each.root:
                if post:
                    out.write(json.dumps({"type": "post", "post": post}) + "\n")
                replies = []
                post = entry | {"team": "t", "channel": f"c{each.channel}", "replies": replies, "reactions": []}
            else:
                replies.append(entry)
        out.write(json.dumps({"type": "post", "post": post}) + "\n")


def table(path: Path, count: int) -> None:
    """A table of messages without texts."""
    with path.open("w", encoding="utf-8") as out:
        out.write("sender,community,time,message_id,in_reply_to\n")
        for each in messages(count):
            above = each.root if each.root != each.number else ""
            out.write(f"p{each.author},c{each.channel},{each.moment:%Y-%m-%dT%H:%M:%SZ},{each.number},{above}\n")


EXPORTS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "yammer": ("export.zip", yammer),
    "slack": ("workspace.zip", slack),
    "mattermost": ("import.jsonl", mattermost),
    "table": ("messages.csv", table),
}


def measured(path: Path) -> tuple[float, float, float]:
    """Seconds, seconds of a processor, and megabytes at most, of a process that assesses a file."""
    begun = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "esnsim", "assess", str(path), "--json", "--quiet"],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"assessing {path.name} failed")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024.0


def main() -> None:
    """Make, assess and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--kind", choices=EXPORTS, nargs="+", default=list(EXPORTS))
    asked = parser.parse_args()
    print("kind        messages     file MB   seconds   of a processor   messages/s   most MB")
    for kind in asked.kind:
        name, make = EXPORTS[kind]
        for count in asked.messages:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                make(path, count)
                size = path.stat().st_size / 1e6
                seconds, busy, most = measured(path)
            told = f"{kind:10} {count:>9,} {size:>11,.0f} {seconds:>9.1f} {busy:>16.1f}"
            print(f"{told} {count / busy:>12,.0f} {most:>9,.0f}", flush=True)


if __name__ == "__main__":
    main()
