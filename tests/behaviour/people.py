"""Somebody to look at, somewhere to be: persons, surroundings and constants for tests of single rules."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from esnsim.behaviour.levers import LeverRow
from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Person, Role, Stage, Surroundings, Tier
from esnsim.scenario.constants import known_parameters

PROPERTY = settings(max_examples=40, deadline=None, derandomize=True, database=None)
"""Properties of rules: the same examples on every machine."""

PARAMETERS = Parameters()
ROUNDING = 1e-12

SOMEBODY = Person(
    stage=Stage.USER,
    role=Role.EMPLOYEE,
    tier=Tier.NONE,
    frontline=0.0,
    youth=0.0,
    curiosity=1.0,
    activity=0.0,
    propensity=-6.0,
    motive=0.5,
    threshold=0.25,
    habit_rate=0.045,
    usefulness=0.5,
    ease=0.5,
    trust=0.5,
    habit=0.0,
    encouragement=0.0,
    fatigue=0.0,
    reactance=0.0,
    crowding=0.0,
    zeal=0.0,
    disuse=0.0,
    has_written=False,
)
"""A user without rank or history, in the middle of every scale."""

ALONE = Surroundings(
    using=0.0,
    staying=0.0,
    writing=0.0,
    ambassadors=0.0,
    manager_tier=Tier.NONE,
    manager_using=0.0,
    manager_writing=0.0,
    top_writing=0.0,
    popularity=0.0,
    hearsay=0.0,
    answered=0.0,
    items=0.0,
    offered=0.0,
    stock=0.0,
    answers=0.0,
    silences=0.0,
    heard=0.0,
    company=0.0,
    lever=LeverRow(),
)
"""Nobody near, nothing to read, and every lever neutral."""

shares = st.floats(0.0, 1.0)
CODES = {"stage": Stage, "role": Role, "tier": Tier, "manager_tier": Tier}
RANGES: dict[str, tuple[float, float]] = {
    "youth": (-1.0, 1.0),
    "curiosity": (0.01, 20.0),
    "activity": (-4.0, 4.0),
    "propensity": (-14.0, 0.0),
    "habit_rate": (0.001, 0.9),
    "encouragement": (-0.7, 0.7),
    "items": (0.0, 500.0),
    "offered": (0.0, 500.0),
    "stock": (0.0, 5000.0),
    "answers": (0.0, 5.0),
    "silences": (0.0, 5.0),
    "heard": (0.0, 5.0),
    "company": (0.0, 10.0),
    "reward": (0.0, 2.0),
    "introduce": (0.0, 0.5),
    "hear": (0.0, 0.2),
    "prompt": (-2.0, 3.0),
    "encourage": (-2.0, 3.0),
    "duty_posts": (0.0, 3.0),
    "duty_replies": (0.0, 5.0),
}
"""Values that are neither shares nor codes."""


def pulling(around: Surroundings, **levers: float) -> Surroundings:
    """The same surroundings with these levers pulled otherwise."""
    return around._replace(lever=around.lever._replace(**levers))


def _entry(name: str) -> st.SearchStrategy[Any]:
    if name in CODES:
        return st.sampled_from([each.value for each in CODES[name]])
    if name == "frontline":
        return st.sampled_from([0.0, 1.0])
    if name == "has_written":
        return st.booleans()
    return st.floats(*RANGES[name]) if name in RANGES else shares


persons = st.builds(Person, **{name: _entry(name) for name in Person._fields})
"""Anybody there can be."""

levers = st.builds(LeverRow, **{name: _entry(name) for name in LeverRow._fields})
"""Any levers pulled."""

places = st.builds(
    Surroundings, lever=levers, **{name: _entry(name) for name in Surroundings._fields if name != "lever"}
)
"""Anything a day can bring, with any levers pulled."""


@st.composite
def rules(draw: st.DrawFn) -> Parameters:
    """Constants of which a few are anywhere in their ranges."""
    known = known_parameters()
    chosen = draw(st.lists(st.sampled_from(sorted(known)), max_size=6, unique=True))
    return PARAMETERS._replace(**{name: draw(st.floats(known[name].low, known[name].high)) for name in chosen})


def plain(function: Callable[..., Any], seen: dict[int, Any] | None = None) -> Callable[..., Any]:
    """The rule as plain Python, with the rules it asks, whether or not compilation is on.

    Compiling every rule by itself for every type of argument would take minutes and show nothing: that machine code
    gives the same bits is a law of whole days.
    """
    seen = {} if seen is None else seen
    text = getattr(function, "py_func", function)
    if id(text) not in seen:
        names: dict[str, Any] = dict(text.__globals__)
        copy = FunctionType(text.__code__, names, text.__name__, text.__defaults__)
        seen[id(text)] = copy if hasattr(function, "py_func") else text
        for name in text.__code__.co_names:
            if hasattr(names.get(name), "py_func"):
                names[name] = plain(names[name], seen)
    found: Callable[..., Any] = seen[id(text)]
    return found
