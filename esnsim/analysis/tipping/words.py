"""Where a plan tips, in sentences for somebody who makes plans."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from esnsim.analysis.discovery.words import factor_names, percent, short_number
from esnsim.analysis.tipping.answer import Tipping
from esnsim.analysis.tipping.starts import NOTHING
from esnsim.analysis.tipping.warning import FEWEST, SHORTEST, Telling, Warnings

FEW_REPLICATES = 10


def sentences(answer: Tipping) -> list[str]:
    """The answer in plain words, with how far to trust it."""
    runs = answer.runs
    told = [*runs.left_out, _states(answer)]
    if answer.hysteresis is not None and runs.starts_vary:
        told.append(_hysteresis(answer))
    if answer.mass is not None:
        told.append(_mass(answer))
    if answer.warnings is not None:
        told += _warnings(answer.warnings)
    replicates = runs.series.shape[1]
    if replicates < FEW_REPLICATES:
        told.append(
            f"{replicates} replicates from each value are few; with {FEW_REPLICATES} or more, intervals can be trusted"
        )
    return told


def name_of(path: str) -> str:
    """What is varied, in words: ``initial.reader`` are readers at the start."""
    return (
        f"{path.removeprefix('initial.')}s at the start" if path.startswith("initial.") else factor_names([path])[path]
    )


def varied_text(answer: Tipping, value: float) -> str:
    """A value as a person writes it: shares of a start in percent."""
    return percent(value) if answer.runs.path.startswith("initial.") else short_number(float(f"{value:.3g}"))


def _states(answer: Tipping) -> str:
    runs, states = answer.runs, answer.states
    doing = "when nothing is done" if runs.programme == NOTHING else f"under '{runs.programme}'"
    basis = f"{runs.ends.size} runs of {runs.weeks} weeks {doing}"
    low, high = percent(states.low), percent(states.high)
    if answer.verdict in {"two states", "jump"}:
        cause = (
            "by where they begin and by random variation"
            if answer.verdict == "two states"
            else "by the dose and by random variation"
        )
        return (
            f"{basis} end in one of two places, {cause}: around {low} or around {high} {runs.outcome}s "
            f"(one place would look like this in {percent(states.chance)} of cases)"
        )
    lowest, highest = (percent(float(each)) for each in np.median(runs.ends, 1)[[0, -1]])
    if answer.verdict == "gradual":
        moved = f"{basis} end little by little elsewhere as {name_of(runs.path)} goes up"
        return f"{moved}, {lowest} {runs.outcome}s at the lowest and {highest} at the highest; nothing tips"
    if answer.verdict == "memory":
        return (
            f"{basis} still show where they began ({lowest} {runs.outcome}s from the lowest start, {highest} from the "
            "highest), without parting into two places; simulate longer to know whether they meet or part"
        )
    whatever = "wherever they begin" if answer.hysteresis else f"whatever {name_of(runs.path)} is"
    return f"{basis} end in one place, around {low} {runs.outcome}s, {whatever}; nothing tips in this range"


def _hysteresis(answer: Tipping) -> str:
    assert answer.hysteresis is not None  # noqa: S101 - the caller has seen to it
    half, end = answer.hysteresis.at_half, answer.hysteresis.at_end
    distance = f"{100 * end.mean:.1f} points of headcount (80 % {100 * end.low:.1f} to {100 * end.high:.1f})"
    if math.isnan(end.low):
        distance = f"{100 * end.mean:.1f} points of headcount"
    if not answer.hysteresis.is_there:
        alike = "runs that began low and runs that began high end no further apart than random variation brings"
        return f"{alike}: {distance}"
    moving = "no longer closing" if end.mean >= half.mean else f"down from {100 * half.mean:.1f} at half-time"
    return f"runs that began low and runs that began high end {distance} apart under the same constants, {moving}"


def _mass(answer: Tipping) -> str:
    mass, name = answer.mass, name_of(answer.runs.path)
    assert mass is not None  # noqa: S101 - the caller has seen to it
    high = f"end above {percent(answer.divide)} {answer.runs.outcome}s"
    lowest, highest = (varied_text(answer, float(each)) for each in answer.runs.tried[[0, -1]])
    if mass.where == "below":
        return f"no tip between {lowest} and {highest} {name}: more than half of the runs {high} from every value"
    if mass.where == "above":
        return f"no tip between {lowest} and {highest} {name}: at most half of the runs {high} from any value"
    if mass.where == "nowhere":
        return f"no tip between {lowest} and {highest} {name}: how many runs {high} does not follow it clearly"
    low = lowest + " or less" if math.isinf(mass.low) else varied_text(answer, mass.low)
    top = highest + " or more" if math.isinf(mass.high) else varied_text(answer, mass.high)
    begun = "critical mass: from" if mass.curve.steepness > 0.0 else "critical mass, downwards: up to"
    told = f"{begun} {varied_text(answer, mass.point)} {name} on (80 % {low} to {top}), half of the runs or more {high}"
    return told if math.isnan(answer.runs.own) else f"{told}; the scenario has {varied_text(answer, answer.runs.own)}"


def _warnings(warnings: Warnings) -> Iterator[str]:
    tipped, others = len(warnings.tipped), len(warnings.stayed)
    if warnings.variance is None or warnings.memory is None:
        yield (
            f"early warning cannot be judged: {tipped} runs tipped after {SHORTEST} weeks or more and {others} from "
            f"the same starts did not; it takes {FEWEST} of each, so try more runs from values near the critical mass"
        )
        return
    named = {"variation from week to week": warnings.variance, "resemblance of one week to the next": warnings.memory}
    said = "; ".join(f"rising {name} distinguishes them {_skill(each)}" for name, each in named.items())
    power = (
        f"a skill of {percent(warnings.detectable)} would have shown four times in five"
        if warnings.detectable <= 1.0
        else "they are too few for even a perfect warning to show four times in five"
    )
    verdict = "an early warning is visible" if warnings.visible else "no warning is visible"
    yield f"{verdict} in {tipped} runs before they tipped, beside {others} from the same starts: {said}; {power}"
    yield (
        "these runs begin off balance and are tipped by random variation rather than by a slow drift, which is the "
        "harder case for early warning; what is not seen here may be seen where pressure grows slowly"
    )


def _skill(telling: Telling) -> str:
    return f"in {percent(telling.skill)} of pairs (50 % is a coin; {percent(telling.chance)} by chance)"
