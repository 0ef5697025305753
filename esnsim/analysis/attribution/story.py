"""The story of a person or a unit in one run, and where it would have led without each intervention."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from esnsim.analysis.attribution.attribution import NOTHING
from esnsim.analysis.attribution.trace import EndState, Step, Traced, trace
from esnsim.analysis.attribution.words import chain, described, hung_on
from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.design.labels import in_words
from esnsim.interventions.forms import suggestion
from esnsim.organisation import Organisation
from esnsim.simulation.simulate import Prepared

ASKED = (Step.TRIED, Step.RETURNED, Step.STAYED, Step.WROTE, Step.REFUSED, Step.LAPSED)
"""Steps of which it is counted what they depended on."""


class Ending(NamedTuple):
    """Where it led.

    Attributes:
        programme: What was done, such as ``ambassadors, without campaign``.
        end_state: Where the people watched stand then.
    """

    programme: str
    end_state: EndState


class Story(NamedTuple):
    """What is told.

    Attributes:
        title: Of whom, in which run.
        people: How many positions.
        steps: Date and sentence of each step of a person; empty for a unit.
        counts: For a unit, how often which step depended on what; empty for a person.
        endings: With the programme first, then without each intervention, then with nothing being done.
        traced: What it is told from.
    """

    title: str
    people: int
    steps: tuple[tuple[str, str], ...]
    counts: tuple[tuple[Step, str, int], ...]
    endings: tuple[Ending, ...]
    traced: Traced


def story_of_person(setting: Prepared, programme: str, replicate: int, who: str) -> Story:
    """Tell what led one person from step to step.

    Args:
        setting: What was asked.
        programme: Name of the programme.
        replicate: Which run.
        who: Label of a position, for who held it at the start, or the number of a person.

    Raises:
        ScenarioError: If there is nobody of that name.
    """
    organisation = setting.organisation
    row = _position(organisation, who)
    person = int(who) if who not in organisation.labels else row
    traced, endings = _runs(setting, programme, replicate, [row], person)
    title = f"{who}: {described(organisation, row)}"
    steps = tuple(chain(organisation, setting.scenario, traced))
    return Story(title, 1, steps, (), endings, traced)


def story_of_unit(setting: Prepared, programme: str, replicate: int, name: str) -> Story:
    """Tell on what the steps of a unit's people hung, those of its parts and of successors included.

    Args:
        setting: What was asked.
        programme: Name of the programme.
        replicate: Which run.
        name: Name of the unit.

    Raises:
        ScenarioError: If there is no such unit.
    """
    organisation = setting.organisation
    rows = _members(organisation, name)
    traced, endings = _runs(setting, programme, replicate, rows, None)
    title = f"{name}: {len(rows):,} people"
    return Story(title, len(rows), (), tuple(hung_on(traced, ASKED)), endings, traced)


def _position(organisation: Organisation, who: str) -> int:
    """Row of the position a person holds or held."""
    if who in organisation.labels:
        return organisation.labels.index(who)
    if who.isdigit():
        return int(who) % organisation.people
    known = f"such as {organisation.labels[0]} to {organisation.labels[-1]}"
    raise ScenarioError([Mistake(f"--person {who}", f"nobody goes by that; write a label {known}, or a number")])


def _members(organisation: Organisation, name: str) -> list[int]:
    """Rows of the people of a unit and of the units within it."""
    if name not in organisation.unit_names:
        raise ScenarioError(
            [Mistake(f"--unit {name}", f"there is no such unit; {suggestion(name, organisation.unit_names, 'units')}")]
        )
    inside = {organisation.unit_names.index(name)}
    parents = list(enumerate(organisation.unit_parent.tolist()))
    while more := {unit for unit, parent in parents if parent in inside} - inside:
        inside |= more
    return [int(row) for row in np.flatnonzero(np.isin(organisation.unit, sorted(inside)))]


def _runs(
    setting: Prepared, programme: str, replicate: int, rows: list[int], person: int | None
) -> tuple[Traced, tuple[Ending, ...]]:
    """The run itself, and the same run without each intervention."""
    first = trace(setting, programme, replicate, rows, person)
    endings = [Ending(programme, first.end_state)]
    for name, other in _others(setting, programme):
        endings.append(Ending(name, trace(other, name, replicate, rows, person).end_state))
    return first, tuple(endings)


def _others(setting: Prepared, programme: str) -> Iterator[tuple[str, Prepared]]:
    """Settings with one programme less an intervention, and with nothing being done."""
    done = setting.scenario.programme(programme)
    lacking = {f"without {in_words(str(left.name))}": tuple(each for each in done if each is not left) for left in done}
    if len(done) == 1:
        lacking = {}
    for name, kept in (lacking | {NOTHING: ()}).items():
        scenario = setting.scenario.doing({name: kept}, name)
        yield name, replace(setting, scenario=scenario)
