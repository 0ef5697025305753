"""A firm that does not exist, and what its systems would export, for the page *Forty thousand euros and six months*.

Its people are simulated, by the model with its default constants; what they do is written down as products do.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from esnsim.analysis.planning.levers import start_week
from esnsim.calendar import DAYS_A_WEEK, MONTH_DAYS, WORKDAYS_A_WEEK
from esnsim.evidence.recorders.observed_run import ObservedRun, observe
from esnsim.interventions import Kind
from esnsim.scenario import load
from esnsim.simulation.simulate import prepare

TEAMS = {
    "Sales": ("Sales North", "Sales South", "Export", "Inside sales"),
    "Operations": ("Plant 1", "Plant 2", "Logistics", "Quality"),
    "Service": ("Field service", "Hotline", "Spare parts", "Training"),
}
PEOPLE = 240
FIRST_DAY = date(2026, 1, 5)
"""The Monday on which the messages begin that are exported."""
BEFORE = 16
"""Weeks of messages that are there when somebody asks."""
SEED = 977
TRUTH = "truth.json"
"""Scenario of what happens in the firm, which nobody in it has."""
MESSAGES = [
    "id",
    "replied_to_id",
    "parent_id",
    "thread_id",
    "conversation_id",
    "group_id",
    "group_name",
    "participants",
    "in_private_group",
    "in_private_conversation",
    "sender_id",
    "sender_type",
    "sender_name",
    "sender_email",
    "body",
    "delegate_id",
    "api_url",
    "attachments",
    "deleted_by_id",
    "deleted_by_type",
    "created_at",
    "deleted_at",
    "title",
    "html_body",
    "message_type",
    "gdpr_delete_url",
]
USERS = [
    "id",
    "name",
    "email",
    "job_title",
    "location",
    "department",
    "api_url",
    "deleted_by_id",
    "deleted_by_type",
    "joined_at",
    "deleted_at",
    "suspended_by_id",
    "suspended_by_type",
    "suspended_at",
    "guid",
    "state",
]
REPORT = [
    "Report Refresh Date",
    "User Principal Name",
    "Display Name",
    "User State",
    "State Change Date",
    "Last Activity Date",
    "Posted Count",
    "Read Count",
    "Liked Count",
    "Assigned Products",
    "Report Period",
]
JOINED = "2024-03-01T08:00:00.000Z"
FIRST_USER = 1000
Row = Sequence[object]


def export_before(folder: Path) -> None:
    """Write what the firm's systems export on the day on which somebody asks: four files.

    Args:
        folder: Where they are written.
    """
    _write(folder / "people.csv", _people())
    _write(folder / "meetings.csv", _meetings())
    _export(folder, (), BEFORE, "")


def export_later(folder: Path, plan: Path, week: int) -> None:
    """Write what the platform exports once a plan has been carried out for some time.

    Args:
        folder: Where people and meetings are, and where it is written.
        plan: The scenario whose programme ``plan`` is carried out.
        week: The week of that scenario at whose end it is exported.
    """
    asked = load(plan)
    ahead = (asked.start - FIRST_DAY).days // DAYS_A_WEEK
    starts = ((each, start_week(each, asked) + ahead) for each in asked.programme("plan"))
    _export(folder, starts, week + ahead, "later_")


def _export(folder: Path, done: Iterable[tuple[Kind, int]], weeks: int, prefix: str) -> None:
    """Let the firm go through so many weeks, and write what the platform exports of them."""
    programme = [
        {
            **json.loads(each.model_dump_json(by_alias=True, exclude_unset=True)),
            "kind": each.kind,
            "start": f"week {week}",
        }
        for each, week in done
    ]
    truth = {
        "name": "what happens",
        "seed": SEED,
        "start": FIRST_DAY.isoformat(),
        "weeks": weeks,
        "organisation": {"people": "people.csv", "ties": "meetings.csv", "columns": {"unit": "Team"}},
        "initial": {"reader": 0.5, "interactive": 0.2, "contributor": 0.08},
        "programmes": {"none": [], "done": programme},
        "uncertainty": "none",
    }
    (folder / TRUTH).write_text(json.dumps(truth), encoding="utf-8")
    run = observe(prepare(load(folder / TRUTH)), "done", weeks, closely=True)
    with zipfile.ZipFile(folder / f"{prefix}network.zip", "w") as archive:
        for name, rows in (("Messages.csv", _messages(run)), ("Users.csv", _users())):
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(name, text.getvalue())
    _write(folder / f"{prefix}users.csv", _report(run, weeks))


def _people() -> Iterable[Row]:
    """A managing director, heads of three departments and of twelve teams, everybody else, as personnel has them."""
    yield ("Work Email", "Manager Email", "Department", "Team", "Office", "Hire Date")
    for number, (boss, department, team) in enumerate(_positions()):
        hired = FIRST_DAY - timedelta(days=30 + number * number * 97 % 5000)
        yield (_address(number), boss, department, team, "Lyon" if number % 3 else "Leeds", hired)


def _positions() -> list[tuple[str, str, str]]:
    """Manager, department and team by number."""
    found = [("", "Board", "Board"), *((_address(0), department, department) for department in TEAMS)]
    teams = [(nth, department, team) for nth, department in enumerate(TEAMS) for team in TEAMS[department]]
    found += [(_address(1 + nth), department, team) for nth, department, team in teams]
    first = len(found) - len(teams)
    for number in range(len(found), PEOPLE):
        _, department, team = teams[number % len(teams)]
        found.append((_address(first + number % len(teams)), department, team))
    return found


def _meetings() -> Iterable[Row]:
    """Who met whom how often: five of one's own team often, and some others now and then, each pair once."""
    teams = [team for _, _, team in _positions()]
    pairs: dict[tuple[int, int], int] = {}
    for one in range(PEOPLE):
        mates = [other for other in range(PEOPLE) if teams[other] == teams[one] and other != one]
        near = [(mates[(one + nth) % len(mates)], 60) for nth in range(5)] if mates else []
        far = [((one * one * 31 + 57 * nth) % PEOPLE, 8) for nth in range(5)]
        for other, most in near + far:
            if other != one:
                pairs.setdefault((min(one, other), max(one, other)), 1 + one * other * 7 % most)
    yield ("Person", "Colleague", "Meetings")
    for (one, other), count in sorted(pairs.items()):
        yield (_address(one), _address(other), count)


