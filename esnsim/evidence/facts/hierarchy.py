"""Peers, managers and popularity in the hazard to adopt (F24, CP1, CP2), after Chelmis and Prasanna.

The same organisation begins with a tenth and with three tenths of staff, chosen at random: what neighbours do is then
nobody's choice, and effects can be read off without a model of who is near whom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.person import Tier
from esnsim.evidence import programmes as do
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.regression import logistic_regression
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Sized, Trial, arm
from esnsim.state import NEVER

FEW, MANY = 0.10, 0.30
"""Shares of staff that begin."""
BEGUN, SOON, LATER = 2, 6, 10
"""Weeks: those who begin have begun; four weeks on; eight weeks on."""
MOST_PEERS = 3
"""Three adopting peers and more are one group."""
EXPOSURES = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30)
"""Bounds of groups with about the same share of contacts on the network."""


def _beginnings(people: int, _seed: int) -> Mapping[str, Arm]:
    return {name: arm(people, do.starters(share), LATER) for name, share in (("few", FEW), ("many", MANY))}


BEGINNINGS = Trial(
    "beginnings",
    "A tenth or three tenths of staff, chosen at random, begin in the first two weeks. Ten weeks.",
    Sized(2000, 3000),
    Sized(6, 40),
    _beginnings,
)


def waiting(run: ObservedRun) -> NDArray[np.bool_]:
    """Who has no account when those who begin have begun, and stays in the organisation."""
    weekly_panel = run.weekly_panel
    here: NDArray[np.bool_] = (weekly_panel.enabled[BEGUN] == NEVER) & (
        weekly_panel.person == weekly_panel.person[0]
    ).all(axis=0)
    return here


def adopts(run: ObservedRun, week: int) -> NDArray[np.bool_]:
    """Who has an account at the end of a week."""
    has: NDArray[np.bool_] = run.weekly_panel.enabled[week] != NEVER
    return has


def _adopting_peers(run: ObservedRun) -> NDArray[np.int64]:
    """People with the same manager who have an account when those who begin have begun."""
    has, manager = run.weekly_panel.enabled[BEGUN] != NEVER, run.world.people.manager
    under = np.bincount(manager[has & (manager >= 0)], minlength=run.people)
    return np.where(manager >= 0, under[np.maximum(manager, 0)] - has, 0)


def _hazard(adopted: float, waiting: float) -> float:
    """Hazard over the time looked at; not a number without anybody, or when all adopt."""
    share = ratio(adopted, waiting)
    return -math.log1p(-share) if share < 1.0 else math.nan


def _by_tier(runs: ObservedRuns) -> Values:
    """People and adopters of eight weeks, by the manager's tier and whether the manager has an account."""
    run = runs["many"]
    people, wait, adopt = run.world.people, waiting(run), adopts(run, LATER)
    leads = np.where(
        people.manager >= 0, (run.weekly_panel.enabled[BEGUN] != NEVER)[np.maximum(people.manager, 0)], np.False_
    )
    values = {}
    for tier in (Tier.FIRST_LINE, Tier.MIDDLE, Tier.TOP):
        for name, group in (("with", leads), ("without", ~leads)):
            mine = wait & group & (people.manager_tier == tier.value)
            values[f"{tier.name} {name}"] = float(mine.sum())
            values[f"{tier.name} {name} adopts"] = float((mine & adopt).sum())
    return values


def _hazard_ratio(samples: Samples, tier: Tier) -> float:
    """Hazard with a manager who has adopted over that with one who has not, of all replicates together."""
    leads, rest = (
        _hazard(samples[f"{tier.name} {name} adopts"].sum(), samples[f"{tier.name} {name}"].sum())
        for name in ("with", "without")
    )
    return ratio(leads, rest)


def _of_tier(tier: Tier) -> Callable[[Samples], float]:
    return lambda samples: _hazard_ratio(samples, tier)


def _middle_over(tier: Tier) -> Callable[[Samples], float]:
    return lambda samples: _hazard_ratio(samples, Tier.MIDDLE) - _hazard_ratio(samples, tier)


