"""What a programme may change, and from when on: nothing before it starts, nothing at a dose of zero."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour.person import Role
from esnsim.interventions import KINDS
from esnsim.simulation.run import state_digest
from esnsim.simulation.simulate import Simulation
from tests.organisations import hierarchy
from tests.strategies import FEW, interventions, organisations, programmes
from tests.worlds import KIND_NAMES, intervention, random_organisation, scenario_of, setting_of, shuffle, simulated

EVERY_KIND = pytest.mark.parametrize("kind", KIND_NAMES)


def digests(simulation: Simulation, days: int) -> list[str]:
    """The state at the end of each day."""
    states = []
    for _ in range(days):
        simulation.step()
        states.append(state_digest(simulation.world))
    return states


@EVERY_KIND
def test_a_dose_of_zero_changes_nothing(kind):
    """The neutral element of every lever is exact."""
    scenario = scenario_of({"nothing": [intervention(kind, dose=0.0)]})
    setting = setting_of(random_organisation(120, 1), scenario)

    assert simulated(setting, "nothing").run().digest == simulated(setting).run().digest


@given(programme=programmes(least=1, most=3), idle=interventions())
@FEW
def test_a_dose_of_zero_beside_others_changes_nothing(programme, idle):
    """What is not done has no effect on what is done."""
    beside = [*programme, {**idle, "dose": 0.0}]
    setting = setting_of(
        random_organisation(120, 2), scenario_of({"done": programme, "beside": beside}, baseline="none")
    )

    assert simulated(setting, "beside").run().digest == simulated(setting, "done").run().digest


def test_a_dose_of_zero_on_other_weekdays_pulls_no_lever():
    """Each intervention has its own week; the week of another one is no cause of anything."""
    done = [intervention("campaign", audience="not reader", duration="2 weeks", half_life="2 weeks")]
    beside = [*done, intervention("senior_training", start="day 3", dose=0.0)]
    setting = setting_of(random_organisation(200, 3), scenario_of({"done": done, "beside": beside}, baseline="none"))
    first, second = Simulation(setting, "done", 0), Simulation(setting, "beside", 0)

    for day in range(setting.scenario.days):
        first.step()
        second.step()
        assert np.array_equal(first.world.levers, second.world.levers), day


@EVERY_KIND
def test_every_kind_does_something(kind):
    """A law about nothing would prove nothing."""
    setting = setting_of(random_organisation(120, 1), scenario_of({"done": [intervention(kind)]}))

    assert simulated(setting, "done").run().digest != simulated(setting).run().digest


@EVERY_KIND
@pytest.mark.parametrize("lead", [0, 4])
def test_nothing_happens_before_it_starts(kind, lead):
    """Two futures that differ from the first effect on share everything before it to the bit."""
    late = intervention(kind, start="day 13", lead_time=f"{lead} days")
    setting = setting_of(random_organisation(120, 1), scenario_of({"late": [late]}))

    with_it, without = (digests(Simulation(setting, name, 0), 30) for name in ("late", "none"))

    assert with_it[: 12 + lead] == without[: 12 + lead]
    assert with_it[-1] != without[-1]


@given(organisation=organisations(), past=programmes(most=3), future=interventions(), day=st.integers(10, 30))
@FEW
def test_programmes_share_their_past_until_the_day_they_differ(organisation, past, future, day):
    """What will be done is no cause of what has happened."""
    more = [*past, {**future, "start": f"day {day + 1}"}]
    setting = setting_of(organisation, scenario_of({"past": past, "more": more}, baseline="none"))

    assert digests(Simulation(setting, "past", 0), day) == digests(Simulation(setting, "more", 0), day)


def test_a_later_one_of_the_same_kind_leaves_the_chosen_alone():
    """Whom an intervention has drawn by chance does not hang on what is planned for later."""
    early = intervention("campaign", audience="share: 0.5", pull_per_month=0.9, name="early")
    later = intervention("campaign", audience="share: 0.5", name="also", start="day 30")
    setting = setting_of(
        random_organisation(200, 4), scenario_of({"one": [early], "two": [early, later]}, baseline="none")
    )

    assert digests(Simulation(setting, "one", 0), 29) == digests(Simulation(setting, "two", 0), 29)


@given(organisation=organisations(), programme=programmes(least=2), seed=st.integers(0, 1000))
@FEW
def test_interventions_commute(organisation, programme, seed):
    """The order of the file is no cause."""
    mixed = [programme[nth] for nth in shuffle(len(programme), seed)]
    written = {"one way": programme, "backwards": programme[::-1], "mixed": mixed}
    setting = setting_of(organisation, scenario_of(written, baseline="none"))

    first, *others = (simulated(setting, name).run() for name in written)

    assert all(first.digest == other.digest for other in others)
    assert all(sorted(first.expenses) == sorted(other.expenses) for other in others)


@EVERY_KIND
def test_levers_are_pulled_in_the_window_and_for_the_audience_only(kind):
    """Before its first effect, after its end and its fading, and outside its audience, an intervention is not there."""
    it = intervention(kind, start="day 6", duration="10 days", lead_time="2 days", audience="unit: unit 1")
    scenario = scenario_of({"done": [it]}, weeks=40)
    setting = setting_of(random_organisation(120, 6), scenario)
    tail = scenario.programmes["done"][0].tail
    outside = setting.organisation.unit != 1
    before, after = range(7), range(17 + tail, scenario.days)
    simulation = Simulation(setting, "done", 0)

    for day in range(scenario.days):
        simulation.step()
        levers = np.array([simulation.world.levers[name] for name in simulation.world.levers.dtype.names])
        roles = simulation.world.people.role == Role.AMBASSADOR
        assert not levers[:, outside].any()
        assert not roles[outside].any()
        assert day not in (*before, *after) or not (levers.any() or roles.any()), day


@EVERY_KIND
def test_an_intervention_whose_last_day_passed_before_it_began_does_nothing(kind):
    """A condition may come true too late; then there is nothing left to do."""
    late = intervention(
        kind,
        start={"when": "enabled >= 0", "for": "10 days", "not_before": "day 3"},
        duration={"until": "2024-01-05"},
    )
    setting = setting_of(random_organisation(120, 1), scenario_of({"late": [late]}))

    assert simulated(setting, "late").run().digest == simulated(setting).run().digest


def test_shares_of_two_kinds_are_drawn_apart():
    """One random number decides one thing: who hears of it says nothing about who is trained."""
    both = [intervention(kind, audience="share: 0.5") for kind in ("campaign", "senior_training")]
    setting = setting_of(random_organisation(300, 8), scenario_of({"both": both}))
    simulation = simulated(setting, "both", 1)
    heard, taught = simulation.world.levers.hear > 0, simulation.world.levers.teach_ease > 0

    assert 0 < (heard & ~taught).sum() < heard.sum()


def test_a_week_of_one_is_not_cut_short_by_another():
    """Both begin on the days they say, whatever else is going on."""
    pair = [intervention("campaign", start="day 1"), intervention("senior_training", start="day 4")]
    simulation = simulated(setting_of(hierarchy(), scenario_of({"both": pair})), "both")

    assert [(event.intervention, event.day) for event in simulation.programme.events if event.what == "begins"] == [
        ("campaign", 0),
        ("senior_training", 3),
    ]


def test_every_kind_is_looked_at():
    """The laws above are asked of everything a scenario may use."""
    assert len(KIND_NAMES) >= len(KINDS)
