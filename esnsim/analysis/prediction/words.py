"""A forecast in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.analysis.calibration.counted import ACTIONS
from esnsim.analysis.calibration.words import counted_amount
from esnsim.analysis.prediction.futures import FEWEST_COUNTING, Futures
from esnsim.analysis.prediction.held_out import Fared, ForecastTrial
from esnsim.analysis.prediction.rivals import LATELY
from esnsim.analysis.prediction.scores import weighted_quantiles
from esnsim.analysis.prediction.study import QUANTILES, UsageForecast
from esnsim.numerals import HYPHEN, numeral

PERCENT = 100.0


def sentences(found: UsageForecast) -> list[str]:
    """The answer in plain words, with how far to trust it."""
    futures = found.futures
    names = ", ".join(each.name for each in futures.series)
    until = f"up to week {futures.today} under '{futures.done}', and forecast to week {futures.weeks[-1]}"
    told = [f"{names} are counted {until}"]
    told += [what_comes(futures, programme) for programme in futures.values]
    told += what_bands_hold(found)
    told += [
        f"'{each}' differs from '{futures.done}' before week {futures.today} already: its numbers are what would be "
        "counted had it been done all along, not what comes of it from today"
        for each in futures.other_past
    ]
    told += [_fared(each) for each in found.tried]
    if not found.held:
        told.append("how good such forecasts are here is not known: --hold-out WEEKS tries them on the last weeks")
    told += [f"not scored: {each}" for each in found.untried]
    told += [f"not used: {each}" for each in found.counted.left_out]
    return told


def what_comes(futures: Futures, programme: str) -> str:
    """What is counted in the last week under a programme."""
    parts = []
    for series, values in zip(futures.series, futures.values[programme], strict=True):
        low, middle, high = weighted_quantiles(values[:, -1:], futures.weights, QUANTILES)[:, 0].tolist()
        parts.append(f"{series.name} {counted_amount(series.name, middle)} ({counted_band(series.name, low, high)})")
    return f"in week {futures.weeks[-1]} with '{programme}': {', '.join(parts)}"


def counted_band(name: str, low: float, high: float) -> str:
    """A band of 80 % of something counted."""
    between = (f"{PERCENT * low:.1f}", f"{PERCENT * high:.1f}")
    return f"80 % {between[0]} to {between[1]}{'' if name in ACTIONS else ' %'}"


def what_bands_hold(found: UsageForecast) -> Iterator[str]:
    """What bands hold, and what they rest on."""
    futures = found.futures
    yield (
        f"bands are where the middle 80 % of {found.runs:,} runs lie by their weight, moved to today's level; "
        f"{futures.counting:.0f} of them count, those that went like what was counted"
    )
    if found.runs < FEWEST_COUNTING:
        yield f"{found.runs:,} runs are too few for such a band: it takes {FEWEST_COUNTING:.0f}, see --replicates"
    for each in found.counted.series:
        if not each.values[each.weeks > each.weeks[-1] - LATELY].any():
            yield (
                f"no {each.name} were counted lately, which is taken for a level between none and the few that can be "
                "missed, not for none"
            )
    yield (
        "all runs have one model and one organisation, so bands hold random variation and nothing of what is unknown "
        "about either"
        if found.one_model
        else "bands hold what is unknown about the model and the organisation, and random variation"
    )
    yield (
        f"the model itself is taken to miss a level by {PERCENT * found.discrepancy:.0f} % of it (one standard "
        "deviation): an assumption"
    )


def _fared(each: ForecastTrial) -> str:
    """How the model fared beside plain forecasts."""
    unit = "actions of 100 people" if each.series in ACTIONS else "points of headcount"
    scores = ", ".join(map(_score, each.fared))
    middle, low, high = (numeral(PERCENT * of, "+.2f", HYPHEN) for of in (each.difference, each.low, each.high))
    by = f"difference {middle}, 80 % {low} to {high}"
    return (
        f"of {each.series}, {each.weeks} numbers held out were missed by, in {unit} (fair CRPS, lower is better): "
        f"{scores}; the model is {_verdict(each)} ({by}), and its bands of 80 % held "
        f"{PERCENT * each.fared[0].held:.0f} % of them"
    )


def _score(one: Fared) -> str:
    return f"{one.name} {PERCENT * one.crps:.2f}"


def _verdict(each: ForecastTrial) -> str:
    words = {
        "better": f"better than the best of the others, '{each.best}'",
        "worse": f"worse than '{each.best}', so go by that one",
        "not settled": f"neither better nor worse than the best of the others, '{each.best}', beyond random variation",
    }
    return words[each.verdict]
