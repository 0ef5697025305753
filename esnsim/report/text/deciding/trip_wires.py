"""When it would be known whether a programme works, and the number to look at, in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.results.knowing import SURE, WEEKLY, Known, earliest, when_known

COIN = 0.6
"""Share of runs below which that is no better than a coin."""
HEAD = "When it would be known"
MEANS = (
    "A trip wire is right for at least nine in ten runs of either programme, from that week on, in an "
    "organisation that counts in the same way; of other programmes it says nothing."
)


def knowing_sentences(experiment: Experiment) -> list[str]:
    """For each programme against the baseline, and for every two, when they can be distinguished by what is counted."""
    found = when_known(experiment)
    if not found:
        return []
    if not found[0].enough:
        what, least = "models" if experiment.draws else "replicates", least_for(2.0 * SURE - 1.0)
        there = f"{'is' if found[0].runs == 1 else 'are'} {found[0].runs:,}"
        return [f"When it would be known takes at least {least} {what} to say, and there {there}"]
    baseline = experiment.scenario.baseline
    pairs = dict.fromkeys((each.programme, each.other) for each in found)
    return [
        _pair([each for each in found if (each.programme, each.other) == pair], experiment.beginning.people, baseline)
        for pair in pairs
    ]


def _pair(found: Sequence[Known], people: int, baseline: str) -> str:
    """The earliest week of two programmes, with the trip wire; or how near it comes."""
    first, second, best = found[0].programme, found[0].other, earliest(found)
    if best is None:
        return (
            f"'{first}' and '{second}' cannot be distinguished by {_counted(_nearest(found))} within these weeks; "
            + nearest_told(found)
        )
    later = [each for each in found if each.week is not None and each is not best]
    also = "".join(f"; by {_counted(each)} from week {each.week:,} on" for each in later)
    told = f"'{first}' and '{second}' can be distinguished from week {best.week:,} on by {_counted(best)}{also}"
    return f"{told}. {_wire(best, people, baseline)}"


def _nearest(found: Sequence[Known]) -> Known:
    """The count by which two programmes come nearest to being distinguished."""
    return max(found, key=lambda each: each.best_right)


def nearest_told(found: Sequence[Known]) -> str:
    """How near two programmes come that cannot be distinguished."""
    nearest = _nearest(found)
    brief = ", but not for four weeks in a row" if nearest.best_right >= SURE else ""
    week, right = f"{nearest.best_week:,}", _in_ten(nearest.best_right)
    chance = ", as often as a coin" if nearest.best_right < COIN else ""
    return f"at best, in week {week}, a level distinguishes them in {right} runs{chance}{brief}"


def count_to_look_for(known: Known, people: int) -> str:
    """What is counted, and the number that says that the programme is not under way.

    Args:
        known: When it is known, and by what.
        people: Headcount at the start.
    """
    level = known.level * people
    number = math.ceil(level) if known.above else math.floor(level)
    count = f"{'fewer' if known.above else 'more'} than {number:,}"
    return f"{_counted(known)} are {count} people ({100.0 * number / people:.1f} %)"


def _wire(known: Known, people: int, baseline: str) -> str:
    """The number to look at in that week, and what it says."""
    says = f"'{known.programme}' is not working"
    if known.other != baseline:
        says = f"it goes as with '{known.other}', not as with '{known.programme}'"
    return f"Trip wire: if {count_to_look_for(known, people)} in week {known.week:,}, {says}: {surely(known)}"


def surely(known: Known) -> str:
    """How sure such a number is."""
    return f"{math.floor(100.0 * known.right)} % sure"


def _counted(known: Known) -> str:
    """What is counted, and how."""
    rung = known.measure.removeprefix("weekly_") if known.counted == WEEKLY else known.measure
    return f"{PLURALS[rung]} {known.counted}"


def _in_ten(share: float) -> str:
    return f"{math.floor(10.0 * share):.0f} of 10"
