"""Why a programme did what it did: what each intervention is responsible for, and what led people to take a step."""

from esnsim.experiments.why.attribution import Attribution, Due, attribute
from esnsim.experiments.why.trace import Moment, Traced, trace

__all__ = ["Attribution", "Due", "Moment", "Traced", "attribute", "trace"]
