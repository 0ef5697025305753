"""How much of an outcome each intervention is responsible for, by simulating the programme again without it.

Programmes share their random numbers, so a run with and the same run without an intervention differ by its doing alone.
What interventions do together is shared out as Shapley (1953) did: each gets the mean of what it adds when they are put
into force one after the other, in any order. That takes every combination, so only few interventions are shared out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from esnsim.ensemble.draws import WorldDraw
from esnsim.errors import RunError
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.estimates.interval import UNKNOWN, Interval
from esnsim.experiments.execution.executor import Watcher
from esnsim.experiments.execution.runner import run_all_with_shared
from esnsim.experiments.results.models import effect_interval, first_runs
from esnsim.interventions import Kind
from esnsim.scenario import Scenario, resolve
from esnsim.state import Doubles

MOST_SHARED = 5
"""Interventions up to which every combination is simulated: 32 programmes."""
COVERAGE = 0.8
NOTHING = "nothing"

Combination = frozenset[str]
"""Names of the interventions in force."""


class Contribution(NamedTuple):
    """What one intervention is responsible for; differences of the outcome, means over replicates.

    Attributes:
        intervention: Its name.
        kind: Its kind.
        alone: What it does with nothing else in force.
        last: What is lost when it alone is left out of the programme.
        shared: Its share of all that the programme does; None where there are too many to share out.
        better: In how many replicates the programme does more with it than without it.
    """

    intervention: str
    kind: str
    alone: Interval
    last: Interval
    shared: Interval | None
    better: int


@dataclass(frozen=True)
class Attribution:
    """What each intervention of a programme is responsible for.

    Attributes:
        scenario: What was asked, resolved.
        programme: The programme.
        outcome: What is looked at.
        replicates: Runs of each combination.
        total: What the whole programme does, against nothing being done.
        together: How much of it comes from interventions acting together: the total less what each does alone.
        contributions: One an intervention, in the programme's order.
        models: How many plausible models the replicates drew; 0 where all share one. Intervals are where 80 % of them
            lie, else those of means.
    """

    scenario: Scenario
    programme: str
    outcome: Outcome
    replicates: int
    total: Interval
    together: Interval
    contributions: tuple[Contribution, ...]
    models: int = 0

    def table(self) -> pd.DataFrame:
        """One row an intervention: shares of the outcome's own unit, each with its 80 % interval."""
        rows = []
        for contribution in self.contributions:
            row: dict[str, object] = {"intervention": contribution.intervention, "kind": contribution.kind}
            for name, found in (
                ("shared", contribution.shared),
                ("last", contribution.last),
                ("alone", contribution.alone),
            ):
                values = found or UNKNOWN
                row |= {name: values.mean, f"{name}_low": values.low, f"{name}_high": values.high}
            rows.append(row | {"better": contribution.better, "n": self.replicates})
        return pd.DataFrame(rows)


def attribute(
    scenario: Scenario,
    programme: str,
    outcome: Outcome,
    workers: int | str = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
    command: str = "",
) -> Attribution:
    """Simulate a programme in many combinations of its interventions, and say what each is responsible for.

    Args:
        scenario: What is asked, with as many replicates as are wanted.
        programme: Name of the programme.
        outcome: What is looked at.
        workers: Number of processes, or address of a Dask scheduler.
        store: File of finished runs; those in it are not simulated again.
        progress: Told after every run.
        command: The command that asked for it.

    Raises:
        ScenarioError: If there is no such programme.
        RunError: If the programme does nothing, or the outcome is compared with a baseline or lies beyond the end.
    """
    full = resolve(scenario)
    interventions = full.programme(programme)
    if not interventions:
        raise RunError(f"in programme '{programme}' nothing is done, so nothing is responsible for anything")
    if outcome.against_baseline:
        raise RunError(f"{outcome} is compared with the baseline already; leave out 'vs baseline'")
    outcome.at(full.weeks)
    names = [str(each.name) for each in interventions]
    asked = _combined(full, interventions, _combinations(names))
    lived = run_all_with_shared(asked, workers=workers, store=store, progress=progress, command=command)
    values = {
        frozenset(each.name for each in done if each.name): np.array(
            [outcome.of_run(run, full) for run in lived.runs if run.programme == name]
        )
        for name, done in asked.programmes.items()
    }
    return _attributed(full, programme, outcome, values, lived.draws)


def _combinations(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Which interventions are put into force together."""
    if len(names) <= MOST_SHARED:
        for size in range(len(names) + 1):
            yield from combinations(names, size)
        return
    yield ()
    yield from ((name,) for name in names)
    yield from (tuple(each for each in names if each != name) for name in names)
    yield tuple(names)


def _combined(scenario: Scenario, interventions: Sequence[Kind], chosen: Iterator[tuple[str, ...]]) -> Scenario:
    """The scenario with a programme for every combination."""
    programmes = {
        " + ".join(names) or NOTHING: tuple(each for each in interventions if each.name in names) for names in chosen
    }
    return scenario.doing(programmes, NOTHING)


def _attributed(
    scenario: Scenario,
    programme: str,
    outcome: Outcome,
    values: dict[Combination, Doubles],
    draws: Sequence[WorldDraw],
) -> Attribution:
    interventions = scenario.programme(programme)
    ends = replace(outcome, against_baseline=True).bounds

    def told(differences: Doubles) -> Interval:
        """A difference of the outcome with its interval, which ends where shares do."""
        return effect_interval(differences, draws, COVERAGE).within(*ends)

    everything, nothing = frozenset(str(each.name) for each in interventions), Combination()
    total = values[everything] - values[nothing]
    contributions, singly = [], np.zeros_like(total)
    for each in interventions:
        own = frozenset([str(each.name)])
        alone, last = values[own] - values[nothing], values[everything] - values[everything - own]
        singly += alone
        shared = _shapley(own, everything, values) if len(everything) <= MOST_SHARED else None
        contributions.append(
            Contribution(
                str(each.name),
                each.kind,
                told(alone),
                told(last),
                None if shared is None else told(shared),
                int((last > 0.0).sum()),
            )
        )
    return Attribution(
        scenario,
        programme,
        outcome,
        len(total),
        told(total),
        effect_interval(total - singly, draws, COVERAGE),
        tuple(contributions),
        len(first_runs(draws)),
    )


def _shapley(own: Combination, everything: Combination, values: dict[Combination, Doubles]) -> Doubles:
    """Mean of what an intervention adds to those before it, over all orders; one number a replicate."""
    others = sorted(everything - own)
    shared = np.zeros_like(values[everything])
    for size in range(len(others) + 1):
        for before in combinations(others, size):
            added = values[frozenset(before) | own] - values[frozenset(before)]
            shared += added / (comb(len(others), size) * len(everything))
    return shared
