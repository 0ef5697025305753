"""Who falls silent, who comes back, and what answers have to do with it (A13, A14, A16 to A18)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import MONTH_WEEKS, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Grade, Samples, Values
from esnsim.evidence.facts.attention.panel import (
    BURN_IN,
    FROM,
    attention_fact,
    first_answer,
    messages,
    occurrences,
    periods_written,
    rate,
    watched,
)
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.statistics.shapes import ratio

HALF, WHOLE = 6, 13
"""Periods of 28 days in half a year and in a year."""
LAPSED = 2
"""Silent periods after which somebody has lapsed."""
LONG = 12
PERIOD = MONTH_WEEKS * WORKDAYS_A_WEEK


def silent_periods(wrote: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Silent periods since each person last wrote, at the end of each period; -1 before they ever wrote."""
    silent = np.full(wrote.shape, -1)
    last = np.full(wrote.shape[1], -1)
    for period, line in enumerate(wrote):
        last = np.where(line, 0, np.where(last >= 0, last + 1, -1))
        silent[period] = last
    return silent


def _returns(run: ObservedRun) -> Values:
    wrote = periods_written(run)
    silent = silent_periods(wrote)
    values: dict[str, float] = {}
    for name, after, within in (("half", LAPSED, HALF), ("year", LAPSED, WHOLE), ("long", LONG, 1)):
        back = [
            np.any(wrote[period + 1 : period + 1 + within], axis=0)[silent[period] == after]
            for period in range(BURN_IN, len(wrote) - within)
        ]
        values |= occurrences(name, np.concatenate(back))
    return values


A13 = attention_fact(
    "A13",
    "Whoever has not written for two months writes again less and less, and silence becomes final.",
    "[CHATS] C, 6,905 silences",
    Grade.STRONG,
    watched(
        _returns,
        rate("half", "persons silent for 56 days who write again within 6 periods of 28 days", Band(0.28, 0.57)),
        rate("year", "the same within 13 periods", Band(0.38, 0.67)),
        rate("long", "persons silent for 12 periods who write in the next", Band(0.0, 0.04)),
    ),
)

EXPERIENCE = {
    "first": (1, 1, Band(0.61 - 0.08, 0.66 + 0.08)),
    "second": (2, 2, Band(0.52 - 0.08, 0.56 + 0.08)),
    "third": (3, 3, Band(0.43 - 0.08, 0.54 + 0.08)),
    "4 to 6": (4, 6, Band(0.35 - 0.08, 0.40 + 0.08)),
    "7 to 12": (7, 12, Band(0.23 - 0.08, 0.32 + 0.08)),
    "13 to 24": (13, 24, Band(0.10, 0.22 + 0.08)),
    "25 and later": (25, 1000, Band(0.0, 0.26 + 0.08)),
}
"""Active periods so far, and the share that falls silent: within 0.08 of what three archives range over, and never
below a tenth for those with a year or two behind them."""


def _lapses(run: ObservedRun) -> Values:
    """Who falls silent, by active periods since the panel began, as archives count them since they began."""
    wrote = periods_written(run)
    wrote = wrote[BURN_IN:]
    so_far = np.cumsum(wrote, axis=0)
    values: dict[str, float] = {}
    looked_at = slice(len(wrote) - LAPSED)
    falls = ~wrote[1:-1] & ~wrote[LAPSED:]
    for name, (low, high, _) in EXPERIENCE.items():
        mine = wrote[looked_at] & (so_far[looked_at] >= low) & (so_far[looked_at] <= high)
        values |= occurrences(name, falls[mine])
    return values


A14 = attention_fact(
    "A14",
    "The longer somebody has been writing, the rarer it is that they fall silent.",
    "[CHATS] C, 26,283 active periods",
    Grade.STRONG,
    watched(
        _lapses,
        *(
            rate(name, f"silent for 56 days after the {name} active period", band)
            for name, (*_, band) in EXPERIENCE.items()
        ),
    ),
)

HEARD = 3
"""Workdays in which an answer counts."""
AFTER = 42
"""Workdays, two months, within which it is looked whether the author writes again."""
VETERAN = 30
"""Post from which somebody is a veteran."""
SOON = 10
"""Workdays within which a veteran may post again."""
TABLE = ("answered again", "answered silent", "ignored again", "ignored silent")


