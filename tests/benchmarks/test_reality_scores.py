"""The laws of scores: what is rewarded is to say what one believes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtri

from benchmarks.reality.scores import coverage, crps, interval, scored

LEVELS = st.floats(-1000, 1000)


@given(LEVELS, LEVELS)
def test_the_score_of_one_future_is_its_absolute_error(member, truth):
    """Without spread, nothing but the distance is left."""
    assert crps(np.array([[member]]), np.array([truth]))[0] == pytest.approx(abs(member - truth))


@given(arrays(float, (7, 3), elements=LEVELS), arrays(float, 3, elements=LEVELS))
def test_the_score_is_that_of_all_pairs_and_never_below_zero(members, truth):
    """The sorted sum equals the definition by every pair of futures."""
    away = np.abs(members - truth).mean(0)
    apart = np.abs(members[:, None] - members[None]).mean((0, 1))

    assert crps(members, truth) == pytest.approx(away - 0.5 * apart, abs=1e-6)
    assert (crps(members, truth) >= -1e-6).all()


@given(arrays(float, (6, 2), elements=LEVELS), st.permutations(range(6)))
def test_the_order_of_futures_does_not_matter(members, order):
    """An ensemble is a set."""
    truth = np.zeros(2)

    assert crps(members[order], truth) == pytest.approx(crps(members, truth))


def test_the_score_of_a_normal_forecast_is_the_known_one():
    """At its centre a standard normal forecast scores sqrt(2/pi) - 1/sqrt(pi), to what 2,000 quantiles allow."""
    members = normal(0.0, 1.0, 2000)[:, None]

    assert crps(members, np.zeros(1))[0] == pytest.approx(np.sqrt(2 / np.pi) - 1 / np.sqrt(np.pi), abs=1e-3)


@pytest.mark.parametrize(("shift", "spread"), [(0.5, 1.0), (-0.5, 1.0), (0.0, 0.5), (0.0, 2.0), (1.0, 0.3)])
def test_nobody_does_better_in_the_mean_than_who_says_the_truth(shift, spread):
    """The score is proper: over truths from a standard normal law, that law is the best forecast."""
    truths = normal(0.0, 1.0, 400)

    honest, other = (
        crps(np.repeat(normal(*law, 400)[:, None], 400, axis=1), truths).mean() for law in ((0.0, 1.0), (shift, spread))
    )

    assert honest < other


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_intervals_of_a_calibrated_ensemble_hold_what_they_promise(share):
    """Truths from the law of the members lie inside as often as the interval says, to a quantile's breadth."""
    members = np.repeat(normal(0.0, 1.0, 999)[:, None], 500, axis=1)

    assert coverage(members, normal(0.0, 1.0, 500), share) == pytest.approx(share, abs=0.005)


def test_an_interval_that_is_a_single_value_holds_that_value():
    """Ends are inside, else whoever says that nothing changes could never be right."""
    assert coverage(np.full((5, 2), 3.0), np.array([3.0, 4.0]), 0.8) == 0.5
    assert interval(np.full((5, 1), 3.0), 0.8).tolist() == [[3.0], [3.0]]


def test_scores_are_shares_of_the_people():
    """The same miss among twice as many people is half as bad."""
    members, truth = np.array([[10.0, 20.0]]), np.array([12.0, 26.0])

    assert scored(members, truth, 100).crps == pytest.approx(0.04)
    assert scored(members, truth, 200).crps == pytest.approx(0.02)
    assert scored(members, truth, 100)[3:] == (20.0, 20.0, 20.0)


def normal(mean, spread, count):
    """Equally likely values of a normal law."""
    return mean + spread * ndtri((np.arange(count) + 0.5) / count)
