"""Letting runs begin from many starts, or with many doses, and looking where they end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from esnsim.analysis.tipping.answer import Tipping, analyse
from esnsim.analysis.tipping.runs import TippingRuns
from esnsim.analysis.tipping.starts import (
    is_reached,
    one_programme,
    route_of,
    rung_of,
    setting_at,
    usual_values,
)
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.errors import Mistake, RunError, ScenarioError
from esnsim.experiments.design.factors import Value
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.execution.executor import RunProgress, Watcher, unwatched, working
from esnsim.experiments.execution.submission import BaseStates, submit
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.store.keys import base_state_key_of
from esnsim.experiments.store.requests import RequestTable, SweepRecord
from esnsim.experiments.store.store import IN_MEMORY, Store
from esnsim.interventions.forms import suggestion
from esnsim.scenario import Scenario
from esnsim.scenario.route import Route
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared
from esnsim.state import Doubles, Longs

OUTCOMES = ("enabled", "reader", "interactive", "contributor", "regular", "lapsed")
OF_ONE_WEEK = {
    "reader": Measure.WEEKLY_READER,
    "interactive": Measure.WEEKLY_INTERACTIVE,
    "contributor": Measure.WEEKLY_CONTRIBUTOR,
    "regular": Measure.WEEKLY_CONTRIBUTOR,
}
"""Rungs look back four weeks, which alone makes one week resemble the last; these do not."""


def tipping(
    scenario: Scenario,
    path: str,
    values: Sequence[Value] = (),
    programme: str | None = None,
    replicates: int | None = None,
    weeks: int | None = None,
    outcome: str | None = None,
    above: float | None = None,
    workers: int | str = 1,
    store: Path = IN_MEMORY,
    progress: Watcher | None = None,
) -> Tipping:
    """Where a plan tips: runs from many starts, or with many doses, under constants solved once.

    Args:
        scenario: What is asked.
        path: What is varied: ``initial.reader``, ``initial.contributor``, or any number in a scenario.
        values: What it takes; left out, twelve shares of a rung of the starting state.
        programme: What is done in all runs; left out, nothing, or the programme that is varied.
        replicates: Runs for each value; left out, as the scenario says.
        weeks: How long; left out, as the scenario says.
        outcome: Rung to look at; left out, the rung that is varied, or contributors.
        above: Share of headcount above which a run ends high; left out, what divides two states, if there are two.
        workers: Number of processes, or address of a Dask scheduler; results do not depend on it.
        store: File of finished runs: those in it are not simulated again, new ones are added as they finish.
        progress: Told after every run.

    Raises:
        ScenarioError: If there is no such place, programme, value or rung.
        RunError: If fewer than two values are left to compare.
    """
    tell = progress or unwatched
    route, rung = route_of(path), rung_of(path)
    asked = one_programme(scenario, str(route[1]) if programme is None and route[0] == "programmes" else programme)
    asked = asked.model_copy(update={"weeks": weeks or asked.weeks, "replicates": replicates or asked.replicates})
    wanted = _outcome(outcome, rung)
    chosen = _numbers(path, values or (usual_values(asked, rung) if rung else ()))
    own = prepared(asked, tell=lambda stage: tell(RunProgress(stage)))
    settings, left_out = _settings(own, path, chosen, rung)
    runs = _simulated(settings, path, wanted, workers, store, tell)
    own_value = float(getattr(own.start.reached, rung)) if rung else _own_value(asked, route)
    numbers = np.array([value for value, _ in settings], np.float64)
    found = TippingRuns(
        path, numbers, runs[:, :, 0], runs[:, :, 1], wanted, own_value, asked.baseline, asked.seed, left_out
    )
    return analyse(found, above)


def _outcome(outcome: str | None, rung: str | None) -> str:
    """The rung to look at.

    Raises:
        ScenarioError: If there is no such rung.
    """
    wanted = outcome or rung or "contributor"
    if wanted not in OUTCOMES:
        raise ScenarioError([Mistake(f"--outcome {wanted}", suggestion(wanted, OUTCOMES, "rungs"))])
    return wanted


def _numbers(path: str, values: Iterable[Value]) -> list[float]:
    """The values, ascending.

    Raises:
        ScenarioError: If one is no number, or there are fewer than two.
    """
    found = list(values)
    wrong = [value for value in found if isinstance(value, bool | str)]
    if wrong:
        told = f"'{wrong[0]}' is no number; only numbers have a place from which on something tips"
        raise ScenarioError([Mistake(f"--vary {path}", told)])
    if len(set(found)) < 2:  # noqa: PLR2004 - one value divides nothing
        raise ScenarioError([Mistake(f"--vary {path}", f"write two values or more, such as {path}=10:200:10")])
    return sorted({value for value in found if not isinstance(value, bool | str)})


def _settings(
    own: Prepared, path: str, values: Sequence[float], rung: str | None
) -> tuple[list[tuple[float, Prepared]], tuple[str, ...]]:
    """What was reached, ascending, with its setting, and what is left out; of a start the share that it has.

    Raises:
        RunError: If fewer than two are left.
    """
    settings, left_out = [], []
    for value in values:
        setting = setting_at(own, path, value)
        if rung is None:
            settings.append((value, setting))
        elif is_reached(setting.start, rung, value):
            settings.append((float(getattr(setting.start.reached, rung)), setting))
        else:
            left_out.append(f"no state with {100 * value:.3g} % {rung}s was found that holds still; it is left out")
    if len({reached for reached, _ in settings}) < 2:  # noqa: PLR2004
        raise RunError("\n".join(["fewer than two different starts are left to compare", *left_out]))
    return sorted(settings, key=lambda pair: pair[0]), tuple(left_out)


def _simulated(
    settings: Sequence[tuple[float, Prepared]], path: str, outcome: str, workers: int | str, store: Path, tell: Watcher
) -> Doubles:
    """Shares week by week, on a rung and on the same rung counted over one week.

    Returns:
        Shape (values, replicates, 2, weeks + 1).

    Raises:
        RunError: If runs failed.
    """
    scenarios = [setting.scenario for _, setting in settings]
    keys = [base_state_key_of(setting) for _, setting in settings]
    numbers = {key: nth for nth, key in enumerate(dict.fromkeys(keys))}
    made = {numbers[key]: setting for key, (_, setting) in zip(keys, settings, strict=True)}
    base_states = BaseStates(tuple(numbers[key] for key in keys), tuple(numbers), made)
    sweep_record = SweepRecord("", f"{scenarios[0].name}: tipping by {path}", (path,), f"{outcome}@end")
    with Store(store) as kept:
        requests = RequestTable(kept)
        submission = submit(requests, scenarios, [{path: value} for value, _ in settings], base_states, sweep_record)
        requests.narrow(submission.number, scenarios[0].replicates)
        submission.ask({point: range(scenarios[0].replicates) for point in range(len(scenarios))})
        requests.forgive(failure.key for _, failure in requests.failures(submission.number))
        with working(submission, workers, tell) as executor:
            executor.work()
        if failures := requests.failures(submission.number):
            lines = [str(failure) for _, failure in failures]
            raise RunError("\n".join([f"{len(failures)} runs failed; the others are kept", *lines]))
        sweep = Sweep(kept, requests.entry(submission.number))
        return np.stack([[shares_of(run.record, outcome) for run in sweep.runs(nth)] for nth in range(len(settings))])


def shares_of(record: Longs, outcome: str) -> Doubles:
    """Shares of headcount week by week, on a rung and on the same rung counted over one week; shape (2, weeks + 1)."""
    weekly = record[::WORKDAYS_A_WEEK]
    rung = Measure[outcome.upper()]
    counts = weekly[:, [rung, OF_ONE_WEEK.get(outcome, rung)]].T
    shares: Doubles = counts / weekly[:, Measure.HEADCOUNT]
    return shares


def _own_value(scenario: Scenario, route: Route) -> float:
    """What the scenario has at a place, NaN where that is no number."""
    found: object = scenario.content()
    for part in route:
        if isinstance(found, dict):
            found = found.get(part)
        elif isinstance(found, list) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return math.nan
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else math.nan
