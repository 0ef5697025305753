"""Interventions side by side on the same organisations: what is simulated, and what one replicate says of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import HALF_YEAR_WEEKS, MONTH_WEEKS, WEEKS_A_YEAR
from esnsim.evidence.effects.kind_effect import PEOPLE, REPLICATES, RUNGS, START, contributing, effect_on
from esnsim.evidence.fact import ObservedRuns, Values
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.trial import Arm, Intervention, Trial, arm

AS_MANY = 0.01
"""Share of headcount: so many near colleagues, or managers, are compared with as many distant leaders."""
OF_MANAGERS = 0.09
"""Which part of the managers below the highest two levels that is, about."""
REQUEST: Intervention = {"kind": "leader_presence", "start": "week 9"}
TRAINING: Intervention = {"kind": "senior_training"}
LEADERS: Intervention = {
    "kind": "leader_presence",
    "audience": {"top_share": AS_MANY},
    "answered_here": 1.0,
}
"""Leaders far away who answer where everybody sees it, as ambassadors do."""
PEERS: Intervention = {
    "kind": "ambassadors",
    "share": AS_MANY,
    "replies_per_week": 3.0,
    "posts_per_week": 0.75,
    "renew_every": f"{MONTH_WEEKS} weeks",
}
"""As many all year: whoever comes into a leading position is asked too, so places among colleagues are filled again."""
MOST_OF_A_REPORT, MOST_OF_ALL = 0.05, 0.016
"""What leaders who write do at most, derived from [GAL26] and [ECK16]: a quarter of the correlational 20 points on
those who report to them, and 1.6 points by being seen by all."""
MOST_OF_MOVED = 0.5
"""Of those whose work moved and who did not write, how many begin to at most, derived from [DIL25]."""
CAMPAIGN_WEEKS = MONTH_WEEKS
"""How long a campaign runs."""

ARMS: Mapping[str, list[Intervention]] = {
    "none": [],
    "trained": [TRAINING],
    "asked": [REQUEST],
    "trained, then asked": [{**TRAINING, "start": "week 5"}, REQUEST],
    "asked, then trained": [{**TRAINING, "start": "week 30"}, REQUEST],
    "near peers": [PEERS],
    "distant leaders": [LEADERS],
    "own managers": [{**LEADERS, "audience": {"manager": True, "level_at_least": 2, "share": OF_MANAGERS}}],
    "session": [{"kind": "training"}],
    "session, then asked": [{"kind": "training"}, {**REQUEST, "audience": {"manager": True}}],
    "webinar": [{"kind": "training", "form": "webinar"}],
    "stories": [{"kind": "case_studies"}],
    "process": [{"kind": "process_integration"}],
    "integration": [{"kind": "integration"}],
    "campaign": [{"kind": "campaign"}],
    "recognition": [{"kind": "recognition"}],
    "community manager": [{"kind": "community_management", "count": 1}],
    "clear rules": [{"kind": "policy"}],
    "watched and told why": [{"kind": "policy", "monitoring": "explained"}],
    "watched and not told": [{"kind": "policy", "monitoring": "unexplained"}],
    "ordered": [{"kind": "mandate", "duration": f"{HALF_YEAR_WEEKS} weeks"}],
    "points": [{"kind": "incentives", "duration": f"{HALF_YEAR_WEEKS} weeks"}],
    "heard": [{"kind": "listening"}],
    "ignored": [{"kind": "listening", "answered": 0.0}],
}
"""What is simulated side by side."""
TOGETHER = ("near peers", "distant leaders", "session", "recognition", "community manager", "stories", "heard")


def _arms(people: int, _seed: int) -> Mapping[str, Arm]:
    everything = [each for name in TOGETHER for each in ARMS[name]]
    return {
        name: arm(people, programme, WEEKS_A_YEAR, initial=START, closely=False)
        for name, programme in {**ARMS, "together": everything}.items()
    }


SIDE_BY_SIDE = Trial(
    "interventions side by side",
    "A network that 60 % read and 8 % write in, for a year, under one intervention after the other.",
    PEOPLE,
    REPLICATES,
    _arms,
)


def measure(runs: ObservedRuns) -> Values:
    """What one replicate says: changes by arm and rung at both moments, and what orders look at beside them."""
    values: dict[str, float] = {}
    for name in (*ARMS, "together"):
        for rung in RUNGS:
            values[f"{name}: {rung}"] = effect_on(runs, name, rung, WEEKS_A_YEAR)
            values[f"{name}, half-year: {rung}"] = effect_on(runs, name, rung, HALF_YEAR_WEEKS)
    for name in ("near peers", "distant leaders"):
        values[f"{name}: others"] = _others(runs, name)
    values["reports of present managers"] = _reports(runs)
    values["beyond the cap of leaders"] = _beyond_leaders(runs)
    values["beyond the cap of work"] = _beyond_work(runs)
    values["sum of singles"] = sum(values[f"{name}: contributor"] for name in TOGETHER)
    values["campaign, end: reader"] = effect_on(runs, "campaign", "reader", CAMPAIGN_WEEKS)
    values["campaign, later: reader"] = effect_on(runs, "campaign", "reader", CAMPAIGN_WEEKS + HALF_YEAR_WEEKS)
    values["dip"] = effect_on(runs, "points", "contributor", HALF_YEAR_WEEKS + 5)
    return values


def _others(runs: ObservedRuns, name: str) -> float:
    """What an arm changes in contributors apart from those who promised to write, as a share of headcount."""
    with_, without = runs[name], runs["none"]
    others = ~with_.promised
    return float(contributing(with_)[others].sum() - contributing(without)[others].sum()) / with_.people


def _reports(runs: ObservedRuns) -> float:
    """What present managers change in the share of their direct reports who contribute, against distant leaders."""
    near, far = runs["own managers"], runs["distant leaders"]
    led = _led(near)
    if not led.any():
        return float("nan")
    return float(contributing(near)[led].mean() - contributing(far)[led].mean())


def _led(run: ObservedRun) -> NDArray[np.bool_]:
    """Who reports to somebody who has promised to write, and has not; by position."""
    manager = run.world.people.manager
    led: NDArray[np.bool_] = (manager >= 0) & run.promised[np.maximum(manager, 0)] & ~run.promised
    return led


def _beyond_leaders(runs: ObservedRuns) -> float:
    """Contributors that distant leaders add beyond the most they can, as a share of headcount."""
    run = runs["distant leaders"]
    most = float(run.promised.mean()) + MOST_OF_A_REPORT * float(_led(run).mean()) + MOST_OF_ALL
    return effect_on(runs, "distant leaders", "contributor", WEEKS_A_YEAR) - most


def _beyond_work(runs: ObservedRuns) -> float:
    """Contributors that moved work adds beyond the most it can, as a share of headcount."""
    writing = runs["none"].at(RUNGS["contributor"], WEEKS_A_YEAR)
    most = float(runs["process"].promised.mean()) * (1.0 - writing) * MOST_OF_MOVED
    return effect_on(runs, "process", "contributor", WEEKS_A_YEAR) - most
