"""Orders and rewards (F09, F20)."""

from __future__ import annotations

from collections.abc import Mapping

from esnsim.calendar import QUARTER_WEEKS, WEEKS_A_YEAR
from esnsim.evidence import programmes as do
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.evidence.trials import SETTLED
from esnsim.simulation.record import Measure


def _mandate(people: int, _seed: int) -> Mapping[str, Arm]:
    ordered: list[Intervention] = [*do.full_programme(), {"kind": "mandate", "start": "week 1"}]
    return {
        "voluntary": arm(people, do.full_programme(), WEEKS_A_YEAR, closely=False),
        "ordered": arm(people, ordered, WEEKS_A_YEAR, closely=False),
    }


MANDATE = Trial(
    "mandate",
    "A launch with sponsor, campaign and champions, and the same with use ordered from the first week. One year.",
    Sized(1000, 2000),
    Sized(6, 120),
    _mandate,
)


def _breadth(runs: ObservedRuns) -> Values:
    """What an order changes after a year: readers, those of them who act, and what a reader writes in a quarter."""
    reads, acts, writes = ({name: of(run) for name, run in runs.items()} for of in (_reads, _acts, _writes))
    return {
        "reads": reads["ordered"] - reads["voluntary"],
        "acts": ratio(acts["ordered"], acts["voluntary"]) - 1.0,
        "writes": ratio(writes["ordered"], writes["voluntary"]) - 1.0,
    }


def _reads(run: ObservedRun) -> float:
    return run.at(Measure.READER, WEEKS_A_YEAR)


def _acts(run: ObservedRun) -> float:
    return run.at(Measure.INTERACTIVE, WEEKS_A_YEAR) / max(_reads(run), 1e-9)


def _writes(run: ObservedRun) -> float:
    written = run.flow(Measure.POSTS, Measure.REPLIES)[-QUARTER_WEEKS:].sum()
    return float(written / max(run.count(Measure.READER)[-QUARTER_WEEKS:].sum(), 1.0))


F09 = Fact(
    "F09",
    "Breadth dilutes intensity: when access is widened, more read, and those who read act and write less.",
    "[SW21][SW22] VT; C",
    Grade.STRONG,
    (
        Test(
            MANDATE,
            _breadth,
            (
                Claim(
                    "reads",
                    "readers in 28 days added by an order, of headcount",
                    Band(0.0, scale=0.1, strict=True),
                    "points",
                ),
                Claim(
                    "acts", "change of the share of readers who act in 28 days", Band(high=0.0, scale=0.2, strict=True)
                ),
                Claim("writes", "change of messages a reader writes in a week", Band(high=0.0, scale=0.2, strict=True)),
            ),
        ),
    ),
)

BEGIN, END = 5, 30
"""First and last week of the points."""
SOON = 8
"""Weeks after which the fall is looked at."""
LEVEL = 4
"""Weeks over which a level is taken."""


def _points(people: int, _seed: int) -> Mapping[str, Arm]:
    points: list[Intervention] = [
        {"kind": "incentives", "start": f"week {BEGIN}", "duration": f"{END - BEGIN + 1} weeks"}
    ]
    return {
        "none": arm(people, [], WEEKS_A_YEAR, initial=SETTLED, closely=False),
        "points": arm(people, points, WEEKS_A_YEAR, initial=SETTLED, closely=False),
    }


POINTS = Trial(
    "points",
    "A settled network with points for contributions in weeks 5 to 30, and without. One year.",
    Sized(1000, 2000),
    Sized(6, 30),
    _points,
)


def _rewarded(runs: ObservedRuns) -> Values:
    """Contributions with points over those without, while they are given; and the fall after their end."""
    none, points = (runs[name].flow(Measure.POSTS, Measure.REPLIES) for name in ("none", "points"))
    during = slice(BEGIN - 1, END)
    before, after = points[END - LEVEL : END].mean(), points[END + SOON - LEVEL : END + SOON].mean()
    later = slice(END + SOON, END + 2 * SOON)
    return {
        "gain": ratio(points[during].sum(), none[during].sum()) - 1.0,
        "fall": 1.0 - ratio(after, before),
        "rest": ratio(points[later].sum(), none[later].sum()) - 1.0,
    }


F20 = Fact(
    "F20",
    "Points roughly double contributions while they are given, and their end cuts activity.",
    "[FAR08] VA + VS, [THO12] VA, [GAM12] VS",
    Grade.MEDIUM,
    (
        Test(
            POINTS,
            _rewarded,
            (
                Claim("gain", "messages added by points", Band(0.50, 1.20)),
                Claim("fall", "fall of messages 8 weeks after their end", Band(0.30, 0.60)),
                Claim("rest", "messages in weeks 9 to 16 after, over those without points", Band(high=0.0, scale=0.2)),
            ),
        ),
    ),
)
