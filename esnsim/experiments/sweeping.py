"""Sweeps: one scenario at many points, each simulated as often as it takes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from esnsim.errors import RunError
from esnsim.experiments.design.labels import amount, point_text, short_names, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.points import Point
from esnsim.experiments.design.stopping import Fixed, Replicates
from esnsim.experiments.execution.executor import Watcher, unwatched, working
from esnsim.experiments.execution.runner import check_workers
from esnsim.experiments.execution.submission import Submission, base_states_of, submit
from esnsim.experiments.replicating import first_replicates, replicates_asked
from esnsim.experiments.results.sweep_result import Sweep, read_sweep
from esnsim.experiments.store.codec import Packed, unpack
from esnsim.experiments.store.requests import Entry, RequestTable, SweepRecord
from esnsim.experiments.store.store import Store
from esnsim.scenario import Scenario

ONCE = Fixed(1)


def sweep(
    points: Sequence[Point],
    store: Path,
    replicates: Replicates = ONCE,
    outcome: Outcome | None = None,
    programmes: Iterable[str] | None = None,
    workers: int | str = 1,
    progress: Watcher = unwatched,
    name: str = "",
    command: str = "",
    *,
    retry_failed: bool = False,
) -> Sweep:
    """Simulate a scenario at many points, and read it back.

    Runs that are in the store already are not computed again; every other is kept when it is finished, so that the
    same call continues whatever ended it. A run that fails is tried once more and then left out.

    Args:
        points: What is asked, from `plan.points_of`.
        store: File of finished runs.
        replicates: How often each point is simulated.
        outcome: What is looked at, None for nothing.
        programmes: Names of programmes, None for all; the baseline is always one of them.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        progress: Told after every run.
        name: What the store calls it; the scenario's name and what is varied if nothing is said.
        command: The command that asked for it, for the store.
        retry_failed: Whether runs that failed earlier are tried again, and nothing else is.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If the store cannot be used, there are no points, or fewer than one worker is asked for.
        ScenarioError: If there is no such programme.
    """
    check_workers(workers)
    if not points:
        raise RunError("there are no points; vary something")
    points = narrowed(points, programmes)
    scenarios = [point.scenario for point in points]
    sweep_record = SweepRecord("", name or title_of(points), factors_of(points), str(outcome or ""), command)
    with Store(store) as kept:
        requests = RequestTable(kept)
        submission = submit(
            requests, scenarios, [point.values for point in points], base_states_of(scenarios), sweep_record
        )
        rounds = _Rounds(submission, replicates, requests.entry(submission.number))
        rounds.begin()
        failed = {failure.key for _, failure in requests.failures(submission.number)} if retry_failed else None
        requests.forgive(failed or ())
        with working(submission, workers, progress, _leader(outcome, submission, rounds.entry)) as executor:
            executor.work(failed)
            while not retry_failed and rounds.more():
                executor.work()
    return read_sweep(store, submission.number)


def factors_of(points: Sequence[Point]) -> tuple[str, ...]:
    """Paths of what is varied."""
    return tuple(dict.fromkeys(path for point in points for path in point.values))


def title_of(points: Sequence[Point]) -> str:
    """What a store calls a sweep that was given no name."""
    names = short_names(factors_of(points)).values()
    return f"{points[0].scenario.name} by {', '.join(names) or 'nothing'}"


def narrowed(points: Sequence[Point], programmes: Iterable[str] | None) -> list[Point]:
    """The points with some programmes and the baseline only, None for all of them; each is simulated with one model.

    Raises:
        ScenarioError: If a point has no such programme.
    """
    points = [replace(each, scenario=each.scenario.model_copy(update={"uncertainty": "none"})) for each in points]
    if programmes is None:
        return points
    names = tuple(programmes)
    return [replace(point, scenario=_with_programmes(point.scenario, names)) for point in points]


def _with_programmes(scenario: Scenario, names: tuple[str, ...]) -> Scenario:
    kept = {name: scenario.programme(name) for name in (*names, scenario.baseline)}
    ordered = {name: kept[name] for name in scenario.programmes if name in kept}
    return scenario.doing(ordered)


@dataclass
class _Rounds:
    """How often each point is to be simulated, round by round."""

    submission: Submission
    rule: Replicates
    entry: Entry
    replicates: dict[int, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Ask for the first replicates."""
        points, first = range(len(self.submission.scenarios)), first_replicates(self.rule)
        self.replicates = dict.fromkeys(points, first)
        self.submission.requests.narrow(self.submission.number, first)
        self.submission.ask({point: range(first) for point in points})

    def more(self) -> bool:
        """Ask for more replicates of points whose interval is too wide; whether there are any."""
        wanted = replicates_asked(self.rule, self.replicates, Sweep(self.submission.requests.store, self.entry))
        self.submission.ask(wanted)
        self.replicates |= {point: each.stop for point, each in wanted.items()}
        return bool(wanted)


