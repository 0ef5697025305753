"""Organisations whose constants are known, because they are simulated, and what calibrations say of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.analysis.calibration.counted import ACTIONS, PEOPLE_OF_A_WEEK, Counted, CountedWeeks
from esnsim.analysis.calibration.matching import CountedTarget
from esnsim.analysis.calibration.models import ModelsOfAQuestion
from esnsim.analysis.calibration.posterior import posterior
from esnsim.analysis.calibration.prior import SmoothEnsemble, bells_of
from esnsim.analysis.calibration.study import (
    CalibrationEffort,
    calibrate,
    discrepancy_of,
    free_dimensions,
    noise_of,
    question_of,
)
from esnsim.analysis.calibration.summaries import WEEKS_OF_A_SUMMARY, summaries_of, summarised
from esnsim.ensemble.draws import models_of
from esnsim.ensemble.space import dimensions
from esnsim.ensemble.summary import places_of
from esnsim.experiments.execution.executor import unwatched
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario
from esnsim.state import Doubles, Longs

PROGRAMME = "launched"
SCENARIO = {
    "name": "calibration",
    "weeks": 26,
    "organisation": {"generate": {"people": 200}},
    "programmes": {PROGRAMME: [{"kind": "campaign"}, {"kind": "ambassadors", "count": 6}]},
    "baseline": PROGRAMME,
}
COUNTED = ("readers", "contributors", "posts", "reactions")
TRUTHS_WAVE = 10_000
"""Number of the wave in which truths are simulated: no calibration has so many."""
PRETENDED = 99
"""Members that take the place of a truth, one after the other."""
EFFORT = CalibrationEffort(models=400, waves=2, members=100)


class Truth(NamedTuple):
    """What a calibration said of an organisation whose constants are known.

    Attributes:
        number: Which.
        ranks: Of the true place among the members, 0 to members, of each free dimension.
        kept: Width of the middle 80 % of members over that before, of each.
        held: Whether the middle 80 % hold the truth.
        pretended: Ranks of `PRETENDED` members drawn at random, as if each were the truth, among all members: what
            ranks of all constants together are like where intervals are right; shape (`PRETENDED`, dimensions).
    """

    number: int
    ranks: tuple[int, ...]
    kept: tuple[float, ...]
    held: tuple[bool, ...]
    pretended: tuple[tuple[float, ...], ...]


def weeks_of(scenario: Scenario, number: int, store: Path, discrepancy: float) -> tuple[CountedWeeks, Doubles]:
    """What is counted in an organisation with plausible constants, and those constants as places in their ranges.

    What the model may be wrong by is drawn as calibrations assume it: half of it common to all weeks.
    """
    space, people = dimensions(), scenario.organisation.specification.people
    weeks = np.arange(1, scenario.weeks + 1)
    measures = {**{word: (measure,) for word, measure in PEOPLE_OF_A_WEEK.items()}, **ACTIONS}
    series = tuple(Counted(word, measures[word], word in ACTIONS, weeks, np.zeros(len(weeks))) for word in COUNTED)
    counted = CountedWeeks(series, f"truth {number}")
    question = question_of(scenario, PROGRAMME, scenario.weeks)
    believed = SmoothEnsemble(places_of(models_of(scenario), space), free_dimensions(question, space, ()))
    place = believed.draw(1, key_of("benchmark", "truth", number))
    models = ModelsOfAQuestion(question, PROGRAMME, counted, people, space, store, 1, unwatched)
    values, _ = models.simulated(TRUTHS_WAVE + number, place, twice=False)
    block = (weeks - 1) // WEEKS_OF_A_SUMMARY
    wrong = bells_of(key_of("benchmark", "wrong", number), (len(series), block.max() + 2))
    factors = [1.0 + 0.5 * discrepancy * np.sqrt(0.5) * (each[block] + each[-1]) for each in wrong]
    told = [each[0] * factor**2 for each, factor in zip(values, factors, strict=True)]
    return CountedWeeks(tuple(one._replace(values=each) for one, each in zip(series, told, strict=True)), ""), place[0]


def truth_of(number: int, folder: Path, workers: int) -> Truth:
    """Calibrate to one organisation, and look whether its constants are where they should be."""
    scenario = Scenario.of(SCENARIO)
    people = scenario.organisation.specification.people
    counted, place = weeks_of(scenario, number, folder / "truths.sqlite", EFFORT.discrepancy)
    found = calibrate(
        scenario, counted, people, folder / "models.sqlite", programme=PROGRAMME, effort=EFFORT, workers=workers
    )
    believed = SmoothEnsemble(places_of(models_of(scenario), found.asked.space), found.asked.free)
    before = np.diff(np.quantile(believed.draw(2000, key_of("before")), (0.1, 0.9), axis=0), axis=0)[0]
    return _truth(number, found.posterior.places, place, np.flatnonzero(found.asked.free), before)


def truths_of_one_wave(count: int, models: int, folder: Path, workers: int) -> list[Truth]:
    """The same of many organisations by one wave of models that all share, so that nothing is ruled out before.

    What is tried is how models that fit are made of those that were simulated; waves make more of them near by.
    """
    scenario = Scenario.of(SCENARIO)
    space, people = dimensions(), scenario.organisation.specification.people
    told = [weeks_of(scenario, number, folder / "truths.sqlite", EFFORT.discrepancy) for number in range(1, count + 1)]
    counted = told[0][0]
    question = question_of(scenario, PROGRAMME, scenario.weeks)
    free = free_dimensions(question, space, ())
    believed = SmoothEnsemble(places_of(models_of(scenario), space), free)
    asked = ModelsOfAQuestion(question, PROGRAMME, counted, people, space, folder / "models.sqlite", workers, unwatched)
    summaries = summaries_of(counted)
    places = believed.draw(models, key_of("benchmark", "one wave"))
    values, again = (summarised(each, summaries) for each in asked.simulated(0, places))
    both = np.isfinite(again).all(axis=1)
    noise = noise_of((values - again)[both])
    series = np.array([each.series for each in summaries])
    before = np.diff(np.quantile(believed.draw(2000, key_of("before")), (0.1, 0.9), axis=0), axis=0)[0]
    found = []
    for number, (weeks, place) in enumerate(told, 1):
        observed = summarised([each.values for each in weeks.series], summaries)
        target = CountedTarget(observed, discrepancy_of(observed, people, EFFORT.discrepancy))
        fitting = posterior(places, values, target, series, noise, free, EFFORT.members, key_of("benchmark", number))
        found.append(_truth(number, fitting.places, place, np.flatnonzero(free), before))
    return found


def _truth(number: int, members: Doubles, place: Doubles, free: Longs, before: Doubles) -> Truth:
    low, high = np.quantile(members, (0.1, 0.9), axis=0, method="weibull")
    drawn = members[np.random.default_rng([13, number]).integers(len(members), size=PRETENDED)][:, free]
    among = members[:, free][:, None]
    # A member that was drawn twice is as often above as below itself.
    pretended = (among < drawn).sum(axis=0) + 0.5 * (among == drawn).sum(axis=0) - 0.5
    return Truth(
        number,
        tuple(int((members[:, nth] < place[nth]).sum()) for nth in free),
        tuple(float((high[nth] - low[nth]) / before[nth]) for nth in free),
        tuple(bool(low[nth] <= place[nth] <= high[nth]) for nth in free),
        tuple(tuple(each) for each in pretended.tolist()),
    )


def read(file: Path) -> list[Truth]:
    """Those that are done."""
    if not file.exists():
        return []
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    names = ("ranks", "kept", "held", "pretended")
    return [Truth(row["number"], *(tuple(row[name]) for name in names)) for row in rows]
