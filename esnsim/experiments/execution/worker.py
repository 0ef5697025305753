"""Where runs are simulated: what a process has to know for it, and what comes of it.

A *worker* is told of base states and questions once, and of each run by a few words. There is one in every process that
runs, on this machine or another.
"""

from __future__ import annotations

import json
import traceback
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.errors import EsnsimError
from esnsim.experiments.execution.base_state import load_setting, prepared
from esnsim.experiments.store.codec import Packed, pack
from esnsim.experiments.store.store import Failure
from esnsim.scenario import Scenario, check_audiences
from esnsim.simulation.simulate import Prepared, simulate

FAILURES = (
    EsnsimError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a run may raise and the others survive; an interrupt is none of it."""
KEPT_GROUNDS = 2
"""Organisations a process has in memory at once."""
KEPT_QUESTIONS = 1000
"""Scenarios a process has at hand; of others it has the text alone, which takes a sixth of the room."""


class BaseState(NamedTuple):
    """What runs start from.

    Attributes:
        number: By which tasks name it.
        scenario: A scenario that starts from it: JSON.
        shared: Folder from which it can be read, None if it is to be made.
        keep: Whether what was made is kept on disk for other processes.
    """

    number: int
    scenario: bytes
    shared: Path | None = None
    keep: bool = False


class SharedScenario(NamedTuple):
    """A scenario that is asked.

    Attributes:
        key: Its digest, by which tasks name it.
        scenario: JSON.
    """

    key: str
    scenario: bytes


class Task(NamedTuple):
    """One run to simulate.

    Attributes:
        key: Digest of all that it depends on.
        base_state: Number of the base state.
        question: Digest of the scenario.
        programme: Name of the programme.
        replicate: Which run of it.
    """

    key: str
    base_state: int
    question: str
    programme: str
    replicate: int


Outcome: TypeAlias = Packed | Failure


class Worker:
    """What a process knows."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._base_states: dict[int, BaseState] = {}
        self._settings: OrderedDict[int, Prepared] = OrderedDict()
        self._questions: dict[str, bytes] = {}
        self._scenarios: OrderedDict[str, Scenario] = OrderedDict()
        self._fitting: set[tuple[int, str]] = set()

    def learn(self, said: BaseState | SharedScenario, setting: Prepared | None = None) -> None:
        """Be told of a base state, made already or not, or of a question."""
        if isinstance(said, SharedScenario):
            self._questions[said.key] = said.scenario
            return
        self._base_states[said.number] = said
        if setting is not None:
            self._remember(said.number, setting)

    def has_made(self, base_state: int) -> bool:
        """Whether this base state is in memory."""
        return base_state in self._settings

    def simulate(self, task: Task) -> Outcome:
        """Simulate one run; what it raises becomes a failure."""
        try:
            return pack(simulate(self._setting(task), task.programme, task.replicate), task.key)
        except EsnsimError as error:
            reason = str(error)
        except FAILURES as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            reason = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return Failure(task.key, task.programme, task.replicate, reason)

    def _setting(self, task: Task) -> Prepared:
        """The base state of a task with its question.

        Raises:
            EsnsimError: If the base state cannot be made, or the question does not fit it.
        """
        made = self._settings.get(task.base_state) or self._make(task.base_state)
        self._settings.move_to_end(task.base_state)
        scenario = self._scenario(task.question)
        if (task.base_state, task.question) not in self._fitting:
            check_audiences(scenario, made.organisation)
            self._fitting.add((task.base_state, task.question))
        return Prepared(scenario, made.organisation, made.start, None)

    def _make(self, number: int) -> Prepared:
        """Read or make a base state."""
        base_state = self._base_states[number]
        if base_state.shared is not None:
            setting = load_setting(base_state.shared)
        else:
            setting = prepared(Scenario.of(json.loads(base_state.scenario)), keep=base_state.keep)
        self._remember(number, setting)
        return setting

    def _remember(self, number: int, setting: Prepared) -> None:
        """Have it in memory, and forget the one not used for longest."""
        self._settings[number] = setting
        if len(self._settings) > KEPT_GROUNDS:
            self._settings.popitem(last=False)

    def _scenario(self, question: str) -> Scenario:
        found = self._scenarios.get(question)
        if found is None:
            found = self._scenarios[question] = Scenario.of(json.loads(self._questions[question]))
            if len(self._scenarios) > KEPT_QUESTIONS:
                self._scenarios.popitem(last=False)
        return found
