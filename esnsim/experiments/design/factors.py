"""What an experiment varies: places in a scenario, each with the values or the range it takes.

A factor is written like a change of the scenario, ``path=value``, with several values: ``weeks=26,52,104`` (a list),
``initial.contributor=0.05:0.20:0.05`` (from, to, in equal distances) or ``behaviour.imitation=0.001..0.1 log`` (a
range, for designs that choose the values themselves).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeGuard, get_args

from esnsim.errors import ScenarioError
from esnsim.interventions.forms import suggestion
from esnsim.scenario.reading.mistakes import found_text
from esnsim.scenario.reading.text import compose_value
from esnsim.scenario.route import route_text, split_assignment

Value = bool | int | float | str
"""What a factor may be at a point: a date, a week or a length of time is a text, as in a scenario."""
Scale = Literal["linear", "log"]

MOST_VALUES = 10_000
DIGITS = 12
NUMBER = r"[-+]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
STEPS = re.compile(rf"\s*({NUMBER})\s*:\s*({NUMBER})\s*:\s*({NUMBER})\s*")
BOUNDS = re.compile(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})(?:\s+(\w+))?\s*")
ITEM = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^,])*""")
WITHIN_ROUNDING = Decimal("1e-5")
"""Share of a step by which the last value may miss the end it is meant to hit."""
HELP = "write values such as 100,250,500, steps such as 0:1:0.1, or a range such as 0..1 or '500..5000 log'"


@dataclass(frozen=True, slots=True)
class Values:
    """A factor that takes the values of a list.

    Attributes:
        path: Place in the scenario, such as ``programmes.ambassadors[0].count``.
        values: What it takes, in the order written; at least one.
    """

    path: str
    values: tuple[Value, ...]

    def at(self, share: float) -> Value:
        """The value at a share of the list, all equally likely.

        Args:
            share: In [0, 1).
        """
        return self.values[min(int(share * len(self.values)), len(self.values) - 1)]


@dataclass(frozen=True, slots=True)
class Range:
    """A factor that takes any number between two.

    Attributes:
        path: Place in the scenario.
        low: Smallest number.
        high: Largest number, above ``low``.
        scale: ``log`` where a doubling counts the same everywhere; then ``low`` is above 0.
        whole: Whether it takes whole numbers only; both ends are among them.
    """

    path: str
    low: float
    high: float
    scale: Scale = "linear"
    whole: bool = False

    def __post_init__(self) -> None:
        """Refuse a range without numbers.

        Raises:
            ValueError: If the ends are the wrong way round, not finite, or do not suit the scale.
        """
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"a range goes from a smaller number to a larger, not from {self.low:g} to {self.high:g}")
        if self.scale not in get_args(Scale):
            raise ValueError(f"scale is '{self.scale}'; {suggestion(self.scale, get_args(Scale), 'scales')}")
        if self.scale == "log" and self.low <= 0.0:
            raise ValueError(f"a log range begins above 0, not at {self.low:g}")
        if self.whole and not (float(self.low).is_integer() and float(self.high).is_integer()):
            raise ValueError(f"the ends of a range of whole numbers are whole, not {self.low:g} and {self.high:g}")

    def at(self, share: float) -> Value:
        """The number at a share of the range; on a log scale equal shares are equal ratios.

        Args:
            share: In [0, 1).
        """
        beyond = self.high + 1 if self.whole else self.high
        if self.scale == "log":
            place = self.low * math.pow(beyond / self.low, share)
        else:
            place = self.low + (beyond - self.low) * share
        if self.whole:
            return min(max(math.floor(place), int(self.low)), int(self.high))
        # Powers differ in their last bit between machines, and would make other scenarios of the same points.
        return float(min(max(float(f"{place:.{DIGITS}g}"), self.low), self.high))


Factor = Values | Range


def read_factor(text: str) -> Factor:
    """The factor written as ``PATH=0:1:0.1``, ``PATH=a,b,c``, ``PATH=0..1`` or ``PATH=500..5000 log``.

    A range with whole ends takes whole numbers, until the place in the scenario is known to take any.

    Raises:
        ValueError: If it is none of these; the message says what would be right.
    """
    route, written = split_assignment(text)
    return read_levels(route_text(route), written)


