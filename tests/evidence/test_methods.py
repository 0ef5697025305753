"""Statistics find what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.evidence.statistics.bass import Bass, fit_bass
from esnsim.evidence.statistics.regression import logistic_regression, poisson_regression
from esnsim.evidence.statistics.shapes import (
    matched_difference,
    power_over_exponential,
    quantile_groups,
    ranking,
    straightness,
)
from esnsim.rng.address import key_of, uniform

KEY = key_of("statistics")


def numbers(count: int, lane: int) -> np.ndarray:
    """Uniform numbers, always the same."""
    return np.array([uniform(KEY, nth, lane, 0, 0) for nth in range(count)])


@pytest.mark.parametrize(("p", "q", "m"), [(0.002, 0.5, 0.6), (0.15, 0.2, 0.85), (0.01, 0.3, 0.9)])
def test_a_bass_curve_is_found_again(p, q, m):
    """From its own shares."""
    months = np.arange(0.0, 24.0, 0.25)

    found = fit_bass(months, Bass(p, q, m).share(months))

    assert found == pytest.approx((p, q, m), rel=1e-3)


def test_growth_without_imitation_is_fastest_at_the_start():
    """A concave curve has no inflection."""
    assert Bass(0.2, 0.1, 0.8).inflection == 0.0


def test_log_odds_are_found_again():
    """Of two causes, one with and one without effect."""
    first, second = numbers(20000, 0) < 0.5, numbers(20000, 1)
    chance = 1.0 / (1.0 + np.exp(-(-1.0 + 1.5 * first)))

    found = logistic_regression(numbers(20000, 2) < chance, {"first": first, "second": second})

    assert found["constant"] == pytest.approx(-1.0, abs=0.1)
    assert found["first"] == pytest.approx(1.5, abs=0.1)
    assert found["second"] == pytest.approx(0.0, abs=0.15)


def test_nothing_is_said_of_what_never_happened():
    """Rather than a coefficient of minus infinity."""
    assert np.isnan(logistic_regression(np.zeros(5, np.bool_), {"x": np.arange(5)})["x"])


def test_a_power_law_is_straight_and_a_bell_is_not():
    """In logarithms of both."""
    power = np.floor(1.0 / numbers(50000, 3)).astype(np.int64)
    bell = np.rint(10.0 + 2.0 * (numbers(50000, 4) + numbers(50000, 5) - 1.0)).astype(np.int64)

    assert straightness(power, 2, 20) > 0.99
    assert straightness(bell, 2, 20) < 0.8


def test_an_exponential_tail_is_told_from_a_power_law():
    """Also one that is straight enough in logarithms of both to pass for a power law by R squared."""
    power = np.floor(1.0 / numbers(50000, 3)).astype(np.int64)
    exponential = np.floor(-6.0 * np.log(numbers(50000, 6) + 1e-12)).astype(np.int64)

    assert power_over_exponential(power, 2, 20) > 0.05
    assert power_over_exponential(exponential, 2, 20) < -0.01
    assert np.isnan(power_over_exponential(np.full(9, 3), 2, 20))


def test_log_rates_are_found_again():
    """Of two causes of a count, one with and one without effect."""
    first, second = numbers(20000, 0) < 0.5, numbers(20000, 1)
    rates, draws = 0.4 * np.exp(0.7 * first), numbers(20000, 7)
    counts = sum((draws > 1.0 - tail).astype(np.int64) for tail in _poisson_tails(rates))

    found = poisson_regression(counts, {"first": first, "second": second})

    assert found["constant"] == pytest.approx(np.log(0.4), abs=0.08)
    assert found["first"] == pytest.approx(0.7, abs=0.08)
    assert found["second"] == pytest.approx(0.0, abs=0.1)
    assert np.isnan(poisson_regression(np.zeros(4, np.int64), {"x": np.arange(4)})["x"])


def _poisson_tails(rates):
    """Chance of at least one, of at least two, and so on."""
    term, below = np.exp(-rates), np.zeros_like(rates)
    for count in range(1, 12):
        below = below + term
        yield 1.0 - below
        term = term * rates / count


def test_coefficients_stay_finite_where_a_cause_decides_everything():
    """However far apart the two sides are."""
    cause = np.concatenate([np.full(50, -40.0), np.full(50, 40.0)])

    assert np.isfinite(logistic_regression(cause > 0.0, {"cause": cause})["cause"])


def test_a_score_without_skill_ranks_like_a_coin():
    """And a perfect one always."""
    happened = np.array([False, True] * 50)

    assert ranking(np.zeros(100), happened) == 0.5
    assert ranking(happened.astype(float), happened) == 1.0


def test_groups_of_equal_size():
    """Lowest first."""
    groups = quantile_groups(np.arange(100.0), 4)

    assert np.bincount(groups).tolist() == [25, 25, 25, 25]
    assert (np.diff(groups) >= 0).all()


def test_matching_takes_away_what_only_selection_brings():
    """Treated are better because more of them are of the better kind."""
    strata = np.repeat([0, 1], 100)
    outcome = np.tile(np.arange(100) // 4 % 2 == 0, 2) & (strata == 1)
    treated = np.concatenate([np.arange(100) % 4 == 0, np.arange(100) % 4 != 0])

    assert outcome[treated].mean() - outcome[~treated].mean() > 0.1
    assert matched_difference(outcome, treated, strata) == pytest.approx(0.0, abs=0.02)
