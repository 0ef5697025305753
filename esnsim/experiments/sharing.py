"""Sweeps in shares: each simulated by itself, with a store of its own, and put together afterwards.

Everybody finds the same shares without asking anybody. A rule for replicates goes in rounds: when the shares of one
are put together, the same commands simulate what the rule asks for besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from esnsim.errors import RunError
from esnsim.experiments.design.outcome import Outcome, read_outcome
from esnsim.experiments.design.points import Point
from esnsim.experiments.design.share import Share
from esnsim.experiments.design.stopping import Fixed, Replicates, Until
from esnsim.experiments.execution.executor import Watcher, unwatched, working
from esnsim.experiments.execution.runner import check_workers
from esnsim.experiments.execution.shares import efforts_of, shared_out
from esnsim.experiments.execution.submission import BaseStates, base_states_of, identity_of, requests, submit
from esnsim.experiments.replicating import first_replicates, replicates_asked
from esnsim.experiments.results.sweep_result import Sweep, read_sweep
from esnsim.experiments.store.keys import question_key
from esnsim.experiments.store.merging import take_runs
from esnsim.experiments.store.place import share_store
from esnsim.experiments.store.requests import FINISHED, Entry, RequestTable, RunRequest, SweepRecord
from esnsim.experiments.store.sharing import Part, Shared
from esnsim.experiments.store.store import Store
from esnsim.experiments.sweeping import factors_of, narrowed, title_of
from esnsim.scenario import Scenario

ONCE = Fixed(1)


class Whole(NamedTuple):
    """A sweep as all its shares know it.

    Attributes:
        points: Its points, resolved, with the programmes asked for.
        base_states: What they start from.
        identity: What it is known by in any store.
        rounds: Runs that each round asks for besides those before.
    """

    points: list[Point]
    base_states: BaseStates
    identity: str
    rounds: list[list[RunRequest]]

    @property
    def scenarios(self) -> list[Scenario]:
        """Those of the points."""
        return [point.scenario for point in self.points]

    def parts(self, shares: int) -> list[list[RunRequest]]:
        """What each share simulates."""
        efforts = efforts_of(self.scenarios, self.base_states)
        rounds = [shared_out(each, efforts, shares) for each in self.rounds]
        return [[request for each in rounds for request in each[nth]] for nth in range(shares)]

    def asked_for_by(self, part: Iterable[RunRequest]) -> list[RunRequest]:
        """What points ask for, as far as it is in a part: points that differ elsewhere share runs."""
        keys = {each.key for each in part}
        return [each for asked in self.rounds for each in asked if each.key in keys]

    @property
    def runs(self) -> int:
        """How many different runs there are."""
        return len({each.key for asked in self.rounds for each in asked})


def whole_of(
    points: Sequence[Point], store: Path, replicates: Replicates, programmes: Iterable[str] | None = None
) -> Whole:
    """What a sweep asks for, as far as it is known; nothing is simulated, and nothing written.

    Args:
        points: What is asked, from `plan.points_of`.
        store: Where shares are put together; what a rule asks for besides is known from it.
        replicates: How often each point is simulated.
        programmes: Names of programmes, None for all; the baseline is always one of them.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If there are no points, or the store cannot be used.
        ScenarioError: If there is no such programme.
    """
    if not points:
        raise RunError("there are no points; vary something")
    kept = narrowed(points, programmes)
    scenarios = [point.scenario for point in kept]
    base_states = base_states_of(scenarios)
    identity = identity_of(
        [question_key(scenario) for scenario in scenarios], base_states, [point.values for point in kept]
    )
    first = dict.fromkeys(range(len(kept)), range(first_replicates(replicates)))
    whole = Whole(kept, base_states, identity, [list(requests(scenarios, base_states, first))])
    if isinstance(replicates, Until) and store.is_file():
        _add_rounds(whole, replicates, first, store)
    return whole


def _add_rounds(whole: Whole, rule: Until, first: Mapping[int, range], store: Path) -> None:
    """Add what a rule asks for besides, round by round, as long as the round before is all there."""
    replicates = {point: each.stop for point, each in first.items()}
    with Store(store, reading=True) as kept:
        entry = next(
            (each for each in RequestTable(kept).entries() if each.sweep_record.identity == whole.identity), None
        )
        if entry is None:
            return
        sweep = Sweep(kept, entry)
        while _are_there(kept, whole.rounds[-1]):
            more = replicates_asked(rule, replicates, sweep)
            if not more:
                return
            whole.rounds.append(list(requests(whole.scenarios, whole.base_states, more)))
            replicates |= {point: each.stop for point, each in more.items()}


def _are_there(store: Store, asked: Iterable[RunRequest]) -> bool:
    """Whether all these runs are there, or failed."""
    with store.guarded():
        known = {
            key
            for table in ("runs", "failures")
            for (key,) in store.file.execute(f"SELECT key FROM {table}")  # noqa: S608 - ours
        }
    return all(each.key in known for each in asked)


def sweep_share(
    points: Sequence[Point],
    store: Path,
    share: Share,
    replicates: Replicates = ONCE,
    outcome: Outcome | None = None,
    programmes: Iterable[str] | None = None,
    workers: int | str = 1,
    progress: Watcher = unwatched,
    name: str = "",
    command: str = "",
    plan: Mapping[str, Any] | None = None,
    *,
    retry_failed: bool = False,
) -> Sweep:
    """Simulate one share of a sweep, and read it back; see `sweeping.sweep`, which simulates all of it.

    Args:
        points: What is asked, from `plan.points_of`.
        store: Where shares are put together later on; the share has a store of its own beside it, and runs that are in
            either are not computed again.
        share: Which share.
        replicates: How often each point is simulated.
        outcome: What is looked at, None for nothing.
        programmes: Names of programmes, None for all; the baseline is always one of them.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        progress: Told after every run.
        name: What the store calls it; the scenario's name and what is varied if nothing is said.
        command: The line that repeats it, ending in the share.
        plan: What was asked, for whoever writes the tables of the whole.
        retry_failed: Whether runs that failed earlier are tried again, and nothing else is.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If a store cannot be used, there are no points, or fewer than one worker is asked for.
        ScenarioError: If there is no such programme.
    """
    check_workers(workers)
    whole = whole_of(points, store, replicates, programmes)
    part = whole.parts(share.of)[share.number - 1]
    own = share_store(store, *share)
    values = [point.values for point in whole.points]
    sweep_record = SweepRecord(
        "",
        name or title_of(whole.points),
        factors_of(whole.points),
        str(outcome or ""),
        command,
        Shared(
            whole.runs,
            len(whole.rounds),
            asdict(replicates) | {"outcome": str(replicates.outcome)} if isinstance(replicates, Until) else {},
            plan or {},
            (Part(share.number, share.of, len(part), len(part), command),),
        ),
    )
    # Others look at it while it is written, perhaps from another machine.
    with Store(own, write_ahead=False) as kept:
        if store.is_file():
            take_runs(kept, store, [each.key for each in part])
        table = RequestTable(kept)
        submission = submit(table, whole.scenarios, values, whole.base_states, sweep_record)
        table.withdraw(submission.number)
        table.ask(submission.number, whole.asked_for_by(part))
        failed = {failure.key for _, failure in table.failures(submission.number)} if retry_failed else None
        table.forgive(failed or ())
        with working(submission, workers, progress) as executor:
            executor.work(failed)
    return read_sweep(own, submission.number)


def rule_of(entry: Entry) -> Replicates | None:
    """The rule for replicates of a sweep in shares, None if it has none."""
    shared = entry.sweep_record.shared
    if shared is None or not shared.rule:
        return None
    said = dict(shared.rule)
    return Until(read_outcome(said.pop("outcome")), **said)


def points_asked_besides(sweep: Sweep) -> int:
    """At how many points a rule asks for more, when a round of shares is all there; 0 if it is content, or none."""
    rule = rule_of(sweep.entry)
    if rule is None:
        return 0
    replicates: dict[int, int] = {}
    for each in sweep.requests.asked(sweep.entry.number):
        replicates[each.point] = max(replicates.get(each.point, 0), each.replicate + 1)
    return len(replicates_asked(rule, replicates, sweep))


def finish(store: Store, number: int) -> Sweep:
    """Note that a sweep is finished whose shares are all there; the sweep.

    Args:
        store: Where they were put together.
        number: By which the store knows the sweep.
    """
    table = RequestTable(store)
    table.tell(number, FINISHED)
    return Sweep(store, next(each for each in table.entries() if each.number == number))
