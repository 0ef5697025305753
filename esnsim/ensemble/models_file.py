"""Plausible models in a file of one's own: written by a calibration, read with every mistake at its line.

A row is a model, a column a constant or size by its name; all of them are there, since what a file left out would be
somebody's guess. A first column, ``member``, numbers the rows.
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
from collections.abc import Mapping, Sequence
from functools import cache
from io import StringIO
from pathlib import Path

from esnsim.ensemble.members import NUMBER, PlausibleModel
from esnsim.ensemble.space import Dimension, dimensions
from esnsim.errors import Mistake, ScenarioError
from esnsim.interventions.forms import suggestion
from esnsim.state import Doubles

FEWEST = 5
"""Models of a file, at least: as many as a block of replicates draws."""


def models_in(file: str) -> tuple[PlausibleModel, ...]:
    """The models of a file, by number; read again when it has changed.

    Args:
        file: Its path.

    Raises:
        ScenarioError: If it cannot be read as models; carries every mistake.
    """
    try:
        found = os.stat(file)  # noqa: PTH116 - asked for each replicate
    except OSError as error:
        raise ScenarioError([Mistake(file, f"cannot be read: {error.strerror}")]) from None
    return _read(file, found.st_mtime_ns, found.st_size)


def models_digest(file: str) -> str:
    """Digest of what a file of models holds."""
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:16]


@cache
def _read(file: str, _changed: int, _size: int) -> tuple[PlausibleModel, ...]:
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ScenarioError([Mistake(file, "is no text in UTF-8; 'esnsim calibrate' writes files of models")]) from None
    rows = list(csv.reader(StringIO(text)))
    known = {each.name: each for each in dimensions()}
    header = rows[0] if rows else []
    mistakes = _of_header(file, header, known)
    if mistakes:
        raise ScenarioError(mistakes)
    models: list[PlausibleModel] = []
    for line, row in enumerate(rows[1:], 2):
        if not row:
            continue
        values, wrong = _values(f"{file}:{line}", header, row, known)
        mistakes += wrong
        models.append(_model(len(models) + 1, values))
    if len(models) < FEWEST:
        mistakes.append(Mistake(file, f"holds {len(models)} models; {FEWEST} are the least that replicates can draw"))
    if mistakes:
        raise ScenarioError(mistakes)
    return tuple(models)


def _of_header(file: str, header: Sequence[str], known: Mapping[str, Dimension]) -> list[Mistake]:
    """Columns that nobody knows, that come twice or that are missing."""
    mistakes = []
    for place, name in enumerate(header, 1):
        if name not in known and name != NUMBER:
            near = suggestion(name, known)
            # All names would be a page for each column of a file that is something else.
            meant = near if near.startswith("did you mean") else "'esnsim calibrate' writes files of models"
            mistakes.append(Mistake(f"{file}:1:{place}", f"'{name}' is no constant; {meant}"))
        elif name in header[: place - 1]:
            mistakes.append(Mistake(f"{file}:1:{place}", f"'{name}' stands in two columns"))
    lacking = [name for name in known if name not in header]
    if lacking:
        few = ", ".join(lacking[:3])
        said = few if len(lacking) <= 3 else f"{few} and {len(lacking) - 3} more"  # noqa: PLR2004 - as many are named
        mistakes.append(Mistake(f"{file}:1", f"has no column for {said}; 'esnsim calibrate' writes all of them"))
    return mistakes


def _values(
    place: str, header: Sequence[str], row: Sequence[str], known: Mapping[str, Dimension]
) -> tuple[dict[str, float], list[Mistake]]:
    """The numbers of a row, and what is wrong with them."""
    if len(row) != len(header):
        return {}, [Mistake(place, f"has {len(row)} cells where the first line has {len(header)}")]
    values, mistakes = {}, []
    for nth, (name, cell) in enumerate(zip(header, row, strict=True), 1):
        if name == NUMBER:
            continue
        one = known[name]
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not one.low <= value <= one.high:
            found = f"{name} is '{cell}'; write a number from {one.low:g} to {one.high:g}"
            mistakes.append(Mistake(f"{place}:{nth}", found))
        values[name] = value
    return values, mistakes


def _model(number: int, values: Mapping[str, float]) -> PlausibleModel:
    constants = {name: value for name, value in values.items() if "." not in name}
    return PlausibleModel(number, constants, {name: value for name, value in values.items() if "." in name})


def models_text(places: Doubles, space: Sequence[Dimension]) -> str:
    """Models as a file has them.

    Args:
        places: Where they lie in the ranges, 0 to 1; shape (models, dimensions).
        space: All dimensions.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([NUMBER, *(each.name for each in space)])
    for number, place in enumerate(places.tolist(), 1):
        writer.writerow([number, *(repr(each.value(at)) for each, at in zip(space, place, strict=True))])
    return text.getvalue()
