"""What each of several factors does on its own, the others moving: means of groups of points along each factor."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import fdtrc

from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.report.text.sweep_data import INTERVAL, Side, SweepData
from esnsim.report.text.wording import Varied

MOST_GROUPS = 8
LEAST_IN_GROUP = LEAST_RUNS
MOST_CHANCE = 0.05
"""How often groups of nothing may differ as much: less than one factor in twenty that does nothing is told."""
ROUNDING = 1e-9
"""Part of a level by which equal numbers may differ once they have been added and divided."""


class FactorEffect(NamedTuple):
    """What one factor does to one programme's outcome.

    Attributes:
        factor: The factor.
        groups: place (mean of the group on the factor's axis), mean, low, high, points; one row a group.
        explained: Share of the differences between points that go with it, beyond what random variation would make, in
            [0, 1].
    """

    factor: Varied
    groups: pd.DataFrame
    explained: float

    @property
    def reach(self) -> float:
        """How far the highest group lies above the lowest."""
        return float(self.groups["mean"].max() - self.groups["mean"].min())


def effect(side: Side, programme: str, factor: Varied) -> FactorEffect:
    """The outcome in groups of points along a factor.

    Args:
        side: What is looked at.
        programme: Whose outcome.
        factor: Numbers are cut into groups of equally many points, names are groups themselves.
    """
    own = side.of(programme)
    means = own["mean"].to_numpy(np.float64)
    places = own["point"].map(factor.places).to_numpy(np.float64)
    group = grouped_places(places, factor)
    rows = []
    within = 0.0
    for nth in sorted(set(group.tolist())):
        members = means[group == nth]
        place = float(np.median(places[group == nth]))
        rows.append((place, *interval_of_mean(members, INTERVAL), len(members)))
        within += float(((members - members.mean()) ** 2).sum())
    groups = pd.DataFrame(rows, columns=["place", "mean", "low", "high", "points"])
    return FactorEffect(factor, groups, _explained(means, within, len(rows)))


def grouped_places(places: np.ndarray, factor: Varied) -> np.ndarray:
    """Number of the group of each place on a factor's axis, ascending."""
    levels = np.unique(places)
    if not factor.numeric or len(levels) <= MOST_GROUPS:
        return np.searchsorted(levels, places)
    groups = max(2, min(MOST_GROUPS, len(places) // LEAST_IN_GROUP))
    cuts = np.quantile(places, np.arange(1, groups) / groups)
    return np.searchsorted(cuts, places, side="right")


def all_alike(values: np.ndarray) -> bool:
    """Whether numbers differ by no more than rounding, so that nothing has to be explained; also if there are none."""
    return bool(len(values) == 0 or np.ptp(values) <= ROUNDING * np.abs(values).max())


def _explained(means: np.ndarray, within: float, groups: int) -> float:
    """Share of the squared differences that groups account for, less what noise makes; 0 if that may be all."""
    free = len(means) - groups
    if all_alike(means) or free <= 0 or groups < 2:  # noqa: PLR2004 - one group has nothing to differ from
        return 0.0
    total = float(((means - means.mean()) ** 2).sum())
    between = (total - within) / (groups - 1)
    noise = within / free
    if noise > 0.0 and fdtrc(groups - 1, free, between / noise) > MOST_CHANCE:
        return 0.0
    return max(0.0, (total - within - (groups - 1) * noise) / total)


def factor_effects(side: Side, of: SweepData) -> list[FactorEffect]:
    """All factors, what explains most of the leading programme's outcome first."""
    found = [effect(side, side.lead, factor) for factor in of.factors]
    return sorted(found, key=lambda each: (-each.explained, -each.reach))


def effect_table(of: SweepData, side: Side) -> pd.DataFrame:
    """The numbers of the panels: one row a factor, programme and group."""
    parts = []
    for first in factor_effects(side, of):
        for programme in side.programmes:
            one = effect(side, programme, first.factor)
            value = one.groups["place"]
            if not first.factor.numeric:
                value = value.map(first.factor.name_of)
            parts.append(
                one.groups.drop(columns="place").assign(
                    factor=first.factor.path, programme=programme, value=value, explained=one.explained
                )
            )
    columns = ["factor", "programme", "value", "mean", "low", "high", "points", "explained"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
