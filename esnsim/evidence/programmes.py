"""What is done in trials, in the words of scenario files: the programmes that facts speak of."""

from __future__ import annotations

from esnsim.evidence.trial import Intervention

STARTERS = 0.005
"""Share of staff who begin a grassroots network: Pearson's pilot of 150 to 500 people was 0.4 to 1.4 %."""
AMBASSADORS = 0.013
"""Ambassadors as a share of staff, one for some 75 people [AMB][TD-CIO]."""


def starters(share: float = STARTERS) -> list[Intervention]:
    """A group that begins in the first two weeks by itself, and nothing else."""
    begin = {"duration": "2 weeks", "pull_per_month": 0.9, "reminder": 0.0, "half_life": "0 days"}
    return [{"kind": "campaign", "name": "starters", "audience": {"share": share}, "start": "week 1", **begin}]


def campaign(weeks: int = 12) -> list[Intervention]:
    """A launch campaign, once; it brings 15 % of those left to try it in four weeks (5 to 25 %, F12)."""
    return [{"kind": "campaign", "start": "week 1", "duration": f"{weeks} weeks", "pull_per_month": 0.15}]


def sponsored() -> list[Intervention]:
    """The head and those next to the head learn it first and are there themselves."""
    top = {"level_at_most": 1}
    return [
        {"kind": "senior_training", "audience": top, "start": "week 1"},
        {"kind": "leader_presence", "audience": top, "start": "week 2"},
    ]


def champions() -> list[Intervention]:
    """Ambassadors, with vacant places filled every half-year."""
    return [{"kind": "ambassadors", "share": AMBASSADORS, "start": "week 2", "renew_every": "26 weeks"}]


def managed() -> list[Intervention]:
    """Community managers, for good: one for 5,000 people [CR15], and at least one."""
    return [{"kind": "community_management", "span": 5000, "start": "week 1"}]


def integrated() -> list[Intervention]:
    """Work happens there."""
    return [{"kind": "process_integration", "start": "week 1"}]


def full_programme() -> list[Intervention]:
    """Sponsor, campaign, champions, and somebody who looks after it."""
    return [*sponsored(), *campaign(), *champions(), *managed()]
