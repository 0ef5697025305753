"""The description of the model says what the code does."""

from __future__ import annotations

import re

import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.interventions import KINDS
from esnsim.odd import describe
from esnsim.odd.tables import attributes
from esnsim.state import Communities, ContactCounts, Items, Levers, People
from tests.contracts.paths import ROOT

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
    heads = re.findall(r"^## \d\. (.*)$", describe(), re.MULTILINE)

    assert tuple(heads) == ELEMENTS


def test_the_page_in_the_docs_does_not_drift():
    """docs/model.md is what ``esnsim odd`` prints; write it anew when this fails."""
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == describe()


def test_no_mark_is_left_to_be_filled_in():
    """Every table was made."""
    assert "{{" not in describe()


@pytest.mark.parametrize("table", [People, ContactCounts, Items, Communities, Levers])
def test_every_state_variable_has_a_meaning(table):
    """A column without words would be one that nobody can check."""
    meanings = attributes(table)

    assert [name for name in table.__annotations__ if not meanings.get(name)] == []
    assert all(meaning in describe() for meaning in meanings.values() if not meaning.startswith(("See", "Likewise")))


def test_every_constant_stands_in_a_formula():
    """A constant that no submodel names is not described."""
    text = describe()
    formulas = text[text.index("## 5. Initialisation") :]
    prose = "\n".join(line for line in formulas.splitlines() if not line.startswith("|"))

    assert [name for name in Parameters._fields if f"`{name}`" not in prose] == []


def test_every_kind_of_intervention_is_described():
    """With its sentence and its source."""
    for kind in KINDS:
        assert kind.meaning in describe()