def _messages(run: ObservedRun) -> Iterable[Row]:
    """The platform's export of messages, the earliest first."""
    posts, log = run.posts, run.reply_log
    said = [(int(day), nth, 0, int(row)) for nth, (day, row) in enumerate(zip(posts.day, posts.row, strict=True), 1)]
    answers = np.flatnonzero(log.reply)
    said += [
        (int(log.day[each]), len(posts.day) + nth, int(log.post[each]) + 1, int(log.row[each]))
        for nth, each in enumerate(answers.tolist(), 1)
    ]
    yield MESSAGES
    known = {number for day, number, _, _ in said if day >= 0}
    for day, number, answered, row in sorted(said):
        if day < 0:
            continue
        above = answered if answered in known else ""
        told = {"id": number, "replied_to_id": above, "parent_id": above, "thread_id": above or number, "group_id": 500}
        told |= {"group_name": "All Company", "in_private_group": "false", "in_private_conversation": "false"}
        told |= {"sender_id": FIRST_USER + row, "sender_type": "USER", "sender_email": _address(row), "body": "..."}
        told |= {"created_at": f"{_moment(day, number).isoformat()}.000Z", "message_type": "update"}
        yield [told.get(name, "") for name in MESSAGES]


def _users() -> Iterable[Row]:
    """Accounts, as the same export has them."""
    yield USERS
    for number in range(PEOPLE):
        told = {"id": FIRST_USER + number, "email": _address(number), "joined_at": JOINED, "state": "active"}
        yield [told.get(name, "") for name in USERS]


def _report(run: ObservedRun, weeks: int) -> Iterable[Row]:
    """The administrator's report of the last 30 days: who read, reacted and wrote."""
    people, since = run.world.people, weeks * WORKDAYS_A_WEEK - MONTH_DAYS // DAYS_A_WEEK * WORKDAYS_A_WEEK
    refreshed = FIRST_DAY + timedelta(days=DAYS_A_WEEK * weeks - 3)
    yield REPORT
    for number in range(run.people):
        visited = int(people.visited[number])
        wrote, acted = int(people.wrote[number]) >= since, int(people.interacted[number]) >= since
        last = _moment(visited, 0).date() if visited >= since else ""
        counts = (int(wrote), 5 if visited >= since else 0, int(acted and not wrote))
        yield (refreshed, _address(number), f"Person {number}", "active", "2025-09-01", last, *counts, "", 30)


def _moment(day: int, number: int) -> datetime:
    """When a message of a workday was written."""
    week, nth = divmod(day, WORKDAYS_A_WEEK)
    begun = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(weeks=week, days=nth, hours=8)
    return begun + timedelta(minutes=37 * number % 540)


def _address(number: int) -> str:
    return f"p{number:03}@ours.example"


def _write(file: Path, rows: Iterable[Row]) -> None:
    """A table as a file."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
