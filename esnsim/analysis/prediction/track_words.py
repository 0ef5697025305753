"""A programme that is under way, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.analysis.calibration.words import counted_amount
from esnsim.analysis.prediction.futures import Futures
from esnsim.analysis.prediction.rivals import LATELY
from esnsim.analysis.prediction.tracking import Departure, Track, UsageBand, Wire
from esnsim.analysis.prediction.words import PERCENT, counted_band, what_bands_hold
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.results.knowing import SURE
from esnsim.numerals import HYPHEN, numeral


def sentences(found: Track) -> list[str]:
    """The answer in plain words, with how far to trust it."""
    futures = found.forecast.futures
    told = list(_wired(found))
    for each in found.departures:
        told += [_foreseen(each), _updated(each, futures)]
        if each.undone is not None and each.effect is not None:
            told.append(_undone(each, each.undone, each.effect, found.baseline))
    if futures.done == found.baseline:
        told.append(f"'{futures.done}' is the baseline, so there is nothing it could have changed")
    elif found.baseline not in futures.other_past:
        told.append(f"'{futures.done}' and '{found.baseline}' are the same up to week {futures.today}")
    told += what_bands_hold(found.forecast)
    told += [f"not used: {each}" for each in found.forecast.counted.left_out]
    return told


def _wired(found: Track) -> Iterator[str]:
    """What trip wires say, first of all."""
    futures = found.forecast.futures
    if futures.done == found.baseline:
        return
    yield from (wire_told(each, futures.today) for each in found.wires)
    if not found.enough:
        least = least_for(2.0 * SURE - 1.0)
        yield f"{found.forecast.runs:,} runs are too few for a trip wire: it takes {least} models, see --replicates"
    elif not found.wires:
        yield (
            f"there is no trip wire: '{futures.done}' and '{found.baseline}' cannot be distinguished in nine of ten "
            f"runs up to week {futures.weeks[-1]}"
        )


def wire_told(wire: Wire, today: int) -> str:
    """What a trip wire says.

    Args:
        wire: The trip wire.
        today: The last week that was counted.
    """
    known = wire.known
    rung = known.measure.removeprefix("weekly_")
    name = f"{PLURALS.get(rung, rung)} {known.counted}"
    side = "below" if known.above else "above"
    told = f"{name} {side} {PERCENT * known.level:.1f} % in week {known.week}"
    if not wire.is_due:
        return f"the trip wire {told} is not due yet; today is week {today}"
    if wire.counted is None:
        return f"the trip wire {told} is due{_not_counted(wire)}"
    sure = f"{PERCENT * wire.counted:.1f} % were counted, {int(PERCENT * known.right)} % sure"
    works = "is working" if wire.works else "is not working"
    return f"the trip wire {told} is due: '{known.programme}' {works} ({sure})"


def _not_counted(wire: Wire) -> str:
    """What a trip wire says whose count is not there: what single weeks say of the month, or nothing."""
    if wire.estimated is None:
        return ", and they were not counted in that week, so it says nothing"
    low, middle, high = (f"{PERCENT * end:.1f}" for end in wire.estimated)
    month = f"by the counts of its four weeks, runs have {middle} % in 28 days (80 % {low} to {high} %)"
    if wire.works is None:
        return f", and a month was not counted; {month}, which the level lies within, so it says nothing"
    works = "is working" if wire.works else "is not working"
    return f", and a month was not counted; {month}: '{wire.known.programme}' {works}, as far as that goes"


def _foreseen(each: Departure) -> str:
    """What was counted beside the plan."""
    low, median, high = each.foreseen
    said = f"{each.series}: {counted_amount(each.series, each.counted)} were counted in the last {LATELY} weeks"
    plan = f"{counted_amount(each.series, median)} were foreseen ({counted_band(each.series, low, high)})"
    side = "below" if each.counted < median else "above"
    if each.since is None:
        within = low <= each.counted <= high
        return f"{said}, {plan}; that is {'as foreseen' if within else f'{side} it, but the last number is not'}"
    return (
        f"{said}, {plan}; they have been outside what was foreseen since week {each.since}, and are {side} its middle"
    )


def _updated(each: Departure, futures: Futures) -> str:
    """The forecast now beside the one of the plan."""
    then, now = (
        f"{counted_amount(each.series, band.median)} ({counted_band(each.series, band.low, band.high)})"
        for band in (each.end_foreseen, each.end)
    )
    return f"for week {futures.weeks[-1]} of '{futures.done}', {each.series} were foreseen at {then}, now at {now}"


def _undone(each: Departure, undone: UsageBand, effect: UsageBand, baseline: str) -> str:
    """What would be counted without it."""
    without = f"{counted_amount(each.series, undone.median)} ({counted_band(each.series, undone.low, undone.high)})"
    low, high = (numeral(PERCENT * end, "+.1f", HYPHEN) for end in (effect.low, effect.high))
    if effect.low > 0.0:
        says = "more than that are counted"
    elif effect.high < 0.0:
        says = "fewer than that are counted"
    else:
        says = "whether that is more or fewer is not settled"
    return (
        f"with '{baseline}', {each.series} would be {without} in these weeks: {says} (difference 80 % {low} to {high} "
        "for every 100 people)"
    )
