"""What a replicate draws: a law for models, organisations and what the scenario says itself."""

import numpy as np
import pytest

from esnsim.ensemble.draws import AGAIN, BLOCK, ELSEWHERE, MODELS, drawn, drawn_for, pairs, world_draws
from esnsim.ensemble.members import members
from esnsim.ensemble.space import dimensions
from esnsim.experiments import compare
from esnsim.scenario import Scenario, dump, load, resolve
from esnsim.simulation.simulate import prepare
from tests.experiments.small_questions import question


def asked(**changes):
    """A small question whose replicates draw models."""
    return resolve(question(uncertainty="ensemble", **changes))


def test_every_model_lies_in_its_ranges():
    """And says all constants and sizes, so that none is left to defaults."""
    space = dimensions()

    for each in members():
        values = {**each.constants, **each.sizes}
        assert values.keys() == {one.name for one in space}
        assert all(one.low <= values[one.name] <= one.high for one in space)


def test_the_first_model_is_the_defaults():
    first = members()[0]

    for each in dimensions():
        assert {**first.constants, **first.sizes}[each.name] == pytest.approx(each.default, rel=1e-4)


def test_more_replicates_change_none_of_those_before():
    assert world_draws(asked(), 20)[:7] == world_draws(asked(), 7)


def test_other_seeds_draw_other_models():
    one, other = ([each.member for each in world_draws(asked(seed=seed), 12)] for seed in (1, 2))

    assert one != other


def test_blocks_repeat_one_model_and_move_another():
    """So that random numbers, organisation and parameters can be told apart."""
    found = world_draws(asked(), 3 * BLOCK)

    for one, other in pairs(found, AGAIN):
        assert (found[one].member, found[one].organisation) == (found[other].member, found[other].organisation)
    for one, other in pairs(found, ELSEWHERE):
        assert found[one].member == found[other].member
        assert found[one].organisation != found[other].organisation
    once = [each for each in found if each.replicate % BLOCK < MODELS]
    assert len({each.member for each in once}) == min(len(once), len(members()))
    assert len({each.organisation for each in once}) == len(once)


def test_what_a_scenario_says_is_drawn_by_nobody():
    scenario = asked(
        behaviour={"imitation": 0.0123},
        programmes={"none": [], "campaign": [{"kind": "campaign", "start": "week 1", "pull_per_month": 0.11}]},
    )

    for draw in world_draws(scenario, 8):
        one = drawn(scenario, draw)
        assert one.behaviour.imitation == 0.0123
        assert one.programmes["campaign"][0].pull_per_month == 0.11
        assert one.behaviour.far_reach == members()[draw.member - 1].constants["far_reach"]
        assert one.programmes["campaign"][0].reminder == members()[draw.member - 1].sizes["campaign.reminder"]


def test_what_is_left_to_be_drawn_is_left_out_of_the_file(tmp_path):
    """A scenario that was written in full and read again draws the same."""
    scenario = asked(behaviour={"imitation": 0.0123})
    path = tmp_path / "again.yaml"
    path.write_text(dump(scenario), encoding="utf-8")

    again = load(path)

    assert again.behaviour.model_fields_set == {"imitation"}
    assert [drawn_for(again, nth).content() for nth in range(3)] == [
        drawn_for(scenario, nth).content() for nth in range(3)
    ]


def test_a_run_of_a_draw_is_the_run_of_its_scenario():
    """Whoever simulates the scenario of one replicate by itself finds the same bits."""
    scenario = asked(replicates=3)

    found = compare(scenario)

    assert found.draws == world_draws(scenario, 3)
    for replicate in range(3):
        alone = compare(prepare(drawn_for(scenario, replicate)), ["campaign"], replicates=replicate + 1)
        assert alone.runs_of("campaign")[replicate].digest == found.runs_of("campaign")[replicate].digest


def test_programmes_of_a_replicate_share_model_and_organisation():
    """A programme that does nothing is the baseline, in every replicate."""
    scenario = Scenario.of(asked(replicates=4, programmes={"none": [], "also none": []}, baseline="none").content())

    found = compare(scenario)

    assert [run.digest for run in found.runs_of("none")] == [run.digest for run in found.runs_of("also none")]
    assert len({run.digest for run in found.runs_of("none")}) == 4


def test_the_organisation_has_a_seed_of_its_own():
    """Other random numbers in the same organisation, and the same random numbers in another one."""
    same = [prepare(resolve(question(seed=seed, organisation=_seeded(5)))).organisation for seed in (1, 2)]
    other = prepare(resolve(question(seed=1, organisation=_seeded(6)))).organisation

    assert np.array_equal(same[0].ties.other, same[1].ties.other)
    assert not np.array_equal(same[0].ties.other, other.ties.other)


def _seeded(seed):
    return {"generate": {"people": 120}, "seed": seed}
