"""Filling the tables into the text of the model's description."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files

from esnsim.odd import tables
from esnsim.odd.schedule import schedule

MARK = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)
TABLES: Mapping[str, Callable[[], str]] = {
    "state": tables.state_tables,
    "schedule": schedule,
    "parameters": tables.parameters,
    "mechanisms": tables.mechanisms,
    "draws": tables.draws,
    "measures": tables.measures,
    "interventions": tables.intervention_tables,
    "charges": tables.charge_table,
    "levers": tables.lever_table,
}
"""What a mark in the text stands for."""


def describe_model() -> str:
    """The whole description, in Markdown."""
    text = files("esnsim.odd").joinpath("model.md").read_text(encoding="utf-8")
    return MARK.sub(lambda mark: TABLES[mark[1]]().rstrip(), text)
