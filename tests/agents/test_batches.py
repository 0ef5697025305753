"""Mesa's batch runner works on the model itself, and no run is silently repeated."""

from __future__ import annotations

import inspect
import warnings
from typing import ClassVar

import mesa
import numpy as np
import pytest

from esnsim.agents import EsnModel
from esnsim.behaviour.person import Role
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, simulate
from tests.worlds import intervention, random_organisation, scenario_of, setting_of

pytestmark = pytest.mark.untraced

GIVES_RNG = "rng" in inspect.signature(mesa.batch_run).parameters
newer_mesa = pytest.mark.skipif(not GIVES_RNG, reason="this Mesa's batch runner knows no rng")


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """A hundred people and a campaign, long enough for replicates to differ."""
    return setting_of(random_organisation(100, 2), scenario_of({"campaign": [intervention("campaign")]}, weeks=8))


def batch(model=EsnModel, processes=1, **asked):
    """Rows of a batch run; newer versions of Mesa would like ``iterations`` to be called otherwise."""
    words = ("iterations", "data_collection_period", *(["rng"] if GIVES_RNG else []))
    given = {word: asked.pop(word) for word in words if word in asked}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The `iterations` keyword", DeprecationWarning)
        return mesa.batch_run(model, asked, number_processes=processes, display_progress=False, **given)


def measures(row):
    """What was counted on the day of a row."""
    return [row[measure.name.lower()] for measure in Measure]


def last_day(prepared, programme, replicate):
    return simulate(prepared, programme, replicate).record[-1].tolist()


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("activation", ["compiled", "agents"])
def test_iterations_are_replicates(prepared, activation, processes):
    """The same numbers as without Mesa, whatever the version and the number of processes."""
    rows = batch(
        scenario=prepared, programme=["none", "campaign"], activation=activation, iterations=3, processes=processes
    )

    assert len(rows) == 6
    for row in rows:
        assert measures(row) == last_day(prepared, row["programme"], row["iteration"])
    assert len({tuple(measures(row)) for row in rows if row["programme"] == "campaign"}) == 3


def test_replicates_can_be_listed(prepared):
    """As any other parameter, which every Mesa knows."""
    rows = batch(scenario=prepared, programme="campaign", replicate=[4, 2])

    assert [measures(row) for row in rows] == [last_day(prepared, "campaign", each) for each in (4, 2)]


@newer_mesa
def test_the_numbers_mesa_hands_over_are_replicates(prepared):
    """`rng` is Mesa's word for it."""
    rows = batch(scenario=prepared, programme="campaign", rng=[4, np.int64(2)])

    assert [measures(row) for row in rows] == [last_day(prepared, "campaign", each) for each in (4, 2)]


def test_one_iteration_is_the_first_replicate(prepared):
    """And one day of a batch run is one row."""
    rows = batch(scenario=prepared, programme="campaign", data_collection_period=1)

    assert [measures(row) for row in rows] == simulate(prepared, "campaign", 0).record[1:].tolist()


@pytest.mark.parametrize("asked", [{"replicate": 3}, {"replicate": [3, 4]}] + ([] if GIVES_RNG else [{"rng": [3, 4]}]))
def test_iterations_that_would_repeat_a_run_are_refused(prepared, asked):
    """A spread of nought would be read as certainty."""
    with pytest.raises(ValueError, match="iterations would repeat replicate 3, run for run"):
        batch(scenario=prepared, iterations=2, **asked)


class Compared(EsnModel):
    """A model that looks at another one beside itself."""

    def __init__(self, scenario, **asked):
        super().__init__(scenario, **asked)
        self.other = EsnModel(scenario, "none")
        self.same = EsnModel(scenario, "none", 5)


def test_a_model_made_by_another_one_is_no_iteration(prepared):
    """Only what the batch run itself repeats is numbered by it."""
    seen = []

    class Noted(Compared):
        def __init__(self, **asked):
            super().__init__(**asked)
            seen.append([each.simulation.replicate for each in (self, self.other, self.same)])

    batch(Noted, scenario=prepared, programme="campaign", iterations=2)

    assert seen == [[0, 0, 5], [1, 0, 5]]


class Collecting(EsnModel):
    """A model with a collector of its own, as Mesa's tutorials have it."""

    roles: ClassVar = {**EsnModel.roles, Role.AMBASSADOR: EsnModel.roles[Role.EMPLOYEE]}

    def __init__(self, scenario, replicate=None, rng=None):
        super().__init__(scenario, "campaign", replicate, rng=rng)
        self.datacollector = mesa.DataCollector(model_reporters={"reader": lambda model: model.counts["reader"]})

    def step(self):
        """Simulate a day, then collect."""
        super().step()
        self.datacollector.collect(self)


def test_a_subclass_with_a_collector_of_its_own_collects_once_a_day(prepared):
    """The model collects with its own collector only."""
    rows = batch(Collecting, scenario=prepared, iterations=2, data_collection_period=1)

    for replicate in (0, 1):
        mine = [row["reader"] for row in rows if row["iteration"] == replicate]
        assert mine == simulate(prepared, "campaign", replicate).record[1:, Measure.READER].tolist()


def test_asking_twice_on_one_day_collects_once(prepared):
    """Mesa's habit of collecting by hand doubles no day, not the last one either."""
    model = EsnModel(prepared, "campaign")
    model.datacollector.collect(model)
    while model.running:
        model.step()
        model.datacollector.collect(model)
    table = model.datacollector.get_model_vars_dataframe()

    assert table.to_numpy().tolist() == model.result().record[1:].tolist()
    assert list(table) == [measure.name.lower() for measure in Measure]


def test_rng_is_the_replicate(prepared):
    """By either name, and by both if they agree."""
    for asked in ({"replicate": 7}, {"rng": 7}, {"rng": np.int64(7)}, {"replicate": 7, "rng": 7}):
        assert EsnModel(prepared, **asked).simulation.replicate == 7
    assert EsnModel(prepared).simulation.replicate == 0
    assert EsnModel(prepared, rng=None).simulation.replicate == 0


@pytest.mark.parametrize("value", [-1, 1.5, "3", True, mesa.Model(rng=1).rng])
def test_what_numbers_no_replicate_is_refused(prepared, value):
    """Random numbers have addresses: a generator of somebody else's cannot be one."""
    with pytest.raises(
        ValueError, match=r"rng, which numbers the replicate, is .*; a replicate is a whole number from 0 on"
    ):
        EsnModel(prepared, rng=value)
    with pytest.raises(ValueError, match=r"^replicate is .*; a replicate is a whole number from 0 on"):
        EsnModel(prepared, replicate=value)


def test_two_different_replicates_are_refused(prepared):
    """There is one."""
    with pytest.raises(ValueError, match="replicate is 2 and rng is 3; both number the replicate"):
        EsnModel(prepared, replicate=2, rng=3)


def test_a_scenario_that_mesa_took_apart_is_refused_with_what_to_write(prepared):
    """Mesa goes through the fields of a scenario as if they were its values."""
    with pytest.raises(TypeError, match=r"scenario is a tuple; .* write a scenario as a list of one"):
        batch(scenario=prepared.scenario)

    assert len(batch(scenario=[scenario_of(weeks=1)])) == 1
