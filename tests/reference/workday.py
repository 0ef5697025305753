"""One person's workday: stage (7.3), visit (7.4), contributions (7.5) and wishes (7.6)."""

from __future__ import annotations

from typing import Any

from tests.reference.chance import Chance, count, exp, happens, logistic
from tests.reference.codes import (
    ABSENCE,
    AMBASSADOR,
    COMMUNITY_MANAGER,
    EMPLOYED,
    ENABLED,
    HALF_YEAR,
    LAPSED,
    MOST_ITEMS,
    MOST_POSTS,
    MOST_REACTIONS,
    MOST_REPLIES,
    NEVER,
    TRIAL,
    USER,
    WISH_FOUND,
    WISH_JOIN,
    WISH_LEAVE,
)
from tests.reference.perception import View

Row = dict[str, Any]


def pull(share: float, parameters: Any) -> float:
    """7.3, p(x)."""
    return share * (1 + parameters.exposure_half) / (share + parameters.exposure_half)


def hazard_to_try(it: Row, view: View, lever: Row, aggregates: Row, parameters: Any) -> float:
    """7.3, hazard to try."""
    inner = parameters.external_rate + parameters.imitation * pull(view.convincing, parameters) * (
        1 + parameters.youth_pull * view.youth
    )
    inner += parameters.manager_pull * view.weight * view.manager_uses + parameters.hearsay * pull(
        aggregates["hearsay"], parameters
    )
    inner *= 1 + parameters.popularity_pull * aggregates["popularity"]
    inner *= parameters.account_access if it["stage"] == EMPLOYED else 1.0
    inner += parameters.ambassador_invitation * view.support + lever["hear"]
    return inner * it["curiosity"] * (1 - parameters.frontline_loss * it["frontline"])


def beliefs(it: Row, parameters: Any) -> float:
    """7.3, B."""
    return parameters.usefulness_effect * (it["usefulness"] - 0.5) + parameters.ease_effect * (it["ease"] - 0.5)


def chance_to_stay(it: Row, view: View, parameters: Any) -> float:
    """7.3, the judgement at the end of a trial."""
    return logistic(
        parameters.decision_sharpness * (view.mass - it["threshold"])
        + beliefs(it, parameters)
        + parameters.platform_fit
    )


def chance_to_give_up(it: Row, view: View, parameters: Any) -> float:
    """7.3, a user gives up."""
    x = parameters.lapse_base + parameters.silence_lapse * max(-it["encouragement"], 0.0)
    x += parameters.reactance_lapse * it["reactance"] - parameters.lapse_habit * it["habit"]
    return logistic(x - parameters.lapse_value * (view.mass - it["threshold"]) - parameters.platform_fit)


def begin_trial(it: Row, day: int) -> None:
    """7.3: in the trial from that day, with an account."""
    it["stage"], it["trial_since"] = TRIAL, day
    if it["enabled_since"] == NEVER:
        it["enabled_since"] = day


def change_stage(it: Row, day: int, view: View, hazard: float, parameters: Any, chance: Chance) -> tuple[bool, bool]:
    """7.3; whether a trial was begun today, and whether today is a day of a trial (its last included)."""
    stage, person = it["stage"], it["person"]
    if stage in (EMPLOYED, ENABLED, LAPSED):
        decision, ratio = ("return", parameters.return_ratio) if stage == LAPSED else ("try", 1.0)
        if happens(ratio * hazard, chance.random_number(person, day, decision)):
            begin_trial(it, day)
            return True, True
    elif stage == TRIAL and day - it["trial_since"] >= parameters.trial_days:
        stays = chance.random_number(person, day, "continue") < chance_to_stay(it, view, parameters)
        it["stage"] = USER if stays else LAPSED
    elif stage == USER and chance.random_number(person, day, "lapse") < chance_to_give_up(it, view, parameters):
        it["stage"] = LAPSED
    return False, stage == TRIAL


def overload(items: float, parameters: Any) -> float:
    """7.4, o."""
    return min(max(items / max(parameters.overload_point, 1.0) - 1, 0.0), 2.0)


def found(view: View, parameters: Any) -> float:
    """7.5, q."""
    read = min(view.offered, parameters.attention)
    return read / (read + parameters.items_half)


def chance_to_visit(it: Row, view: View, contacts: Row, lever: Row, in_trial: bool, parameters: Any) -> float:
    """7.4, p."""
    x = (
        parameters.visit_base
        + it["activity"]
        + parameters.habit_effect * it["habit"]
        + parameters.platform_fit
        + beliefs(it, parameters)
    )
    x += parameters.visit_value * (view.mass - it["threshold"]) - parameters.overload_effect * overload(
        view.in_feed, parameters
    )
    x += lever["prompt"] + parameters.reward_visiting * rewarding(it, lever, parameters)
    x += parameters.news_cue * found(view, parameters)
    x += parameters.answer_notice * min(contacts["answers"], 1) + parameters.youth_pull * view.youth
    x += parameters.trial_interest * (1 - lever["pressure"]) if in_trial else 0.0
    return logistic(
        x - parameters.frontline_penalty * it["frontline"] - parameters.reactance_visiting * it["reactance"]
    )


def reward_felt(lever: Row, parameters: Any) -> float:
    """7.5, g."""
    return lever["reward"] / (1 + abs(lever["reward"]) / parameters.reward_half)


def rewarding(it: Row, lever: Row, parameters: Any) -> float:
    """7.5, G."""
    return reward_felt(lever, parameters) - parameters.crowding_effect * it["crowding"]


