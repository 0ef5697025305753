"""A small tree asks what helps to foretell other points, and nothing where nothing does."""

from __future__ import annotations

import re

import pandas as pd
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from esnsim.analysis.discovery import discover, tree
from esnsim.analysis.discovery.points import gather_points
from esnsim.analysis.discovery.resampling import purpose
from esnsim.errors import MissingExtraError
from tests.experiments.planted import COUNT, FACTORS, LEADERS, random_numbers, simulated, tried


def few_without_leaders(points: pd.DataFrame) -> pd.Series:
    """The planted failure."""
    return (points[COUNT] < 200) & (points[LEADERS] == "absent")


def grown(table: pd.DataFrame) -> tree.DecisionTree:
    """The tree over a table."""
    return tree.grow(gather_points(table, FACTORS, "failed"), purpose("test"))


def test_the_planted_questions_are_asked():
    """Two questions tell all; the most failing leaf is the planted one."""
    found = grown(simulated(tried(300, 1), few_without_leaders, 0.02, 3, 1))

    assert found.depth == 2
    assert found.explained > 0.8
    assert found.leaves[0].share > 0.9
    assert {each.factor for each in found.leaves[0].restrictions} == {COUNT, LEADERS}


def test_every_point_is_in_one_leaf():
    """Leaves divide the points, and their runs are the runs of the table."""
    found = grown(simulated(tried(120, 2), few_without_leaders, 0.05, 4, 2))

    assert sum(leaf.points for leaf in found.leaves) == 120
    assert sum(leaf.runs for leaf in found.leaves) == 480


def test_a_tree_without_anything_to_learn_asks_nothing():
    """Noise of whole points, simulated many times each, is not learnt: points are never split."""
    fails = pd.Series(random_numbers(100, "fate") < 0.4)

    found = grown(simulated(tried(100, 3), lambda _: fails, 0.0, 30, 3))

    assert found.depth == 0
    assert len(found.leaves) == 1


def test_without_scikit_learn_boxes_are_found_and_the_extra_is_named(monkeypatch):
    """The answer says what to install; asking for the tree alone says it as a refusal."""
    monkeypatch.setattr(tree, "find_spec", lambda _name: None)
    table = simulated(tried(100, 4), few_without_leaders, 0.0, 1, 4)

    found = discover(table, FACTORS)

    assert found.tree is None
    assert found.boxes
    assert "pip install '.[discover]' in a copy of the repository" in found.sentences()[-1]
    with pytest.raises(MissingExtraError, match="discover"):
        grown(table)


def test_leaves_are_told_by_the_points_that_chose_them():
    """No interval is told, for it would leave out that the leaves were chosen by the same points."""
    told = discover(simulated(tried(120, 2), few_without_leaders, 0.05, 4, 2), FACTORS).sentences()
    begun = next(nth for nth, sentence in enumerate(told) if sentence.startswith("a decision tree foretells"))

    assert "at the points that it was grown from" in told[begun]
    assert len(told) > begun + 2
    for leaf in told[begun + 1 :]:
        assert re.search(r": [\d.]+ % \(\d+ runs at \d+ points\)$", leaf)


def test_where_nothing_is_to_explain_no_tree_is_told():
    """All runs fail, and that is all there is to say."""
    told = discover(simulated(tried(60, 2), lambda points: points[COUNT] >= 0, 0.0, 2, 2), FACTORS).sentences()

    assert told[-1].endswith("so there is nothing to explain")
