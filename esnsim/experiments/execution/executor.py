"""Whoever lives what is asked: this process, others on this machine, or a cluster; each life is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.execution.process_pool import CHANCES, News, ProcessPool, alone
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.shared_inputs import SharedInputs, shared_inputs
from esnsim.experiments.execution.submission import Submission
from esnsim.experiments.store.codec import Packed
from esnsim.experiments.store.keys import question_key
from esnsim.experiments.store.requests import FINISHED, STOPPED
from esnsim.experiments.store.store import Failure
from esnsim.simulation.simulate import Prepared, compile_rules

LIVING = "living"
COMPILING = "making the rules ready for several workers"


class RunProgress(NamedTuple):
    """How far it is.

    Attributes:
        stage: What is being done: `preparation.BUILDING`, `preparation.SETTLING`, `COMPILING` or `LIVING`.
        done: Runs that are there.
        total: Runs asked for; 0 as long as it is not known.
        reused: Those of them that had been computed before.
        failed: Runs that could not be finished.
        best: What is best so far, as a sentence; empty where nothing is looked for.
        unit: What is counted.
    """

    stage: str
    done: int = 0
    total: int = 0
    reused: int = 0
    failed: int = 0
    best: str = ""
    unit: str = "lives"


Watcher: TypeAlias = Callable[[RunProgress], None]
Heed: TypeAlias = Callable[[Packed, Sequence[tuple[int, str, int]]], str]
"""Hears of a run and of the points, programmes and replicates it belongs to, and says what is best so far."""
Hands: TypeAlias = Callable[[Queue, SharedInputs], Generator[News, None, None]]


def unwatched(_progress: RunProgress) -> None:
    """Nobody is told."""


def unheeded(_run: Packed, _askers: Sequence[tuple[int, str, int]]) -> str:
    """Nothing is looked for."""
    return ""


class Executor:
    """An enquiry with whoever lives it, from the moment they are hired until they are dismissed."""

    def __init__(
        self, enquiry: Submission, place: SharedInputs, hands: Hands, tell: Watcher, heed: Heed, *, shared: bool
    ) -> None:
        """Nothing done yet; ``shared`` says whether other processes of this machine are to read what this one makes."""
        self._enquiry, self._place, self._hands, self._tell = enquiry, place, hands, tell
        self._heed, self._shared = heed, shared
        self.reused = enquiry.ledger.count(enquiry.number).done

    def prepare(self, ground: int) -> Prepared:
        """Make a ground in this process, unless it is there, and let others read it."""
        place = self._place
        if ground not in place.settings:
            place.settings[ground] = prepared(
                place.scenarios[ground], tell=lambda stage: self._tell(RunProgress(stage))
            )
        setting = place.settings[ground]
        if self._shared and place.ground(ground).shared is None:
            self._tell(RunProgress(COMPILING))
            compile_rules(setting)
            place.share(ground)
        return setting

    def work(self, only: Container[str] | None = None) -> None:
        """Live what is missing.

        Args:
            only: Keys of the runs to be lived, None for all.
        """
        ledger, number = self._enquiry.ledger, self._enquiry.number
        queue = Queue(ledger, number, {point.number: point.question for point in ledger.points(number)}, only)
        total, done, failed = ledger.count(number)
        best = ""
        self._tell(RunProgress(LIVING, done, total, self.reused, failed))
        # Other workers would each compile the rules; they find them when the first ground is there.
        if self._shared and queue.first_ground is not None:
            self.prepare(queue.first_ground)
            queue.open(queue.first_ground)
        # Closing the news ends their work, also when an interrupt arrives between two of them.
        with closing(self._hands(queue, self._place)) as arriving:
            for news in arriving:
                ledger.store.check_there()
                if news is None:
                    ledger.tell(number)
                    continue
                askers = ledger.askers(number, news.task.key)
                if isinstance(news.outcome, Failure):
                    ledger.store.fail(news.outcome, CHANCES)
                    queue.finish(news.task, lost=True)
                    failed += len(askers)
                else:
                    ledger.store.add([news.outcome])
                    queue.finish(news.task)
                    done += len(askers)
                    best = self._heed(news.outcome, askers) or best
                self._tell(RunProgress(LIVING, done, total, self.reused, failed, best))


@contextmanager
def working(
    enquiry: Submission, workers: int | str, tell: Watcher, heed: Heed = unheeded
) -> Generator[Executor, None, None]:
    """Whoever lives an enquiry, as long as they are needed.

    Args:
        enquiry: What is asked.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        tell: Told after every run.
        heed: Hears of every run.
    """
    questions = {question_key(scenario): scenario for scenario in enquiry.scenarios}
    grounds = {enquiry.base_states.numbers[nth]: each for nth, each in reversed(list(enumerate(enquiry.scenarios)))}
    with shared_inputs(grounds, questions) as place, _hands(enquiry, place, workers) as hands:
        place.settings.update(enquiry.base_states.settings)
        try:
            yield Executor(enquiry, place, hands, tell, heed, shared=isinstance(workers, int) and hands is not alone)
        except BaseException:
            # What went wrong is told, not that it cannot be written down.
            with suppress(RunError):
                enquiry.ledger.tell(enquiry.number, STOPPED)
            raise
        enquiry.ledger.tell(enquiry.number, FINISHED)


@contextmanager
def _hands(enquiry: Submission, place: SharedInputs, workers: int | str) -> Generator[Hands, None, None]:
    """Whoever lives: this process, others on this machine, or a cluster."""
    if isinstance(workers, str):
        from esnsim.experiments.execution.cluster import on_cluster  # noqa: PLC0415 - an extra

        with on_cluster(workers) as cluster:
            yield cluster.work
        return
    count = enquiry.ledger.count(enquiry.number)
    processes = min(workers, count.total - count.done - count.failed)
    if processes <= 1:
        yield alone
        return
    # They start while this process makes the first ground, and with it the machine code of the rules.
    crew = ProcessPool(processes, place.folder)
    try:
        yield crew.work
    finally:
        crew.dismiss()
