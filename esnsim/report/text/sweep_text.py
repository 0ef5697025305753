"""What a sweep answers, in one line: how far the outcome follows what was varied, and whether that is noise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from esnsim.experiments.design.labels import counted
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.results.manifest import installed
from esnsim.report.text.outcomes import first_up
from esnsim.report.text.sweep_data import Side, SweepData
from esnsim.report.text.sweep_effects import all_alike, factor_effects
from esnsim.report.text.wording import Varied

PAIR = 2
FEW = 3
PLURALS = ("people", "runs", "shares")


class Ends(NamedTuple):
    """Points of one programme along what was varied.

    Attributes:
        first: At the lowest value.
        last: At the highest value.
        lowest: Where the outcome is lowest.
        highest: Where the outcome is highest.
    """

    first: int
    last: int
    lowest: int
    highest: int


def sweep_headline(of: SweepData, side: Side) -> str:
    """The answer of a picture.

    Args:
        of: The sweep.
        side: The outcome, as it is or against the baseline.
    """
    if len(side.of(side.lead)) < PAIR:
        return first_up(_alone(of, side))
    if len(of.factors) == 1 and of.factors[0].numeric:
        return first_up(_trend(of.factors[0], side))
    if len(of.factors) <= FEW and of.is_grid:
        return first_up(_extremes(of, side))
    return first_up(_drivers(of, side))


def _alone(of: SweepData, side: Side) -> str:
    """One point: what is there."""
    means = side.of(side.lead)
    value = side.shown.written(float(means["mean"].iloc[0]))
    where = _at(of.factors or of.still, int(means["point"].iloc[0]))
    return f"{_subject(side)} {'is' if side.shown.against else 'are'} {value}{where}"


def _trend(factor: Varied, side: Side) -> str:
    """One numeric factor: up, down, a peak, or nothing."""
    ends = _ends(factor, side)
    means = side.of(side.lead).set_index("point")["mean"]
    span = float(means.max() - means.min())
    low, high = (side.shown.written(float(means[point]), span) for point in (ends.first, ends.last))
    subject, s = _subject(side), "s" if side.shown.against else ""
    going = f"as {factor.phrase} {'go' if _is_plural(factor.phrase) else 'goes'} from"
    reach = f"{factor.name_of(factor.places[ends.first])} to {factor.name_of(factor.places[ends.last])}"
    if turn := _turn(ends, side):
        word, point = turn
        value, name = side.shown.written(float(means[point]), span), factor.name_of(factor.places[point])
        is_ = "is" if s else "are"
        return f"{subject} {is_} {word}, {value}, with {factor.phrase} at {name} ({low} and {high} at the ends)"
    change = side.apart(side.lead, ends.first, ends.last)
    if change.leaves_out_zero:
        verb = "rise" if change.mean > 0.0 else "fall"
        return f"{subject} {verb}{s} from {low} to {high} {going} {reach}"
    if change.low <= 0.0 <= change.high:
        return f"{subject} do{'es' if s else ''} not clearly change {going} {reach} ({low}, then {high})"
    return f"{subject} go{'es' if s else ''} from {low} to {high} {going} {reach}{_why_unsure(side, ends)}"


def _why_unsure(side: Side, ends: Ends) -> str:
    """Why there is no interval of the difference between two ends."""
    if side.people[ends.first] != side.people[ends.last]:
        return "; how far one organisation differs from another in any case is not known from one each"
    runs = int(side.of(side.lead)["n"].min())
    if runs < PAIR:
        return ", in one run each"
    return f", in {runs} runs each, too few for an interval" if runs < LEAST_RUNS else ", the same in all runs"


def _ends(factor: Varied, side: Side) -> Ends:
    means = side.of(side.lead).set_index("point")["mean"]
    places = factor.places[means.index]
    last, first = _extreme(places)
    highest, lowest = _extreme(means)
    return Ends(first, last, lowest, highest)


def _extreme(values: pd.Series[float]) -> tuple[int, int]:
    """The points with the highest and the lowest value, the first of those that are equal."""
    highest: Any = values.idxmax()
    lowest: Any = values.idxmin()
    return int(highest), int(lowest)


def _turn(ends: Ends, side: Side) -> tuple[str, int] | None:
    """Whether the outcome is highest, or lowest, clearly inside the range rather than at one of its ends."""
    for word, point, sign in (("highest", ends.highest, 1.0), ("lowest", ends.lowest, -1.0)):
        apart = side.apart_from_all(side.lead, point, lowest=sign < 0.0)
        if all(apart[end].low > 0.0 for end in (ends.first, ends.last)):
            return word, point
    return None


def _extremes(of: SweepData, side: Side) -> str:
    """Names or a grid: where the outcome is highest and where it is lowest."""
    means = side.of(side.lead).set_index("point")["mean"]
    highest, lowest = _extreme(means)
    span = float(means.max() - means.min())
    subject, is_ = _subject(side), "is" if side.shown.against else "are"
    high, low = (side.shown.written(float(means[point]), span) for point in (highest, lowest))
    if all_alike(means.to_numpy()):
        return f"{subject} {is_} {high} at all points"
    apart = side.apart_from_all(side.lead, highest)[lowest]
    doubt = ", though noise may explain it" if apart.low <= 0.0 else ""
    if side.people[lowest] != side.people[highest]:
        doubt = ", though one organisation may differ from another as much"
    there = ", ".join(each.name_of(each.places[lowest]) for each in of.factors)
    return f"{subject} {is_} highest, {high},{_at(of.factors, highest)} (lowest, {low}, with {there}){doubt}"


def _drivers(of: SweepData, side: Side) -> str:
    """A sample: how far the outcome runs, and which factors it follows."""
    means = side.of(side.lead)["mean"]
    span = float(means.max() - means.min())
    low, high = (side.shown.written(float(value), span) for value in (means.min(), means.max()))
    if all_alike(means.to_numpy()):
        return f"{_subject(side)} {'is' if side.shown.against else 'are'} {high} at all points"
    said = [
        f"{each.factor.phrase} ({100.0 * each.explained:.0f} %)" for each in factor_effects(side, of) if each.explained
    ]
    run = f"{_subject(side)} run{'s' if side.shown.against else ''} from {low} to {high}"
    if not said:
        return f"{run}, and no single factor explains it"
    more = f", then {said[1]}" if len(said) > 1 else ""
    return f"{run}; what explains most of it is {said[0]}{more}"


def _at(factors: Iterable[Varied], point: int) -> str:
    said = [f"{each.phrase} {each.name_of(each.places[point])}" for each in factors]
    if not said:
        return ""
    return " with " + (f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0])


def _subject(side: Side) -> str:
    """Of what the sentence speaks."""
    if side.shown.against:
        return f"what '{side.lead}' adds to {side.shown.subject}"
    return f"with '{side.lead}', {side.shown.subject}" if len(side.programmes) > 1 else side.shown.subject


def _is_plural(phrase: str) -> bool:
    last = phrase.removesuffix(" at the start").split()[-1]
    return last in PLURALS or (last.endswith("s") and not last.endswith(("ss", "ease", "is")))


def footer(of: SweepData, covers: str) -> str:
    """Where the numbers come from and what the intervals cover.

    Args:
        of: The sweep.
        covers: What the intervals of this picture are.
    """
    count = of.sweep.count
    version = installed()["esnsim"]
    parts = [of.name, counted(of.points, "point"), replicates(of)]
    if count.failed:
        parts.append(f"{counted(count.failed, 'run')} failed")
    if missing := count.total - count.done - count.failed:
        parts.append(f"{counted(missing, 'run')} not there yet")
    parts.append(f"esnsim {version}" if version else "esnsim")
    return f"{covers}. {' · '.join(parts)}" if covers else " · ".join(parts)


def replicates(of: SweepData) -> str:
    """How many runs of each programme stand behind each point."""
    counts = of.sides[0].means["n"]
    least, most = int(counts.min()), int(counts.max())
    if least == most:
        return f"{counted(most, 'replicate')} of each programme"
    return f"{least:,} to {most:,} replicates of each programme"


def covers(of: SweepData) -> str:
    """What intervals over runs cover."""
    runs = int(of.sides[0].means["n"].max())
    if runs < PAIR:
        return "One run each, so there is no interval: how much random variation alone would do is not known"
    if runs < LEAST_RUNS:
        return f"No interval with fewer than {LEAST_RUNS} runs"
    return "80 % interval of the mean: random variation only, not uncertain constants, nor other organisations"


def meanings(of: SweepData) -> str:
    """What the factors mean, where the scenario's form says more than their names."""
    said = [f"{each.label} = {each.meaning}" for each in of.factors[:FEW] if each.meaning]
    still = [f"{each.label} is {each.names[0]} throughout" for each in of.still]
    return "; ".join([*said, *still])
