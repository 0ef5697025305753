"""Bands, findings and verdicts: what follows from numbers, and nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.evidence.fact import Band, Claim, Fact, Family, Grade
from esnsim.evidence.fact import Test as Trying
from esnsim.evidence.facts import FACTS
from esnsim.evidence.finding import Verdict, find
from esnsim.evidence.trials import LAUNCHES
from esnsim.evidence.verdict import by_family, by_grade, count, judge, untested

NUMBERS = st.floats(-1e6, 1e6)


def fact(*claims: Claim) -> Fact:
    """A fact with these claims."""
    return Fact("X1", "Something is so.", "[SRC]", Grade.WEAK, (Trying(LAUNCHES, lambda _: {}, claims),))


@given(low=NUMBERS, width=st.floats(1e-3, 1e3), value=NUMBERS)
def test_a_value_misses_a_closed_band_exactly_when_it_does_not_lie_in_it(low, width, value):
    """The miss is 0 inside and positive outside."""
    band = Band(low, low + width)

    assert (band.miss(value) == 0.0) == band.holds(value)


def test_a_miss_is_told_in_widths_of_the_band():
    """Twice the width above the upper end is a miss of 2."""
    assert Band(0.1, 0.3).miss(0.7) == pytest.approx(2.0)
    assert Band(1.0, scale=0.5).miss(0.75) == pytest.approx(0.5)


def test_the_bound_of_a_strict_band_fails():
    """More than nothing is not nothing."""
    assert not Band(0.0, scale=1.0, strict=True).holds(0.0)
    assert Band(0.0, scale=1.0).holds(0.0)


def test_nothing_holds_of_what_is_not_a_number():
    """Neither inside a band nor inside an open one."""
    assert not Band(0.0, 1.0).holds(math.nan)
    assert not Band().holds(math.nan)


def test_a_finding_is_the_median_of_replicates_that_say_something():
    """Those that say nothing are left out, and counted."""
    finding = find(Claim("x", "x", Band(0.0, 2.0)), {"x": np.array([1.0, math.nan, 3.0, 1.5])})

    assert (finding.value, finding.told, finding.inside) == (1.5, 3, 2)
    assert finding.low < finding.value < finding.high


def test_what_replicates_tell_together_has_an_interval_that_shrinks_with_their_number():
    """From leaving out one after the other; its width goes with the root of the number of replicates."""
    claim = Claim("x", "x", Band(0.0, 1.0), "number", lambda samples: float(samples["x"].mean()))
    few, many = (find(claim, {"x": np.tile([0.0, 1.0], times)}) for times in (8, 128))

    assert few.value == many.value == 0.5
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(4.0, rel=0.05)


def test_a_fact_holds_when_all_its_claims_do():
    """One value outside is enough to fail."""
    claims = (Claim("x", "x", Band(0.0, 1.0)), Claim("y", "y", Band(0.0, 1.0)))

    assert judge(fact(*claims), [[{"x": 0.5, "y": 0.5}]]).verdict is Verdict.SURELY_HOLDS
    assert judge(fact(*claims), [[{"x": 0.5, "y": 1.5}]]).verdict is Verdict.SURELY_MISSES


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([0.4, 0.5, 0.6], Verdict.SURELY_HOLDS),
        ([0.4, 0.5, 2.0], Verdict.HOLDS),
        ([-9.0, 0.5, 9.0], Verdict.HOLDS),
        ([0.4, 1.1, 2.0], Verdict.MISSES),
        ([-9.0, 1.1, 9.0], Verdict.MISSES),
        ([1.1, 1.2, 2.0], Verdict.SURELY_MISSES),
        ([-0.3, -0.2, -0.1], Verdict.SURELY_MISSES),
    ],
)
def test_a_verdict_is_taken_on_the_interval(values, verdict):
    """Wholly inside the band, wholly on one side of it, or between."""
    assert find(Claim("x", "x", Band(0.0, 1.0)), {"x": np.array(values)}).verdict is verdict


def test_a_value_without_an_interval_is_never_sure():
    """One replicate of what all tell together."""
    claim = Claim("x", "x", Band(0.0, 1.0), "number", lambda samples: float(samples["x"].mean()))

    assert find(claim, {"x": np.array([0.5])}).verdict is Verdict.HOLDS
    assert find(claim, {"x": np.array([1.5])}).verdict is Verdict.MISSES


@given(low=NUMBERS, width=st.floats(1e-3, 1e3), ends=st.tuples(NUMBERS, NUMBERS), strict=st.booleans())
def test_an_interval_is_excluded_when_nothing_between_its_ends_could_hold(low, width, ends, strict):
    """Neither the end nearest to the band nor any other point."""
    band, (first, last) = Band(low, low + width, strict=strict), sorted(ends)
    nearest = min(max((low + low + width) / 2.0, first), last)

    assert band.excludes(first, last) == (not band.holds(nearest))


def test_a_fact_fares_as_the_worst_of_its_claims():
    """In the order surely holds, holds, misses, surely misses."""
    claims = tuple(Claim(key, key, Band(0.0, 1.0)) for key in "xy")
    samples = {Verdict.SURELY_HOLDS: (0.4, 0.6), Verdict.HOLDS: (0.0, 1.9), Verdict.MISSES: (0.1, 1.5, 2.0)}

    for worse, ends in samples.items():
        said = [{"x": 0.5, "y": end} for end in ends]
        assert judge(fact(*claims), [said]).verdict is worse


def test_a_fact_of_which_no_replicate_tells_is_not_counted_as_failing():
    """It says what is missing instead."""
    judged = judge(fact(Claim("x", "lulls", Band(0.0, 1.0))), [[{"x": math.nan}]])

    assert judged.verdict is Verdict.UNTESTED
    assert "lulls" in judged.reason


def test_every_fact_is_counted_once_in_its_grade_and_once_in_all():
    """Counts by grade add up to the last line."""
    judged = [untested(each, "nobody asked") for each in FACTS]
    every = count(judged)

    assert every.total == every.untested == len(FACTS)
    for groups in (by_family(judged), by_grade(judged)):
        assert sum(count(group).total for group in groups.values()) == every.total


def test_what_was_built_in_is_counted_apart():
    """The generated network, the pull of the young, the pace of habit, and how long content is of use."""
    assert {each.id for each in FACTS if each.family is Family.VERIFICATION} == {"F26", "F29", "F30", "A08"}
