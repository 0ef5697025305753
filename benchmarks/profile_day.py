"""Where a compiled day spends its time, pass by pass, in nanoseconds a person-day.

``python -m benchmarks.profile_day [--people N] [--days N]`` simulates a settled network day by day, each pass timed on
everybody at once; the least of all days counts, since others use the machine too. A day takes the same passes in
blocks that stay in fast memory, so the passes add up to a little more than the line ``step_people``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np

from benchmarks.figures import seconds
from benchmarks.settings import degree, settled
from esnsim.rng.address import DAILY_DRAWS
from esnsim.simulation.activity import list_active
from esnsim.simulation.communities import fade_communities, update_communities
from esnsim.simulation.exchange import (
    clear_counters,
    expire_posts,
    publish,
    sum_appeal,
    update_aggregates,
    update_visibility,
)
from esnsim.simulation.people_step import PROPENSITIES, apply_links, apply_rules, draw_numbers, fill_propensities
from esnsim.simulation.perception import blank_surroundings, common_ground, perceive_all
from esnsim.simulation.record import Measure, count_people
from esnsim.simulation.replies import respond
from esnsim.simulation.simulate import copy_world, replicate_key
from esnsim.simulation.step_day import exchange, step_people
from esnsim.state import World

WARM_UP = 3


class Profile:
    """One simulation, taken apart.

    Attributes:
        least: Least seconds of each pass so far, by name.
    """

    def __init__(self, world: World) -> None:
        people = len(world.people)
        self.world, self.day = world, 0
        self.numbers = np.empty((DAILY_DRAWS, people), np.uint32)
        self.propensities = np.empty((PROPENSITIES, people))
        self.met = blank_surroundings(people)
        self.record = np.zeros(len(Measure), np.int64)
        self.least: dict[str, float] = {}

    def step_apart(self) -> None:
        """Simulate a day, one pass after the other."""
        world, day, people = self.world, self.day, len(self.world.people)
        common, met = common_ground(world), self.met
        self.time("draw_numbers", lambda: draw_numbers(self.numbers, world, day, 0, people))
        self.time("perceive_all", lambda: perceive_all(world, common, met, 0, people))
        self.time("fill_propensities", lambda: fill_propensities(world, met, self.propensities, 0, people))
        self.time("apply_links", lambda: apply_links(self.propensities, people))
        self.time("apply_rules", lambda: apply_rules(world, met, self.numbers, self.propensities, day, 0, people))
        clear_counters(world)
        self.time("list_active", lambda: list_active(world))
        active = list_active(world)
        fade_communities(world)
        self.time("sum_appeal", lambda: sum_appeal(world, day))
        self.time("respond", lambda: respond(world, active.responders, day))
        self.time("expire_posts", lambda: expire_posts(world, day))
        self.time("publish", lambda: publish(world, active.posters, day))
        self.time("update_communities", lambda: update_communities(world, active, day))
        self.time("update_visibility", lambda: update_visibility(world, day))
        self.time("update_aggregates", lambda: update_aggregates(world))
        self.time("count_people", lambda: count_people(world, day, self.record))
        self.day += 1

    def step_whole(self) -> None:
        """Simulate a day as a run does."""
        world, day = self.world, self.day
        self.time("step_people, as a run does", lambda: step_people(world, day, 0, len(world.people)))
        self.time("exchange, as a run does", lambda: exchange(world, day))
        self.time("count_people, as a run does", lambda: count_people(world, day, self.record))
        self.day += 1

    def time(self, name: str, work: Callable[[], object]) -> None:
        """Do something and keep the least time it ever took; the first days, which compile, do not count."""
        took = seconds(work)
        if self.day >= WARM_UP:
            self.least[name] = min(took, self.least.get(name, took))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=36_000)
    parser.add_argument("--days", type=int, default=100)
    asked = parser.parse_args()
    setting = settled(asked.people)
    profile = Profile(copy_world(setting.start.world, replicate_key(1, 0)))
    for day in range(2 * (asked.days + WARM_UP)):
        profile.step_apart() if day % 2 else profile.step_whole()
    visiting = profile.record[Measure.DAILY_READER] / asked.people
    print(f"{asked.people:,} people, {degree(setting):.1f} contacts, {visiting:.0%} visit a day, {asked.days} days")
    for name, took in profile.least.items():
        print(f"{name:32} {took / asked.people * 1e9:7.1f} ns a person-day")
    whole = sum(took for name, took in profile.least.items() if name.endswith("as a run does"))
    print(f"{'a whole day':32} {whole / asked.people * 1e9:7.1f} ns a person-day")


if __name__ == "__main__":
    main()