def encouraged(lever: Row, parameters: Any) -> float:
    """7.5, E."""
    e = lever["encourage"]
    return e / (1 + e / parameters.encourage_half) if e > 0 else e


def record_visit(it: Row, day: int, read: float) -> None:
    """Section 2: days of visits; 7.4: items read."""
    if it["first_visit"] == NEVER:
        it["first_visit"] = day
    elif day - it["visited"] >= ABSENCE:
        it["returned"] = day
    it["visited"] = day
    it["items"] = min(int(read), MOST_ITEMS)


def reluctance(it: Row, parameters: Any) -> float:
    """7.5, R."""
    return parameters.status_fear * it["tier"] / 3 * (1 - it["ease"])


def mood_of(it: Row, view: View, lever: Row, parameters: Any) -> float:
    """7.5, mood."""
    x = (
        parameters.writing_offset
        + parameters.norm_effect * view.writing
        + parameters.manager_effect * view.weight * view.manager_writes
    )
    x += (
        parameters.top_effect * view.top
        + parameters.trust_effect * (it["trust"] - 0.5)
        + parameters.ease_effect * (it["ease"] - 0.5)
    )
    x += parameters.ambassador_support * view.support + encouraged(lever, parameters) + it["encouragement"]
    x += parameters.youth_pull * view.youth + rewarding(it, lever, parameters)
    return x - parameters.reactance_writing * it["reactance"] - reluctance(it, parameters)


def kept(it: Row, promise: float, parameters: Any) -> float:
    """7.5, d(x): what is kept of a commitment."""
    if it["role"] == AMBASSADOR:
        return promise * (1 - it["fatigue"])
    if it["role"] == COMMUNITY_MANAGER:
        return promise
    return promise * (1 - it["fatigue"]) * exp(-reluctance(it, parameters))


def contribute(it: Row, day: int, view: View, lever: Row, read: float, parameters: Any, chance: Chance) -> None:
    """7.5 and 7.6 on a visit of one's own will."""
    mood = mood_of(it, view, lever, parameters)
    own = exp(it["propensity"] + mood - parameters.disuse_effect * it["disuse"])
    q = read / (read + parameters.items_half) if read > 0 else 0.0
    posts = own * view.company + kept(it, lever["duty_posts"], parameters) + parameters.founder_posts * it["zeal"]
    replies = (parameters.replies_a_post * own * view.company + kept(it, lever["duty_replies"], parameters)) * q
    warm = (
        parameters.reaction_base
        + parameters.reaction_evenness * (it["propensity"] - parameters.posting_base)
        + parameters.reacting_offset
    )
    it["posts"] = count(posts, chance.random_number(it["person"], day, "post"), MOST_POSTS)
    it["replies"] = count(replies, chance.random_number(it["person"], day, "reply"), MOST_REPLIES)
    it["reactions"] = count(
        exp(warm + parameters.reaction_mood * mood) * q,
        chance.random_number(it["person"], day, "react"),
        MOST_REACTIONS,
    )
    record_contributions(it, day)
    wish(it, day, own, lever, parameters, chance)


def record_contributions(it: Row, day: int) -> None:
    """Section 2: days and numbers of what was written."""
    written = it["posts"] + it["replies"]
    for _ in range(min(written, 3)):
        it["wrote_earlier"], it["wrote_before"], it["wrote"] = it["wrote_before"], it["wrote"], day
    if it["posts"]:
        it["posted"] = day
    if written + it["reactions"]:
        it["interacted"] = day
    it["written"] += written


def wish(it: Row, day: int, own: float, lever: Row, parameters: Any, chance: Chance) -> None:
    """7.6, wishes about communities."""
    random_number = chance.random_number(it["person"], day, "join")
    if happens(parameters.joining + lever["introduce"], random_number):
        it["wish"] |= WISH_JOIN
    if happens(parameters.drifting, 1 - random_number):
        it["wish"] |= WISH_LEAVE
    if happens(parameters.founding * own, chance.random_number(it["person"], day, "found")):
        it["wish"] |= WISH_FOUND


def begin_day(it: Row, day: int) -> None:
    """Counts of the day start at nothing; `written` with each half-year."""
    for name in ("posts", "replies", "reactions", "items", "wish"):
        it[name] = 0
    if day % HALF_YEAR == 0:
        it["written"] = 0


def look_in(it: Row, day: int, view: View, parameters: Any) -> None:
    """7.4, a visit to read and no more."""
    record_visit(it, day, min(view.in_feed, parameters.attention))


def go(
    it: Row, day: int, view: View, contacts: Row, lever: Row, aggregates: Row, parameters: Any, chance: Chance
) -> tuple[bool, bool]:
    """Stage, visit, contributions, wishes; whether there was a visit, and one of the own will."""
    begin_day(it, day)
    hazard = hazard_to_try(it, view, lever, aggregates, parameters)
    tried, in_trial = change_stage(it, day, view, hazard, parameters, chance)
    random_number = chance.random_number(it["person"], day, "visit")
    if it["stage"] == LAPSED and random_number < lever["drop_in"]:
        look_in(it, day, view, parameters)
        return True, False
    if it["stage"] not in (TRIAL, USER):
        return False, False
    p = 1.0 if tried else chance_to_visit(it, view, contacts, lever, in_trial, parameters)
    if random_number >= p + (1 - p) * lever["drop_in"]:
        return False, False
    look_in(it, day, view, parameters)
    if random_number < p:
        it["sought"] = day
        contribute(it, day, view, lever, min(view.offered, parameters.attention), parameters, chance)
    return True, random_number < p
