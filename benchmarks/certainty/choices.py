"""The best of many, boxes of scenario discovery, and constants that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.certainty.rate import Rate
from esnsim.analysis.discovery.boxes import Allowed, fit_of, inside, restricted
from esnsim.analysis.discovery.held_out import held_out
from esnsim.analysis.discovery.points import Factor, Points
from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.discovery.trust import best_box
from esnsim.analysis.sensitivity.designs import walks
from esnsim.analysis.sensitivity.indices import effects
from esnsim.experiments.estimates.ranking import behind_first, held_out_mean

COMMON = 0.8
"""Share of the variance that all candidates have in common in a replicate."""


def best_of_many(cases: int = 200) -> Iterator[Rate]:
    """How often equals are told to be behind, and how far the mean of the best is flattered."""
    rng = np.random.default_rng(6)
    group = "The best of many equals"
    for candidates in (5, 50):
        for replicates in (5, 30):
            tables = _equals(rng, cases, replicates, candidates)
            wrong = [(behind_first(each, int(each.mean(0).argmax()), 0.8).low > 0.0).any() for each in tables]
            what = f"{candidates} equals, {replicates} replicates: sweeps in which any is 'behind'"
            before = {(50, 5): "58 of all equals", (50, 30): "65 of all equals"}.get((candidates, replicates), "")
            yield Rate(group, what, 100.0 * np.mean(wrong), most=20.0, before=before)
    tables = _equals(rng, cases, 5, 50)
    flattered = np.mean([each.mean(0).max() for each in tables])
    told = np.mean([held_out_mean(each) for each in tables])
    yield Rate(group, "mean of the best of 50 above the truth, in spreads", float(flattered))
    yield Rate(group, "the same from replicates that did not choose it", float(told), -0.1, 0.1, "0.46")


def _equals(rng: np.random.Generator, cases: int, replicates: int, candidates: int) -> np.ndarray:
    shared = rng.normal(size=(cases, replicates, 1))
    own = rng.normal(size=(cases, replicates, candidates))
    return np.sqrt(COMMON) * shared + np.sqrt(1.0 - COMMON) * own


def noise(cases: int = 60) -> Iterator[Rate]:
    """How many constants without effect are called a finding."""
    rng = np.random.default_rng(7)
    laws = {"normal": lambda shape: rng.normal(size=shape), "tips": lambda shape: 1.0 * (rng.random(shape) < 0.1)}
    tried = (
        ("normal", 12, 2, "5.2"),
        ("normal", 6, 2, "10.7 (4 walks)"),
        ("tips", 12, 2, "7.0"),
        ("normal", 24, 2, "4.1"),
    )
    for law, trajectories, replicates, before in tried:
        design = walks(30, trajectories, 1)
        shape = (*design.shape[:2], replicates)
        found = [
            each.is_finding
            for nth in range(cases)
            for each in effects(laws[law](shape), design, purpose("benchmark", nth))
        ]
        what = f"{law}, {trajectories} walks, {replicates} replicates"
        yield Rate("Sensitivity: findings in noise", what, 100.0 * np.mean(found), most=3.0, before=before)


def boxes(cases: int = 30) -> Iterator[Rate]:
    """How often what is told of a box holds at fresh points."""
    held, claimed, told, fresh = [], [], [], []
    for nth in range(cases):
        rng = np.random.default_rng(nth)
        points, places = _table(rng)
        allowed = best_box(points)
        if not any(True for _ in restricted(allowed)):
            continue
        truth = _fresh(places, allowed, rng)
        found = held_out(points, purpose("benchmark", nth), best_box)
        claimed.append(fit_of(points, inside(points, allowed)).density)
        told.append(found.density.mean)
        fresh.append(truth)
        held.append(found.density.low <= truth <= found.density.high)
    group = "Discovery: the share of runs that fail in a box"
    yield Rate(group, "80 % intervals that hold the fresh share", 100.0 * np.mean(held), 74.0, before="7 (1 of 15)")
    yield Rate(group, "mean share at fresh points", float(np.mean(fresh)), before="0.66")
    yield Rate(group, "mean share at the points that chose the box", float(np.mean(claimed)), before="0.95 (told)")
    off = float(np.mean(told) - np.mean(fresh))
    yield Rate(group, "told less fresh", off, -0.08, 0.08, "0.29")


FACTORS, POINTS = 5, 100


def _table(rng: np.random.Generator) -> tuple[Points, np.ndarray]:
    """Points that fail in 8 of 10 runs inside a box of two factors, in 2 of 10 outside; one run each."""
    places = rng.random((POINTS, FACTORS)).round(6)
    share = (rng.random(POINTS) < _failing(places)).astype(np.float64)
    factors = []
    for nth in range(FACTORS):
        levels, codes = np.unique(places[:, nth], return_inverse=True)
        factors.append(Factor(f"f{nth}", tuple(levels.tolist()), True, codes.astype(np.int64)))  # noqa: FBT003
    return Points(tuple(factors), share, np.ones(POINTS, np.int64)), places


def _failing(places: np.ndarray) -> np.ndarray:
    return np.where((places[:, 0] < 0.5) & (places[:, 1] < 0.6), 0.8, 0.2)


def _fresh(places: np.ndarray, allowed: Allowed, rng: np.random.Generator) -> float:
    """Chance to fail of points inside the box that were never tried."""
    others = rng.random((20_000, FACTORS))
    there = np.ones(len(others), bool)
    for nth, levels in enumerate(allowed):
        numbers, kept = np.unique(places[:, nth]), np.flatnonzero(levels)
        low = -1.0 if kept[0] == 0 else (numbers[kept[0] - 1] + numbers[kept[0]]) / 2.0
        high = 2.0 if kept[-1] + 1 == len(numbers) else (numbers[kept[-1]] + numbers[kept[-1] + 1]) / 2.0
        there &= (others[:, nth] > low) & (others[:, nth] < high)
    return float(_failing(others[there]).mean())
