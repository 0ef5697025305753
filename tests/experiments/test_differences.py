"""Paired differences, by hand and against theory."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_questions import made_up_experiment, made_up_run

from esnsim.errors import RunError
from esnsim.experiments.results.differences import (
    MOST_NEEDED,
    half_width,
    interval_of_mean,
    replicates_needed,
)

T_80_2 = 1.885618
"""Upper tenth of Student's distribution with 2 degrees of freedom, from tables."""
T_80_3 = 1.637744


def pairs(baseline: list[int], programme: list[int], measure: str = "contributor"):
    """An experiment with these counts at its end, replicate by replicate."""
    runs = [made_up_run("as it is", simulation, 1, **{measure: count}) for simulation, count in enumerate(baseline)]
    runs += [made_up_run("more", simulation, 1, **{measure: count}) for simulation, count in enumerate(programme)]
    return made_up_experiment(runs)


def test_a_difference_is_the_mean_of_pairs_with_student_s_interval():
    """Differences 3, 2 and 4 of 100 people: mean 0.03, standard deviation 0.01."""
    row = pairs([10, 12, 14], [13, 14, 18]).compare("contributor").iloc[0]

    assert row["difference"] == pytest.approx(0.03)
    assert row["low"] == pytest.approx(0.03 - T_80_2 * 0.01 / math.sqrt(3), abs=1e-8)
    assert row["high"] == pytest.approx(0.03 + T_80_2 * 0.01 / math.sqrt(3), abs=1e-8)
    assert row["low_run"] == pytest.approx(0.022)
    assert row["high_run"] == pytest.approx(0.038)
    assert (row["better"], row["n"], row["week"]) == (3, 3, 1)
    assert replicates_needed(np.array([0.03, 0.02, 0.04]), 0.8) is None


def test_replicates_are_paired_by_their_number_and_not_by_their_place():
    """Runs with the same random numbers are compared."""
    runs = [made_up_run("as it is", simulation, 1, reader=10 * simulation) for simulation in (2, 0, 1)]
    runs += [made_up_run("more", simulation, 1, reader=10 * simulation + 5) for simulation in (0, 1, 2)]

    row = made_up_experiment(runs).compare("reader").iloc[0]

    assert [row["low"], row["difference"], row["high"]] == pytest.approx([0.05] * 3)


def test_fewer_lapsed_are_better():
    """In which direction a measure is better is known; equal is not better."""
    assert pairs([10, 10, 10], [5, 12, 10], "lapsed").compare("lapsed")["better"].tolist() == [1]
    assert pairs([10, 10, 10], [5, 12, 10], "reader").compare("reader")["better"].tolist() == [1]


def test_one_replicate_has_no_interval():
    """One run says what happened in it and nothing about others."""
    row = pairs([10], [13]).compare().iloc[0]

    assert row["difference"] == pytest.approx(0.03)
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])
    assert row["n"] == 1


def test_only_a_baseline_gives_a_table_without_rows():
    """The columns are the same whatever was run."""
    experiment = made_up_experiment([made_up_run("as it is", 0, 1)])

    assert experiment.compare().columns.tolist() == pairs([1], [2]).compare().columns.tolist()
    assert len(experiment.compare()) == 0
    assert len(experiment.difference_curves()) == 0


def test_the_last_week_of_the_curve_is_the_difference():
    """Two tables, one number."""
    experiment = pairs([10, 12, 14, 10], [13, 14, 18, 9])

    at_end = experiment.difference_curves().iloc[-1]
    row = experiment.compare().iloc[0]

    assert tuple(at_end[["difference", "low", "high", "n"]]) == tuple(row[["difference", "low", "high", "n"]])
    assert experiment.difference_curves().iloc[0]["difference"] == 0.0


def test_as_many_replicates_are_needed_as_leave_out_zero_and_no_fewer():
    """By trying one number after the other."""
    values = np.array([0.01, -0.02, 0.05, 0.0, 0.02, -0.03])
    needed = replicates_needed(values, 0.8)

    spread, mean = float(np.std(values, ddof=1)), float(values.mean())
    tried = next(more for more in range(1000) if half_width(spread, len(values) + more, 0.8) < mean)
    assert needed == tried > 0


def test_nothing_more_is_needed_when_zero_is_out_or_can_never_be():
    """Nobody is sent to run what decides nothing."""
    assert replicates_needed(np.array([0.03, 0.02, 0.04]), 0.8) is None
    assert replicates_needed(np.array([0.0, 0.0, 0.0]), 0.8) is None
    assert replicates_needed(np.array([0.5]), 0.8) is None
    assert replicates_needed(np.array([1.0, -1.0 + 1e-6, 0.0]), 0.8) is None
    assert MOST_NEEDED >= 100_000


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30), st.floats(0.05, 0.95))
def test_the_interval_lies_about_the_mean_and_grows_with_its_coverage(differences, coverage):
    """Student's interval is symmetric."""
    narrow, wide = (interval_of_mean(np.array(differences), each) for each in (coverage, coverage + 0.04))

    assert narrow.low <= narrow.mean <= narrow.high
    assert wide.low <= narrow.low
    assert wide.high >= narrow.high
    assert narrow.high - narrow.mean == pytest.approx(narrow.mean - narrow.low, abs=1e-12)


def test_the_interval_agrees_with_printed_tables():
    """Four values with standard deviation 2: half-width is t times 2 over 2."""
    assert half_width(2.0, 4, 0.8) == pytest.approx(T_80_3, abs=1e-6)


@pytest.mark.parametrize("coverage", [0.0, 1.0, 80.0])
def test_an_interval_of_nothing_or_everything_is_refused(coverage):
    """80 is meant as 0.8, and said so."""
    with pytest.raises(ValueError, match=r"write 0 to 1, such as 0\.8"):
        interval_of_mean(np.array([1.0, 2.0]), coverage)


def test_unknown_measures_weeks_and_programmes_are_named():
    """What is there is said."""
    experiment = pairs([1, 2], [3, 4])

    with pytest.raises(RunError, match="'readers' is not measured; measures are headcount, enabled, reader") as unknown:
        experiment.compare("readers")
    told = str(unknown.value).partition("measures are ")[2].split(", ")
    assert set(told) == set(experiment.weekly().columns) - {"programme", "replicate", "week", "day", "date"}
    with pytest.raises(RunError, match="week 2 is not there; weeks go from 0, the start, to 1"):
        experiment.compare(week=2)
    with pytest.raises(RunError, match="programme 'other' was not run; there are as it is, more"):
        experiment.weeks("other", "reader")
