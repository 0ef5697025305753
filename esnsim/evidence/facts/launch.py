"""How networks begin: how far, how fast, and through which lull (F10 to F13)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WEEKS_A_CALENDAR_MONTH, WEEKS_A_YEAR
from esnsim.evidence import programmes as do
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.statistics.bass import fit_bass
from esnsim.evidence.trial import TWO_YEARS, Arm, Intervention, Sized, Trial, arm
from esnsim.evidence.trials import LAUNCHES, SMALL
from esnsim.simulation.record import Measure


def _small(_people: int, seed: int) -> Mapping[str, Arm]:
    return {"grassroots": arm(SMALL[seed % len(SMALL)], do.starters(), WEEKS_A_YEAR, closely=False)}


SMALL_LAUNCHES = Trial(
    "small launches",
    "Organisations of 300 to 850 people begin with a starter group of 0.5 % and nothing else. One year.",
    Sized(600, 600),
    Sized(12, 240),
    _small,
)


def _registered_after_a_year(runs: ObservedRuns) -> Values:
    return {"registered": runs["grassroots"].at(Measure.ENABLED, WEEKS_A_YEAR)}


def _registered_in_small_ones(runs: ObservedRuns) -> Values:
    return {"registered_small": runs["grassroots"].at(Measure.ENABLED, WEEKS_A_YEAR)}


F10 = Fact(
    "F10",
    "Grassroots-only growth in firms above some 1,500 staff stalls at a tenth to a quarter of staff in about a year.",
    "[GIL09][HUM][JON10][BW-RB][ORA12][ORA11][CEN16][AFR17][MW11] VT; shares C",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _registered_after_a_year,
            (Claim("registered", "registered at week 52, large organisations", Band(0.08, 0.27)),),
        ),
        Test(
            SMALL_LAUNCHES,
            _registered_in_small_ones,
            (Claim("registered_small", "registered at week 52, below 1,000 people", Band(0.15, 0.60)),),
        ),
    ),
)


def _programme_after_a_year(runs: ObservedRuns) -> Values:
    run = runs["supported"]
    return {"registered": run.at(Measure.ENABLED, WEEKS_A_YEAR), "reads": run.at(Measure.READER, WEEKS_A_YEAR)}


F11 = Fact(
    "F11",
    "Programmes (sponsor, champions, migration of content) reach half to four fifths registered within a year.",
    "[PEA-TI][PEA-CW][PEA-SC][UU14][TD-CIO][CEN16] VT; shares C",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _programme_after_a_year,
            (
                Claim("registered", "registered at week 52, full programme", Band(0.50, 0.90)),
                Claim("reads", "readers in 28 days at week 52", Band(0.45, 0.85)),
            ),
        ),
    ),
)


def _curves(runs: ObservedRuns) -> Values:
    """Bass curves through registration, of a programme and of grassroots in the same organisation."""
    fits = {}
    for name in ("supported", "grassroots"):
        share = runs[name].share(Measure.ENABLED)
        fits[name] = fit_bass(np.arange(len(share)) / WEEKS_A_CALENDAR_MONTH, share)
    programme, grassroots = fits["supported"], fits["grassroots"]
    return {
        "ratio": programme.p / grassroots.p,
        "programme": programme.inflection * WEEKS_A_CALENDAR_MONTH,
        "grassroots": grassroots.inflection * WEEKS_A_CALENDAR_MONTH,
    }


F12 = Fact(
    "F12",
    "Programmes give an immediate concave rise; grassroots give a long flat start and then an S.",
    "C from [CBE][PEA-SC][MW11][AFR17]; two to four points each, indicative",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _curves,
            (
                Claim("ratio", "outside influence p, programme over grassroots", Band(20.0), "ratio"),
                Claim("grassroots", "inflection of grassroots growth", Band(15.0, strict=True), "weeks"),
                Claim("programme", "inflection of a programme's growth", Band(high=6.0), "weeks"),
            ),
        ),
    ),
)

SMOOTHING = 3
"""Weeks over which weekly readers are averaged before peaks are looked for."""
DIP = 0.7
"""A lull is at most this part of the peak before it, ..."""
LULL = 8
"""... for so many weeks."""
NEGLECTED = 39
"""Weeks of the quiet phase: five months at one firm, some nine at another [MW11][ONEL]."""
TAKEN_OFF = 0.10
"""Readers in 28 days, of headcount, of a network that has taken off."""


def _neglect(people: int, _seed: int) -> Mapping[str, Arm]:
    alone, window = do.starters(), {"start": "week 4", "duration": f"{NEGLECTED - 3} weeks"}
    helped: list[Intervention] = [*alone, {"kind": "ambassadors", "share": do.AMBASSADORS, **window}]
    return {
        "alone": arm(people, alone, TWO_YEARS, closely=False),
        "champions": arm(people, helped, TWO_YEARS, closely=False),
    }


NEGLECT = Trial(
    "neglect",
    "A starter group of 0.5 % begins by itself; beside it the same with champions (1.3 %) in weeks 4 to 39. Two years.",
    Sized(1000, 2000),
    Sized(10, 240),
    _neglect,
)


def lull(weekly: NDArray[np.float64]) -> int:
    """Weeks in a row that weekly users stay at least 30 % below their first peak.

    Args:
        weekly: People who used it in each week.
    """
    smooth = np.convolve(weekly, np.full(SMOOTHING, 1.0 / SMOOTHING), "valid")
    falls = np.flatnonzero(np.diff(smooth) < 0.0)
    if not len(falls):
        return 0
    peak = int(falls[0])
    longest = run = 0
    for value in smooth[peak:].tolist():
        run = run + 1 if value <= DIP * smooth[peak] else 0
        longest = max(longest, run)
    return longest


def _lulls(runs: ObservedRuns) -> Values:
    alone, helped = runs["alone"], runs["champions"]
    survives = alone.at(Measure.READER, alone.weeks) >= TAKEN_OFF
    dips = lull(alone.count(Measure.WEEKLY_READER)[1:]) >= LULL
    return {
        "dips": float(dips) if survives else float("nan"),
        "alone": float(survives),
        "helped": float(helped.at(Measure.READER, helped.weeks) >= TAKEN_OFF),
    }


def _share_that_dip(samples: Samples) -> float:
    dips = samples["dips"]
    return float(np.nanmean(dips)) if (~np.isnan(dips)).any() else float("nan")


def _survival_gained(samples: Samples) -> float:
    return float(samples["helped"].mean() - samples["alone"].mean())


F13 = Fact(
    "F13",
    "Grassroots starts go through a quiet phase of neglect before take-off.",
    "[SNEP] VT, [ONEL] VT, [MW11] VT",
    Grade.STRONG,
    (
        Test(
            NEGLECT,
            _lulls,
            (
                Claim(
                    "dips", "of runs that take off, those with a lull before", Band(0.5, 1.0), "share", _share_that_dip
                ),
                Claim(
                    "survival",
                    "chance to take off, added by champions",
                    Band(0.0, scale=0.2, strict=True),
                    "points",
                    _survival_gained,
                ),
            ),
        ),
    ),
)
