"""Use by unit, site, level and manager, in groups that are large enough that nobody can be recognised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.organisation import Organisation
from esnsim.usage.assessing.activity import Bools
from esnsim.usage.assessing.people import PeopleBeside
from esnsim.usage.assessing.rungs import RUNGS, Standing
from esnsim.usage.record import UNKNOWN

SMALLEST_SHOWN = 5
"""People below which a group is hidden."""


class GroupUse(NamedTuple):
    """A group of people and how many of them stand on each rung.

    Attributes:
        name: What it is called.
        people: How many.
        rungs: People by rung, accounts (``enabled``) among them; None where unknown.
    """

    name: str
    people: int
    rungs: Mapping[str, int | None]


class GroupTable(NamedTuple):
    """All groups of one kind that may be shown.

    Attributes:
        kind: ``unit``, ``site``, ``country``, ``level`` or ``manager``.
        groups: The largest first.
        hidden: How many groups are hidden.
        hidden_people: How many people are in these.
    """

    kind: str
    groups: tuple[GroupUse, ...]
    hidden: int
    hidden_people: int


class ManagersUse(NamedTuple):
    """Whether managers write, and whether their people do.

    Attributes:
        managers: How many there are.
        writing: How many of them wrote.
        people_of_writing: People who report to these.
        share_of_writing: Share of those people who wrote.
        people_of_silent: People who report to the other managers.
        share_of_silent: Share of those who wrote.
    """

    managers: int
    writing: int
    people_of_writing: int
    share_of_writing: float
    people_of_silent: int
    share_of_silent: float


def shown_of(sizes: Sequence[int]) -> list[bool]:
    """Which groups may be shown: none below five people, and never all but one of those, which could be subtracted.

    Args:
        sizes: People of each group.
    """
    shown = [size >= SMALLEST_SHOWN for size in sizes]
    order = sorted(range(len(sizes)), key=lambda nth: (sizes[nth], nth))
    while not all(shown) and any(shown):
        hidden = [sizes[nth] for nth in order if not shown[nth]]
        if len(hidden) > 1 and sum(hidden) >= SMALLEST_SHOWN:
            break
        shown[next(nth for nth in order if shown[nth])] = False
    return shown


def of_people(mask: Bools | None, beside: PeopleBeside) -> Bools | None:
    """A choice of accounts as one of people of the file; None where it is unknown."""
    if mask is None:
        return None
    found = np.zeros(beside.headcount, bool)
    found[beside.row[mask & (beside.row != UNKNOWN)]] = True
    return found


def groups_of(
    standing: Standing, counted: Bools, beside: PeopleBeside, call: Callable[[str], str], *, complete: bool
) -> list[GroupTable]:
    """Use by unit, site, country, level and manager.

    Args:
        standing: Who stands on which rung.
        counted: Which accounts are of people.
        beside: The people file.
        call: What a person is called, by the id that the people file has.
        complete: Whether all accounts are known.
    """
    masks = {"enabled": of_people(counted, beside) if complete else None}
    masks |= {rung: of_people(standing.mask(rung), beside) for rung in RUNGS}
    if not standing.interactive_whole:
        masks["interactive"] = None
    found = []
    for kind, (code, names) in _kinds(beside, call).items():
        if len(names) > 1:
            found.append(_table(kind, code, names, masks))
    return [table for table in found if table.groups]


def _kinds(beside: PeopleBeside, call: Callable[[str], str]) -> dict[str, tuple[NDArray[np.int64], Sequence[str]]]:
    """Groups of people by what they have in common."""
    who: Organisation = beside.imported.organisation
    has = beside.imported.roster.has
    kinds: dict[str, tuple[NDArray[np.int64], Sequence[str]]] = {}
    if has("unit"):
        kinds["unit"] = who.unit.astype(np.int64), who.unit_names
    if has("site"):
        kinds["site"] = who.site.astype(np.int64), who.site_names
    if has("country"):
        kinds["country"] = who.country.astype(np.int64), who.country_names
    if has("level") or (who.manager >= 0).any():
        kinds["level"] = who.level.astype(np.int64), [str(level) for level in range(int(who.level.max()) + 1)]
    if (who.manager >= 0).any():
        kinds["manager"] = who.manager.astype(np.int64), [call(label) for label in who.labels]
    return kinds


def _table(kind: str, code: NDArray[np.int64], names: Sequence[str], masks: Mapping[str, Bools | None]) -> GroupTable:
    """The groups of one kind, those too small hidden."""
    inside = code >= 0
    sizes = np.bincount(code[inside], minlength=len(names))
    there = np.flatnonzero(sizes)
    shown = shown_of([int(sizes[each]) for each in there])
    counts = {
        rung: None if mask is None else np.bincount(code[inside], mask[inside], len(names))
        for rung, mask in masks.items()
    }
    groups = [
        GroupUse(
            names[each],
            int(sizes[each]),
            {rung: None if count is None else int(count[each]) for rung, count in counts.items()},
        )
        for each, is_shown in zip(there.tolist(), shown, strict=True)
        if is_shown
    ]
    groups.sort(key=lambda group: (-group.people, group.name))
    hidden = [int(sizes[each]) for each, is_shown in zip(there.tolist(), shown, strict=True) if not is_shown]
    return GroupTable(kind, tuple(groups), len(hidden), sum(hidden))


def managers_of(standing: Standing, beside: PeopleBeside) -> ManagersUse | None:
    """Whether managers write and their people do; None where nobody manages, or nobody knows who wrote."""
    wrote = of_people(standing.contributor, beside)
    manager = beside.imported.organisation.manager
    if wrote is None or not (manager >= 0).any():
        return None
    manages = np.unique(manager[manager >= 0])
    under = manager >= 0
    of_writing = np.zeros(len(manager), bool)
    of_writing[under] = wrote[manager[under]]
    of_silent = under & ~of_writing
    if min(int(of_writing.sum()), int(of_silent.sum()), len(manages)) < SMALLEST_SHOWN:
        return None
    return ManagersUse(
        len(manages),
        int(wrote[manages].sum()),
        int(of_writing.sum()),
        float(wrote[of_writing].mean()),
        int(of_silent.sum()),
        float(wrote[of_silent].mean()),
    )
