"""Parts of the width over plausible models, on made-up effects whose parts are known."""

import numpy as np
import pytest

from esnsim.ensemble.draws import AGAIN, BLOCK, ELSEWHERE, MODELS, WorldDraw
from esnsim.experiments.results.models import first_runs, middle_of_models, parts_of_width

BLOCKS = 3000


def made_up(parameters, organisation, random, *, imported=False, blocks=BLOCKS):
    """Draws and effects with these standard deviations."""
    rng = np.random.default_rng(1)  # noqa: TID251 - made-up effects decide nothing
    draws, effects = [], []
    for block in range(blocks):
        models = parameters * rng.standard_normal(MODELS)
        places = organisation * rng.standard_normal(MODELS + 1)
        for place in range(BLOCK):
            model = {AGAIN: 0, ELSEWHERE: 1}.get(place, place)
            where = MODELS if place == ELSEWHERE else model
            draws.append(WorldDraw(block * BLOCK + place, block * MODELS + model + 1, 0 if imported else where + 1))
            effects.append(models[model] + (0.0 if imported else places[where]) + random * rng.standard_normal())
    return np.array(effects), draws


@pytest.mark.parametrize("parts", [(3.0, 1.0, 1.0), (0.0, 1.0, 2.0), (1.0, 2.0, 1.0)])
def test_parts_are_found_again(parts):
    effects, draws = made_up(*parts)
    variances = np.square(parts)

    found = parts_of_width(effects, draws)

    assert found == pytest.approx(tuple(variances / variances.sum()), abs=0.06)
    assert sum(found) == pytest.approx(1.0)


def test_an_imported_organisation_is_no_part_of_the_width():
    effects, draws = made_up(2.0, 1.0, 1.0, imported=True)

    found = parts_of_width(effects, draws)

    assert found.organisation == 0.0
    assert found.parameters == pytest.approx(0.8, abs=0.05)


def test_too_few_that_were_simulated_twice_tell_no_parts():
    effects, draws = made_up(2.0, 1.0, 1.0, blocks=2)

    assert not parts_of_width(effects, draws).is_known


@pytest.mark.parametrize("blocks", [3, 5, 10])
def test_the_next_model_lies_inside_four_times_in_five(blocks):
    """Each model counts once, however often it was simulated."""
    rng = np.random.default_rng(2)  # noqa: TID251 - made-up effects decide nothing
    inside = []
    for _ in range(2000):
        effects = rng.standard_normal(blocks * BLOCK)
        draws = [WorldDraw(nth, nth + 1, nth + 1) for nth in range(len(effects))]
        low, high = middle_of_models(effects, draws, 0.8)
        inside.append(low <= rng.standard_normal() <= high)
    assert len(first_runs(draws)) == blocks * MODELS
    assert np.mean(inside) == pytest.approx(0.8, abs=0.03)


def test_fewer_than_five_models_have_no_interval():
    effects, draws = made_up(1.0, 1.0, 1.0, blocks=1)
    effects, draws = effects[: MODELS - 1], draws[: MODELS - 1]

    low, high = middle_of_models(effects, draws, 0.8)

    assert np.isnan(low)
    assert np.isnan(high)
