"""Who reads, how often, and whose posts (A04 to A06)."""

from __future__ import annotations

import numpy as np

from esnsim.calendar import WORKDAYS_A_WEEK, WORKDAYS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Grade, Values
from esnsim.evidence.facts.attention.panel import FROM, attention_fact, watched
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.simulation.record import Measure


def _strangers(run: ObservedRun) -> Values:
    """Share of items read that come from elsewhere, and of replies to people who are no contacts at work."""
    reading, reply_log, ties = run.reading, run.reply_log, run.organisation.ties
    days = np.arange(len(reading.visitors)) >= FROM
    far = float((reading.far * reading.visitors)[days].sum())
    mine = reply_log.reply & (reply_log.day >= FROM)
    answering, author = reply_log.row[mine].astype(np.int64), run.posts.row[reply_log.post[mine]]
    rows = np.repeat(np.arange(run.people), np.diff(ties.start))
    known = np.isin(answering * run.people + author, rows * run.people + ties.other)
    return {
        "offered": ratio(far, float(reading.items[days].sum())),
        "answered": float(1.0 - known.mean()) if len(known) else np.nan,
    }


A04 = attention_fact(
    "A04",
    "A part of what one sees, and of those one answers, is beyond one's own circle.",
    "reports of a public network S; [CHATS] C",
    Grade.WEAK,
    watched(
        _strangers,
        Claim("offered", "items from elsewhere, of items read", Band(0.15, 0.55)),
        Claim("answered", "replies to people who are no contacts at work", Band(0.35, 0.65)),
    ),
)


def _daily(run: ObservedRun) -> Values:
    """Daily over weekly readers, the mean of the last year's workdays; and writers among readers of a week."""
    record = run.record[-WORKDAYS_A_YEAR:].astype(np.float64)
    weekly = np.maximum(record[:, Measure.WEEKLY_READER], 1.0)
    weeks = record[WORKDAYS_A_WEEK - 1 :: WORKDAYS_A_WEEK]
    return {
        "daily": float((record[:, Measure.DAILY_READER] / weekly).mean()),
        "writers": float(
            (weeks[:, Measure.WEEKLY_CONTRIBUTOR] / np.maximum(weeks[:, Measure.WEEKLY_READER], 1.0)).mean()
        ),
    }


A05 = attention_fact(
    "A05",
    "On a workday some two fifths of a week's readers are there.",
    "[R4DS] C, 171 weekdays",
    Grade.STRONG,
    watched(_daily, Claim("daily", "readers of a day over readers of seven days", Band(0.33, 0.50))),
)
A06 = attention_fact(
    "A06",
    "Few of those who read in a week write in it.",
    "[R4DS] C, 171 weekdays",
    Grade.STRONG,
    watched(_daily, Claim("writers", "persons who wrote among those who read, in a week", Band(0.05, 0.25))),
)
