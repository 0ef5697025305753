"""An assessment of usage exports made up by hand, whose units have names as long as wanted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from esnsim.organisation import Import
from esnsim.usage.assessing.assessment import Assessment, assess
from tests.report.made_up_runs import name

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
UNITS, IN_UNIT, WEEKS = 12, 10, 26


def assessment_of(letters: int, folder: Path) -> Assessment:
    """Half a year in which every other person writes, fewer of them in later units."""
    people, messages = folder / "people.csv", folder / "messages.csv"
    whom = [f"p{nth},{name(letters, nth % UNITS)}" for nth in range(UNITS * IN_UNIT)]
    people.write_text("\n".join(["person,unit", *whom, ""]))
    rows = [
        f"p{(7 * nth) % (UNITS * IN_UNIT) // (1 + nth % 2)},c{nth % 3},{_moment(week, nth)},{week}-{nth},"
        for week in range(WEEKS)
        for nth in range(40 + week)
    ]
    messages.write_text("\n".join(["sender,community,time,message_id,in_reply_to", *rows, ""]))
    return assess([messages], Import(people=people))


def _moment(week: int, nth: int) -> str:
    """When the nth message of a week was written."""
    return f"{MONDAY + timedelta(days=7 * week + nth % 5):%Y-%m-%dT%H:%M:%SZ}"
