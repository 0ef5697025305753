"""What one model says to facts, effects and their orders, by small trials: fewer replicates than the quick ones.

A member of the ensemble has to hold what is known about as well as the defaults do, so both are judged by the same
small trials. Some 75 processor seconds a model, 20 of them for the orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from esnsim.calendar import WEEKS_A_YEAR
from esnsim.evidence.effects.kind_effect import PEOPLE, RUNGS, START, KindEffect, effect_on
from esnsim.evidence.effects.kinds import KIND_EFFECTS
from esnsim.evidence.effects.orders import ORDERS
from esnsim.evidence.effects.side_by_side import SIDE_BY_SIDE
from esnsim.evidence.fact import Band, Fact, Family
from esnsim.evidence.facts import FACTS
from esnsim.evidence.task import Measured, ValidationTask, carry_out, parts_of, place_of, simulated, trials
from esnsim.evidence.trial import Arm, Sized, Trial, TrialSize, Variation, arm
from esnsim.evidence.verdict import judge

REPLICATES = {
    "beginnings": 4,
    "decays": 1,
    "deployments": 16,
    "disturbed network": 1,
    "launches": 2,
    "leaders": 1,
    "managed": 1,
    "mandate": 3,
    "mixed goals": 1,
    "neglect": 4,
    "points": 2,
    "quiet time": 4,
    "settled network": 1,
    "small launches": 12,
    "starts": 4,
    "watched network": 1,
}
"""Replicates by trial; others take long, depend on few constants, or say the same wherever one looks."""
EFFECT_REPLICATES = 2
MOST = 2.0
"""Widths of a band by which a claim can miss it, at most."""


class Claimed(NamedTuple):
    """One claim of a fact or effect.

    Attributes:
        value: What this model says; not a number where it says nothing.
        miss: By how many widths of its band it misses it.
    """

    value: float
    miss: float


class Said(NamedTuple):
    """What a model says to a fact or an effect.

    Attributes:
        id: Which.
        family: Of what kind it is, for leaving a family out.
        claims: Its claims.
    """

    id: str
    family: str
    claims: tuple[Claimed, ...]

    @property
    def miss(self) -> float:
        """That of the worst claim, `MOST` at most and where nothing could be said."""
        return max((min(each.miss, MOST) for each in self.claims), default=MOST)


def bands() -> dict[str, tuple[Band, ...]]:
    """Where the claims of facts, effects and orders have to lie, by id, in the order in which a model answers them."""
    facts = {fact.id: tuple(claim.band for test in fact.tests for claim in test.claims) for fact in (*FACTS, *ORDERS)}
    return facts | {each.name: tuple(_effect_band(each, rung) for rung in RUNGS) for each in KIND_EFFECTS}


def said_by(model: Variation) -> list[Said]:
    """What a model says to every fact that small trials can test, to the effect of every kind, and to orders."""
    return [*_judged(FACTS, _answers(REPLICATES, model)), *_effects(model), *orders_by(model)]


def orders_by(model: Variation) -> list[Said]:
    """What a model says to orders and signs between kinds."""
    return _judged(ORDERS, _answers({SIDE_BY_SIDE.name: EFFECT_REPLICATES}, model))


def _answers(replicates: Mapping[str, int], model: Variation) -> dict[str, list[Measured]]:
    """What so many replicates of each trial say of a model."""
    return {
        name: [carry_out(part) for part in parts_of(trials()[name], TrialSize.QUICK, model)[:count]]
        for name, count in replicates.items()
    }


def _judged(facts: Iterable[Fact], answers: Mapping[str, list[Measured]]) -> list[Said]:
    found = []
    for fact in facts:
        if any(test.trial.name not in answers for test in fact.tests):
            continue
        values = [
            [each[place_of(fact, nth)] for each in answers[test.trial.name]] for nth, test in enumerate(fact.tests)
        ]
        silent = any(isinstance(each, str) for said in values for each in said)
        findings = () if silent else judge(fact, values).findings  # type: ignore[arg-type]  # none is a text
        found.append(Said(fact.id, fact.family.value, tuple(Claimed(each.value, each.miss) for each in findings)))
    return found


def _effects(model: Variation) -> list[Said]:
    """Every kind at its usual dose, all on the same organisations and starts."""
    task = ValidationTask(ALL_KINDS.name, 1, TrialSize.QUICK, model)
    runs = [simulated(ALL_KINDS, task._replace(replicate=nth)) for nth in range(1, EFFECT_REPLICATES + 1)]
    return [
        _effect(each, [{rung: effect_on(one, each.name, rung, each.week) for rung in RUNGS} for one in runs])
        for each in KIND_EFFECTS
    ]


def _effect(kind: KindEffect, values: list[dict[str, float]]) -> Said:
    claims = []
    for rung in RUNGS:
        mean = sum(each[rung] for each in values) / len(values)
        claims.append(Claimed(mean, _effect_band(kind, rung).miss(mean)))
    return Said(kind.name, Family.EFFECTS.value, tuple(claims))


def _effect_band(kind: KindEffect, rung: str) -> Band:
    low, high = getattr(kind.bands, rung)
    return Band(low / 100.0, high / 100.0)


def _arms(people: int, _seed: int) -> Mapping[str, Arm]:
    programmes = {"none": [], **{each.name: each.programme for each in KIND_EFFECTS}}
    return {
        name: arm(people, programme, WEEKS_A_YEAR, initial=START, closely=False)
        for name, programme in programmes.items()
    }


ALL_KINDS = Trial(
    "all kinds side by side",
    "A network that 60 % read and 8 % write in, for a year, under one kind of intervention after the other.",
    PEOPLE,
    Sized(EFFECT_REPLICATES, EFFECT_REPLICATES),
    _arms,
)
