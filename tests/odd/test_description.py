"""The description of the model says what the code does."""

from __future__ import annotations

import re

import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.interventions import KINDS
from esnsim.odd import describe_model
from esnsim.odd.schedule import steps_of
from esnsim.odd.tables import member_meanings
from esnsim.simulation.step_day import step_day
from esnsim.state import (
    Aggregates,
    Communities,
    ContactCounts,
    Counters,
    Items,
    Levers,
    People,
    fields_of,
    levers,
    meanings_of,
    people_meanings,
)
from tests.contracts.paths import ROOT

pytestmark = pytest.mark.untraced

ELEMENTS = (
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialisation",
    "Input data",
    "Submodels",
)
"""Of the ODD protocol, in its order."""


def test_it_has_the_elements_of_the_protocol_in_order():
    """Seven headings, numbered."""
    heads = re.findall(r"^## \d\. (.*)$", describe_model(), re.MULTILINE)

    assert tuple(heads) == ELEMENTS


def test_the_page_in_the_docs_does_not_drift():
    """docs/model.md is what ``esnsim odd`` prints; write it anew when this fails."""
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == describe_model()


def test_no_mark_is_left_to_be_filled_in():
    """Every table was made."""
    assert "{{" not in describe_model()


@pytest.mark.parametrize("table", [People, ContactCounts, Items, Communities])
def test_every_state_variable_has_a_meaning(table):
    """A column without words would be one that nobody can check."""
    meanings = people_meanings() if table is People else meanings_of(table)

    assert [name for name in fields_of(table) if not meanings.get(name)] == []
    assert all(meanings[name] in describe_model() for name in fields_of(table))


@pytest.mark.parametrize("listed", [Aggregates, Counters])
def test_every_number_of_the_whole_network_has_a_meaning(listed):
    """Its own: a list of several would be filled from its neighbours'."""
    meanings = list(member_meanings(listed).values())

    assert all(meanings)
    assert len(set(meanings)) == len(meanings)
    assert all(" ".join(meaning.split()) in describe_model() for meaning in meanings)


def test_hearsay_is_told_by_itself():
    """It reaches everybody, and trying alone convinces little."""
    told = member_meanings(Aggregates)["HEARSAY"]

    assert told.startswith("Share of everybody who visited in the last 28 days")
    assert "beyond the contacts" in told


def test_every_lever_has_a_meaning_and_bounds_around_neutral():
    """Said once, for interventions, the census and this text."""
    assert list(levers()) == list(fields_of(Levers))
    assert all(each.meaning in describe_model() and each.low <= 0.0 < each.high for each in levers().values())


def test_the_schedule_is_the_function_that_makes_a_day():
    """Whoever changes the order of a day changes this text."""
    people = (
        "draw_numbers",
        "look_around",
        "fill_propensities",
        "apply_links",
        "find_busy",
        "apply_rules",
        "learn_moods",
        "learn_beliefs",
        "learn_habits",
        "note_visits",
    )
    steps = steps_of(step_day)

    assert [step.name for step in steps] == ["prepare", "step_people", "exchange", "count_people"]
    assert tuple(step.name for step in steps[1].parts) == people
    assert [step.name for step in steps[2].parts][-3:] == [
        "update_communities",
        "update_visibility",
        "update_aggregates",
    ]
    assert all(f"{step.meaning} (`{step.name}`)" in describe_model() for each in steps for step in (each, *each.parts))


def test_every_constant_stands_in_a_formula():
    """A constant that no submodel names is not described."""
    text = describe_model()
    formulas = text[text.index("## 5. Initialisation") :]
    prose = "\n".join(line for line in formulas.splitlines() if not line.startswith("|"))

    assert [name for name in Parameters._fields if f"`{name}`" not in prose] == []


def test_every_kind_of_intervention_is_described():
    """With its sentence and its source."""
    for kind in KINDS:
        assert kind.meaning in describe_model()
