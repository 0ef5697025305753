"""Many runs, each computed once, kept when it is finished, and the same for any number of workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.errors import RunError
from esnsim.experiments.keys import ground_key, ground_key_of, organisation_key, question_key, run_keys
from esnsim.experiments.ledger import FINISHED, STOPPED, Asked, Ledger, Sheet, Spot
from esnsim.experiments.packing import Packed
from esnsim.experiments.preparation import prepared
from esnsim.experiments.queue import Queue
from esnsim.experiments.site import Site, site
from esnsim.experiments.store import IN_MEMORY, Failure, Store
from esnsim.experiments.workers import CHANCES, Crew, News, alone
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Setting, compile_rules

LIVING = "living"
UNASKED = "another command asked this store for less meanwhile; give the same command again"
COMPILING = "making the rules ready for several workers"


class Progress(NamedTuple):
    """How far it is.

    Attributes:
        stage: What is being done: `preparation.BUILDING`, `preparation.SETTLING`, `COMPILING` or `LIVING`.
        done: Runs that are there.
        total: Runs asked for; 0 as long as it is not known.
        reused: Those of them that had been computed before.
        failed: Runs that could not be finished.
        best: What is best so far, as a sentence; empty where nothing is looked for.
    """

    stage: str
    done: int = 0
    total: int = 0
    reused: int = 0
    failed: int = 0
    best: str = ""


Watcher: TypeAlias = Callable[[Progress], None]
Heed: TypeAlias = Callable[[Packed, Sequence[tuple[int, str, int]]], str]
"""Hears of a run and of the points, programmes and replicates it belongs to, and says what is best so far."""
Hands: TypeAlias = Callable[[Queue, Site], Generator[News, None, None]]


def unwatched(_progress: Progress) -> None:
    """Nobody is told."""


def unheeded(_run: Packed, _askers: Sequence[tuple[int, str, int]]) -> str:
    """Nothing is looked for."""
    return ""


@dataclass(frozen=True, slots=True)
class Plot:
    """The grounds of some scenarios.

    Attributes:
        numbers: Number of the ground of each scenario.
        keys: Digests of the grounds, by number.
        settings: Grounds that were made already, by number.
    """

    numbers: tuple[int, ...]
    keys: tuple[str, ...]
    settings: dict[int, Setting]


def plot(scenarios: Sequence[Scenario]) -> Plot:
    """Which scenarios start from the same ground; nothing is made, but files are read.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    organisations: dict[str, str] = {}
    keys: dict[str, int] = {}
    numbers = []
    for scenario in scenarios:
        said = json.dumps([scenario.organisation.specification.model_dump(mode="json"), scenario.seed])
        if said not in organisations:
            organisations[said] = organisation_key(scenario, Path())
        numbers.append(keys.setdefault(ground_key(scenario, organisations[said]), len(keys)))
    return Plot(tuple(numbers), tuple(keys), {})


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A sweep that stands in a ledger, with what is needed to answer it.

    Attributes:
        ledger: Where it stands.
        number: By which the ledger knows it.
        scenarios: Its points, in their order.
        plot: Their grounds.
    """

    ledger: Ledger
    number: int
    scenarios: tuple[Scenario, ...]
    plot: Plot

    def ask(self, lives: Mapping[int, range], programmes: Iterable[str] | None = None) -> None:
        """Ask for lives of every programme, or of those named.

        Args:
            lives: Replicates by number of point.
            programmes: Names, None for all.
        """
        chosen = None if programmes is None else set(programmes)
        self.ledger.ask(self.number, self._runs(lives, chosen))

    def _runs(self, lives: Mapping[int, range], chosen: set[str] | None) -> Iterable[Asked]:
        for point, replicates in lives.items():
            scenario, ground = self.scenarios[point], self.plot.numbers[point]
            for name in scenario.programmes:
                if chosen is None or name in chosen:
                    key = run_keys(self.plot.keys[ground], scenario, name)
                    yield from (Asked(ground, replicate, point, name, key(replicate)) for replicate in replicates)


def enquire(
    ledger: Ledger,
    scenarios: Sequence[Scenario],
    factors: Sequence[Mapping[str, object]],
    ground: Plot,
    sheet: Sheet,
) -> Enquiry:
    """Write a sweep into a ledger.

    Args:
        ledger: Where to.
        scenarios: Its points, resolved.
        factors: Value of every factor by path, for each point.
        ground: Grounds of the points.
        sheet: What it is; its identity is filled in.
    """
    keys = [question_key(scenario) for scenario in scenarios]
    said = json.dumps([keys, ground.keys, [dict(each) for each in factors]], default=str)
    identity = hashlib.sha256(said.encode()).hexdigest()[:32]
    points = [Spot(nth, factors[nth], keys[nth], ground.numbers[nth]) for nth in range(len(scenarios))]
    number = ledger.enter(replace(sheet, identity=identity), points, dict(zip(keys, scenarios, strict=True)))
    return Enquiry(ledger, number, tuple(scenarios), ground)


class Works:
    """An enquiry with whoever lives it, from the moment they are hired until they are dismissed."""

    def __init__(self, enquiry: Enquiry, place: Site, hands: Hands, tell: Watcher, heed: Heed, *, shared: bool) -> None:
        """Nothing done yet; ``shared`` says whether other processes of this machine are to read what this one makes."""
        self._enquiry, self._place, self._hands, self._tell = enquiry, place, hands, tell
        self._heed, self._shared = heed, shared
        self.reused = enquiry.ledger.count(enquiry.number).done

    def prepare(self, ground: int) -> Setting:
        """Make a ground in this process, unless it is there, and let others read it."""
        place = self._place
        if ground not in place.settings:
            place.settings[ground] = prepared(place.scenarios[ground], tell=lambda stage: self._tell(Progress(stage)))
        setting = place.settings[ground]
        if self._shared and place.ground(ground).shared is None:
            self._tell(Progress(COMPILING))
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
        self._tell(Progress(LIVING, done, total, self.reused, failed))
        # Other workers would each compile the rules; they find them when the first ground is there.
        if self._shared and queue.first_ground is not None:
            self.prepare(queue.first_ground)
            queue.open(queue.first_ground)
        # Closing the news ends their work, also when an interrupt arrives between two of them.
        with closing(self._hands(queue, self._place)) as arriving:
            for news in arriving:
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
                self._tell(Progress(LIVING, done, total, self.reused, failed, best))


@contextmanager
def working(enquiry: Enquiry, workers: int | str, tell: Watcher, heed: Heed = unheeded) -> Generator[Works, None, None]:
    """Whoever lives an enquiry, as long as they are needed.

    Args:
        enquiry: What is asked.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        tell: Told after every run.
        heed: Hears of every run.
    """
    questions = {question_key(scenario): scenario for scenario in enquiry.scenarios}
    grounds = {enquiry.plot.numbers[nth]: each for nth, each in reversed(list(enumerate(enquiry.scenarios)))}
    with site(grounds, questions) as place, _hands(enquiry, place, workers) as hands:
        place.settings.update(enquiry.plot.settings)
        try:
            yield Works(enquiry, place, hands, tell, heed, shared=isinstance(workers, int) and hands is not alone)
        except BaseException:
            # What went wrong is told, not that it cannot be written down.
            with suppress(RunError):
                enquiry.ledger.tell(enquiry.number, STOPPED)
            raise
        enquiry.ledger.tell(enquiry.number, FINISHED)


@contextmanager
def _hands(enquiry: Enquiry, place: Site, workers: int | str) -> Generator[Hands, None, None]:
    """Whoever lives: this process, others on this machine, or a cluster."""
    if isinstance(workers, str):
        from esnsim.experiments.cluster import on_cluster  # noqa: PLC0415 - an extra

        with on_cluster(workers) as cluster:
            yield cluster.work
        return
    count = enquiry.ledger.count(enquiry.number)
    processes = min(workers, count.total - count.done - count.failed)
    if processes <= 1:
        yield alone
        return
    # They start while this process makes the first ground, and with it the machine code of the rules.
    crew = Crew(processes, place.folder)
    try:
        yield crew.work
    finally:
        crew.dismiss()


def run_all(
    setting: Setting | Scenario,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int | str = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
    command: str = "",
) -> list[Run]:
    """Live every programme of a scenario in every replicate.

    Args:
        setting: What is asked; or a setting, where the organisation and start are there already.
        programmes: Names of programmes, None for all.
        replicates: Lives of each programme, None for as many as the scenario says.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        store: File of finished runs: those in it are not computed again, new ones are added as they finish.
        progress: Told after every run.
        command: The command that asked for it, for the ledger.

    Returns:
        Runs by programme in the scenario's order, then by replicate.

    Raises:
        ScenarioError: If there is no such programme.
        RunError: If runs failed, which is told when all others are finished; or the store cannot be used; or fewer
            than one replicate or worker is asked for.
    """
    return live_all(setting, programmes, replicates, workers, store, progress, command).runs


class Lived(NamedTuple):
    """What came of `live_all`.

    Attributes:
        runs: By programme in the scenario's order, then by replicate.
        setting: What they share.
        reused: Runs that had been computed before.
    """

    runs: list[Run]
    setting: Setting
    reused: int


def live_all(
    setting: Setting | Scenario,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int | str = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
    command: str = "",
) -> Lived:
    """`run_all`, with what the runs share."""
    check_workers(workers)
    scenario = resolve(setting.scenario if isinstance(setting, Setting) else setting)
    names, lives = _chosen(scenario, programmes), _lives(scenario, replicates)
    if isinstance(setting, Setting):
        ground = Plot((0,), (ground_key_of(setting),), {0: replace(setting, scenario=scenario)})
    else:
        ground = plot([scenario])
    with Store(store or IN_MEMORY) as kept:
        ledger = Ledger(kept)
        enquiry = enquire(ledger, [scenario], [{}], ground, Sheet("", scenario.name, command=command))
        # A command that was stopped may have asked for more.
        ledger.narrow(enquiry.number, lives, names)
        enquiry.ask({0: range(lives)}, names)
        ledger.forgive(failure.key for _, failure in ledger.failures(enquiry.number))
        with working(enquiry, workers, progress or unwatched) as works:
            made = works.prepare(0)
            works.work()
        return Lived(_answer(enquiry, names, lives, kept=store is not None), made, works.reused)


def check_workers(workers: int | str) -> None:
    """Refuse a number of workers that cannot work.

    Raises:
        RunError: If it is below 1.
    """
    if isinstance(workers, int) and workers < 1:
        raise RunError(f"workers is {workers}; write 1 or more")


def _chosen(scenario: Scenario, programmes: Iterable[str] | None) -> list[str]:
    """Names of programmes, in the scenario's order.

    Raises:
        ScenarioError: If there is no such programme.
    """
    wanted = list(scenario.programmes if programmes is None else programmes)
    for name in wanted:
        scenario.programme(name)
    return [name for name in scenario.programmes if name in wanted]


def _lives(scenario: Scenario, replicates: int | None) -> int:
    lives = scenario.replicates if replicates is None else replicates
    if lives < 1:
        raise RunError(f"replicates is {lives}; write 1 or more")
    return lives


def _answer(enquiry: Enquiry, names: list[str], lives: int, *, kept: bool) -> list[Run]:
    """The runs asked for.

    Raises:
        RunError: If some are not there, with a line on each.
    """
    runs, failures = [], []
    lost = {failure.key: failure for _, failure in enquiry.ledger.failures(enquiry.number)}
    ground = enquiry.plot.keys[0]
    for name in names:
        key = run_keys(ground, enquiry.scenarios[0], name)
        for replicate in range(lives):
            run = enquiry.ledger.store.get(key(replicate), name, replicate)
            if run is not None:
                runs.append(run)
            else:
                failures.append(lost.get(key(replicate)) or Failure(key(replicate), name, replicate, UNASKED))
    if failures:
        ending = "; the others are finished and kept" if kept else ""
        lines = sorted(str(failure) for failure in failures)
        raise RunError("\n".join([f"{len(failures)} of {len(names) * lives} runs failed{ending}", *lines]))
    return runs
