"""What was discovered, in sentences for somebody who makes plans, with the numbers that show how far to trust them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from esnsim.analysis.discovery.boxes import Box, Restriction
from esnsim.analysis.discovery.points import Level
from esnsim.analysis.discovery.tree import DecisionTree
from esnsim.experiments.design.labels import counted
from esnsim.experiments.design.outcome import HEADCOUNT, Condition
from esnsim.experiments.estimates.interval import Interval
from esnsim.state.ladder import LADDER

FEW_POINTS = 10
"""Points for each factor below which a box is easily random variation."""
CHOICES = (0.9, 0.75, 0.5, 0.25)
"""Coverages at which the way of peeling is told."""
OFTEN = 0.5
"""A restriction found in fewer half samples than this depends on single points."""


def factor_names(paths: Sequence[str]) -> dict[str, str]:
    """How factors are called in sentences: short where that is clear, else by their paths."""
    short = {path: _short(path) for path in paths}
    taken = list(short.values())
    return {path: name if taken.count(name) == 1 else path for path, name in short.items()}


def _short(path: str) -> str:
    """``programmes.ambassadors[0].count`` is the count of 'ambassadors'."""
    found = re.fullmatch(r"""programmes\.(?:'([^']*)'|"([^"]*)"|([^.\[]+))(?:\[(\d+)\])?\.(.+)""", path)
    if not found:
        *_, last = path.split(".")
        return f"initial {last}" if path.startswith("initial.") else last.replace("_", " ")
    single, double, plain, nth, field = found.groups()
    item = f", item {int(nth) + 1}" if nth and int(nth) else ""
    return f"{field.replace('_', ' ')} of '{single or double or plain}'{item}"


def condition(asked: Restriction, name: str, levels: Sequence[Level] = ()) -> str:
    """One restriction in words.

    Args:
        asked: The restriction.
        name: What the factor is called.
        levels: All values of the factor, so that the shorter way to say it can be found.
    """
    if asked.kept:
        missing = [level for level in levels if level not in asked.kept]
        if 0 < len(missing) < len(asked.kept):
            return f"{name} is not {_either(missing)}"
        return f"{name} is {_either(asked.kept)}"
    if asked.low is not None and asked.high is not None:
        return f"{name} is between {short_number(asked.low)} and {short_number(asked.high)}"
    if asked.low is not None:
        return f"{name} is above {short_number(asked.low)}"
    return f"{name} is below {short_number(asked.high or 0.0)}"


def conditions(asked: Sequence[Restriction], names: Mapping[str, str], levels: Mapping[str, Sequence[Level]]) -> str:
    """Restrictions that hold together, in words."""
    parts = [condition(each, names[each.factor], levels.get(each.factor, ())) for each in asked]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts) or "nothing is asked"


def short_number(value: float) -> str:
    """A number as a person writes it."""
    return f"{value:,.10g}" if abs(value) >= 1e4 else f"{value:.6g}"  # noqa: PLR2004 - thousands are set off


def percent(share: float) -> str:
    """A share in percent; next to nothing and next to everything are distinguished from nothing and everything."""
    shown = 100.0 * share
    if 0.0 < shown < 1.0 or 99.0 < shown < 100.0:  # noqa: PLR2004
        return f"{shown:.1f} %"
    return f"{shown:.0f} %"


def failing(asked: Condition) -> str:
    """What a condition says, as the beginning of a sentence: ``contributors stay below 10 % at week 104``."""
    outcome, side = asked.outcome, "below" if asked.operator.startswith("<") else "above"
    when = "the end" if outcome.week is None else f"week {outcome.week}"
    if outcome.measure in LADDER and outcome.per == HEADCOUNT:
        if outcome.against_baseline:
            points = short_number(round(100.0 * asked.value, 6))
            return f"the gain in {outcome.measure}s stays {side} {points} points at {when}"
        return f"{outcome.measure}s stay {side} {short_number(round(100.0 * asked.value, 6))} % at {when}"
    return f"{outcome} stays {side} {short_number(asked.value)}"


