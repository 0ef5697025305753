"""Points of small questions, and sweeps over them."""

from __future__ import annotations

from pathlib import Path

from small_questions import AMBASSADORS, CAMPAIGN, question

from esnsim.experiments.design.points import Point
from esnsim.experiments.execution.executor import RunProgress
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.sweeping import sweep
from esnsim.scenario import resolve

COUNT = "programmes.ambassadors[0].count"
PEOPLE = "organisation.generate.people"


def points(counts=(5, 12), **changes) -> list[Point]:
    """A point for each number of ambassadors; nothing else differs, so that grounds and baselines are shared."""
    made = []
    for number, count in enumerate(counts):
        programmes = {"none": [], "ambassadors": [AMBASSADORS | {"count": count}], "campaign": [CAMPAIGN]}
        scenario = resolve(question(**{"programmes": programmes, "weeks": 2} | changes))
        made.append(Point(number, {COUNT: count}, scenario))
    return made


def swept(asked: list[Point], store: Path, *arguments, **named) -> tuple[Sweep, list[RunProgress]]:
    """A sweep, read back, and what was told on the way."""
    told: list[RunProgress] = []
    return sweep(asked, store, *arguments, progress=told.append, **named), told


def computed(told: list[RunProgress]) -> int:
    """How many runs were asked for and not there."""
    return told[-1].total - told[-1].reused
