"""Where a compiled day spends its time, pass by pass, in nanoseconds a person-day.

``python -m benchmarks.profile_day [--people N] [--days N]`` simulates a settled network day by day, each pass timed on
everybody at once; the least of all days counts, since others use the machine too. A day takes the same passes in
blocks that stay in fast memory, so the passes add up to a little more than the line ``step_people``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.figures import seconds
from benchmarks.settings import degree, settled
from esnsim.compilation import plain
from esnsim.rng.address import DAILY_DRAWS
from esnsim.simulation.activity import list_active
from esnsim.simulation.communities import fade_communities, update_communities
from esnsim.simulation.copy_world import copy_world
from esnsim.simulation.exchange import clear_counters, expire_posts, publish, sum_appeal, update_aggregates
from esnsim.simulation.learning import learn_beliefs, learn_habits, learn_moods, note_visits
from esnsim.simulation.people_step import apply_rules, find_busy
from esnsim.simulation.perception import BlockView, common_ground, look_around, view_of
from esnsim.simulation.propensities import apply_links, draw_numbers, fill_propensities
from esnsim.simulation.record import Measure, count_people
from esnsim.simulation.replies import respond
from esnsim.simulation.simulate import replicate_key
from esnsim.simulation.step_day import NO_LEVERS, exchange, step_everybody
from esnsim.simulation.visibility import update_visibility
from esnsim.state import BLOCK, World

WARM_UP = 3


class Profile:
    """One simulation, taken apart.

    Attributes:
        least: Least seconds of each pass so far, by name.
    """

    def __init__(self, world: World) -> None:
        self.world, self.day = world, 0
        self.numbers = np.empty((DAILY_DRAWS, BLOCK), np.uint32)
        self.record = np.zeros(len(Measure), np.int64)
        self.least: dict[str, float] = {}
        self.today: dict[str, float] = {}
        self.forms: dict[str, Callable[..., object]] = {}

    def step_apart(self) -> None:
        """Simulate a day, one pass after the other."""
        world, day = self.world, self.day
        quiet = world._replace(levers=NO_LEVERS)
        common = common_ground(world)
        for first in range(0, len(world.people), BLOCK):
            self.step_block(plain(view_of)(quiet, common, first, min(BLOCK, len(world.people) - first)))
        for name, took in self.today.items():
            if self.day >= WARM_UP:
                self.least[name] = min(took, self.least.get(name, took))
        self.today.clear()
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

    def step_block(self, view: BlockView) -> None:
        """Let a block of people go through the day, one pass after the other."""
        world, numbers, day = self.world, self.numbers, self.day
        steps: tuple[tuple[Any, tuple[Any, ...]], ...] = (
            (draw_numbers, (numbers, world.key, world.people, day, view.first, view.size)),
            (look_around, (view,)),
            (fill_propensities, (view,)),
            (apply_links, (world.block, view.size)),
            (find_busy, (view, numbers, day)),
            (apply_rules, (world, view, numbers, day)),
            (learn_beliefs, (view,)),
            (learn_habits, (view,)),
            (learn_moods, (view,)),
            (note_visits, (view, numbers, day)),
        )
        for step, given in steps:
            took = seconds(partial(self.entered(step, given), *given))
            self.today[step.__name__] = self.today.get(step.__name__, 0.0) + took

    def entered(self, step: Any, given: tuple[Any, ...]) -> Callable[..., object]:  # noqa: ANN401
        """The machine code of a pass, looked for once: looking takes longer than the pass."""
        if step.__name__ not in self.forms:
            self.forms[step.__name__] = step.compile(tuple(map(step.typeof_pyval, given)))
        return self.forms[step.__name__]

    def step_whole(self) -> None:
        """Simulate a day as a run does."""
        world, day = self.world, self.day
        self.time("step_people, as a run does", lambda: step_everybody(world, day))
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
