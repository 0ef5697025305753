"""What can and cannot happen to people: stages, silence, leaving, and random numbers that stay with their person."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.person import Stage
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import Prepared, Simulation
from esnsim.state import People
from tests.strategies import FEW, behaviours, organisations, programmes
from tests.worlds import intervention, random_organisation, scenario_of, setting_of, silent_setting, simulated

ARROWS = {
    (Stage.EMPLOYED, Stage.TRIAL),
    (Stage.ENABLED, Stage.TRIAL),
    (Stage.TRIAL, Stage.USER),
    (Stage.TRIAL, Stage.LAPSED),
    (Stage.USER, Stage.LAPSED),
    (Stage.LAPSED, Stage.TRIAL),
}
"""Every way from one stage to another."""


def days_of(simulation: Simulation) -> Iterator[tuple[People, People]]:
    """People before and after each day of a run."""
    for _ in range(len(simulation.record) - 1):
        before = simulation.world.people.copy()
        simulation.step()
        yield before, simulation.world.people


def leavings(setting: Prepared, programme: str) -> list[list[int]]:
    """Rows whose holder left, day by day."""
    days = days_of(Simulation(setting, programme, 0))
    return [np.flatnonzero(before.person != after.person).tolist() for before, after in days]


@given(organisation=organisations(), programme=programmes(), behaviour=behaviours(), launching=st.booleans())
@FEW
def test_stages_move_along_declared_arrows_only(organisation, programme, behaviour, launching):
    """Nobody skips the trial, and a newcomer starts outside."""
    loud = [*programme, intervention("campaign", pull_per_month=0.5)]
    scenario = scenario_of({"tried": loud}, baseline="none", weeks=12, behaviour=behaviour)
    setting = (silent_setting if launching else setting_of)(organisation, scenario)

    for before, after in days_of(Simulation(setting, "tried", 0, check=True)):
        same = before.person == after.person
        moves = zip(before.stage[same].tolist(), after.stage[same].tolist(), strict=True)
        assert {(a, b) for a, b in moves if a != b} <= ARROWS
        assert np.isin(after.stage[~same], (Stage.EMPLOYED, Stage.ENABLED)).all()


def test_every_arrow_is_taken_by_somebody():
    """The arrows are those of runs, not more."""
    scenario = scenario_of({"loud": [intervention("campaign", pull_per_month=0.9)]}, weeks=60, baseline="none")
    setting = setting_of(random_organisation(300, 9), scenario)
    moves: set[tuple[int, int]] = set()
    for before, after in days_of(Simulation(setting, "loud", 0)):
        same = before.person == after.person
        moves |= set(zip(before.stage[same].tolist(), after.stage[same].tolist(), strict=True))

    assert {move for move in moves if move[0] != move[1]} == ARROWS


@given(organisation=organisations())
@FEW
def test_a_silent_organisation_stays_silent(organisation):
    """Without outside influence, users or a programme, nobody has a reason to begin."""
    scenario = scenario_of(weeks=26)
    parameters = scenario.parameters._replace(external_rate=0.0)
    record = simulated(silent_setting(organisation, scenario, parameters)).record

    assert (record[:, Measure.HEADCOUNT] == organisation.people).all()
    for measure in (Measure.EVER_READER, Measure.POSTS, Measure.REPLIES, Measure.REACTIONS, Measure.AMBASSADOR):
        assert not record[:, measure].any()


@given(organisation=organisations(least=30), programme=programmes(least=1))
@FEW
def test_people_leave_on_the_same_days_whatever_is_done(organisation, programme):
    """Programmes are compared on the same people."""
    setting = setting_of(organisation, scenario_of({"tried": programme}, baseline="none", weeks=20))

    assert leavings(setting, "tried") == leavings(setting, "none")


@given(organisation=organisations(least=30))
@FEW
def test_ids_are_never_reused(organisation):
    """A position's next holder has the id of the one before plus the headcount, so no random number is inherited."""
    setting = setting_of(organisation, scenario_of(weeks=40))
    simulation = Simulation(setting, "none", 0, check=True)
    seen = set(simulation.world.people.person.tolist())

    for before, after in days_of(simulation):
        changed = before.person != after.person
        assert (after.person[changed] == before.person[changed] + organisation.people).all()
        assert not seen & set(after.person[changed].tolist())
        seen |= set(after.person[changed].tolist())

    assert (simulation.world.people.person % organisation.people == np.arange(organisation.people)).all()


def test_people_do_leave():
    """A law about leaving would prove nothing if everybody stayed."""
    setting = setting_of(random_organisation(200, 1), scenario_of(weeks=20))

    assert sum(map(len, leavings(setting, "none"))) > 10


@pytest.mark.parametrize("mechanism", [name for name in MECHANISMS if name != "M12"])
def test_switching_a_mechanism_off_leaves_other_luck_alone(mechanism):
    """The same people leave on the same days, and the same newcomers arrive."""
    organisation = random_organisation(150, 7)
    whole = setting_of(organisation, scenario_of(weeks=20))
    without = setting_of(organisation, scenario_of(weeks=20, mechanisms={mechanism: "off"}))

    assert leavings(whole, "none") == leavings(without, "none")
    first, second = (simulated(each).world.people for each in (whole, without))
    for column in ("person", "joined", "age_band", "curiosity", "motive", "threshold", "habit_rate"):
        assert np.array_equal(first[column], second[column]), column


def test_switching_leaving_off_keeps_everybody():
    """Without turnover, positions keep their holders, who keep their random numbers."""
    organisation = random_organisation(150, 7)
    setting = setting_of(organisation, scenario_of(weeks=20, mechanisms={"M12": "off"}))

    assert not any(leavings(setting, "none"))


def test_another_replicate_is_another_life():
    """Replicates differ by chance, and by nothing at the start."""
    setting = setting_of(random_organisation(100, 3), scenario_of())
    runs = [Simulation(setting, "none", replicate) for replicate in (0, 1)]
    assert np.array_equal(runs[0].world.people, runs[1].world.people)

    for simulation in runs:
        for _ in range(20):
            simulation.step()

    assert runs[0].run().digest != runs[1].run().digest


def test_a_life_leaves_its_setting_untouched():
    """The same setting serves any number of runs, in any order."""
    setting = setting_of(random_organisation(100, 3), scenario_of())
    first = simulated(setting).run()
    simulated(setting)

    assert simulated(setting).run().digest == first.digest
