"""One measured rate beside what it should be, and beside what it was."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """How often a procedure did something.

    Attributes:
        group: The procedure.
        what: What was counted.
        found: How often, in percent, or another number where the text says so.
        least: The least it should be.
        most: The most it should be.
        before: What it was before these procedures, as measured on version 3157a35; empty where nobody measured.
    """

    group: str
    what: str
    found: float
    least: float = -math.inf
    most: float = math.inf
    before: str = ""

    @property
    def target(self) -> str:
        """What it should be, in words."""
        if math.isinf(self.least) and math.isinf(self.most):
            return "-"
        if math.isinf(self.least):
            return f"at most {self.most:g}"
        return f"at least {self.least:g}" if math.isinf(self.most) else f"{self.least:g} to {self.most:g}"

    @property
    def holds(self) -> bool:
        """Whether it is what it should be."""
        return self.least <= self.found <= self.most

    def row(self) -> str:
        """A row of the table."""
        verdict = "" if self.target == "-" else ("yes" if self.holds else "**no**")
        found = f"{self.found:.2f}" if abs(self.found) < 1.0 else f"{self.found:.1f}"
        return f"| {self.what} | {found} | {self.target} | {verdict} | {self.before or '-'} |"


def table(rates: list[Rate]) -> str:
    """All rates as Markdown, procedure by procedure."""
    lines: list[str] = []
    for group in dict.fromkeys(rate.group for rate in rates):
        lines += ["", f"## {group}", "", "| counted | found | should be | holds | before |", "|---|--:|---|---|---|"]
        lines += [rate.row() for rate in rates if rate.group == group]
    return "\n".join(lines)
