"""What replicates say to a claim, and whether that holds: taken on the interval, in four words."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.evidence.fact import Claim, Samples

MIDDLE = (10.0, 90.0)
"""Percentiles between which the middle 80 % of replicates lie."""
WIDE = 1.2815515655446004
"""Standard errors on either side of a value that cover 80 %."""
FEWEST = 2


class Verdict(Enum):
    """What becomes of a claim, or of a fact."""

    SURELY_HOLDS = "surely holds"
    """The whole interval lies in the band."""
    HOLDS = "holds on the value"
    """The value lies in the band, and an end of its interval does not, or there is no interval."""
    MISSES = "misses on the value"
    """The value lies outside the band, and some of its interval does not."""
    SURELY_MISSES = "surely misses"
    """The whole interval lies on one side of the band."""
    UNTESTED = "cannot be tested"
    """The model does not know what the fact speaks of, or nothing of the kind happened."""

    @property
    def passes(self) -> bool:
        """Whether the value lies in the band."""
        return self in (Verdict.SURELY_HOLDS, Verdict.HOLDS)

    @property
    def misses(self) -> bool:
        """Whether the value does not."""
        return self in (Verdict.MISSES, Verdict.SURELY_MISSES)


class Finding(NamedTuple):
    """What the model says to one claim.

    Attributes:
        claim: The claim.
        value: The median over replicates, or what all of them give together; not a number if there is none.
        low: Lower end of the middle 80 % of replicates, or of the 80 % interval of what they give together.
        high: Upper end.
        inside: Replicates inside the band; None for what they give together.
        told: Replicates that say something.
    """

    claim: Claim
    value: float
    low: float
    high: float
    inside: int | None
    told: int

    @property
    def passes(self) -> bool:
        """Whether the value lies in the band; the interval says how sure that is."""
        return self.claim.band.holds(self.value)

    @property
    def miss(self) -> float:
        """By how many widths of the band the value misses it."""
        return self.claim.band.miss(self.value)

    @property
    def verdict(self) -> Verdict:
        """The verdict, taken on the interval."""
        band = self.claim.band
        if self.passes:
            return Verdict.SURELY_HOLDS if band.holds(self.low) and band.holds(self.high) else Verdict.HOLDS
        return Verdict.SURELY_MISSES if band.excludes(self.low, self.high) else Verdict.MISSES


def find(claim: Claim, samples: Samples) -> Finding:
    """What replicates say to a claim."""
    if claim.of_all is None:
        return _middle(claim, samples[claim.key])
    return _together(claim, claim.of_all, samples)


def _middle(claim: Claim, sample: NDArray[np.float64]) -> Finding:
    """The median of replicates, and where the middle 80 % of them lie."""
    told = sample[~np.isnan(sample)]
    if not len(told):
        return Finding(claim, math.nan, math.nan, math.nan, 0, 0)
    low, high = np.percentile(told, MIDDLE)
    inside = sum(claim.band.holds(value) for value in told.tolist())
    return Finding(claim, float(np.median(told)), float(low), float(high), inside, len(told))


def _together(claim: Claim, of_all: Callable[[Samples], float], samples: Samples) -> Finding:
    """What all replicates give together, with an interval from leaving out one after the other."""
    count = len(next(iter(samples.values())))
    value = of_all(samples)
    if count < FEWEST or math.isnan(value):
        return Finding(claim, value, math.nan, math.nan, None, count)
    without = [of_all({key: np.delete(sample, nth, axis=0) for key, sample in samples.items()}) for nth in range(count)]
    spread = math.sqrt((count - 1) * float(np.nanvar(without)))
    return Finding(claim, value, value - WIDE * spread, value + WIDE * spread, None, count)
