"""The output folder: whole files, documented columns, nothing that a spreadsheet would carry out."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from small_questions import digests, made_up_experiment, made_up_run, question

from esnsim.atomic_file import whole_file
from esnsim.errors import MissingExtraError, RunError
from esnsim.experiments import STORE, compare, write
from esnsim.experiments.results import folder
from esnsim.experiments.results.columns import describe_columns, measure_meanings
from esnsim.scenario import load, resolve
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import replicate_key

FILES = {
    "scenario.yaml",
    "manifest.json",
    "daily.csv",
    "weekly.csv",
    "ladder.csv",
    "differences.csv",
    "interventions.csv",
    "columns.md",
}


def test_a_comparison_writes_everything_that_is_needed_to_read_it_and_to_repeat_it(tmp_path):
    """Files, and the scenario that gives the same runs again."""
    experiment = compare(question(), out=tmp_path)

    again = compare(load(tmp_path / "scenario.yaml"))

    assert {path.name for path in tmp_path.iterdir()} == FILES | {STORE}
    assert again.scenario == experiment.scenario == resolve(question())
    assert digests(again.runs) == digests(experiment.runs)


def test_the_manifest_says_how_the_numbers_came_about(tmp_path):
    """Keys, digests, versions, times, start."""
    experiment = compare(question(), out=tmp_path, workers=1, command="esnsim run small.yaml")

    manifest = json.loads((tmp_path / "manifest.json").read_text())

    key = replicate_key(7, 1)
    assert manifest["command"] == "esnsim run small.yaml"
    assert manifest["life_keys"][1] == f"{key.high:08x}{key.low:08x}"
    assert manifest["run_digests"]["campaign"] == [run.digest for run in experiment.runs_of("campaign")]
    assert manifest["start"]["people"] == 120
    assert manifest["start"]["constants"].keys() == {
        "platform_fit",
        "writing_offset",
        "reacting_offset",
        "account_access",
    }
    assert {"numpy", "numba", "mesa", "pandas", "scipy", "pydantic", "esnsim"} <= manifest["versions"].keys()
    assert manifest["started"] <= manifest["finished"]


def test_every_column_of_every_file_is_explained_in_its_order(tmp_path):
    """No column without words, no words without a column."""
    write(made_up_experiment([made_up_run(name, 0, 1) for name in ("as it is", "more")]), tmp_path)
    sections = re.split(r"^## ", describe_columns(), flags=re.MULTILINE)[1:]

    explained = {part.split("\n")[0]: re.findall(r"^\| `(\w+)` \| \S", part, re.MULTILINE) for part in sections}

    assert explained == {path.name: pd.read_csv(path).columns.tolist() for path in sorted(tmp_path.glob("*.csv"))}
    assert len(measure_meanings()) == len(Measure)


def test_no_name_becomes_a_formula(tmp_path):
    """Spreadsheets carry out what begins with =, +, - or @; numbers stay numbers."""
    names = ["as it is", "=1+1", "@sum", "-2", "+3", "a=b"]
    runs = [made_up_run(name, 0, 1, reader=0 if name == "as it is" else 1) for name in names]
    runs[0].record[-1, Measure.READER] = 5
    write(made_up_experiment(runs), tmp_path)

    for path in tmp_path.glob("*.csv"):
        table = pd.read_csv(path)
        assert set(table["programme"]) <= {"as it is", "'=1+1", "'@sum", "'-2", "'+3", "a=b"}
    assert pd.read_csv(tmp_path / "differences.csv")["difference"].min() == pytest.approx(-0.04)


def test_tables_read_back_as_they_were(tmp_path):
    """Every digit is there."""
    experiment = made_up_experiment([made_up_run("as it is", 0, 26, reader=7), made_up_run("more", 0, 26)], 26)
    write(experiment, tmp_path)

    daily = pd.read_csv(tmp_path / "daily.csv", parse_dates=["date"])
    weekly = pd.read_csv(tmp_path / "weekly.csv", parse_dates=["date"])

    pd.testing.assert_frame_equal(daily, experiment.table(), check_dtype=False)
    pd.testing.assert_frame_equal(weekly, experiment.weekly(), check_dtype=False, check_exact=True)


def test_the_same_runs_give_the_same_bytes(tmp_path):
    """Only the manifest knows the time."""
    for name, count in (("one", 1), ("two", 1)):
        compare(question(), out=tmp_path / name, workers=count)

    for name in FILES - {"manifest.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_parquet_holds_the_same_tables(tmp_path):
    """For those who have pyarrow."""
    pytest.importorskip("pyarrow")
    experiment = made_up_experiment([made_up_run("=1", 0, 1), made_up_run("more", 0, 1)])

    written = write(experiment, tmp_path, parquet=True)

    assert {path.name for path in written} == FILES | {"daily.parquet", "weekly.parquet"}
    back = pd.read_parquet(tmp_path / "daily.parquet")
    pd.testing.assert_frame_equal(back, experiment.table(), check_dtype=False)


def test_parquet_without_pyarrow_is_refused_before_anything_is_computed(tmp_path, monkeypatch):
    """What to install is said."""
    monkeypatch.setattr(folder, "find_spec", lambda _name: None)

    with pytest.raises(MissingExtraError, match=r"pip install '\.\[parquet\]' in a copy of the repository"):
        compare(question(), out=tmp_path / "out", parquet=True)
    assert not (tmp_path / "out").exists()


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path):
    """Whole or not there."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def write_half() -> None:
        with whole_file(path) as unfinished:
            unfinished.write_text("new but ha")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        write_half()

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """A file stands where the folder would be."""
    (tmp_path / "out").write_text("")

    with pytest.raises(RunError, match="out: cannot be written"):
        write(made_up_experiment([made_up_run("as it is", 0, 1)]), tmp_path / "out")
