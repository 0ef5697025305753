"""Whatever a file holds, it is either a scenario or refused in words, never a crash."""

import copy
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from esnsim.errors import ScenarioError
from esnsim.interventions import KINDS
from esnsim.interventions.registry import kind_word
from esnsim.scenario import load
from esnsim.scenario.reading.expectations import names_of

WHOLE = {
    "name": "whole",
    "start": "2024-01-01",
    "weeks": 52,
    "organisation": {"generate": {"people": 500, "countries": {"GB": 0.5, "NO": 0.5}}, "turnover": 0.1},
    "initial": {"reader": 0.7, "contributor": 0.1},
    "behaviour": {"imitation": 0.02},
    "mechanisms": {"M6": "off"},
    "programmes": {
        "none": [],
        "all": [
            {
                "kind": "campaign",
                "audience": {"country": "NO", "not": {"level": [0, 1]}, "share": 0.5},
                "start": {"when": "reader < 0.5", "for": "2 weeks", "not_before": "week 3"},
                "duration": {"until": "2024-09-30"},
                "cost": {"once": 100},
            },
            {"kind": "ambassadors", "count": 5, "start": "day 10", "duration": "12 weeks"},
        ],
    },
    "baseline": "none",
}
CAMPAIGN = ("programmes", "all", 0)
NEEDED = {
    ("name",),
    ("organisation",),
    ("organisation", "generate"),
    ("organisation", "generate", "people"),
    ("organisation", "generate", "countries", "GB"),
    ("organisation", "generate", "countries", "NO"),
    ("initial", "reader"),
    ("initial", "contributor"),
    ("programmes", "none"),
    (*CAMPAIGN, "kind"),
    (*CAMPAIGN, "audience", "not", "level"),
    (*CAMPAIGN, "duration", "until"),
    ("programmes", "all", 1, "kind"),
    ("programmes", "all", 1, "count"),
}
ODD_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def routes(value, route=()):
    """Every place in a value."""
    yield route
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from routes(inner, (*route, name))


def changed(route, odd):
    content = copy.deepcopy(WHOLE)
    holder = content
    for part in route[:-1]:
        holder = holder[part]
    holder[route[-1]] = odd
    return content


def in_words(text, overrides=()):
    """Whether it loads; refusals must say where and what, without a word of the program's."""
    try:
        load(text, overrides)
    except ScenarioError as error:
        refusal = error
    else:
        return True
    assert refusal.mistakes
    assert all(mistake.place and mistake.message for mistake in refusal.mistakes)
    assert "Input should" not in str(refusal)
    return False


def test_the_whole_is_a_scenario():
    assert in_words(json.dumps(WHOLE))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([route for route in routes(WHOLE) if route]), ODD_VALUES)
@example(("organisation", "generate"), [])
@example(("programmes",), {})
@example(("programmes", "all", 0), None)
@example(("programmes", "all", 0, "kind"), {})
@example(("programmes", "all", 0, "audience"), ["everybody"])
@example(("programmes", "all", 0, "audience", "not"), [None])
@example(("programmes", "all", 0, "start"), {})
@example(("weeks",), 10**400)
@example(("behaviour", "imitation"), float("inf"))
@example(("name",), "\ud800")
def test_any_value_anywhere_is_taken_or_refused(route, odd):
    """A value of any kind in any place."""
    in_words(json.dumps(changed(route, odd)))


@pytest.mark.parametrize("route", [route for route in routes(WHOLE) if route], ids=str)
def test_what_is_not_needed_may_be_missing(route):
    """Of everything a scenario may say, exactly what is listed above has to be there."""
    content = copy.deepcopy(WHOLE)
    holder = content
    for part in route[:-1]:
        holder = holder[part]
    del holder[route[-1]]

    assert in_words(json.dumps(content)) == (route not in NEEDED)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused(text):
    in_words(text + "\n")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abc.[]=0123'\" {}:,-&*!<>|%@`\t", max_size=40))
def test_any_change_is_taken_or_refused(text):
    in_words(json.dumps(WHOLE), [text])


@pytest.mark.parametrize("kind", KINDS, ids=kind_word)
@pytest.mark.parametrize(
    "odd", [[], {}, [[]], {"a": []}, "", True, 1e308, 10**30, "9" * 5000], ids=lambda odd: f"{odd!r:.20}"
)
def test_no_entry_of_an_intervention_is_too_odd(kind, odd):
    """A value of any form in each entry of each kind, alone with what the kind needs."""
    for name in names_of(kind):
        content = copy.deepcopy(WHOLE)
        content["programmes"]["all"] = [{"kind": kind_word(kind), "start": "week 2", name: odd}]
        in_words(json.dumps(content))