def _either(levels: Sequence[Level]) -> str:
    words = [str(level).lower() if isinstance(level, bool) else f"'{level}'" for level in levels]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def box_sentences(
    box: Box, nth: int, what: str, names: Mapping[str, str], levels: Mapping[str, Sequence[Level]]
) -> list[str]:
    """What one box says, and how far to trust it.

    Args:
        box: The box.
        nth: 0 for the first box.
        what: What failing is.
        names: What factors are called.
        levels: Values of each factor.
    """
    of_them = "of all such runs" if nth == 0 else "of such runs outside the boxes before"
    said = (
        f"{what} in {_share(box.held_out.density)} of the runs where {conditions(box.restrictions, names, levels)}; "
        f"these are {_share(box.held_out.coverage)} {of_them} (coverage) on {percent(box.fit.mass)} of the points"
    )
    basis = (
        f"both are counted at points that did not choose the box, with 80 % intervals; at the "
        f"{counted(box.points, 'point')} that chose it ({counted(box.runs, 'run')}) it is {percent(box.fit.density)} "
        f"and {percent(box.fit.coverage)}; as good a box in at most {percent(box.chance)} of shuffled tables"
    )
    return [said, basis, *_choice(box), *_doubtful(box, names)]


def _share(found: Interval) -> str:
    """A share in percent with its interval."""
    if not found.is_known:
        return percent(found.mean) if not math.isnan(found.mean) else "an unknown share"
    return f"{percent(found.mean)} ({percent(found.low)} to {percent(found.high)})"


def _choice(box: Box) -> list[str]:
    """Larger and smaller boxes on the way of peeling, between which somebody may choose; nothing where there is one."""
    told: list[str] = []
    for wanted in CHOICES:
        fits = [fit for fit in box.trajectory if fit.coverage >= wanted]
        text = f"{percent(fits[-1].density)} with coverage {percent(fits[-1].coverage)}"
        told += [text] if text not in told else []
    if len(told) < 2:  # noqa: PLR2004
        return []
    return [
        f"on the way from all points to the smallest box it is {', '.join(told)} (--coverage chooses; all flattered)"
    ]


def apart_sentences(box: Box, factors: Sequence[str]) -> list[str]:
    """Which conditions are on what is done, and which on what is not known: a plan may fail whatever the constants are.

    Args:
        box: The box.
        factors: Paths of all that was varied.
    """
    asked = {each.factor for each in box.restrictions}
    levers, unknown = ({each for each in factors if of(each)} for of in (is_lever, is_unknown))
    if unknown and asked and not asked & unknown:
        return ["that is so wherever the constants lie in their ranges: no condition is on what is not known"]
    if levers and asked and not asked & levers:
        return ["that is so whatever was tried to be done: no condition is on a programme"]
    return []


def is_lever(path: str) -> bool:
    """Whether a factor is what is done: a part of a programme, or which programme."""
    return path == "programme" or path.startswith("programmes.")


def is_unknown(path: str) -> bool:
    """Whether a factor is a constant or a mechanism, of which nobody knows what it is."""
    return path.startswith(("behaviour.", "mechanisms."))


def tree_sentences(tree: DecisionTree, names: Mapping[str, str], levels: Mapping[str, Sequence[Level]]) -> list[str]:
    """What a tree expects where, and how far to trust it.

    Args:
        tree: The tree.
        names: What factors are called.
        levels: Values of each factor.
    """
    if not tree.depth:
        return ["no decision tree foretells points it has not seen better than the overall share does"]
    foreseen = percent(max(tree.explained, 0.0))
    begun = f"a decision tree foretells {foreseen} of the variation at points it has not seen"
    leaves = [
        f"where {conditions(leaf.restrictions, names, levels)}: {percent(leaf.share)} "
        f"({counted(leaf.runs, 'run')} at {counted(leaf.points, 'point')})"
        for leaf in tree.leaves
    ]
    return [f"{begun} (shares at the points that it was grown from, so that others are less clear):", *leaves]


def _doubtful(box: Box, names: Mapping[str, str]) -> list[str]:
    seldom = [each for each in box.restrictions if each.reproduced < OFTEN]
    return [
        f"the condition on {names[each.factor]} is found in {percent(each.reproduced)} of half samples only, "
        "so it may depend on a few points"
        for each in seldom
    ]
