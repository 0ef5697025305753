"""Searching for a plan, on toys whose best plan is known."""

from __future__ import annotations

import numpy as np
import pytest

from esnsim.analysis.planning.elimination import eliminate
from esnsim.analysis.planning.information import worth_knowing
from esnsim.analysis.planning.search import MOST_REPLICATES, Search
from esnsim.analysis.planning.space import LEFT_OUT
from esnsim.analysis.planning.study import FRESH_FROM
from esnsim.ensemble.draws import BLOCK, world_draws
from esnsim.errors import RunError
from tests.experiments.small_questions import question
from tests.planning.toys import HOURS, Noisy, best, price, space, truth

SEEDS = range(20)
ZONE = 0.1


@pytest.fixture(scope="module")
def searches():
    """Twenty searches with other noise each."""
    found = []
    for seed in SEEDS:
        run = Noisy(seed)
        found.append((Search(space(seed=seed), run, seed, 400, ZONE).result(), run))
    return found


def test_all_plans_within_limits_are_looked_at_and_no_others():
    """By hand: every combination, each with what its parts take."""
    of = space()
    taken = [
        sum(price(of.levers[nth].interventions[way]).hours for nth, way in enumerate(plan) if way != LEFT_OUT)
        for plan in of.plans
    ]

    assert of.total == 21**3
    assert max(taken) <= HOURS
    np.testing.assert_allclose(of.taken[:, 1], taken)
    assert len({of.row(row) for row in range(len(of.plans))}) == len(of.plans)
    assert len(space(hours=1e9).plans) == of.total
    assert space(budget=0.0).plans[:, 2].max() == LEFT_OUT


def test_a_budget_that_allows_nothing_is_told():
    """No plan that does anything is within it."""
    with pytest.raises(RunError, match="no plan is within the budget"):
        space(hours=0.5)


def test_it_finds_nearly_the_best_at_a_tenth_of_the_runs(searches):
    """Within 5 % of the best plan nearly always, within 2.5 % on average, of some 4,500 plans."""
    top = best(space())
    reached = np.array([truth(found.left[0]) / top for found, _ in searches])
    exhaustive = len(space().plans) * MOST_REPLICATES

    assert np.quantile(reached, 0.1) >= 0.95
    assert reached.mean() >= 0.975
    assert max(run.runs for _, run in searches) < exhaustive / 10


def test_it_beats_random_search_at_equal_effort(searches):
    """As many plans at random as the same runs allow, the highest mean taken."""
    ours = np.mean([truth(found.left[0]) for found, _ in searches])
    theirs = []
    for seed, (_, run) in zip(SEEDS, searches, strict=True):
        of, other = space(seed=seed), Noisy(seed)
        rng = np.random.default_rng(seed)  # noqa: TID251 - a rival's choice
        rows = rng.choice(len(of.plans), max(1, run.runs // 5), replace=False)
        plans = [of.row(int(row)) for row in rows]
        theirs.append(truth(plans[int(other(plans, range(5)).mean(axis=1).argmax())]))

    assert ours > np.mean(theirs)


def test_the_number_that_chose_is_too_good_and_fresh_ones_are_not(searches):
    """Which is why only fresh ones are told."""
    chosen, fresh = [], []
    for found, run in searches:
        lead = found.elimination.left[0]
        chosen.append(np.nanmean(found.elimination.values[lead]) - truth(found.left[0]))
        later = Noisy(run.seed)([found.left[0]], range(FRESH_FROM, FRESH_FROM + 200))
        fresh.append(later.mean() - truth(found.left[0]))

    assert abs(np.mean(fresh)) < 0.15
    assert np.mean(chosen) > np.mean(fresh) - 0.05


def test_fresh_replicates_have_fresh_models():
    """Whole blocks lie before them, and no model of the search comes again."""
    draws = world_draws(question(uncertainty="ensemble"), FRESH_FROM + 28)

    assert FRESH_FROM % BLOCK == 0
    assert FRESH_FROM >= MOST_REPLICATES
    assert not {each.member for each in draws[:FRESH_FROM]} & {each.member for each in draws[FRESH_FROM:]}


def test_elimination_keeps_the_best_and_saves_runs():
    """Of eight, one ahead by the zone: it stays in nine of ten, for less than an even allocation takes."""
    kept, spent = 0, 0
    for seed in range(100):
        rng = np.random.default_rng(seed)  # noqa: TID251 - noise of a test
        values = rng.normal(size=(8, 60)) * 0.5 + rng.normal(size=60) * 3.0
        values[3] += 0.4
        count = 0

        def run(chosen, replicates, values=values):
            nonlocal count
            count += len(chosen) * len(replicates)
            return values[np.ix_(list(chosen), list(replicates))]

        found = eliminate(run, 8, 0.4, 60)
        kept += 3 in found.left
        spent += count

    assert kept >= 90
    assert spent / 100 < 8 * 60 / 2


def test_equals_stay_together():
    """Where none is better, all that cannot be told apart are an answer, and it is said that nothing is decided."""
    rng = np.random.default_rng(1)  # noqa: TID251 - noise of a test
    values = rng.normal(size=(4, 20)) * 2.0
    found = eliminate(lambda chosen, which: values[np.ix_(list(chosen), list(which))], 4, 0.1, 20)

    assert len(found.left) > 1
    assert not found.decided


def test_a_constant_that_decides_is_worth_knowing_and_noise_is_not():
    """Two plans whose order turns with one of thirty constants; and plans for which nothing matters."""
    rng = np.random.default_rng(2)  # noqa: TID251 - made-up runs
    names = [f"constant {nth}" for nth in range(30)]
    false = 0
    for seed in range(20):
        constants = rng.uniform(size=(40, 30))
        noise = rng.normal(size=(2, 40)) * 0.3
        plain = np.array([2.0 * (constants[:, 7] - 0.5), -2.0 * (constants[:, 7] - 0.5)])
        turned = plain + noise
        gain = plain.max(axis=0).mean() - plain.mean(axis=1).max()
        found = worth_knowing(turned, constants, names, seed)
        false += bool(worth_knowing(noise, constants, names, seed))
        assert found[0].name == "constant 7"
        assert found[0].gain == pytest.approx(gain, abs=0.15)

    assert false <= 4
