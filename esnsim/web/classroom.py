"""A class: teams plan for one organisation under one budget with one luck, round by round.

The constants that they plan against are told to nobody before the debrief. All that is kept is what was decided; lives
follow from it. Every change is on disk before it is answered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from secrets import choice
from threading import RLock
from typing import Any

from esnsim.chance import Key, key_of, uniform
from esnsim.experiments.whole import write_text
from esnsim.scenario import Scenario
from esnsim.scenario.constants import parameters
from esnsim.web.levers import LEVER

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other."""
CODE, KEY = 5, 10
"""Letters of a join code, and of what only a team or the facilitator knows."""
MOST_TEAMS, MOST_CLASSES = 30, 100
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
        week: Weeks that have been lived when it begins.
    """

    lever: str
    amount: float
    week: int

    @property
    def cost(self) -> float:
        """Points it takes."""
        return LEVER[self.lever].cost(self.amount)

    def intervention(self) -> dict[str, Any]:
        """The intervention, as a scenario file writes it."""
        return LEVER[self.lever].intervention(self.amount, f"week {self.week + 1}")


@dataclass(frozen=True)
class Team:
    """A team and what it has decided.

    Attributes:
        name: What it calls itself.
        key: What only it knows.
        choices: What it does, for rounds that have begun and for the next one.
        ready: Whether it has planned the next round.
    """

    name: str
    key: str
    choices: tuple[Choice, ...] = ()
    ready: bool = False

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
        seed: Where the luck of all teams comes from.
        budget: Points each team may spend.
        rounds: How many rounds.
        weeks: Weeks of a round.
        round: Rounds that have been lived.
        teams: By name.
        hidden: Constants that are not told before the debrief.
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
    initial: Mapping[str, float] = field(default_factory=lambda: {"reader": 0.45, "contributor": 0.06})

    @property
    def week(self) -> int:
        """Weeks that have been lived."""
        return self.round * self.weeks

    @property
    def over(self) -> bool:
        """Whether all rounds have been lived."""
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
                "organisation": {"generate": {"people": self.people}},
                "initial": dict(self.initial),
                "behaviour": dict(self.hidden),
                "programmes": {NOTHING: [], **programmes},
                "baseline": NOTHING,
            }
        )


NOTHING = "nothing is done"


class ClassError(ValueError):
    """What somebody asked of a class cannot be; the message is for them."""


class Classes:
    """All classes of an app, kept in a folder; may be used by several sessions at once.

    Attributes:
        file: Where they are kept.
        version: Grows with every change.
    """

    def __init__(self, folder: Path) -> None:
        """The classes in this folder, made if it is not there."""
        self.file, self.version = folder / "classes.json", 0
        self._lock = RLock()
        self._classes: dict[str, Classroom] = {}
        if self.file.is_file():
            self._classes = {each["code"]: _read(each) for each in json.loads(self.file.read_text("utf-8"))}

    def create(self, title: str, people: int, budget: float, rounds: int, weeks: int, seed: int) -> Classroom:
        """Begin a class.

        Raises:
            ClassError: With everything that is wrong.
        """
        wrong = [words for words, fits in _limits(title, people, budget, rounds, weeks, seed) if not fits]
        with self._lock:
            if len(self._classes) >= MOST_CLASSES:
                wrong.append("there are too many classes already; remove classes.json to begin afresh")
            if wrong:
                raise ClassError("; ".join(wrong))
            code = next(code for code in iter(lambda: _word(CODE), "") if code not in self._classes)
            hidden = hidden_constants(seed)
            made = Classroom(code, _word(KEY), title.strip(), people, seed, float(budget), rounds, weeks, hidden=hidden)
            return self._keep(made)

    def find(self, code: str) -> Classroom:
        """A class by its code.

        Raises:
            ClassError: If there is none.
        """
        found = self._classes.get(code.strip().upper())
        if found is None:
            raise ClassError(f"there is no class with the code '{code.strip()[:20]}'; ask your facilitator")
        return found

    def lead(self, code: str, key: str) -> Classroom:
        """A class, for its facilitator.

        Raises:
            ClassError: If there is none, or the key is another one.
        """
        found = self.find(code)
        if found.key != key.strip().upper():
            raise ClassError("this is not the facilitator's key of this class")
        return found

    def join(self, code: str, name: str) -> Team:
        """Join a class as a new team.

        Raises:
            ClassError: If there is no such class, it has begun, is full, or has a team of that name.
        """
        with self._lock:
            found, name = self.find(code), name.strip()
            if not NAME.fullmatch(name):
                raise ClassError("give the team a name of at most 40 letters")
            if name.lower() in {each.lower() for each in found.teams}:
                raise ClassError(f"there is a team '{name}' already; come back with its key, or take another name")
            if len(found.teams) >= MOST_TEAMS:
                raise ClassError(f"a class has at most {MOST_TEAMS} teams")
            team = Team(name, _word(KEY))
            self._keep(replace(found, teams={**found.teams, name: team}))
            return team

    def team(self, code: str, key: str) -> Team:
        """A team that comes back.

        Raises:
            ClassError: If no team of the class has this key.
        """
        found = self.find(code)
        for each in found.teams.values():
            if each.key == key.strip().upper():
                return each
        raise ClassError("no team of this class has this key")

    def plan(self, code: str, key: str, wanted: Mapping[str, float]) -> Team:
        """Plan the next round: what was planned for it before is forgotten.

        Args:
            code: Of the class.
            key: Of the team.
            wanted: Where sliders stand, by lever.

        Raises:
            ClassError: With everything that is wrong; nothing is planned then.
        """
        with self._lock:
            found, team = self.find(code), self.team(code, key)
            if found.over:
                raise ClassError("the last round has been played")
            kept = tuple(each for each in team.choices if each.week < found.week)
            new = tuple(Choice(lever, float(amount), found.week) for lever, amount in wanted.items())
            wrong = [words for each in new for words in _wrong(each, kept)]
            planned = replace(team, choices=(*kept, *new), ready=True)
            if not wrong and planned.spent > found.budget + SLACK:
                wrong.append(f"that takes {planned.spent:g} points, and the budget is {found.budget:g}")
            if wrong:
                raise ClassError("; ".join(wrong))
            self._keep(replace(found, teams={**found.teams, team.name: planned}))
            return planned

    def next_round(self, code: str, key: str) -> Classroom:
        """Live a round.

        Raises:
            ClassError: If it is not the facilitator who asks, or all rounds have been lived.
        """
        with self._lock:
            found = self.lead(code, key)
            if found.over:
                raise ClassError("all rounds have been played; look at the debrief")
            teams = {name: replace(team, ready=False) for name, team in found.teams.items()}
            return self._keep(replace(found, round=found.round + 1, teams=teams))

    def _keep(self, changed: Classroom) -> Classroom:
        """Put a class on disk, then into memory."""
        classes = {**self._classes, changed.code: changed}
        write_text(self.file, json.dumps([_plain(each) for each in classes.values()], indent=1, ensure_ascii=False))
        self._classes, self.version = classes, self.version + 1
        return changed


def _limits(title: str, people: int, budget: float, rounds: int, weeks: int, seed: int) -> Iterator[tuple[str, bool]]:
    yield "give the class a title of at most 40 letters", bool(NAME.fullmatch(title.strip()))
    yield "the organisation has 50 to 3,000 people", 50 <= people <= 3000  # noqa: PLR2004 - said beside it
    yield "the budget is 10 to 10,000 points", 10 <= budget <= 10_000  # noqa: PLR2004
    yield "there are 1 to 12 rounds", 1 <= rounds <= 12  # noqa: PLR2004
    yield "a round has 1 to 26 weeks", 1 <= weeks <= 26  # noqa: PLR2004
    yield "the seed is a whole number from 0 to 1,000,000", 0 <= seed <= 1_000_000  # noqa: PLR2004


def _wrong(wanted: Choice, before: tuple[Choice, ...]) -> Iterator[str]:
    """What is wrong with a choice."""
    lever = LEVER.get(wanted.lever)
    if lever is None:
        yield f"'{wanted.lever[:30]}' is nothing that can be done"
    elif not lever.low - SLACK <= wanted.amount <= lever.high + SLACK:
        yield f"{lever.title}: {wanted.amount:g} is not between {lever.low:g} and {lever.high:g}"
    elif any(each.lever == wanted.lever for each in before):
        yield f"{lever.title}: it is being done already"


def _word(letters: int) -> str:
    return "".join(choice(LETTERS) for _ in range(letters))


def _plain(classroom: Classroom) -> dict[str, Any]:
    return asdict(classroom)


def _read(content: dict[str, Any]) -> Classroom:
    teams = {
        name: Team(each["name"], each["key"], tuple(Choice(**one) for one in each["choices"]), each["ready"])
        for name, each in content.pop("teams").items()
    }
    return Classroom(**content, teams=teams)


def hidden_constants(seed: int) -> dict[str, float]:
    """The constants of a class: each somewhere in the middle of its range, by chance."""
    known, key = parameters(), key_of("esnsim", "class", seed)
    return {name: _within(known[name].low, known[name].high, key, nth) for nth, name in enumerate(HIDDEN)}


def _within(low: float, high: float, key: Key, nth: int) -> float:
    return round(low + (high - low) * (0.15 + 0.7 * uniform(key, 0, 0, 0, nth)), 6)
