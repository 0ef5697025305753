"""The whole of scenario discovery in one call, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from esnsim.analysis.discovery.boxes import Allowed, Box, Fit, HeldOut, fit_of, inside, restricted, restriction
from esnsim.analysis.discovery.held_out import held_out
from esnsim.analysis.discovery.peeling import peel
from esnsim.analysis.discovery.points import Points, gather_points
from esnsim.analysis.discovery.resampling import purpose
from esnsim.analysis.discovery.tree import DecisionTree, grow, is_there
from esnsim.analysis.discovery.trust import DOUBT, best_box, box_holding, chance_of, dropped, quasi_p, reproduced
from esnsim.analysis.discovery.words import (
    FEW_POINTS,
    apart_sentences,
    box_sentences,
    factor_names,
    percent,
    tree_sentences,
)
from esnsim.errors import MissingExtraError
from esnsim.experiments.design.labels import counted

if TYPE_CHECKING:
    import pandas as pd

MOST_BOXES = 3
LEAST_POINTS = 10
"""Fewer points than this are not searched: anything could be found in them."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """Under which conditions runs fail.

    Attributes:
        what: What failing is, as the beginning of a sentence.
        points: What was tried and what came of it.
        boxes: Conditions under which runs fail, the most telling first; later ones among the points left.
        tree: A small tree over the same points, None without scikit-learn.
    """

    what: str
    points: Points
    boxes: tuple[Box, ...]
    tree: DecisionTree | None

    @property
    def share(self) -> float:
        """Share of all runs that fail, every point weighing the same."""
        return float(self.points.share.mean())

    @property
    def names(self) -> dict[str, str]:
        """What the factors are called in sentences, by path."""
        return factor_names([factor.path for factor in self.points.factors])

    def sentences(self) -> list[str]:
        """The answer in plain words, with how far to trust it."""
        runs, points = int(self.points.runs.sum()), len(self.points)
        levels = {factor.path: factor.levels for factor in self.points.factors}
        begun = f"{self.what} in {percent(self.share)} of {counted(runs, 'run')} at {counted(points, 'point')}"
        told = [begun, *self._warnings()]
        for nth, box in enumerate(self.boxes):
            told += box_sentences(box, nth, self.what, self.names, levels)
            told += apart_sentences(box, [factor.path for factor in self.points.factors])
        if not self.boxes:
            told.append(self._no_box())
        return [*told, *self._tree_sentences(levels)]

    def _warnings(self) -> list[str]:
        factors, points = len(self.points.factors), len(self.points)
        if factors and points < FEW_POINTS * factors:
            few = f"{counted(points, 'point')} are few for {counted(factors, 'factor')}"
            return [f"{few}; with fewer than {FEW_POINTS} a factor, expect other points to give other boxes"]
        return []

    def _no_box(self) -> str:
        if self.share in {0.0, 1.0}:
            return f"it is so in {'every' if self.share else 'no'} run, so there is nothing to explain"
        if not self.points.factors:
            return "nothing was varied, so nothing can explain it"
        if len(self.points) < LEAST_POINTS:
            return f"fewer than {LEAST_POINTS} points are not searched, since anything could be found in them"
        return "nothing that was varied explains it better than chance"

    def _tree_sentences(self, levels: dict[str, Any]) -> list[str]:
        if self.share in {0.0, 1.0} or not self.points.factors:
            return []
        if self.tree is None:
            return [] if is_there() else [str(MissingExtraError("a decision tree", "discover"))]
        return tree_sentences(self.tree, self.names, levels)

    def document(self) -> dict[str, Any]:
        """The same as plain values, for other programs; what is not known is None."""
        return {
            "what": self.what,
            "runs": int(self.points.runs.sum()),
            "points": len(self.points),
            "share": self.share,
            "factors": [factor.path for factor in self.points.factors],
            "boxes": [_plain(asdict(box)) for box in self.boxes],
            "tree": None if self.tree is None else _plain(asdict(self.tree)),
            "sentences": self.sentences(),
        }


def discover(
    table: pd.DataFrame,
    factors: Sequence[str],
    failed: str = "failed",
    what: str = "it fails",
    seed: int = 1,
    coverage: float | None = None,
) -> Discovery:
    """Look for conditions under which runs fail.

    Boxes are sought one after another, each among the points outside those before (covering), as long as the next is
    better than chance.

    Args:
        table: One row a run.
        factors: Columns that were varied: numbers, texts or truth values.
        failed: Column that says whether the run failed.
        what: What failing is, as the beginning of a sentence: ``contributors stay below 10 % at week 104``.
        seed: Where the random numbers of shuffles and samples come from.
        coverage: Share of the failing runs that a box is to hold, in (0, 1]: the smallest such box on the way of
            peeling is told; None for the one that agrees best with failure.

    Raises:
        RunError: If a column is not there, or a run lacks a value.
    """
    points = gather_points(table, factors, failed)
    tree = grow(points, purpose("folds", seed)) if is_there() and points.factors else None
    boxes: list[Box] = []
    left = np.ones(len(points), bool)
    while len(boxes) < MOST_BOXES:
        rest = points.at(left)
        found = _next_box(rest, seed, len(boxes), coverage)
        if found is None:
            break
        allowed, box = found
        boxes.append(box)
        left &= ~inside(points, allowed)
    return Discovery(what, points, tuple(boxes), tree)


def _next_box(points: Points, seed: int, nth: int, coverage: float | None) -> tuple[Allowed, Box] | None:
    """A box that is better than chance; None where there is none."""
    if len(points) < LEAST_POINTS or not points.factors or np.ptp(points.share) == 0.0:
        return None
    chance = chance_of(points, purpose("shuffles", seed, nth))
    if chance > DOUBT:
        return None
    search = best_box if coverage is None else partial(box_holding, coverage=coverage)
    allowed = search(points)
    if not any(True for _ in restricted(allowed)):
        return None
    elsewhere = held_out(points, purpose("held out", seed, nth), search)
    again = reproduced(points, purpose("halves", seed, nth))
    return allowed, _described(points, allowed, chance, again, elsewhere)


def _described(points: Points, allowed: Allowed, chance: float, again: np.ndarray[Any, Any], elsewhere: HeldOut) -> Box:
    held = inside(points, allowed)
    fit = fit_of(points, held)
    count = int(held.sum())
    asked = [
        replace(
            restriction(points.factors[place], allowed[place]),
            quasi_p=quasi_p(points, allowed, dropped(allowed, place)),
            reproduced=float(again[place]),
        )
        for place in restricted(allowed)
    ]
    asked.sort(key=lambda each: each.quasi_p)
    fits: tuple[Fit, ...] = tuple(fit_of(points, inside(points, box.allowed)) for box in peel(points))
    return Box(tuple(asked), fit, elsewhere, count, int(points.runs[held].sum()), chance, fits)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any plain value
    """A value that JSON knows."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
