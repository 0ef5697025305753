"""The members of the ensemble, as they ship with the package."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

MEMBERS = "members.csv"
NUMBER = "member"
KNOWN = (NUMBER, "miss", "holds")
"""Columns that are no constants."""


class PlausibleModel(NamedTuple):
    """One plausible model.

    Attributes:
        number: By which it is named, from 1.
        constants: Constants of behaviour by name.
        sizes: Sizes of interventions by ``kind.field``.
        miss: By how many widths of its band the worst claim of a fact or effect misses, the mean over all of them, each
            counted as 2 at most; 0 where everything holds, not a number where nobody has tried.
        holds: Facts and effects that it holds, by id.
    """

    number: int
    constants: Mapping[str, float]
    sizes: Mapping[str, float]
    miss: float = math.nan
    holds: tuple[str, ...] = ()


@cache
def members() -> tuple[PlausibleModel, ...]:
    """All members, by number."""
    with (files("esnsim.ensemble") / MEMBERS).open(encoding="utf-8") as file:
        return tuple(_member(row) for row in csv.DictReader(file))


def _member(row: Mapping[str, str]) -> PlausibleModel:
    values = {name: float(value) for name, value in row.items() if name not in KNOWN}
    return PlausibleModel(
        int(row["member"]),
        {name: value for name, value in values.items() if "." not in name},
        {name: value for name, value in values.items() if "." in name},
        float(row["miss"]),
        tuple(row["holds"].split()),
    )


@cache
def ensemble_digest() -> str:
    """Digest of the file of members: which ensemble an answer was drawn from."""
    return hashlib.sha256((files("esnsim.ensemble") / MEMBERS).read_bytes()).hexdigest()[:16]
