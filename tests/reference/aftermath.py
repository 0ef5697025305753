"""What a day leaves behind (7.7)."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.chance import Chance, clip
from tests.reference.codes import AMBASSADOR, NEVER, WISH_FOUND
from tests.reference.perception import View
from tests.reference.traits import gives_up_role
from tests.reference.workday import found, reluctance, reward_felt

Row = dict[str, Any]
LN2 = math.log(2)


def usefulness_after(it: Row, view: View, lever: Row, visit: int, parameters: Any) -> float:
    """7.7, usefulness."""
    missed = 1 - found(view, parameters)
    met = clip(parameters.experience_gain * view.mass * (1 - parameters.news_weight * missed))
    told = parameters.ambassador_teaching * view.support + lever["teach_usefulness"]
    old = it["usefulness"]
    return clip(old + parameters.experience * visit * (met - old) + told * (1 - old))


def ease_after(it: Row, lever: Row, visit: int, parameters: Any) -> float:
    """7.7, ease."""
    return clip(it["ease"] + (parameters.practice * visit + lever["teach_ease"]) * (1 - it["ease"]))


def trust_after(it: Row, view: View, contacts: Row, lever: Row, visit: int, parameters: Any) -> float:
    """7.7, trust."""
    old = it["trust"]
    k = parameters.manager_example
    example = parameters.trust_start + parameters.trust_example * (k * view.manager_writes + (1 - k) * view.top)
    heard = parameters.heard_effect * min(contacts["heard"], 1) + lever["teach_trust"]
    return clip(old + parameters.trust_pace * visit * (example - old) + heard * (1 - old))


def habit_after(it: Row, visit: int, parameters: Any) -> float:
    """7.7, habit."""
    old = it["habit"]
    return old + it["habit_rate"] * (1 - old) if visit else old - parameters.habit_fade * old


def encouragement_after(it: Row, contacts: Row, parameters: Any) -> float:
    """7.7, encouragement."""
    x = it["encouragement"] * (1 - LN2 / parameters.feedback_memory)
    x += parameters.answer_effect * contacts["answers"] - parameters.silence_effect * contacts["silences"]
    return min(max(x, -parameters.feedback_limit), parameters.feedback_limit)


def zeal_after(it: Row, contacts: Row, parameters: Any) -> float:
    """7.7, zeal."""
    old = it["zeal"]
    if it["wish"] & WISH_FOUND:
        return 1.0
    return old * (1 - LN2 / parameters.zeal_half_life + parameters.renewal * min(contacts["answers"], 1) * (1 - old))


def role_after(it: Row, day: int, lever: Row, parameters: Any, chance: Chance) -> float:
    """7.7, fatigue; an ambassador may give the role up by the fatigue of the morning."""
    old, ambassador = it["fatigue"], it["role"] == AMBASSADOR
    if ambassador and chance.random_number(it["person"], day, "burn_out") < parameters.burn_out_rate * old:
        gives_up_role(it)
    if ambassador:
        return clip(old + parameters.tiring)
    if it["tier"] and lever["duty_posts"] + lever["duty_replies"] > 0:
        fear = reluctance(it, parameters)
        return clip(old + parameters.promise_wear * (fear - 1) / (fear + 1))
    return clip(old - parameters.tiring)


def disuse_after(it: Row, parameters: Any) -> float:
    """7.7, disuse; `wrote` has been moved by what was written today."""
    if it["wrote"] == NEVER or it["posts"] + it["replies"]:
        return 0.0
    old = it["disuse"]
    return old + parameters.disuse_pace * (1 - old)


def leave_behind(
    it: Row, day: int, view: View, contacts: Row, lever: Row, visit: int, own: int, parameters: Any, chance: Chance
) -> None:
    """7.7: the values on the right are those of the morning; ``own`` is 1 after a visit of the own will."""
    resistance = it["reactance"]
    pressed = resistance + parameters.reactance_growth * lever["pressure"] * (1 - resistance)
    crowding = it["crowding"]
    it.update(
        usefulness=usefulness_after(it, view, lever, visit, parameters),
        ease=ease_after(it, lever, visit, parameters),
        trust=trust_after(it, view, contacts, lever, visit, parameters),
        habit=habit_after(it, own, parameters),
        encouragement=encouragement_after(it, contacts, parameters),
        fatigue=role_after(it, day, lever, parameters, chance),
        reactance=pressed * (1 - parameters.reactance_fade),
        crowding=crowding + parameters.crowding_pace * (min(reward_felt(lever, parameters), 1.0) - crowding),
        zeal=zeal_after(it, contacts, parameters),
        disuse=disuse_after(it, parameters),
    )
