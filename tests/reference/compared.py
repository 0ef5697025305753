"""Two runs of the same days, one by the text and one by esnsim, compared person by person and day by day."""

from __future__ import annotations

import math

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role
from esnsim.simulation.simulate import Simulation as Simulated
from esnsim.simulation.step_day import step_everybody
from esnsim.state import Aggregates, Counters
from tests.reference.programme.programme import Programme
from tests.reference.run import Simulation
from tests.reference.seen import rows_of, start_of
from tests.worlds import scenario_of, setting_of

CLOSE = 2e-5
"""Values are kept in single precision; the reference keeps them in double."""


def aggregates_of(world):
    """Values of the whole network, by name."""
    return {each.name.lower(): float(world.aggregates[each.value]) for each in Aggregates}


def reference(world, programme):
    """A run by the text that begins where this world stands."""
    parameters = Parameters(*(float(world.parameters[0][name]) for name in Parameters._fields))
    counters = world.counters
    start = start_of(
        world, aggregates_of(world), int(counters[Counters.ITEMS.value]), int(counters[Counters.SLOTS.value])
    )
    return Simulation(start, parameters, (int(world.key.low), int(world.key.high)), bool(world.provisioned), programme)


def same(one, other):
    """Whole numbers are equal; others are within rounding."""
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def differences(day, what, ours, theirs, left_out=()):
    """Where two lists of rows differ, in words."""
    assert len(ours) == len(theirs), f"day {day}: {len(ours)} {what}, esnsim has {len(theirs)}"
    return [
        f"day {day}, {what} {nth}, {name}: {one.get(name)}, esnsim has {value}"
        for nth, (one, other) in enumerate(zip(ours, theirs, strict=True))
        for name, value in other.items()
        if name not in left_out and not same(one.get(name), value)
    ]


def compared(day, told, world):
    """All differences between the run by the text and the world, after a day."""
    items, slots = int(world.counters[Counters.ITEMS.value]), int(world.counters[Counters.SLOTS.value])
    communities = [
        (one, other)
        for one, other in zip(told.communities, rows_of(world.communities, slots), strict=True)
        if other["is_open"]
    ]
    aggregates = aggregates_of(world)
    found = differences(day, "person", told.people, rows_of(world.people))
    found += differences(day, "sights of", told.contact_counts, rows_of(world.contact_counts), ("visible",))
    found += differences(day, "post", told.items, rows_of(world.items, items), ("running",))
    found += differences(day, "community", [one for one, _ in communities], [other for _, other in communities])
    found += differences(day, "aggregates", [told.aggregates], [{name: aggregates[name] for name in told.aggregates}])
    seats = [[int(slot) for slot in row if slot >= 0] for row in world.seats]
    found += [
        f"day {day}, seats of {row}: {mine}, esnsim has {theirs}"
        for row, (mine, theirs) in enumerate(zip(told.seats, seats, strict=True))
        if mine != theirs
    ]
    stocks = zip(told.stock, world.unit_stock, strict=True)
    return found + [
        f"day {day}, stock of unit {nth}: {one}, esnsim has {other}"
        for nth, (one, other) in enumerate(stocks)
        if not same(one, float(other))
    ]


def roles_of(told, world):
    """Roles of everybody in the morning, by the text and by esnsim."""
    return [it["role"] for it in told.people], world.people.role.tolist()


def agree(organisation, said, days, make=setting_of, **content):
    """Simulate a run twice, day by day; what happened in it.

    Args:
        organisation: Who is there.
        said: Interventions, as a file says them.
        days: How long.
        make: What makes a setting.
        content: What else the scenario says.
    """
    scenario = scenario_of({"done": said}, baseline="none", **content)
    setting = make(organisation, scenario)
    simulation = Simulated(setting, "done", 0)
    programme = Programme(said, scenario.start, scenario.days, organisation.level.tolist())
    told = reference(simulation.world, programme)
    happened = dict.fromkeys(("posts", "replies", "reactions", "wish", "burnt", "returned", "closed", "given_up"), 0)

    def simulate(world, day):
        before = world.people.copy()
        told.begin(day)
        done = differences(day, "levers of", told.levers, rows_of(world.levers))
        done += differences(day, "role of", *([{"role": role} for role in roles] for roles in roles_of(told, world)))
        assert not done, "\n".join(done[:12])
        step_everybody(world, day)
        told.step()
        for name in ("posts", "replies", "reactions", "wish"):
            happened[name] += int(world.people[name].sum())
        same_holder = world.people.person == before.person
        happened["burnt"] += int(
            ((before.role == Role.AMBASSADOR) & (world.people.role != before.role) & same_holder).sum()
        )
        happened["returned"] += int(((world.people.returned == day) & same_holder).sum())

    for day in range(days):
        seats, were_open = (each.copy() for each in (simulation.world.seats, simulation.world.communities.is_open))
        simulation.step(simulate)
        found = compared(day, told, simulation.world)
        assert not found, "\n".join(found[:12])
        happened["closed"] += int((were_open > simulation.world.communities.is_open).sum())
        full_twice = (seats[:, -1] >= 0) & (simulation.world.seats[:, -1] >= 0)
        happened["given_up"] += int((full_twice & (seats != simulation.world.seats).any(1)).sum())
    return happened
