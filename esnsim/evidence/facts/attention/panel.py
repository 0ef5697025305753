"""The trial that facts on attention share, and what is read off it: a network that goes on, everybody watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import MONTH_WEEKS, WORKDAYS_A_WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Family, Form, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Sized, Trial, arm
from esnsim.evidence.trials import THREE_YEARS
from esnsim.state import NEVER

KEPT_UP = {"reader": 0.80, "interactive": 0.30, "contributor": 0.08}
"""The network that is watched: 80 % read, 30 % act and 8 % write in 28 days."""
BURN_IN = 6
"""Periods of 28 days before anything is read off."""
FROM = BURN_IN * MONTH_WEEKS * WORKDAYS_A_WEEK
"""The same in workdays."""


def _watched(people: int, _seed: int) -> Mapping[str, Arm]:
    return {"settled": arm(people, [], THREE_YEARS, initial=KEPT_UP, turnover=0.0)}


WATCHED = Trial(
    "watched network",
    "A network of some years' standing (80 % read, 30 % act, 8 % write in 28 days) goes on for three years; nobody "
    "joins or leaves, and everybody is watched.",
    Sized(600, 1000),
    Sized(4, 24),
    _watched,
)


def attention_fact(name: str, statement: str, source: str, grade: Grade, *tests: Test) -> Fact:
    """A fact of the family on attention, lapse and communities."""
    return Fact(name, statement, source, grade, tests, Family.ATTENTION)


def watched(measure: Callable[[ObservedRun], Values], *claims: Claim) -> Test:
    """A test on the watched network."""

    def of(runs: ObservedRuns) -> Values:
        return measure(runs["settled"])

    return Test(WATCHED, of, claims)


def rate(key: str, words: str, band: Band, form: Form = "share") -> Claim:
    """A share that all replicates give together, from how often something happened and how often it could have."""

    def of_all(samples: Samples) -> float:
        return ratio(float(samples[f"{key} yes"].sum()), float(samples[f"{key} all"].sum()))

    return Claim(f"{key} yes", words, band, form, of_all)


def occurrences(key: str, happened: NDArray[np.bool_]) -> dict[str, float]:
    """What a replicate says for `rate`."""
    return {f"{key} yes": float(happened.sum()), f"{key} all": float(happened.size)}


def periods_written(run: ObservedRun) -> NDArray[np.bool_]:
    """Whether each position wrote in each period of 28 days; shape (periods, n)."""
    words = run.weekly_panel.words[1:]
    periods = len(words) // MONTH_WEEKS
    written: NDArray[np.int64] = (
        words[: periods * MONTH_WEEKS].reshape(periods, MONTH_WEEKS, -1).sum(axis=1, dtype=np.int64)
    )
    return written > 0


def messages(run: ObservedRun) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and workday of every post and reply since the start, in no order."""
    posts, reply_log = run.posts, run.reply_log
    rows = np.concatenate([posts.row, reply_log.row[reply_log.reply].astype(np.int64)])
    days = np.concatenate([posts.day, reply_log.day[reply_log.reply].astype(np.int64)])
    return rows[days >= 0], days[days >= 0]


def first_answer(run: ObservedRun) -> NDArray[np.float64]:
    """Workdays until each post was first answered, by a reply or a reaction; not a number without an answer.

    Archives of messages know replies only; in a network of this kind a reaction takes the place of a short message.
    """
    posts = run.posts
    return np.where(posts.answered != NEVER, (posts.answered - posts.day).astype(np.float64), np.nan)
