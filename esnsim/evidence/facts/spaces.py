"""Communities, and what reaches across units (F07, F14, F27)."""

from __future__ import annotations

import numpy as np

from esnsim.evidence.diary import WEEK
from esnsim.evidence.fact import Band, Claim, Fact, Grade, Lives, Test, UntestableError, Values
from esnsim.evidence.trials import LAUNCHES
from esnsim.simulation.record import Measure

HALF = 26
MONTH = 20
LOOKED_AT = 40
"""Week by which the enthusiasm of a launch is over."""


def _across_units(lives: Lives) -> Values:
    """Answers to people of other units, over the last half-year; a tie is a pair of people with an answer."""
    life = lives["supported"]
    letters, posts, unit = life.letters, life.posts, life.organisation.unit
    recent = letters.day >= (life.weeks - HALF) * WEEK
    answering, author = letters.row[recent], posts.row[letters.post[recent]]
    across = unit[answering] != unit[author]
    acts = np.flatnonzero(life.diary.since(life.diary.interacted, HALF * WEEK)[-1])
    reached = np.zeros(life.people, np.bool_)
    reached[answering[across]] = True
    pairs = np.unique(np.column_stack([answering, author]), axis=0)
    network = float((unit[pairs[:, 0]] != unit[pairs[:, 1]]).mean()) if len(pairs) else np.nan
    return {"reached": float(reached[acts].mean()) if len(acts) else np.nan, "gap": network - _work_across(lives)}


def _work_across(lives: Lives) -> float:
    """Share of work ties that lead to another unit."""
    organisation = lives["supported"].organisation
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


def _after_the_campaign(lives: Lives) -> Values:
    """How far acting has fallen from its peak by week 40, after a campaign of 12 weeks and nothing else."""
    acts = lives["campaign"].share(Measure.INTERACTIVE)
    return {"fall": 1.0 - float(acts[LOOKED_AT]) / max(float(acts[: LOOKED_AT + 1].max()), 1e-9)}


def _life_of_spaces(_lives: Lives) -> Values:
    raise UntestableError("the model has no communities")


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
    ),
)


def _memberships(_lives: Lives) -> Values:
    raise UntestableError("the model has no communities")


F07 = Fact(
    "F07",
    "The same person lurks in one community and contributes in another.",
    "[MUL12] VA/VT",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _memberships,
            (Claim("silent", "contributors with 3 memberships or more who are silent in one", Band(0.60, 1.0)),),
        ),
    ),
)
