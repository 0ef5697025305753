"""Models are pickled and copied in the middle of a run, and go on with the same bits."""

from __future__ import annotations

import copy
import gc
import pickle
import subprocess
import sys
import weakref
from pathlib import Path

import mesa
import pytest

from esnsim.agents import Employee, EsnModel
from esnsim.simulation.simulate import Prepared, simulate
from tests.worlds import intervention, random_organisation, scenario_of, setting_of

pytestmark = pytest.mark.untraced

OLDER_MESA = hasattr(mesa.Agent, "_ids")


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """Two hundred people, some of whom become ambassadors."""
    programmes = {"ambassadors": [intervention("ambassadors", start="week 2", share=0.1)]}
    return setting_of(random_organisation(200, 4), scenario_of(programmes, weeks=8))


def through_pickle(model):
    return pickle.loads(pickle.dumps(model))  # noqa: S301 - our own


def ended(model):
    """The digest of a model that is stepped to its end."""
    while model.running:
        model.step()
    return model.result().digest


@pytest.mark.parametrize("copied", [through_pickle, copy.deepcopy])
@pytest.mark.parametrize("activation", ["compiled", "agents"])
@pytest.mark.parametrize("day", [0, 17, 40])
def test_a_copy_goes_on_with_the_same_bits(prepared, activation, day, copied):
    """Before the start, in the middle, and at the end; neither disturbs the other."""
    model = EsnModel(prepared, "ambassadors", 3, activation)
    for _ in range(day):
        model.step()
    other = copied(model)
    before = model.counts
    digest = ended(other)

    assert model.counts == before
    assert model.day == day
    assert digest == ended(model) == simulate(prepared, "ambassadors", 3).digest
    assert other.steps == model.steps == 40
    assert other.datacollector.get_model_vars_dataframe().equals(model.datacollector.get_model_vars_dataframe())


@pytest.mark.parametrize("copied", [through_pickle, copy.deepcopy])
def test_a_copy_has_agents_of_its_own(prepared, copied):
    """In Mesa's sets as in the positions, with the same ids, classes and order to come."""
    model = EsnModel(prepared, "ambassadors", 3, "agents")
    for _ in range(20):
        model.step()
    other = copied(model)

    assert other.agents.get("unique_id") == model.agents.get("unique_id")
    assert [type(agent) for agent in other.positions] == [type(agent) for agent in model.positions]
    assert {kind: len(agents) for kind, agents in other.agents_by_type.items()} == {
        kind: len(agents) for kind, agents in model.agents_by_type.items()
    }
    assert all(agent.model is other for agent in other.positions)
    assert set(other.agents) == set(other.positions)
    assert other.random.random() == model.random.random()
    assert other.rng.random() == model.rng.random()
    assert Employee(other, 0).unique_id not in model.agents.get("unique_id")


def test_an_agent_can_be_pickled_with_its_model(prepared):
    """It takes its world along."""
    model = EsnModel(prepared, "ambassadors")
    model.step()
    agent = through_pickle(model.positions[12])

    assert (agent.row, agent.person, agent.label) == (12, model.positions[12].person, model.positions[12].label)
    assert ended(agent.model) == ended(model)


def test_another_process_goes_on_with_it(prepared, tmp_path):
    """What was compiled is found again there."""
    model = EsnModel(prepared, "ambassadors", 1, "agents")
    for _ in range(11):
        model.step()
    file = tmp_path / "model.pickle"
    file.write_bytes(pickle.dumps(model))
    code = (
        "import pickle, sys; model = pickle.load(open(sys.argv[1], 'rb')); model.run_model(); "
        "print(model.result().digest)"
    )
    said = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", code, file],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert said.stdout.strip() == ended(model)


@pytest.mark.skipif(OLDER_MESA, reason="this Mesa keeps every model that has agents, as the documentation says")
def test_a_model_that_is_no_longer_used_is_freed(prepared):
    """Copies as well; who makes many in one process needs that."""
    model = EsnModel(prepared)
    model.step()
    gone = [weakref.ref(each) for each in (model, through_pickle(model))]
    del model
    gc.collect()

    assert [each() for each in gone] == [None, None]
