"""What taking up a network adds to who hears from whom in a week (F33).

Whether somebody who only reads a post has a tie to its author could not be read in the source. So ties are counted
twice, as narrowly and as widely as may be, and the published size has to lie between.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import HALF_YEAR_WEEKS, WEEKS_A_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.trials import LAUNCHES
from esnsim.simulation.record import Measure

ADDED = 0.078
"""Ties of a week that a network adds, of those there were before [HOR25]; its error is not known."""
WEEKS = np.arange(HALF_YEAR_WEEKS, WEEKS_A_YEAR)
"""The second half-year of a launch, weeks counted from 0: the firms of the study took theirs up at once, and in the
model that takes half a year."""


def new_pairs(run: ObservedRun) -> NDArray[np.int64]:
    """Who answered whom in which week, those left out who are contacts at work.

    Args:
        run: A run watched closely.

    Returns:
        Week, counted from 0, and a number for the two people, once each; shape (pairs and weeks, 2).
    """
    reply_log, people, ties = run.reply_log, run.people, run.organisation.ties
    one, other = reply_log.row.astype(np.int64), run.posts.row[reply_log.post]
    pair = np.minimum(one, other) * people + np.maximum(one, other)
    contacts = np.repeat(np.arange(people), np.diff(ties.start)) * people + ties.other
    new = (one != other) & ~np.isin(pair, contacts)
    return np.unique(np.column_stack([reply_log.day // WORKDAYS_A_WEEK, pair])[new], axis=0)


def _heard(run: ObservedRun) -> NDArray[np.float64]:
    """Pairs of a reader and somebody elsewhere whose items were read, week by week, at most; shape (weeks,).

    Nobody knows which items a visitor takes in, so each counts as another author's, as long as there are so many.
    """
    reading, weeks = run.reading, run.weeks
    items = np.minimum(reading.far * reading.visitors, reading.items).reshape(weeks, WORKDAYS_A_WEEK).sum(axis=1)
    spoke = run.flow(Measure.POSTS, Measure.REPLIES)
    authors = np.minimum(run.count(Measure.WEEKLY_CONTRIBUTOR)[1:], spoke)
    heard: NDArray[np.float64] = np.minimum(items, authors * run.count(Measure.WEEKLY_READER)[1:])
    return heard


def _ties(runs: ObservedRuns) -> Values:
    """What a week adds to the contacts at work, and how often two people meet again."""
    run = runs["supported"]
    contacts = len(run.organisation.ties.other) / 2
    pairs = new_pairs(run)
    pairs = pairs[np.isin(pairs[:, 0], WEEKS)]
    weeks_of_each = np.unique(pairs[:, 1], return_counts=True)[1]
    return {
        "answered": len(pairs) / len(WEEKS) / contacts,
        "read": float(_heard(run)[WEEKS].mean()) / contacts,
        "once": float((weeks_of_each == 1).mean()) if len(pairs) else np.nan,
    }


F33 = Fact(
    "F33",
    "Taking up a network adds some 8 % to the ties of a week: new and weak ones, often from one to many.",
    "[HOR25] VA, size VS",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _ties,
            (
                Claim(
                    "answered",
                    "pairs a week who answer each other and are no contacts at work, of contacts, weeks 27 to 52",
                    Band(0.0, ADDED),
                ),
                Claim(
                    "read",
                    "pairs a week of a reader and an author from elsewhere, at most, likewise",
                    Band(ADDED, scale=ADDED),
                ),
                Claim("once", "of the pairs who answer, those who do so in one week of the half-year", Band(0.5, 1.0)),
            ),
        ),
    ),
)
