"""A part of the work: one replicate of one trial, simulated and measured for every fact that asks it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.compilation import rules_digest
from esnsim.ensemble.draws import drawing_order
from esnsim.ensemble.members import members
from esnsim.errors import EsnsimError
from esnsim.evidence.effects import EFFECTS
from esnsim.evidence.fact import Fact, Test, UntestableError
from esnsim.evidence.facts import FACTS
from esnsim.evidence.recorders.observed_run import ObservedRun, observe
from esnsim.evidence.trial import AS_IT_IS, DONE, Trial, TrialSize, Variation, arm_scenario
from esnsim.simulation.simulate import Prepared, prepare

Measured: TypeAlias = dict[str, dict[str, float | list[float]] | str]
"""What a replicate says, by fact and test; a sentence where it cannot say anything."""


class ValidationTask(NamedTuple):
    """One replicate of one trial.

    Attributes:
        trial: Name of the trial.
        replicate: Counted from 1; also the seed of organisation and runs.
        size: How large.
        variation: How the model is changed.
    """

    trial: str
    replicate: int
    size: TrialSize
    variation: Variation = AS_IT_IS

    @property
    def key(self) -> str:
        """Digest of all that its answer depends on: rules, evidence, trial, replicate, size and variation."""
        varied = [sorted(each) for each in self.variation]
        parts = [rules_digest(), evidence_digest(), self.trial, self.replicate, self.size.value, *varied]
        text = json.dumps(parts)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def evidence_digest() -> str:
    """Digest of the text of this package: which measurements produced an answer."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def trials() -> dict[str, Trial]:
    """Every trial that some fact or effect asks, by name."""
    return {test.trial.name: test.trial for fact in (*FACTS, *EFFECTS) for test in fact.tests}


def tests_of(trial: str) -> Iterator[tuple[str, Fact, Test]]:
    """Every test that a trial serves: a name for it, its fact, and itself."""
    for fact in (*FACTS, *EFFECTS):
        for nth, test in enumerate(fact.tests):
            if test.trial.name == trial:
                yield place_of(fact, nth), fact, test


def place_of(fact: Fact, nth: int) -> str:
    """What the nth test of a fact is called."""
    return f"{fact.id} {nth}"


def parts_of(
    trial: Trial, size: TrialSize, variation: Variation, turn: int = 0, *, models: bool = False
) -> list[ValidationTask]:
    """All replicates of a trial.

    Args:
        trial: What is simulated.
        size: How large.
        variation: How the model is changed.
        turn: Every turn has other random numbers and other organisations than those before.
        models: Whether each replicate has a plausible model of its own, as those of a scenario have; what
            ``variation`` changes is changed in each.
    """
    count = trial.replicates.of(size)
    found = [ValidationTask(trial.name, 1 + turn * count + nth, size, variation) for nth in range(count)]
    if not models:
        return found
    order = drawing_order(0, members())
    return [each._replace(variation=variation.beside(order[(each.replicate - 1) % len(order)])) for each in found]


def carry_out(part: ValidationTask) -> Measured:
    """Simulate one replicate and let every fact measure it."""
    trial = trials()[part.trial]
    try:
        runs = simulated(trial, part)
    except EsnsimError as error:
        return {place: f"{error}".splitlines()[0] for place, _, _ in tests_of(part.trial)}
    return {place: _measured(test, runs) for place, _, test in tests_of(part.trial)}


def simulated(trial: Trial, part: ValidationTask) -> Mapping[str, ObservedRun]:
    """Every arm of a replicate, simulated; arms that start alike share their start."""
    base_states: dict[str, Prepared] = {}
    runs = {}
    for name, what in trial.arms(trial.people.of(part.size), part.replicate).items():
        scenario = arm_scenario(what, part.replicate, part.variation)
        base_state = json.dumps(
            [what.content["organisation"], what.content["initial"], list(scenario.parameters)], default=str
        )
        if base_state not in base_states:
            base_states[base_state] = prepare(scenario)
        shared = base_states[base_state]
        setting = Prepared(scenario, shared.organisation, shared.start, shared.report)
        runs[name] = observe(setting, DONE, what.weeks, closely=what.closely, disturbed=what.disturbed)
    return runs


def _measured(test: Test, runs: Mapping[str, ObservedRun]) -> dict[str, float | list[float]] | str:
    try:
        return {key: _plain(value) for key, value in test.measure(runs).items()}
    except UntestableError as error:
        return str(error)


def _plain(value: float | Sequence[float]) -> float | list[float]:
    """A number, or a list of them, that can be written down as it is."""
    return [float(each) for each in value] if isinstance(value, Sequence) else float(value)
