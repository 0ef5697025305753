"""Communities, and what reaches across units (F07, F14, F27)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import (
    ARCHIVE,
    HALF_YEAR_WEEKS,
    LAPSE,
    MONTH,
    MONTHS_A_YEAR,
    WORKDAYS_A_MONTH,
    WORKDAYS_A_WEEK,
    WORKDAYS_A_YEAR,
)
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.recorders.community_log import words_in
from esnsim.evidence.recorders.messages import messages_by_seat
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.trials import LAUNCHES, SETTLED_NETWORK
from esnsim.simulation.record import Measure

AGES = np.arange(0, 2 * WORKDAYS_A_YEAR + 1, WORKDAYS_A_WEEK)
"""Ages looked at, in workdays."""
SEVEN_MONTHS = round(7 * WORKDAYS_A_MONTH)
HALF = 0.5
MANY = 3
LOOKED_AT = 40
"""Week by which the enthusiasm of a launch is over."""


def _across_units(runs: ObservedRuns) -> Values:
    """Answers to people of other units, over the last half-year; a tie is a pair of people with an answer."""
    run = runs["supported"]
    reply_log, posts, unit = run.reply_log, run.posts, run.organisation.unit
    recent = reply_log.day >= (run.weeks - HALF_YEAR_WEEKS) * WORKDAYS_A_WEEK
    answering, author = reply_log.row[recent], posts.row[reply_log.post[recent]]
    across = unit[answering] != unit[author]
    acts = np.flatnonzero(run.weekly_panel.since(run.weekly_panel.interacted, HALF_YEAR_WEEKS * WORKDAYS_A_WEEK)[-1])
    reached = np.zeros(run.people, np.bool_)
    reached[answering[across]] = True
    pairs = np.unique(np.column_stack([answering, author]), axis=0)
    network = float((unit[pairs[:, 0]] != unit[pairs[:, 1]]).mean()) if len(pairs) else np.nan
    return {"reached": float(reached[acts].mean()) if len(acts) else np.nan, "gap": network - _work_across(runs)}


def _work_across(runs: ObservedRuns) -> float:
    """Share of work ties that lead to another unit."""
    organisation = runs["supported"].organisation
    ties = organisation.ties
    rows = np.repeat(np.arange(organisation.people), np.diff(ties.start))
    return float((organisation.unit[rows] != organisation.unit[ties.other]).mean())


F27 = Fact(
    "F27",
    "The network moves attention across units.",
    "[WC09] VS",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _across_units,
            (
                Claim("reached", "interactive people who answered or reacted across units, 26 weeks", Band(0.5, 1.0)),
                Claim(
                    "gap",
                    "ties across units, on the network less at work",
                    Band(0.0, scale=0.2, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)


def _after_the_campaign(runs: ObservedRuns) -> Values:
    """How far acting has fallen from its peak by week 40, after a campaign of 12 weeks and nothing else."""
    acts = runs["campaign"].share(Measure.INTERACTIVE)
    return {"fall": 1.0 - float(acts[LOOKED_AT]) / max(float(acts[: LOOKED_AT + 1].max()), 1e-9)}


def _busiest_month(runs: ObservedRuns) -> Values:
    """Month of its life in which a community has most of its messages, those of the first year counted alike."""
    run = runs["supported"]
    every, posts, reply_log = run.community_log.communities, run.posts, run.reply_log
    community = words_in(run.community_log, posts.community, posts.day)
    replies = reply_log.reply & (community[reply_log.post] >= 0)
    where = np.concatenate([community, community[reply_log.post[replies]]])
    when = np.concatenate([posts.day, reply_log.day[replies].astype(np.int64)])
    watched = (every.born >= 0) & (every.born < WORKDAYS_A_YEAR)
    mine = (where >= 0) & np.append(watched, False)[np.maximum(where, 0)]  # where there is no community, none is
    months = ((when[mine] - every.born[where[mine]]) / WORKDAYS_A_MONTH).astype(np.int64)
    # A few large ones write most messages, and what is known is known by community.
    share = 1.0 / np.bincount(where[mine], minlength=len(every.born))[where[mine]]
    counted = np.bincount(months, share, MONTHS_A_YEAR)[:MONTHS_A_YEAR]
    return {"peak": float(counted.argmax()) + 1.0 if counted.any() else np.nan}


def _lifetime_of_communities(runs: ObservedRuns) -> Values:
    """How long communities live: at an age, those with a post within the 56 days from then on."""
    run = runs["settled"]
    broadcast = run.community_log.communities.broadcast
    everyone = np.ones(len(broadcast), np.bool_)
    shares = np.array([_living(run, age, everyone) for age in AGES.tolist()])
    silent = np.flatnonzero(shares <= HALF)
    return {
        "median": float(AGES[silent[0]]) / WORKDAYS_A_MONTH if len(silent) else np.nan,
        "year": _living(run, WORKDAYS_A_YEAR, everyone),
        "two_years": _living(run, 2 * WORKDAYS_A_YEAR, everyone),
        "dialogue": _living(run, SEVEN_MONTHS, ~broadcast) - _living(run, SEVEN_MONTHS, broadcast),
    }


def _living(run: ObservedRun, age: int, mine: NDArray[np.bool_]) -> float:
    """Share of these communities that are written in within the 56 days from an age on, as far as that was watched.

    Of those founded more than a year before one looked, some had been closed: they are left out.
    """
    begin = run.community_log.communities.born + age
    week = (begin + LAPSE) // WORKDAYS_A_WEEK
    watched = mine & (begin > age - ARCHIVE) & (begin >= 0) & (week <= run.weeks)
    latest = run.community_log.latest[week[watched], np.flatnonzero(watched)]
    return float((latest >= begin[watched]).mean()) if watched.any() else float("nan")


F14 = Fact(
    "F14",
    "Launch enthusiasm is followed by decline, for communities and for the network.",
    "[LEC14a][LEC14b] VS, panel VT",
    Grade.WEAK,
    (
        Test(
            LAUNCHES,
            _after_the_campaign,
            (Claim("fall", "interactive at week 40, below their peak", Band(0.25, scale=0.25)),),
        ),
        Test(
            LAUNCHES,
            _busiest_month,
            (Claim("peak", "busiest month of a community, each counted alike", Band(2.0, 4.0), "months"),),
        ),
        Test(
            SETTLED_NETWORK,
            _lifetime_of_communities,
            (
                Claim("median", "age from which half of all communities are silent", Band(4.0, 7.0), "months"),
                Claim("year", "communities written in after a year", Band(0.2, 0.4)),
                Claim("two_years", "communities written in after two years", Band(0.1, 0.3)),
                Claim(
                    "dialogue",
                    "written in after seven months, dialogue less broadcast",
                    Band(0.0, scale=0.1, strict=True),
                    "points",
                ),
            ),
        ),
    ),
)


def _memberships(runs: ObservedRuns) -> Values:
    """Contributors with three memberships or more who wrote often enough to have written in each of them.

    Whoever writes once is silent elsewhere by arithmetic and says nothing. Who began and who ceased to write is asked
    of people who stayed, since a successor is another person.
    """
    run = runs["supported"]
    last = run.weeks
    seats = run.community_log.seats[last] >= 0
    words = np.zeros(seats.shape, np.int64)
    words[seats] = messages_by_seat(run, (last - HALF_YEAR_WEEKS) * WORKDAYS_A_WEEK, last)
    contributes = run.weekly_panel.since(run.weekly_panel.wrote, MONTH)
    many = (seats.sum(axis=1) >= MANY) & run.weekly_panel.since(
        run.weekly_panel.wrote, HALF_YEAR_WEEKS * WORKDAYS_A_WEEK
    )[last]
    silent = (seats & (words == 0)).any(axis=1)
    could = many & (words.sum(axis=1) >= seats.sum(axis=1))
    before, after = contributes[last - HALF_YEAR_WEEKS], contributes[last]
    stayed = run.weekly_panel.person[last - HALF_YEAR_WEEKS] == run.weekly_panel.person[last]
    return {
        "silent": float(silent[could].mean()) if could.any() else np.nan,
        "began": float((~before & after)[stayed].mean()),
        "ceased": float((before & ~after)[stayed].mean()),
    }


F07 = Fact(
    "F07",
    "The same person lurks in one community and contributes in another.",
    "[MUL12] VA/VT",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _memberships,
            (
                Claim(
                    "silent",
                    "persons with 3 memberships or more, and as many messages, who are silent in one",
                    Band(0.60, 1.0),
                ),
                Claim(
                    "began", "persons who began to contribute within half a year", Band(0.0, scale=0.01, strict=True)
                ),
                Claim("ceased", "persons who ceased to contribute", Band(0.0, scale=0.01, strict=True)),
            ),
        ),
    ),
)
