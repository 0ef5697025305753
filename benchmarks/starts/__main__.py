"""Whether starts are the ones asked for, and whether they hold still when nothing is done, over organisations drawn.

``python -m benchmarks.starts --people 300 2000 36000`` draws organisations of each size, solves for starts, lets
them live for two years in which nothing is done, and prints what was reached and how far shares move, on average over
organisations.
"""

from __future__ import annotations

import argparse
import time
from typing import NamedTuple

import numpy as np

from esnsim.scenario import load
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import prepare, simulate
from esnsim.state import Doubles

SCENARIO = """
name: nothing is done
weeks: 104
seed: {seed}
organisation: {{generate: {{people: {people}}}}}
initial: {{reader: {reader}, contributor: {contributor}}}
programmes: {{none: []}}
baseline: none
"""
RUNGS = (Measure.READER, Measure.CONTRIBUTOR)
EVERY = 20
"""Workdays between two looks."""
ORGANISATIONS = {300: 24, 2000: 8, 36000: 2}
"""How many are drawn of each size, so that what chance leaves open is about the same."""


class Stillness(NamedTuple):
    """What became of starts.

    Attributes:
        reached: Shares at the start, percent of headcount; shape (organisations, rungs).
        moved: Points of headcount by which shares have moved at each look; shape (organisations, looks, rungs).
        seconds: Time to find a start.
    """

    reached: Doubles
    moved: Doubles
    seconds: float


def stillness(people: int, organisations: int, reader: float, contributor: float) -> Stillness:
    """Draw organisations and let them live."""
    shares, seconds = [], 0.0
    for seed in range(1, organisations + 1):
        begun = time.process_time()
        setting = prepare(load(SCENARIO.format(seed=seed, people=people, reader=reader, contributor=contributor)))
        seconds += time.process_time() - begun
        record = simulate(setting).record[::EVERY]
        shares.append(100.0 * record[:, list(RUNGS)] / record[:, [Measure.HEADCOUNT]])
    all_shares = np.array(shares)
    return Stillness(all_shares[:, 0], all_shares - all_shares[:, :1], seconds / organisations)


def told(people: int, found: Stillness, asked: tuple[float, float]) -> str:
    """A line of the table."""
    parts = [f"{people:>7,} {len(found.reached):>4}"]
    for nth, share in enumerate(asked):
        off = np.abs(found.reached[:, nth] - 100.0 * share).max()
        mean = found.moved[:, :, nth].mean(axis=0)
        worst = int(np.abs(mean).argmax())
        error = (
            found.moved[:, worst, nth].std(ddof=1) / np.sqrt(len(found.reached)) if len(found.reached) > 1 else np.nan
        )
        parts.append(f"{off:>8.2f} {mean[worst]:>+8.2f} +-{error:.2f} in week {worst * EVERY // 5:>3}")
    return "  ".join([*parts, f"{found.seconds:>7.1f} s"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=list(ORGANISATIONS))
    parser.add_argument("--organisations", type=int, help="how many of each size")
    parser.add_argument("--reader", type=float, default=0.60)
    parser.add_argument("--contributor", type=float, default=0.08)
    given = parser.parse_args()
    print("Readers, then contributors: farthest from what was asked; largest mean move from the start in 104 weeks.")
    for people in given.people:
        organisations = given.organisations or ORGANISATIONS.get(people, 4)
        found = stillness(people, organisations, given.reader, given.contributor)
        print(told(people, found, (given.reader, given.contributor)), flush=True)


if __name__ == "__main__":
    main()
