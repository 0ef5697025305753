"""How large the default dose of each kind may plausibly be: range and source of every field that decides its effect.

A scenario may go beyond a range, which says where the truth is likely to lie, not what a firm can do. Fields that say
what is done, such as how many or how often, are a firm's choice; their ranges are what firms are known to choose.
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
    """

    low: float
    high: float
    source: str


SIZES: Mapping[str, Mapping[str, Plausible]] = {
    "ambassadors": {
        "replies_per_week": Plausible(1.0, 8.0, "[AMB] one to two hours a week"),
        "posts_per_week": Plausible(0.2, 2.0, "[AMB]"),
        "privileges": Plausible(0.0, 0.5, JUDGEMENT),
        "visibility": Plausible(0.0, 1.0, JUDGEMENT),
    },
    "campaign": {
        "pull_per_month": Plausible(0.05, 0.25, "fits to launches (F12)"),
        "reminder": Plausible(0.0, 0.5, JUDGEMENT),
        "half_life": Plausible(10.0, 30.0, "[LEC14a] two to six weeks"),
    },
    "case_studies": {
        "per_month": Plausible(1.0, 8.0, "[AFR17] direction"),
        "convincing": Plausible(0.0, 0.02, "[HUM24] none; [BRA16] small"),
    },
    "champion_team": {
        "count": Plausible(6.0, 20.0, "SEED 004; size is judgement"),
        "replies_per_week": Plausible(1.0, 8.0, "as ambassadors"),
        "posts_per_week": Plausible(0.2, 2.0, "as ambassadors"),
    },
    "community_management": {
        "reach_of_one": Plausible(1000.0, 10000.0, "[CR15] one for 5,000 to 10,000"),
        "replies_per_day": Plausible(2.0, 15.0, JUDGEMENT),
        "posts_per_day": Plausible(0.2, 2.0, JUDGEMENT),
        "tending": Plausible(0.0, 0.5, "[REN] direction"),
        "sifting": Plausible(0.0, 0.5, "[REN] direction"),
        "prompting": Plausible(0.05, 0.3, "[GUY16] +10 to 30 %"),
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
        "replies_per_week": Plausible(1.0, 18.0, "[SW-CEO] 18 of an exemplary head; 2-5 recalled"),
        "posts_per_week": Plausible(0.25, 1.6, "[SW-CEO] 1.6 of an exemplary head"),
        "presence": Plausible(0.5, 3.0, JUDGEMENT),
    },
    "listening": {"answered": Plausible(0.2, 1.0, "a firm's choice")},
    "mandate": {
        "strictness": Plausible(0.2, 1.0, "a firm's choice"),
        "enrolment": Plausible(0.03, 0.3, JUDGEMENT),
        "visits_per_week": Plausible(0.5, 5.0, "a firm's choice"),
        "obeyed": Plausible(0.4, 0.9, "[HUM25] 47 to 83 %"),
    },
    "onboarding": {
        "lasts": Plausible(20.0, 65.0, JUDGEMENT),
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
        "clarity": Plausible(0.2, 1.0, "a firm's choice"),
        "strictness": Plausible(0.0, 1.0, "a firm's choice"),
    },
    "process_integration": {
        "moved": Plausible(0.05, 0.5, "a firm's choice; [ATO14] a large part"),
        "cue": Plausible(0.5, 2.5, JUDGEMENT),
        "content": Plausible(5.0, 40.0, JUDGEMENT),
        "enrolment": Plausible(0.01, 0.1, JUDGEMENT),
        "exchange": Plausible(0.015, 0.08, "[SAN20][DIL25] direction"),
    },
    "reactivation": {
        "step": Plausible(10.0, 65.0, "[BW-RB] steps; lengths are judgement"),
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
