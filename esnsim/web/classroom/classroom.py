"""A class: teams plan for one organisation under one budget with the same random numbers, round by round.

The constants that they plan against are told to nobody before the debrief. All that is kept is what was decided; runs
follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from esnsim.rng.address import Key, key_of, uniform
from esnsim.scenario import Scenario
from esnsim.scenario.constants import known_parameters
from esnsim.web.sliders import SLIDER

NAME = re.compile(r"[^\x00-\x1f]{1,40}")
HIDDEN = ("imitation", "manager_pull", "ambassador_invitation", "ambassador_support", "top_effect", "norm_effect")
"""Constants that a class does not know: where evidence is weak or conflicts."""
SLACK = 1e-9
"""What rounding may add to an amount."""


@dataclass(frozen=True)
class Choice:
    """Something a team does.

    Attributes:
        lever: Kind of intervention.
        amount: Where the slider stands.
        week: Weeks that have been simulated when it begins.
    """

    lever: str
    amount: float
    week: int

    @property
    def cost(self) -> float:
        """Points it takes."""
        return SLIDER[self.lever].cost(self.amount)

    def intervention(self) -> dict[str, Any]:
        """The intervention, as a scenario file writes it."""
        return SLIDER[self.lever].intervention(self.amount, f"week {self.week + 1}")


@dataclass(frozen=True)
class Team:
    """A team and what it has decided.

    Attributes:
        name: What it calls itself.
        key: What only it knows.
        choices: What it does, for rounds that have begun and for the next one.
        ready: Whether it has planned the next round.
        refused: What it wanted last and was not accepted.
        why: Why not, in words; empty if what it wanted last was accepted.
    """

    name: str
    key: str
    choices: tuple[Choice, ...] = ()
    ready: bool = False
    refused: tuple[Choice, ...] = ()
    why: str = ""

    @property
    def spent(self) -> float:
        """Points it has spent."""
        return sum(each.cost for each in self.choices)


@dataclass(frozen=True)
class Classroom:
    """A class.

    Attributes:
        code: By which teams join.
        key: What only the facilitator knows.
        title: What it is called.
        people: Size of the organisation.
        seed: Random seed of all teams.
        budget: Points each team may spend.
        rounds: How many rounds.
        weeks: Weeks of a round.
        round: Rounds that have been simulated.
        teams: By name.
        hidden: Constants that are not told before the debrief.
        changed: When something was decided last, in UTC.
        initial: State at the start.
    """

    code: str
    key: str
    title: str
    people: int
    seed: int
    budget: float
    rounds: int
    weeks: int
    round: int = 0
    teams: Mapping[str, Team] = field(default_factory=dict)
    hidden: Mapping[str, float] = field(default_factory=dict)
    changed: str = ""
    initial: Mapping[str, float] = field(default_factory=lambda: {"reader": 0.45, "contributor": 0.06})

    @property
    def week(self) -> int:
        """Weeks that have been simulated."""
        return self.round * self.weeks

    @property
    def over(self) -> bool:
        """Whether all rounds have been simulated."""
        return self.round >= self.rounds

    def scenario(self, plans: Mapping[str, tuple[Choice, ...]]) -> Scenario:
        """The scenario whose programmes are these plans, beside one in which nothing is done."""
        programmes = {f"plan {name}": [each.intervention() for each in plan] for name, plan in plans.items()}
        return Scenario.of(
            {
                "name": self.title,
                "weeks": self.rounds * self.weeks,
                "replicates": 1,
                "seed": self.seed,
                "uncertainty": "none",
                "organisation": {"generate": {"people": self.people}},
                "initial": dict(self.initial),
                "behaviour": dict(self.hidden),
                "programmes": {NOTHING: [], **programmes},
                "baseline": NOTHING,
            }
        )


NOTHING = "nothing is done"


def begun(found: Classroom, team: Team) -> tuple[Choice, ...]:
    """What a team does in the rounds that have been simulated."""
    return tuple(each for each in team.choices if each.week < found.week)


class ClassError(ValueError):
    """What somebody asked of a class cannot be; the message is for them."""


class UnknownError(ClassError):
    """There is no such code or key."""


def class_limits(
    title: str, people: float, budget: float, rounds: float, weeks: float, seed: float
) -> Iterator[tuple[str, bool]]:
    """What a class has to be, in words, and whether it is."""
    yield "give the class a title of at most 40 letters", bool(NAME.fullmatch(title.strip()))
    yield "the organisation has 50 to 3,000 people", 50 <= people <= 3000  # noqa: PLR2004 - said beside it
    yield "the budget is 10 to 10,000 points", 10 <= budget <= 10_000  # noqa: PLR2004
    yield "there are 1 to 12 rounds", 1 <= rounds <= 12  # noqa: PLR2004
    yield "a round has 1 to 26 weeks", 1 <= weeks <= 26  # noqa: PLR2004
    yield "the seed is a whole number from 0 to 1,000,000", 0 <= seed <= 1_000_000  # noqa: PLR2004


def wrong_with(wanted: Choice, before: tuple[Choice, ...]) -> Iterator[str]:
    """What is wrong with a choice."""
    slider = SLIDER.get(wanted.lever)
    if slider is None:
        yield f"'{wanted.lever[:30]}' is nothing that can be done"
    elif not slider.low - SLACK <= wanted.amount <= slider.high + SLACK:
        yield f"{slider.title}: {wanted.amount:g} is not between {slider.low:g} and {slider.high:g}"
    elif any(each.lever == wanted.lever for each in before):
        yield f"{slider.title}: it is being done already"


def hidden_constants(seed: int) -> dict[str, float]:
    """The constants of a class: each somewhere in the middle of its range, by chance."""
    known, key = known_parameters(), key_of("esnsim", "class", seed)
    return {name: _within(known[name].low, known[name].high, key, nth) for nth, name in enumerate(HIDDEN)}


def _within(low: float, high: float, key: Key, nth: int) -> float:
    return round(low + (high - low) * (0.15 + 0.7 * uniform(key, 0, 0, 0, nth)), 6)
