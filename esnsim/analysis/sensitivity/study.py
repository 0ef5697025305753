"""Living a study: all constants on a few walks, then the strongest on a design that shares out variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from esnsim.analysis.discovery.points import Bools
from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.sensitivity.answer import Screened, Sensitivity
from esnsim.analysis.sensitivity.designs import base_points, walks
from esnsim.analysis.sensitivity.effort import Effort
from esnsim.analysis.sensitivity.indices import Shares, effects, shares
from esnsim.analysis.sensitivity.question import SensitivityQuestion
from esnsim.errors import RunError
from esnsim.experiments.design.factors import Range
from esnsim.experiments.design.points import Point
from esnsim.experiments.design.stopping import Fixed
from esnsim.experiments.execution.executor import Watcher, unwatched
from esnsim.experiments.sweeping import sweep
from esnsim.state import Doubles

LEAST_TRAJECTORIES, LEAST_POINTS, LEAST_REPLICATES = 6, 8, 2


@dataclass(frozen=True, slots=True)
class StudyRunner:
    """How a study is simulated.

    Attributes:
        store: File of finished runs; what is there is not simulated again.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        told: Told after every run.
        command: The command that asked for it, for the store.
    """

    store: Path
    workers: int | str = 1
    told: Watcher = unwatched
    command: str = ""


def sensitivity(asked: SensitivityQuestion, effort: Effort, studied: StudyRunner) -> Sensitivity:
    """Which constants an outcome depends on.

    Args:
        asked: The question.
        effort: How much is simulated.
        studied: How it is simulated.

    Raises:
        MissingExtraError: If SALib is not there.
        RunError: If too little is to be simulated, or the store cannot be used.
        ScenarioError: If the scenario cannot be so somewhere in the ranges.
    """
    check_effort(effort)
    screened = _screen(asked, effort, studied)
    strongest = sorted(screened, key=lambda each: -each.effect.strength)
    kept = [each.range for each in strongest if each.effect.is_finding][: effort.keep]
    ranked = _share_out(asked, kept, effort, studied) if kept else None
    return Sensitivity(
        asked.scenario.name, asked.outcome, asked.programme, effort, tuple(strongest), tuple(kept), ranked
    )


def check_effort(effort: Effort) -> None:
    """Refuse a study that could tell nothing.

    Raises:
        RunError: If it is too small, or base points are no power of two.
    """
    least = {"trajectories": LEAST_TRAJECTORIES, "points": LEAST_POINTS, "replicates": LEAST_REPLICATES}
    for name, count in least.items():
        if getattr(effort, name) < count:
            raise RunError(
                f"{name} is {getattr(effort, name)}; write {count} or more, or no effect can be "
                "distinguished from random variation"
            )
    if effort.points & (effort.points - 1):
        raise RunError(f"points is {effort.points}; write a power of two, such as 64 or 128")


def screening_points(asked: SensitivityQuestion, effort: Effort) -> tuple[Doubles, list[Point]]:
    """Walks and points of the screening.

    Raises:
        MissingExtraError: If SALib is not there.
        ScenarioError: If the scenario cannot be so somewhere on the walks.
    """
    walked = walks(len(asked.ranges), effort.trajectories, effort.seed)
    return walked, asked.points(walked.reshape(-1, len(asked.ranges)), asked.ranges)


def _screen(asked: SensitivityQuestion, effort: Effort, studied: StudyRunner) -> list[Screened]:
    walked, points = screening_points(asked, effort)
    outcomes = _outcomes(asked, points, effort, studied, "screening").reshape(*walked.shape[:2], -1)
    whole = _whole(outcomes, "walks")
    found = effects(outcomes[whole], walked[whole], purpose("screening", effort.seed))
    return [Screened(each, effect) for each, effect in zip(asked.ranges, found, strict=True)]


def _share_out(asked: SensitivityQuestion, kept: Sequence[Range], effort: Effort, studied: StudyRunner) -> Shares:
    based = base_points(len(kept), effort.points, effort.seed)
    points = asked.points(based.reshape(-1, len(kept)), kept)
    outcomes = _outcomes(asked, points, effort, studied, "shares of variance").reshape(*based.shape[:2], -1)
    return shares(outcomes[_whole(outcomes, "base points")], purpose("shares", effort.seed))


def _whole(outcomes: Doubles, what: str) -> Bools:
    """Where every run has an outcome; those with a run that failed are left out.

    Raises:
        RunError: If too few are whole.
    """
    whole: Bools = np.asarray(np.isfinite(outcomes).all(axis=(1, 2)))
    if whole.sum() < LEAST_TRAJECTORIES:
        raise RunError(
            f"only {int(whole.sum())} of {len(whole)} {what} have the outcome in every run; look for an outcome that "
            "is always there, and at 'esnsim store show' for runs that failed"
        )
    return whole


def _outcomes(
    asked: SensitivityQuestion, points: list[Point], effort: Effort, studied: StudyRunner, what: str
) -> Doubles:
    """The outcome of each run, not a number where it failed; shape (points, replicates)."""
    name = f"{asked.scenario.name}: {what} of {asked.outcome}"
    found = sweep(
        points,
        studied.store,
        Fixed(effort.replicates),
        asked.outcome,
        [asked.programme],
        studied.workers,
        studied.told,
        name,
        studied.command,
    )
    with found:
        table = found.values([asked.outcome])
    mine = table[table["programme"] == asked.programme]
    outcomes = np.full((len(points), effort.replicates), np.nan)
    outcomes[mine["point"].to_numpy(), mine["replicate"].to_numpy()] = mine[str(asked.outcome)].to_numpy(float)
    return outcomes
