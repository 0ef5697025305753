"""All programmes of one scenario in all replicates, each computed once, and the same for any number of workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from esnsim.ensemble.draws import WorldDraw, drawn, world_draws
from esnsim.errors import RunError
from esnsim.experiments.execution.executor import Watcher, unwatched, working
from esnsim.experiments.execution.process_pool import ProcessPool
from esnsim.experiments.execution.submission import BaseStates, Submission, base_states_of, submit
from esnsim.experiments.store.keys import base_state_key_of, run_keys
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.store.store import IN_MEMORY, Failure, Store
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.run import Run
from esnsim.simulation.simulate import Prepared

UNASKED = "another command asked this store for less meanwhile; give the same command again"


def run_all(
    setting: Prepared | Scenario,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int | str = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
    command: str = "",
) -> list[Run]:
    """Simulate every programme of a scenario in every replicate, each with the model and organisation it draws.

    Args:
        setting: What is asked; or a setting, where the organisation and start are there already.
        programmes: Names of programmes, None for all.
        replicates: Runs of each programme, None for as many as the scenario says.
        workers: Number of processes, >= 1, or address of a Dask scheduler; results do not depend on it.
        store: File of finished runs: those in it are not computed again, new ones are added as they finish.
        progress: Told after every run.
        command: The command that asked for it, for the request table.

    Returns:
        Runs by programme in the scenario's order, then by replicate.

    Raises:
        ScenarioError: If there is no such programme.
        RunError: If runs failed, which is told when all others are finished; or the store cannot be used; or fewer
            than one replicate or worker is asked for.
    """
    return run_all_with_shared(setting, programmes, replicates, workers, store, progress, command).runs


class RunResults(NamedTuple):
    """What came of `run_all_with_shared`.

    Attributes:
        runs: By programme in the scenario's order, then by replicate.
        setting: What they share; where each replicate draws a model and an organisation, those of the first.
        reused: Runs that had been computed before.
        draws: What each replicate was simulated with; empty for one model.
    """

    runs: list[Run]
    setting: Prepared
    reused: int
    draws: tuple[WorldDraw, ...] = ()


def run_all_with_shared(
    setting: Prepared | Scenario,
    programmes: Iterable[str] | None = None,
    replicates: int | None = None,
    workers: int | str | ProcessPool = 1,
    store: Path | None = None,
    progress: Watcher | None = None,
    command: str = "",
    first: int = 0,
) -> RunResults:
    """`run_all`, with what the runs share; replicates are counted from ``first`` on."""
    check_workers(workers)
    scenario = resolve(setting.scenario if isinstance(setting, Prepared) else setting)
    names, replicates = _chosen(scenario, programmes), _replicates(scenario, replicates)
    found = () if isinstance(setting, Prepared) else world_draws(scenario, first + replicates)[first:]
    scenarios = [drawn(scenario, each) for each in found] or [scenario.model_copy(update={"uncertainty": "none"})]
    if isinstance(setting, Prepared):
        base_state = BaseStates((0,), (base_state_key_of(setting),), {0: replace(setting, scenario=scenarios[0])})
    else:
        base_state = base_states_of(scenarios)
    wanted = {nth: _only(each.replicate) for nth, each in enumerate(found)} or {0: range(first, first + replicates)}
    factors = [{"member": each.member, "organisation": each.organisation} for each in found] or [{}]
    with Store(store or IN_MEMORY) as kept:
        requests = RequestTable(kept)
        submission = submit(requests, scenarios, factors, base_state, SweepRecord("", scenario.name, command=command))
        # A command that was stopped may have asked for more.
        requests.narrow(submission.number, first + replicates, names)
        submission.ask(wanted, names)
        requests.forgive(failure.key for _, failure in requests.failures(submission.number))
        with working(submission, workers, progress or unwatched) as executor:
            made = executor.prepare(0)
            executor.work()
        runs = _answer(submission, names, wanted, kept=store is not None)
        return RunResults(runs, made, executor.reused, found)


def _only(replicate: int) -> range:
    """This replicate and no other."""
    return range(replicate, replicate + 1)


def check_workers(workers: int | str | ProcessPool) -> None:
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


def _replicates(scenario: Scenario, replicates: int | None) -> int:
    replicates = scenario.replicates if replicates is None else replicates
    if replicates < 1:
        raise RunError(f"replicates is {replicates}; write 1 or more")
    return replicates


def _answer(submission: Submission, names: list[str], wanted: Mapping[int, range], *, kept: bool) -> list[Run]:
    """The runs asked for: replicates by number of point.

    Raises:
        RunError: If some are not there, with a line on each.
    """
    runs, failures = [], []
    lost = {failure.key: failure for _, failure in submission.requests.failures(submission.number)}
    for name in names:
        for key, replicate in _keys(submission, name, wanted):
            run = submission.requests.store.get(key, name, replicate)
            if run is not None:
                runs.append(run)
            else:
                failures.append(lost.get(key) or Failure(key, name, replicate, UNASKED))
    if failures:
        ending = "; the others are finished and kept" if kept else ""
        lines = sorted(str(failure) for failure in failures)
        total = len(runs) + len(failures)
        raise RunError("\n".join([f"{len(failures)} of {total} runs failed{ending}", *lines]))
    return runs


def _keys(submission: Submission, programme: str, wanted: Mapping[int, range]) -> Iterator[tuple[str, int]]:
    """Keys of the runs of a programme, with their replicates."""
    states = submission.base_states
    for point, replicates in wanted.items():
        key = run_keys(states.keys[states.numbers[point]], submission.scenarios[point], programme)
        yield from ((key(replicate), replicate) for replicate in replicates)
