"""All classes of an app: begun, joined, planned and ended, each change on disk before it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import choice
from threading import RLock

from esnsim.web.classroom.classroom import (
    NAME,
    SLACK,
    Choice,
    ClassError,
    Classroom,
    Team,
    UnknownError,
    class_limits,
    hidden_constants,
    wrong_with,
)
from esnsim.web.classroom.file import read_classes, write_classes
from esnsim.web.sliders import SLIDER

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other."""
CODE, KEY = 5, 10
"""Letters of a join code, and of what only a team or the facilitator knows."""
MOST_TEAMS, MOST_CLASSES = 30, 100
MOST_BEGUN = 5
"""Classes of one visitor at a time."""
IDLE, EMPTY = timedelta(days=30), timedelta(days=1)
"""How long a class is kept in which nothing is decided, and one that nobody has joined."""


class Classes:
    """All classes of an app, kept in a folder; may be used by several sessions at once.

    Attributes:
        file: Where they are kept.
        version: Grows with every change.
    """

    def __init__(self, folder: Path) -> None:
        """The classes in this folder, made if it is not there.

        Raises:
            ScenarioError: If what is kept there cannot be read.
        """
        self.file, self.version = folder / "classes.json", 0
        self._lock = RLock()
        self._classes = {each.code: each for each in read_classes(self.file)} if self.file.is_file() else {}
        self._begun: dict[str, str] = {}

    def create(
        self, title: str, people: int, budget: float, rounds: int, weeks: int, seed: int, visitor: str = ""
    ) -> Classroom:
        """Begin a class.

        Args:
            title: What it is called.
            people: Size of the organisation.
            budget: Points each team may spend.
            rounds: How many rounds.
            weeks: Weeks of a round.
            seed: Random seed of all teams.
            visitor: Who begins it, such as an address; kept nowhere.

        Raises:
            ClassError: With everything that is wrong.
        """
        wrong = [words for words, fits in class_limits(title, people, budget, rounds, weeks, seed) if not fits]
        with self._lock:
            self._forget()
            if sum(self._begun.get(code) == visitor for code in self._classes) >= MOST_BEGUN:
                wrong.append(f"you lead {MOST_BEGUN} classes already; end one of them first")
            elif len(self._classes) >= MOST_CLASSES:
                wrong.append(f"there are {MOST_CLASSES} classes already, and one of them has to end first")
            if wrong:
                raise ClassError("; ".join(wrong))
            code = next(code for code in iter(lambda: _word(CODE), "") if code not in self._classes)
            hidden = hidden_constants(seed)
            made = Classroom(code, _word(KEY), title.strip(), people, seed, float(budget), rounds, weeks, hidden=hidden)
            self._begun[code] = visitor
            return self._keep(made)

    def _forget(self) -> None:
        """End classes in which nothing has happened for long."""
        now = datetime.now(UTC)
        for code, each in list(self._classes.items()):
            idle = now - datetime.fromisoformat(each.changed)
            if idle > IDLE or (idle > EMPTY and not each.teams):
                del self._classes[code]

    def end(self, code: str, key: str) -> None:
        """End a class for good.

        Raises:
            ClassError: If it is not the facilitator who asks.
        """
        with self._lock:
            found = self.lead(code, key)
            self._put({each: room for each, room in self._classes.items() if each != found.code})

    def find(self, code: str) -> Classroom:
        """A class by its code.

        Raises:
            ClassError: If there is none.
        """
        found = self._classes.get(code.strip().upper())
        if found is None:
            raise UnknownError(f"there is no class with the code '{code.strip()[:20]}'; ask your facilitator")
        return found

    def lead(self, code: str, key: str) -> Classroom:
        """A class, for its facilitator.

        Raises:
            ClassError: If there is none, or the key is another one.
        """
        found = self.find(code)
        if found.key != key.strip().upper():
            raise UnknownError("this is not the facilitator's key of this class")
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
        raise UnknownError("no team of this class has this key")

    def plan(self, code: str, key: str, wanted: Mapping[str, float]) -> Team:
        """Plan the next round: what was planned for it before is forgotten, unless this is refused.

        Args:
            code: Of the class.
            key: Of the team.
            wanted: Where sliders stand, by lever.

        Raises:
            ClassError: With everything that is wrong; what was wanted is kept to be mended, and not done.
        """
        with self._lock:
            found, team = self.find(code), self.team(code, key)
            if found.over:
                raise ClassError("the last round has been played")
            kept = tuple(each for each in team.choices if each.week < found.week)
            new = tuple(Choice(lever, float(amount), found.week) for lever, amount in wanted.items())
            wrong = [words for each in new for words in wrong_with(each, kept)]
            planned = replace(team, choices=(*kept, *new), ready=True, refused=(), why="")
            if not wrong and planned.spent > found.budget + SLACK:
                wrong.append(f"that takes {planned.spent:g} points, and the budget is {found.budget:g}")
            if wrong:
                known = tuple(each for each in new if each.lever in SLIDER)
                planned = replace(team, refused=known, why="; ".join(wrong))
            self._keep(replace(found, teams={**found.teams, team.name: planned}))
            if wrong:
                raise ClassError(planned.why)
            return planned

    def next_round(self, code: str, key: str) -> Classroom:
        """Simulate a round.

        Raises:
            ClassError: If it is not the facilitator who asks, or all rounds have been simulated.
        """
        with self._lock:
            found = self.lead(code, key)
            if found.over:
                raise ClassError("all rounds have been played; look at the debrief")
            teams = {name: replace(team, ready=False) for name, team in found.teams.items()}
            return self._keep(replace(found, round=found.round + 1, teams=teams))

    def _keep(self, changed: Classroom) -> Classroom:
        """Put a class on disk, then into memory."""
        changed = replace(changed, changed=datetime.now(UTC).isoformat(timespec="seconds"))
        self._put({**self._classes, changed.code: changed})
        return changed

    def _put(self, classes: dict[str, Classroom]) -> None:
        write_classes(self.file, classes.values())
        self._classes, self.version = classes, self.version + 1


def _word(letters: int) -> str:
    return "".join(choice(LETTERS) for _ in range(letters))
