"""Ties from files: arcs of messages or answers become mutual ties with whole weights.

ODD element: input data.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from esnsim.organisation.generating.ties import assemble
from esnsim.organisation.importing.files.table import FileTable, read_table
from esnsim.organisation.importing.findings import Findings, Severity
from esnsim.organisation.importing.labels import Labels
from esnsim.organisation.importing.numbers import read_number
from esnsim.organisation.importing.tie_columns import find_tie_columns
from esnsim.organisation.specification import Import
from esnsim.state import Doubles, Ints, Longs, Ties

MOST = 1000
MANY = 0.1
"""Share of arcs with strangers from which this is more than a few leavers."""


def read_ties(specification: Import, folder: Path, labels: Labels, people: int, findings: Findings) -> Ties:
    """Read all ties files; arcs between the same two people, of either direction and any file, add up.

    Args:
        specification: Names of files and columns.
        folder: Where relative paths begin.
        labels: Who is known.
        people: How many.
        findings: Takes what is repaired and refused.

    Raises:
        OrganisationError: a file or weight cannot be understood, or names mostly people who are not there.
    """
    chosen: list[dict[str, str]] = []
    codes: list[Longs] = []
    weights: list[Doubles] = []
    for path in specification.tie_files:
        table = read_table(folder / path, str(path), specification, findings, what="ties", people=labels)
        columns = find_tie_columns(table, labels, specification, findings)
        findings.columns.update({f"{field} of {path}": column for field, column in columns.items()})
        chosen.append(columns)
        arcs = _Arcs(table, columns, labels, findings)
        first, second, weight = arcs.kept(specification.min_weight)
        codes.append(np.minimum(first, second) * people + np.maximum(first, second))
        weights.append(weight)
    findings.check()
    if all(columns == chosen[0] for columns in chosen):
        findings.choices["tie_columns"] = chosen[0]
    if not any(map(len, codes)):
        findings.stop(str(specification.tie_files[0]), "no tie is left; lower min_weight, or leave ties out")
    pairs, total = _added_up(np.concatenate(codes), np.concatenate(weights))
    whole = _whole(total, findings)
    return assemble(people, pairs // people, pairs % people, whole)


class _Arcs:
    """The arcs of one table."""

    def __init__(self, table: FileTable, columns: dict[str, str], labels: Labels, findings: Findings) -> None:
        """Remember where things stand."""
        self.table = table
        self.columns = columns
        self.labels = labels
        self.findings = findings

    def kept(self, least: float) -> tuple[Longs, Longs, Doubles]:
        """Two rows and a weight of each arc that is not left out.

        Args:
            least: What an arc weighs at least.
        """
        ends, otherwise = zip(*(self._end(self.columns[field]) for field in ("source", "target")), strict=True)
        first, second = ends
        weight = self._weight()
        unknown = (first < 0) | (second < 0)
        self._tell(otherwise[0] | otherwise[1], "person of a tie written otherwise than in the people file, matched")
        self._judge(int(unknown.sum()))
        left = ~unknown
        severity: Severity = "high" if unknown.sum() > MANY * len(unknown) else "medium"
        self._tell(unknown, "tie with somebody who is not among the people left out", severity)
        for what, gone in (
            ("tie of a person with themselves left out", first == second),
            ("tie of weight 0 left out", weight == 0),
            (f"tie lighter than {least:g} left out", weight < least),
        ):
            self._tell(left & gone, what)
            left &= ~gone
        return first[left], second[left], weight[left]

    def _tell(self, rows: NDArray[np.bool_], what: str, severity: Severity = "low") -> None:
        """Note a repair of some rows."""
        for row in np.flatnonzero(rows).tolist():
            self.findings.repair(what, self.table.place(row), severity)

    def _end(self, column: str) -> tuple[Longs, NDArray[np.bool_]]:
        """Row of the person at one end of each arc, -1 where unknown, and who is found though written otherwise."""
        cells = self.table.column(column)
        found = self.labels.find_all(cells)
        return found.rows, (found.rows >= 0) & ~found.exact

    def _weight(self) -> Doubles:
        """Weight of each arc; 1 where there is none."""
        if "weight" not in self.columns:
            return np.ones(self.table.rows)
        cells = self.table.column(self.columns["weight"])
        read = {cell: read_number(cell) if cell else 1.0 for cell in dict.fromkeys(cells)}
        weight = np.array([read[cell] for cell in cells], np.float64)
        if "" in read:
            self._tell(np.array([not cell for cell in cells]), "tie without a weight, taken as 1")
        wrong = ~np.isfinite(weight) | (weight < 0)
        for row in np.flatnonzero(wrong).tolist():
            message = f"weight is '{cells[row]}'; a weight is a number, 0 or more"
            self.findings.refuse(self.table.place(row), message, "weight")
        return np.where(wrong, 1.0, weight)

    def _judge(self, unknown: int) -> None:
        """Refuse a file that is mostly about other people: its ids are not those of the people file."""
        if 2 * unknown > self.table.rows:
            self.findings.refuse(
                self.table.file,
                f"{unknown:,} of {self.table.rows:,} ties name people who are not in the people file; "
                "use the same ids in both",
            )


def _added_up(codes: Longs, weights: Doubles) -> tuple[Longs, Doubles]:
    """Each pair once, with the sum of its weights; summed in an order that does not depend on the file's."""
    order = np.argsort(codes, kind="stable") if np.all(weights == np.rint(weights)) else np.lexsort((weights, codes))
    codes, weights = codes[order], weights[order]
    first = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1])))
    return codes[first], np.add.reduceat(weights, first)


def _whole(total: Doubles, findings: Findings) -> Ints:
    """Whole weights from 1 to 1,000: as they are where possible, else in proportion."""
    if total.max() > MOST or np.any(total != np.rint(total)):
        findings.assume(f"weights of ties are scaled so that the heaviest, {total.max():g}, becomes 1000")
        total = total * (MOST / total.max())
    return np.clip(np.rint(total), 1, MOST).astype(np.int32)
