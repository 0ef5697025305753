"""Which units a pilot is in, and the programme as it is carried out there alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from esnsim.interventions import Kind
from esnsim.organisation import Organisation
from esnsim.rng.address import key_of
from esnsim.state import Longs

LEAST_PEOPLE = 8
"""People of a unit below which a share of it is next to nothing."""


def eligible(organisation: Organisation) -> Longs:
    """Units that are large enough to be counted, the largest first, then by their numbers.

    Only units without units inside them: what is done in a unit is done in those inside it too, which then could not be
    compared with it.
    """
    parent = organisation.unit_parent
    innermost = ~np.isin(np.arange(len(parent)), parent)
    large = np.flatnonzero((_people(organisation) >= LEAST_PEOPLE) & innermost)
    return large[np.argsort(-_people(organisation)[large], kind="stable")]


def _people(organisation: Organisation) -> Longs:
    return np.bincount(organisation.unit, minlength=len(organisation.unit_names))


def pilot_units(organisation: Organisation, count: int, seed: int, replicate: int) -> Longs:
    """Units of a pilot: one by chance out of each group of neighbours in size, so that they are like all others.

    Args:
        organisation: Who is there.
        count: How many units, at most half of those that are large enough.
        seed: Random seed of the scenario.
        replicate: Of the simulated pilot.
    """
    groups = np.array_split(eligible(organisation), count)
    picks = [key_of("esnsim", "pilot units", seed, replicate, nth).low % len(each) for nth, each in enumerate(groups)]
    return np.array([each[pick] for each, pick in zip(groups, picks, strict=True)], np.int64)


def in_units(interventions: tuple[Kind, ...], organisation: Organisation, units: Longs) -> tuple[Kind, ...]:
    """A programme as it is carried out in some units alone; `changes_in_units` says what is otherwise than in it.

    Args:
        interventions: The programme.
        organisation: Who is there.
        units: Numbers of the units.
    """
    names = tuple(organisation.unit_names[unit] for unit in units)
    part = float(np.isin(organisation.unit, units).mean())
    return tuple(_in_units(each, names, part) for each in interventions)


def _in_units(intervention: Kind, names: tuple[str, ...], part: float) -> Kind:
    changed: dict[str, Any] = {"unit": names}
    if _is_for_the_top(intervention):
        changed |= {"top_share": None, "level_at_most": None, "level": (), "manager": True}
    whole: dict[str, Any] = {"audience": intervention.audience.model_copy(update=changed)}
    if count := getattr(intervention, "count", None):
        whole["count"] = max(1, round(count * part))
    return intervention.model_copy(update=whole)


def _is_for_the_top(intervention: Kind) -> bool:
    """Whether it is for people by their level, of whom hardly any work in the units of a pilot."""
    audience = intervention.audience
    return audience.top_share is not None or audience.level_at_most is not None or bool(audience.level)


def changes_in_units(interventions: tuple[Kind, ...]) -> Iterator[str]:
    """What is otherwise in a pilot than in the programme, as sentences without a full stop."""
    for each in interventions:
        name = each.name or each.kind
        if _is_for_the_top(each):
            yield f"'{name}' is for people by their level; in a pilot it is for the managers of the pilot's units"
        if each.audience.unit:
            yield f"'{name}' is for some units; in a pilot it is for the pilot's units instead"
        if count := getattr(each, "count", None):
            yield (
                f"'{name}' is {count:,} for the whole organisation; in a pilot as many in proportion to its people, "
                "at least one"
            )
