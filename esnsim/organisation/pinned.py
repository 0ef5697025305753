"""The lines of a scenario that say what was chosen when files were read, so that the next reading chooses nothing.

ODD element: input data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from esnsim.organisation.importing.findings import ImportReport
from esnsim.organisation.specification import Import

LONGEST = 100_000
ORDER = (
    *("people", "sheet", "ties", "columns", "tie_columns", "flat", "where", "level_order", "date_order", "as_of"),
    *("duplicates", "lost_managers", "min_weight", "encoding", "delimiter", "mean_ties", "within_unit_share"),
)
"""Entries as they are written."""


def pinned(specification: Import, report: ImportReport) -> Import:
    """The same files, with every choice that was made while reading them said."""
    said = specification.model_dump(exclude_unset=True)
    chosen: dict[str, Any] = {name: value for name, value in report.choices.items() if name != "columns"}
    columns = report.choices.get("columns", {})
    return Import.model_validate({**chosen, **said, "columns": columns, "people": specification.people})


def scenario_lines(specification: Import) -> str:
    """Files and choices as the entry ``organisation`` of a scenario, in YAML."""
    said = {name: _plain(value) for name, value in specification.model_dump(exclude_unset=True).items()}
    written = [name for name in ORDER if name in said and said[name] not in ({}, [])]
    return "\n".join(["organisation:", *(f"  {name}: {_in_one_line(said[name])}" for name in written)])


def _in_one_line(value: object) -> str:
    """A value in YAML, on one line however long it is."""
    written: str = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=LONGEST)
    return written.removesuffix("...\n").strip()


def _plain(value: object) -> object:
    """A value as YAML writes it: paths as texts, dates as they are."""
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
