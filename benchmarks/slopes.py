"""How every claim of the facts leans on the constants, and where to go from there: the second way of fitting.

``python -m benchmarks.slopes --log slopes.jsonl --points 40 imitation=0.02 novice_pull=0.05`` simulates the quick
trials with constants drawn around these (the others at their defaults), lays a straight line through each claim (ridge
regression, its strength chosen by leaving points out) and prints, for every claim that fails, the constants it leans on
most, and the constants that the lines would choose within a short step. Points are kept in the file; the same command
adds more. Where `benchmarks.fit` searches blindly and takes hundreds of evaluations, this takes some forty a step;
lines hold near their points only, so steps are short and each is checked by living it.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.fit import FREE, WEIGHT, drift, judge_all
from esnsim.behaviour.parameters import Parameters
from esnsim.evidence.fact import Band, Claim
from esnsim.evidence.facts import FACTS
from esnsim.evidence.trial import Variation
from esnsim.evidence.verdict import Judged
from esnsim.scenario.constants import known_parameters

Floats = NDArray[np.float64]
STEADY = Band(0.0, 0.9, 1.0)
"""Drift of a settled network, in what is tolerable."""
FAR = 2.5
"""Misses of more band widths than this count as this."""
STRENGTHS = np.geomspace(0.05, 50.0, 10)
MOST = 0.6
"""Share of points that have to speak of a claim."""
CAUTION = 0.25
"""How far within its band a claim should come to lie, in errors of its line."""


class Line(NamedTuple):
    """A claim as a straight line in constants, each counted from 0 at its lowest to 1 at its highest value.

    Attributes:
        level: Value at zero.
        slopes: Change of the value from one end of each constant's range to the other.
        error: Root mean square of what the line misses points by that it has not seen.
    """

    level: float
    slopes: Floats
    error: float

    def at(self, place: Floats) -> float:
        """What the line says there."""
        return self.level + float(self.slopes @ place)


def claims() -> dict[str, tuple[Claim, float]]:
    """Every claim by fact and key, with the weight of its evidence."""
    return {
        f"{fact.id} {claim.key}": (claim, WEIGHT[fact.grade])
        for fact in FACTS
        for test in fact.tests
        for claim in test.claims
    }


def variation_at(place: Floats) -> Variation:
    """The constants at this place of their ranges."""
    known = known_parameters()
    values = [
        known[name].low + part * (known[name].high - known[name].low) for name, part in zip(FREE, place, strict=True)
    ]
    return Variation(tuple(sorted(zip(FREE, map(float, values), strict=True))))


def simulate(pool: Executor, place: Floats, replicates: int) -> dict[str, float]:
    """What the trials say of every claim there."""
    variation = variation_at(place)
    moving = pool.submit(drift, variation)
    judged = judge_all(pool, variation, replicates, skipped=("organisation", "contested influence"))
    return {**values_of(judged), "drift": moving.result()}


def values_of(judged: Sequence[Judged]) -> dict[str, float]:
    """The value of every claim by fact and key."""
    return {f"{each.fact.id} {found.claim.key}": found.value for each in judged for found in each.findings}


def line_through(places: Floats, values: Floats, band: Band) -> Line:
    """A ridge line through one claim's points, as strong as serves points left out best."""
    known = np.isfinite(values)
    low = band.low - FAR * band.width if math.isfinite(band.low) else -np.inf
    high = band.high + FAR * band.width if math.isfinite(band.high) else np.inf
    x, y = places[known], np.clip(values[known], low, high)
    middle, mean, best = x.mean(0), y.mean(), (math.inf, np.zeros(x.shape[1]))
    inner = (x - middle) @ (x - middle).T
    for strength in STRENGTHS:
        solved = np.linalg.inv(inner + strength * np.eye(len(y)) * inner.trace() / len(y))
        hat = inner @ solved
        left = (y - mean - hat @ (y - mean)) / (1.0 - np.diag(hat) - 1.0 / len(y))
        error = float(np.sqrt((left**2).mean()))
        if error < best[0]:
            best = (error, (x - middle).T @ solved @ (y - mean))
    return Line(float(mean - best[1] @ middle), best[1], best[0])


