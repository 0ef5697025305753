"""Paired differences, by hand and against theory."""

from __future__ import annotations

import math

import pytest
from small_questions import made_up_experiment, made_up_run

from esnsim.errors import RunError

T_80_4 = 1.533206
"""Upper tenth of Student's distribution with 4 degrees of freedom, from tables."""


def pairs(baseline: list[int], programme: list[int], measure: str = "contributor"):
    """An experiment with these counts at its end, replicate by replicate."""
    runs = [made_up_run("as it is", simulation, 1, **{measure: count}) for simulation, count in enumerate(baseline)]
    runs += [made_up_run("more", simulation, 1, **{measure: count}) for simulation, count in enumerate(programme)]
    return made_up_experiment(runs)


def test_a_difference_is_the_mean_of_pairs_with_its_interval():
    """Differences 3, 2, 4, 2 and 4 of 100 people: mean 0.03, standard deviation 0.01, no skewness."""
    row = pairs([10, 12, 14, 10, 10], [13, 14, 18, 12, 14]).compare("contributor").iloc[0]

    assert row["difference"] == pytest.approx(0.03)
    assert row["low"] == pytest.approx(0.03 - T_80_4 * 0.01 / math.sqrt(5), abs=1e-8)
    assert row["high"] == pytest.approx(0.03 + T_80_4 * 0.01 / math.sqrt(5), abs=1e-8)
    assert (row["low_run"], row["high_run"]) == pytest.approx((0.02, 0.04))
    assert (row["better"], row["same"], row["n"], row["week"]) == (5, 0, 5, 1)
    assert row.isna()["needed"]


def test_replicates_are_paired_by_their_number_and_not_by_their_place():
    """Runs with the same random numbers are compared."""
    runs = [made_up_run("as it is", simulation, 1, reader=10 * simulation) for simulation in (2, 0, 1)]
    runs += [made_up_run("more", simulation, 1, reader=10 * simulation + 5) for simulation in (0, 1, 2)]

    row = made_up_experiment(runs).compare("reader").iloc[0]

    assert [row["low_run"], row["difference"], row["high_run"]] == pytest.approx([0.05] * 3)


def test_fewer_lapsed_are_better():
    """In which direction a measure is better is known; equal is neither better nor worse."""
    assert pairs([10, 10, 10], [5, 12, 10], "lapsed").compare("lapsed")[["better", "same"]].to_numpy().tolist() == [
        [1, 1]
    ]
    assert pairs([10, 10, 10], [5, 12, 10], "reader").compare("reader")[["better", "same"]].to_numpy().tolist() == [
        [1, 1]
    ]


@pytest.mark.parametrize("replicates", [1, 2, 4])
def test_fewer_than_five_replicates_have_no_interval(replicates):
    """A few runs say what happened in them and next to nothing about how far others spread."""
    row = pairs([10] * replicates, [13, 14, 12, 15][:replicates]).compare().iloc[0]

    assert row["difference"] > 0.0
    assert row[["low", "high", "needed"]].isna().all()
    assert row["n"] == replicates


def test_where_nothing_differs_in_any_replicate_there_is_no_interval_of_no_width():
    """That five runs are the same does not make it certain that all are."""
    row = pairs([10] * 5, [10] * 5).compare().iloc[0]

    assert (row["difference"], row["better"], row["same"]) == (0.0, 0, 5)
    assert row[["low", "high", "needed"]].isna().all()


def test_a_difference_of_shares_leads_from_nobody_to_everybody():
    """From 97 % there are three points to everybody, however far runs spread."""
    row = pairs([97] * 6, [100, 100, 90, 100, 100, 100]).compare().iloc[0]

    assert row["low"] < row["difference"] < row["high"] <= 0.03 + 1e-12


def test_only_a_baseline_gives_a_table_without_rows():
    """The columns are the same whatever was run."""
    experiment = made_up_experiment([made_up_run("as it is", 0, 1)])

    assert experiment.compare().columns.tolist() == pairs([1], [2]).compare().columns.tolist()
    assert len(experiment.compare()) == 0
    assert len(experiment.difference_curves()) == 0


def test_the_last_week_of_the_curve_is_the_difference():
    """Two tables, one number."""
    experiment = pairs([10, 12, 14, 10, 17], [13, 14, 18, 9, 16])

    at_end = experiment.difference_curves().iloc[-1]
    row = experiment.compare().iloc[0]

    assert tuple(at_end[["difference", "low", "high", "n"]]) == tuple(row[["difference", "low", "high", "n"]])
    assert experiment.difference_curves().iloc[0]["difference"] == 0.0


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
