"""The shape of the tree of an organisation: who is on which level, and how many report to those who manage there.

ODD element: initialisation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.organisation.model import Organisation

WIDEST = 30


class LevelShape(NamedTuple):
    """One level of an organisation.

    Attributes:
        level: 0 at the top.
        people: How many are on it.
        managers: How many of them have direct reports.
        span_median: Median direct reports of these; 0 where nobody manages.
        span_most: Most direct reports; 0 where nobody manages.
        bar: A bar as long as the share of people, at least one letter.
    """

    level: int
    people: int
    managers: int
    span_median: float
    span_most: int
    bar: str


def levels_and_spans(organisation: Organisation) -> list[LevelShape]:
    """Every level that has people on it, from the top down."""
    manager, levels = organisation.manager, organisation.level
    reports = np.bincount(manager[manager >= 0], minlength=organisation.people)
    found, counts = np.unique(levels, return_counts=True)
    shapes = []
    for level, count in zip(found.tolist(), counts.tolist(), strict=True):
        spans = reports[(levels == level) & (reports > 0)]
        median, most = (float(np.median(spans)), int(spans.max())) if len(spans) else (0.0, 0)
        bar = "#" * max(1, round(WIDEST * count / max(counts.tolist())))
        shapes.append(LevelShape(level, count, len(spans), median, most, bar))
    return shapes
