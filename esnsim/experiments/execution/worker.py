"""Where lives are lived: what a process has to know for it, and what comes of it.

A *workshop* is told of grounds and questions once, and of each life by a few words. There is one in every process that
lives, on this machine or another.
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
"""What a life may raise and the others survive; an interrupt is none of it."""
KEPT_GROUNDS = 2
"""Organisations a process has in memory at once."""
KEPT_QUESTIONS = 1000
"""Scenarios a process has at hand; of others it has the text alone, which takes a sixth of the room."""


class BaseState(NamedTuple):
    """What lives start from.

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
    """One life to live.

    Attributes:
        key: Digest of all that it depends on.
        ground: Number of the ground.
        question: Digest of the scenario.
        programme: Name of the programme.
        replicate: Which life of it.
    """

    key: str
    ground: int
    question: str
    programme: str
    replicate: int


Outcome: TypeAlias = Packed | Failure


class Worker:
    """What a process knows."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._grounds: dict[int, BaseState] = {}
        self._settings: OrderedDict[int, Prepared] = OrderedDict()
        self._questions: dict[str, bytes] = {}
        self._scenarios: OrderedDict[str, Scenario] = OrderedDict()
        self._fitting: set[tuple[int, str]] = set()

    def learn(self, said: BaseState | SharedScenario, setting: Prepared | None = None) -> None:
        """Be told of a ground, made already or not, or of a question."""
        if isinstance(said, SharedScenario):
            self._questions[said.key] = said.scenario
            return
        self._grounds[said.number] = said
        if setting is not None:
            self._remember(said.number, setting)

    def has_made(self, ground: int) -> bool:
        """Whether this ground is in memory."""
        return ground in self._settings

    def live(self, task: Task) -> Outcome:
        """Live one life; what it raises becomes a failure."""
        try:
            return pack(simulate(self._setting(task), task.programme, task.replicate), task.key)
        except EsnsimError as error:
            reason = str(error)
        except FAILURES as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            reason = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return Failure(task.key, task.programme, task.replicate, reason)

    def _setting(self, task: Task) -> Prepared:
        """The ground of a task with its question.

        Raises:
            EsnsimError: If the ground cannot be made, or the question does not fit it.
        """
        made = self._settings.get(task.ground) or self._make(task.ground)
        self._settings.move_to_end(task.ground)
        scenario = self._scenario(task.question)
        if (task.ground, task.question) not in self._fitting:
            check_audiences(scenario, made.organisation)
            self._fitting.add((task.ground, task.question))
        return Prepared(scenario, made.organisation, made.start, None)

    def _make(self, number: int) -> Prepared:
        """Read or make a ground."""
        ground = self._grounds[number]
        if ground.shared is not None:
            setting = load_setting(ground.shared)
        else:
            setting = prepared(Scenario.of(json.loads(ground.scenario)), keep=ground.keep)
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