def read_levels(path: str, text: str) -> Factor:
    """The factor at a path, from what is written after it.

    Raises:
        ValueError: If it cannot be read.
    """
    if match := STEPS.fullmatch(text):
        try:
            return Values(path, _steps(*match.groups()))
        except ArithmeticError:
            raise ValueError(f"'{text.strip()}' holds a number beyond all measure") from None
    if match := BOUNDS.fullmatch(text):
        return _range(path, *match.groups())
    return Values(path, different([_scalar(item) for item in _items(text)]))


def listed_values(path: str, items: list[object]) -> Values:
    """The factor that takes the values of a list in a file.

    Raises:
        ValueError: If the list is empty or holds more than single values.
    """
    if not items:
        raise ValueError(f"an empty list varies nothing; {HELP}")
    return Values(path, different([single(item) for item in items]))


def single(item: object) -> Value:
    """The item, if it is a single value.

    Raises:
        ValueError: If it is empty, a list or a mapping.
    """
    if not is_value(item):
        raise ValueError(f"{found_text(item)} is no single value; put a text with ': ' or brackets in quotes")
    return item


def is_value(item: object) -> TypeGuard[Value]:
    """Whether it is a single value, as factors take them."""
    return isinstance(item, (bool, int, str)) or (isinstance(item, float) and math.isfinite(item))


def different(values: list[Value]) -> tuple[Value, ...]:
    """The values without those that came before; ``true`` and 1 are two values.

    Raises:
        ValueError: If there are more than anybody would try.
    """
    kept: dict[object, Value] = {}
    for value in values:
        kept.setdefault(sameness(value), value)
    if len(kept) > MOST_VALUES:
        raise ValueError(f"these are {len(kept):,} values; write at most {MOST_VALUES:,}, or a range")
    return tuple(kept.values())


def sameness(value: Value) -> tuple[bool, Value]:
    """What two values share if they mean the same in a scenario."""
    return isinstance(value, bool), value


def _items(text: str) -> Iterator[str]:
    """The parts between commas; commas inside quotes do not count."""
    position = 0
    while True:
        match = ITEM.match(text, position)
        end = match.end() if match else position
        if not text[position:end].strip():
            raise ValueError(f"a value is missing; {HELP}")
        yield text[position:end]
        if end >= len(text):
            return
        position = end + 1


def _scalar(text: str) -> Value:
    try:
        content = compose_value(text.strip(), "").content
    except ScenarioError as error:
        raise ValueError(f"'{text.strip()}' cannot be read: {error.mistakes[0].message}") from None
    return single(content)


def _is_whole(*texts: str) -> bool:
    return not any(mark in text for text in texts for mark in ".eE")


def _steps(first: str, last: str, step: str) -> tuple[Value, ...]:
    """All numbers from the first to the last, computed in decimals so that three tenths are 0.3."""
    start, stop, distance = (Decimal(text.replace("_", "")) for text in (first, last, step))
    if not distance or (stop - start) * distance < 0:
        direction = "above" if stop >= start else "below"
        raise ValueError(f"steps of {step} never lead from {first} to {last}; write a step {direction} 0")
    steps = (stop - start) / distance
    if steps >= MOST_VALUES:
        raise ValueError(f"these are {float(steps) + 1:,g} values; write at most {MOST_VALUES:,}, or a range")
    count = int(steps + WITHIN_ROUNDING)
    numbers = [start + nth * distance for nth in range(count + 1)]
    if abs(steps - count) <= WITHIN_ROUNDING:
        numbers[-1] = stop
    plain = int if _is_whole(first, last, step) else float
    return tuple(single(plain(number)) for number in numbers)


def _range(path: str, low: str, high: str, scale: str | None) -> Range:
    chosen: Scale = "log" if scale == "log" else "linear"
    if scale not in (None, *get_args(Scale)):
        raise ValueError(f"'{scale}' is no scale; {suggestion(str(scale), get_args(Scale), 'scales')}")
    whole = _is_whole(low, high)
    plain = int if whole else float
    return Range(path, plain(low.replace("_", "")), plain(high.replace("_", "")), chosen, whole)
