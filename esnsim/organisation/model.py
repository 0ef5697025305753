"""Organisation: who is there when the simulation starts, whichever way it was made.

ODD element: initialisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from esnsim.state import Bytes, Ints, Ties

AGE_BANDS = ("18-24", "25-34", "35-44", "45-54", "55+")


class Attribute(NamedTuple):
    """A named property of people with few values, such as a profession or an office.

    Attributes:
        code: Index into ``names`` for every row, -1 where unknown; shape (n,).
        names: What the codes mean.
    """

    code: Ints
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Positions and the ties between them; one row a position, row number and first person id are the same.

    Attributes:
        labels: What the source calls each person; generated ones are ``P000001`` ... Unique; length n.
        unit: Index into ``unit_names``: the smallest unit the person belongs to; shape (n,).
        unit_names: Names of units, unique.
        unit_parent: For each unit the unit it is part of, -1 at the top; shape (units,).
        site: Index into ``site_names``; shape (n,).
        site_names: Names of places of work.
        country: Index into ``country_names``; shape (n,).
        country_names: Names or codes of countries.
        level: 0 at the top of the hierarchy, growing downwards; shape (n,).
        manager: Row of the person reported to, -1 for nobody; shape (n,). Follows no cycle.
        age_band: Index into `AGE_BANDS`; shape (n,).
        tenure: Workdays in the organisation before the start, >= 0; shape (n,).
        frontline: 1 for people without a desk of their own (shops, plants, vehicles), 0 for desk; shape (n,).
        ties: Who works with whom.
        extra: Other properties found in an imported file, by column name; audiences may select by them.
    """

    labels: tuple[str, ...]
    unit: Ints
    unit_names: tuple[str, ...]
    unit_parent: Ints
    site: Ints
    site_names: tuple[str, ...]
    country: Ints
    country_names: tuple[str, ...]
    level: Ints
    manager: Ints
    age_band: Ints
    tenure: Ints
    frontline: Bytes
    ties: Ties
    extra: Mapping[str, Attribute] = field(default_factory=dict)

    def __repr__(self) -> str:
        """A line; `describe` tells more."""
        return f"<Organisation of {self.people:,} people in {len(self.unit_names):,} units>"

    @property
    def people(self) -> int:
        """How many positions there are."""
        return len(self.level)
