"""Calibrate to organisations whose constants are known: ``python -m benchmarks.calibration --truths 40 --folder F``.

Each truth is a plausible model, simulated for 26 weeks in an organisation of its own; what the model may be wrong by
is drawn as calibrations assume it. Printed are how often intervals of 80 % hold the truth, beside their target, and
whether its rank among members is as often any other. Measured on 100 truths by one wave of 800 models that all share
(`--one-wave 800`): intervals hold 79.4 %, of the constants that weeks narrow 74.6 %; ranks of 9.2 % of constants are
uneven at 5 %, and of as many or more in 8 % of cases where members take the truths' places. Of 200 truths with 800
models it is 13.4 % and 1 % of cases: ranks are not even, which 40 truths (7.0 %, 26 % of cases) are too few to see.
With 2,400 models it is 7.0 % and 38 %: what is uneven is that 800 are too few. Intervals hold 79.4 to 80.0 % in all.
Finished truths are kept in the folder; the same command goes on.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.stats import kstest

from benchmarks.calibration.truths import EFFORT, Truth, read, truth_of, truths_of_one_wave

TARGET = (0.70, 0.90)
NARROWED = 0.9
"""Constants of which the weeks say something: the middle 80 % of members is narrower than this part of what it was."""


def print_rates(truths: list[Truth]) -> None:
    """Coverage and ranks, beside their targets."""
    held, kept = (np.array([getattr(each, name) for each in truths]) for name in ("held", "kept"))
    ranks = np.array([each.ranks for each in truths])
    pretended = np.array([each.pretended for each in truths]).swapaxes(0, 1)
    low, high = TARGET
    told = held[kept < NARROWED]
    print(f"{len(truths)} truths, {held.shape[1]} constants and sizes each; {EFFORT}")
    print(f"80 % intervals hold {100 * held.mean():.1f} % of all (target {100 * low:.0f} to {100 * high:.0f} %)")
    print(f"of the {len(told)} that the weeks narrowed, {100 * told.mean():.1f} %")
    found, chance = uneven(ranks), np.array([uneven(each) for each in pretended])
    beyond = (1 + (chance >= found).sum()) / (1 + len(chance))
    print(
        f"ranks: {100 * found:.1f} % of constants differ from even ones at 5 %; where members take the truths' places, "
        f"{100 * chance.mean():.1f} % do, as many as that or more in {100 * beyond:.0f} % of cases (target above 5 %)"
    )


def uneven(ranks: np.ndarray) -> float:
    """Share of constants whose ranks among the members are not even, at 5 %.

    Constants go together, so that many are uneven by chance or none: the share is judged by that of members that take
    the place of the truths, not by 5 %.

    Args:
        ranks: Shape (truths, constants).
    """
    places = (ranks + 0.5) / (EFFORT.members + 1.0)
    return float(np.mean([kstest(column, "uniform").pvalue < 0.05 for column in places.T]))


def main() -> None:
    """Calibrate, keep, print."""
    reader = argparse.ArgumentParser(
        prog="python -m benchmarks.calibration", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    reader.add_argument("--truths", type=int, default=40)
    reader.add_argument("--folder", type=Path, required=True, help="where finished truths are kept")
    reader.add_argument(
        "--one-wave", type=int, default=0, metavar="MODELS", help="so many models that all truths share"
    )
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.one_wave:
        print_rates(truths_of_one_wave(asked.truths, asked.one_wave, asked.folder, asked.workers))
        return
    file = asked.folder / "truths.jsonl"
    truths = read(file)
    for number in range(1, asked.truths + 1):
        if number in {each.number for each in truths}:
            continue
        truths.append(truth_of(number, asked.folder, asked.workers))
        with file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(truths[-1]._asdict()) + "\n")
        print(f"truth {number}: {100 * np.mean(truths[-1].held):.0f} % held", flush=True)
    print_rates(truths)


if __name__ == "__main__":
    main()
