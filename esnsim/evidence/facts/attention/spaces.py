"""How communities are born, whose they are, and whether they revive (A20 to A22)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import LAPSE, WORKDAYS_A_WEEK, WORKDAYS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Grade, Values
from esnsim.evidence.facts.attention.panel import FROM, attention_fact, occurrences, rate, watched
from esnsim.evidence.recorders.community_log import words_in
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.simulation.record import Measure

MONTH, HALF = 20, 130
"""Workdays of four weeks and of half a year."""


def _births(run: ObservedRun) -> Values:
    founded = run.record[1 + FROM :, Measure.COMMUNITIES_FOUNDED].sum()
    years = (len(run.record) - 1 - FROM) / WORKDAYS_A_YEAR
    return {"births": 1000.0 * float(founded) / (run.people * years)}


A20 = attention_fact(
    "A20",
    "Some hundred communities are founded in a year for a thousand of staff.",
    "[FIS18] V; [PEA-SC] VT",
    Grade.MEDIUM,
    watched(_births, Claim("births", "communities founded in a year for 1,000 of staff", Band(50.0, 150.0), "number")),
)


def _posts_by_community(run: ObservedRun) -> dict[int, NDArray[np.int64]]:
    """Numbers of the posts of each community founded while it was watched, in the order of days.

    Those in which only the founder writes are left out, since archives of chats have none.
    """
    posts, every = run.posts, run.community_log.communities
    where = words_in(run.community_log, posts.community, posts.day)
    return {
        number: np.flatnonzero(where == number)
        for number in np.unique(where[where >= 0]).tolist()
        if every.born[number] >= FROM and not every.broadcast[number]
    }


def _founders(run: ObservedRun) -> Values:
    """Share of posts by the author of the first, in a community's first month, first half-year, and later."""
    posts, last = run.posts, run.weeks * WORKDAYS_A_WEEK
    shares: dict[str, list[float]] = {"month": [], "half": [], "later": []}
    for mine in _posts_by_community(run).values():
        age, own = posts.day[mine] - posts.day[mine[0]], posts.row[mine] == posts.row[mine[0]]
        watched_for = last - posts.day[mine[0]]
        windows = (("month", age < MONTH, MONTH), ("half", age < HALF, HALF), ("later", age >= HALF, 2 * HALF))
        for name, within, needed in windows:
            if watched_for >= needed and within.any():
                shares[name].append(float(own[within].mean()))
    return {name: float(np.median(each)) if each else np.nan for name, each in shares.items()}


A21 = attention_fact(
    "A21",
    "Whoever begins a community writes much of it at first, and hardly any of it later.",
    "[CHATS] C, 135 streams",
    Grade.STRONG,
    watched(
        _founders,
        Claim("month", "posts by the first author in the first four weeks, median community", Band(0.5, 1.0)),
        Claim("half", "posts by the first author in the first 26 weeks", Band(0.3, 0.8)),
        Claim("later", "posts by the first author after the first 26 weeks", Band(0.0, 0.15)),
    ),
)


def _silences(run: ObservedRun) -> Values:
    """Communities that met a silence of 56 days in their first year, and silences that ended within a year."""
    posts, last = run.posts, run.weeks * WORKDAYS_A_WEEK
    met, ended = [], []
    for mine in _posts_by_community(run).values():
        days = posts.day[mine]
        until = np.append(days[1:], last)
        silent = until - days >= LAPSE
        if last - days[0] >= WORKDAYS_A_YEAR:
            met.append(bool((silent & (days + LAPSE <= days[0] + WORKDAYS_A_YEAR)).any()))
        for start, end, spoke in zip(
            days[silent], until[silent], np.arange(len(days))[silent] < len(days) - 1, strict=True
        ):
            if last - start >= LAPSE + WORKDAYS_A_YEAR:
                ended.append(bool(spoke) and end - start <= LAPSE + WORKDAYS_A_YEAR)
    return {**occurrences("met", np.array(met, np.bool_)), **occurrences("ended", np.array(ended, np.bool_))}


A22 = attention_fact(
    "A22",
    "Most communities fall silent within a year, and most of those silences end.",
    "[CHATS] C, 135 streams; [KRA14] V",
    Grade.STRONG,
    watched(
        _silences,
        rate("met", "communities that were silent for 56 days by month 12", Band(0.6, 0.9)),
        rate("ended", "silences of 56 days that ended within a year", Band(0.67, 0.86)),
    ),
)
