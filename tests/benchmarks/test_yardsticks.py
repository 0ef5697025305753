"""Yardsticks take over a start of esnsim and simulate the same days; whether curves agree, `benchmarks.agree` tells."""

from __future__ import annotations

import pytest

from benchmarks.agree import MEASURES
from benchmarks.settings import rule_of, settled
from benchmarks.yardsticks.mesa import EsnYardstick
from benchmarks.yardsticks.numpy import NumpyYardstick
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Simulation

PEOPLE, DAYS = 200, 10
NEAR = 0.15
"""Of all people: far more than chance makes of ten days, far less than a start that was not taken over."""


@pytest.fixture(scope="module")
def setting():
    """A small settled network."""
    return settled(PEOPLE)


@pytest.mark.parametrize("kind", [EsnYardstick, NumpyYardstick])
def test_a_yardstick_goes_on_from_where_esnsim_starts(setting, kind):
    """The ladder after two weeks is near esnsim's, and people have written."""
    simulation, yardstick = Simulation(setting, setting.scenario.baseline, 0), kind(setting.start, rule_of(setting), 1)
    for _ in range(DAYS):
        simulation.step()
        yardstick.step()
    ladder = MEASURES[:4]
    ours = {name: float(simulation.record[DAYS][Measure[name.upper()]]) for name in ladder}
    days = yardstick.record if kind is NumpyYardstick else _days(yardstick)

    assert {name: days[-1][name] for name in ladder} == pytest.approx(ours, abs=NEAR * PEOPLE)
    assert sum(day["posts"] for day in days) > 0


def _days(yardstick: EsnYardstick) -> list[dict[str, int]]:
    """What the collector of a Mesa model has counted, a day each."""
    counted = yardstick.datacollector.model_vars
    return [dict(zip(counted, values, strict=True)) for values in zip(*counted.values(), strict=True)]
