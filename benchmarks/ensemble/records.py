"""What was simulated so far, a line a model, so that the same command goes on where it was stopped."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TextIO, cast

import numpy as np

from benchmarks.ensemble.trials import MOST, Claimed, Said
from esnsim.atomic_file import whole_file
from esnsim.compilation import rules_digest
from esnsim.evidence.effects.orders import ORDERS
from esnsim.evidence.fact import Band
from esnsim.state import Doubles

DIGITS = 6
ORDER_IDS = frozenset(each.id for each in ORDERS)
"""Which of the ids are orders."""
SAME = 1e-4
"""By how much a value may differ that was rounded when it was written."""


class Record(NamedTuple):
    """A model that was simulated.

    Attributes:
        number: By which its wave knows it.
        wave: Wave, from 0; a wave is drawn from all before it.
        place: Where it lies; shape (dimensions,).
        said: What it says to facts and effects.
    """

    number: int
    wave: int
    place: Doubles
    said: tuple[Said, ...]

    @property
    def miss(self) -> float:
        """By how many widths facts and effects are missed, in the mean."""
        return float(np.mean([each.miss for each in self.sizes]))

    @property
    def sizes(self) -> tuple[Said, ...]:
        """What it says to facts and effects, orders left out: only those are asked for these that may be members."""
        return tuple(each for each in self.said if each.id not in ORDER_IDS)

    @property
    def miss_of_orders(self) -> float:
        """By how many widths orders and signs between effects are missed, in the mean; not a number if not asked."""
        orders = [each.miss for each in self.said if each.id in ORDER_IDS]
        return float(np.mean(orders)) if orders else float("nan")

    def miss_without(self, family: str) -> float:
        """By how many widths facts and effects of all other families are missed."""
        return float(np.mean([each.miss for each in self.sizes if each.family != family]))

    def miss_of(self, family: str) -> float:
        """The same over one family."""
        return float(np.mean([each.miss for each in self.sizes if each.family == family]))


def read(file: Path) -> list[Record]:
    """The last record of each model that was simulated with the rules as they are, none if the file is not there."""
    return [_record(each) for each in _latest(file) if each["rules"] == rules_digest()]


def read_of_other_rules(file: Path) -> list[Record]:
    """The records of a file that were simulated with other rules; of a model that was simulated again, the last."""
    return [_record(each) for each in _latest(file) if each["rules"] != rules_digest()]


def take_over(file: Path) -> None:
    """Have the last record of each model in a file count as simulated with the rules as they are."""
    lines = [json.dumps(each | {"rules": rules_digest()}) + "\n" for each in _latest(file)]
    with whole_file(file) as unfinished:
        unfinished.write_bytes(lzma.compress("".join(lines).encode()))


def _latest(file: Path) -> list[dict[str, Any]]:
    """The last record of each model."""
    return list({each["number"]: each for each in _written(file)}.values())


def _written(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    with _opened(file, "rt") as opened:
        return [json.loads(line) for line in opened]


def _opened(file: Path, mode: Literal["rt", "at"]) -> TextIO:
    return cast("TextIO", lzma.open(file, mode, encoding="utf-8"))


def _record(content: Mapping[str, Any]) -> Record:
    said = tuple(
        Said(
            name,
            family,
            tuple(Claimed(value if value is not None else float("nan"), miss) for value, miss in claims),
        )
        for name, family, claims in content["said"]
    )
    return Record(content["number"], content["wave"], np.array(content["place"]), said)


def says_the_same(record: Record, said: Sequence[Said]) -> bool:
    """Whether a model that is simulated again says what was written down."""
    if [each.id for each in record.said] != [each.id for each in said]:
        return False
    written, again = (
        [value for each in every for claim in each.claims for value in (claim.value, min(claim.miss, MOST))]
        for every in (record.said, said)
    )
    return len(written) == len(again) and bool(np.allclose(written, again, rtol=SAME, atol=SAME, equal_nan=True))


def add(file: Path, record: Record) -> None:
    """Write one record down."""
    place = [round(each, DIGITS) for each in record.place.tolist()]
    content = {"rules": rules_digest(), "number": record.number, "wave": record.wave, "place": place}
    with _opened(file, "at") as opened:
        opened.write(json.dumps(content | {"said": _plain_said(record.said)}) + "\n")


def _plain_said(said: Sequence[Said]) -> list[list[Any]]:
    return [[each.id, each.family, [_plain(claim) for claim in each.claims]] for each in said]


def _plain(claim: Claimed) -> list[float | None]:
    value = float(f"{claim.value:.{DIGITS}g}") if np.isfinite(claim.value) else None
    return [value, round(min(claim.miss, MOST), DIGITS)]


def holds(record: Record) -> tuple[str, ...]:
    """Facts and effects that a model holds."""
    return tuple(each.id.replace(" ", "_") for each in record.said if each.miss == 0.0)


def said_together(records: Sequence[Record], bands: Mapping[str, Sequence[Band]]) -> tuple[Said, ...]:
    """What models say as one: the median of what each says to a claim, as an answer tells it; silent ones left out."""
    answers = [{one.id: [claim.value for claim in one.claims] for one in each.said} for each in records]
    found = []
    for fact in records[0].said:
        within = bands[fact.id]
        given = [each[fact.id] for each in answers if len(each.get(fact.id, ())) == len(within)]
        medians = np.nanmedian(given, axis=0).tolist() if given else []
        claims = (Claimed(value, band.miss(value)) for value, band in zip(medians, within, strict=bool(given)))
        found.append(Said(fact.id, fact.family, tuple(claims)))
    return tuple(found)


def families(records: Sequence[Record]) -> list[str]:
    """Families of what is known, in the order of the first record."""
    return list(dict.fromkeys(each.family for each in records[0].said))
