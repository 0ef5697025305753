"""Plans that are run: effects against doing nothing, replicate by replicate, with every run kept in a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.execution.executor import Watcher
from esnsim.experiments.execution.process_pool import ProcessPool
from esnsim.experiments.execution.runner import run_all_with_shared
from esnsim.interventions import Kind
from esnsim.scenario import Scenario
from esnsim.state import Doubles

NOTHING = "nothing"
"""Name of the programme that everything is held against."""


class PlanRunner:
    """Runs programmes and remembers what came of them.

    Attributes:
        runs: How many runs were asked for, those of doing nothing among them.
    """

    def __init__(
        self,
        scenario: Scenario,
        looked_at: Sequence[Outcome],
        store: Path | None,
        workers: int | ProcessPool,
        progress: Watcher | None = None,
    ) -> None:
        """Nothing is run yet.

        Args:
            scenario: What is asked; its baseline is what everything is held against.
            looked_at: Outcomes that are taken from every run; others by number, the first unless said.
            store: File of finished runs; None keeps nothing.
            workers: Number of processes, or processes that stay; results do not depend on it.
            progress: Told after every run.
        """
        self.scenario, self.looked_at = scenario, tuple(looked_at)
        self.store, self.workers, self.progress = store, workers, progress
        self._known: dict[tuple[str, int], tuple[float, ...]] = {}

    @property
    def runs(self) -> int:
        """How many different runs were looked at."""
        return len(self._known)

    def effects(self, programmes: Mapping[str, tuple[Kind, ...]], replicates: range, which: int = 0) -> Doubles:
        """An outcome of programmes less that of doing nothing.

        Args:
            programmes: By name; one name always means the same programme.
            replicates: Which.
            which: Number of the outcome.

        Returns:
            Shape (programmes, replicates).
        """
        nothing = {NOTHING: self.scenario.programme(self.scenario.baseline)}
        own = self.outcomes({**nothing, **programmes}, replicates, which)
        return own[1:] - own[:1]

    def outcomes(self, programmes: Mapping[str, tuple[Kind, ...]], replicates: range, which: int = 0) -> Doubles:
        """An outcome of programmes in some replicates; shape (programmes, replicates)."""
        missing = {
            name: done
            for name, done in programmes.items()
            if any((name, each) not in self._known for each in replicates)
        }
        if missing:
            self._run(missing, replicates)
        return np.array([[self._known[name, each][which] for each in replicates] for name in programmes])

    def _run(self, programmes: Mapping[str, tuple[Kind, ...]], replicates: range) -> None:
        """Simulate what is not known, all in the same replicates."""
        asked = self.scenario.doing(programmes, next(iter(programmes)))
        found = run_all_with_shared(
            asked, replicates=len(replicates), workers=self.workers, store=self.store, progress=self.progress,
            first=replicates.start,
        )  # fmt: skip
        for run in found.runs:
            self._known[run.programme, run.replicate] = tuple(each.of_run(run, asked) for each in self.looked_at)


def plan_name(plan: Sequence[int]) -> str:
    """A name for a plan: the number of the way of each lever, from 1; 0 where it is left out."""
    return "plan " + ".".join(str(way + 1) for way in plan)
