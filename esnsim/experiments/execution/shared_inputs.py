"""What workers have to be told: the base states and questions of a sweep, by the names that tasks use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

from esnsim.experiments.execution.base_state import save_setting
from esnsim.experiments.execution.worker import BaseState, SharedScenario
from esnsim.scenario import Scenario
from esnsim.simulation.simulate import Prepared

FEW_GROUNDS = 64
"""So many are kept on disk and shared between processes; of more, each is made where it is needed."""


@dataclass(frozen=True, slots=True)
class SharedInputs:
    """The base states and questions of a sweep.

    Attributes:
        folder: For files that processes of this machine share; it is made when there are some.
        scenarios: A scenario on each base state, by its number.
        questions: Scenarios by digest.
        settings: Base states that this process has made, by number.
    """

    folder: Path
    scenarios: Mapping[int, Scenario]
    questions: Mapping[str, Scenario]
    settings: dict[int, Prepared] = field(default_factory=dict)

    def base_state(self, number: int) -> BaseState:
        """What a process of this machine has to know of a base state."""
        shared = self.folder / f"base-state-{number}"
        keep = len(self.scenarios) <= FEW_GROUNDS
        return BaseState(number, _plain(self.scenarios[number]), shared if shared.exists() else None, keep)

    def question(self, key: str) -> SharedScenario:
        """What a process has to know of a question."""
        return SharedScenario(key, _plain(self.questions[key]))

    def share(self, number: int) -> None:
        """Let processes of this machine read a base state that this one has made; nothing if they can already.

        Raises:
            OSError: If it cannot be written.
        """
        place = self.folder / f"base-state-{number}"
        if not place.exists():
            self.folder.mkdir(mode=0o700, exist_ok=True)
            save_setting(self.settings[number], place)


@contextmanager
def shared_inputs(scenarios: Mapping[int, Scenario], questions: Mapping[str, Scenario]) -> Iterator[SharedInputs]:
    """A site whose folder is thrown away afterwards."""
    # A folder made before there are workers to tidy up after a killed parent would stay behind for ever.
    folder = Path(gettempdir()) / f"esnsim-{token_hex(8)}"
    try:
        yield SharedInputs(folder, scenarios, questions)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plain(scenario: Scenario) -> bytes:
    return json.dumps(scenario.content()).encode()
