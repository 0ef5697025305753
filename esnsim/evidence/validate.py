"""The laboratory: trials lived by several processes, each finished part kept at once, and every fact judged by them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.evidence.cache import Shelf
from esnsim.evidence.fact import Fact
from esnsim.evidence.task import Said, ValidationTask, carry_out, parts_of, place_of, trials
from esnsim.evidence.trial import AS_IT_IS, Size, Variation
from esnsim.evidence.verdict import Judged, judge, untested

Told: TypeAlias = Callable[[int, int, int], None]
"""Hears how many parts are there, of how many, and how many of them were there before."""


class ValidationRequest(NamedTuple):
    """What the laboratory is asked.

    Attributes:
        facts: Facts to judge.
        size: How large trials are.
        variation: How the model is changed.
        turn: 0 for the luck that everybody sees; others for other luck.
    """

    facts: Sequence[Fact]
    size: Size = Size.QUICK
    variation: Variation = AS_IT_IS
    turn: int = 0

    def parts(self) -> list[ValidationTask]:
        """All parts that its facts need, each trial's first replicate first, so that mistakes show early."""
        names = dict.fromkeys(test.trial.name for fact in self.facts for test in fact.tests)
        each = [parts_of(trials()[name], self.size, self.variation, self.turn) for name in names]
        return sorted((part for parts in each for part in parts), key=lambda part: part.replicate)


def examine(
    asked: Sequence[ValidationRequest], shelf: Path, workers: int = 1, told: Told | None = None
) -> list[list[Judged]]:
    """Judge facts by trials: those on the shelf are not lived again, others are put there as they finish.

    Args:
        asked: What is asked; several questions are worked on together.
        shelf: File of finished parts.
        workers: Number of processes, >= 1; verdicts do not depend on it.
        told: Told after every part.

    Returns:
        The judged facts of each question.

    Raises:
        RunError: If the shelf cannot be used, or workers die.
    """
    parts = list(dict.fromkeys(part for each in asked for part in each.parts()))
    with Shelf(shelf) as kept:
        said = {part: answer for part in parts if (answer := kept.get(part)) is not None}
        reused = len(said)
        tell = told or (lambda _done, _total, _reused: None)
        tell(reused, len(parts), reused)
        missing = [part for part in parts if part not in said]
        for part, answer in _carried_out(missing, min(workers, len(missing))):
            kept.put(part, answer)
            said[part] = answer
            tell(len(said), len(parts), reused)
    return [[_judged(fact, each, said) for fact in each.facts] for each in asked]


def _judged(fact: Fact, asked: ValidationRequest, said: Mapping[ValidationTask, Said]) -> Judged:
    """A fact with what its trials say."""
    values = []
    for nth, test in enumerate(fact.tests):
        parts = parts_of(test.trial, asked.size, asked.variation, asked.turn)
        answers = [said[part][place_of(fact, nth)] for part in parts]
        reasons = [answer for answer in answers if isinstance(answer, str)]
        if reasons:
            return untested(fact, reasons[0])
        values.append([answer for answer in answers if not isinstance(answer, str)])
    return judge(fact, values)


def _carried_out(parts: Sequence[ValidationTask], workers: int) -> Iterator[tuple[ValidationTask, Said]]:
    """Parts with their answers, as they finish."""
    if workers <= 1:
        yield from ((part, carry_out(part)) for part in parts)
        return
    with _pool(workers) as pool:
        running = {pool.submit(carry_out, part): part for part in parts}
        try:
            yield from _finished(running)
        except BrokenProcessPool:
            raise RunError(
                "a worker process died; is there enough memory? what is finished is kept; give the same command "
                "again, perhaps with fewer workers"
            ) from None


def _finished(running: Mapping[Future[Said], ValidationTask]) -> Iterator[tuple[ValidationTask, Said]]:
    waiting = set(running)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from ((running[each], each.result()) for each in done)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are ended at once when this one is interrupted, or gone."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin_to_work)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - nothing public ends a part half-way
            process.kill()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _begin_to_work() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def chosen(facts: Sequence[Fact], ids: Iterable[str]) -> list[Fact]:
    """Facts by their ids, in the facts' order; all of them if none is named."""
    wanted = set(ids)
    return [fact for fact in facts if fact.id in wanted] if wanted else list(facts)
