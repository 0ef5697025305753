"""When it would be known whether a programme works, and the number to look at, in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.results.knowing import SURE, WEEKLY, Known, when_known

HEAD = "When it would be known"
MEANS = (
    "A trip wire is right for at least nine in ten runs of either programme, from that week on: it is for one "
    "organisation that counts as said, and for no others than these two programmes."
)


def knowing_sentences(experiment: Experiment) -> list[str]:
    """For each programme against the baseline, and for every two, when they can be distinguished by what is counted."""
    found = when_known(experiment)
    if not found:
        return []
    if not found[0].enough:
        runs = f"{found[0].runs:,} {'model' if experiment.draws else 'replicate'}{'' if found[0].runs == 1 else 's'}"
        least = least_for(2.0 * SURE - 1.0)
        return [f"When it would be known takes at least {least} of them to say, and there are {runs}"]
    baseline = experiment.scenario.baseline
    pairs = dict.fromkeys((each.programme, each.other) for each in found)
    return [
        _pair([each for each in found if (each.programme, each.other) == pair], experiment.beginning.people, baseline)
        for pair in pairs
    ]


def _pair(found: Sequence[Known], people: int, baseline: str) -> str:
    """The earliest week of two programmes, with the trip wire; or how near it comes."""
    known = [each for each in found if each.week is not None]
    first, second = found[0].programme, found[0].other
    if not known:
        nearest = max(found, key=lambda each: each.best_right)
        brief = ", but not for four weeks in a row" if nearest.best_right >= SURE else ""
        return (
            f"'{first}' and '{second}' cannot be distinguished by {_counted(nearest)} within these weeks; they come "
            f"nearest in week {nearest.best_week:,}, when a level is right in {_in_ten(nearest.best_right)} runs{brief}"
        )
    best = min(known, key=lambda each: (each.week or 0, -each.right))
    later = [each for each in known if each is not best]
    also = "".join(f"; by {_counted(each)} from week {each.week:,} on" for each in later)
    told = f"'{first}' and '{second}' can be distinguished from week {best.week:,} on by {_counted(best)}{also}"
    return f"{told}. {_wire(best, people, baseline)}"


def _wire(known: Known, people: int, baseline: str) -> str:
    """The number to look at in that week, and what it says."""
    level = known.level * people
    count = f"fewer than {math.ceil(level):,}" if known.above else f"more than {math.floor(level):,}"
    says = f"'{known.programme}' is not working"
    if known.other != baseline:
        says = f"it goes as with '{known.other}', not as with '{known.programme}'"
    return (
        f"Trip wire: if {_counted(known)} are {count} people ({100.0 * known.level:.1f} %) in week {known.week:,}, "
        f"{says}: {math.floor(100.0 * known.right)} % sure"
    )


def _counted(known: Known) -> str:
    """What is counted, and how."""
    rung = known.measure.removeprefix("weekly_") if known.counted == WEEKLY else known.measure
    return f"{PLURALS[rung]} {known.counted}"


def _in_ten(share: float) -> str:
    return f"{math.floor(10.0 * share):.0f} of 10"
