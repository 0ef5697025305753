"""Simulates models at places, through a store of runs: every finished run is kept, and asked for again it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from esnsim.analysis.calibration.counted import CountedWeeks
from esnsim.ensemble.draws import with_model
from esnsim.ensemble.space import Dimension
from esnsim.errors import RunError
from esnsim.experiments.execution.executor import Watcher, working
from esnsim.experiments.execution.submission import Submission, base_states_of, submit
from esnsim.experiments.store.keys import run_keys
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.store.store import Store
from esnsim.scenario import Scenario, resolve
from esnsim.state import Doubles, Longs

EVERY = 8
"""Of so many models one is simulated twice, so that random variation between its runs is known."""
RUNS_OF_A_MODEL = 2


@dataclass(frozen=True)
class ModelsOfAQuestion:
    """What simulates models of one question under one programme.

    Attributes:
        scenario: The question, with this programme alone, up to the last week that was counted.
        programme: What was done where weeks were counted.
        counted: What was counted.
        people: Headcount.
        space: All dimensions.
        store: File of finished runs.
        workers: Number of processes; results do not depend on it.
        tell: Told after every run.
    """

    scenario: Scenario
    programme: str
    counted: CountedWeeks
    people: int
    space: Sequence[Dimension]
    store: Path
    workers: int | str
    tell: Watcher

    def simulated(self, wave: int, places: Doubles, *, twice: bool = True) -> tuple[list[Doubles], list[Doubles]]:
        """What each model counts, and what those count again that are simulated twice.

        Args:
            wave: Number of the wave, which names the organisations and random numbers.
            places: Where the models lie; shape (models, dimensions).
            twice: Whether some are simulated twice.

        Returns:
            Values of each series, shape (models, weeks) each; not numbers where a run failed. And the same of second
            runs, not numbers for models without one.
        """
        scenarios = [self._model(wave, nth, place) for nth, place in enumerate(places)]
        factors = [{"wave": wave, "model": nth} for nth in range(len(places))]
        numbers = {
            nth: range(
                nth * RUNS_OF_A_MODEL, nth * RUNS_OF_A_MODEL + (RUNS_OF_A_MODEL if twice and nth % EVERY == 0 else 1)
            )
            for nth in range(len(places))
        }
        with Store(self.store) as kept:
            requests = RequestTable(kept)
            record = SweepRecord("", f"{self.scenario.name}: wave {wave + 1}", ("wave", "model"))
            submission = submit(requests, scenarios, factors, base_states_of(scenarios), record)
            submission.ask(numbers)
            requests.forgive(failure.key for _, failure in requests.failures(submission.number))
            with working(submission, self.workers, self.tell) as executor:
                executor.work()
            self._look_at_failures(requests, submission)
            first = [self._values(submission, nth, each.start) for nth, each in numbers.items()]
            again = [
                self._values(submission, nth, each.start + 1) if len(each) > 1 else self._nothing()
                for nth, each in numbers.items()
            ]
        return [np.array(each) for each in zip(*first, strict=True)], [
            np.array(each) for each in zip(*again, strict=True)
        ]

    def _model(self, wave: int, nth: int, place: Doubles) -> Scenario:
        """The question with one model, in an organisation of its own where it is generated."""
        values = {each.name: each.value(at) for each, at in zip(self.space, place.tolist(), strict=True)}
        constants = {name: value for name, value in values.items() if "." not in name}
        sizes = {name: value for name, value in values.items() if "." in name}
        generated = self.scenario.organisation.generate is not None
        number = 1 + 1_000_000 * (wave + 1) + nth if generated else 0
        return resolve(with_model(self.scenario, constants, sizes, number))

    @staticmethod
    def _look_at_failures(requests: RequestTable, submission: Submission) -> None:
        """Models whose runs fail are left out; if all do, it is told why."""
        failures = requests.failures(submission.number)
        if failures and len(failures) == requests.count(submission.number).total:
            raise RunError(f"none of {len(failures)} runs could be finished; the first: {failures[0][1]}")

    def _values(self, submission: Submission, point: int, replicate: int) -> list[Doubles]:
        """What a run counts; not numbers if it failed."""
        states = submission.base_states
        key = run_keys(states.keys[states.numbers[point]], submission.scenarios[point], self.programme)(replicate)
        run = submission.requests.store.get(key, self.programme, replicate)
        return self._nothing() if run is None else self._of(run.record)

    def _of(self, record: Longs) -> list[Doubles]:
        return [each.of(record, self.people) for each in self.counted.series]

    def _nothing(self) -> list[Doubles]:
        return [np.full(len(each.weeks), np.nan) for each in self.counted.series]
