"""Tables of a sweep, by numbers made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_sweep import READERS, made_up
from small_questions import made_up_run

from esnsim.errors import RunError
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.store.store import Store


@pytest.fixture
def sweep(tmp_path):
    """The made-up sweep."""
    made_up(tmp_path / "runs.sqlite")
    with read_sweep(tmp_path) as found:
        yield found


def test_a_row_is_a_life(sweep):
    """Points with their factors, programmes in the scenario's order, and shares of the 100 people there are."""
    table = sweep.table(["reader@end", "reader@end as count"])

    assert list(table.columns) == ["point", "weeks", "programme", "replicate", "reader@end", "reader@end as count"]
    assert len(table) == sum(len(runs) for runs in READERS.values())
    assert (table["reader@end"] == table["reader@end as count"] / 100).all()
    first = table[(table["point"] == 0) & (table["programme"] == "campaign")]
    assert list(first["reader@end as count"]) == READERS[0, "campaign"]
    assert list(table["programme"].unique()) == ["none", "campaign"]


def test_the_table_has_the_ladder_and_what_is_judged(sweep):
    columns = sweep.table().columns

    assert "reader@end" in columns
    assert "contributor@end" in columns
    assert not columns.duplicated().any()


def test_the_response_is_the_mean_and_its_interval(sweep):
    response = sweep.response("reader@end")
    row = response[(response["point"] == 1) & (response["programme"] == "campaign")].iloc[0]
    expected = interval_of_mean(np.array(READERS[1, "campaign"]) / 100, 0.8)

    assert (row["mean"], row["n"]) == (expected.mean, 3)
    assert row[["low", "high"]].isna().all()
    assert row["weeks"] == 2


def test_differences_are_taken_life_by_life(sweep):
    """Runs without their baseline have none."""
    compared = sweep.compare("reader@end")
    by_point = compared.set_index("point")

    assert list(compared["programme"]) == ["campaign"] * 2
    assert by_point["difference"][0] == pytest.approx(0.15)
    # The third run of the baseline is not there.
    assert by_point["n"][1] == 2
    assert by_point["difference"][1] == pytest.approx((0.45 - 0.20 + 0.55 - 0.40) / 2)
    assert list(by_point["better"]) == [2, 2]


def test_the_best_is_first_and_others_are_behind_it(sweep):
    """Behind it is told replicate by replicate with the same random numbers."""
    best = sweep.best("reader@end")

    assert list(zip(best["point"], best["programme"], strict=True)) == [
        (1, "campaign"),
        (1, "none"),
        (0, "campaign"),
        (0, "none"),
    ]
    assert best["standing"].tolist() == ["first", *["too few replicates"] * 3]
    assert best["behind"][0] == 0.0
    assert best["behind"][1] == pytest.approx((0.25 + 0.15) / 2)
    assert best["behind"][3] == pytest.approx((0.45 - 0.10 + 0.55 - 0.10) / 2)
    assert best[["behind_low", "behind_high"]].isna().all(axis=None)
    assert best["held_out"][0] == pytest.approx(0.5)


def test_the_lowest_may_be_the_best(sweep):
    """The order is turned round, and others are still behind, not before."""
    lowest = sweep.best("reader@end", lowest=True)

    assert (lowest["point"][0], lowest["programme"][0]) == (0, "none")
    assert (lowest["behind"] >= 0.0).all()
    assert not np.signbit(lowest["behind"]).any()


def test_curves_are_week_by_week(sweep):
    """Week 0 is the start; points may end at different weeks."""
    curves = sweep.curves("reader")
    campaign = curves[(curves["point"] == 1) & (curves["programme"] == "campaign")]

    assert list(campaign["week"]) == [0, 1, 2]
    assert list(campaign["median"]) == [0.0, 0.0, 0.5]
    assert (campaign["n"] == 3).all()
    assert list(curves[curves["point"] == 0]["week"]) == [0, 1] * 2


def test_a_week_with_nothing_to_divide_by_has_no_value(sweep):
    """Nobody has written anything, in any life."""
    curves = sweep.curves("reader", per="posts")

    assert curves[["median", "mean", "low", "high"]].isna().all(axis=None)


def test_failures_are_listed_with_their_keys(sweep):
    failures = sweep.failures()

    assert list(failures.columns) == ["point", "weeks", "programme", "replicate", "key", "reason"]
    assert failures.iloc[0].to_dict() == {
        "point": 1,
        "weeks": 2,
        "programme": "none",
        "replicate": 2,
        "key": "1none2",
        "reason": "made up",
    }
    assert sweep.count == (10, 9, 1)


def test_an_outcome_beyond_the_end_is_refused(sweep):
    """Of any point: nobody wonders at rows that are missing."""
    with pytest.raises(RunError, match="reader@week2 lies beyond the end; the runs end in week 1"):
        sweep.response("reader@week2")


def test_what_is_not_measured_is_refused(sweep):
    with pytest.raises(RunError, match="'readers' is not measured"):
        sweep.curves("readers")
    with pytest.raises(ValueError, match="did you mean 'reader'"):
        sweep.response("readr@end")


def test_runs_come_by_programme_and_replicate(sweep):
    runs = sweep.runs(1)

    assert [(run.programme, run.replicate) for run in runs] == [
        ("none", 0),
        ("none", 1),
        ("campaign", 0),
        ("campaign", 1),
        ("campaign", 2),
    ]
    assert runs[2].digest == made_up_run("campaign", 0, 2).digest


def test_a_sweep_is_found_by_name_number_or_as_the_last(tmp_path):
    """And one that is not there is told with those that are."""
    made_up(tmp_path / "runs.sqlite")

    for name in (None, 1, "1", "made up"):
        with read_sweep(tmp_path, name) as found:
            assert found.entry.sweep_record.name == "made up"
    with pytest.raises(RunError, match=r"has no sweep 'other'; there are 'made up' \(1\)"):
        read_sweep(tmp_path, "other")


def test_reading_leaves_the_folder_as_it_was(tmp_path):
    """No files of SQLite's own stay behind, and nothing can be written."""
    made_up(tmp_path / "runs.sqlite")
    before = (tmp_path / "runs.sqlite").read_bytes()
    with read_sweep(tmp_path) as found, pytest.raises(RunError, match="readonly"):
        found.requests.forgive(["1none2"])

    assert [path.name for path in tmp_path.iterdir()] == ["runs.sqlite"]
    assert (tmp_path / "runs.sqlite").read_bytes() == before


def test_what_was_never_asked_is_told(tmp_path):
    with Store(tmp_path / "runs.sqlite"):
        pass
    with pytest.raises(RunError, match="nothing was asked of this store"):
        read_sweep(tmp_path)
