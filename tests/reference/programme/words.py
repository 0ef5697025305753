"""What an intervention says, with what the tables of the description fill in (7.9), and its times."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import yaml

from tests.contracts.paths import ROOT
from tests.reference.codes import WEEK

Said = dict[str, Any]
LEFT_OUT: Said = {"audience": "everybody", "start": "week 1", "duration": None, "dose": 1.0, "capacity": None}
"""7.9, first paragraph; what kinds share."""
DEPTHS = {"listen": (2.0, 0.0), "share": (2.0, 1.5), "engage": (5.0, 1.0)}
"""7.9, `leader_presence`: replies and posts a week."""


@lru_cache(maxsize=1)
def tables() -> dict[str, Said]:
    """The table of each kind: its fields and their defaults."""
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    found: dict[str, Said] = {}
    for kind, table in re.findall(r"^\*\*`(\w+)`\*\* .*\n\n\| field .*\n\|[-|]+\n((?:\|.*\n)*)", text, re.MULTILINE):
        rows = re.findall(r"^\| `(\w+)` \| (.*?) ?\| ", table, re.MULTILINE)
        found[kind] = {name: entry(default) for name, default in rows}
    return found


def entry(text: str) -> Any:
    """A value as a scenario file has it; an entry of the form ``name: value`` is a mapping."""
    return yaml.safe_load(text)


def in_full(said: Said) -> Said:
    """An intervention with every field that it leaves out."""
    depth = DEPTHS.get(said.get("depth", ""))
    deep = dict(zip(("replies_per_week", "posts_per_week"), depth, strict=True)) if depth else {}
    return {**LEFT_OUT, "lead_time": "0 days", "name": None, **tables()[said["kind"]], **deep, **said}


def workdays(span: str) -> int:
    """A length of time; a week is five workdays."""
    number, unit = span.split()
    return int(number) * (WEEK if unit.startswith("week") else 1)


def moment(said: str, first: date) -> int:
    """A workday: ``week w``, ``day d`` or a date, that on a weekend being the Monday after it."""
    word, _, number = said.partition(" ")
    if number:
        return (int(number) - 1) * (WEEK if word == "week" else 1)
    return between(first, date.fromisoformat(said))


def between(first: date, last: date) -> int:
    """Workdays from one date to another."""
    days = (first + timedelta(nth) for nth in range((last - first).days))
    return sum(day.weekday() < WEEK for day in days)


def rounded(x: float) -> int:
    """To the nearest whole number, halves to the even one."""
    below = int(x // 1)
    rest = x - below
    return below + (rest > 0.5 or (rest == 0.5 and below % 2 == 1))
