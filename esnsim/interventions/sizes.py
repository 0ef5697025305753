"""How large the default dose of each kind may plausibly be: range and source of every field that decides its effect.

A scenario may go beyond a range, which says where the truth is likely to lie, not what a firm can do. Fields that say
what is done, such as how many or how often, are *decided* by the firm; their ranges are what firms are known to choose.
The others are *uncertain*: nobody decides how much one training closes of what there is to learn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

JUDGEMENT = "judgement"


class Plausible(NamedTuple):
    """What is known about a field's default.

    Attributes:
        low: Smallest plausible value.
        high: Largest plausible value.
        source: Where the range comes from; sources in square brackets are listed in docs/sources.md.
        decided: Whether the firm decides it; else it is an effect that nobody knows exactly.
    """

    low: float
    high: float
    source: str
    decided: bool = False


SIZES: Mapping[str, Mapping[str, Plausible]] = {
    "ambassadors": {
        "replies_per_week": Plausible(1.0, 8.0, "[AMB] one to two hours a week", decided=True),
        "posts_per_week": Plausible(0.2, 2.0, "[AMB]", decided=True),
        "privileges": Plausible(0.0, 0.5, JUDGEMENT, decided=True),
        "visibility": Plausible(0.0, 1.0, JUDGEMENT, decided=True),
    },
    "campaign": {
        "pull_per_month": Plausible(0.05, 0.25, "fits to launches (F12)"),
        "reminder": Plausible(0.0, 0.5, JUDGEMENT),
        "half_life": Plausible(10.0, 30.0, "[LEC14a] two to six weeks"),
    },
    "case_studies": {
        "per_month": Plausible(1.0, 8.0, "[AFR17] direction", decided=True),
        "convincing": Plausible(0.0, 0.02, "[HUM24] none; [BRA16] small"),
    },
    "champion_team": {
        "count": Plausible(6.0, 20.0, "SEED 004; size is judgement", decided=True),
        "replies_per_week": Plausible(1.0, 8.0, "as ambassadors", decided=True),
        "posts_per_week": Plausible(0.2, 2.0, "as ambassadors", decided=True),
    },
    "community_management": {
        "reach_of_one": Plausible(1000.0, 10000.0, "[CR15] one for 5,000 to 10,000"),
        "replies_per_day": Plausible(2.0, 15.0, JUDGEMENT, decided=True),
        "posts_per_day": Plausible(0.2, 2.0, JUDGEMENT, decided=True),
        "tending": Plausible(0.0, 0.5, "[REN] direction"),
        "sifting": Plausible(0.0, 0.5, "[REN] direction"),
        "prompting": Plausible(0.05, 0.3, "[GUY16] +10 to 30 %"),
        "salary": Plausible(45_000.0, 95_000.0, f"{JUDGEMENT}; full time, with what the employer adds", decided=True),
    },
    "early_wins": {
        "convincing": Plausible(0.0, 0.15, "[TAI13] direction"),
        "pull_per_month": Plausible(0.0, 0.08, JUDGEMENT),
    },
    "incentives": {"strength": Plausible(0.7, 2.0, "[FAR08] about doubled; F20")},
    "integration": {
        "passing": Plausible(0.006, 0.03, "[SW21] 85 % read; [DIL25]"),
        "ease": Plausible(0.0, 0.002, "[TAI13] weak"),
        "enrolment": Plausible(0.0, 0.002, JUDGEMENT),
    },
    "leader_presence": {
        "answered_here": Plausible(0.3, 1.0, JUDGEMENT),
        "replies_per_week": Plausible(1.0, 18.0, "[SW-CEO] 18 of an exemplary head; 2-5 recalled", decided=True),
        "posts_per_week": Plausible(0.25, 1.6, "[SW-CEO] 1.6 of an exemplary head", decided=True),
        "presence": Plausible(0.5, 3.0, JUDGEMENT),
    },
    "listening": {"answered": Plausible(0.2, 1.0, "a firm's choice", decided=True)},
    "mandate": {
        "strictness": Plausible(0.2, 1.0, "a firm's choice", decided=True),
        "enrolment": Plausible(0.03, 0.3, JUDGEMENT),
        "visits_per_week": Plausible(0.5, 5.0, "a firm's choice", decided=True),
        "obeyed": Plausible(0.4, 0.9, "[HUM25] 47 to 83 %"),
    },
    "onboarding": {
        "lasts": Plausible(20.0, 65.0, JUDGEMENT, decided=True),
        "enrolment": Plausible(0.03, 0.3, JUDGEMENT),
        "introductions": Plausible(0.05, 0.3, "[FRE09] direction"),
        "prompting": Plausible(0.1, 0.5, "[FRE09] +20 to 50 % in the first month"),
        "teaching": Plausible(0.005, 0.05, JUDGEMENT),
    },
    "pilot": {
        "enrolment": Plausible(0.03, 0.3, JUDGEMENT),
        "cue": Plausible(0.2, 1.2, JUDGEMENT),
        "prompting": Plausible(0.1, 0.8, JUDGEMENT),
        "teaching": Plausible(0.003, 0.03, JUDGEMENT),
    },
    "policy": {
        "clarity": Plausible(0.2, 1.0, "a firm's choice", decided=True),
        "strictness": Plausible(0.0, 1.0, "a firm's choice", decided=True),
    },
    "process_integration": {
        "moved": Plausible(0.05, 0.5, "a firm's choice; [ATO14] a large part", decided=True),
        "cue": Plausible(0.5, 2.5, JUDGEMENT),
        "content": Plausible(5.0, 40.0, JUDGEMENT),
        "enrolment": Plausible(0.01, 0.1, JUDGEMENT),
        "exchange": Plausible(0.015, 0.08, "[SAN20][DIL25] direction"),
    },
    "reactivation": {
        "step": Plausible(10.0, 65.0, "[BW-RB] steps; lengths are judgement", decided=True),
        "prompting": Plausible(0.1, 0.5, "[GUY16] +10 to 30 %"),
        "reminder": Plausible(0.2, 1.0, JUDGEMENT),
        "enrolment": Plausible(0.01, 0.1, "[WIK12] direction"),
    },
    "recognition": {"strength": Plausible(0.05, 0.4, "[RES12][MAT20][BUR22] direction")},
    "senior_training": {
        "gap_closed": Plausible(0.2, 0.7, "[HWA14] moderate"),
        "usefulness_closed": Plausible(0.05, 0.4, "[HWA14] moderate"),
    },
    "training": {
        "gap_closed": Plausible(0.2, 0.6, "[HWA14][SY07] moderate"),
        "usefulness_closed": Plausible(0.05, 0.3, "[HWA14][SY07] moderate"),
    },
    "trust_building": {"pace": Plausible(0.0, 0.005, "[ODO20] mixed")},
}
"""By kind and field, for the kinds that come with esnsim."""


def uncertain_sizes() -> dict[str, Plausible]:
    """Sizes that nobody decides, by ``kind.field``."""
    return {
        f"{kind}.{field}": size for kind, sizes in SIZES.items() for field, size in sizes.items() if not size.decided
    }
