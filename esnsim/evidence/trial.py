"""A trial: what is simulated to put facts to the model, as ordinary scenarios with the shared constants."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pydantic import ValidationError

from esnsim.scenario import Scenario, load
from esnsim.scenario.drawn import under

if TYPE_CHECKING:
    from esnsim.ensemble.members import PlausibleModel
    from esnsim.state import World

Intervention: TypeAlias = dict[str, Any]
"""An intervention in plain values, as a scenario file says it."""
TWO_YEARS = 104
DONE = "done"
"""Name of the only programme of a trial's scenario."""


class TrialSize(Enum):
    """How much is simulated."""

    QUICK = "quick"
    """Small organisations and few replicates, for a look within three minutes."""
    FULL = "full"
    """1,000 to 5,000 people and 30 replicates or more."""


class Sized(NamedTuple):
    """A number for each size."""

    quick: int
    full: int

    def of(self, size: TrialSize) -> int:
        """The number for this size."""
        return self.quick if size is TrialSize.QUICK else self.full


Disturbance: TypeAlias = "Callable[[World, int], None]"
"""What a trial does to a world before each workday that no programme can; given the world and the workday."""


class Arm(NamedTuple):
    """One run of a trial.

    Attributes:
        content: A scenario in plain values, without name and seed.
        weeks: How long it is simulated; 0 for an organisation that is only looked at.
        closely: Whether people are watched one by one, and not only counted.
        disturbed: What is done to the world beside the programme, if anything.
    """

    content: Mapping[str, Any]
    weeks: int
    closely: bool
    disturbed: Disturbance | None = None


class Trial(NamedTuple):
    """What is simulated to put facts to the model.

    Attributes:
        name: What it is called.
        about: What is simulated and how long, in a sentence.
        people: Size of its organisations, for the table; a trial may have smaller ones beside.
        replicates: How many organisations, each with a run of its own in every arm.
        arms: The runs of one replicate, by name, for a size of organisation and a replicate's number.
    """

    name: str
    about: str
    people: Sized
    replicates: Sized
    arms: Callable[[int, int], Mapping[str, Arm]]


class Variation(NamedTuple):
    """How the model is changed for everything that is simulated.

    Attributes:
        behaviour: Constants that differ from their defaults, by name.
        without: Mechanisms that are switched off.
        sizes: Sizes of interventions that differ from their defaults, by ``kind.field``.
    """

    behaviour: tuple[tuple[str, float], ...] = ()
    without: tuple[str, ...] = ()
    sizes: tuple[tuple[str, float], ...] = ()

    def beside(self, model: PlausibleModel) -> Variation:
        """The model of an ensemble, but for what is changed here."""
        return self._replace(
            behaviour=tuple({**model.constants, **dict(self.behaviour)}.items()),
            sizes=tuple({**model.sizes, **dict(self.sizes)}.items()),
        )


AS_IT_IS = Variation()
"""The model with its defaults."""


def arm(
    people: int,
    programme: list[Intervention],
    weeks: int,
    *,
    closely: bool = True,
    initial: object = "launch",
    behaviour: Mapping[str, float] | None = None,
    organisation: Mapping[str, Any] | None = None,
    turnover: float | None = None,
    disturbed: Disturbance | None = None,
) -> Arm:
    """A run of this organisation with this programme.

    Args:
        people: Headcount.
        programme: What is done.
        weeks: How long.
        closely: Whether people are watched one by one.
        initial: The starting state, as a scenario says it.
        behaviour: Constants that the trial itself manipulates.
        organisation: What else is said of the organisation, as ``generate`` takes it.
        turnover: Share of people who leave in a year; the default if left out.
        disturbed: What is done to the world beside the programme.
    """
    content: dict[str, Any] = {
        "weeks": max(weeks, 1),
        "organisation": {"generate": {"people": people, **(organisation or {})}},
        "initial": initial,
        "programmes": {DONE: programme},
        "baseline": DONE,
        "behaviour": dict(behaviour or {}),
    }
    if turnover is not None:
        content["organisation"]["turnover"] = turnover
    return Arm(content, weeks, closely, disturbed)


def variation_of(changes: Sequence[str], without: Sequence[str]) -> Variation:
    """The variation with these constants and without these mechanisms.

    Args:
        changes: Such as ``imitation=0.02``.
        without: Such as ``M6``.

    Raises:
        ScenarioError: With every name and value that cannot be, said as the options ``--set`` and ``--without``.
    """
    routes = [f"behaviour.{change.removeprefix('behaviour.')}" for change in changes]
    plain = json.dumps({"name": "trial", **arm(1000, [], 1).content})
    scenario = load(plain, [*routes, *(f"mechanisms.{name}=off" for name in without)])
    return Variation(
        tuple(sorted(scenario.behaviour.model_dump(exclude_unset=True).items())), tuple(sorted(set(without)))
    )


def arm_scenario(what: Arm, seed: int, variation: Variation = AS_IT_IS) -> Scenario:
    """The scenario of an arm; what the trial manipulates goes before the variation.

    Raises:
        ScenarioError: If it says something that this version does not know.
    """
    content = {
        "name": "trial",
        "seed": seed,
        **what.content,
        "behaviour": {**dict(variation.behaviour), **what.content["behaviour"]},
        "mechanisms": dict.fromkeys(variation.without, "off"),
    }
    try:
        scenario = Scenario.of(content)
    except ValidationError:
        scenario = load(json.dumps(content))  # the same mistakes, in words
    return under(scenario, {}, dict(variation.sizes))
