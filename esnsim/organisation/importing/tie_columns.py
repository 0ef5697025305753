"""Which columns of a ties file hold the two people and the weight.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import isfinite

from esnsim.organisation.importing.columns import find_columns
from esnsim.organisation.importing.files.table import FileTable
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.fitting import ENOUGH, is_flag, share_found, tells_apart
from esnsim.organisation.importing.headers import (
    OTHER_NUMBERS,
    STRENGTH_WORDS,
    TIE_COLUMNS,
    WEIGHT_WORDS,
    columns_called,
    plain_heading,
)
from esnsim.organisation.importing.labels import Labels
from esnsim.organisation.importing.numbers import read_number
from esnsim.organisation.specification import Import, TieColumn

ENDS = ("source", "target")


def find_tie_columns(table: FileTable, labels: Labels, specification: Import, findings: Findings) -> dict[str, str]:
    """Which column is taken for which field; others are named once.

    People are found by usual names of columns, else in the two columns that hold people; a weight by its usual names,
    else in the column that speaks of strength or counts something, or in the only one that holds numbers.

    Raises:
        OrganisationError: a named column is not there, or people are in no column known.
    """
    named = dict(specification.tie_columns)
    if not {*ENDS} & set(named):
        named |= _ends(table, labels, findings)
    columns = find_columns(table, named, TIE_COLUMNS, ENDS, findings)
    if "weight" not in columns and (weight := _weight(table, [*columns.values()])):
        columns["weight"] = weight
        findings.assume(f"{table.file}: column '{weight}' is taken for the weight of ties; tie_columns names another")
    if unused := [f"'{name}'" for name in table.header if name not in columns.values()]:
        without = "" if "weight" in columns else "; all ties weigh the same, tie_columns: {weight: ...} names a weight"
        findings.ignore(
            f"{table.file}: columns not used: {', '.join(unused)}{without}", severity="medium" if without else "low"
        )
    return columns


def _ends(table: FileTable, labels: Labels, findings: Findings) -> dict[TieColumn, str]:
    """The two columns of people, where those of usual names hold none, or there are no usual names."""
    usual = [columns_called(table.header, TIE_COLUMNS[field])[:1] for field in ENDS]

    @cache
    def share(name: str) -> float:
        """Share of people in a column, looked up only where it is needed: files have millions of rows."""
        return share_found(labels, table.column(name)) if name in table.header else 0.0

    if all(usual):
        ids = [names[0] for names in usual]
        pairs = [
            pair for pair in (ids, [f"{name} label" for name in ids]) if all(share(name) >= ENOUGH for name in pair)
        ]
        if pairs:
            source, target = pairs[0] if len(pairs) == 1 else _by_id_or_label(table, labels, pairs, findings)
            if source != ids[0]:
                findings.assume(
                    f"{table.file}: ties are between columns '{source}' and '{target}', which hold more people than "
                    f"'{ids[0]}' and '{ids[1]}'",
                    "medium",
                )
            return {"source": source, "target": target}
    ends = [name for name in table.header if share(name) >= ENOUGH and not is_flag(table.column(name))]
    if len(ends) != len(ENDS):
        return {}
    findings.assume(f"{table.file}: ties are between columns '{ends[0]}' and '{ends[1]}', which hold people", "medium")
    return {"source": ends[0], "target": ends[1]}


def _by_id_or_label(table: FileTable, labels: Labels, pairs: Sequence[list[str]], findings: Findings) -> list[str]:
    """Of ids and labels, which networks have that number their vertices for themselves, those that are more people.

    Raises:
        OrganisationError: both are as many people, and not the same.
    """
    rows = [[labels.find_all(table.column(name)).rows for name in pair] for pair in pairs]
    ids, called = (sum(int((each >= 0).sum()) for each in pair) for pair in rows)
    if ids == called and any((one != other).any() for one, other in zip(*rows, strict=True)):
        ways = [f"tie_columns: {{source: {source}, target: {target}}}" for source, target in pairs]
        findings.stop(
            table.file,
            f"ids and labels of vertices are both people, and not the same ones; write '{ways[0]}' for the ids, or "
            f"'{ways[1]}' for the labels, beside 'people'",
        )
    return pairs[called > ids]


def _weight(table: FileTable, taken: list[str]) -> str | None:
    """The column of weights, if one can be distinguished from others."""
    numbers = [name for name in table.header if name not in taken and _is_amount(name, table.column(name))]
    strengths = [name for name in numbers if STRENGTH_WORDS & set(plain_heading(name).split("_"))]
    counts = [name for name in numbers if WEIGHT_WORDS & set(plain_heading(name).split("_"))]
    others = [name for name in numbers if not _counts_lines(table.column(name))]
    return next((found[0] for found in (strengths, counts, others) if len(found) == 1), None)


def _is_amount(name: str, cells: list[str]) -> bool:
    """Whether a column holds amounts: numbers of 0 or more that are no ids, ranks, dates, or answers yes or no."""
    known = [read_number(cell) for cell in cells if cell]
    if not known or OTHER_NUMBERS & set(plain_heading(name).split("_")):
        return False
    return all(isfinite(value) and value >= 0 for value in known) and not set(known) <= {0.0, 1.0}


def _counts_lines(cells: list[str]) -> bool:
    """Whether numbers go on one by one, as those of lines do."""
    known = sorted(read_number(cell) for cell in cells if cell)
    return tells_apart(cells) and all(after == before + 1 for before, after in pairwise(known))
