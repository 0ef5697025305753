"""Several outcomes at once: the front of a toy whose true front is known."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.plan.fronts import volume
from esnsim.analysis.planning.front import MOST_POINTS, front_of, non_dominated, on_front, spread_out
from esnsim.analysis.planning.search import Search
from esnsim.analysis.planning.space import LEFT_OUT
from tests.planning.toys import Noisy, space, truth

ZONE = 0.1


def by_hand(values):
    """Whoever nobody else is at least as good as everywhere, and better somewhere."""
    return [
        not any((other >= one).all() and (other > one).any() for nth, other in enumerate(values) if nth != at)
        for at, one in enumerate(values)
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_whoever_nobody_is_ahead_of_is_on_the_front(columns):
    """Equal ones all are."""
    values = np.random.default_rng(columns).integers(0, 6, size=(60, columns)).astype(float)  # noqa: TID251

    assert non_dominated(values).tolist() == by_hand(values)


def test_plans_that_stand_for_all_lie_apart():
    """The best in each outcome first, then the farthest; equal ones stand for each other."""
    values = np.array([[0.0, 4.0], [4.0, 0.0], [2.0, 2.0], [2.1, 1.9], [0.0, 4.0]])

    assert spread_out(values, 3).tolist()[:2] == [1, 0]
    assert spread_out(values, 3)[2] in (2, 3)
    assert len(spread_out(values, 10)) == 4
    assert spread_out(values, 1).tolist() == [1]


def test_models_say_how_often_a_plan_is_on_the_front():
    """The second plan is behind the first in one of two models, and the third always ahead in its own outcome."""
    models = np.array([[[2.0, 1.0], [1.0, 2.0], [0.0, 0.0]], [[1.0, 1.0], [1.0, 1.0], [3.0, 3.0]]])

    assert on_front(models).tolist() == [0.5, 0.5, 1.0]


class TwoOutcomes:
    """Toy plans: what they do, with noise, and less what they take, without."""

    def __init__(self, of, seed):
        """Plans of a space."""
        self.of, self.noisy = of, Noisy(seed)

    def true(self, plan):
        """Both outcomes."""
        return np.array([truth(plan), -self.of.price_of(plan).cost])

    def __call__(self, plans, replicates):
        """Effects; shape (outcomes, plans, replicates)."""
        costs = np.array([self.of.price_of(plan).cost for plan in plans])
        return np.stack([self.noisy(plans, replicates), np.repeat(-costs[:, None], len(replicates), axis=1)])


def test_the_front_holds_nearly_all_that_the_true_one_does():
    """In as many runs as the search takes and a quarter more, of some 4,500 plans; eight plans are told."""
    shares = []
    for seed in range(5):
        of = space(seed=seed)
        toy = TwoOutcomes(of, seed)
        found = Search(of, lambda plans, which, toy=toy: toy(plans, which)[0], seed, 400, ZONE).result()
        before = toy.noisy.runs
        front = front_of(of, toy, found.rows, 400)
        every = np.array([toy.true(of.row(row)) for row in range(len(of.plans))])
        corner = every.min(axis=0)
        told = np.array([toy.true(plan) for plan in front.plans])
        shares.append(volume(told, corner) / volume(every, corner))

        assert len(front.plans) <= MOST_POINTS
        assert toy.noisy.runs - before <= 3 * len(found.rows) + 1.3 * 400 / 4
        assert all(any(way != LEFT_OUT for way in plan) for plan in front.plans)
        assert found.tried <= front.tried

    assert np.mean(shares) > 0.85


def test_a_space_without_more_plans_has_a_front_of_what_was_tried():
    """Nothing is left to be run."""
    of = space(hours=4.0)
    toy = TwoOutcomes(of, 1)

    front = front_of(of, toy, range(len(of.plans)), 50)

    assert front.tried == len(of.plans) - 1
    assert front.plans
