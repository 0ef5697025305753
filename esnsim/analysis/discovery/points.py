"""The points of a sweep, made from its runs: what each factor was there, and which share of the runs failed.

Runs of one point have the same factors and are no independent evidence about them. So everything in scenario
discovery counts points, each with its share of failing runs; a point that was simulated more often weighs no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from esnsim.errors import RunError
from esnsim.interventions.forms import suggestion
from esnsim.state import Doubles, Longs

if TYPE_CHECKING:
    import pandas as pd

Bools: TypeAlias = NDArray[np.bool_]
Level: TypeAlias = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that was varied.

    Attributes:
        path: Where it stands in the scenario.
        levels: Its values in the sweep, numbers in ascending order, others as texts in theirs: week 2 before week 14.
        numeric: Whether levels are numbers, so that a range of them can be meant.
        codes: Level of each point, as a place in ``levels``; shape (points,).
    """

    path: str
    levels: tuple[Level, ...]
    numeric: bool
    codes: Longs


@dataclass(frozen=True, slots=True)
class Points:
    """What was tried and what came of it.

    Attributes:
        factors: What was varied, those with one value only left out.
        share: Share of the runs of each point that failed, 0 to 1; shape (points,).
        runs: Runs of each point; shape (points,).
    """

    factors: tuple[Factor, ...]
    share: Doubles
    runs: Longs

    def __len__(self) -> int:
        """How many points there are."""
        return len(self.share)

    def at(self, places: Longs | Bools) -> Points:
        """Some of the points; levels keep their codes."""
        factors = tuple(Factor(each.path, each.levels, each.numeric, each.codes[places]) for each in self.factors)
        return Points(factors, self.share[places], self.runs[places])

    def with_share(self, share: Doubles) -> Points:
        """The same points with other results."""
        return Points(self.factors, share, self.runs)


def gather_points(table: pd.DataFrame, factors: Sequence[str], failed: str) -> Points:
    """Runs brought together point by point.

    Args:
        table: One row a run.
        factors: Columns that were varied.
        failed: Column that says whether the run failed, of truth values.

    Raises:
        RunError: If there are no runs, a column is not there, or values are missing.
    """
    wrong = [name for name in (*factors, failed) if name not in table.columns]
    if wrong:
        raise RunError("\n".join(suggestion(name, [str(column) for column in table.columns]) for name in wrong))
    if table.empty:
        raise RunError("there are no runs to look at")
    lacking = [name for name in (*factors, failed) if table[name].isna().any()]
    if lacking:
        raise RunError(f"some runs have no value of {', '.join(lacking)}; every run needs all of them")
    if table[failed].dtype != np.bool_:
        raise RunError(f"{failed} holds {table[failed].iloc[0]!r}; write whether each run failed, true or false")
    encoded = {path: _encoded(table[path]) for path in factors}
    rows = np.stack([codes for _, _, codes in encoded.values()]) if encoded else np.zeros((0, len(table)), np.int64)
    _, first, place = np.unique(rows, axis=1, return_index=True, return_inverse=True)
    place = place.reshape(-1)
    runs = np.bincount(place)
    share = np.bincount(place, weights=table[failed].to_numpy(float)) / runs
    found = (
        Factor(path, levels, numeric, codes[first])
        for path, (levels, numeric, codes) in encoded.items()
        if len(levels) > 1
    )
    return Points(tuple(found), share, runs.astype(np.int64))


def _encoded(column: pd.Series) -> tuple[tuple[Level, ...], bool, Longs]:
    """Levels of a column, whether they are numbers, and the level of each row."""
    values = column.tolist()
    numeric = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    levels: list[Level] = sorted(set(values)) if numeric else sorted({str(value) for value in values}, key=_as_read)
    place = {level: nth for nth, level in enumerate(levels)}
    keys = values if numeric else [str(value) for value in values]
    return tuple(levels), numeric, np.array([place[cast("Level", key)] for key in keys], np.int64)


def _as_read(text: object) -> list[tuple[int, str]]:
    """By what texts are ordered: letters as letters, and the whole numbers in them as numbers."""
    parts = re.split(r"([0-9]+)", str(text))
    return [(int(part) if nth % 2 else 0, part) for nth, part in enumerate(parts)]