def _leader(outcome: Outcome | None, submission: Submission, entry: Entry) -> BestSoFar:
    """Who leads among the runs that are there already."""
    leader = BestSoFar(
        outcome, submission.scenarios, [point.factors for point in submission.requests.points(submission.number)]
    )
    if outcome is not None and submission.requests.count(submission.number).done:
        own = replace(outcome, against_baseline=False)
        for row in Sweep(submission.requests.store, entry).values([own]).itertuples(index=False, name=None):
            leader.count(*row)
    return leader


class BestSoFar:
    """Which point and programme is best so far, for whoever watches."""

    def __init__(
        self, outcome: Outcome | None, scenarios: Sequence[Scenario], factors: Sequence[Mapping[str, object]]
    ) -> None:
        """Nobody leads yet.

        Args:
            outcome: What is looked at, None for nothing.
            scenarios: That of each point.
            factors: Values of each point, by path.
        """
        self._outcome, self._scenarios, self._factors = outcome, scenarios, factors
        self._names = short_names(dict.fromkeys(path for each in factors for path in each))
        self._sums: defaultdict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._alone: dict[tuple[int, int], list[tuple[str, float]]] = {}
        self._first: tuple[int, str] | None = None

    def __call__(self, run: Packed, askers: Sequence[tuple[int, str, int]]) -> str:
        """Hear of a run, and say who leads."""
        if self._outcome is None:
            return ""
        found = unpack(run, "", 0)
        for point, programme, replicate in askers:
            self.count(
                point,
                programme,
                replicate,
                replace(self._outcome, against_baseline=False).of_run(found, self._scenarios[point]),
            )
        return self.sentence()

    def count(self, point: int, programme: str, replicate: int, value: float) -> None:
        """Hear of the outcome of a run, without anything taken off."""
        if self._outcome is not None and self._outcome.against_baseline:
            self._pair(point, programme, replicate, value)
        else:
            self._add((point, programme), value)

    def _add(self, name: tuple[int, str], value: float) -> None:
        if math.isnan(value):
            return
        sums = self._sums[name]
        sums[0] += value
        sums[1] += 1.0
        if self._first is None or self._mean(name) > self._mean(self._first):
            self._first = name
        elif name == self._first:
            self._first = max(self._sums, key=self._mean)

    def _mean(self, name: tuple[int, str]) -> float:
        total, replicates = self._sums[name]
        return total / replicates

    def _pair(self, point: int, programme: str, replicate: int, value: float) -> None:
        """Wait for the baseline's run, or be it; complete replicates are forgotten."""
        baseline = self._scenarios[point].baseline
        waiting = self._alone.setdefault((point, replicate), [])
        waiting.append((programme, value))
        base = next((each for name, each in waiting if name == baseline), None)
        if base is not None:
            for name, each in waiting:
                if name != baseline:
                    self._add((point, name), each - base)
            waiting[:] = [(baseline, base)]

    def sentence(self) -> str:
        """Who leads; nothing as long as nobody does."""
        if self._first is None or self._outcome is None:
            return ""
        point, programme = self._first
        amounts = f"{amount(self._outcome, self._mean(self._first))}{unit(self._outcome)}"
        at = point_text(self._factors[point], self._names)
        return f"best {self._outcome}: {amounts} with '{programme}'{at and f' at {at}'}"
