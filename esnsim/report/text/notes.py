"""What should be known before the numbers of an experiment are believed."""

from __future__ import annotations

from esnsim.experiments import Experiment
from esnsim.report.text.drift import misses, restlessness
from esnsim.report.text.never_started import never_began
from esnsim.report.text.sizes import unequal


def notes(experiment: Experiment) -> list[str]:
    """What a reader should know before believing the numbers.

    What never happened, a start that does not hold, programmes of unequal size, and what was probably not meant.
    """
    return [
        *never_began(experiment),
        *misses(experiment),
        *restlessness(experiment),
        *unequal(experiment),
        *experiment.about.doubts,
    ]
