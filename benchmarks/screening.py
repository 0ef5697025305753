"""What a step of each of up to eleven constants makes of every claim at full size: the third way of fitting.

``python -m benchmarks.screening imitation=0.0112:0.0012 curiosity_spread=1.1:0.06 ...`` (value and step) runs twelve
points, a Plackett-Burman design: in each, half of the constants are a step up and half a step down, so that every
effect is the difference of two means of six points. Constants without a step stay at their value, the others at their
defaults. `benchmarks.slopes` goes by quick trials, which are small and few; here effects can be distinguished from
random variation. Twelve points of the trials that most facts need take some twenty minutes on two cores; they are kept
in the file and not simulated again.
"""

from __future__ import annotations

import argparse
import json
import re
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit import judge_all
from benchmarks.slopes import claims, values_of
from esnsim.evidence.trial import TrialSize, Variation
from esnsim.interventions.forms import suggestion
from esnsim.scenario.constants import known_parameters

FIRST = (1, 1, -1, 1, 1, 1, -1, -1, -1, 1, -1)
"""The first of the twelve points of R. L. Plackett and J. P. Burman (1946), Biometrika 33, 305-325."""
NUMBERS = r"-?[\d.]+(e-?\d+)?(:[\d.]+(e-?\d+)?)?"
"""A value, and its step if there is one."""
LEFT_OUT = (
    "beginnings",
    "committed minority",
    "complements",
    "contested influence",
    "decays",
    "growth by itself",
    "leaders",
    "mixed goals",
    "organisation",
    "points",
    "seeding",
    "starts",
)
"""Trials whose facts depend on few constants, that take long, or both; looked at where a step ends."""


def design() -> NDArray[np.int64]:
    """Twelve points of eleven constants, each a step up (1) or down (-1): every two columns agree in half of them."""
    return np.array([*(np.roll(FIRST, nth) for nth in range(len(FIRST))), np.full(len(FIRST), -1)])


def mistakes_in(said: str) -> list[str]:
    """What is wrong with a constant as it was given."""
    name, _, numbers = said.partition("=")
    known = known_parameters()
    mistakes = [] if name in known else [f"there is no constant {name!r}; {suggestion(name, known, 'constants')}"]
    if not re.fullmatch(NUMBERS, numbers):
        mistakes.append(f"{said!r}: write NAME=VALUE, or NAME=VALUE:STEP, such as imitation=0.01:0.001")
    return mistakes


def variation_at(values: dict[str, float], steps: dict[str, float], point: NDArray[np.int64]) -> Variation:
    """The constants at this point, none beyond its range."""
    known = known_parameters()
    at = values | {name: values[name] + sign * step for (name, step), sign in zip(steps.items(), point, strict=False)}
    return Variation(
        tuple((name, float(np.clip(value, known[name].low, known[name].high))) for name, value in sorted(at.items()))
    )


def simulate(pool: Executor, variation: Variation, replicates: int) -> dict[str, float]:
    """What the trials say of every claim there."""
    return values_of(judge_all(pool, variation, replicates, LEFT_OUT, TrialSize.FULL))


def tell(said: list[dict[str, float]], names: list[str]) -> None:
    """The mean of every claim over all points, and what a step of each constant adds, the largest first."""
    points = design()[:, : len(names)]
    for name, (claim, _) in claims().items():
        values = np.array([each.get(name, np.nan) for each in said])
        if np.isfinite(values).all():
            effects, band = points.T @ values / len(values), claim.band
            largest = [f"{names[nth]} {effects[nth]:+.3g}" for nth in np.argsort(-abs(effects))]
            print(f"{name}: {values.mean():.4g}, wanted {band.low:g} to {band.high:g}; {', '.join(largest)}")


def main() -> None:
    """Simulate the points and tell the effects."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("constants", nargs="+", metavar="NAME=VALUE[:STEP]")
    reader.add_argument("--log", type=Path, default=Path("screening.jsonl"))
    reader.add_argument("--replicates", type=int, default=200, help="at most so many of each trial")
    asked = reader.parse_args()
    if mistakes := [mistake for each in asked.constants for mistake in mistakes_in(each)]:
        reader.error("; ".join(mistakes))
    given = {name: said.split(":") for name, said in (each.split("=") for each in asked.constants)}
    values = {name: float(said[0]) for name, said in given.items()}
    steps = {name: float(said[1]) for name, said in given.items() if len(said) > 1}
    if len(steps) > len(FIRST):
        reader.error(f"{len(steps)} constants with a step, where twelve points can tell {len(FIRST)} apart")
    lines = asked.log.read_text("utf-8").splitlines() if asked.log.exists() else []
    simulated = {json.dumps(each["at"]): each["said"] for each in map(json.loads, lines)}
    points = []
    with ProcessPoolExecutor(2) as pool, asked.log.open("a", encoding="utf-8") as log:
        for point in design():
            variation = variation_at(values, steps, point)
            at = dict(variation.behaviour)
            if (said := simulated.get(json.dumps(at))) is None:
                said = simulate(pool, variation, asked.replicates)
                print(json.dumps({"at": at, "said": said}), file=log, flush=True)
            points.append(said)
    tell(points, list(steps))


if __name__ == "__main__":
    main()
