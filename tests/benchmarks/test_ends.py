"""A constant is revealed by a claim that moves by more than chance, and by a part of its band."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.ends import CONTESTED, movements
from esnsim.evidence.fact import Band, Claim, Fact, Grade
from esnsim.evidence.fact import Test as Trying
from esnsim.evidence.trials import LAUNCHES
from esnsim.evidence.verdict import judge
from esnsim.scenario.constants import known_parameters


def said(values):
    """A fact of one claim, whose replicates say this."""
    test = Trying(LAUNCHES, lambda _: {}, (Claim("x", "x", Band(0.0, 1.0)),))
    return judge(Fact("F99", "Something is so.", "[SRC]", Grade.WEAK, (test,)), [[{"x": value} for value in values]])


@pytest.mark.parametrize(
    ("low", "high", "reveals"), [(0.2, 0.6, True), (0.2, 0.3, False), (0.2, 0.2, False)], ids=["far", "little", "none"]
)
def test_a_claim_reveals_by_what_matters(low, high, reveals):
    chance = np.linspace(-0.01, 0.01, 9)

    assert bool(movements([said(low + chance)], [said(high + chance)])) is reveals


def test_a_claim_that_moves_by_chance_reveals_nothing():
    chance = np.linspace(-2.0, 2.0, 5)

    assert movements([said(0.2 + chance)], [said(0.6 + chance)]) == []


def test_every_constant_that_is_asked_about_is_one():
    assert set(CONTESTED) <= set(known_parameters())
