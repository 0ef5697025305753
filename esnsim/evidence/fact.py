"""What a fact is: a statement about real networks, the band it has to fall into, and how the model is asked.

ODD element: purpose and patterns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from esnsim.errors import EsnsimError

if TYPE_CHECKING:
    from esnsim.evidence.recorders.observed_run import ObservedRun
    from esnsim.evidence.trial import Trial

ObservedRuns: TypeAlias = Mapping[str, "ObservedRun"]
"""What was simulated in one replicate of a trial, by arm."""
Values: TypeAlias = Mapping[str, float | Sequence[float]]
"""What one replicate says, by key; not a number where it says nothing."""
Samples: TypeAlias = Mapping[str, NDArray[np.float64]]
"""What all replicates say: replicates first."""
Form: TypeAlias = Literal["share", "points", "number", "ratio", "weeks", "months", "days"]

MIDDLE = (10.0, 90.0)
"""Percentiles between which the middle 80 % of replicates lie."""
WIDE = 1.2815515655446004
"""Standard errors on either side of a value that cover 80 %."""
FEWEST = 2


class UntestableError(EsnsimError):
    """A fact cannot be put to this model; says why."""


class Grade(Enum):
    """How strong the evidence behind a band is, by how its source could be read."""

    STRONG = "strong"
    """Read in the source's own text, or computed from data (VT, C)."""
    MEDIUM = "medium"
    """Read in an abstract or opening only (VA)."""
    WEAK = "weak"
    """Second hand, a practitioner's article, or recalled (VS, SEED, R)."""


class Band(NamedTuple):
    """Where a value has to lie.

    Attributes:
        low: Smallest value that passes.
        high: Largest value that passes.
        scale: What counts as one width where the band is open on a side; the size of its bound if not given.
        strict: Whether the bounds themselves fail.
    """

    low: float = -math.inf
    high: float = math.inf
    scale: float = math.nan
    strict: bool = False

    @property
    def width(self) -> float:
        """By what a miss is measured."""
        if math.isfinite(self.low) and math.isfinite(self.high):
            return self.high - self.low
        if not math.isnan(self.scale):
            return self.scale
        return abs(self.low if math.isfinite(self.low) else self.high)

    def holds(self, value: float) -> bool:
        """Whether a value passes; what is not a number does not."""
        if self.strict:
            return self.low < value < self.high
        return self.low <= value <= self.high

    def miss(self, value: float) -> float:
        """By how much of its width a value misses the band; 0 inside it."""
        return max(self.low - value, value - self.high, 0.0) / self.width


class Claim(NamedTuple):
    """One number of a fact.

    Attributes:
        key: Name of the value that replicates give.
        words: What the number is, as a phrase.
        band: Where it has to lie.
        form: How it is written.
        of_all: The number that all replicates give together; None for the median of what each gives.
    """

    key: str
    words: str
    band: Band
    form: Form = "share"
    of_all: Callable[[Samples], float] | None = None


class Test(NamedTuple):
    """Where the numbers of a fact come from.

    Attributes:
        trial: What is simulated.
        measure: What one replicate of it says.
        claims: The numbers and their bands.
    """

    trial: Trial
    measure: Callable[[ObservedRuns], Values]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A stylised fact, or a result of another model to be reproduced, as an executable check.

    Attributes:
        id: Such as ``F06``.
        statement: What is so in real networks, as a sentence.
        source: Where that stands, with how it could be read: VT, VA, VS, SEED, C, R.
        grade: How strong that is.
        tests: What is simulated and measured, and where it has to lie.
    """

    id: str
    statement: str
    source: str
    grade: Grade
    tests: tuple[Test, ...]


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
        """Whether the value lies in the band; the interval only says how sure that is."""
        return self.claim.band.holds(self.value)

    @property
    def miss(self) -> float:
        """By how many widths of the band the value misses it."""
        return self.claim.band.miss(self.value)

    @property
    def sure(self) -> bool:
        """Whether both ends of the interval say the same as the value."""
        return self.claim.band.holds(self.low) == self.claim.band.holds(self.high) == self.passes


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
