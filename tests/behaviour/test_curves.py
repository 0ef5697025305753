"""Portable curves: as exact as the library's, and the laws of chance they stand for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import curves
from tests.behaviour.people import PROPERTY, ROUNDING, plain, shares

exp = plain(curves.exp)
logistic = plain(curves.logistic)
chance_within_day = plain(curves.chance_within_day)
happens_at_rate = plain(curves.happens_at_rate)
count_within_day = plain(curves.count_within_day)
share_of = plain(curves.share_of)
bounded = plain(curves.bounded)

CLOSE = 3e-14
rates = st.floats(0.0, 6.0)


@given(x=st.floats(-curves.REACH, curves.REACH))
@PROPERTY
def test_exp_is_as_exact_as_it_says(x):
    """Within three parts in ten to the fourteen of the library's."""
    assert abs(exp(x) - math.exp(x)) <= CLOSE * math.exp(x)


def test_exp_is_exact_to_the_last_bits_all_over_its_reach():
    """No argument between the ones that examples happen to find is worse."""
    worst = max(abs(exp(x) - math.exp(x)) / math.exp(x) for x in (nth / 1999.0 for nth in range(-41979, 41980)))

    assert worst <= CLOSE


def test_exp_hits_its_landmarks():
    """Exactly one at nothing, and Euler's number at one."""
    assert exp(0.0) == 1.0
    assert exp(1.0) == pytest.approx(math.e, rel=CLOSE)


@pytest.mark.parametrize(("beyond", "limit"), [(22.0, 21.0), (1e300, 21.0), (-22.0, -21.0), (-1e300, -21.0)])
def test_exp_beyond_its_reach_is_its_value_at_the_edge(beyond, limit):
    """Nothing overflows and nothing vanishes."""
    assert exp(beyond) == exp(limit)
    assert exp(beyond) > 0.0


@given(x=st.floats(-60.0, 60.0), more=st.floats(0.0, 5.0))
@PROPERTY
def test_logistic_is_a_probability_that_grows_with_the_log_odds(x, more):
    """Log-odds and chances say the same."""
    assert 0.0 <= logistic(x) <= logistic(x + more) + ROUNDING <= 1.0 + ROUNDING


@given(x=st.floats(-30.0, 30.0))
@PROPERTY
def test_logistic_is_even_handed(x):
    """What speaks for and what speaks against weigh the same."""
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, abs=ROUNDING)
    assert logistic(0.0) == 0.5


@given(rate=rates, random_number=st.floats(0.0, 1.0, exclude_max=True))
@PROPERTY
def test_happening_at_a_rate_is_luck_below_the_chance_exactly(rate, random_number):
    """The short cut decides nothing by itself."""
    assert happens_at_rate(rate, random_number) == (random_number < 1.0 - exp(-rate))
    assert happens_at_rate(rate, random_number) == (random_number < chance_within_day(rate))


@pytest.mark.parametrize("rate", [1e-9, 1e-6, 1e-3, 0.1, 1.0, 5.0])
def test_happening_at_a_rate_is_exact_at_the_very_edge(rate):
    """One bit below the chance it happens, at the chance it does not."""
    chance = chance_within_day(rate)

    assert happens_at_rate(rate, math.nextafter(chance, 0.0))
    assert not happens_at_rate(rate, chance)


def test_what_has_no_rate_never_happens():
    """Zero is zero, with the best of random numbers."""
    assert not happens_at_rate(0.0, 0.0)
    assert chance_within_day(0.0) == 0.0


@given(rate=rates, more=rates)
@PROPERTY
def test_chances_within_a_day_grow_with_the_rate(rate, more):
    """A rate is no chance, but it orders chances."""
    assert 0.0 <= chance_within_day(rate) <= chance_within_day(rate + more) + ROUNDING <= 1.0


@given(rate=st.floats(0.0, 5.0), most=st.integers(1, 8))
@PROPERTY
def test_counts_follow_the_poisson_law(rate, most):
    """Each count begins where the law says that the smaller ones end."""
    below = 0.0
    for count in range(most):
        below += math.exp(-rate) * rate**count / math.factorial(count)
        for random_number, least in ((below - 1e-9, 0), (below + 1e-9, count + 1)):
            if 0.0 <= random_number < 1.0:
                found = count_within_day(rate, random_number, most)
                assert least <= found <= (count if least == 0 else most)


@given(rate=rates, random_number=st.floats(0.0, 1.0, exclude_max=True), most=st.integers(0, 8))
@PROPERTY
def test_counts_are_never_more_than_the_most(rate, random_number, most):
    """The tail is folded into the largest count."""
    assert 0 <= count_within_day(rate, random_number, most) <= most


@given(rate=rates, random_number=st.floats(0.0, 1.0, exclude_max=True))
@PROPERTY
def test_counts_are_nothing_with_the_luck_of_none_exactly(rate, random_number):
    """The short cut decides nothing by itself."""
    assert (count_within_day(rate, random_number, 8) == 0) == (random_number < exp(-rate))


def test_counts_of_nothing_are_nothing():
    """No rate, no events; the worst random number in the world finds the fullest day."""
    assert count_within_day(0.0, 0.0, 5) == 0
    assert count_within_day(1.0, math.nextafter(1.0, 0.0), 3) == 3


@given(part=st.integers(0, 1000), whole=st.integers(0, 1000))
@PROPERTY
def test_a_share_of_nothing_is_nothing(part, whole):
    """Shares divide by what there is, and not at all where there is nothing."""
    part = min(part, whole)

    assert share_of(float(part), float(whole)) == (part / whole if whole else 0.0)


@given(x=st.floats(-5, 5), low=st.floats(-2, 0), high=shares)
@PROPERTY
def test_bounded_values_stay_between_their_bounds(x, low, high):
    """The nearest value inside."""
    assert bounded(x, low, high) == sorted((low, x, high))[1]


@pytest.mark.parametrize("rate", [0.0, 1e-9, 0.03, 0.4, 2.0])
def test_the_chance_at_a_rate_decides_as_happening_at_the_rate_does(rate):
    """Without a branch, for loops over many people."""
    chance = curves.chance_at_rate(rate)
    for number in (0.0, 0.5 * chance, math.nextafter(chance, 0.0), chance, rate, 0.999999):
        assert happens_at_rate(rate, number) == (number < chance)
