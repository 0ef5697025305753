"""What people bring with them."""

from __future__ import annotations

import math
from itertools import product
from statistics import NormalDist, fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import traits
from esnsim.behaviour.person import Tier
from tests.behaviour.people import PARAMETERS, PROPERTY, plain, rules

traits_of = plain(traits.traits_of)

SLICES = 2000
MEAN = traits.Scores(*([0.0] * len(traits.Scores._fields)))
ladder = [NormalDist().inv_cdf((nth + 0.5) / SLICES) for nth in range(SLICES)]
"""Everybody's score, when all kinds of people are there in their right numbers."""
scores = st.builds(traits.Scores, *([st.floats(-3.6, 3.6)] * len(traits.Scores._fields)))


def everybody(score: str) -> list[traits.Traits]:
    """People who differ by one score alone."""
    return [traits_of(PARAMETERS, MEAN._replace(**{score: value}), Tier.NONE) for value in ladder]


@given(parameters=rules(), score=scores, tier=st.sampled_from(list(Tier)))
@PROPERTY
def test_traits_lie_where_they_can_lie(parameters, score, tier):
    """Shares are shares, curiosity is positive and habit takes some time."""
    found = traits_of(parameters, score, tier)

    assert all(0.0 <= getattr(found, name) <= 1.0 for name in ("motive", "threshold", "usefulness", "ease", "trust"))
    assert found.curiosity > 0.0
    assert 0.001 <= found.habit_rate <= 0.9


@pytest.mark.parametrize(
    ("score", "trait", "mean", "spread"),
    [
        ("propensity", "propensity", PARAMETERS.posting_base, PARAMETERS.propensity_spread),
        ("motive", "motive", PARAMETERS.connective_mean, PARAMETERS.connective_spread),
        ("threshold", "threshold", PARAMETERS.threshold_mean, PARAMETERS.threshold_spread),
        ("usefulness", "usefulness", PARAMETERS.usefulness_start, 0.1),
        ("ease", "ease", PARAMETERS.ease_start, 0.1),
    ],
)
def test_spreads_are_as_declared(score, trait, mean, spread):
    """Mean and standard deviation are the constants, but for what the bounds cut off."""
    values = [getattr(each, trait) for each in everybody(score)]

    assert fmean(values) == pytest.approx(mean, abs=0.1 * spread)
    assert pstdev(values) == pytest.approx(spread, rel=0.1)


def test_curiosity_multiplies_by_one_on_average():
    """The spread moves people apart and not the mean."""
    values = [each.curiosity for each in everybody("curiosity")]

    assert fmean(values) == pytest.approx(1.0, rel=0.02)
    assert pstdev(map(math.log, values)) == pytest.approx(PARAMETERS.curiosity_spread, rel=0.01)


def test_habit_rates_have_their_median_and_spread():
    """A log-normal rate."""
    values = [each.habit_rate for each in everybody("habit")]

    assert median(values) == pytest.approx(PARAMETERS.habit_rate_median, rel=0.01)
    assert pstdev(map(math.log, values)) == pytest.approx(PARAMETERS.habit_rate_spread, rel=0.02)


def test_who_writes_often_also_visits_often():
    """Activity has its declared spread, and half a correlation with the propensity to post."""
    few = ladder[:: SLICES // 50]
    drawn = [traits_of(PARAMETERS, MEAN._replace(propensity=a, activity=b), Tier.NONE) for a, b in product(few, few)]
    visits = [each.activity for each in drawn]
    writes = [each.propensity for each in drawn]
    together = fmean(
        (visit - fmean(visits)) * (write - PARAMETERS.posting_base) for visit, write in zip(visits, writes, strict=True)
    )

    assert pstdev(visits) == pytest.approx(PARAMETERS.activity_spread, rel=0.05)
    assert together / (pstdev(visits) * pstdev(writes)) == pytest.approx(
        PARAMETERS.visiting_writing_correlation, abs=0.02
    )


def test_top_leaders_begin_with_less_ease():
    """And nothing else about them differs."""
    staff, top = traits_of(PARAMETERS, MEAN, Tier.NONE), traits_of(PARAMETERS, MEAN, Tier.TOP)

    assert (staff.ease, top.ease) == (PARAMETERS.ease_start, PARAMETERS.leader_ease)
    assert staff._replace(ease=top.ease) == top
    assert staff == traits_of(PARAMETERS, MEAN, Tier.MIDDLE)
