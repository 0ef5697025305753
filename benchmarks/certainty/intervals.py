"""Intervals of means, bands of runs, the rule that stops, and how many more runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.certainty.rate import Rate
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.stopping import Until
from esnsim.experiments.estimates.bands import middle
from esnsim.experiments.estimates.interval import most_otherwise
from esnsim.experiments.estimates.means import interval_of_difference, interval_of_mean, intervals_of_means
from esnsim.experiments.estimates.more_runs import runs_needed
from esnsim.experiments.replicating import replicates_wished
from esnsim.simulation.record import gini

COVERAGE = 0.8
DRAWS = 20_000
Rng = np.random.Generator
Draw = Callable[[Rng, tuple[int, ...]], np.ndarray]
LAWS: dict[str, tuple[Draw, float]] = {
    "normal": (lambda rng, shape: rng.normal(size=shape), 0.0),
    "exponential": (lambda rng, shape: rng.exponential(size=shape), 1.0),
    "log-normal(1)": (lambda rng, shape: rng.lognormal(0.0, 1.0, shape), math.exp(0.5)),
    "share near a ceiling, beta(20, 0.5)": (lambda rng, shape: rng.beta(20.0, 0.5, shape), 20.0 / 20.5),
    "long tails, Student's with 3": (lambda rng, shape: rng.standard_t(3.0, shape), 0.0),
}
BEFORE = {
    "normal": {5: "80", 10: "80", 30: "80"},
    "exponential": {5: "74", 10: "77", 30: "78"},
    "log-normal(1)": {5: "68", 10: "71", 30: "74"},
    "share near a ceiling, beta(20, 0.5)": {5: "70", 10: "74", 30: "77"},
}
TIPPING = 0.1
STEP = 0.3


def tipping(rng: Rng, shape: tuple[int, ...], spread: float = 0.0) -> np.ndarray:
    """A plan that gains 30 points in one run of ten and nothing in the others."""
    return STEP * (rng.random(shape) < TIPPING) + spread * rng.normal(size=shape)


def coverages() -> Iterator[Rate]:
    """How often intervals of means hold the mean."""
    rng = np.random.default_rng(1)
    for name, (draw, truth) in LAWS.items():
        for runs in (5, 10, 30):
            found = intervals_of_means(draw(rng, (runs, DRAWS)), COVERAGE)
            held = 100.0 * ((found.low <= truth) & (truth <= found.high)).mean()
            ends = (76.0, 84.0) if runs > 5 and name in BEFORE else (-math.inf, math.inf)
            yield Rate("80 % intervals", f"{name}, n = {runs}", held, *ends, BEFORE.get(name, {}).get(runs, ""))
    for runs, before in ((5, "40"), (10, "64"), (30, "75")):
        held = 100.0 * np.mean(told_rightly(tipping(rng, (runs, DRAWS)), TIPPING * STEP))
        least = 75.0 if runs == 10 else -math.inf
        yield Rate("80 % intervals", f"tips in 1 run of 10, n = {runs} (none: 'at most')", held, least, before=before)
    noisy = np.mean(told_rightly(tipping(rng, (10, DRAWS), 0.02), TIPPING * STEP))
    yield Rate("80 % intervals", "tips in 1 run of 10, runs spread besides, n = 10", 100.0 * noisy)
    yield Rate(
        "80 % intervals", "'0 of 5': at most so many percent of runs", 100.0 * most_otherwise(5, COVERAGE), 36, 38
    )
    yield from bounded(rng)
    yield difference(rng)


def told_rightly(values: np.ndarray, truth: float) -> np.ndarray:
    """Whether what is told of each column is true: its interval, or of runs all at zero the most that may tip."""
    found = intervals_of_means(values, COVERAGE)
    told = (found.low <= truth) & (truth <= found.high)
    return np.where(np.isnan(found.low), most_otherwise(len(values), COVERAGE) >= TIPPING, told)


def bounded(rng: Rng) -> Iterator[Rate]:
    """How often intervals of shares around 97 % go beyond everybody."""
    values = np.clip(rng.normal(0.97, 0.025, (5, DRAWS)), 0.0, 1.0)
    found = intervals_of_means(values, COVERAGE).within(np.zeros(DRAWS), np.ones(DRAWS))
    yield Rate("80 % intervals", "shares around 97 %, n = 5: beyond 100 %", 100.0 * (found.high > 1.0).mean(), most=0.0,
               before="8 (45 with 3 runs)")  # fmt: skip


def difference(rng: Rng, cases: int = 4000) -> Rate:
    """Two scenarios of one law whose runs draw organisations: how often they differ surely."""
    one, two = (rng.normal(size=(cases, 10)) + rng.normal(size=(cases, 10)) for _ in range(2))
    wrong = [interval_of_difference(*both, COVERAGE).leaves_out_zero for both in zip(one, two, strict=True)]
    what = "two seeds of one scenario, 10 organisations each, 'differ surely'"
    return Rate("Different people", what, 100.0 * np.mean(wrong), most=20.0, before="68 to 79 (19 to 22 of 28 pairs)")


def bands() -> Iterator[Rate]:
    """How many new runs lie in the band of those that were simulated."""
    rng = np.random.default_rng(2)
    for runs, before in ((9, ""), (10, "65"), (30, "75")):
        low, high = middle(rng.normal(size=(runs, DRAWS)), COVERAGE)
        another = rng.normal(size=DRAWS)
        held = 100.0 * ((low <= another) & (another <= high)).mean()
        yield Rate("Bands of single runs", f"new runs in the band of {runs}", held, 76.0, 84.0, before)


def stopped(cases: int = 2000) -> Iterator[Rate]:
    """How often intervals of points that a rule has stopped hold the mean."""
    rng = np.random.default_rng(3)
    laws: dict[str, tuple[Draw, float, float, str]] = {
        "normal, width 0.04, spread 0.05": (lambda rng, n: 0.05 * rng.normal(size=n), 0.0, 78.0, "74"),
        "log-normal(1)": (lambda rng, n: 0.02314 * rng.lognormal(0.0, 1.0, n), 0.02314 * math.exp(0.5), 76.0, "61"),
        "tips in 1 run of 10": (tipping, STEP * TIPPING, 75.0, "40"),
    }
    rule = Until(Outcome("reader"), 0.04)
    for name, (draw, truth, least, before) in laws.items():
        held = [_stops_rightly(draw(rng, (rule.at_most,)), rule, truth) for _ in range(cases)]
        yield Rate("Until narrower than", name, 100.0 * np.mean(held), least, before=before)


def _stops_rightly(values: np.ndarray, rule: Until, truth: float) -> bool:
    have = rule.at_least
    while (wish := replicates_wished(values[:have], rule)) > have:
        have = wish
    return bool(told_rightly(values[:have, None], truth)[0])


def more_runs(cases: int = 2000, runs: int = 10) -> Iterator[Rate]:
    """What comes of adding as many runs as are told."""
    rng = np.random.default_rng(4)
    for effect, settled_before in ((0.0, "99 told"), (0.5, "83")):
        values = effect + rng.normal(size=(cases, runs))
        unsettled = [each for each in values if not interval_of_mean(each, COVERAGE).leaves_out_zero]
        told = [(each, more) for each in unsettled if (more := runs_needed(each, COVERAGE)) is not None]
        if not effect:
            share = 100.0 * len(told) / len(unsettled)
            yield Rate("More runs", "no effect: open cases told a number", share, most=20.0, before=settled_before)
            continue
        ends = [np.concatenate([each, effect + rng.normal(size=more)]) for each, more in told]
        settled = 100.0 * np.mean([interval_of_mean(each, COVERAGE).low > 0.0 for each in ends])
        yield Rate("More runs", f"effect of {effect:g} spreads: settled by them", settled, 76.0, before=settled_before)
    looked = rng.normal(size=runs)
    looked = 0.4 + (looked - looked.mean()) / looked.std(ddof=1)
    more = runs_needed(looked, COVERAGE)
    found = intervals_of_means(0.4 + rng.normal(size=(runs + (more or 0), DRAWS)), COVERAGE)
    yield Rate(
        "More runs", "as large as it looked: settled by as many runs", 100.0 * (found.low > 0.0).mean(), 76.0, 86.0
    )


def inequality() -> Iterator[Rate]:
    """How far the inequality of few is from that of many of one law."""
    rng = np.random.default_rng(5)
    for people, before in ((50, "-1 to -6"), (10, "-8 to -17")):
        many = gini(rng.negative_binomial(0.5, 0.1, 200_000))
        few = np.nanmean([gini(each) for each in rng.negative_binomial(0.5, 0.1, (4000, people))])
        off = 100.0 * (few / many - 1.0)
        yield Rate("Gini coefficient", f"of {people} people: off by so many percent", off, -3.0, 3.0, before)
