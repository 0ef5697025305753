"""Early warnings: planted ones are seen, none is seen where there is none, and the figures are what they say."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.tipping.warning import (
    FEWEST,
    Kin,
    autocorrelation,
    detectable,
    indicators,
    kendall,
    skill,
    warnings_in,
)
from tests.experiments.synthetic_runs import normal

WEEKS = 160
TIP = 120


def autoregressive(memory, shocks):
    """Each week a part of the last one and a shock; one part a week; shape of the shocks."""
    found = np.zeros_like(shocks)
    for week in range(1, shocks.shape[-1]):
        found[..., week] = memory[week] * found[..., week - 1] + shocks[..., week]
    return found


def planted(seed: int, *, slowing: bool):
    """Twenty runs from two starts, half of which fall in week 120; those slow down before it, or do not."""
    weeks = np.arange(WEEKS + 1)
    slow = np.clip(weeks / TIP, 0, 1) * 0.9
    shocks = 0.01 * normal((2, 20, WEEKS + 1), "shocks", seed)
    tips = np.arange(20) < 10
    series = 0.5 + autoregressive(np.full(WEEKS + 1, 0.1), shocks)
    if slowing:
        series[:, tips] = 0.5 + autoregressive(slow, shocks[:, tips])
    series[:, tips, TIP:] -= 0.4
    return series


def test_variance_and_autocorrelation_of_a_known_series_are_recovered():
    """A first-order autoregression with memory 0.6 has variance sd^2 / (1 - 0.36) and autocorrelation 0.6 (z of 4)."""
    weeks = 40_000
    series = autoregressive(np.full(weeks, 0.6), normal((weeks,), "long"))[None, 100:]

    assert float(autocorrelation(series)[0]) == pytest.approx(0.6, abs=4 * np.sqrt((1 - 0.36) / weeks))
    assert float(series.var()) == pytest.approx(
        1 / (1 - 0.36), abs=4 * np.sqrt(2 / weeks * (1 + 0.36) / (1 - 0.36) ** 3)
    )


def test_indicators_ignore_slow_movement():
    """A steep straight line beneath the same shocks changes neither figure by much."""
    shocks = autoregressive(np.full(200, 0.3), normal((200,), "shocks"))

    still, moving = indicators(shocks), indicators(shocks + 0.02 * np.arange(200))

    assert np.corrcoef(still[0], moving[0])[0, 1] > 0.9
    assert abs(still[1] - moving[1]).mean() < 0.1


def test_a_planted_slowing_is_seen():
    """Runs that slow down before they fall are distinguished from those that stay."""
    series = planted(1, slowing=True)

    found = warnings_in(series, series, 0.3, purpose("test"))

    assert (len(found.tipped), len(found.stayed)) == (20, 20)
    assert found.memory is not None
    assert found.memory.skill > 0.8
    assert found.visible


def test_no_warning_is_seen_where_lives_fall_by_luck_alone():
    """Of 30 sets without slowing hardly more are taken for a warning than the 5 % allowed for (z of 4)."""
    sets = 30
    seen = 0
    for seed in range(sets):
        series = planted(seed, slowing=False)
        seen += warnings_in(series, series, 0.3, purpose("test", seed)).visible

    assert seen <= sets * 0.05 + 4 * np.sqrt(sets * 0.05 * 0.95)


def test_a_start_near_the_edge_is_no_warning():
    """Runs are compared with those from the same start: what starts differ in warns of nothing."""
    series = planted(3, slowing=False)
    series[0] = 0.5 + 5 * (series[0] - 0.5) * np.linspace(0.2, 1, WEEKS + 1)
    series[0, :, TIP:] = 0.1
    series[1, :, TIP:] = 0.5

    found = warnings_in(series, series, 0.3, purpose("test"))

    assert found.variance is None
    assert not found.visible


def test_too_few_lives_are_not_judged():
    """A handful of runs tells nothing, and how few they are is known."""
    series = planted(1, slowing=True)[:1, 8:]

    found = warnings_in(series, series, 0.3, purpose("test"))

    assert len(found.tipped) == 2 < FEWEST
    assert found.variance is None
    assert found.detectable > 0.9


def test_the_figures_are_what_they_say():
    """Kendall's tau and the skill by hand; more runs show smaller skills."""
    few, many = ([Kin(np.zeros((count, 2)), np.zeros((count, 2)))] for count in (5, 50))

    assert kendall(np.array([1.0, 2.0, 3.0, 4.0])) == 1.0
    assert kendall(np.array([1.0, 3.0, 2.0])) == pytest.approx(1 / 3)
    assert skill([Kin(np.array([[3.0, 0], [1, 0]]), np.array([[2.0, 0]]))], 0) == 0.5
    assert 0.5 < detectable(many) < detectable(few)
