"""How points and outcomes are called in a line: short names of paths, values, and shares in percent."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Mapping

from esnsim.experiments.design.outcome import HEADCOUNT, Outcome
from esnsim.interventions import kinds
from esnsim.numerals import HYPHEN, numeral
from esnsim.scenario.route import Route, read_route, route_text

MISSING = "-"
PERCENT = 100.0
PLURALS = {
    "enabled": "people with an account",
    "reader": "readers",
    "interactive": "interactive people",
    "contributor": "contributors",
    "regular": "regular contributors",
    "lapsed": "lapsed readers",
    "returned": "returned readers",
}
"""What the people on a rung are called in a sentence."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 replicate``, ``30 replicates``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_words(name: str) -> str:
    """An intervention's name as a person says it: a name that is only its kind's has no underscores."""
    found = re.fullmatch(r"(\w+?)( \d+)?", name)
    return name.replace("_", " ") if found and found[1] in kinds() else name


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """The end of each path, as long as it takes to tell it from the others.

    Args:
        paths: Different places in a scenario, such as ``programmes.'full programme'[2].share``.
    """
    routes = {path: _readable(path) for path in paths}
    return {path: _ending(path, routes) for path in routes}


def _readable(path: str) -> Route:
    try:
        return read_route(path)
    except ValueError:
        return (path,)


def _ending(path: str, routes: Mapping[str, Route]) -> str:
    route = routes[path]
    for length in range(1, len(route) + 1):
        ending = route[-length:]
        alone = sum(other[-length:] == ending for other in routes.values()) == 1
        # A number says nothing without the name before it.
        if alone and isinstance(ending[0], str):
            return route_text(ending)
    return path


def point_text(values: Mapping[str, object], names: Mapping[str, str], shares: Container[str] = ()) -> str:
    """A point in words, such as ``share 5 %, people 200``; nothing where nothing is varied.

    Args:
        values: Value of each path.
        names: Short names, from `short_names`.
        shares: Paths whose numbers are shares.
    """
    told = {path: value for path, value in values.items() if not is_missing(value)}
    return ", ".join(f"{names[path]} {value_text(value, share=path in shares)}" for path, value in told.items())


def is_missing(value: object) -> bool:
    """Whether a point says nothing of a factor, which then is as the scenario says."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def value_text(value: object, *, share: bool = False) -> str:
    """The value of a factor, as it is written in a scenario, to four digits; a share in percent.

    Args:
        value: The value.
        share: Whether numbers are shares.
    """
    if is_missing(value):
        return MISSING
    if isinstance(value, bool):
        return str(value).lower()
    if share and isinstance(value, (int, float)):
        return f"{numeral(float(f'{PERCENT * value:.4g}'), minus=HYPHEN)} %"
    return numeral(value, ".4g", HYPHEN) if isinstance(value, float) else str(value)


def is_share(outcome: Outcome) -> bool:
    """Whether it is a part of all people, and told in percent."""
    return outcome.per == HEADCOUNT and not outcome.is_flow


def amount(outcome: Outcome, value: float) -> str:
    """A value of an outcome: in percent where it is a share of people."""
    if math.isnan(value):
        return MISSING
    if is_share(outcome):
        return numeral(PERCENT * value, "+.1f" if outcome.against_baseline else ".1f", HYPHEN)
    return numeral(value, "+.4g" if outcome.against_baseline else ".4g", HYPHEN)


def band(outcome: Outcome, low: float, high: float) -> str:
    """An interval of an outcome; a dash where there is none."""
    if math.isnan(low):
        return MISSING
    # A dash between numbers with signs would be read as one of them.
    between = " to " if outcome.against_baseline or low < 0.0 else "\N{EN DASH}"
    return f"{amount(outcome, low)}{between}{amount(outcome, high)}"


def unit(outcome: Outcome) -> str:
    """What amounts of an outcome are counted in, with a space before it; nothing for plain numbers."""
    if not is_share(outcome):
        return ""
    return " points" if outcome.against_baseline else " %"
