"""A small decision tree over the factors: a second, independent look at the same table.

Boxes say where runs fail; a tree says of every point what to expect, and how well that is foreseen at points it has not
seen. It is as deep as helps there, at most three questions, and has no question at all where none helps. Points stay
whole: all runs of a point are learnt from or foretold, never both.

References:
    Breiman, Friedman, Olshen, Stone (1984), Classification and regression trees: the rule of one standard error.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.analysis.discovery.boxes import Allowed, Restriction, everything, inside, restricted, restriction
from esnsim.analysis.discovery.points import Factor, Points
from esnsim.analysis.discovery.resampling import shuffled
from esnsim.errors import MissingExtraError
from esnsim.rng.address import Key
from esnsim.state import Doubles, Longs

DEEPEST = 3
FOLDS = 5
LEAST_LEAF = 0.05
"""A leaf holds at least this share of the points, ..."""
LEAST_LEAF_POINTS = 5
"""... and at least so many."""
LEAST_FOLD = 4
"""Points that a fold holds at least, for a tree to be tried."""


class SplitRule(NamedTuple):
    """A column that the tree may ask about.

    Attributes:
        factor: Place of the factor.
        level: For a factor without numbers the level it asks for, -1 for numbers.
    """

    factor: int
    level: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a tree ends.

    Attributes:
        restrictions: All of them hold here.
        share: Share of the runs that fail here, 0 to 1.
        points: Points here.
        runs: Runs here.
    """

    restrictions: tuple[Restriction, ...]
    share: float
    points: int
    runs: int


@dataclass(frozen=True, slots=True)
class DecisionTree:
    """A small tree.

    Attributes:
        leaves: From the most failing to the least.
        depth: Questions at most, 0 to `DEEPEST`.
        explained: Share of the variation between points that is foreseen at points not learnt from, at most 1; 0 or
            less where the overall share foretells as well.
    """

    leaves: tuple[Leaf, ...]
    depth: int
    explained: float


def is_there() -> bool:
    """Whether trees can be grown here."""
    return find_spec("sklearn") is not None


def grow(points: Points, key: Key) -> DecisionTree:
    """The tree that foretells the share of failing runs of points it has not seen.

    Args:
        points: What was tried.
        key: Where the folds come from.

    Raises:
        MissingExtraError: If scikit-learn is not installed.
    """
    if not is_there():
        raise MissingExtraError("a decision tree", "discover")
    questions = list(_questions(points))
    columns = _columns(points, questions)
    depth, explained = _depth(points, columns, key)
    if depth == 0:
        return DecisionTree((_leaf(points, everything(points)),), 0, explained)
    fitted = _fit(columns, points.share, depth)
    leaves = (_leaf(points, allowed) for allowed in _ends(fitted.tree_, points, questions, 0, everything(points)))
    return DecisionTree(tuple(sorted(leaves, key=lambda leaf: -leaf.share)), depth, explained)


def _questions(points: Points) -> Iterator[SplitRule]:
    for nth, factor in enumerate(points.factors):
        if factor.numeric:
            yield SplitRule(nth, -1)
        else:
            yield from (SplitRule(nth, level) for level in range(len(factor.levels)))


def _columns(points: Points, questions: list[SplitRule]) -> Doubles:
    """What the tree sees: places of numbers in their order, and 0 or 1 for each level of other factors."""
    found = np.zeros((len(points), len(questions)))
    for column, (nth, level) in enumerate(questions):
        codes = points.factors[nth].codes
        found[:, column] = codes if level < 0 else codes == level
    return found


def _fit(columns: Doubles, share: Doubles, depth: int) -> Any:  # noqa: ANN401 - scikit-learn is loaded when needed
    """A fitted regression tree: of a share between 0 and 1, squared error is the Gini impurity of the runs."""
    least = max(LEAST_LEAF_POINTS, math.ceil(LEAST_LEAF * len(share)))
    trees = import_module("sklearn.tree")
    return trees.DecisionTreeRegressor(max_depth=depth, min_samples_leaf=least, random_state=0).fit(columns, share)


def _depth(points: Points, columns: Doubles, key: Key) -> tuple[int, float]:
    """The least depth within one standard error of the best, and what it explains at points not learnt from."""
    if len(points) < FOLDS * LEAST_FOLD or not columns.size or np.ptp(points.share) == 0.0:
        return 0, 0.0
    folds: Longs = shuffled(key, len(points), 0) % FOLDS
    misses = [_misses(columns, points.share, folds, depth) for depth in range(DEEPEST + 1)]
    means = [float(each.mean()) for each in misses]
    best = int(np.argmin(means))
    # Folds are compared with themselves: what one fold finds hard, every tree finds hard there.
    chosen = next(
        depth
        for depth in range(best + 1)
        if depth == best or means[depth] - means[best] <= _error(misses[depth] - misses[best])
    )
    return chosen, 1.0 - means[chosen] / means[0]


def _error(differences: Doubles) -> float:
    return float(differences.std(ddof=1)) / math.sqrt(len(differences))


def _misses(columns: Doubles, share: Doubles, folds: Longs, depth: int) -> Doubles:
    """Mean squared error at the points of each fold, foretold from the others; shape (folds,)."""
    found = []
    for fold in range(FOLDS):
        left_out: NDArray[np.bool_] = folds == fold
        if depth == 0:
            told = np.full(int(left_out.sum()), share[~left_out].mean())
        else:
            told = _fit(columns[~left_out], share[~left_out], depth).predict(columns[left_out])
        found.append(float(((share[left_out] - told) ** 2).mean()))
    return np.array(found)


def _ends(
    tree: Any,  # noqa: ANN401 - scikit-learn's own arrays
    points: Points,
    questions: list[SplitRule],
    place: int,
    allowed: Allowed,
) -> Iterator[Allowed]:
    """The boxes at the ends of the tree below a place."""
    if tree.children_left[place] < 0:
        yield allowed
        return
    nth, level = questions[tree.feature[place]]
    codes = np.arange(len(points.factors[nth].levels))
    low = codes <= tree.threshold[place] if level < 0 else codes != level
    for below, side in ((tree.children_left[place], low), (tree.children_right[place], ~low)):
        narrowed = (*allowed[:nth], allowed[nth] & side, *allowed[nth + 1 :])
        yield from _ends(tree, points, questions, int(below), narrowed)


def _leaf(points: Points, allowed: Allowed) -> Leaf:
    held = inside(points, allowed)
    factors: tuple[Factor, ...] = points.factors
    found = tuple(restriction(factors[nth], allowed[nth]) for nth in restricted(allowed))
    return Leaf(found, float(points.share[held].mean()), int(held.sum()), int(points.runs[held].sum()))
