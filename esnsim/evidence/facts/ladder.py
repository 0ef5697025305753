"""The ladder of use: how many read, act and write, and how often (F02, F04, F05, F08)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import HALF_YEAR_WEEKS, MONTH_WEEKS, QUARTER_WEEKS, WEEKS_A_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence import programmes as do
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, UntestableError, Values
from esnsim.evidence.recorders.messages import communities_by_seat, messages_by_seat
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Sized, Trial, arm
from esnsim.evidence.trials import LAUNCHES, SMALL
from esnsim.simulation.record import Measure

TWICE = 2


def _rungs(runs: ObservedRuns) -> Values:
    """Rungs over half a year, the period of the surveys, at the end of the second year."""
    run = runs["supported"]
    reads, acts = (run.at(measure, run.weeks) for measure in (Measure.HALF_YEAR_READER, Measure.HALF_YEAR_INTERACTIVE))
    return {"reads": reads, "acts": acts, "only_reads": reads - acts, "with_leavers": _ever_there(run)}


def _ever_there(run: ObservedRun) -> float:
    """Readers of the last 26 weeks among all who were there then, leavers and newcomers included."""
    weekly_panel, since = run.weekly_panel, (run.weeks - HALF_YEAR_WEEKS) * WORKDAYS_A_WEEK
    persons, visited = weekly_panel.person[-HALF_YEAR_WEEKS:], weekly_panel.visited[-HALF_YEAR_WEEKS:] >= since
    return len(np.unique(persons[visited])) / len(np.unique(persons))


F02 = Fact(
    "F02",
    "Reading far exceeds acting: half or more of all staff are silent readers.",
    "[SW21] VT, [SW22] VT, [SW-CEO] VT; last step C",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _rungs,
            (
                Claim("reads", "people there at the end who read in 26 weeks, of headcount", Band(0.70, 0.90)),
                Claim(
                    "with_leavers", "the same, leavers included, of all persons there in that time", Band(0.70, 0.90)
                ),
                Claim("acts", "people there at the end who were interactive in 26 weeks", Band(0.15, 0.45)),
                Claim("only_reads", "people there at the end who read and were not interactive", Band(0.35, 0.65)),
            ),
        ),
    ),
)


def _posters_a_month(runs: ObservedRuns) -> Values:
    """Share of a community's members who write in it in a month: the mean over communities and months."""
    run = runs["supported"]
    wrote: list[NDArray[np.float64]] = []
    wrote_often: list[NDArray[np.float64]] = []
    for month in range(HALF_YEAR_WEEKS // MONTH_WEEKS):
        week = run.weeks - month * MONTH_WEEKS
        communities = communities_by_seat(run, week)
        if not len(communities):
            continue
        here = messages_by_seat(run, (week - MONTH_WEEKS) * WORKDAYS_A_WEEK, week)
        members = np.bincount(communities)
        for shares, those in ((wrote, here > 0), (wrote_often, here > TWICE)):
            shares.append((np.bincount(communities, those, len(members)) / np.maximum(members, 1))[members > 0])
    if not wrote:
        raise UntestableError("nobody is a member of a community")
    return {"posters": float(np.concatenate(wrote).mean()), "often": float(np.concatenate(wrote_often).mean())}


F04 = Fact(
    "F04",
    "Written contribution is rarer than 90-9-1 in a large network when counted per group and month.",
    "[GAR16] VT",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _posters_a_month,
            (
                Claim(
                    "posters",
                    "members who write in a community in a month, mean of communities and months",
                    Band(0.01, 0.08),
                ),
                Claim("often", "members who write more than twice, likewise", Band(0.003, 0.02)),
            ),
        ),
    ),
)


def _managed(people: int, seed: int) -> Mapping[str, Arm]:
    helped = [*do.campaign(), *do.managed(), *do.integrated()]
    return {
        "managed": arm(people, helped, WEEKS_A_YEAR),
        "unmanaged": arm(people, do.campaign(), WEEKS_A_YEAR),
        "small": arm(SMALL[seed % len(SMALL)], do.campaign(), WEEKS_A_YEAR),
    }


MANAGED = Trial(
    "managed",
    "A campaign of 12 weeks, with community management and process integration (managed), without (unmanaged), and "
    "without in an organisation of 300 to 850 people (small). One year.",
    Sized(1500, 3000),
    Sized(5, 60),
    _managed,
)


def _contributors(run: ObservedRun) -> float:
    """Share of headcount who wrote within the last quarter."""
    wrote: NDArray[np.bool_] = run.weekly_panel.since(run.weekly_panel.wrote, QUARTER_WEEKS * WORKDAYS_A_WEEK)[-1]
    return float(wrote.mean())


def _contributors_by_management(runs: ObservedRuns) -> Values:
    shares = {name: _contributors(run) for name, run in runs.items()}
    return {**shares, "ratio": ratio(shares["small"], shares["unmanaged"])}


F05 = Fact(
    "F05",
    "Managed, purposeful or small communities do far better than 90-9-1.",
    "[CR15] VS, [ZOLI] VS, [GOV08] VT, [MW11] VT",
    Grade.STRONG,
    (
        Test(
            MANAGED,
            _contributors_by_management,
            (
                Claim("managed", "contributors in a quarter, of headcount, managed and integrated", Band(0.15, 0.45)),
                Claim("unmanaged", "contributors in a quarter, of headcount, left alone", Band(0.02, 0.12)),
                Claim(
                    "ratio",
                    "the same in small organisations over large ones, left alone",
                    Band(1.0, scale=1.0, strict=True),
                    "ratio",
                ),
            ),
        ),
    ),
)


def _intensity(runs: ObservedRuns) -> Values:
    """Actions a week of people with an account, in the last half-year."""
    run = runs["supported"]
    enabled = run.count(Measure.ENABLED)[-HALF_YEAR_WEEKS:].sum()
    written = run.flow(Measure.POSTS, Measure.REPLIES)[-HALF_YEAR_WEEKS:].sum()
    reactions = run.flow(Measure.REACTIONS)[-HALF_YEAR_WEEKS:].sum()
    return {"actions": (written + reactions) / enabled, "words": written / enabled}


F08 = Fact(
    "F08",
    "Average intensity is low.",
    "[SW18][SW19][SW20][SW21][SW22] VT totals, division C; [PEA-SC] VT, C; [MW11] C",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _intensity,
            (
                Claim("actions", "actions of all kinds per person with an account and week", Band(0.1, 0.5), "number"),
                Claim("words", "posts and replies per person with an account and week", Band(0.03, 0.15), "number"),
            ),
        ),
    ),
)
