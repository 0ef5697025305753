"""Deployments as they come: how many reach a broad active base (F01)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.rng.address import Draw, key_of, uniform
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure

WEEKS = 78
SMALLEST = 300
"""Headcount of the smallest organisation; the largest is that of the trial, and sizes between are equally likely in
logarithms."""
BROAD = 0.5
"""Interactive in 28 days, of headcount, that is a broad active base."""
STARTS = ("trust_start", "usefulness_start", "ease_start")
"""What people believe before any use: constants by which organisations differ, drawn from their declared ranges."""


class DeploymentDraws:
    """Numbers one after the other, the same for the same number of a replicate."""

    def __init__(self, seed: int) -> None:
        """None drawn yet."""
        self._key, self._drawn = key_of("deployment", seed), 0

    def between(self, low: float, high: float) -> float:
        """A number from low to high, all of them equally likely."""
        self._drawn += 1
        return low + (high - low) * uniform(self._key, self._drawn, 0, Draw.TRAIT, 0)


def _deployment(people: int, seed: int) -> Mapping[str, Arm]:
    """An organisation and a modest programme, drawn; the same for the same number of a replicate."""
    draws = DeploymentDraws(seed)
    headcount = round(math.exp(draws.between(math.log(SMALLEST), math.log(people))))
    known = known_parameters()
    begins = {name: draws.between(known[name].low, known[name].high) for name in STARTS}
    return {
        "deployed": arm(
            headcount,
            modest_programme(draws),
            WEEKS,
            closely=False,
            behaviour=begins,
            organisation={"frontline": draws.between(0.0, 0.5), "span": draws.between(4.0, 9.0)},
            turnover=draws.between(0.05, 0.25),
        )
    }


def modest_programme(draws: DeploymentDraws) -> list[Intervention]:
    """What most organisations do: an announcement, sometimes a little more.

    Args:
        draws: Where random numbers come from.
    """
    announced: Intervention = {
        "kind": "campaign",
        "start": "week 1",
        "duration": f"{int(draws.between(4.0, 13.0))} weeks",
        "pull_per_month": draws.between(0.05, 0.25),
    }
    wanted: list[tuple[float, Intervention]] = [
        (0.3, {"kind": "leader_presence", "audience": {"level_at_most": 1}, "start": "week 2"}),
        (0.5, {"kind": "ambassadors", "share": draws.between(0.002, 0.01), "start": "week 2"}),
        (0.3, {"kind": "community_management", "span": 5000, "start": "week 1"}),
        (0.2, {"kind": "process_integration", "start": "week 1"}),
    ]
    return [announced, *(what for chance, what in wanted if draws.between(0.0, 1.0) < chance)]


DEPLOYMENTS = Trial(
    "deployments",
    "Organisations of 300 to 5,000 people (quick: 1,000), with spans, shares without a desk, turnover and beliefs "
    "drawn, announce their network; half have ambassadors, three in ten leaders who are present or a community "
    "manager, one in five work that happens there. 78 weeks.",
    Sized(1000, 5000),
    Sized(40, 400),
    _deployment,
)


def _broad(runs: ObservedRuns) -> Values:
    return {"broad": float(runs["deployed"].at(Measure.INTERACTIVE, WEEKS) >= BROAD)}


def _share(samples: Samples) -> float:
    return float(samples["broad"].mean())


F01 = Fact(
    "F01",
    "Most deployments do not reach a broad active base.",
    "[LI15] VS; SEED 002",
    Grade.WEAK,
    (
        Test(
            DEPLOYMENTS,
            _broad,
            (
                Claim(
                    "broad", "deployments with half of staff interactive in 28 days", Band(0.10, 0.45), "share", _share
                ),
            ),
        ),
    ),
)
