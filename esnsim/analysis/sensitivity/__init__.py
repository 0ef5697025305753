"""Which constants an outcome depends on: first a screening of all (Morris), then shares of variance of the few (Sobol).

Runs vary at random, so every index is made from pairs of replicates: what two runs of the same point do not
share drops out on average, and a constant without effect has an index around zero, not above it.
"""

from __future__ import annotations

from esnsim.analysis.sensitivity.answer import Sensitivity
from esnsim.analysis.sensitivity.effort import Effort
from esnsim.analysis.sensitivity.question import SensitivityQuestion, question
from esnsim.analysis.sensitivity.study import StudyRunner, sensitivity

__all__ = ["Effort", "Sensitivity", "SensitivityQuestion", "StudyRunner", "question", "sensitivity"]
