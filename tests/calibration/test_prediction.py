"""Scores are proper and hold by hand; plain forecasts go where they say."""

import numpy as np
import pytest

from esnsim.analysis.calibration.counted import Counted, CountedWeeks
from esnsim.analysis.prediction.futures import level_today, moved_by, shift_to, weights_of
from esnsim.analysis.prediction.held_out import MODEL, bootstrapped, tried_on
from esnsim.analysis.prediction.rivals import RIVALS, rivals
from esnsim.analysis.prediction.scores import (
    energy_score,
    equal_weights,
    fair_crps,
    interval_score,
    weighted_quantiles,
)
from esnsim.rng.address import key_of
from esnsim.rng.arrays import bell, blocks
from esnsim.simulation.record import Measure

KEY = key_of("a forecast")


def normal(count, *address):
    return bell(blocks(key_of("test", *address), np.arange(count), 0, 0))


def test_scores_by_hand():
    members, truth, weights = np.array([[1.0], [3.0]]), np.array([2.5]), equal_weights(2)

    # Mean distance from the truth is 1.0; the two members, drawn as different ones, are 2.0 apart.
    assert fair_crps(members, truth, weights) == pytest.approx([0.0])
    assert energy_score(members, truth, weights) == pytest.approx(0.0)
    assert interval_score(np.array([1.0]), np.array([2.0]), truth, 0.8) == pytest.approx([1.0 + 10.0 * 0.5])


def test_weights_count_as_copies_do():
    """A member of weight two thirds misses as two of three do."""
    truth = np.array([1.0, 4.0])
    weighted = fair_crps(np.array([[0.0, 0.0], [3.0, 3.0]]), truth, np.array([2 / 3, 1 / 3]))

    missed = np.array([(1 + 1 + 2) / 3, (4 + 4 + 1) / 3])
    assert weighted == pytest.approx(missed - 3.0 / 2.0)


def test_fair_scores_do_not_reward_little_spread():
    """Over many truths, six members of the right spread are better than six of half of it."""
    truths, members = normal(4000, "truth"), normal(6 * 4000, "members").reshape(6, 4000)

    right, narrow = (float(fair_crps(spread * members, truths, equal_weights(6)).mean()) for spread in (1.0, 0.5))

    assert right < narrow


def test_another_library_agrees():
    """Where it is installed."""
    referee = pytest.importorskip("scoringrules", reason="comes with the extra dev")
    members, truth = normal(20 * 5, "members").reshape(20, 5), normal(5, "truth")

    assert fair_crps(members, truth, equal_weights(20)) == pytest.approx(
        referee.crps_ensemble(truth, members.T, estimator="fair")
    )


def test_another_library_agrees_on_all_weeks_together():
    """Where it is installed; it counts a member beside itself, which the fair score takes off."""
    referee = pytest.importorskip("scoringrules", reason="comes with the extra dev")
    members, truth = normal(20 * 5, "members").reshape(20, 5), normal(5, "truth")
    apart = np.linalg.norm(members[:, None] - members[None], axis=2).mean()

    plain = energy_score(members, truth, equal_weights(20)) + 0.5 * apart * (20 / 19 - 1)
    assert plain == pytest.approx(float(referee.es_ensemble(truth, members)))


def test_quantiles_of_equal_members_hold_a_new_one():
    """Also of few."""
    held = []
    for nth in range(600):
        drawn = normal(12, nth)
        low, high = weighted_quantiles(drawn[:11, None], equal_weights(11), (0.1, 0.9))[:, 0]
        held.append(low <= drawn[11] <= high)

    assert 0.76 <= np.mean(held) <= 0.84


def test_quantiles_follow_weights():
    members = np.array([[0.0], [1.0], [2.0]])

    assert weighted_quantiles(members, np.array([0.98, 0.01, 0.01]), (0.5,))[0, 0] < 0.1


@pytest.mark.parametrize("name", RIVALS)
def test_a_level_series_stays_level(name):
    known = 50.0 + normal(26, "level")

    future = rivals(known, 13, KEY)[name]

    assert future.shape == (200, 13)
    assert np.median(future[:, -1]) == pytest.approx(50.0, abs=5.0)


def test_a_pace_goes_on_and_a_level_does_not():
    known = 2.0 * np.arange(1.0, 27.0)
    found = rivals(known, 10, KEY)

    assert np.median(found["the pace goes on"][:, -1]) == pytest.approx(known[-4:].mean() + 20.0)
    assert np.median(found["nothing changes"][:, -1]) == pytest.approx(known[-4:].mean(), abs=4.0)
    assert known[-1] < np.median(found["damped trend"][:, -1]) < known[-1] + 20.0


def test_a_curve_of_bass_is_found_again():
    weeks = np.arange(1.0, 53.0)
    gone = np.exp(-0.23 * weeks)
    curve = 80.0 * (1.0 - gone) / (1.0 + 0.2 / 0.03 * gone)

    future = rivals(curve[:26], 26, KEY)["Bass curve"]

    assert np.median(future[:, -1]) == pytest.approx(curve[-1], rel=0.05)


