"""What is wanted and what it may take: a goal, claims that are to be tested, and prices of an hour.

Nothing of it changes a run; it says how runs are judged. A claim compares two programmes (``leaders > ambassadors in
contributor@week52``), says what becomes of a rung (``readers fall by less than 2 points``), or where an outcome lies
(``contributor@week26 >= 15 %``, or ``contributor >= 15 % at week 26``).

ODD element: input data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import Field

from esnsim.calendar import LONGEST_WEEKS
from esnsim.interventions.forms import Closed, Written, suggestion
from esnsim.state.ladder import LADDER

ACCOUNTS = ("hours", "money", "cost", "value")
"""What a programme takes and gives, added up to a week: hours of staff, money, both as money, and what use is worth."""
NAMED = (*LADDER, *ACCOUNTS)
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)"
OUTCOME = r"(?P<measure>\w+)(?:\s*@\s*(?:week\s*(?P<week>\d{1,4})|end))?"
LATER = r"(?:\s+(?:at|by|in)\s+week\s*(?P<later>\d{1,4}))?"
OF = r"(?:\s+(?:with|of)\s+(?P<programme>.+?))?"
UNIT = r"\s*(?P<unit>%|points?|hours?)?"
PAIR = re.compile(
    rf"(?P<first>.+?)\s*(?P<relation><=|>=|<|>)\s*(?P<second>.+?)(?:\s+by\s+(?P<number>{NUMBER}){UNIT})?\s+in\s+{OUTCOME}"
)
LEVEL = re.compile(rf"{OUTCOME}\s*(?P<relation><=|>=|<|>)\s*(?P<number>{NUMBER}){UNIT}{LATER}{OF}")
TREND = re.compile(
    rf"(?P<measure>\w+)\s+(?P<trend>falls?|rises?)(?:\s+by\s+(?P<how>less|more)\s+than\s+(?P<number>{NUMBER}){UNIT})?"
    rf"{LATER}{OF}"
)
GOAL_HELP = "write an outcome, a comparison and when, such as 'contributor >= 15 % at week 26'"
EXPECT_HELP = (
    "write 'leaders > ambassadors in contributor@week52', 'readers fall by less than 2 points' or "
    "'contributor@week26 >= 15 % with leaders'"
)


@dataclass(frozen=True, slots=True)
class Expectation(Written):
    """Something that runs can bear out or not.

    Attributes:
        text: As it was written.
        measure: A rung of the ladder, or one of `ACCOUNTS`.
        relation: How what is looked at is compared with the number.
        number: With what, in the outcome's own unit: shares of headcount are 0 to 1.
        week: At the end of which week; None for the last.
        programmes: One programme that is looked at, two whose difference is; none for every programme.
        change: Whether the change since the start is meant.
    """

    text: str
    measure: str
    relation: str
    number: float
    week: int | None = None
    programmes: tuple[str, ...] = ()
    change: bool = False

    SPELLING: ClassVar[dict[str, Any]] = {
        "type": "string",
        "examples": ["leaders > ambassadors in contributor@week52", "readers fall by less than 2 points"],
    }

    @classmethod
    def parse(cls, value: object) -> Self:
        """A claim from its sentence.

        Raises:
            ValueError: If it cannot be read, or names what is not measured.
        """
        text = " ".join(value.split()) if isinstance(value, str) else ""
        for pattern, read in ((TREND, cls._trend), (LEVEL, cls._level), (PAIR, cls._pair)):
            if found := pattern.fullmatch(text):
                return read(text, found.groupdict())
        raise ValueError(EXPECT_HELP)

    @classmethod
    def _pair(cls, text: str, said: dict[str, str | None]) -> Self:
        """One programme above or below another."""
        measure = _measure(said["measure"])
        margin = _amount(measure, said["number"], said["unit"]) if said["number"] else 0.0
        relation = str(said["relation"])
        signed = margin if relation.startswith(">") else -margin
        pair = tuple(str(said[name]).strip("'\"") for name in ("first", "second"))
        return cls(text, measure, relation, signed, _week(said["week"]), pair)

    @classmethod
    def _level(cls, text: str, said: dict[str, str | None]) -> Self:
        """An outcome above or below a number."""
        measure = _measure(said["measure"])
        number = _amount(measure, said["number"], said["unit"])
        week = _week(said["week"] or said["later"])
        return cls(text, measure, str(said["relation"]), number, week, _one(said["programme"]))

    @classmethod
    def _trend(cls, text: str, said: dict[str, str | None]) -> Self:
        """A rung that falls or rises from the start on, by more or by less than so much."""
        measure = _measure(said["measure"])
        number = _amount(measure, said["number"] or "0", said["unit"])
        falls = str(said["trend"]).startswith("fall")
        less = said["how"] == "less"
        # "Falls by less than 2 points" is a change above -2 points; "falls" is a change below 0.
        relation = ">" if falls == less else "<"
        signed = -number if falls else number
        return cls(text, measure, relation, signed, _week(said["later"]), _one(said["programme"]), change=True)

    def written(self) -> str:
        """The sentence."""
        return self.text


@dataclass(frozen=True, slots=True)
class Goal(Expectation):
    """An outcome that is to be reached, whatever the programme."""

    SPELLING: ClassVar[dict[str, Any]] = {"type": "string", "examples": ["contributor >= 15 % at week 26"]}

    @classmethod
    def parse(cls, value: object) -> Self:
        """A goal from its sentence.

        Raises:
            ValueError: If it cannot be read, or names what is not measured.
        """
        text = " ".join(value.split()) if isinstance(value, str) else ""
        found = LEVEL.fullmatch(text)
        if found is None or found["programme"]:
            raise ValueError(GOAL_HELP)
        return cls._level(text, found.groupdict())


class Rates(Closed):
    """What an hour is counted with, in the scenario's currency.

    Attributes:
        staff: An hour of staff, in place of the constant ``loaded_hour``.
        manager: An hour of leaders and managers; that of staff if left out.
    """

    staff: float | None = Field(None, ge=0, le=10_000, description="an hour of staff; nothing means loaded_hour")
    manager: float | None = Field(
        None, ge=0, le=10_000, description="an hour of leaders and managers; nothing means that of staff"
    )


def _measure(name: str | None) -> str:
    """A measure by its name, or by the plural of it.

    Raises:
        ValueError: If there is none.
    """
    said = str(name).lower()
    for known in (said, said.removesuffix("s")):
        if known in NAMED:
            return known
    raise ValueError(f"'{name}' is no measure; {suggestion(said, NAMED, 'measures')}")


def _amount(measure: str, number: str | None, unit: str | None) -> float:
    """A number in the unit of its measure.

    Raises:
        ValueError: If it is a share above 1 without a percent sign.
    """
    value = float(str(number))
    if measure in ACCOUNTS:
        if unit in ("%", "point", "points"):
            raise ValueError(f"{measure} is no share of people; write a plain number")
        return value
    if unit:
        return value / 100.0
    if abs(value) > 1.0:
        raise ValueError(f"{measure} is a share of headcount; did you mean {value:g} %?")
    return value


def _week(text: str | None) -> int | None:
    """A week by its number.

    Raises:
        ValueError: If no scenario is that long.
    """
    if text is not None and int(text) > LONGEST_WEEKS:
        raise ValueError(f"write a week of at most {LONGEST_WEEKS}")
    return None if text is None else int(text)


def _one(name: str | None) -> tuple[str, ...]:
    return (name.strip("'\""),) if name else ()
