"""Effects of interventions are held to published sizes: every kind, with a source, by checks that can fail."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from esnsim.evidence.effects import EFFECTS
from esnsim.evidence.effects.kind_effect import RUNGS, beyond_saturation, fact_of
from esnsim.evidence.effects.kinds import KIND_EFFECTS
from esnsim.evidence.effects.orders import ORDERS
from esnsim.evidence.verdict import judge
from esnsim.interventions.kinds import KINDS
from esnsim.report.document.effects import EFFECT_COLUMNS, effect_rows


def test_every_kind_that_comes_with_esnsim_has_a_published_size():
    judged = {each["kind"] for effect in KIND_EFFECTS for each in effect.programme}

    assert judged == {kind.model_fields["kind"].annotation.__args__[0] for kind in KINDS}


@pytest.mark.parametrize("effect", KIND_EFFECTS, ids=lambda effect: effect.name)
def test_a_band_is_a_range_that_not_everything_lies_in(effect):
    for rung in RUNGS:
        low, high = getattr(effect.bands, rung)
        assert -100.0 < low < high < 100.0
        assert high - low < 25.0


@pytest.mark.parametrize("fact", EFFECTS, ids=lambda fact: fact.id)
def test_a_source_and_its_grade_are_said(fact):
    assert re.search(r"(\[\w+\]|judgement).*; grade [ABCD]-?$", fact.source)


def test_no_effect_or_order_has_the_name_of_another():
    assert len({fact.id for fact in EFFECTS}) == len(EFFECTS) == len(KIND_EFFECTS) + len(ORDERS)


@pytest.mark.parametrize("fact", EFFECTS, ids=lambda fact: fact.id)
def test_every_check_can_fail(fact):
    """No claim holds whatever the model says."""
    for test in fact.tests:
        for claim in test.claims:
            assert not all(claim.band.holds(value) for value in (-1e3, 0.5, 1e3))


def said(contributor=0.02, double=0.03, reader=0.03):
    """What one replicate says of training."""
    values = {f"{dose}_{rung}": 0.03 for dose in ("half", "one", "double") for rung in RUNGS}
    values |= {f"{moment}_{rung}": 0.01 for moment in ("end", "left") for rung in RUNGS}
    values |= {"own_contributor": math.nan, "hours": 3000.0, "money": 0.0}
    return values | {"one_contributor": contributor, "double_contributor": double, "one_reader": reader}


def training():
    """The published effect of training."""
    return fact_of(next(effect for effect in KIND_EFFECTS if effect.name == "training"))


@pytest.mark.parametrize(
    ("values", "holds"),
    [({}, True), ({"contributor": 0.16}, False), ({"reader": 0.0}, False), ({"double": 0.04}, False)],
)
def test_an_effect_is_judged_by_its_mean_and_by_what_twice_the_dose_does(values, holds):
    judged = judge(training(), [[said(**values)] * 4])

    assert judged.passes is holds


@pytest.mark.parametrize(
    ("one", "double", "beyond"), [(0.001, 0.02, 0.0181), (0.02, 0.03, -0.008), (-0.02, -0.04, 0.002)]
)
def test_a_double_dose_is_held_to_single_ones_however_small_they_are(one, double, beyond):
    """And whichever way they go."""
    samples = {"one_contributor": np.full(3, one), "double_contributor": np.full(3, double)}

    assert beyond_saturation(samples) == pytest.approx(beyond)


def test_the_table_says_doses_what_is_left_and_hours():
    (row,) = effect_rows([judge(training(), [[said()] * 4])])

    assert len(row) == len(EFFECT_COLUMNS)
    assert row[:2] == ["training", "3.0/2.0/3.0"]
    assert row[4:6] == ["-", "1.0 > 1.0"]
    assert row[-1] == "3,000"


def test_what_is_left_of_no_effect_is_not_known():
    """Nothing of nothing is no success."""
    (claim,) = next(fact for fact in ORDERS if fact.id == "light_touch_fades").tests[0].claims
    little, much = (
        {"campaign, later: reader": np.full(3, 0.01), "campaign, end: reader": np.full(3, end)} for end in (0.0, 0.02)
    )

    assert math.isnan(claim.of_all(little))
    assert claim.of_all(much) == 0.5
