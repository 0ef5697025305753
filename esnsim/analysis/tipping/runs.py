"""Runs from many starts, or with many doses, under the same constants and with the same random numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from esnsim.calendar import QUARTER_WEEKS
from esnsim.state import Doubles

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TippingRuns:
    """What was simulated.

    Attributes:
        path: What was varied.
        tried: What it was, ascending; of a start the share that was reached; shape (values,).
        series: Share of headcount at the end of each week, week 0 the start; shape (values, replicates, weeks + 1).
        weekly: The same counted over that week alone.
        outcome: Rung that was looked at.
        own: What the scenario itself has there; NaN where that is no number.
        programme: What was done.
        seed: The scenario's seed.
        left_out: Values without runs, and why.
    """

    path: str
    tried: Doubles
    series: Doubles
    weekly: Doubles
    outcome: str
    own: float
    programme: str
    seed: int
    left_out: tuple[str, ...] = ()

    @property
    def weeks(self) -> int:
        """How long each run was."""
        return int(self.series.shape[2]) - 1

    @property
    def starts_vary(self) -> bool:
        """Whether the outcome's own share at the start was varied."""
        return self.path == f"initial.{self.outcome}"

    @property
    def ends(self) -> Doubles:
        """Where each run ended: the mean of its last quarter, at most 13 weeks; shape (values, replicates)."""
        ends: Doubles = self.series[:, :, -self.last_weeks :].mean(2)
        return ends

    @property
    def last_weeks(self) -> int:
        """Weeks over which ends are averaged."""
        return max(1, min(QUARTER_WEEKS, self.weeks // 4))

    def table(self) -> pd.DataFrame:
        """One row a run: what was varied, replicate, where it began and where it ended."""
        import pandas as pd  # noqa: PLC0415 - only who wants a table waits for it

        values, replicates = self.ends.shape
        return pd.DataFrame(
            {
                "path": self.path,
                "value": np.repeat(self.tried, replicates),
                "replicate": np.tile(np.arange(replicates), values),
                "outcome": self.outcome,
                "start": self.series[:, :, 0].ravel(),
                "end": self.ends.ravel(),
            }
        )
