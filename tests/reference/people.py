"""A person's day: stage, visit, contributing, wishes, and what the day leaves behind (sections 7.1 to 7.8)."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.chance import Chance

Row = dict[str, Any]

NEVER = -1_000_000
MONTH, LAPSE, HALF_YEAR = 20, 40, 130
EMPLOYED, ENABLED, TRIAL, USER, LAPSED = range(5)
EMPLOYEE, LEADER, AMBASSADOR, MANAGER = range(4)
JOIN, FOUND, LEFT, DRIFT = 1, 2, 4, 8


def exp(x: float) -> float:
    """The exponential; its argument is held within -21 and 21."""
    return math.exp(min(max(x, -21.0), 21.0))


def logistic(x: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + exp(-x))


def clip(x: float) -> float:
    """Hold in [0, 1]."""
    return min(max(x, 0.0), 1.0)


def happens(rate: float, luck: float) -> bool:
    """Whether something happens at a rate."""
    return luck < 1.0 - exp(-rate)


def count(rate: float, luck: float, most: int) -> int:
    """A count at a rate: the inverse of the Poisson law."""
    term = total = exp(-rate)
    number = 0
    while luck >= total and number < most:
        number += 1
        term *= rate / number
        total += term
    return number


def perceived(it: Row, sight: Row, boss: Row | None, tide: Row, lever: Row, stock: float, rule: Any) -> Row:
    """What a person perceives (7.1) and what it is worth (7.2)."""
    strength = sight["strength"]
    using, staying, writing, champions = (
        sight[name] / strength for name in ("using", "staying", "writing", "champions")
    )
    offered = (
        sight["fresh"] * (1.0 + rule.replies_a_post) / 3.0
        + sight["arrivals"] * (1.0 + rule.replies_a_post)
        + tide["far_items"]
    ) * (1.0 - lever["sift"])
    content = stock + tide["far_stock"] + rule.space_relevance * sight["reserve"] + lever["content"]
    connective = using * (rule.silence_floor + (1.0 - rule.silence_floor) * tide["answered"])
    communal = content / (content + rule.stock_half)
    return {
        "U": using,
        "U*": staying + rule.novice_pull * (using - staying),
        "W": writing,
        "A": champions / (champions + rule.ambassador_half),
        "M_U": boss["is_using"] if boss else 0,
        "M_W": boss["is_writing"] if boss else 0,
        "m": 0.0 if boss is None else rule.middle_premium if it["manager_tier"] == 2 else 1.0,
        "T_W": tide["top_writing"],
        "F": tide["popularity"],
        "H": tide["hearsay"],
        "offered": offered,
        "K": 1.0 + sight["company"] * (1.0 + lever["tend"]),
        "mass": it["motive"] * connective + (1.0 - it["motive"]) * communal,
        "youth": 1.0 - it["age_band"] / 2.0,
    }


def beliefs(it: Row, rule: Any) -> float:
    """B: what somebody believes of the network."""
    return rule.usefulness_effect * (it["usefulness"] - 0.5) + rule.ease_effect * (it["ease"] - 0.5)


def hazard_to_try(it: Row, p: Row, lever: Row, rule: Any) -> float:
    """Hazard to try (7.3)."""
    pull = p["U*"] * (1.0 + rule.exposure_half) / (p["U*"] + rule.exposure_half)
    inner = (
        rule.external_rate
        + rule.imitation * pull * (1.0 + rule.youth_pull * p["youth"])
        + rule.manager_pull * p["m"] * p["M_U"]
        + rule.hearsay * p["H"]
    )
    outer = rule.ambassador_invitation * p["A"] + lever["hear"]
    free = 1.0 - rule.frontline_loss * it["frontline"]
    return (inner * (1.0 + rule.popularity_pull * p["F"]) + outer) * it["curiosity"] * free


def next_stage(it: Row, p: Row, lever: Row, rule: Any, chance: Chance, day: int) -> tuple[int, bool]:
    """The stage of today, and whether a trial begins."""
    who, stage = it["person"], it["stage"]
    margin = p["mass"] - it["threshold"]
    if stage in (EMPLOYED, ENABLED) and happens(hazard_to_try(it, p, lever, rule), chance.number(who, day, "try")):
        return TRIAL, True
    if stage == TRIAL and day - it["trial_since"] >= rule.trial_days:
        stays = logistic(rule.decision_sharpness * margin + beliefs(it, rule) + rule.pull)
        return (USER if chance.number(who, day, "continue") < stays else LAPSED), False
    if stage == USER:
        gives_up = logistic(
            rule.lapse_base
            + rule.silence_lapse * max(-it["encouragement"], 0.0)
            + rule.reactance_lapse * it["reactance"]
            - rule.lapse_habit * it["habit"]
            - rule.lapse_value * margin
            - rule.pull
        )
        return (LAPSED if chance.number(who, day, "lapse") < gives_up else USER), False
    if stage == LAPSED:
        again = rule.return_ratio * hazard_to_try(it, p, lever, rule)
        if happens(again, chance.number(who, day, "return")):
            return TRIAL, True
    return stage, False


def chance_to_visit(it: Row, p: Row, sight: Row, lever: Row, rule: Any) -> float:
    """Chance of a visit of one's own will (7.4)."""
    ratio = p["offered"] / max(rule.overload_point, 1.0)
    overload = min(max(ratio - 1.0, 0.0), 2.0)
    return logistic(
        rule.visit_base
        + it["activity"]
        + rule.habit_effect * it["habit"]
        + rule.pull
        + beliefs(it, rule)
        + rule.visit_value * (p["mass"] - it["threshold"])
        - rule.overload_effect * overload
        + lever["prompt"]
        + rule.answer_notice * min(sight["answers"], 1)
        + rule.youth_pull * p["youth"]
        + (rule.trial_interest if it["stage"] == TRIAL else 0.0)
        - rule.frontline_penalty * it["frontline"]
        - rule.reactance_visiting * it["reactance"]
    )


