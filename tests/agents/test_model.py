"""A run as a Mesa model: Mesa's own tools work on it, and it steps through the days of a batch run."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import ClassVar

import mesa
import numpy as np
import pytest

from esnsim.agents import Ambassador, Employee, EsnModel, Leader
from esnsim.behaviour.person import Role, Stage
from esnsim.errors import CensusError, ScenarioError
from esnsim.simulation.simulate import Prepared, simulate
from tests.worlds import intervention, random_organisation, scenario_of, setting_of


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """A hundred people and a campaign."""
    return setting_of(random_organisation(100, 2), scenario_of({"campaign": [intervention("campaign")]}, weeks=4))


class Hermit(Employee):
    """Somebody who never comes."""

    __slots__ = ()

    def step(self) -> None:
        """Stay away."""


class Devotee(Employee):
    """Somebody who likes it more every day, and watches what the rules made of it."""

    __slots__ = ()
    watched: ClassVar[list[bool]] = []

    def step(self) -> None:
        """Live by the rules, with a little more liking."""
        self.usefulness = min(1.0, self.usefulness + 0.05)
        super().step()
        self.watched.append(self.visited == self.esn.day)


class Hermitage(EsnModel):
    """A world of hermits led by leaders."""

    roles: ClassVar = {Role.EMPLOYEE: Hermit, Role.LEADER: Leader, Role.AMBASSADOR: Ambassador}


class Devotion(EsnModel):
    """A world of devotees led by leaders."""

    roles: ClassVar = {Role.EMPLOYEE: Devotee, Role.LEADER: Leader, Role.AMBASSADOR: Ambassador}


class Twice(Employee):
    """Somebody who wants to simulate every day twice."""

    __slots__ = ()

    def step(self) -> None:
        """Live, and live again."""
        super().step()
        super().step()


class Impatience(EsnModel):
    """A world of people who live twice."""

    roles: ClassVar = {Role.EMPLOYEE: Twice, Role.LEADER: Twice, Role.AMBASSADOR: Twice}


@pytest.mark.parametrize("activation", ["compiled", "agents"])
@pytest.mark.parametrize("programme", ["none", "campaign"])
def test_a_model_lives_the_life_of_a_batch_run(prepared, activation, programme):
    """The Mesa face changes nothing."""
    model = EsnModel(prepared, programme, replicate=3, activation=activation)
    while model.running:
        model.step()
    run, batch = model.result(), simulate(prepared, programme, 3)

    assert run.digest == batch.digest
    assert np.array_equal(run.record, batch.record)


def test_the_baseline_is_lived_if_nothing_is_said(prepared):
    """A model of a scenario begins with what the scenario compares with."""
    model = EsnModel(prepared)
    model.step()

    assert model.result().programme == "none"


def test_a_model_can_be_made_of_a_scenario():
    """The setting is prepared on the way."""
    model = EsnModel(scenario_of(weeks=1), check=True)
    model.run_model()

    assert len(model.agents) == 20
    assert model.finished
    assert model.day == 5


def test_an_unknown_programme_is_refused_by_name(prepared):
    """As everywhere else."""
    with pytest.raises(ScenarioError, match="campain"):
        EsnModel(prepared, "campain")


def test_an_unknown_activation_is_refused(prepared):
    """There are two."""
    with pytest.raises(ValueError, match="activation is 'random'; write 'compiled' or 'agents'"):
        EsnModel(prepared, activation="random")


def test_a_finished_life_cannot_go_on(prepared):
    """The scenario says when it ends."""
    model = EsnModel(prepared)
    model.run_model()

    assert not model.running
    with pytest.raises(RuntimeError, match="the scenario ended after 20 workdays"):
        model.step()


def test_the_census_can_be_asked_for(prepared):
    """What is broken from outside is found at the end of the day."""
    model = EsnModel(prepared, check=True)
    model.step()
    model.positions[5].threshold = -1.0

    with pytest.raises(CensusError, match=r"^workday 1, person \d+: threshold is -1\.0; it lies from 0 to 1$"):
        model.step()


def test_mesas_sets_of_agents_work(prepared):
    """`select`, `groupby`, `agg`, `get` and `do` read like English."""
    model = EsnModel(prepared)
    for _ in range(5):
        model.step()
    users = model.agents.select(lambda agent: agent.stage == Stage.USER)
    people = model.world.people

    assert len(users) == (people.stage == Stage.USER).sum()
    assert model.agents.agg("habit", max) == pytest.approx(people.habit.max())
    assert model.agents.groupby("unit").count() == {
        f"unit {unit}": (people.unit == unit).sum() for unit in np.unique(people.unit)
    }
    assert sorted(model.agents.get("person")) == sorted(people.person.tolist())
    model.agents.select(agent_type=Leader).set("trust", 1.0)
    assert (people.trust[people.role == Role.LEADER] == 1.0).all()


def test_mesas_data_collector_works(prepared):
    """Measures of the model and attributes of the agents, day by day."""
    model = EsnModel(prepared)
    collector = mesa.DataCollector(
        model_reporters={"reader": lambda model: model.counts["reader"], "day": "day"},
        agent_reporters={"habit": "habit", "stage": "stage"},
    )
    for _ in range(3):
        model.step()
        collector.collect(model)
    measures, runs = collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()

    assert measures["day"].tolist() == [1, 2, 3]
    assert measures["reader"].tolist() == [int(model.simulation.record[day, 2]) for day in (1, 2, 3)]
    assert len(runs) == 300
    assert runs["habit"].groupby("Step").mean().iloc[-1] == pytest.approx(
        statistics.fmean(model.world.people.habit.tolist())
    )


def test_agents_with_a_step_of_their_own_are_refused_under_compiled_activation():
    """A behaviour that would silently never happen is an error."""
    with pytest.raises(TypeError, match="Hermit has a step of its own, which needs activation='agents'"):
        Hermitage(scenario_of())


def test_who_overrides_step_decides_how_the_day_is_lived(prepared):
    """Hermits never come, their leaders do, and the census is content."""
    model = Hermitage(prepared, activation="agents", check=True)
    visited = {agent.row: agent.visited for agent in model.agents_by_type[Hermit]}
    while not model.finished:
        model.step()

    assert {row: model.positions[row].visited for row in visited} == visited
    assert any(agent.visited >= 0 for agent in model.agents_by_type[Leader])
    assert model.counts["posts"] <= sum(agent.posts for agent in model.agents_by_type[Leader])


def test_a_step_may_change_its_own_row_and_live_by_the_rules(prepared):
    """Trying a new behaviour takes a few lines of Python."""
    Devotee.watched.clear()
    model, plain = Devotion(prepared, activation="agents", check=True), EsnModel(prepared)
    while not model.finished:
        model.step()
        plain.step()

    assert model.agents.agg("usefulness", statistics.fmean) > plain.agents.agg("usefulness", statistics.fmean)
    assert len(Devotee.watched) == 20 * len(model.agents_by_type[Devotee])
    assert any(Devotee.watched)


def test_nobody_lives_a_day_twice(prepared):
    """A second day on the same random numbers would decide two things with one number."""
    with pytest.raises(RuntimeError, match="has gone through today already"):
        Impatience(prepared, activation="agents").step()


@pytest.mark.parametrize("activation", ["compiled", "agents"])
def test_agents_live_when_the_model_steps(prepared, activation):
    """Asking agents to step by hand would let them live outside the day."""
    model = EsnModel(prepared, activation=activation)
    model.step()

    with pytest.raises(RuntimeError, match="steps when the model does"):
        model.agents.do("step")


def test_mesas_random_numbers_decide_nothing(prepared):
    """Whoever draws from Mesa's generators disturbs nobody's random numbers."""
    model = EsnModel(prepared, activation="agents")
    while not model.finished:
        model.random.random()
        model.rng.random()
        model.step()

    assert model.result().digest == simulate(prepared, "none").digest


def test_the_order_of_agents_is_new_every_day(prepared):
    """Mesa shuffles them, so that a behaviour of one's own cannot hang on the order of rows."""
    orders: list[list[int]] = []

    class Noted(Employee):
        """Somebody who signs in."""

        __slots__ = ()

        def step(self) -> None:
            """Sign, then live."""
            orders[-1].append(self.row)
            super().step()

    class Register(EsnModel):
        """A world in which everybody signs in."""

        roles: ClassVar = dict.fromkeys(Role, Noted)

    model = Register(prepared, activation="agents")
    for _ in range(2):
        orders.append([])
        model.step()

    assert sorted(orders[0]) == sorted(orders[1]) == list(range(100))
    assert orders[0] != orders[1]


def test_an_agent_taken_out_of_mesa_is_left_alone(prepared):
    """Removing an agent takes it out of Mesa's sets; the position stays, and nobody is in it."""
    model = EsnModel(prepared, "campaign", activation="agents", check=True)
    gone = model.positions[4]
    gone.remove()
    visited = gone.visited
    while not model.finished:
        model.step()

    assert gone not in model.agents
    assert gone.visited == visited


def test_a_batch_run_never_imports_mesa():
    """Mesa costs most of a second and is needed for looking only."""
    code = "import sys, esnsim.simulation.simulate; sys.exit('mesa' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_warns():
    """Not on import either, and whatever the versions of Python and of the libraries."""
    code = (
        "import esnsim; "
        "asked = esnsim.load('launch', ['organisation.generate.people=60', 'weeks=2', 'replicates=2']); "
        "model = esnsim.EsnModel(asked, activation='agents'); model.run_model(); "
        "print(esnsim.compare(asked).compare('reader'))"
    )
    ended = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
