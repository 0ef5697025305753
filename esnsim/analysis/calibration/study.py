"""Calibrating: what of the ensemble fits the weeks of one organisation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.calibration.answer import Calibration, CalibrationQuestion, answer_of
from esnsim.analysis.calibration.counted import CountedWeeks
from esnsim.analysis.calibration.matching import CountedTarget, matched
from esnsim.analysis.calibration.models import ModelsOfAQuestion
from esnsim.analysis.calibration.posterior import posterior
from esnsim.analysis.calibration.prior import SmoothEnsemble
from esnsim.analysis.calibration.summaries import summaries_of, summarised
from esnsim.ensemble.draws import models_of
from esnsim.ensemble.space import Dimension, dimensions
from esnsim.ensemble.summary import places_of
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.execution.executor import Watcher, unwatched
from esnsim.experiments.execution.runner import check_workers
from esnsim.interventions.forms import suggestion
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario, resolve
from esnsim.state import Doubles

SHRUNK = 0.5
"""Part of covariances between summaries that is kept: some forty pairs of runs know them badly."""


class CalibrationEffort(NamedTuple):
    """How much is simulated, and how far the model itself is trusted.

    Attributes:
        models: Models of all waves together.
        waves: Waves.
        members: Models of the ensemble that is written.
        discrepancy: By what share of a level the model itself may be wrong, one standard deviation.
    """

    models: int = 900
    waves: int = 3
    members: int = 100
    discrepancy: float = 0.1


USUAL = CalibrationEffort()


def calibrate(
    scenario: Scenario,
    counted: CountedWeeks,
    people: int,
    store: Path,
    free: Collection[str] = (),
    programme: str | None = None,
    effort: CalibrationEffort = USUAL,
    workers: int | str = 1,
    tell: Watcher = unwatched,
) -> Calibration:
    """Narrow the ensemble to what was counted.

    Every run is kept in the store when it is finished; the same call goes on wherever it was stopped.

    Args:
        scenario: The organisation, its start and what was done.
        counted: What was counted.
        people: Headcount.
        store: File of finished runs.
        free: Constants and sizes that may be narrowed; all that the scenario does not say itself if empty.
        programme: What was done where the weeks were counted, the baseline if left out.
        effort: How much is simulated.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        tell: Told after every run.

    Raises:
        ScenarioError: If there is no such programme, constant or size.
        RunError: If the store cannot be used.
    """
    check_workers(workers)
    name = scenario.baseline if programme is None else programme
    space = dimensions()
    question = question_of(scenario, name, counted.last_week)
    is_free = free_dimensions(question, space, free)
    believed = SmoothEnsemble(places_of(models_of(scenario), space), is_free)
    models = ModelsOfAQuestion(question, name, counted, people, space, store, workers, tell)
    summaries = summaries_of(counted)
    observed = summarised([each.values for each in counted.series], summaries)
    key = key_of("esnsim", "calibration", scenario.seed)
    target = CountedTarget(observed, discrepancy_of(observed, people, effort.discrepancy))
    pairs: list[Doubles] = []

    def simulating(wave: int, places: Doubles) -> Doubles:
        first, again = (summarised(each, summaries) for each in models.simulated(wave, places))
        both = np.isfinite(first + again).all(axis=1)
        pairs.append((first - again)[both])
        return first

    each_wave = max(1, effort.models // effort.waves)
    found = matched(believed, target, effort.waves, each_wave, simulating, key)
    noise = noise_of(np.concatenate(pairs))
    series = np.array([each.series for each in summaries])
    fitting = posterior(found.places, found.summaries, target, series, noise, is_free, effort.members, key)
    predicted, _ = models.simulated(effort.waves, fitting.places, twice=False)
    believed_places = believed.draw(2000, key_of("esnsim", "believed", *key))
    return answer_of(
        CalibrationQuestion(
            question, name, counted, people, tuple(space), is_free, summaries, target, noise, effort.discrepancy
        ),
        found,
        fitting,
        predicted,
        believed_places,
    )


def question_of(scenario: Scenario, programme: str, last_week: int) -> Scenario:
    """The same question about what was done, up to the last week that was counted.

    Raises:
        ScenarioError: If there is no such programme.
    """
    done = {programme: scenario.programme(programme)}
    asked = scenario.doing(done, programme)
    return resolve(asked.ending(last_week).model_copy(update={"replicates": 1, "observed": ()}))


def free_dimensions(scenario: Scenario, space: Sequence[Dimension], asked: Collection[str]) -> NDArray[np.bool_]:
    """Which dimensions may be narrowed.

    Raises:
        ScenarioError: If one that was asked for is not known, or the scenario says it itself, or nothing done has it.
    """
    kinds = {each.kind for interventions in scenario.programmes.values() for each in interventions}
    said = scenario.behaviour.model_fields_set
    names = [each.name for each in space]
    mistakes = []
    for name in asked:
        place = f"--free {name}"
        if name not in names:
            mistakes.append(Mistake(place, f"'{name}' is no constant or size; {suggestion(name, names)}"))
        elif name in said:
            mistakes.append(Mistake(place, f"the scenario says {name} itself; leave it out there"))
        elif "." in name and name.partition(".")[0] not in kinds:
            mistakes.append(Mistake(place, f"nothing of this kind is done in '{scenario.baseline}'"))
    if mistakes:
        raise ScenarioError(mistakes)
    usable = [name not in said and ("." not in name or name.partition(".")[0] in kinds) for name in names]
    return np.array([use and (not asked or name in asked) for use, name in zip(usable, names, strict=True)])


def discrepancy_of(observed: Doubles, people: int, share: float) -> Doubles:
    """Variance of square roots where the model may be wrong by a share of the level, or by one person."""
    level = np.maximum(observed**2, 1.0 / people)
    found: Doubles = (0.5 * share) ** 2 * level
    return found


def noise_of(differences: Doubles) -> Doubles:
    """Covariance of summaries between runs of one model, from differences between two; shape (summaries, summaries)."""
    count = max(len(differences), 1)
    whole = differences.T @ differences / (2.0 * count)
    return SHRUNK * whole + (1.0 - SHRUNK) * np.diag(np.diag(whole))
