"""Why a programme did what it did: what each intervention is responsible for, and what led people to take a step."""

from esnsim.analysis.attribution.attribution import Attribution, Contribution, attribute
from esnsim.analysis.attribution.trace import StepMoment, Traced, trace

__all__ = ["Attribution", "Contribution", "StepMoment", "Traced", "attribute", "trace"]
