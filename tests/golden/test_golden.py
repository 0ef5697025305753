"""Small scenarios give the same numbers as they did: on any machine, with any driver, until a decision changes them.

``python -m pytest tests/golden --accept`` writes the files anew. A change of them names in its message the decision
that changed, and is read line by line: weekly counts tell what the decision did.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from esnsim.scenario import load
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import prepare, simulate

HERE = Path(__file__).parent
SCENARIOS = sorted(HERE.glob("*.yaml"))
EVERY = 4
"""Weeks between two lines of counts."""
WEEK = 5


def counts(run: Run) -> dict[str, dict[str, int]]:
    """Counts of the last workday of every fourth week; week 0 is the start. Flows are those of that day alone."""
    last_week = (len(run.record) - 1) // WEEK
    return {
        f"week {week}": {measure.name.lower(): int(run.record[week * WEEK, measure]) for measure in Measure}
        for week in range(0, last_week + 1, EVERY)
    }


def told(run: Run) -> dict[str, Any]:
    """A run as the golden file tells it."""
    return {
        "digest": run.digest,
        "totals": {
            name: int(run.record[1:, Measure[name.upper()]].sum()) for name in ("posts", "replies", "reactions")
        },
        "events": [f"day {event.day}: {event.intervention} {event.what}" for event in run.events],
        "counts": counts(run),
    }


def written(found: dict[str, Any]) -> str:
    """The text of a golden file: one line for the counts of a week, so that differences can be read."""
    text = json.dumps(found, indent=2)
    for programme in found.values():
        for line in programme["counts"].values():
            text = text.replace(json.dumps(line, indent=2).replace("\n", "\n      "), json.dumps(line))
    return text + "\n"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_numbers_are_what_they_were(path, accept):
    """State digests and counts, to the last bit and the last person."""
    prepared = prepare(load(path))
    found = {name: told(simulate(prepared, name)) for name in prepared.scenario.programmes}
    golden = path.with_suffix(".json")
    if accept:
        golden.write_text(written(found), encoding="utf-8")

    assert json.loads(golden.read_text("utf-8")) == found


def test_there_are_golden_files():
    """The test above looks at something."""
    assert {path.stem for path in SCENARIOS} == {"launch", "settled"}
    assert all(path.with_suffix(".json").exists() for path in SCENARIOS)
