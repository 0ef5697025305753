"""Whether runs bear out what was claimed: it holds, it fails, or it is not settled.

A claim is taken on the 80 % interval of what it is about: of the difference between two programmes replicate by
replicate with the same random numbers, of the change since the start, or of the outcome itself. Where replicates draw
models, that is where 80 % of models lie.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from esnsim.errors import RunError
from esnsim.experiments.design.outcome import HEADCOUNT, Outcome
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.results.experiment import Experiment
from esnsim.experiments.results.models import first_runs, middle_of_models
from esnsim.scenario.wanted import ACCOUNTS, Expectation
from esnsim.state import Doubles

COVERAGE = 0.8


class Judgement(StrEnum):
    """What runs make of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "not settled"


class JudgedClaim(NamedTuple):
    """A claim with what runs make of it.

    Attributes:
        claim: What was claimed.
        programme: The programme it is about; empty where it compares two.
        judgement: What the runs make of it.
        mean: Mean of what it is about, in the outcome's own unit: shares are 0 to 1.
        low: Lower end of its 80 % interval; not a number where there are too few runs, and none differs.
        high: Upper end.
        runs: How many replicates.
        models: How many plausible models these draw; 0 where all are runs of one.
    """

    claim: Expectation
    programme: str
    judgement: Judgement
    mean: float
    low: float
    high: float
    runs: int
    models: int = 0


def judged_claims(experiment: Experiment) -> list[JudgedClaim]:
    """What runs make of each claim of their scenario; of one about no programme, for every programme.

    Raises:
        RunError: If a claim is about a programme that was not run.
    """
    found = []
    for claim in experiment.scenario.expect:
        single = len(claim.programmes) < len(("first", "second"))
        programmes = claim.programmes or experiment.programmes
        sets = [(name,) for name in programmes] if single else [claim.programmes]
        found += [_judged(experiment, claim, names) for names in sets]
    return found


def goal_reached(experiment: Experiment) -> list[JudgedClaim]:
    """Which programmes reach the scenario's goal; none where there is no goal."""
    goal = experiment.scenario.judged_goal
    return [_judged(experiment, goal, (name,)) for name in experiment.programmes] if goal is not None else []


def goal_held(experiment: Experiment, programme: str) -> tuple[int, int]:
    """In how many models a programme reaches the scenario's goal, and in how many of all; replicates of one model.

    Raises:
        RunError: If the scenario has no goal, or the programme was not run.
    """
    goal = experiment.scenario.judged_goal
    if goal is None:
        raise RunError("the scenario has no goal; write one under 'goal'")
    values = _of(experiment, goal, programme, goal.week)
    chosen = values[first_runs(experiment.draws)] if experiment.draws else values
    return sum(is_so(goal, value) for value in chosen.tolist()), len(chosen)


def _judged(experiment: Experiment, claim: Expectation, names: tuple[str, ...]) -> JudgedClaim:
    values = _values(experiment, claim, names)
    mean, low, high = _interval(experiment, values)
    name = names[0] if len(names) == 1 else ""
    models = len(first_runs(experiment.draws))
    return JudgedClaim(claim, name, _judgement(claim, values, low, high), mean, low, high, len(values), models)


def _values(experiment: Experiment, claim: Expectation, names: tuple[str, ...]) -> Doubles:
    """What the claim is about, replicate by replicate; shape (replicates,)."""
    own = _of(experiment, claim, names[0], claim.week)
    if claim.change:
        return own - _of(experiment, claim, names[0], 0)
    return own - _of(experiment, claim, names[1], claim.week) if len(names) > 1 else own


def _of(experiment: Experiment, claim: Expectation, programme: str, week: int | None) -> Doubles:
    """The outcome in every replicate of a programme."""
    if programme not in experiment.programmes:
        raise RunError(f"'{claim.text}' is about '{programme}', which was not run")
    outcome = Outcome(claim.measure, week, None if claim.measure in ACCOUNTS else HEADCOUNT)
    return np.array([outcome.of_run(run, experiment.scenario) for run in experiment.runs_of(programme)])


def _interval(experiment: Experiment, values: Doubles) -> tuple[float, float, float]:
    """Mean and 80 % interval, over models where replicates draw them."""
    if not experiment.draws:
        mean, low, high = interval_of_mean(values, COVERAGE)
        return mean, low, high
    low, high = map(float, middle_of_models(values, experiment.draws, COVERAGE))
    return float(values[first_runs(experiment.draws)].mean()), low, high


def _judgement(claim: Expectation, values: Doubles, low: float, high: float) -> Judgement:
    """What an interval says of a claim; runs that are all equal say it themselves, if they are enough."""
    if np.isnan(low) and len(values) >= LEAST_RUNS and np.ptp(values) == 0.0:
        low = high = float(values[0])
    if np.isnan(low):
        return Judgement.OPEN
    ends = [is_so(claim, end) for end in (low, high)]
    return Judgement.HOLDS if all(ends) else Judgement.FAILS if not any(ends) else Judgement.OPEN


def is_so(claim: Expectation, value: float) -> bool:
    """Whether what is claimed is so at one value of what it is about, in the outcome's own unit."""
    compare = {"<": value < claim.number, "<=": value <= claim.number, ">": value > claim.number}
    return compare.get(claim.relation, value >= claim.number)
