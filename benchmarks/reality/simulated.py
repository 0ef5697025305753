"""Runs of the model among the people of a record, under constants drawn from what is believed before any data.

The scenario is an ordinary one: an organisation read from people and ties, a launch, and a promotion that goes on, as
each of the records had one (salesmen, a national campaign, invitations). Nothing but mechanism M2 decides who adopts
and when; what happens after a first visit matters through what contacts can see.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.reality.draws import between, numbers
from benchmarks.reality.record import Society
from esnsim.organisation import Organisation, build
from esnsim.rng.address import key_of
from esnsim.scenario import Scenario
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation, start_of

DONE = "promoted"
LONGEST = 2600
"""Workdays of a run: ten years."""
MOST_PULL = 0.25
"""Largest part of those left that a promotion brings in four weeks (F12: 5 to 25 %); the smallest is none."""
STAND_INS = 1000
"""People who live where nobody knows how many could adopt; their shares stand for those of the unknown number."""
BATCH = 20
DRAWN = ("external_rate", "imitation")
"""Constants that are drawn, each over its declared range; all others have their defaults."""

Curve: TypeAlias = NDArray[np.float64]
"""Share of people who have adopted, at the start and after each workday."""
Mapping: TypeAlias = Callable[[Callable[["Batch"], list[Curve]], Iterable["Batch"]], Iterable[list[Curve]]]
"""What carries out batches and keeps their order: ``map``, or a pool's."""


class Beliefs(NamedTuple):
    """Constants of one run.

    Attributes:
        external_rate: See `Parameters`.
        imitation: See `Parameters`.
        pull: Part of those left whom the promotion brings in four weeks.
        seed: Of traits and random numbers.
    """

    external_rate: float
    imitation: float
    pull: float
    seed: int


class Batch(NamedTuple):
    """Some runs, to be carried out together.

    Attributes:
        organisation: Who is there.
        beliefs: Constants of each run.
        days: Workdays of each run.
    """

    organisation: Organisation
    beliefs: Sequence[Beliefs]
    days: int


def prior(name: str, count: int) -> list[Beliefs]:
    """Constants for this many runs, drawn independently; rates so that every ratio is as likely as another.

    Args:
        name: Name of the record, which addresses the random numbers.
        count: How many.
    """
    known = known_parameters()
    external, imitation = (
        between(known[each].low, known[each].high, numbers(count, name, each)).tolist() for each in DRAWN
    )
    pull = (MOST_PULL * numbers(count, name, "pull")).tolist()
    return [Beliefs(*each) for each in zip(external, imitation, pull, range(1, count + 1), strict=True)]


def simulate(society: Society, name: str, beliefs: Sequence[Beliefs], days: int, mapping: Mapping = map) -> list[Curve]:
    """One curve for each set of constants.

    Args:
        society: The people.
        name: Name of the record.
        beliefs: Constants of each run.
        days: Workdays of each run.
        mapping: What carries out batches.
    """
    organisation = organisation_of(society, name)
    batches = [Batch(organisation, beliefs[at : at + BATCH], days) for at in range(0, len(beliefs), BATCH)]
    return [curve for curves in mapping(carry_out, batches) for curve in curves]


def carry_out(batch: Batch) -> list[Curve]:
    """The curves of a batch."""
    return [_curve(batch.organisation, each, batch.days) for each in batch.beliefs]


def _curve(organisation: Organisation, beliefs: Beliefs, days: int) -> Curve:
    scenario = Scenario.of(scenario_of(beliefs, days))
    simulation = Simulation(Prepared(scenario, organisation, start_of(scenario, organisation), None), DONE, 0)
    people = organisation.people
    while simulation.day < days and simulation.record[simulation.day, Measure.EVER_READER] < people:
        simulation.step()
    reached = simulation.record[: simulation.day + 1, Measure.EVER_READER] / people
    return np.concatenate([reached, np.full(days - simulation.day, reached[-1])])


def scenario_of(beliefs: Beliefs, days: int) -> dict[str, Any]:
    """The scenario of a run, as a file would say it; nobody leaves, since the people of records are the same ones."""
    promotion = {"kind": "campaign", "start": "week 1", "duration": None, "pull_per_month": beliefs.pull}
    return {
        "name": "reality",
        "seed": beliefs.seed,
        "weeks": -(-days // 5),
        "organisation": {"import": {"people": "people.csv"}, "turnover": 0.0},
        "behaviour": {name: getattr(beliefs, name) for name in DRAWN},
        "programmes": {DONE: [promotion]},
        "baseline": DONE,
    }


def organisation_of(society: Society, name: str) -> Organisation:
    """The people and ties as an organisation without managers, by the way of an importer's files.

    Where the people are not known, stand-ins with generated ties.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wanted: dict[str, Any] = {"people": "people.csv", "mean_ties": society.mean_ties}
        _write(folder / "people.csv", ("person", "unit"), _people(society))
        if society.ties:
            _write(folder / "ties.csv", ("source", "target", "weight"), society.ties)
            wanted["ties"] = "ties.csv"
        content = {"name": name, "organisation": {"import": wanted}}
        specification = Scenario.of(content).organisation.specification
        return build(specification, key_of("esnsim", "reality", name, "organisation"), folder)[0]


def _people(society: Society) -> Iterator[tuple[str, str]]:
    if society.people:
        return zip(society.people, society.units, strict=True)
    return ((str(1 + nth), "all") for nth in range(STAND_INS))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
