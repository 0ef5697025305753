"""What was simulated so far, a line a model, so that the same command goes on where it was stopped."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TextIO, cast

import numpy as np

from benchmarks.ensemble.trials import MOST, Claimed, Said
from esnsim.compilation import rules_digest
from esnsim.state import Doubles

DIGITS = 6


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
        return sum(each.miss for each in self.said) / len(self.said)

    def miss_without(self, family: str) -> float:
        """The same over all other families."""
        return float(np.mean([each.miss for each in self.said if each.family != family]))

    def miss_of(self, family: str) -> float:
        """The same over one family."""
        return float(np.mean([each.miss for each in self.said if each.family == family]))


def read(file: Path) -> list[Record]:
    """All records of a file that were simulated with the rules as they are, none if it is not there."""
    return list(_records(file)) if file.exists() else []


def _opened(file: Path, mode: Literal["rt", "at"]) -> TextIO:
    return cast("TextIO", lzma.open(file, mode, encoding="utf-8"))


def _records(file: Path) -> Iterator[Record]:
    rules = rules_digest()
    with _opened(file, "rt") as opened:
        written = [json.loads(line) for line in opened]
    for content in written:
        if content["rules"] != rules:
            continue
        said = tuple(
            Said(
                name,
                family,
                tuple(Claimed(value if value is not None else float("nan"), miss) for value, miss in claims),
            )
            for name, family, claims in content["said"]
        )
        yield Record(content["number"], content["wave"], np.array(content["place"]), said)


def add(file: Path, record: Record) -> None:
    """Write one record down."""
    said = [[each.id, each.family, [_plain(claim) for claim in each.claims]] for each in record.said]
    place = [round(each, DIGITS) for each in record.place.tolist()]
    content = {"rules": rules_digest(), "number": record.number, "wave": record.wave, "place": place, "said": said}
    with _opened(file, "at") as opened:
        opened.write(json.dumps(content) + "\n")


def _plain(claim: Claimed) -> list[float | None]:
    value = float(f"{claim.value:.{DIGITS}g}") if np.isfinite(claim.value) else None
    return [value, round(min(claim.miss, MOST), DIGITS)]


def holds(record: Record) -> tuple[str, ...]:
    """Facts and effects that a model holds."""
    return tuple(each.id.replace(" ", "_") for each in record.said if each.miss == 0.0)


def families(records: Sequence[Record]) -> list[str]:
    """Families of what is known, in the order of the first record."""
    return list(dict.fromkeys(each.family for each in records[0].said))
