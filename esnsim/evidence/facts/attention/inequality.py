"""What makes some write so much more than others: days, or messages a day (A19)."""

from __future__ import annotations

import numpy as np

from esnsim.calendar import HALF_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Grade, Values
from esnsim.evidence.facts.attention.panel import attention_fact, messages, watched
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.simulation.record import gini

OFTEN = 5
"""Writing days from which messages a day are looked at."""


def _split(run: ObservedRun) -> Values:
    """Writers of the last half-year: how unequal they are, in days and in messages a writing day."""
    rows, when = messages(run)
    mine = when >= run.weeks * WORKDAYS_A_WEEK - HALF_YEAR
    written = np.bincount(rows[mine], minlength=run.people)
    days = np.bincount(
        np.unique(rows[mine] * (run.weeks * WORKDAYS_A_WEEK) + when[mine]) // (run.weeks * WORKDAYS_A_WEEK),
        minlength=run.people,
    )
    writes, often = days > 0, days >= OFTEN
    return {
        "gini": gini(np.sort(written[writes])),
        "days": float(np.log(days[writes]).std()),
        "a_day": float(np.log(written[often] / days[often]).std()) if often.any() else np.nan,
    }


A19 = attention_fact(
    "A19",
    "Writers differ mostly by the days on which they write, and little by messages a day.",
    "[CHATS] C, 811 writers",
    Grade.STRONG,
    watched(
        _split,
        Claim("gini", "Gini of messages per writer, 26 weeks", Band(0.56, 0.90), "number"),
        Claim("days", "spread of the logarithm of writing days", Band(0.8, 1.4), "number"),
        Claim("a_day", "spread of the logarithm of messages a writing day, 5 days or more", Band(0.30, 0.55), "number"),
    ),
)
