"""What a kind of intervention says of itself, as cells of tables: its fields with their ranges, and what it takes."""

from __future__ import annotations

from typing import NamedTuple

from esnsim.interventions.charge import Charge
from esnsim.interventions.intervention import Intervention
from esnsim.interventions.kind import Kind
from esnsim.interventions.registry import kind_word
from esnsim.interventions.sizes import SIZES, Plausible


class FieldRow(NamedTuple):
    """An entry of a kind, as texts.

    Attributes:
        name: How it is written.
        default: What it is where nothing is said; empty for nothing.
        plausible: Plausible values of the default; empty where a field decides nothing by its size.
        source: Where that range comes from.
        meaning: What it means.
    """

    name: str
    default: str
    plausible: str
    source: str
    meaning: str


class ChargeRow(NamedTuple):
    """Something a kind takes where a scenario says nothing else, as texts.

    Attributes:
        what: What it is taken for.
        whose: Whose time, or who pays.
        usual: How much, with its unit, behind the entry that says it.
        each: What it is taken for, each.
        plausible: Least and largest plausible value.
        source: Where that range comes from.
        reached: Whether it is time of those it is for.
    """

    what: str
    whose: str
    usual: str
    each: str
    plausible: str
    source: str
    reached: bool


def field_rows(kind: type[Kind]) -> list[FieldRow]:
    """Fields that the kind adds to those of all kinds, or changes."""
    word, common = kind_word(kind), Intervention.model_fields
    sizes, said = SIZES.get(word, {}), kind.model_construct(kind=word).model_dump(mode="json", by_alias=True)
    return [
        FieldRow(name, _default(said[name]), *_range(sizes.get(name), said[name]), field.description or "")
        for name, field in kind.model_fields.items()
        if name != "kind" and (name not in common or common[name].default != field.default)
    ]


def charge_rows(kind: type[Kind]) -> list[ChargeRow]:
    """What it takes, for whom, and how well that is known."""
    return [
        ChargeRow(
            each.what,
            each.whose,
            _amount(each, kind),
            each.per.value,
            f"{each.low:g} to {each.high:g}",
            each.source,
            each.reached,
        )
        for each in kind.charges
    ]


def _amount(charge: Charge, kind: type[Kind]) -> str:
    """How much, and which entry of the intervention says it."""
    named, said = isinstance(charge.usual, str), str(charge.usual)
    number = float(getattr(kind.model_construct(kind=kind_word(kind)), said)) if named else float(charge.usual)
    unit = charge.unit[:-1] if number == 1.0 and charge.unit != "money" else charge.unit
    entry = f"`{said}`, " if said in kind.model_fields else ""
    return f"{entry}{number:g} {unit}"


def _range(size: Plausible | None, default: object) -> tuple[str, str]:
    """Plausible values of a default and where they come from; empty where a field decides nothing by its size."""
    if size is None:
        return "", ""
    # A length of time is written with its unit, and its range is in workdays.
    return f"{size.low:g} to {size.high:g}{' days' if isinstance(default, str) else ''}", size.source


def _default(value: object) -> str:
    """A default as it is written in a scenario."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_default(said)}" for name, said in value.items())
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
