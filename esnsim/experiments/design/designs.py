"""At which points an experiment looks: every combination, a sample that fills the space, or a list from a file.

A sample is drawn in shares of each factor, 0 to 1, and read off the factor: values of a list are equally likely, and so
are equal parts of a range, on its own scale.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import numpy as np

from esnsim.errors import Mistake, OrganisationError, ScenarioError
from esnsim.experiments.design.factors import Factor, Range, Value, sameness, single
from esnsim.organisation.importing.files.table import AnyWay, FileTable, read_table
from esnsim.organisation.importing.findings import Findings
from esnsim.rng.address import key_of, uniform
from esnsim.scenario.reading.text import compose_value
from esnsim.scenario.route import read_route, route_text
from esnsim.state import Doubles

Design = Literal["grid", "latin_hypercube", "sobol", "random", "list"]
DESIGNS: tuple[Design, ...] = get_args(Design)
SAMPLES: tuple[Design, ...] = ("latin_hypercube", "sobol", "random")
"""Designs that have as many points as one asks for."""
MOST_POINTS = 100_000
RANGE_HELP = (
    "write steps such as 0:1:0.1 or a list of values, or choose a sample: --points 20, or design: "
    "{latin_hypercube: 20} in a file"
)
MISSING = "a value is missing; write one, or leave the column out"

Tell = Callable[[str], None]
"""Takes a sentence a person should hear."""


class Listed(NamedTuple):
    """A point from a file.

    Attributes:
        values: Value of each path; every path of the header has one.
        place: ``file:line`` where it stands.
    """

    values: dict[str, Value]
    place: str


def unheard(sentence: str) -> None:
    """Tell nobody."""
    del sentence


def points(
    factors: Sequence[Factor], design: Design, count: int | None = None, seed: int = 1, tell: Tell = unheard
) -> list[dict[str, Value]]:
    """The points of a design, each with a value for every factor.

    Args:
        factors: What is varied.
        design: How points are chosen; a ``list`` comes from `read_points`.
        count: How many are sampled; None for a grid.
        seed: Random seed of the design; nothing else decides.
        tell: Hears of points that came twice and were dropped.

    Returns:
        In a grid, the first factor changes slowest.

    Raises:
        ValueError: If the design does not suit the factors, or there are more points than anybody would run.
    """
    if design == "grid":
        chosen = _grid(factors, count)
    elif design in SAMPLES:
        chosen = _sample(factors, design, count, seed)
    else:
        raise ValueError("a list of points is read from a file; write {list: points.csv}")
    return [point.values for point in once([Listed(point, "") for point in chosen], tell)]


def read_points(path: Path, tell: Tell = unheard) -> list[dict[str, Value]]:
    """The points in a CSV file, one a line, under a header of paths.

    Any usual encoding and delimiter will do. Values are typed as in a scenario; none is left out, for nobody could tell
    whether what the scenario says was meant, or nothing.

    Args:
        path: The file.
        tell: Hears of lines that came twice and were dropped.

    Raises:
        ScenarioError: With everything that cannot be understood, by line and column.
    """
    return [point.values for point in read_listed(path, tell)]


def read_listed(path: Path, tell: Tell = unheard) -> list[Listed]:
    """The points in a CSV file, with their places.

    Raises:
        ScenarioError: As `read_points`.
    """
    if path.is_file() and not path.read_bytes().strip():
        raise ScenarioError([Mistake(str(path), "is empty; write a header of paths and one point a line")])
    findings = Findings()
    try:
        table = read_table(path, str(path), AnyWay(), findings)
    except OrganisationError:
        raise ScenarioError(findings.mistakes) from None
    mistakes: list[Mistake] = []
    paths = _paths(table, mistakes)
    listed = [Listed(_values(table, row, paths, mistakes), table.place(row)) for row in range(table.rows)]
    if not listed:
        mistakes.append(Mistake(table.file, "has no points; write one a line under a header of paths"))
    if mistakes:
        raise ScenarioError(mistakes)
    for repair in findings.report().repairs:
        tell(f"repaired: {repair}")
    return once(listed, tell)


def once(listed: list[Listed], tell: Tell) -> list[Listed]:
    """The points without those that came before, which are told."""
    kept: dict[object, Listed] = {}
    for point in listed:
        kept.setdefault(tuple((path, sameness(value)) for path, value in sorted(point.values.items())), point)
    if dropped := len(listed) - len(kept):
        words = "1 point came twice and was" if dropped == 1 else f"{dropped:,} points came twice and were"
        tell(f"{words} dropped; {len(kept):,} are left")
    return list(kept.values())


def _grid(factors: Sequence[Factor], count: int | None) -> list[dict[str, Value]]:
    """Every combination."""
    if count is not None:
        raise ValueError("a grid has as many points as its values make; a number of points goes with a sample")
    levels: list[list[tuple[str, Value]]] = []
    for factor in factors:
        if isinstance(factor, Range):
            raise ValueError(f"a grid needs values, and {factor.path} is a range; {RANGE_HELP}")  # noqa: TRY004 - not a bug
        levels.append([(factor.path, value) for value in factor.values])
    _check_number(math.prod(len(level) for level in levels))
    return [dict(combination) for combination in itertools.product(*levels)]


def _sample(factors: Sequence[Factor], design: Design, count: int | None, seed: int) -> list[dict[str, Value]]:
    """As many points as asked for, spread by the design."""
    if count is None or count < 1:
        raise ValueError(f"design {design} needs a number of points, such as {{{design}: 64}}")
    _check_number(count)
    if not factors:
        return [{}]
    shares = SHARES[design](len(factors), count, seed)
    return [
        {factor.path: factor.at(share) for factor, share in zip(factors, row, strict=True)} for row in shares.tolist()
    ]


def _check_number(count: int) -> None:
    if count > MOST_POINTS:
        raise ValueError(f"these are {count:,} points; the most is {MOST_POINTS:,}, and a sample needs far fewer")


def _latin_hypercube(factors: int, count: int, seed: int) -> Doubles:
    from scipy.stats import qmc  # noqa: PLC0415 - only samples pay for it

    shares: Doubles = qmc.LatinHypercube(factors, seed=_seed(seed, "latin_hypercube")).random(count)
    return shares


def _sobol(factors: int, count: int, seed: int) -> Doubles:
    from scipy.stats import qmc  # noqa: PLC0415

    # The sequence is balanced in powers of two; a shorter beginning of it still is nearly so.
    sequence = qmc.Sobol(factors, seed=_seed(seed, "sobol"))
    shares: Doubles = sequence.random_base2(max(count - 1, 0).bit_length())[:count]
    return shares


def _random(factors: int, count: int, seed: int) -> Doubles:
    key = key_of(seed, "design", "random")
    numbers = [uniform(key, point, 0, 0, factor) for point in range(count) for factor in range(factors)]
    return np.array(numbers).reshape(count, factors)


SHARES: dict[str, Callable[[int, int, int], Doubles]] = {
    "latin_hypercube": _latin_hypercube,
    "sobol": _sobol,
    "random": _random,
}
"""For each sampled design the shares of its points, in [0, 1); shape (count, factors)."""


def _seed(seed: int, design: str) -> int:
    """The number a library's generator begins with."""
    return key_of(seed, "design", design).low


def _paths(table: FileTable, mistakes: list[Mistake]) -> list[str]:
    """The header, each path in its usual spelling."""
    paths: list[str] = []
    for column, name in enumerate(table.header):
        try:
            paths.append(route_text(read_route(name)))
        except ValueError as error:
            mistakes.append(Mistake(f"{table.file}:1:{column + 1}", f"column '{name}' is no path; {error}"))
            paths.append(name)
    twice = sorted({name for name in paths if paths.count(name) > 1})
    mistakes += [Mistake(f"{table.file}:1", f"{name} stands twice; write each path once") for name in twice]
    return paths


def _values(table: FileTable, row: int, paths: list[str], mistakes: list[Mistake]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column, (path, cell) in enumerate(zip(paths, table.cells(row), strict=True)):
        place = f"{table.place(row)}:{column + 1}"
        if not cell:
            mistakes.append(Mistake(place, f"{path}: {MISSING}"))
            continue
        try:
            values[path] = single(compose_value(cell, place).content)
        except ScenarioError as error:
            mistakes += error.mistakes
        except ValueError as error:
            mistakes.append(Mistake(place, f"{path} is {cell}; {error}"))
    return values
