"""How far others are behind the best of many, told so that equals are seldom told to be behind.

Whoever is best of many was helped by chance, and is compared with all others at once. Each comparison at 80 % by itself
tells most of fifty equals to be behind the one that chance put first. So the interval of each is as wide as it takes
for all comparisons between any two to hold at once in four of five tables (Bonferroni), which includes those with the
one that came out first; ``python -m benchmarks.certainty`` counts how often an equal is told to be behind.

Spreads are those of differences in the same replicate. There are two ways to know one from few replicates: by itself,
with the wide points that Student gives so few; or, for no smaller, from all candidates together, from which what
replicates and candidates have in common is taken off, with points of many. A few candidates are told apart better by
the first, fifty only by the second, and the shorter reach of both is taken: of equals that spread alike one is told to
be behind in 8 to 18 % of tables of 3 to 50 candidates and 5 to 30 replicates, by intervals for one comparison in 40 to
100 %. Where half of the candidates spread three times as much as the others it is 8 to 27 %.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.experiments.estimates.interval import LEAST_RUNS, most_otherwise, student_quantile
from esnsim.experiments.estimates.means import ROUNDING
from esnsim.state import Doubles

Bools = NDArray[np.bool_]
PAIR = 2


class Behind(NamedTuple):
    """How far each candidate is behind the first; each of shape (candidates,).

    Attributes:
        mean: Mean over the replicates that both have; NaN where there are none, 0 of the first itself.
        low: Lower end of its interval, all at once; NaN where there is none: of the first, with fewer than five
            replicates, of candidates that are not compared, and where no replicate differs.
        high: Upper end, likewise.
        same: Whether no replicate differs.
    """

    mean: Doubles
    low: Doubles
    high: Doubles
    same: Bools


class RankStatus(StrEnum):
    """How a candidate stands to the first."""

    FIRST = "first"
    SAME = "the same"
    """No replicate differs, and more of the same kind would not either."""
    TIED = "tied"
    """The interval of its difference holds zero."""
    BEHIND = "behind"
    """The interval leaves out zero."""
    TOO_FEW = "too few replicates"
    """Fewer than five are shared."""
    OTHER_PEOPLE = "other people"
    """Of either one organisation was drawn, and one each does not show how far organisations differ."""


def standings(found: Behind, compared: Bools) -> list[str]:
    """How each candidate stands to the first, which is the first column.

    Args:
        found: From `behind_first`.
        compared: Which candidates have the same people as the first.
    """
    told = np.where(found.low > 0.0, RankStatus.BEHIND, RankStatus.TIED).astype(object)
    told[np.isnan(found.low)] = RankStatus.TOO_FEW
    told[found.same] = RankStatus.SAME
    told[~compared] = RankStatus.OTHER_PEOPLE
    told[0] = RankStatus.FIRST
    return [str(each) for each in told]


def behind_first(values: Doubles, first: int, coverage: float, compared: Bools | None = None) -> Behind:
    """How far all candidates are behind one of them, replicate by replicate.

    Args:
        values: A row a replicate, a column a candidate, more being better; missing ones are NaN.
        first: Column of the one that came out best.
        coverage: Chance that all comparisons hold at once, in (0, 1).
        compared: Which candidates may be compared replicate by replicate, the first among them; None for all.
    """
    chosen = np.ones(values.shape[1], bool) if compared is None else compared
    apart = values[:, [first]] - values
    there = ~np.isnan(apart)
    runs = there.sum(axis=0)
    mean = np.where(runs > 0, np.where(there, apart, 0.0).sum(axis=0) / np.maximum(runs, 1), np.nan) + 0.0
    same = (runs > 0) & ~np.where(there, apart, 0.0).any(axis=0)
    known = chosen & (runs >= LEAST_RUNS) & ~same & (np.arange(len(mean)) != first)
    share = (1.0 - coverage) / max(int(chosen.sum()) * (int(chosen.sum()) - 1), PAIR)
    reach = np.full(len(mean), np.nan)
    pooled, freedom = _pooled(values[:, chosen])
    for nth in np.flatnonzero(known):
        reach[nth] = _reach(apart[there[:, nth], nth], share, pooled, freedom)
    return Behind(mean, mean - reach, mean + reach, same)


def _reach(apart: Doubles, share: float, pooled: float, freedom: int) -> float:
    """How far the interval of one difference goes to either side.

    Args:
        apart: The difference in each replicate; shape (n,), n >= `LEAST_RUNS`.
        share: Chance that it lies beyond one end.
        pooled: Variance of a difference, from all candidates together.
        freedom: Its degrees of freedom, 0 where it is not known.
    """
    runs, own = len(apart), float(apart.var(ddof=1))
    if np.ptp(apart) <= ROUNDING * abs(apart.mean()):
        return most_otherwise(runs, 1.0 - 2.0 * share) * abs(float(apart.mean()))
    alone = student_quantile(runs - 1, 1.0 - share) * math.sqrt(own / runs)
    if not freedom:
        return alone
    return min(alone, student_quantile(freedom, 1.0 - share) * math.sqrt(max(own, pooled) / runs))


def _pooled(values: Doubles) -> tuple[float, int]:
    """Variance of a difference between two candidates, taken from all together, and its degrees of freedom."""
    whole = values[~np.isnan(values).any(axis=1)]
    freedom = (len(whole) - 1) * (values.shape[1] - 1)
    if freedom < 1:
        return 0.0, 0
    left = whole - whole.mean(axis=0) - whole.mean(axis=1, keepdims=True) + whole.mean()
    return 2.0 * float((left**2).sum()) / freedom, freedom


def held_out_mean(values: Doubles) -> float:
    """The mean of whoever is best, from replicates that did not choose it.

    The mean of the best is too high, for it was chosen by it. Here each replicate tells the value of the one that is
    best by all others: on average that is what the best reaches. It has no interval of its own; that takes runs of
    which none chose.

    Args:
        values: A row a replicate, a column a candidate, more being better; replicates that not all have are left out.

    Returns:
        NaN with fewer than two replicates.
    """
    whole = values[~np.isnan(values).any(axis=1)]
    if len(whole) < PAIR:
        return math.nan
    others = whole.sum(axis=0) - whole
    return float(np.take_along_axis(whole, others.argmax(axis=1)[:, None], axis=1).mean())
