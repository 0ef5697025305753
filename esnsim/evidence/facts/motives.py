"""Two motives and perceived critical mass (FT1 to FT6), after Foote, Treem, van den Hooff and Honcoop.

Their paper says that connective and communal functions complement each other and that the decay of information is
decisive; FT3 to FT6 follow from the same text without standing in it. Here the model itself is put to these tests, with
motives, decay and cost set for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from esnsim.behaviour.person import Stage
from esnsim.calendar import MONTH, WEEKS_A_YEAR
from esnsim.evidence import programmes as do
from esnsim.evidence.disturbances import MUTE, WritingShift
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Sized, Trial, arm
from esnsim.evidence.trials import LAUNCHES
from esnsim.simulation.record import Measure
from esnsim.state import NEVER

SOURCE = "[FOO24] VA, reconstruction"
WEEKS = 78
COSTS = (1.5, 0.75, 0.0, -0.75, -1.5)
"""How well the platform fits the work, log-odds: what use costs, from little to much."""
MIDDLE, HIGH = slice(1, 4), 3
"""The costs in the middle; and the highest of these."""
MIXES: Mapping[str, float] = {"connective": 1.0, "communal": 0.0, "both": 0.5}
MIXES_TOLD = ("both", "connective", "communal")
HALF_LIVES = (8.0, 13.0, 22.0, 36.0, 60.0)
"""Workdays, from fast decay to slow."""
LEANINGS: Mapping[str, float] = {"communal": 0.2, "connective": 0.8}


def _motive(weight: float) -> dict[str, float]:
    """Everybody has this weight of the connective motive."""
    return {"connective_mean": weight, "connective_spread": 0.0}


def _complements(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        f"{name} {cost:g}": arm(
            people, do.campaign(), WEEKS, closely=False, behaviour={**_motive(weight), "platform_fit": cost}
        )
        for name, weight in MIXES.items()
        for cost in COSTS
    }


COMPLEMENTS = Trial(
    "complements",
    "A campaign of 12 weeks where everybody seeks people, everybody seeks content, or everybody both in equal parts, "
    "at five costs of use. 78 weeks.",
    Sized(500, 1000),
    Sized(4, 30),
    _complements,
)


def _uses(run: ObservedRun) -> float:
    """Readers in the last 28 days, of headcount."""
    return run.at(Measure.READER, run.weeks)


def _adoption_by_cost(runs: ObservedRuns) -> Values:
    return {name: [_uses(runs[f"{name} {cost:g}"]) for cost in COSTS] for name in MIXES}


def _over_the_better(samples: Samples) -> float:
    """What both motives add to the better one alone, the mean of the costs in the middle."""
    both, connective, communal = (samples[name].mean(axis=0)[MIDDLE] for name in MIXES_TOLD)
    return float((both - np.maximum(connective, communal)).mean())


def _over_the_sum(samples: Samples) -> float:
    """What both motives add to the sum of either alone, at a cost at which neither brings more than a half."""
    both, connective, communal = (samples[name].mean(axis=0)[HIGH] for name in MIXES_TOLD)
    return float(both - connective - communal)


_GAIN = Band(0.0, scale=0.1, strict=True)
FT1 = Fact(
    "FT1",
    "Connective and communal functions complement each other.",
    SOURCE,
    Grade.MEDIUM,
    (
        Test(
            COMPLEMENTS,
            _adoption_by_cost,
            (
                Claim(
                    "more",
                    "readers, both motives over the better one, mean of three costs",
                    _GAIN,
                    "points",
                    _over_the_better,
                ),
                Claim(
                    "sum",
                    "the same over the sum of either alone, the highest of these costs",
                    _GAIN,
                    "points",
                    _over_the_sum,
                ),
            ),
        ),
    ),
)


def _decays(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        f"{name} {days:g}": arm(
            people, do.campaign(), WEEKS, closely=False, behaviour={**_motive(weight), "content_half_life": days}
        )
        for name, weight in LEANINGS.items()
        for days in HALF_LIVES
    }


DECAYS = Trial(
    "decays",
    "A campaign of 12 weeks where people lean to people or to content (0.8 and 0.2), and content loses half of its use "
    "in 8 to 60 workdays. 78 weeks.",
    Sized(500, 1000),
    Sized(4, 30),
    _decays,
)


def _adoption_by_decay(runs: ObservedRuns) -> Values:
    return {name: [_uses(runs[f"{name} {days:g}"]) for days in HALF_LIVES] for name in LEANINGS}


def _fall(name: str) -> Callable[[Samples], float]:
    """Readers lost from the slowest decay to the fastest."""

    def lost(samples: Samples) -> float:
        uses = samples[name].mean(axis=0)
        return float(uses[-1] - uses[0])

    return lost


def _steeper(samples: Samples) -> float:
    return _fall("communal")(samples) - _fall("connective")(samples)


FT2 = Fact(
    "FT2",
    "Adoption falls with the decay of content, steeply where people come for content.",
    SOURCE,
    Grade.MEDIUM,
    (
        Test(
            DECAYS,
            _adoption_by_decay,
            (
                Claim(
                    "communal",
                    "readers lost by fast decay, people who seek content",
                    _GAIN,
                    "points",
                    _fall("communal"),
                ),
                Claim("steeper", "the same, less those lost among people who seek people", _GAIN, "points", _steeper),
            ),
        ),
    ),
)


def _rescued(samples: Samples) -> float:
    return float(samples["connective"].mean(axis=0)[0] - samples["communal"].mean(axis=0)[0])


QUIET_FROM, QUIET_WEEKS = 40, 12
"""A quarter in which nobody writes, answers or reacts, half a year after a campaign of 12 weeks."""
FAST, SLOW = HALF_LIVES[0], HALF_LIVES[-1]


def _quiet(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        f"{name} {days:g}": arm(
            people,
            do.campaign(),
            QUIET_FROM - 1 + QUIET_WEEKS,
            closely=False,
            behaviour={**_motive(LEANINGS["communal"]), "content_half_life": days},
            disturbed=WritingShift(QUIET_FROM, QUIET_WEEKS, MUTE) if quiet else None,
        )
        for name, quiet in (("busy", False), ("quiet", True))
        for days in (FAST, SLOW)
    }


QUIET_TIME = Trial(
    "quiet time",
    "A campaign of 12 weeks where people lean to content (0.2) that loses half of its use in 8 or in 60 workdays; "
    "half a year after it, 12 weeks in which nobody writes, answers or reacts, or 12 weeks like others.",
    Sized(500, 1000),
    Sized(8, 40),
    _quiet,
)


def _through_the_quiet(runs: ObservedRuns) -> Values:
    return {name: _uses(run) for name, run in runs.items()}


def _kept(samples: Samples, days: float) -> float:
    """Readers after the quiet time over those of a time like others."""
    return ratio(float(samples[f"quiet {days:g}"].mean()), float(samples[f"busy {days:g}"].mean()))


def _lost_at(days: float) -> Callable[[Samples], float]:
    return lambda samples: 1.0 - _kept(samples, days)


def _outlasts(samples: Samples) -> float:
    return _kept(samples, SLOW) - _kept(samples, FAST)


FT3 = Fact(
    "FT3",
    "With fast decay a connective motive rescues adoption; with slow decay the store outlasts a quiet time.",
    "[FOO24], implied; reconstruction",
    Grade.WEAK,
    (
        Test(
            DECAYS,
            _adoption_by_decay,
            (Claim("rescue", "readers added by seeking people, fastest decay", _GAIN, "points", _rescued),),
        ),
        Test(
            QUIET_TIME,
            _through_the_quiet,
            (
                Claim(
                    "lost",
                    "readers whom a silent quarter costs, fast decay",
                    Band(0.0, scale=0.2, strict=True),
                    "share",
                    _lost_at(FAST),
                ),
                Claim(
                    "outlast",
                    "part of readers that outlasts a silent quarter, slow decay less fast",
                    _GAIN,
                    "points",
                    _outlasts,
                ),
            ),
        ),
    ),
)

THIRD = 1.0 / 3.0
INITIAL = (0.01, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40)
"""Shares of staff that begin."""
UNSPONSORED = {"external_rate": 1.5e-5, "hearsay": 0.0, "platform_fit": 0.75}
"""Hardly anybody hears of it but through users, so that a start depends on itself alone; on a platform that fits
the work well, because without that no start lasts."""


def _starts(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        f"{share:g}": arm(people, do.starters(share), WEEKS, closely=False, behaviour=UNSPONSORED) for share in INITIAL
    }


STARTS = Trial(
    "starts",
    "1 to 40 % of staff begin on a platform that fits the work well (log-odds 0.75), and from then on its users "
    "alone keep it going. 78 weeks.",
    Sized(500, 500),
    Sized(6, 40),
    _starts,
)


def _ends(runs: ObservedRuns) -> Values:
    return {"ends": [_uses(runs[f"{share:g}"]) for share in INITIAL]}


def _apart(samples: Samples) -> float:
    """How far the ends of the smallest and the largest start lie apart."""
    ends = samples["ends"].mean(axis=0)
    return float(ends[-1] - ends[0])


def _between(samples: Samples) -> float:
    """Share of ends in the middle third between the small and the large level, of all starts between the extremes."""
    ends = samples["ends"]
    low, high = float(ends[:, 0].mean()), float(ends[:, -1].mean())
    way = (ends[:, 1:-1] - low) / (high - low) if high > low else np.full_like(ends[:, 1:-1], np.nan)
    return float(((way > THIRD) & (way < 1.0 - THIRD)).mean())


def _unsure(samples: Samples) -> float:
    """Spread of ends between replicates where it is widest, over the mean of those at both ends of the sweep."""
    spread = samples["ends"].std(axis=0)
    inner = float(spread[1:-1].max())
    return ratio(inner, 0.5 * float(spread[0] + spread[-1]))


FT4 = Fact(
    "FT4",
    "Adoption ends at one of two levels, a small and a large one, and near the threshold chance decides which.",
    "[FOO24], implied; reconstruction",
    Grade.WEAK,
    (
        Test(
            STARTS,
            _ends,
            (
                Claim("apart", "readers, from a start of 40 % over one of 1 %", Band(0.2, scale=0.2), "points", _apart),
                Claim(
                    "between",
                    "runs that end in the middle third between the small and the large level",
                    Band(0.0, THIRD, strict=True),
                    "share",
                    _between,
                ),
                Claim(
                    "unsure",
                    "spread of ends between starts near the threshold, over that of the smallest and largest",
                    Band(1.5, scale=1.0),
                    "ratio",
                    _unsure,
                ),
            ),
        ),
    ),
)


def _stages(runs: ObservedRuns) -> Values:
    """Who ever tried it and who goes on using it after a year, and what became of trials after a campaign alone."""
    supported, campaign = runs["supported"], runs["campaign"]
    trying = (campaign.weekly_panel.stage == Stage.TRIAL).sum(axis=1).astype(np.float64)
    return {
        "gap": _tried_over_going_on(supported),
        "failing gap": _tried_over_going_on(campaign),
        "decline": 1.0 - ratio(float(trying[WEEKS_A_YEAR]), float(trying[: WEEKS_A_YEAR + 1].max())),
    }


def _tried_over_going_on(run: ObservedRun) -> float:
    line = run.weekly_panel.stage[WEEKS_A_YEAR]
    tried = np.isin(line, (Stage.TRIAL, Stage.USER, Stage.LAPSED)).sum()
    return ratio(float(tried), float((line == Stage.USER).sum()))


FT5 = Fact(
    "FT5",
    "Many more try it than go on; where it fails, trials peak and decline.",
    "[FOO24], implied; reconstruction",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _stages,
            (
                Claim("gap", "people who ever tried over people who go on, supported", Band(1.5, scale=0.5), "ratio"),
                Claim("failing gap", "the same after a campaign alone", Band(1.5, scale=0.5), "ratio"),
                Claim("decline", "fall of trials from their peak to week 52, campaign alone", Band(0.5, scale=0.5)),
            ),
        ),
    ),
)
FEW_ANSWERS = {"replies_a_post": 2.0, "reaction_base": -5.0, "content_half_life": HALF_LIVES[-1]}
"""Nobody answers, and what is written keeps its use."""
SMALL_STORE = {"replies_a_post": 3.0, "reaction_base": -1.5, "content_half_life": HALF_LIVES[0]}
"""Everybody answers, and what is written soon loses its use."""


def _mixed(people: int, _seed: int) -> Mapping[str, Arm]:
    spread = {"connective_spread": 0.35}
    return {
        name: arm(people, do.full_programme(), WEEKS_A_YEAR, behaviour={**spread, **manipulated})
        for name, manipulated in (("silent", FEW_ANSWERS), ("fleeting", SMALL_STORE))
    }


MIXED = Trial(
    "mixed goals",
    "A launch with sponsor, campaign and champions among people with mixed goals: where few answer and content lasts "
    "(silent), and where many answer and content does not last (fleeting). One year.",
    Sized(1000, 2000),
    Sized(4, 30),
    _mixed,
)


def _who_quits(runs: ObservedRuns) -> Values:
    """Share of those who tried it who do not go on: the third who seek people most, less the third who seek content."""
    values = {}
    for name, run in runs.items():
        people = run.world.people
        tried = people.first_visit != NEVER
        gone = people.visited <= len(run.record) - 2 - MONTH
        low, high = np.quantile(people.motive, (THIRD, 1.0 - THIRD))
        connectors, seekers = tried & (people.motive >= high), tried & (people.motive <= low)
        values[name] = float(gone[connectors].mean() - gone[seekers].mean())
    return values


FT6 = Fact(
    "FT6",
    "The same activity is not the same to all: connectors quit where few answer, seekers where little is stored.",
    "[FOO24], implied; reconstruction",
    Grade.WEAK,
    (
        Test(
            MIXED,
            _who_quits,
            (
                Claim("silent", "connectors less seekers who quit, few answers and a large store", _GAIN, "points"),
                Claim(
                    "fleeting",
                    "the same, many answers and a small store",
                    Band(high=0.0, scale=0.1, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)
