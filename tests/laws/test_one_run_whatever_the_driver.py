"""The same run, to the bit, from compiled code, from Mesa agents in any order and from plain Python."""

from __future__ import annotations

import functools
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.agents import EsnModel
from esnsim.simulation.simulate import Simulation
from esnsim.simulation.step_day import step_people
from esnsim.state import World
from tests.laws.runs import digests
from tests.strategies import FEW, behaviours, organisations, programmes
from tests.worlds import scenario_of, setting_of, simulated

ROOT = Path(__file__).parents[2]
OTHERS = ("python3.12", "python3.13", "python3.14")


def elsewhere(python: str, activation: str, *, compiled: bool) -> dict[str, str]:
    """The digests that another interpreter finds."""
    environment = {**os.environ, "ESNSIM_COMPILED": "1" if compiled else "0", "PYTHONPATH": str(ROOT)}
    command = [python, "-m", "tests.laws.runs", activation]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


@functools.cache
def other_python() -> str | None:
    """Another Python that has what esnsim needs: ``ESNSIM_OTHER_PYTHON``, or one found by its name."""
    for python in (os.environ.get("ESNSIM_OTHER_PYTHON", ""), *OTHERS):
        try:
            asked = subprocess.run(
                [python, "-c", "import hypothesis, mesa, numba, pydantic"], capture_output=True, check=False
            )
        except OSError:
            continue
        if asked.returncode == 0:
            return python
    return None


@given(organisation=organisations(most=60), programme=programmes(), behaviour=behaviours())
@FEW
def test_agents_in_shuffled_order_live_the_compiled_life(organisation, programme, behaviour):
    """A person reads yesterday's feed and today's levers, and writes only their own row."""
    setting = setting_of(organisation, scenario_of({"tried": programme}, weeks=4, baseline="none", behaviour=behaviour))
    model = EsnModel(setting, "tried", activation="agents", check=True)

    while not model.finished:
        model.step()

    assert model.result().digest == simulated(setting, "tried").run().digest


def test_agents_and_compiled_code_agree_on_every_case():
    """One digest from the two drivers of this interpreter."""
    assert digests("agents") == digests("compiled")


@pytest.mark.parametrize("activation", ["compiled", "agents"])
def test_plain_python_lives_the_compiled_life(activation):
    """With compilation off, the same text gives the same bits."""
    assert elsewhere(sys.executable, activation, compiled=False) == digests("compiled")


@pytest.mark.parametrize("activation", ["compiled", "agents"])
def test_another_python_with_another_mesa_lives_the_same_life(activation):
    """Neither the version of Python nor that of Mesa is a cause."""
    python = other_python()
    if python is None:
        pytest.skip("no other Python with the dependencies found; name one in ESNSIM_OTHER_PYTHON")

    assert elsewhere(python, activation, compiled=False) == digests("compiled")


@given(organisation=organisations(), programme=programmes(), cuts=st.lists(st.integers(1, 299), max_size=6))
@FEW
def test_any_chunks_of_rows_give_the_same_life(organisation, programme, cuts):
    """How rows are divided among calls, or workers, is no cause."""
    setting = setting_of(organisation, scenario_of({"tried": programme}, weeks=4, baseline="none"))
    limits = sorted({0, *(cut for cut in cuts if cut < organisation.people), organisation.people})

    def in_chunks(world: World, day: int) -> None:
        for first, last in reversed(list(itertools.pairwise(limits))):
            step_people(world, day, first, last)

    simulation = Simulation(setting, "tried", 0, check=True)
    for _ in range(setting.scenario.days):
        simulation.step(in_chunks)

    assert simulation.run().digest == simulated(setting, "tried").run().digest


def test_a_day_is_compiled_with_levers_and_without_and_no_third_time():
    """Every driver calls the same machine code: another compilation would cost seconds."""
    digests("agents")
    digests("compiled")

    assert len(getattr(step_people, "signatures", [()])) <= 2
