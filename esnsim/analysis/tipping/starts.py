"""Other starts under the same constants: what a scenario would do from a state, or with a dose, that is not its own.

A start with another share of readers or contributors is a coherent state: the organisation settles with the constants
that make that share hold, so that habits, beliefs, contents and who contributes fit together. Then the scenario's own
constants take over, and it holds no longer.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from esnsim.behaviour.parameters import Parameters
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.factors import Value
from esnsim.experiments.store.keys import organisation_of
from esnsim.interventions.forms import suggestion
from esnsim.scenario import Scenario, check_audiences, dump, load, resolve
from esnsim.scenario.initial import Initial
from esnsim.scenario.load import SHARES
from esnsim.scenario.route import Route, split_assignment
from esnsim.simulation.build_state import constants
from esnsim.simulation.simulate import Prepared, start_of
from esnsim.simulation.starting.initial_state import InitialState
from esnsim.simulation.starting.shares import Target

NOTHING = "nothing is done"
"""The programme without interventions, where none is named."""
RUNGS = Target._fields
SECTIONS = ("initial", "programmes", "behaviour", "mechanisms", "organisation")
USUAL_CONTRIBUTORS, USUAL_ACCOUNTS = 0.1, 1.5
"""For each reader, where a scenario begins with none and does not say."""
MISS, MISS_SHARE = 0.03, 0.25
"""A start that misses the share asked for by more than this, or by more than this part of it, is no such start."""


def route_of(path: str) -> Route:
    """The way to a place in a scenario that can be varied.

    Raises:
        ScenarioError: If it is none.
    """
    try:
        route, _ = split_assignment(f"{path}=0")
    except ValueError as error:
        raise ScenarioError([Mistake(f"--vary {path}", str(error))]) from None
    if route[0] not in SECTIONS or len(route) < 2:  # noqa: PLR2004 - a section and something in it
        known = suggestion(str(route[0]), SECTIONS, "parts that can be varied")
        raise ScenarioError([Mistake(f"--vary {path}", f"write a place inside a part; {known}")])
    if route[0] == "initial" and route[1] not in RUNGS:
        raise ScenarioError([Mistake(f"--vary {path}", suggestion(str(route[1]), RUNGS, "rungs"))])
    return route


def rung_of(path: str) -> str | None:
    """The rung of the starting state that a path varies, None where it varies something else."""
    route = route_of(path)
    return str(route[1]) if route[0] == "initial" else None


def one_programme(scenario: Scenario, name: str | None) -> Scenario:
    """The scenario with one programme only; without a name, nothing is done.

    Raises:
        ScenarioError: If there is no such programme.
    """
    chosen = {NOTHING: ()} if name is None else {name: scenario.programme(name)}
    return resolve(scenario.doing(chosen, next(iter(chosen))))


def usual_values(scenario: Scenario, rung: str, count: int = 12) -> tuple[float, ...]:
    """Shares of a rung from nearly nobody to nearly all that it can hold, in equal distances."""
    initial = scenario.initial
    most = {"enabled": 1.0, "reader": initial.enabled, "interactive": initial.reader, "contributor": initial.reader}
    top = most[rung] or 1.0  # a launch has nobody anywhere
    return tuple(round(top * (nth + 0.5) / count, 4) for nth in range(count))


def initial_with(initial: Initial, rung: str, share: float) -> Initial:
    """A starting state with another share of one rung; rungs below keep their place relative to it.

    With other readers, those who interact and those who contribute are the same parts of the readers; with other
    contributors, those who interact keep their place between contributors and readers. Where a scenario begins with
    nobody, there is no such part: a tenth of the readers contribute then, and half as many again have an account.

    Raises:
        ValidationError: If there is no such state.
    """
    if initial.reader == 0.0 and rung == "reader" and share > 0.0:
        state = {"reader": share, "contributor": USUAL_CONTRIBUTORS * share}
        return Initial.model_validate(state | {"enabled": max(initial.enabled, min(1.0, USUAL_ACCOUNTS * share))})
    shares = {name: float(getattr(initial, name)) for name in RUNGS}
    before = shares[rung]
    shares[rung] = share
    if rung == "reader" and before > 0.0:
        shares["interactive"] *= share / before
        shares["contributor"] *= share / before
    if rung == "contributor":
        reader = shares["reader"]
        part = (shares["interactive"] - before) / (reader - before) if reader > before else 0.5
        shares["interactive"] = share + part * (reader - share)
    return Initial(**shares)


def setting_at(own: Prepared, path: str, value: Value) -> Prepared:
    """The setting in which something is other than in the scenario, with the scenario's own solved constants.

    Args:
        own: The scenario's own setting.
        path: What is varied.
        value: What it is.

    Raises:
        ScenarioError: If it cannot be that.
    """
    rung = rung_of(path)
    if rung is not None:
        return replace(own, start=other_start(own, rung, _share(path, value)))
    changed, route = _changed(own.scenario, path, value), route_of(path)
    if route[0] == "programmes":
        check_audiences(changed, own.organisation)
        return replace(own, scenario=changed)
    if route[0] == "organisation" and route[1] != "turnover":
        organisation, report = organisation_of(changed, Path())
        check_audiences(changed, organisation)
        return Prepared(changed, organisation, start_of(changed, organisation), report)
    return replace(own, scenario=changed, start=_under(own.start, _changed_rule(own, changed), own.start))


def _share(path: str, value: Value) -> float:
    if isinstance(value, bool | str) or not 0.0 <= value <= 1.0:
        raise ScenarioError([Mistake(f"--vary {path}", f"is {value}; it is a share of headcount, write 0 to 1")])
    return float(value)


def _changed(scenario: Scenario, path: str, value: Value) -> Scenario:
    """The scenario in which something is other, resolved.

    Raises:
        ScenarioError: If it cannot be that.
    """
    try:
        return resolve(load(dump(scenario), [f"{path}={_written(value)}"]))
    except ScenarioError as error:
        wrong = [Mistake(each.place.replace("--set", "--vary", 1), each.message) for each in error.mistakes]
        raise ScenarioError(wrong) from None


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def other_start(own: Prepared, rung: str, share: float) -> InitialState:
    """The settled state with another share, under the scenario's own constants.

    Raises:
        ScenarioError: If there is no such state, or none is found.
    """
    place = f"initial.{rung}"
    try:
        initial = initial_with(own.scenario.initial, rung, share)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        if own.scenario.initial.is_launch:
            message = f"nobody reads where a scenario is a launch; {SHARES}, or vary initial.reader or a dose"
        raise ScenarioError([Mistake(place, f"cannot be {share:g}: {message}")]) from None
    asked = own.scenario.model_copy(update={"initial": initial})
    return _under(start_of(asked, own.organisation, still=False), own.start.parameters, own.start)


def is_reached(start: InitialState, rung: str, share: float) -> bool:
    """Whether a start has the share asked for, nearly."""
    return abs(float(getattr(start.reached, rung)) - share) <= max(MISS, MISS_SHARE * share)


def _under(start: InitialState, parameters: Parameters, own: InitialState) -> InitialState:
    """A state under constants that are not those it settled with."""
    world = start.world._replace(parameters=constants(parameters), provisioned=own.world.provisioned)
    return replace(start, world=world, parameters=parameters)


def _changed_rule(own: Prepared, changed: Scenario) -> Parameters:
    """The solved constants, with what a change of the scenario makes different."""
    before, after = own.scenario.parameters, changed.parameters
    different = {
        name: getattr(after, name) for name in Parameters._fields if getattr(after, name) != getattr(before, name)
    }
    return own.start.parameters._replace(**different)
