"""Hypothesis generators: organisations, constants of behaviour and programmes."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from esnsim.organisation.model import Organisation
from esnsim.scenario.constants import ELSEWHERE, known_parameters
from tests.organisations import HAND_DRAWN
from tests.worlds import KIND_NAMES, intervention, random_organisation, shuffle

MOST_PEOPLE = 300

FEW = settings(max_examples=10, deadline=None, derandomize=True, database=None)
"""Laws over whole runs: few examples, the same on every machine."""


@st.composite
def organisations(draw: st.DrawFn, least: int = 3, most: int = MOST_PEOPLE) -> Organisation:
    """Organisations of 3 to 300 people: random ones, and now and then one drawn by hand."""
    if draw(st.integers(0, 7)) == 0:
        return HAND_DRAWN[draw(st.sampled_from(sorted(set(HAND_DRAWN) - {"pair"})))]()
    return random_organisation(draw(st.integers(least, most)), draw(st.integers(0, 2**32 - 1)))


@st.composite
def behaviours(draw: st.DrawFn) -> dict[str, float]:
    """A few constants away from their defaults, anywhere in their ranges."""
    known = {name: each for name, each in known_parameters().items() if name not in ELSEWHERE}
    chosen = draw(st.lists(st.sampled_from(sorted(known)), max_size=4, unique=True))
    return {name: draw(st.floats(known[name].low, known[name].high)) for name in chosen}


@st.composite
def interventions(draw: st.DrawFn, kinds: tuple[str, ...] = KIND_NAMES) -> dict[str, Any]:
    """Something done about it, for whomever, whenever within the first weeks."""
    audience = draw(
        st.sampled_from(
            ("everybody", "frontline: false", "reader", "not reader", "level_at_most: 1", "share: 0.5", "unit: unit 0")
        )
    )
    content: dict[str, Any] = {"audience": audience, "start": f"day {draw(st.integers(1, 25))}"}
    if draw(st.booleans()):
        content["duration"] = f"{draw(st.integers(1, 20))} days"
    if draw(st.booleans()):
        content["dose"] = draw(st.sampled_from((0.1, 0.5, 0.9)))
    if draw(st.booleans()):
        content["capacity"] = draw(st.integers(1, 40))
    if draw(st.booleans()):
        content["lead_time"] = f"{draw(st.integers(0, 8))} days"
    return intervention(draw(st.sampled_from(kinds)), **content)


def programmes(least: int = 0, most: int = 4) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Several interventions at once."""
    return st.lists(interventions(), min_size=least, max_size=most)


def orders(people: int) -> st.SearchStrategy[list[int]]:
    """Orders of so many rows."""
    return st.integers(0, 2**32 - 1).map(lambda seed: shuffle(people, seed))
