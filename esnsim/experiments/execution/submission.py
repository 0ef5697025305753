"""What is asked of a store, with the base states its scenarios start from; nothing is made or simulated here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from esnsim.experiments.store.keys import base_state_key, organisation_key, question_key, run_keys
from esnsim.experiments.store.requests import PointRecord, RequestTable, RunRequest, SweepRecord
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared


@dataclass(frozen=True, slots=True)
class BaseStates:
    """The Base states of some scenarios.

    Attributes:
        numbers: Number of the base state of each scenario.
        keys: Digests of the base states, by number.
        settings: Base states that were made already, by number.
    """

    numbers: tuple[int, ...]
    keys: tuple[str, ...]
    settings: dict[int, Prepared]


def base_states_of(scenarios: Sequence[Scenario]) -> BaseStates:
    """Which scenarios start from the same base state; nothing is made, but files are read.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    organisations: dict[str, str] = {}
    keys: dict[str, int] = {}
    numbers = []
    for scenario in scenarios:
        said = json.dumps([scenario.organisation.specification.model_dump(mode="json"), scenario.organisation_seed])
        if said not in organisations:
            organisations[said] = organisation_key(scenario, Path())
        numbers.append(keys.setdefault(base_state_key(scenario, organisations[said]), len(keys)))
    return BaseStates(tuple(numbers), tuple(keys), {})


@dataclass(frozen=True, slots=True)
class Submission:
    """A sweep that stands in a request table, with what is needed to answer it.

    Attributes:
        requests: Where it stands.
        number: By which the request table knows it.
        scenarios: Its points, in their order.
        base_states: What they start from.
    """

    requests: RequestTable
    number: int
    scenarios: tuple[Scenario, ...]
    base_states: BaseStates

    def ask(self, wanted: Mapping[int, range], programmes: Iterable[str] | None = None) -> None:
        """Ask for runs of every programme, or of those named.

        Args:
            wanted: Replicates by number of point.
            programmes: Names, None for all.
        """
        chosen = None if programmes is None else set(programmes)
        self.requests.ask(self.number, requests(self.scenarios, self.base_states, wanted, chosen))


def requests(
    scenarios: Sequence[Scenario],
    base_states: BaseStates,
    wanted: Mapping[int, range],
    chosen: Container[str] | None = None,
) -> Iterator[RunRequest]:
    """The runs that some replicates of points consist of.

    Args:
        scenarios: All points, resolved.
        base_states: What they start from.
        wanted: Replicates by number of point.
        chosen: Names of programmes, None for all.
    """
    for point, replicates in wanted.items():
        scenario, base_state = scenarios[point], base_states.numbers[point]
        for name in scenario.programmes:
            if chosen is None or name in chosen:
                key = run_keys(base_states.keys[base_state], scenario, name)
                yield from (RunRequest(base_state, replicate, point, name, key(replicate)) for replicate in replicates)


def identity_of(questions: Sequence[str], base_states: BaseStates, factors: Sequence[Mapping[str, object]]) -> str:
    """What a sweep is known by in any store: digest of its points and of what they start from.

    Args:
        questions: Digest of the scenario of each point.
        base_states: What they start from.
        factors: Value of every factor by path, for each point.
    """
    said = json.dumps([questions, base_states.keys, [dict(each) for each in factors]], default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def submit(
    requests: RequestTable,
    scenarios: Sequence[Scenario],
    factors: Sequence[Mapping[str, object]],
    base_state: BaseStates,
    sweep_record: SweepRecord,
) -> Submission:
    """Write a sweep into a request table.

    Args:
        requests: Where to.
        scenarios: Its points, resolved.
        factors: Value of every factor by path, for each point.
        base_state: Base states of the points.
        sweep_record: What it is; its identity is filled in.
    """
    keys = [question_key(scenario) for scenario in scenarios]
    identity = identity_of(keys, base_state, factors)
    points = [PointRecord(nth, factors[nth], keys[nth], base_state.numbers[nth]) for nth in range(len(scenarios))]
    number = requests.enter(replace(sweep_record, identity=identity), points, dict(zip(keys, scenarios, strict=True)))
    return Submission(requests, number, tuple(scenarios), base_state)
