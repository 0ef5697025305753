"""Whose use moves others (F22, F23)."""

from __future__ import annotations

from collections.abc import Mapping

from esnsim.calendar import WEEKS_A_YEAR
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.trial import Arm, Intervention, Sized, Trial, arm
from esnsim.evidence.trials import SETTLED
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure

SEEDS = 0.01
"""People who begin, as a share of staff, in the seeding experiment."""


def _seeding(people: int, _seed: int) -> Mapping[str, Arm]:
    """The same number of ambassadors, recruited in different places, begin a network that has nothing else."""
    middle = {"manager": True, "level": [2, 3]}
    few = 6
    where: dict[str, Intervention] = {
        "random": {"recruit": "random", "count": round(SEEDS * people)},
        "central": {"recruit": "most_central", "count": round(SEEDS * people)},
        "middle": {"recruit": "random", "audience": middle, "count": round(SEEDS * people)},
        "few in the middle": {"recruit": "random", "audience": middle, "count": few},
        "the top": {"recruit": "managers", "audience": {"level_at_most": 1}, "count": few},
    }
    return {
        name: arm(people, [{"kind": "ambassadors", "start": "week 1", **said}, _begin()], WEEKS_A_YEAR, closely=False)
        for name, said in where.items()
    }


def _begin() -> Intervention:
    """Those who are recruited begin to use it."""
    return {
        "kind": "campaign",
        "audience": {"role": "ambassador"},
        "start": "week 1",
        "duration": "4 weeks",
        "pull_per_month": 0.9,
        "half_life": "0 days",
    }


SEEDING = Trial(
    "seeding",
    "Ambassadors, 1 % of staff, begin a network by themselves: chosen at random, those with most contacts, or middle "
    "managers; and six of the top against six middle managers. One year.",
    Sized(2000, 2000),
    Sized(10, 120),
    _seeding,
)


def _acts_by_seed(runs: ObservedRuns) -> Values:
    return {name: run.at(Measure.INTERACTIVE, WEEKS_A_YEAR) for name, run in runs.items()}


def _gain(name: str, over: str) -> Claim:
    """How many more act at the end than with other seeds, of the mean over replicates."""

    def gain(samples: Samples) -> float:
        return float(samples[name].mean() / max(float(samples[over].mean()), 1e-9) - 1.0)

    low = 0.15 if over == "random" else 0.0
    words = f"interactive at week 52, seeds {name} over {over}"
    return Claim(f"{name} over {over}", words, Band(low, scale=0.15, strict=low == 0.0), "share", gain)


F22 = Fact(
    "F22",
    "Managers and boundary spanners pull others in; ordinary adopters much less.",
    "[TUC08] VA, [CHE13] VA",
    Grade.MEDIUM,
    (
        Test(
            SEEDING,
            _acts_by_seed,
            (_gain("middle", "random"), _gain("central", "random"), _gain("few in the middle", "the top")),
        ),
    ),
)

CONTESTED = ("manager_pull", "manager_effect", "top_effect", "trust_example")
"""Constants of the influence of leaders."""


def _no_leaders(people: int, _seed: int) -> Mapping[str, Arm]:
    present: list[Intervention] = [{"kind": "leader_presence", "start": "week 1"}]
    none = dict.fromkeys(CONTESTED, 0.0)
    return {
        "alone": arm(people, [], WEEKS_A_YEAR, initial=SETTLED, closely=False),
        "present": arm(people, present, WEEKS_A_YEAR, initial=SETTLED, closely=False),
        "alone, no influence": arm(people, [], WEEKS_A_YEAR, initial=SETTLED, closely=False, behaviour=none),
        "present, no influence": arm(people, present, WEEKS_A_YEAR, initial=SETTLED, closely=False, behaviour=none),
    }


CONTEST = Trial(
    "contested influence",
    "Leaders are present on a settled network, or not, with the influence of leaders as it is by default and with "
    "none. One year.",
    Sized(1000, 2000),
    Sized(5, 30),
    _no_leaders,
)


def _both_ways(runs: ObservedRuns) -> Values:
    acts = {name: run.at(Measure.INTERACTIVE, WEEKS_A_YEAR) for name, run in runs.items()}
    known = known_parameters()
    return {
        "possible": sum(known[name].low <= 0.0 < known[name].high for name in CONTESTED) / len(CONTESTED),
        "default": acts["present"] - acts["alone"],
        "none": acts["present, no influence"] - acts["alone, no influence"],
    }


F23 = Fact(
    "F23",
    "The direction of influence is contested: it may be that there is none from the top.",
    "[WAN13] VA vs [WAT10][BRZ09] VA",
    Grade.MEDIUM,
    (
        Test(
            CONTEST,
            _both_ways,
            (
                Claim("possible", "constants of leaders' influence whose range includes none", Band(1.0, scale=1.0)),
                Claim("default", "interactive added by present leaders, by default", Band(), "points"),
                Claim("none", "the same if leaders influence nobody", Band(), "points"),
            ),
        ),
    ),
)