_NO_LESS = Band(1.0, scale=0.5)
CP1 = Fact(
    "CP1",
    "Middle managers are the most successful in getting their people to adopt.",
    "[CHE13] VA, reconstruction",
    Grade.MEDIUM,
    (
        Test(
            BEGINNINGS,
            _by_tier,
            (
                Claim(
                    "middle", "hazard ratio of a middle manager who adopted", _NO_LESS, "ratio", _of_tier(Tier.MIDDLE)
                ),
                Claim("first", "the same, first-line manager", _NO_LESS, "ratio", _of_tier(Tier.FIRST_LINE)),
                Claim("top", "the same, top executive", _NO_LESS, "ratio", _of_tier(Tier.TOP)),
                Claim(
                    "over first",
                    "middle less first-line",
                    Band(0.0, scale=0.5),
                    "number",
                    _middle_over(Tier.FIRST_LINE),
                ),
                Claim(
                    "over top", "middle less top", Band(0.0, scale=0.5, strict=True), "number", _middle_over(Tier.TOP)
                ),
            ),
        ),
    ),
)


def _by_peers(runs: ObservedRuns) -> Values:
    """People and adopters of four weeks, by how many with the same manager had adopted."""
    run = runs["many"]
    wait, adopt, peers = waiting(run), adopts(run, SOON), np.minimum(_adopting_peers(run), MOST_PEERS)
    groups = [wait & (peers == count) for count in range(MOST_PEERS + 1)]
    return {
        "waiting": [float(group.sum()) for group in groups],
        "adopts": [float((group & adopt).sum()) for group in groups],
    }


def _step(nth: int) -> Callable[[Samples], float]:
    """What the nth adopting peer adds to the chance to adopt."""

    def added(samples: Samples) -> float:
        chances = samples["adopts"].sum(axis=0) / np.maximum(samples["waiting"].sum(axis=0), 1.0)
        return float(chances[nth] - chances[nth - 1])

    return added


def _bend(samples: Samples) -> float:
    return _step(1)(samples) - _step(MOST_PEERS)(samples)


_MORE = Band(0.0, scale=0.02, strict=True)
CP2 = Fact(
    "CP2",
    "The more peers have adopted, the likelier adoption; the first counts most.",
    "[CHE13] VA, reconstruction",
    Grade.MEDIUM,
    (
        Test(
            BEGINNINGS,
            _by_peers,
            (
                Claim("first", "chance to adopt within four weeks, added by one peer", _MORE, "points", _step(1)),
                Claim("second", "added by a second", _MORE, "points", _step(2)),
                Claim("third", "added by a third and more", _MORE, "points", _step(3)),
                Claim("bend", "added by the first less added by the third", _MORE, "points", _bend),
            ),
        ),
    ),
)


def _by_popularity(runs: ObservedRuns) -> Values:
    """People and adopters of two weeks by exposure, where few and where many began."""
    values: dict[str, list[float]] = {}
    for name, run in runs.items():
        wait, adopt = waiting(run), adopts(run, BEGUN + 2)
        groups = np.digitize(run.weekly_panel.using[BEGUN], EXPOSURES)
        mine = [wait & (groups == group) for group in range(1, len(EXPOSURES))]
        values[name] = [float(each.sum()) for each in mine]
        values[f"{name} adopts"] = [float((each & adopt).sum()) for each in mine]
    return values


def _speed(samples: Samples) -> float:
    """How much faster people adopt where many have, those with equal exposure compared."""
    few, many = samples["few"].sum(axis=0), samples["many"].sum(axis=0)
    shared = np.minimum(few, many)
    if not shared.any():
        return math.nan
    both = (few > 0) & (many > 0)
    low = samples["few adopts"].sum(axis=0)[both] / few[both]
    high = samples["many adopts"].sum(axis=0)[both] / many[both]
    return ratio(float(shared[both] @ high), float(shared[both] @ low))


_FASTER = Band(1.0, scale=0.5, strict=True)


def _hazards(runs: ObservedRuns) -> Values:
    """What contacts do to the hazard, and what popularity adds; counts are put together over replicates."""
    run = runs["many"]
    wait = waiting(run)
    causes = {"contacts": np.sqrt(run.weekly_panel.using[BEGUN][wait])}
    return {**_by_popularity(runs), **logistic_regression(adopts(run, SOON)[wait], causes)}


F24 = Fact(
    "F24",
    "The hazard to adopt rises with adopting peers and speeds up as the network becomes popular overall.",
    "[CHE13] VA",
    Grade.MEDIUM,
    (
        Test(
            BEGINNINGS,
            _hazards,
            (
                Claim(
                    "contacts",
                    "log-odds to register within four weeks, by the root of contacts' use",
                    Band(0.0, scale=0.5, strict=True),
                    "number",
                ),
                Claim(
                    "popular",
                    "speed of adopting, many users over few, contacts' use being equal",
                    _FASTER,
                    "ratio",
                    _speed,
                ),
            ),
        ),
    ),
)