def test_futures_are_the_same_again_and_never_below_nothing():
    known = np.abs(normal(20, "low"))
    one, two = rivals(known, 8, KEY), rivals(known, 8, KEY)

    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert min(each.min() for each in one.values()) >= 0.0


def test_differences_between_forecasts_are_drawn_in_blocks():
    """What is always the same has no interval; weeks that go together have a wider one than weeks that do not."""
    together = np.repeat([1.0, -1.0] * 3, 4)

    assert bootstrapped(np.full(8, 0.3), KEY) == pytest.approx((0.3, 0.3))
    widths = [np.subtract(*bootstrapped(values, KEY)[::-1]) for values in (together, np.tile([1.0, -1.0], 12))]
    assert widths[0] > 2.0 * widths[1]


@pytest.mark.parametrize(("shift", "verdict"), [(0.0, "better"), (40.0, "worse")])
def test_weeks_held_out_say_who_is_better(shift, verdict):
    """A series that turns after today: only a forecast that knows of it is good, and one that is far off is not."""
    known, truth = 20.0 + normal(16, "known"), np.linspace(30.0, 60.0, 12)
    members = truth + shift + normal(40 * 12, "members").reshape(40, 12)

    found = tried_on("readers", known, truth, members, equal_weights(40), KEY)

    assert found.verdict == verdict
    assert found.fared[0].held == (1.0 if not shift else 0.0)
    assert found.best in RIVALS
    assert found.difference == pytest.approx(
        min(each.crps for each in found.fared if each.name != MODEL) - found.fared[0].crps
    )


def counted(values):
    weeks = np.arange(1, len(values) + 1)
    series = Counted("readers", (Measure.WEEKLY_READER,), is_flow=False, weeks=weeks, values=np.array(values))
    return CountedWeeks((series,), "a table")


def test_runs_that_went_like_what_was_counted_count_for_more():
    past = np.linspace(0.1, 0.5, 60)[:, None] * np.ones(8)

    weights = weights_of(counted([0.3] * 8), [past], 200, 0.1)

    assert weights.sum() == pytest.approx(1.0)
    assert past[weights.argmax(), 0] == pytest.approx(0.3, abs=0.01)
    assert weights[0] < 0.01 * weights.max()
    assert weights @ past[:, 0] == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize(("runs", "least"), [(5, 5.0), (20, 9.0), (200, 40.0)])
def test_a_few_runs_are_no_forecast(runs, least):
    """Also where what was counted is far from all of them."""
    past = np.linspace(0.1, 0.2, runs)[:, None] * np.ones(8)

    weights = weights_of(counted([0.9] * 8), [past], 10_000, 0.0)

    assert 1.0 / (weights**2).sum() == pytest.approx(least, rel=1e-6)
    assert (np.diff(weights) >= 0.0).all()


def few(values):
    """Contributors of 200 people, in so many weeks."""
    weeks = np.arange(1, len(values) + 1)
    return Counted("contributors", (Measure.WEEKLY_CONTRIBUTOR,), is_flow=False, weeks=weeks, values=np.array(values))


def test_nobody_counted_is_no_level_of_nothing():
    """Runs at higher levels, a truth of which nobody was counted lately: bands hold the mean of what follows it."""
    rng = np.random.default_rng(1)  # noqa: TID251 - made-up weeks
    held, before = [], []
    while len(held) < 100:
        truth = rng.poisson(np.exp(rng.uniform(np.log(0.02), np.log(3.0))), 21) / 200
        if truth[9:13].any():
            continue
        runs = rng.poisson(np.exp(rng.uniform(np.log(3.0), np.log(40.0), 60))[:, None], (60, 21)) / 200
        past = runs[:, :13]
        for found, shift in (
            (held, shift_to(few(truth[:13]), past, 200)),
            (before, -np.sqrt(past[:, 9:].mean(axis=1))[:, None]),
        ):
            ahead = moved_by(runs[:, 13:], shift).mean(axis=1, keepdims=True)
            low, high = weighted_quantiles(ahead, equal_weights(60), (0.1, 0.9))[:, 0]
            found.append(low <= truth[13:].mean() <= high)

    assert np.mean(held) >= 0.75
    assert np.mean(before) < 0.6


def test_a_level_of_somebody_is_what_was_counted():
    """Of one person a week and more; of less, the spread shrinks evenly, and few runs are below nothing."""
    full, half, none = (level_today(people / 200, 200, 100, KEY) for people in (1.0, 0.5, 0.0))

    assert (full == np.sqrt(1.0 / 200)).all()
    assert half.std() == pytest.approx(0.5 * none.std())
    assert none.mean() == pytest.approx(0.0, abs=1e-12)
    assert (level_today(0.3, 200, 7, KEY) == np.sqrt(0.3)).all()
