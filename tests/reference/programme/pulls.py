"""What each kind pulls (7.9, *What is pulled*)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.reference.codes import MONTH, WEEK
from tests.reference.programme.morning import Morning
from tests.reference.programme.part import Part
from tests.reference.programme.roles import serving
from tests.reference.programme.words import Said, workdays

Levers = dict[str, float]


def session(closed: float) -> float:
    """Part of a gap closed a workday by a session that closes so much of it."""
    return 1 - (1 - closed) ** (1 / WEEK)


def leader_presence(s: Said, x: float, p: Any) -> Levers:
    """`leader_presence`."""
    replies = 0.0 if s["voice"] == "ghostwritten" else s["replies_per_week"] * s["answered_here"]
    duties = {"duty_replies": x * replies / WEEK, "duty_posts": x * s["posts_per_week"] / WEEK}
    return {**duties, "prompt": x * s["presence"], "hear": x * p.leader_trial}


def process_integration(s: Said, x: float, p: Any) -> Levers:
    """`process_integration`."""
    posts = x * s["exchange"] / (1 + p.replies_a_post)
    duties = {"duty_posts": posts, "duty_replies": x * s["exchange"] - posts}
    return {**duties, "prompt": x * s["cue"], "content": x * s["content"], "hear": x * s["enrolment"]}


def policy(s: Said, x: float, p: Any) -> Levers:
    """`policy`."""
    threat = s["strictness"] ** 3
    watched = p.unexplained_watching if s["monitoring"] == "unexplained" else 0.0
    return {
        "teach_trust": x * p.policy_safety * s["clarity"] * (1 - s["strictness"]),
        "encourage": -x * p.policy_chill * threat,
        "pressure": x * min(1.0, p.policy_pressure * threat + watched),
    }


def listening(s: Said, x: float, p: Any) -> Levers:
    """`listening`."""
    felt = p.listening_heard * s["answered"] - p.listening_ignored * (1 - s["answered"])
    return {"teach_trust": x * p.listening_safety * s["answered"], "encourage": x * felt}


SIMPLE: dict[str, Callable[[Said, float, Any], Levers]] = {
    "early_wins": lambda s, x, _: {
        "teach_usefulness": 1 - (1 - x * s["convincing"]) ** (1 / MONTH),
        "hear": x * s["pull_per_month"] / MONTH,
    },
    "incentives": lambda s, x, _: {"reward": x * s["strength"]},
    "integration": lambda s, x, _: {
        "drop_in": x * s["passing"],
        "teach_ease": x * s["ease"],
        "hear": x * s["enrolment"],
    },
    "leader_presence": leader_presence,
    "listening": listening,
    "pilot": lambda s, x, _: {
        "hear": x * s["enrolment"],
        "prompt": x * s["cue"],
        "encourage": x * s["prompting"],
        "teach_ease": x * s["teaching"],
    },
    "policy": policy,
    "process_integration": process_integration,
    "recognition": lambda s, x, p: {"encourage": x * s["strength"], "teach_trust": x * p.recognition_safety},
    "trust_building": lambda s, x, _: {"teach_trust": x * s["pace"]},
}
"""Kinds that pull the same for all the reached."""


def ambassadors(part: Part, morning: Morning) -> None:
    """`ambassadors`."""
    s, p, serve = part.said, morning.parameters, serving(part, morning)
    k = p.vague_promise if s["objective"] == "vague" else 1.0
    supports = s["help"] == "support"
    part.add(serve, "duty_replies", k * s["replies_per_week"] / WEEK)
    part.add(serve, "duty_posts", k * s["posts_per_week"] / WEEK * (p.support_posts if supports else 1.0))
    part.add(serve, "prompt", k * p.ambassador_presence)
    part.add(serve, "encourage", p.ambassador_company if s["own_community"] else 0.0)
    part.add(serve, "show", s["visibility"])
    if supports:
        near = morning.contacts_serving(serve)
        part.add([row for row in part.members(morning) if row in near], "teach_ease", k * p.support_ease)
    for lever in ("teach_ease", "teach_usefulness"):
        part.add(part.newly, lever, session(s["privileges"]))


def campaign(part: Part, morning: Morning) -> None:
    """`campaign`."""
    rows = part.members(morning)
    if part.said["capacity"] is not None:
        reached = part.holders(morning)
        rows = [row for row in rows if row in reached]
    strength = part.dose * part.fading(morning.day)
    part.add(rows, "hear", -strength * math.log(1 - part.said["pull_per_month"]) / MONTH)
    part.add(rows, "prompt", strength * part.said["reminder"])


def case_studies(part: Part, morning: Morning) -> None:
    """`case_studies`."""
    s, rows = part.said, part.holders(morning)
    told = part.dose * s["per_month"]
    part.add(
        [row for row in rows if morning.use[row]["reader"]],
        "teach_usefulness",
        1 - (1 - s["convincing"]) ** (told / MONTH),
    )
    part.add(rows, "content", told)


def champion_team(part: Part, morning: Morning) -> None:
    """`champion_team`."""
    serve = serving(part, morning)
    part.add(serve, "duty_replies", part.said["replies_per_week"] / WEEK)
    part.add(serve, "duty_posts", part.said["posts_per_week"] / WEEK)
    part.add(serve, "prompt", morning.parameters.ambassador_presence)


def community_management(part: Part, morning: Morning) -> None:
    """`community_management`."""
    s, x, serve, rows = part.said, part.dose, serving(part, morning), part.holders(morning)
    part.add(serve, "duty_replies", x * s["replies_per_day"])
    part.add(serve, "duty_posts", x * s["posts_per_day"])
    part.add(serve, "prompt", morning.parameters.manager_presence)
    part.add(serve, "hear", morning.parameters.manager_trial)
    care = min(1.0, x * len(serve) * s["reach_of_one"] / len(rows)) if rows else 0.0
    for lever, field in (("tend", "tending"), ("sift", "sifting"), ("encourage", "prompting")):
        part.add(rows, lever, care * s[field])


def mandate(part: Part, morning: Morning) -> None:
    """`mandate`."""
    s, rows = part.said, part.holders(morning)
    heed = [row for row in rows if morning.number_of(row, "obey", part.ordinal) < s["obeyed"]]
    part.add(heed, "hear", part.dose * s["enrolment"])
    part.add(heed, "drop_in", part.dose * s["visits_per_week"] / WEEK)
    part.add(rows, "pressure", part.dose * s["strictness"])


def onboarding(part: Part, morning: Morning) -> None:
    """`onboarding`."""
    reached = part.holders(morning)
    rows = [row for row in part.members(morning) if row in reached]
    pairs = {"hear": "enrolment", "introduce": "introductions", "encourage": "prompting", "teach_ease": "teaching"}
    for lever, field in pairs.items():
        part.add(rows, lever, part.dose * part.said[field])


def reactivation(part: Part, morning: Morning) -> None:
    """`reactivation`."""
    s, use = part.said, morning.use
    part.add(part.newly, "prompt", part.dose * s["reminder"])
    turn, since = divmod(morning.day - part.effective, max(workdays(s["step"]), WEEK))
    if since >= WEEK:
        return
    rows = part.holders(morning)
    if turn % 3 == 0:
        part.add([row for row in rows if use[row]["interactive"]], "encourage", part.dose * s["prompting"])
    elif turn % 3 == 1:
        never = [row for row in rows if not use[row]["reader"] and not use[row]["lapsed"]]
        part.add(never, "hear", part.dose * s["enrolment"])
    else:
        part.add([row for row in rows if use[row]["lapsed"]], "hear", part.dose * s["enrolment"])


def training(part: Part, morning: Morning) -> None:
    """`training` and `senior_training`."""
    s, p, rows, x = part.said, morning.parameters, part.newly, part.dose
    if s.get("form") == "tutorial":
        rows = [row for row in rows if morning.people[row]["ease"] >= p.tutorial_ease]
    x *= p.remote_training if s.get("form") in ("webinar", "tutorial") else 1.0
    part.add(rows, "teach_ease", session(x * s["gap_closed"]))
    part.add(rows, "teach_usefulness", session(x * s["usefulness_closed"]))
    if part.kind == "training":
        part.add(rows, "hear", x * p.training_trial)


def pull(part: Part, morning: Morning) -> None:
    """A week's pull of any kind."""
    if part.kind in OTHERS:
        OTHERS[part.kind](part, morning)
        return
    for lever, amount in SIMPLE[part.kind](part.said, part.dose, morning.parameters).items():
        part.add(part.holders(morning), lever, amount)


OTHERS: dict[str, Callable[[Part, Morning], None]] = {
    "ambassadors": ambassadors,
    "campaign": campaign,
    "case_studies": case_studies,
    "champion_team": champion_team,
    "community_management": community_management,
    "mandate": mandate,
    "onboarding": onboarding,
    "reactivation": reactivation,
    "senior_training": training,
    "training": training,
}