def _first_posts(run: ObservedRun) -> Values:
    """First posts by whether they were answered and whether the author wrote again; four counts."""
    posts, delay = run.posts, first_answer(run)
    rows, first = np.unique(posts.row[posts.day >= 0], return_index=True)
    first = first + int((posts.day < 0).sum())
    day = posts.day[first]
    kept = (day >= FROM) & (day < run.weeks * WORKDAYS_A_WEEK - AFTER)
    rows, first, day = rows[kept], first[kept], day[kept]
    who, when = messages(run)
    again = np.array(
        [
            ((who == row) & (when > start + HEARD) & (when <= start + AFTER)).any()
            for row, start in zip(rows, day, strict=True)
        ],
        np.bool_,
    )
    heard = delay[first] <= HEARD
    counts = ((heard & again), (heard & ~again), (~heard & again), (~heard & ~again))
    return {name: float(count.sum()) for name, count in zip(TABLE, counts, strict=True)}


def _odds(samples: Samples) -> float:
    a, b, c, d = (float(samples[name].sum()) for name in TABLE)
    return ratio(a * d, b * c)


A16 = attention_fact(
    "A16",
    "Newcomers whose first post is answered write again more often.",
    "[CHATS] C, 4,056 first threads; against: [OPS09] C, 1,151 openings",
    Grade.STRONG,
    watched(
        _first_posts,
        Claim(TABLE[0], "odds to write again, first post answered in 3 days over not", Band(1.3, 3.0), "ratio", _odds),
    ),
)


def _veterans(run: ObservedRun) -> Values:
    """Sums of Mantel and Haenszel over authors: posts from the thirtieth on, answered or not, another soon or not."""
    posts, delay = run.posts, first_answer(run)
    last = run.weeks * WORKDAYS_A_WEEK - SOON - HEARD
    upper = lower = 0.0
    for row in np.flatnonzero(np.bincount(posts.row, minlength=run.people) > VETERAN).tolist():
        mine = np.flatnonzero(posts.row == row)
        days = posts.day[mine]
        seen = np.arange(VETERAN, len(mine))
        seen = seen[(days[seen] >= FROM) & (days[seen] < last)]
        if not len(seen):
            continue
        start = days[seen] + HEARD
        again = np.searchsorted(days, start + SOON, side="right") > np.searchsorted(days, start, side="right")
        heard = delay[mine[seen]] <= HEARD
        upper += float((heard & again).sum() * (~heard & ~again).sum()) / len(seen)
        lower += float((heard & ~again).sum() * (~heard & again).sum()) / len(seen)
    return {"upper": upper, "lower": lower}


def _common_odds(samples: Samples) -> float:
    return ratio(float(samples["upper"].sum()), float(samples["lower"].sum()))


A17 = attention_fact(
    "A17",
    "Answers hardly matter to whoever has posted many times.",
    "[CHATS] C, 52,541 threads",
    Grade.STRONG,
    watched(
        _veterans,
        Claim(
            "upper",
            "odds to post again within two weeks, answered over not, same author from the 30th post on",
            Band(0.8, 1.3),
            "ratio",
            _common_odds,
        ),
    ),
)


def _partners(run: ObservedRun) -> Values:
    """Log-odds that a writer falls silent, by the share of partners of half a year who write now."""
    wrote, posts, reply_log = periods_written(run), run.posts, run.reply_log
    author = posts.row[reply_log.post[reply_log.reply]]
    answering, period = reply_log.row[reply_log.reply].astype(np.int64), reply_log.day[reply_log.reply] // PERIOD
    both = np.column_stack([np.concatenate([answering, author]), np.concatenate([author, answering])])
    both, period = both[both[:, 0] != both[:, 1]], np.tile(period, 2)[both[:, 0] != both[:, 1]]
    shares, partners, experience, lapsed = [], [], [], []
    so_far = np.cumsum(wrote, axis=0)
    for now in range(BURN_IN, len(wrote) - LAPSED):
        pairs = np.unique(both[(period > now - HALF) & (period <= now)], axis=0)
        many = np.bincount(pairs[:, 0], minlength=run.people)
        active = np.bincount(pairs[wrote[now][pairs[:, 1]], 0], minlength=run.people)
        mine = wrote[now] & (many > 0)
        shares.append(active[mine] / many[mine])
        partners.append(np.log(many[mine]))
        experience.append(np.log(so_far[now][mine]))
        lapsed.append((~wrote[now + 1] & ~wrote[now + 2])[mine])
    causes = {
        "share": np.concatenate(shares),
        "partners": np.concatenate(partners),
        "experience": np.concatenate(experience),
    }
    return {"share": logistic_regression(np.concatenate(lapsed), causes)["share"]}


A18 = attention_fact(
    "A18",
    "Whose partners have fallen silent is somewhat likelier to fall silent too.",
    "[FIS18] V; [CHATS][OPS09] C, 24,435 periods",
    Grade.STRONG,
    watched(
        _partners,
        Claim(
            "share", "log-odds to fall silent, all partners of half a year writing over none", Band(-1.6, 0.1), "number"
        ),
    ),
)
