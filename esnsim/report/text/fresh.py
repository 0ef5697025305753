"""What the best of a sweep reaches in runs that did not choose it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from esnsim.experiments.design.labels import amount, band, counted, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared, simulate
from esnsim.state import Doubles

COVERAGE = 0.8


def fresh_sentence(sweep: Sweep, ranked: pd.DataFrame, count: int) -> str:
    """The mean of the best in so many runs with random numbers that no run of the sweep had.

    Args:
        sweep: Where it is best.
        ranked: From `Sweep.best`, not empty.
        count: How many runs, >= 1.

    Raises:
        OrganisationError: If files of an imported organisation are not where they were.
    """
    outcome, first = sweep.outcome(ranked["outcome"].iloc[0]), ranked.iloc[0]
    point, programme = int(first["point"]), str(first["programme"])
    asked = {row.number: row.question for row in sweep.requests.points(sweep.entry.number)}
    scenario = sweep.requests.question(asked[point])
    # Numbers of replicates are addresses of random numbers; those beyond the sweep's own are not used yet.
    begun = int(sweep.values([])["replicate"].max()) + 1
    values = _values(scenario, programme, outcome, range(begun, begun + count))
    found = interval_of_mean(values, COVERAGE).within(*outcome.bounds)
    told = f"in {counted(count, 'fresh run')} it reaches {amount(outcome, found.mean)}{unit(outcome)}"
    return f"{told} (80 % interval {band(outcome, found.low, found.high)})" if found.is_known else told


def _values(scenario: Scenario, programme: str, outcome: Outcome, replicates: range) -> Doubles:
    """The outcome in runs that are not kept."""
    setting = prepared(scenario, Path())
    return np.array([_value(setting, programme, outcome, nth) for nth in replicates], np.float64)


def _value(setting: Prepared, programme: str, outcome: Outcome, replicate: int) -> float:
    asked = setting.scenario
    baseline = simulate(setting, asked.baseline, replicate) if outcome.against_baseline else None
    return outcome.of_run(simulate(setting, programme, replicate), asked, baseline)
