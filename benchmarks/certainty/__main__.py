"""Prints how often each statistical procedure holds what it claims, beside what it should be and what it was.

``python -m benchmarks.certainty`` takes about three minutes on one core; ``--page docs/certainty.md`` writes the tables
into the page.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.certainty.choices import best_of_many, boxes, noise
from benchmarks.certainty.intervals import bands, coverages, inequality, more_runs, stopped
from benchmarks.certainty.rate import Rate, table

PROCEDURES: tuple[Callable[[], Iterator[Rate]], ...] = (
    coverages, bands, stopped, more_runs, inequality, best_of_many, noise, boxes,
)  # fmt: skip
MARK = "<!-- measured -->"
"""Where the tables begin in the page."""


def main() -> None:
    """Measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, help="page whose tables are to be replaced")
    given = parser.parse_args()
    rates: list[Rate] = []
    for procedure in PROCEDURES:
        found = list(procedure())
        print(table(found), flush=True)
        rates += found
    print(f"\n{sum(not rate.holds for rate in rates)} of {len(rates)} are not what they should be.")
    if given.page:
        head = given.page.read_text(encoding="utf-8").partition(MARK)[0]
        today = dt.datetime.now(tz=dt.UTC).date()
        command = "python -m benchmarks.certainty --page docs/certainty.md"
        said = f"Measured on {today} by `{command}`; in percent, unless said. Before: version 3157a35."
        given.page.write_text(f"{head}{MARK}\n\n{said}\n{table(rates)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
