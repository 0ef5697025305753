"""How often printed intervals hold effects in models they never saw: ``python -m benchmarks.ensemble.coverage``.

The question is Pearson's in an organisation of 2,000: 28 ambassadors, or leaders of the highest three levels who
promise five replies and a post a week, for two years. Intervals are those of a run whose replicates draw from the
models of earlier waves and the defaults. They are held against models of the last waves, drawn evenly over the ranges,
of which those count that hold what is known no worse than members have to. One run of each, as intervals are of single
runs of single models. Finished runs are kept in the folder; the same command goes on.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.ensemble.__main__ import ORDERS_FROM, SIMULATED, plausible
from benchmarks.ensemble.records import Record, read
from esnsim.ensemble.draws import BLOCK, MODELS
from esnsim.ensemble.space import dimensions
from esnsim.experiments import Experiment
from esnsim.experiments.comparison import compare
from esnsim.experiments.results.models import effect_interval, first_runs
from esnsim.scenario import Scenario
from esnsim.state import Doubles

LOW, HIGH = 0.70, 0.90
"""Share of fresh models whose effects intervals of 80 % should hold."""
COVERAGE = 0.8
RUNGS = ("contributor", "interactive", "reader")
LEADERS = {
    "kind": "leader_presence",
    "audience": {"level_at_most": 2},
    "start": "week 4",
    "replies_per_week": 5,
    "posts_per_week": 1,
}
SCENARIO = {
    "name": "Pearson at 2,000",
    "weeks": 104,
    "organisation": {"generate": {"people": 2000, "countries": {"GB": 0.30, "US": 0.45, "other": 0.25}}},
    "initial": {"reader": 0.75, "contributor": 0.10},
    "programmes": {
        "none": [],
        "ambassadors": [{"kind": "ambassadors", "count": 28, "recruit": "volunteers", "start": "week 4"}],
        "leaders": [LEADERS],
    },
    "baseline": "none",
}


def models_file(records: Sequence[Record], path: Path) -> Path:
    """Models as a file that a scenario may draw from."""
    space = dimensions()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["member", *(each.name for each in space)])
        for number, record in enumerate(records, 1):
            values = [f"{each.value(at):.6g}" for each, at in zip(space, record.place.tolist(), strict=True)]
            writer.writerow([number, *values])
    return path


def experiment_of(models: Path, replicates: int, folder: Path, workers: int) -> Experiment:
    """The question, each replicate with one of these models."""
    scenario = Scenario.of({**SCENARIO, "uncertainty": {"members": str(models)}})
    return compare(scenario, replicates=replicates, workers=workers, out=folder)


def effects(made: Experiment, programme: str, rung: str) -> Doubles:
    """What a programme changes on a rung in each replicate, as a share of headcount."""
    with_it, without = (made.weeks(name, rung)[made.last_week].to_numpy(float) for name in (programme, "none"))
    return with_it - without


def print_coverage(printed: Experiment, fresh: Experiment, models: int) -> None:
    """How many of the fresh models lie inside what is printed, beside the target."""
    alone = first_runs(fresh.draws)[:models]
    print(f"{len(alone)} fresh models; intervals of {len(printed.draws)} replicates; target {LOW:.0%} to {HIGH:.0%}")
    for rung in RUNGS:
        inside = []
        for programme in printed.others:
            told = effect_interval(effects(printed, programme, rung), printed.draws, COVERAGE)
            there = effects(fresh, programme, rung)[alone]
            inside.append(float(np.mean((there >= told.low) & (there <= told.high))))
            print(
                f"{rung:12s} {programme:12s} {100 * told.mean:+.2f} ({100 * told.low:+.2f} to {100 * told.high:+.2f});"
                f" fresh {100 * there.mean():+.2f}, {inside[-1]:.0%} inside"
            )
        held = float(np.mean(inside))
        print(f"{rung:12s} {'all':12s} {held:.0%} inside: {'met' if LOW <= held <= HIGH else 'NOT MET'}")


def main() -> None:
    """Run both, and print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--folder", type=Path, required=True, help="where finished runs are kept")
    reader.add_argument("--replicates", type=int, default=30, help="of the run whose intervals are printed")
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    records = sorted(read(SIMULATED), key=lambda each: each.number)
    earlier = [records[0], *(each for each in plausible(records) if each.wave < ORDERS_FROM)]
    fresh = [each for each in plausible(records) if each.wave >= ORDERS_FROM]
    kinds = {"printed": earlier, "fresh": fresh}
    files = {name: models_file(those, asked.folder / f"{name}.csv") for name, those in kinds.items()}
    blocks = math.ceil(len(fresh) / MODELS)
    print_coverage(
        experiment_of(files["printed"], asked.replicates, asked.folder / "printed", asked.workers),
        experiment_of(files["fresh"], blocks * BLOCK, asked.folder / "fresh", asked.workers),
        len(fresh),
    )


if __name__ == "__main__":
    main()
