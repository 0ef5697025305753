"""How soon and by whom posts are answered (A07, A09, A11, A12); an answer is a reply or a reaction."""

from __future__ import annotations

import numpy as np

from esnsim.calendar import ITEM_LIFE, QUARTER_WEEKS, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Grade, Values
from esnsim.evidence.facts.attention.panel import (
    FROM,
    attention_fact,
    first_answer,
    messages,
    occurrences,
    rate,
    watched,
)
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression, poisson_regression

SOON, LATE = 1, 5
"""Workdays after a post: the first feed it stands in; and a week on."""


def _delays(run: ObservedRun) -> Values:
    """Replies by how long after the post they came; the day after a post is the first on which it is seen."""
    posts, reply_log = run.posts, run.reply_log
    mine = reply_log.reply & (posts.day[reply_log.post] >= FROM)
    delay = reply_log.day[mine] - posts.day[reply_log.post[mine]]
    return {**occurrences("soon", delay <= SOON), **occurrences("late", delay > LATE)}


A07 = attention_fact(
    "A07",
    "Most replies come at once, and hardly any after a week.",
    "[CHATS] C; [WH07] V",
    Grade.STRONG,
    watched(
        _delays,
        rate("soon", "replies on the first day that a post is seen", Band(0.60, 0.85)),
        rate("late", "replies after the fifth workday", Band(0.02, 0.10)),
    ),
)


def _answered(run: ObservedRun) -> Values:
    posts, delay = run.posts, first_answer(run)
    mine = (posts.day >= FROM) & (posts.day < run.weeks * WORKDAYS_A_WEEK - ITEM_LIFE)
    answered = delay[mine & (delay <= ITEM_LIFE)]
    return {**occurrences("answered", (delay <= ITEM_LIFE)[mine]), **occurrences("soon", answered <= SOON)}


A09 = attention_fact(
    "A09",
    "Most posts are answered, and those that are, at once.",
    "[CHATS] C; [MAM11] V",
    Grade.STRONG,
    watched(
        _answered,
        rate("answered", "posts that got a reply or reaction in two weeks", Band(0.60, 0.88)),
        rate("soon", "of these, on the first day that they are seen", Band(0.75, 0.97)),
    ),
)


def _crowded(run: ObservedRun) -> Values:
    """What twice as many posts a day do to those who reply to each, writers and quarters being equal."""
    posts, reply_log = run.posts, run.reply_log
    days = run.weeks * WORKDAYS_A_WEEK
    pairs = np.unique(np.column_stack([reply_log.post, reply_log.row])[reply_log.reply], axis=0)
    answerers = np.bincount(pairs[:, 0], minlength=len(posts.day))
    mine = (posts.day >= FROM) & (posts.day < days - ITEM_LIFE)
    written = np.bincount(posts.day[posts.day >= 0], minlength=days)[:days]
    rows, when = messages(run)
    writers = np.bincount(np.unique(when * run.people + rows) // run.people, minlength=days)[:days]
    day = posts.day[mine]
    quarter = day // (QUARTER_WEEKS * WORKDAYS_A_WEEK)
    causes = {"posts": np.log(written[day]), "writers": np.log(np.maximum(writers[day], 1))}
    causes |= {f"quarter {each}": (quarter == each).astype(np.float64) for each in np.unique(quarter)[1:].tolist()}
    return {"twice": float(2.0 ** poisson_regression(answerers[mine], causes)["posts"] - 1.0)}


A11 = attention_fact(
    "A11",
    "The more is posted on a day, the fewer reply to each post.",
    "[CHATS] C, 53,356 threads",
    Grade.STRONG,
    watched(
        _crowded, Claim("twice", "people who reply to a post, on days with twice as many posts", Band(-0.25, -0.05))
    ),
)


def _experience(run: ObservedRun) -> Values:
    """Log-odds of an answer within a day that one standard deviation of the logarithm of past posts adds."""
    posts, delay = run.posts, first_answer(run)
    order = np.lexsort((np.arange(len(posts.day)), posts.person))
    persons = posts.person[order]
    first = np.searchsorted(persons, persons)
    past = np.empty(len(persons), np.int64)
    past[order] = np.arange(len(persons)) - first
    mine = (posts.day >= FROM) & (posts.day < run.weeks * WORKDAYS_A_WEEK - ITEM_LIFE)
    experience = np.log1p(past[mine])
    spread = float(experience.std()) if mine.any() else 0.0
    if not spread:
        return {"experience": np.nan}
    return {"experience": logistic_regression((delay <= SOON)[mine], {"past": experience / spread})["past"]}


A12 = attention_fact(
    "A12",
    "Experience buys no answers.",
    "[CHATS] C, 55,874 threads",
    Grade.STRONG,
    watched(
        _experience,
        Claim(
            "experience",
            "log-odds of a reply or reaction at once, by a standard deviation of the logarithm of past posts",
            Band(-0.3, 0.15),
            "number",
        ),
    ),
)
