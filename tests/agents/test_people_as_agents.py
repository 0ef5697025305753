"""Agents are windows onto rows: what they show is what the columns hold."""

from __future__ import annotations

from enum import IntEnum

import mesa
import numpy as np
import pytest

from esnsim.agents import Ambassador, Employee, EsnModel, Leader
from esnsim.agents.columns import Column
from esnsim.behaviour.person import Role, Stage, Tier
from esnsim.simulation.simulate import Prepared
from esnsim.state import People, fields_of
from tests.organisations import hierarchy
from tests.worlds import intervention, random_organisation, scenario_of, setting_of

OTHERWISE = {"unit", "manager"}
"""Columns that an agent shows by name or as another agent."""


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """A hundred people, some of whom become ambassadors in the second week and stop in the fourth."""
    programme = [intervention("ambassadors", share=0.1, start="week 2", duration="2 weeks", recruit="random")]
    return setting_of(random_organisation(100, 1), scenario_of({"with": programme}))


def test_every_column_of_people_is_an_attribute_of_an_agent():
    """Nothing about a person is hidden from who looks at them."""
    assert set(fields_of(People)) - OTHERWISE == {
        name for name in vars(Employee) if isinstance(vars(Employee)[name], Column)
    }


@pytest.mark.parametrize("column", sorted(set(fields_of(People)) - OTHERWISE))
def test_an_agent_shows_plain_values_of_its_row(prepared, column):
    """Reading an attribute reads the column, as a Python value."""
    model = EsnModel(prepared)
    model.step()
    for agent in model.agents:
        value = getattr(agent, column)
        assert value == model.world.people[column][agent.row]
        assert type(value) in (int, float, bool) or isinstance(value, IntEnum)


@pytest.mark.parametrize(("column", "kind"), [("stage", Stage), ("role", Role), ("tier", Tier), ("manager_tier", Tier)])
def test_what_has_names_is_shown_by_name(prepared, column, kind):
    """A stage is a `Stage`, a role a `Role`, a tier a `Tier`."""
    assert isinstance(getattr(EsnModel(prepared).positions[0], column), kind)


def test_a_column_has_a_meaning():
    """What an attribute is can be read where it is declared."""
    assert Employee.habit.__doc__ == "0 none to 1 automatic."


def test_writing_an_attribute_writes_the_row(prepared):
    """A new behaviour may change the person it belongs to."""
    model = EsnModel(prepared)
    model.positions[3].habit = 0.5

    assert model.world.people.habit[3] == 0.5


def test_what_belongs_to_the_position_cannot_be_written(prepared):
    """An agent does not make itself somebody else."""
    with pytest.raises(AttributeError, match="person belongs to the position"):
        EsnModel(prepared).positions[3].person = 4


def test_agents_know_whom_they_work_with():
    """Managers, reports, contacts and units, as agents and names."""
    model = EsnModel(setting_of(hierarchy(), scenario_of()))
    head, left, _, worker, *_ = model.positions

    assert head.manager is None
    assert worker.manager is left
    assert set(left.reports) == {model.positions[3], model.positions[4]}
    assert set(left.contacts) == {head, model.positions[3], model.positions[4]}
    assert not worker.reports
    assert (head.unit, worker.unit, worker.label) == ("unit 0", "unit 1", "P000004")
    assert repr(worker) == f"<Employee P000004 in unit 1, person {worker.person}, {worker.stage.name.lower()}>"


def test_agents_are_typed_by_role(prepared):
    """Those with reports are leaders."""
    model = EsnModel(prepared)

    assert {type(agent) for agent in model.agents} == {Employee, Leader}
    assert set(model.agents_by_type[Leader]) == {agent for agent in model.agents if agent.tier != Tier.NONE}
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)


@pytest.mark.parametrize("activation", ["compiled", "agents"])
def test_agents_change_class_with_their_role(prepared, activation):
    """Whoever is appointed is an `Ambassador` while it lasts: the same object with the same id, in the right set."""
    model = EsnModel(prepared, "with", activation=activation)
    ids = {agent.row: agent.unique_id for agent in model.agents}
    serving = []
    while not model.finished:
        model.step()
        ambassadors = {agent for agent in model.agents if agent.role == Role.AMBASSADOR}
        assert set(model.agents_by_type.get(Ambassador, ())) == ambassadors
        assert {agent for agent in model.agents if type(agent) is Ambassador} == ambassadors
        assert sum(len(agents) for agents in model.agents_by_type.values()) == len(model.agents) == 100
        serving.append(len(ambassadors))

    assert serving[4] == 0
    assert serving[5] == 10
    assert serving[15] == 0
    assert {agent.row: agent.unique_id for agent in model.agents} == ids


def test_when_a_person_leaves_the_agent_shows_the_successor(prepared):
    """An agent stands for a position; its holder has another id."""
    model = EsnModel(prepared)
    before = {agent: agent.person for agent in model.agents}
    while not model.finished:
        model.step()
    changed = [agent for agent, person in before.items() if agent.person != person]

    assert changed
    assert all(agent.person % 100 == agent.row and agent.joined >= 0 for agent in changed)


def test_an_agent_stays_small(prepared):
    """Tens of thousands of them fit into memory: nothing of the person is kept twice."""
    agent = EsnModel(prepared).positions[0]

    assert set(vars(agent)) <= {"model", "unique_id", "pos"}
    assert np.all([not isinstance(value, np.ndarray) for value in vars(agent).values()])
