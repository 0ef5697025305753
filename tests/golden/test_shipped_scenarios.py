"""Every shipped scenario, made small, gives the same bits as it did: whoever rebuilds the house moves nobody in it.

``python -m pytest tests/golden --accept`` writes the table anew; a change of it is a change of results, and says why.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from esnsim.compilation import COMPILED
from esnsim.scenario import load
from esnsim.simulation.simulate import prepare, simulate
from tests.contracts.paths import ROOT

TABLE = Path(__file__).with_name("shipped_scenarios.csv")
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SMALL = ["organisation.generate.people=300", "weeks=12", "replicates=2", "goal=null", "deadline=null"]
"""What is wanted by a later week changes no run."""
COLUMNS = ["scenario", "programme", "replicate", "record", "state"]
pytestmark = pytest.mark.skipif(not COMPILED, reason="takes minutes in plain Python, which simulates the same bits")


def rows(path: Path) -> list[list[str]]:
    """Digests of the daily counts and of everybody's last state, for two replicates of every programme."""
    prepared = prepare(load(path, SMALL))
    runs = [simulate(prepared, name, replicate) for name in prepared.scenario.programmes for replicate in range(2)]
    return [
        [path.stem, run.programme, str(run.replicate), hashlib.sha256(run.record.tobytes()).hexdigest(), run.digest]
        for run in runs
    ]


def table() -> list[list[str]]:
    """The lines of the table, without its head."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_bits_are_what_they_were(path, accept):
    """Counts of every day and the state of every person at the end."""
    found = rows(path)
    if accept:
        kept = sorted([row for row in table() if row[0] != path.stem] + found)
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *kept])

    assert sorted(found) == [row for row in table() if row[0] == path.stem]


def test_the_table_holds_every_shipped_scenario():
    """And none that is gone."""
    assert {row[0] for row in table()} == {path.stem for path in SCENARIOS}
