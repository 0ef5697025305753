"""What answers do, and what goes on nearby (F15, F17, F18)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import HALF_YEAR_WEEKS, ITEM_LIFE, WEEKS_A_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.recorders.weekly_panel import WeeklyPanel
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.statistics.shapes import matched_difference, quantile_groups
from esnsim.evidence.trials import LAUNCHES
from esnsim.state import NEVER

SECOND = 8
"""Weeks within which a second post counts."""
STRATA = 5


class Firsts(NamedTuple):
    """First posts, one entry each.

    Attributes:
        again: Whether the author wrote a post or reply again within eight weeks.
        answered: Whether an answer came before that, or within two weeks.
        propensity: The author's propensity to post, which no researcher sees.
    """

    again: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    propensity: NDArray[np.float64]


def first_posts(run: ObservedRun) -> Firsts:
    """First posts of people who were there for eight weeks more and whom the world still knows at the end."""
    posts, reply_log = run.posts, run.reply_log
    persons, first = np.unique(posts.person, return_index=True)
    limit = run.weeks * WORKDAYS_A_WEEK - SECOND * WORKDAYS_A_WEEK
    still = run.world.people.person[posts.row[first]] == persons
    kept = (posts.day[first] >= 0) & (posts.day[first] < limit) & still
    persons, first = persons[kept], first[kept]
    day = posts.day[first]
    second = _first_word_after(run, persons, day)
    again = second <= day + SECOND * WORKDAYS_A_WEEK
    answered = (posts.answered[first] != NEVER) & (posts.answered[first] <= np.minimum(second, day + ITEM_LIFE))
    del reply_log
    propensity = run.world.people.propensity[posts.row[first]].astype(np.float64)
    return Firsts(again, answered, propensity)


def _first_word_after(run: ObservedRun, persons: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Workday of each person's first post or reply after a day; far in the future if there is none."""
    posts, reply_log = run.posts, run.reply_log
    who = np.concatenate([posts.person, reply_log.person[reply_log.reply]])
    when = np.concatenate([posts.day, reply_log.day[reply_log.reply].astype(np.int64)])
    place = np.searchsorted(persons, who)
    place[place == len(persons)] = 0
    later = (persons[place] == who) & (when > day[place])
    earliest = np.full(len(persons), np.iinfo(np.int64).max // 2)
    np.minimum.at(earliest, place[later], when[later])
    return earliest


def _second_posts(runs: ObservedRuns) -> Values:
    again, answered, propensity = first_posts(runs["supported"])
    raw = again[answered].mean() - again[~answered].mean() if 0 < answered.sum() < len(answered) else np.nan
    matched = matched_difference(again, answered, quantile_groups(propensity, STRATA)) if len(again) else np.nan
    return {"raw": float(raw), "matched": float(matched)}


F15 = Fact(
    "F15",
    "Getting a first answer raises the chance of a second post.",
    "[JK06] VA",
    Grade.MEDIUM,
    (
        Test(
            LAUNCHES,
            _second_posts,
            (
                Claim("raw", "second post within 8 weeks, answered less unanswered", Band(0.06, 0.20), "points"),
                Claim("matched", "the same among people alike", Band(0.0, scale=0.06, strict=True), "points"),
            ),
        ),
    ),
)


class Panel(NamedTuple):
    """Person-weeks, one line a week and one column a position; the causes are those at the end of the week before.

    Attributes:
        wrote: Whether a post or reply was written.
        ever: Posts and replies of the same person before.
        heard: Answers to posts of the person in the four weeks before.
        manager: Whether the manager contributed in the 28 days before.
        near: Share of contacts who contributed in the 28 days before.
        reads: Whether the person visited in the 28 days before.
        same: Whether the position had the same holder five weeks long.
    """

    wrote: NDArray[np.bool_]
    ever: NDArray[np.int64]
    heard: NDArray[np.int64]
    manager: NDArray[np.bool_]
    near: NDArray[np.float32]
    reads: NDArray[np.bool_]
    same: NDArray[np.bool_]


WINDOW = 4


def panel(run: ObservedRun) -> Panel:
    """The person-weeks of a run, from its fifth week."""
    weekly_panel = run.weekly_panel
    words = weekly_panel.words.astype(np.int64)
    same_week = weekly_panel.person[1:] == weekly_panel.person[:-1]
    ever = np.zeros_like(words)
    for week in range(1, len(words)):
        ever[week] = words[week] + np.where(same_week[week - 1], ever[week - 1], 0)
    heard = np.cumsum(heard_by_week(run), axis=0)
    lines = slice(WINDOW, -1)
    same = np.ones((weekly_panel.weeks - WINDOW, words.shape[1]), np.bool_)
    for back in range(WINDOW + 1):
        same &= same_week[WINDOW - back : weekly_panel.weeks - back]
    return Panel(
        words[WINDOW + 1 :] > 0,
        ever[lines],
        heard[lines] - heard[: -WINDOW - 1],
        weekly_panel.manager_writing[lines],
        weekly_panel.writing[lines],
        weekly_panel.since(weekly_panel.visited, 20)[lines],
        same,
    )


def heard_by_week(run: ObservedRun) -> NDArray[np.int64]:
    """Answers that the holder of each position got in each week; line 0 is the start."""
    weekly_panel, posts, reply_log = run.weekly_panel, run.posts, run.reply_log
    counted = np.zeros(weekly_panel.person.shape, np.int64)
    weeks, rows = reply_log.day // WORKDAYS_A_WEEK + 1, posts.row[reply_log.post]
    mine = weekly_panel.person[weeks, rows] == posts.person[reply_log.post]
    np.add.at(counted, (weeks[mine], rows[mine]), 1)
    return counted


def silent_weeks(weekly_panel: WeeklyPanel) -> NDArray[np.int64]:
    """Weeks since each position last had a post or reply, at the end of each week."""
    silent = np.zeros(weekly_panel.words.shape, np.int64)
    for week in range(1, len(silent)):
        silent[week] = np.where(weekly_panel.words[week] > 0, 0, silent[week - 1] + 1)
    return silent


def _what_moves_people(runs: ObservedRuns) -> Values:
    """Logistic regressions on person-weeks: of starting to write, and of resuming after two silent weeks."""
    run = runs["supported"]
    seen = panel(run)
    silent = silent_weeks(run.weekly_panel)[WINDOW:-1]
    here = seen.reads & seen.same
    starts, resumes = here & (seen.ever == 0), here & (seen.ever > 0) & (silent >= 2)  # noqa: PLR2004 - two weeks
    starting = logistic_regression(seen.wrote[starts], {"manager": seen.manager[starts], "near": seen.near[starts]})
    resuming = logistic_regression(
        seen.wrote[resumes],
        {
            "heard": np.log1p(seen.heard[resumes]),
            "manager": seen.manager[resumes],
            "near": seen.near[resumes],
            "ever": np.log1p(seen.ever[resumes]),
            "silent": np.log1p(silent[resumes]),
        },
    )
    return {
        "start_manager": starting["manager"],
        "start_near": starting["near"],
        "heard": resuming["heard"],
        "manager": resuming["manager"],
        "near": resuming["near"],
    }


def _positive(key: str, words: str) -> Claim:
    return Claim(key, f"log-odds to {words}", Band(0.0, scale=0.1, strict=True), "number")


F17 = Fact(
    "F17",
    "Answers received, the manager's recent activity and co-workers' recent activity go with starting and resuming.",
    "[BRZ09] VA; supported by [WAT10] VA",
    Grade.MEDIUM,
    (
        Test(
            LAUNCHES,
            _what_moves_people,
            (
                _positive("start_manager", "start writing, with a manager who writes"),
                _positive("start_near", "start writing, with all co-workers writing"),
                _positive("heard", "resume, by the logarithm of answers in four weeks"),
                _positive("manager", "resume, with a manager who writes"),
                _positive("near", "resume, with all co-workers writing"),
            ),
        ),
    ),
)


def _answered(run: ObservedRun, first: int, last: int) -> float:
    """Share of posts of these weeks that got a reply or reaction within two weeks; not a number without posts."""
    posts = run.posts
    those = (posts.day >= first * WORKDAYS_A_WEEK) & (posts.day < last * WORKDAYS_A_WEEK - ITEM_LIFE)
    return float((posts.answers[those] > 0).mean()) if those.any() else float("nan")


def _answer_rates(runs: ObservedRuns) -> Values:
    healthy, failing = runs["supported"], runs["campaign"]
    return {
        "healthy": _answered(healthy, healthy.weeks - HALF_YEAR_WEEKS, healthy.weeks),
        "failing": _answered(failing, WEEKS_A_YEAR, failing.weeks),
    }


F18 = Fact(
    "F18",
    "Most posts are answered in good networks.",
    "[CEN16] VT, [JK06][BUR07] VA, [CAP11] VT",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _answer_rates,
            (
                Claim("healthy", "posts answered in two weeks, supported network", Band(0.5, 0.8)),
                Claim("failing", "posts answered in two weeks, left alone after a campaign", Band(0.0, 0.4)),
            ),
        ),
    ),
)
