"""Trials that several facts share, each of which serves as many as it can; others stand beside their facts."""

from __future__ import annotations

from collections.abc import Mapping

from esnsim.evidence import programmes as do
from esnsim.evidence.trial import TWO_YEARS, Arm, Sized, Trial, arm

SETTLED = {"reader": 0.70, "contributor": 0.08}
"""A network of some years' standing, as surveys find: 70 % read and 8 % write in 28 days [SW21][SW22]."""
THREE_YEARS = 156
SMALL = (300, 450, 600, 850)
"""Headcounts of small organisations, in turn."""


def _launches(people: int, _seed: int) -> Mapping[str, Arm]:
    return {
        "supported": arm(people, do.full_programme(), TWO_YEARS),
        "grassroots": arm(people, do.starters(), TWO_YEARS),
        "campaign": arm(people, do.campaign(), TWO_YEARS),
    }


LAUNCHES = Trial(
    "launches",
    "The same organisation launches its network three times: with sponsor, campaign and champions for two years "
    "(supported), with a starter group of 0.5 % and nothing else (grassroots), and with a campaign of 12 weeks alone.",
    Sized(2000, 3000),
    Sized(5, 60),
    _launches,
)


def _settled(people: int, _seed: int) -> Mapping[str, Arm]:
    return {"settled": arm(people, [], THREE_YEARS, initial=SETTLED, closely=False)}


SETTLED_NETWORK = Trial(
    "settled network",
    "A network of some years' standing (70 % read, 8 % write in 28 days) goes on for three years.",
    Sized(1500, 3000),
    Sized(4, 30),
    _settled,
)


def _organisation(people: int, _seed: int) -> Mapping[str, Arm]:
    return {"organisation": arm(people, [], 0)}


ORGANISATION = Trial(
    "organisation",
    "An organisation is generated and described; no day is simulated.",
    Sized(1000, 1000),
    Sized(10, 30),
    _organisation,
)
