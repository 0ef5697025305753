"""What a study found, as tables and plain values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from esnsim.analysis.sensitivity.effort import Effort
from esnsim.analysis.sensitivity.indices import COVERAGE, Effect, Shares, VarianceShare
from esnsim.experiments.design.factors import Range
from esnsim.experiments.design.outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd


class Screened(NamedTuple):
    """A constant in the screening.

    Attributes:
        range: Where it was varied.
        effect: What moving it through its range does.
    """

    range: Range
    effect: Effect


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which constants an outcome depends on.

    Attributes:
        scenario: Name of the scenario.
        outcome: What was looked at.
        programme: What was done.
        effort: How much was simulated.
        screened: All constants, the strongest first.
        kept: Those that were looked at again, in the order of ``ranked``.
        ranked: Shares of variance; None if no constant was found to have an effect, or none was to be kept.
    """

    scenario: str
    outcome: Outcome
    programme: str
    effort: Effort
    screened: tuple[Screened, ...]
    kept: tuple[Range, ...]
    ranked: Shares | None

    @property
    def findings(self) -> list[Screened]:
        """Constants whose effect is more than random variation, the strongest first."""
        return [each for each in self.screened if each.effect.is_finding]

    @property
    def expected_by_chance(self) -> float:
        """How many constants without any effect would be called a finding, if none had one."""
        return len(self.screened) * (1.0 - COVERAGE) / 2.0

    @property
    def parts(self) -> list[tuple[Range, VarianceShare]]:
        """Constants looked at again with their shares of variance, the largest total share first."""
        if self.ranked is None:
            return []
        both = list(zip(self.kept, self.ranked.parts, strict=True))
        return sorted(both, key=lambda each: -each[1].total.mean if math.isfinite(each[1].total.mean) else 0.0)

    def screening(self) -> pd.DataFrame:
        """One row a constant, the strongest first.

        Columns: path, low, high; strength (root mean square change of the outcome from low to high), change (mean
        change), change_low and change_high (its 95 % interval), square with its interval (below zero: random variation
        explains it), noise (share of the square that random variation adds), finding.
        """
        import pandas as pd  # noqa: PLC0415 - only who wants a table waits for it

        rows = [
            {
                "path": each.range.path,
                "low": each.range.low,
                "high": each.range.high,
                "strength": each.effect.strength,
                "change": each.effect.change.mean,
                "change_low": each.effect.change.low,
                "change_high": each.effect.change.high,
                "square": each.effect.square.mean,
                "square_low": each.effect.square.low,
                "square_high": each.effect.square.high,
                "noise": each.effect.noise,
                "finding": each.effect.is_finding,
            }
            for each in self.screened
        ]
        return pd.DataFrame(rows)

    def variance(self) -> pd.DataFrame:
        """One row a constant looked at again, with first and total share of variance and their 95 % intervals."""
        import pandas as pd  # noqa: PLC0415

        names = ["path", "alone", "alone_low", "alone_high", "total", "total_low", "total_high", "finding"]
        rows = [[each.path, *part.alone, *part.total, part.is_finding] for each, part in self.parts]
        return pd.DataFrame(rows, columns=names)