def reluctance(it: Row, rule: Any) -> float:
    """R: the fear to fail in public."""
    return rule.status_fear * it["tier"] / 3.0 * (1.0 - it["ease"])


def mood_of(it: Row, p: Row, lever: Row, rule: Any) -> float:
    """What the situation does to contributing (7.5)."""
    return (
        rule.voice
        + rule.norm_effect * p["W"]
        + rule.manager_effect * p["m"] * p["M_W"]
        + rule.top_effect * p["T_W"]
        + rule.trust_effect * (it["trust"] - 0.5)
        + rule.ease_effect * (it["ease"] - 0.5)
        + rule.ambassador_support * p["A"]
        + lever["encourage"]
        + it["encouragement"]
        + rule.youth_pull * p["youth"]
        + lever["reward"]
        - rule.crowding_effect * it["crowding"]
        - rule.reactance_writing * it["reactance"]
        - reluctance(it, rule)
    )


def kept(it: Row, amount: float, rule: Any) -> float:
    """d: what is kept of a commitment."""
    if it["role"] == AMBASSADOR:
        return amount * (1.0 - it["fatigue"])
    return amount if it["role"] == MANAGER else amount * exp(-reluctance(it, rule))


def contribute(it: Row, p: Row, lever: Row, rule: Any, chance: Chance, day: int) -> Row:
    """What a visitor writes, and wishes of communities (7.5 and 7.6)."""
    who = it["person"]
    mood = mood_of(it, p, lever, rule)
    w = exp(it["propensity"] + mood)
    read = min(p["offered"], rule.attention)
    q = read / (read + rule.items_half)
    posting = w * p["K"] + kept(it, lever["duty_posts"], rule) + rule.founder_posts * it["zeal"]
    replying = (rule.replies_a_post * w * p["K"] + kept(it, lever["duty_replies"], rule)) * q
    evenly = rule.reaction_evenness * (it["propensity"] - rule.posting_base)
    reacting = exp(rule.reaction_base + evenly + rule.warmth + mood / 2.0) * q
    joining = chance.number(who, day, "join")
    wish = JOIN * happens(rule.joining + lever["introduce"], joining)
    wish += DRIFT * happens(rule.drifting, 1.0 - joining)
    wish += FOUND * happens(rule.founding * w, chance.number(who, day, "found"))
    return {
        "posts": count(posting, chance.number(who, day, "post"), 4),
        "replies": count(replying, chance.number(who, day, "reply"), 24),
        "reactions": count(reacting, chance.number(who, day, "react"), 24),
        "wish": wish,
    }


def left_behind(it: Row, p: Row, sight: Row, lever: Row, rule: Any, visited: bool, founded: bool) -> Row:
    """Beliefs, habit and the rest at the end of the day (7.7), from their values of the morning."""
    v, log2 = float(visited), math.log(2.0)
    useful, ease, trust = it["usefulness"], it["ease"], it["trust"]
    example = (p["M_W"] + p["T_W"]) / 2.0
    safe = rule.trust_start + rule.trust_example * example
    ambassador = it["role"] == AMBASSADOR
    encouragement = (
        it["encouragement"] * (1.0 - log2 / rule.feedback_memory)
        + rule.answer_effect * sight["answers"]
        - rule.silence_effect * sight["silences"]
    )
    reactance = it["reactance"] + rule.reactance_growth * lever["pressure"] * (1.0 - it["reactance"])
    renewed = rule.renewal * min(sight["answers"], 1) * (1.0 - it["zeal"])
    return {
        "usefulness": clip(
            useful
            + rule.experience * v * (clip(rule.experience_gain * p["mass"]) - useful)
            + (rule.ambassador_teaching * p["A"] + lever["teach_usefulness"]) * (1.0 - useful)
        ),
        "ease": clip(ease + (rule.practice * v + lever["teach_ease"]) * (1.0 - ease)),
        "trust": clip(
            trust
            + rule.trust_pace * v * (safe - trust)
            + (rule.heard_effect * min(sight["heard"], 1) + lever["teach_trust"]) * (1.0 - trust)
        ),
        "habit": it["habit"] + it["habit_rate"] * (1.0 - it["habit"])
        if visited
        else it["habit"] * (1 - rule.habit_fade),
        "encouragement": min(max(encouragement, -0.7), 0.7),
        "fatigue": clip(it["fatigue"] + (rule.tiring if ambassador else -rule.tiring)),
        "reactance": reactance * (1.0 - rule.reactance_fade),
        "crowding": it["crowding"] + rule.crowding_pace * (min(lever["reward"], 1.0) - it["crowding"]),
        "zeal": 1.0 if founded else it["zeal"] * (1.0 - log2 / rule.zeal_half_life + renewed),
    }
