"""The effect of one kind of intervention as a fact: at half, usual and double dose, and what is left when it ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from esnsim.calendar import HALF_YEAR_WEEKS, WEEKS_A_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Family, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.interventions import kinds
from esnsim.simulation.record import Measure

START = {"reader": 0.60, "contributor": 0.08}
"""The network that interventions meet: 60 % read and 8 % write in 28 days."""
RUNGS = {"contributor": Measure.CONTRIBUTOR, "interactive": Measure.INTERACTIVE, "reader": Measure.READER}
NAMES = {"contributor": "contributors", "interactive": "interactive people", "reader": "readers"}
DOSES = ("half", "one", "double")
PEOPLE, REPLICATES = Sized(1000, 2000), Sized(8, 30)
SATURATED = 1.9
"""Effects of double doses on an audience that one dose exhausts stay below this many single ones."""


class Bands(NamedTuple):
    """Where the effect on each rung has to lie, in points of headcount.

    Attributes:
        contributor: Lowest and highest.
        interactive: Lowest and highest.
        reader: Lowest and highest.
    """

    contributor: tuple[float, float]
    interactive: tuple[float, float]
    reader: tuple[float, float]


class KindEffect(NamedTuple):
    """What is published about the size of one kind's effect.

    Attributes:
        name: What it is called here.
        words: What is done, as a phrase.
        programme: The usual dose.
        bands: Against doing nothing, while it is on; judged at ``week``.
        grade: ``A`` several randomised trials, ``B`` one trial or a meta-analysis of a neighbouring field, ``C``
            correlations, a case, or derived, ``D`` judgement.
        source: Where that stands.
        week: When it is looked at.
        doubled: Twice the usual dose; the programme twice if not given.
        enlists: Whether some people are appointed, whose own change is told apart.
        exhausts: Whether one dose reaches whom there is to reach, so that twice as much has not twice the effect.
    """

    name: str
    words: str
    programme: list[Intervention]
    bands: Bands
    grade: str
    source: str
    week: int = WEEKS_A_YEAR
    doubled: list[Intervention] | None = None
    enlists: bool = False
    exhausts: bool = False


GRADES = {"A": Grade.STRONG, "B": Grade.MEDIUM, "C": Grade.WEAK, "D": Grade.WEAK}


def fact_of(effect: KindEffect) -> Fact:
    """The effect as a fact that can fail."""
    claims = [_claim(effect, rung) for rung in RUNGS]
    if effect.exhausts:
        words = f"contributors by a double dose, beyond {SATURATED} times a single one"
        claims.append(Claim("one_contributor", words, Band(high=0.0, scale=0.01), "points", of_all=beyond_saturation))
    return Fact(
        effect.name,
        f"{effect.words[0].upper()}{effect.words[1:]}: the effect after {effect.week} weeks on a network that 60 % "
        "read and 8 % write in.",
        f"{effect.source}; grade {effect.grade}",
        GRADES[effect.grade[0]],
        (Test(_trial(effect), _measure(effect), tuple(claims)),),
        Family.EFFECTS,
    )


def _claim(effect: KindEffect, rung: str) -> Claim:
    low, high = getattr(effect.bands, rung)
    return Claim(
        f"one_{rung}", f"{NAMES[rung]} added", Band(low / 100.0, high / 100.0), "points", mean_of(f"one_{rung}")
    )


def mean_of(key: str) -> Callable[[Samples], float]:
    """The mean of what replicates say, which has an interval of its own."""
    return lambda samples: float(np.mean(samples[key]))


def beyond_saturation(samples: Samples) -> float:
    """By how much a double dose does more than `SATURATED` times a single one, whatever its sign; in shares.

    A difference, because a ratio says nothing where there is hardly an effect.
    """
    one, double = (float(np.mean(samples[f"{dose}_contributor"])) for dose in ("one", "double"))
    return math.copysign(1.0, one) * (double - SATURATED * one)


def _trial(effect: KindEffect) -> Trial:
    def arms(people: int, _seed: int) -> Mapping[str, Arm]:
        programmes = {
            "none": [],
            "half": [{**each, "dose": 0.5} for each in effect.programme],
            "one": effect.programme,
            "double": effect.doubled or [*effect.programme, *effect.programme],
            "ended": [_ended(each) for each in effect.programme],
        }
        return {
            name: arm(people, programme, WEEKS_A_YEAR, initial=START, closely=False)
            for name, programme in programmes.items()
        }

    return Trial(
        f"effect of {effect.name}",
        f"A network that 60 % read and 8 % write in, for a year: nothing is done; {effect.words} at half, usual and "
        "double dose; and the same ended after half a year.",
        PEOPLE,
        REPLICATES,
        arms,
    )


def _ended(intervention: Intervention) -> Intervention:
    """The same for half a year, unless its kind ends sooner by itself."""
    ends = kinds()[intervention["kind"]].model_fields["duration"].default
    return intervention if ends is not None else {**intervention, "duration": f"{HALF_YEAR_WEEKS} weeks"}


def _end(effect: KindEffect) -> int:
    """The week in which the ended arm ends."""
    ends = kinds()[effect.programme[0]["kind"]].model_fields["duration"].default
    return HALF_YEAR_WEEKS if ends is None else min(HALF_YEAR_WEEKS, int(ends.span) // WORKDAYS_A_WEEK)


def _measure(effect: KindEffect) -> Callable[[ObservedRuns], Values]:
    def measure(runs: ObservedRuns) -> Values:
        values = {f"{dose}_{rung}": effect_on(runs, dose, rung, effect.week) for dose in DOSES for rung in RUNGS}
        for rung in RUNGS:
            values[f"end_{rung}"] = effect_on(runs, "ended", rung, _end(effect))
            values[f"left_{rung}"] = effect_on(runs, "ended", rung, _end(effect) + HALF_YEAR_WEEKS)
        values["own_contributor"] = _own(runs) if effect.enlists else float("nan")
        values["hours"], values["money"] = runs["one"].hours, runs["one"].money
        return values

    return measure


def effect_on(runs: ObservedRuns, name: str, rung: str, week: int) -> float:
    """What an arm changes against doing nothing, as a share of headcount."""
    return runs[name].at(RUNGS[rung], week) - runs["none"].at(RUNGS[rung], week)


def _own(runs: ObservedRuns) -> float:
    """The part of the change in contributors that is the appointed themselves, as a share of headcount."""
    with_, without = runs["one"], runs["none"]
    return float(contributing(with_)[with_.promised].sum() - contributing(without)[with_.promised].sum()) / with_.people


def contributing(run: ObservedRun) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Who wrote in the last 28 days, by position."""
    contributors: np.ndarray[tuple[int], np.dtype[np.bool_]] = run.rungs["contributor"]
    return contributors
