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


class UntestableError(EsnsimError):
    """A fact cannot be put to this model; says why."""


class Family(Enum):
    """What a fact is a test of; families are counted apart."""

    VALIDATION = "validation"
    """Adoption and use: read off what people do in the model, which could be otherwise."""
    VERIFICATION = "verification"
    """Written into a generator or a constant by those who built the model: shows only that it does what it should."""
    ATTENTION = "attention, lapse and communities"
    """What public records say of attention, of falling silent and of communities; also a validation."""
    EFFECTS = "effects of interventions"
    """Published sizes of what interventions do, and orders between them."""


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

    def excludes(self, low: float, high: float) -> bool:
        """Whether a whole interval lies on one side of the band; nothing is excluded by what is not a number."""
        if self.strict:
            return high <= self.low or low >= self.high
        return high < self.low or low > self.high


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
        family: What it is a test of.
    """

    id: str
    statement: str
    source: str
    grade: Grade
    tests: tuple[Test, ...]
    family: Family = Family.VALIDATION
