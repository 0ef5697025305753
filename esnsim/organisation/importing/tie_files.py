"""Ties from files: arcs of messages or answers become mutual ties with whole weights.

ODD element: input data.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from esnsim.organisation.generating.ties import assemble
from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.labels import Labels
from esnsim.organisation.importing.numbers import read_number
from esnsim.organisation.importing.table import FileTable, Row, read_table
from esnsim.organisation.importing.tie_columns import find_tie_columns
from esnsim.organisation.specification import Import
from esnsim.state import Doubles, Longs, Ties

MOST = 1000


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
    codes: list[int] = []
    weights: list[float] = []
    for path in specification.tie_files:
        table = read_table(
            folder / path, str(path), specification.encoding, specification.delimiter, findings, is_report=True
        )
        columns = find_tie_columns(table, labels, specification, findings)
        findings.columns.update({f"{field} of {path}": column for field, column in columns.items()})
        reader = _Arcs(table, columns, labels, specification.min_weight, findings)
        for row in table.rows:
            arc = reader.read(row)
            if arc:
                codes.append(min(arc[:2]) * people + max(arc[:2]))
                weights.append(arc[2])
        reader.judge()
    findings.check()
    if not codes:
        findings.stop(str(specification.tie_files[0]), "no tie is left; lower min_weight, or leave ties out")
    pairs, total = _added_up(np.array(codes, np.int64), np.array(weights))
    whole = _whole(total, findings)
    return assemble(people, pairs // people, pairs % people, whole)


class _Arcs:
    """Reads the arcs of one table."""

    def __init__(
        self, table: FileTable, columns: dict[str, str], labels: Labels, least: float, findings: Findings
    ) -> None:
        """Remember where things stand."""
        self.table = table
        self.source = table.header.index(columns["source"])
        self.target = table.header.index(columns["target"])
        self.weight = table.header.index(columns["weight"]) if "weight" in columns else -1
        self.labels = labels
        self.least = least
        self.findings = findings
        self.unknown = 0

    def read(self, row: Row) -> tuple[int, int, float] | None:
        """Two rows and a weight, or nothing where the arc is left out."""
        weight = self._weight(row)
        ends = self._end(row, self.source), self._end(row, self.target)
        if min(ends) < 0:
            self.unknown += 1
            self.findings.repair("tie with somebody who is not among the people left out", row.place)
        elif ends[0] == ends[1]:
            self.findings.repair("tie of a person with themselves left out", row.place)
        elif weight == 0:
            self.findings.repair("tie of weight 0 left out", row.place)
        elif weight < self.least:
            self.findings.repair(f"tie lighter than {self.least:g} left out", row.place)
        else:
            return ends[0], ends[1], weight
        return None

    def _end(self, row: Row, at: int) -> int:
        """Row of the person at one end, -1 where unknown."""
        found, exact = self.labels.find(row.cells[at])
        if found >= 0 and not exact:
            self.findings.repair("person of a tie written otherwise than in the people file, matched", row.place)
        return found

    def _weight(self, row: Row) -> float:
        """Weight of an arc; 1 where there is none."""
        cell = row.cells[self.weight] if self.weight >= 0 else "1"
        if not cell:
            self.findings.repair("tie without a weight, taken as 1", row.place)
            return 1.0
        weight = read_number(cell)
        if not math.isfinite(weight) or weight < 0:
            self.findings.refuse(row.place, f"weight is '{cell}'; a weight is a number, 0 or more")
            return 1.0
        return weight

    def judge(self) -> None:
        """Refuse a file that is mostly about other people: its ids are not those of the people file."""
        if 2 * self.unknown > len(self.table.rows):
            self.findings.refuse(
                self.table.file,
                f"{self.unknown:,} of {len(self.table.rows):,} ties name people who are not in the people file; "
                "use the same ids in both",
            )


def _added_up(codes: Longs, weights: Doubles) -> tuple[Longs, Doubles]:
    """Each pair once, with the sum of its weights; summed in an order that does not depend on the file's."""
    order = np.lexsort((weights, codes))
    codes, weights = codes[order], weights[order]
    first = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1])))
    return codes[first], np.add.reduceat(weights, first)


def _whole(total: Doubles, findings: Findings) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Whole weights from 1 to 1,000: as they are where possible, else in proportion."""
    if total.max() > MOST or np.any(total != np.rint(total)):
        findings.assume(f"weights of ties are scaled so that the heaviest, {total.max():g}, becomes 1000")
        total = total * (MOST / total.max())
    return np.clip(np.rint(total), 1, MOST).astype(np.int32)
