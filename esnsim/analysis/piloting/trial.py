"""One simulated pilot: the shares of every unit, every fourth week, with the programme in some units or in none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.analysis.piloting.units import eligible, in_units, pilot_units
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.ensemble.draws import drawn_for
from esnsim.experiments.execution.base_state import prepared
from esnsim.interventions import Kind
from esnsim.scenario import Scenario, resolve
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.state import Doubles, Longs
from esnsim.state.ladder import rungs_of

LOOK_WEEKS = 4
"""Weeks between looks: a rung is counted over the last 28 days."""
NOTHING, PILOT = "nothing", "pilot"


class PilotTrial(NamedTuple):
    """What is simulated.

    Attributes:
        scenario: What is asked, up to the end of the longest pilot.
        programme: Name of the programme that is tried.
        rung: Rung of the ladder that is counted.
        units: Numbers of units that pilots may have.
        before: Weeks before the programme begins, and with it the pilot; >= 0.
        weeks: How long the longest pilot is, >= 4.
        replicate: Which one, which model and which organisation.
    """

    scenario: Scenario
    programme: str
    rung: str
    units: tuple[int, ...]
    before: int
    weeks: int
    replicate: int


class PilotOutcome(NamedTuple):
    """What came of the pilots of one replicate.

    Attributes:
        sizes: People of every unit that is large enough; shape (units,).
        treated: 1 for the units a pilot is in, else 0; by its number of units, shape (units,).
        without: Share of the rung in each unit at each look, the first as the pilot begins, with the programme nowhere;
            0 to 1, shape (looks, units).
        pilots: The same with each pilot, by its number of units.
    """

    sizes: Longs
    treated: dict[int, Longs]
    without: Doubles
    pilots: dict[int, Doubles]


def lengths(weeks: int) -> tuple[int, ...]:
    """Weeks at the ends of which is looked: every fourth one, and the last one.

    Args:
        weeks: How long the longest pilot is, >= 4.
    """
    return tuple(sorted({*range(LOOK_WEEKS, weeks + 1, LOOK_WEEKS), weeks}))


def weeks_before(scenario: Scenario, programme: str) -> int:
    """Whole weeks before a programme begins at its earliest."""
    begins = [each.window(scenario.start, scenario.days)[0] for each in scenario.programmes[programme]]
    return max(0, min(begins, default=0)) // WORKDAYS_A_WEEK


def simulate_pilots(trial: PilotTrial) -> PilotOutcome:
    """The pilots of one replicate, all with the same employees and random numbers.

    Sizes that the replicate's organisation has not units enough for are left out.
    """
    scenario = resolve(drawn_for(trial.scenario, trial.replicate))
    nothing = scenario.model_copy(update={"programmes": {NOTHING: ()}, "baseline": NOTHING})
    setting = prepared(nothing, Path())
    organisation, units = setting.organisation, eligible(setting.organisation)
    possible = [count for count in trial.units if 2 * count <= len(units)]
    where = {count: pilot_units(organisation, count, scenario.seed, trial.replicate) for count in possible}
    done = {count: in_units(scenario.programmes[trial.programme], organisation, each) for count, each in where.items()}
    return PilotOutcome(
        np.bincount(organisation.unit, minlength=len(organisation.unit_names))[units],
        {count: np.isin(units, each).astype(np.int64) for count, each in where.items()},
        _shares(setting, (), trial, units),
        {count: _shares(setting, each, trial, units) for count, each in done.items()},
    )


def _shares(setting: Prepared, interventions: tuple[Kind, ...], trial: PilotTrial, units: Longs) -> Doubles:
    """Share of a rung in each unit at each look."""
    asked = setting.scenario.model_copy(update={"programmes": {NOTHING: (), PILOT: interventions}})
    simulation = Simulation(replace(setting, scenario=asked), PILOT, trial.replicate)
    # A position keeps its unit whoever holds it, so that those who come later are counted there.
    unit = setting.organisation.unit
    sizes = np.bincount(unit, minlength=len(setting.organisation.unit_names))
    rows = []
    for week in (0, *lengths(trial.weeks)):
        while simulation.day < (trial.before + week) * WORKDAYS_A_WEEK:
            simulation.step()
        on_rung = rungs_of(simulation.world.people, simulation.day - 1)[trial.rung]
        counts = np.bincount(unit, weights=on_rung, minlength=len(sizes))
        rows.append(counts[units] / sizes[units])
    return np.array(rows)
