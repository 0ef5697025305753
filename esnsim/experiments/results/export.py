"""The runs of a sweep as one tidy table in a file, run by run, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.results.table_file import table_file
from esnsim.experiments.store.codec import unpack
from esnsim.experiments.store.requests import as_asked
from esnsim.scenario import Scenario

TOGETHER = 20
"""Runs written at once."""
NOTHING = type(None)
KINDS: tuple[tuple[str, set[type]], ...] = (
    ("boolean", {bool, NOTHING}),
    ("Int64", {int, NOTHING}),
    ("Float64", {float, int, NOTHING}),
    ("string", {str, float, int, bool, NOTHING}),
)
THERE = (
    "SELECT ground, replicate, point, programme, key, checksum FROM asked WHERE sweep = ?"
    " AND key IN (SELECT key FROM runs) ORDER BY point, programme, replicate"
)


def export(sweep: Sweep, path: Path, *, daily: bool = False) -> int:
    """Write every run of a sweep into a table: point, factors, programme, replicate, when, and all measures.

    Args:
        sweep: What to write.
        path: The file, CSV or Parquet by its ending.
        daily: One row a workday, not a week.

    Returns:
        How many runs were written.

    Raises:
        MissingExtraError: If Parquet is asked for and cannot be written.
        RunError: If the name ends in something else, or the file cannot be written.
    """
    count = 0
    with table_file(path) as add:
        waiting: list[pd.DataFrame] = []
        for part in _parts(sweep, daily=daily):
            waiting.append(part)
            count += 1
            if len(waiting) == TOGETHER:
                add(pd.concat(waiting, ignore_index=True))
                waiting.clear()
        if waiting:
            add(pd.concat(waiting, ignore_index=True))
    return count


def _parts(sweep: Sweep, *, daily: bool) -> Iterator[pd.DataFrame]:
    """The table of each run, one after the other."""
    requests, number = sweep.requests, sweep.entry.number
    point_records = {point_record.number: point_record for point_record in requests.points(number)}
    kinds = kinds_of(sweep)
    last: tuple[str, Scenario] | None = None
    with requests.store.guarded():
        rows = requests.store.file.execute(THERE, (number,))
        for asked in map(as_asked, rows):
            point_record = point_records[asked.point]
            if last is None or last[0] != point_record.question:
                last = (point_record.question, requests.question(point_record.question))
            packed = requests.store.packed(asked.key)
            if packed is not None:
                run = unpack(packed, asked.programme, asked.replicate)
                table = run.daily(last[1]) if daily else run.weekly(last[1])
                table.insert(0, "point", asked.point)
                for place, path in enumerate(sweep.factors, 1):
                    table.insert(
                        place, path, pd.Series([point_record.factors.get(path)] * len(table), dtype=kinds[path])
                    )
                yield table


def kinds_of(sweep: Sweep) -> dict[str, str]:
    """Type of the column of each factor, the same in every part: whole numbers, numbers, yes or no, or texts."""
    found: dict[str, set[type]] = {path: set() for path in sweep.factors}
    for point_record in sweep.requests.points(sweep.entry.number):
        for path in sweep.factors:
            found[path].add(type(point_record.factors.get(path)))
    return {path: next(kind for kind, types in KINDS if known <= types) for path, known in found.items()}
