"""Who is answered: rank, and one's own activity (F21)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import HALF_YEAR, HALF_YEAR_WEEKS, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import poisson_regression
from esnsim.evidence.trials import LAUNCHES


def replies_to(run: ObservedRun) -> NDArray[np.int64]:
    """Replies that each post got, reactions left out."""
    reply_log = run.reply_log
    return np.bincount(reply_log.post[reply_log.reply], minlength=len(run.posts.day))


def _effects(run: ObservedRun, first: int) -> dict[str, float]:
    """Log of replies a post by the author's rank and activity, over the half-year from a workday on."""
    posts = run.posts
    those = (posts.day >= first) & (posts.day < first + HALF_YEAR)
    author, persons = np.unique(posts.person[those], return_inverse=True)[1], posts.person[those]
    if not len(persons):
        return {"level": math.nan, "activity": math.nan}
    level = run.organisation.level[posts.row[those]]
    activity = np.log(np.bincount(author)[author])
    return poisson_regression(replies_to(run)[those], {"level": -level.astype(np.float64), "activity": activity})


def _who_is_answered(runs: ObservedRuns) -> Values:
    """Rank and activity in replies a post; a person's replies by the person's posts."""
    run = runs["supported"]
    last = (run.weeks - HALF_YEAR_WEEKS) * WORKDAYS_A_WEEK
    early, late = _effects(run, 0), _effects(run, last)
    rises = 1.0 + late["activity"]
    return {
        "level": math.expm1(late["level"]),
        "falls": math.expm1(early["level"]) - math.expm1(late["level"]),
        "person": 2.0**rises,
    }


F21 = Fact(
    "F21",
    "Who is active is answered; formal rank hardly matters, and less as the network matures.",
    "[STI14][RIE15] VA, [RIE-B] VT",
    Grade.MEDIUM,
    (
        Test(
            LAUNCHES,
            _who_is_answered,
            (
                Claim("level", "replies a post added by a level of rank, fourth half-year", Band(0.0, 0.03)),
                Claim(
                    "falls",
                    "the same in the first half-year less in the fourth",
                    Band(0.0, scale=0.05, strict=True),
                    "points",
                ),
                Claim(
                    "person",
                    "replies that a person gets, with twice as many posts",
                    Band(1.0, scale=1.0, strict=True),
                    "ratio",
                ),
            ),
        ),
    ),
)
