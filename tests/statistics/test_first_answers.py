"""F15: somebody whose first post is answered is likelier to write a second one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from esnsim.scenario import load
from esnsim.simulation.simulate import Simulation, prepare
from esnsim.state import Counters

WITHIN = 40
"""Workdays of eight weeks."""
Z = 4.0
LAUNCH = """
name: First posts of a launch
weeks: 78
replicates: 1
organisation: {generate: {people: 20000}}
initial: launch
programmes:
  done:
  - {kind: campaign, duration: 26 weeks}
baseline: done
"""


class FirstPost(NamedTuple):
    """What became of somebody's first post.

    Attributes:
        answered: Whether it got a reply or reaction within two weeks.
        again: Whether its author posted again within eight weeks.
    """

    answered: bool
    again: bool


def first_posts(simulation: Simulation, days: int) -> Iterator[FirstPost]:
    """The first posts of everybody, of which eight weeks could be seen."""
    begun: dict[int, int] = {}
    answered: set[int] = set()
    again: dict[int, bool] = {}
    for day in range(days):
        simulation.step()
        people = simulation.world.people
        for person in people.person[people.posts > 0].tolist():
            if person in begun:
                again.setdefault(person, day - begun[person] <= WITHIN)
            else:
                begun[person] = day
        posts = simulation.world.items[: int(simulation.world.counters[Counters.ITEMS])]
        posts = posts[posts.answers > 0]
        answered |= {
            person
            for person, since in zip(posts.person.tolist(), posts.day.tolist(), strict=True)
            if begun.get(person) == since
        }
    for person, day in begun.items():
        if day < days - WITHIN:
            yield FirstPost(person in answered, again.get(person, False))


def test_a_first_answer_makes_a_second_post_likelier(record_property):
    """The difference is told with the test's report; theory says 0.06 to 0.20, part of it selection."""
    setting = prepare(load(LAUNCH))
    posts = list(first_posts(Simulation(setting, "done", 0), setting.scenario.days))
    with_answer = [post.again for post in posts if post.answered]
    without = [post.again for post in posts if not post.answered]
    chances = [sum(group) / len(group) for group in (with_answer, without)]
    error = math.sqrt(sum(p * (1 - p) / len(g) for p, g in zip(chances, (with_answer, without), strict=True)))
    difference = chances[0] - chances[1]
    record_property("difference", round(difference, 4))
    record_property("error", round(error, 4))
    record_property("chances", [round(chance, 3) for chance in chances])

    assert 0.06 - Z * error < difference < 0.20 + Z * error
