"""How many replicates a rule asks for: so many of each point, or as many as its spread makes likely."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from esnsim.experiments.design.stopping import AT_LEAST, FEWEST, Fixed, Replicates, Until
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.results.sweep_result import Sweep, grouped
from esnsim.state import Doubles

INTERVAL = 0.8


def first_replicates(rule: Replicates) -> int:
    """Replicates of every point before anything is known."""
    return rule.count if isinstance(rule, Fixed) else rule.at_least


def replicates_asked(rule: Replicates, replicates: Mapping[int, int], sweep: Sweep) -> dict[int, range]:
    """Replicates that a rule asks for besides, by number of point; nothing where all is known well enough.

    As many as the spread of a point makes likely, twice as many as there are at most.

    Args:
        rule: The rule.
        replicates: How many each point was asked for; others are not looked at.
        sweep: What came of them.
    """
    if isinstance(rule, Fixed):
        return {}
    open_points = [point for point, count in replicates.items() if count < rule.at_most]
    if not open_points:
        return {}
    # What is left open is all that is read.
    values = sweep.values([rule.outcome], open_points)
    values = values[values["replicate"] < values["point"].map(replicates)]
    wishes: dict[int, int] = {}
    for point, _, numbers in grouped(values, rule.outcome):
        wishes[point] = max(wishes.get(point, 0), replicates_wished(numbers, rule))
    return {point: range(replicates[point], wish) for point, wish in wishes.items() if wish > replicates[point]}


def replicates_wished(values: Doubles, rule: Until) -> int:
    """How many replicates a point should have, given those it has; 0 if they are enough.

    Args:
        values: The outcome in each replicate there is.
        rule: When it is known well enough.
    """
    have, width = len(values), width_of_interval(values)
    if width < rule.narrower_than:
        return 0
    if math.isinf(width):
        return min(rule.at_most, max(rule.at_least, have + 1, AT_LEAST if have >= FEWEST else FEWEST))
    likely = math.ceil(have * (width / rule.narrower_than) ** 2)
    return min(rule.at_most, max(have + 1, min(likely, 2 * have)))


def width_of_interval(values: Doubles) -> float:
    """How wide the interval of a mean is, infinite where nothing is known.

    Equal runs say nothing of their spread, so that few may be equal by chance; from as many on as a rule usually asks
    for, nobody looks for more, and of all possible runs at most 11 % do otherwise.

    Args:
        values: The outcome in each replicate there is; shape (n,).
    """
    if len(values) and np.ptp(values) == 0.0:
        return 0.0 if len(values) >= AT_LEAST else math.inf
    mean = interval_of_mean(values, INTERVAL)
    return mean.high - mean.low if mean.is_known else math.inf
