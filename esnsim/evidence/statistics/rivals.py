"""Plain models of who adopts next, fitted to a panel and carried on from it.

All are weekly hazards that are linear in what a person can see: Bass (how many have adopted), independent cascade (a
chance with each contact in the week after the contact adopted), linear threshold (the share of contacts that adopted,
as it grows past thresholds spread evenly), and the two models of Chelmis and Prasanna as reconstructed (managers and
peers under the same manager, without and with the pull of popularity).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from esnsim.behaviour.person import Tier
from esnsim.organisation.model import Organisation
from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import uniforms
from esnsim.state import Doubles

Bools = NDArray[np.bool_]

COLUMNS = ("constant", "first line", "middle", "top", "peers", "share", "new contacts", "crossed")
TIERS = (Tier.FIRST_LINE, Tier.MIDDLE, Tier.TOP)
SMALLEST = 1e-9
"""Hazard below which nobody is taken for immune."""


class Rival(NamedTuple):
    """A plain model.

    Attributes:
        causes: Columns that its hazard is made of.
        popularity: Whether the share that has adopted multiplies the hazard.
    """

    causes: tuple[str, ...]
    popularity: bool = False


LOCAL = Rival(("constant", "first line", "middle", "top", "peers"))
POPULAR = LOCAL._replace(popularity=True)
PLAIN = {
    "bass": Rival(("constant", "share")),
    "cascade": Rival(("constant", "new contacts")),
    "threshold": Rival(("constant", "crossed")),
}


class Fitted(NamedTuple):
    """A model with its constants.

    Attributes:
        rival: The model.
        weights: One a cause, >= 0.
        speed: How much the share that has adopted speeds it up, >= 0.
    """

    rival: Rival
    weights: Doubles
    speed: float

    def hazard(self, seen: Doubles) -> Doubles:
        """Hazard to adopt within the week; shape (people,)."""
        causes = seen[:, [COLUMNS.index(name) for name in self.rival.causes]]
        hazard: Doubles = (causes @ self.weights) * (1.0 + self.speed * seen[:, COLUMNS.index("share")])
        return hazard


class Onlooker:
    """Works out what everybody sees of who has adopted."""

    def __init__(self, organisation: Organisation, manager_tier: NDArray[np.int8]) -> None:
        """Look at an organisation.

        Args:
            organisation: Who works with whom.
            manager_tier: `Tier` of everybody's manager.
        """
        ties = organisation.ties
        self.manager = organisation.manager
        shape = (organisation.people, organisation.people)
        self._contacts = csr_matrix((np.ones(len(ties.other)), ties.other, ties.start), shape=shape)
        self._degree = np.maximum(np.diff(ties.start), 1)
        self._tier = manager_tier

    def sees(self, adopted: Bools, before: Bools) -> Doubles:
        """What everybody sees.

        Args:
            adopted: Who has adopted by the end of last week.
            before: The same a week earlier.

        Returns:
            One column each of `COLUMNS`; shape (people, columns).
        """
        bosses, has_boss = np.maximum(self.manager, 0), self.manager >= 0
        leads = has_boss & adopted[bosses]
        under = np.bincount(self.manager[adopted & has_boss], minlength=len(adopted))
        peers = np.where(has_boss, under[bosses] - adopted, 0)
        now, earlier = (self._contacts @ who.astype(np.float64) for who in (adopted, before))
        shares = earlier / self._degree
        crossed = (now - earlier) / self._degree / np.maximum(1.0 - shares, 1.0 / self._degree)
        columns = [np.ones(len(adopted))]
        columns += [(leads & (self._tier == tier.value)).astype(np.float64) for tier in TIERS]
        columns += [peers.astype(np.float64), np.full(len(adopted), adopted.mean()), now - earlier, crossed]
        return np.column_stack(columns)


def fit_hazards(rival: Rival, seen: Doubles, adopts: Bools) -> Fitted:
    """The model's constants of the largest likelihood.

    Args:
        rival: The model.
        seen: What people who had not adopted saw, one row a person and week; shape (n, columns).
        adopts: Who of them adopted in the week that followed; shape (n,).
    """
    causes = seen[:, [COLUMNS.index(name) for name in rival.causes]]
    share = seen[:, COLUMNS.index("share")]
    usual = max(float(adopts.mean()), SMALLEST)
    # A weight is measured in the hazard that it would need to explain everything by itself.
    unit = usual / np.maximum(causes.mean(axis=0), SMALLEST)

    def misfit(said: Doubles) -> tuple[float, Doubles]:
        speed = said[-1] if rival.popularity else 0.0
        base = causes @ (said[: len(unit)] * unit)
        hazard = np.maximum(base * (1.0 + speed * share), SMALLEST)
        stays = np.exp(-hazard)
        by_hazard = np.where(adopts, -stays / (1.0 - stays), 1.0)
        told = float(np.where(adopts, -np.log1p(-stays), hazard).sum())
        slope = ((by_hazard * (1.0 + speed * share)) @ causes) * unit
        return told, np.append(slope, (by_hazard * base * share).sum()) if rival.popularity else slope

    start = np.full(len(unit), 1.0 / len(unit))
    start = np.append(start, 1.0) if rival.popularity else start
    best = minimize(misfit, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(start)).x
    return Fitted(rival, best[: len(unit)] * unit, float(best[-1]) if rival.popularity else 0.0)


def carried_on(
    fitted: Fitted, onlooker: Onlooker, last: Sequence[Bools], weeks: int, futures: int, key: Key
) -> Doubles:
    """How many adopt in each of the weeks that follow, the mean of several futures.

    Args:
        fitted: The model.
        onlooker: What everybody sees.
        last: Who had adopted a week before the last that is known, and in the last.
        weeks: How far.
        futures: How many are simulated.
        key: Random numbers of the futures.
    """
    people = np.arange(len(last[0]))
    added = np.zeros(weeks)
    for future in range(futures):
        before, now = last
        for week in range(weeks):
            numbers = uniforms(key, people, week, Draw.TRY, future)
            joins = ~now & (numbers < -np.expm1(-fitted.hazard(onlooker.sees(now, before))))
            before, now = now, now | joins
            added[week] += joins.sum() / futures
    return added


def ranked_before(hazard: Doubles, adopts: Bools) -> float:
    """Chance that somebody who adopts was ranked above somebody who does not; one half by chance, NaN without both."""
    adopters, others = int(adopts.sum()), int((~adopts).sum())
    if not adopters or not others:
        return float("nan")
    from scipy.stats import rankdata  # noqa: PLC0415 - slow to import

    ranks = rankdata(hazard)
    return float((ranks[adopts].sum() - adopters * (adopters + 1) / 2) / (adopters * others))