def lines_through(points: list[dict[str, dict[str, float] | list[float]]]) -> dict[str, Line]:
    """A line for every claim that most points speak of."""
    places = np.array([point["place"] for point in points])
    bands = {name: claim.band for name, (claim, _) in claims().items()} | {"drift": STEADY}
    lines = {}
    for name, band in bands.items():
        values = np.array([dict(point["said"]).get(name, math.nan) for point in points], float)
        if np.isfinite(values).mean() > MOST:
            lines[name] = line_through(places, values, band)
    return lines


def cost(lines: dict[str, Line], place: Floats, start: Floats, pull: float) -> float:
    """What the lines say is missed there, and the way from the start."""
    asked, total = claims(), pull * float(((place - start) ** 2).sum())
    for name, line in lines.items():
        band, weight = (asked[name][0].band, asked[name][1]) if name in asked else (STEADY, 1.0)
        inside = min(CAUTION * line.error, 0.15 * band.width)
        value = line.at(place)
        miss = max(band.low + inside - value, value - band.high + inside, 0.0) / band.width
        total += weight * (3.0 * min(miss, 1.5) ** 2 + 0.5 * min(miss, 1.5))
    return total


def proposal(lines: dict[str, Line], start: Floats, reach: float, pull: float) -> Floats:
    """The place within reach that the lines like best."""
    bounds = list(zip(np.maximum(start - reach, 0.0), np.minimum(start + reach, 1.0), strict=True))
    found = [
        minimize(lambda place: cost(lines, place, start, pull), begin, bounds=bounds, method="L-BFGS-B")
        for begin in (start, *(np.random.default_rng(seed).uniform(*zip(*bounds, strict=True)) for seed in range(4)))
    ]
    return np.asarray(min(found, key=lambda each: float(each.fun)).x)


def tell(lines: dict[str, Line], place: Floats) -> None:
    """Claims that the lines see failing, and what a tenth of a constant's range does to them, in band widths."""
    for name, line in lines.items():
        band, value = (claims()[name][0].band if name in claims() else STEADY), line.at(place)
        if band.miss(value) > 0.0:
            leaning = [
                f"{FREE[nth]} {0.1 * line.slopes[nth] / band.width:+.2f}" for nth in np.argsort(-abs(line.slopes))[:5]
            ]
            print(f"{name}: {value:.3g}, wanted {band.low:g} to {band.high:g}; {', '.join(leaning)}")


def main() -> None:
    """Live points around the given constants, and say where the lines lead."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("start", nargs="*", metavar="NAME=VALUE")
    reader.add_argument("--log", type=Path, default=Path("slopes.jsonl"))
    reader.add_argument("--points", type=int, default=40)
    reader.add_argument("--spread", type=float, default=0.08, help="sd of points around the start, of a range")
    reader.add_argument("--reach", type=float, default=0.1, help="longest step of a constant, of its range")
    reader.add_argument("--pull", type=float, default=3.0, help="how strongly the start holds")
    reader.add_argument("--replicates", type=int, default=5)
    asked = reader.parse_args()
    known = known_parameters()
    given = {**Parameters._field_defaults, **{n: float(v) for n, v in (each.split("=") for each in asked.start)}}
    start = np.array([(given[n] - known[n].low) / (known[n].high - known[n].low) for n in FREE])
    before = asked.log.read_text(encoding="utf-8").splitlines() if asked.log.exists() else []
    with ProcessPoolExecutor(2) as pool, asked.log.open("a", encoding="utf-8") as log:
        for nth in range(asked.points):
            random_numbers = np.random.default_rng(len(before) + nth).standard_normal(len(FREE))
            place = np.clip(start + asked.spread * random_numbers, 0.0, 1.0)
            point = {"place": place.tolist(), "said": simulate(pool, place, asked.replicates)}
            print(json.dumps(point), file=log, flush=True)
    lines = lines_through([json.loads(line) for line in asked.log.read_text(encoding="utf-8").splitlines()])
    tell(lines, start)
    for name, value in variation_at(proposal(lines, start, asked.reach, asked.pull)).behaviour:
        print(f"{name}={value:.4g}")


if __name__ == "__main__":
    main()
