"""What those whom a programme enlists add to its effect themselves, apart from everybody else.

An ambassador who writes is a contributor, and no success of the programme with anybody else. The same people are looked
at in the programme's run and in the baseline's, which share organisation, constants and random numbers, so that who
would have written anyway does not count.
"""

from __future__ import annotations

import numpy as np

from esnsim.experiments.results.experiment import Experiment
from esnsim.simulation.run import Run
from esnsim.state import Doubles


def added_by_the_enlisted(experiment: Experiment, programme: str) -> Doubles | None:
    """How many more of those whom a programme enlisted wrote in the last 28 days than with the baseline.

    Args:
        experiment: Runs of both.
        programme: Name of the programme.

    Returns:
        A share of headcount for each replicate, shape (replicates,); None where runs do not say who writes.
    """
    without = {run.replicate: run for run in experiment.runs_of(experiment.scenario.baseline)}
    added = [_added(run, without[run.replicate]) for run in experiment.runs_of(programme)]
    known = [each for each in added if each is not None]
    return np.array(known) if known and len(known) == len(added) else None


def _added(with_it: Run, without: Run) -> float | None:
    if with_it.writers is None or without.writers is None:
        return None
    who = with_it.writers.enlisted
    more = int(with_it.writers.contributors[who].sum()) - int(without.writers.contributors[who].sum())
    return more / len(who)
