"""Stores are looked after, and nothing that is asked for is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from io import StringIO

import pandas as pd
import pytest
from asked_points import COUNT, points, swept
from kept_runs import kept
from made_up_sweep import made_up
from rich.console import Console
from small_questions import made_up_run

from esnsim.cli.output.store_text import print_sweeps
from esnsim.errors import RunError
from esnsim.experiments.design.stopping import Fixed
from esnsim.experiments.execution.replay import PersonHistory, find_run, replay, scenario_of, spread
from esnsim.experiments.results.export import export
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.store.activity import activity_of
from esnsim.experiments.store.codec import pack
from esnsim.experiments.store.maintenance import faults, gc, is_active, verify
from esnsim.experiments.store.merging import merge_stores
from esnsim.experiments.store.requests import FINISHED, RUNNING, STOPPED, RequestTable
from esnsim.experiments.store.store import Store, now


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """A store with two sweeps that share runs, and some runs that nothing asks for any more."""
    path = tmp_path_factory.mktemp("lived") / "runs.sqlite"
    swept(points((5, 12)), path, Fixed(2), name="first")[0].close()
    swept(points((12, 20)), path, Fixed(1), name="second")[0].close()
    swept(points((5, 12)), path, Fixed(1), name="first")[0].close()
    return path


@pytest.fixture
def path(simulated, tmp_path):
    """A copy of it."""
    return shutil.copy(simulated, tmp_path / "runs.sqlite")


def changed(path, *statements):
    """Do something to the file that nobody should."""
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def test_what_is_asked_for_stays(path):
    """Only runs that no sweep asks for go, and the file is smaller."""
    with Store(path) as store:
        asked = {row.key for entry in RequestTable(store).entries() for row in RequestTable(store).asked(entry.number)}
        before, size = set(kept(path)), path.stat().st_size
        freed = gc(store)

    assert set(kept(path)) == before & asked
    assert freed.runs == len(before - asked) == 4
    assert freed.room == size - path.stat().st_size
    assert freed.sweeps == ()


def test_a_dry_run_changes_nothing(path):
    """And says what would go."""
    before = path.read_bytes()
    with Store(path) as store:
        freed = gc(store, ["second"], other_rules=True, dry_run=True)

    assert path.read_bytes() == before
    assert freed.runs == 5
    assert freed.sweeps == ("second",)


def test_a_sweep_that_is_forgotten_takes_only_its_own_lives(path):
    """Those that another asks for stay."""
    with Store(path) as store:
        gc(store, ["second"])
        requests = RequestTable(store)

        assert [entry.sweep_record.name for entry in requests.entries()] == ["first"]
        assert requests.count(1) == (6, 6, 0)
        assert len(store) == 4
        assert store.file.execute("SELECT count(*) FROM questions").fetchone() == (2,)


def test_a_sweep_at_work_is_not_forgotten(path):
    with Store(path) as store:
        RequestTable(store).tell(1, RUNNING)
        with pytest.raises(RunError, match="sweep 'first' is at work; stop it first"):
            gc(store, ["first"])


def test_lives_of_other_rules_go_with_their_sweeps(path, tmp_path):
    """Nobody can continue them; those of these rules stay."""
    with Store(path) as store:
        store.file.execute("UPDATE makers SET versions = ?", (json.dumps({"esnsim rules": "others"}),))
    made_up(tmp_path / "mine.sqlite")
    with Store(path) as store:
        merge_stores(store, [tmp_path / "mine.sqlite"])
        freed = gc(store, other_rules=True)

        assert set(freed.sweeps) == {"first", "second"}
        assert len(store) == 9
        assert [entry.sweep_record.name for entry in RequestTable(store).entries()] == ["made up"]


def test_a_good_store_is_found_good(path):
    with Store(path, reading=True) as store:
        looked = verify(store)

    assert (looked.runs, looked.foreign, looked.unsealed, looked.file, looked.wrong) == (9, 0, 0, "", ())


def test_what_is_wrong_is_found_by_its_key(path):
    """Half a record, a run of another length, and counts that cannot be."""
    first, second, third = sorted(kept(path))[:3]
    short = pack(made_up_run("none", 0, 1), "")
    negative = pack(made_up_run("none", 0, 2, reader=-1), "")
    changed(path, f"UPDATE runs SET record = substr(record, 1, 8) WHERE key = '{first}'")  # noqa: S608
    with Store(path) as store:
        for key, packed in ((second, short), (third, negative)):
            store.file.execute(
                "UPDATE runs SET record = ?, width = 2, checksum = NULL WHERE key = ?", (packed.record, key)
            )
        wrong = verify(store).wrong

    assert {each.key for each in wrong} <= {first, second, third}
    assert any("cannot be read" in each.what for each in wrong if each.key == first)
    assert any(each.what == "counts fewer than nobody" for each in wrong if each.key == third)
    assert faults(short, 10) == ["has 5 workdays instead of 10"]
    assert faults(short, 5) == faults(short) == []


def test_runs_of_a_point_that_is_lost_are_looked_at_all_the_same(path):
    """How long they should be is not known; everything else is."""
    changed(path, "DELETE FROM points")

    with Store(path, reading=True) as store:
        looked = verify(store)

    assert looked.runs == 9


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ({"headcount": 0}, "has a day without anybody"),
        ({"reader": 101, "ever_reader": 101}, "counts more people than there are"),
        ({"interactive": 3, "reader": 2, "half_year_interactive": 3, "ever_reader": 3}, "interactive < reader"),
        ({"replies_placed": 2, "replies": 1}, "replies_placed < replies"),
    ],
)
def test_counts_that_cannot_be_are_told(ends, told):
    assert any(told in each for each in faults(pack(made_up_run("none", 0, 1, **ends), "")))


def test_damaged_pages_are_told(path):
    """A disk that lost its middle is a message, not a traceback."""
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\x5a" * (len(content) - 12288)
    path.write_bytes(content)
    try:
        with Store(path, reading=True) as store:
            told = verify(store).file
    except RunError as error:
        told = str(error)

    assert told


def test_merging_adds_what_is_missing_and_nothing_else(path, tmp_path):
    """Runs to the bit, sweeps by their points; again, nothing is added; the other is left as it is."""
    half = shutil.copy(path, tmp_path / "half.sqlite")
    gone = sorted(kept(path))[::2]
    changed(half, *(f"DELETE FROM runs WHERE key = '{key}'" for key in gone))  # noqa: S608
    made_up(tmp_path / "other.sqlite")
    others = [path, tmp_path / "other.sqlite"]
    before = [other.read_bytes() for other in others]
    with Store(half) as store:
        from_first, from_second = merge_stores(store, others)
        again = merge_stores(store, others)

    assert (from_first.runs, from_first.known, from_first.sweeps, from_first.joined) == (len(gone), 9 - len(gone), 0, 2)
    assert (from_second.runs, from_second.sweeps, from_second.joined) == (9, 1, 0)
    assert [(each.runs, each.sweeps, each.different) for each in again] == [(0, 0, ())] * 2
    assert kept(half) == kept(path) | kept(tmp_path / "other.sqlite")
    assert [other.read_bytes() for other in others] == before


def test_two_halves_of_a_sweep_are_the_whole(tmp_path):
    """Points computed on two machines are one sweep, finished, with the same tables."""
    halves = [tmp_path / "a.sqlite", tmp_path / "b.sqlite"]
    for half in halves:
        made_up(half)
    changed(halves[0], "DELETE FROM runs WHERE key LIKE '0%'", "UPDATE sweeps SET state = 'stopped'")
    changed(halves[1], "DELETE FROM runs WHERE key LIKE '1%'", "UPDATE sweeps SET state = 'stopped'")
    with Store(tmp_path / "all.sqlite") as store:
        merge_stores(store, halves)
    made_up(tmp_path / "whole.sqlite")

    with read_sweep(tmp_path / "all.sqlite") as found, read_sweep(tmp_path / "whole.sqlite") as whole:
        assert found.entry.state == FINISHED
        assert found.count == whole.count
        pd.testing.assert_frame_equal(found.table(), whole.table())
        pd.testing.assert_frame_equal(found.failures(), whole.failures())


def test_a_life_that_succeeded_elsewhere_failed_no_more(tmp_path):
    """The failure is forgotten for the run."""
    for name in ("a", "b"):
        made_up(tmp_path / f"{name}.sqlite")
    with Store(tmp_path / "b.sqlite") as other:
        other.keep("1none2", made_up_run("none", 2, 2, reader=1, ever_reader=1))
    with Store(tmp_path / "a.sqlite") as store:
        merge_stores(store, [tmp_path / "b.sqlite"])
        assert RequestTable(store).count(1) == (10, 10, 0)
    with Store(tmp_path / "b.sqlite") as store:
        made_up(tmp_path / "c.sqlite")
        merge_stores(store, [tmp_path / "c.sqlite"])
        assert RequestTable(store).count(1) == (10, 10, 0)


def test_another_life_under_the_same_key_is_told_and_mine_is_kept(tmp_path):
    for name in ("a", "b"):
        made_up(tmp_path / f"{name}.sqlite")
    changed(tmp_path / "b.sqlite", "UPDATE runs SET digest = 'another', checksum = NULL WHERE key = '0none0'")
    with Store(tmp_path / "a.sqlite") as store:
        (merged,) = merge_stores(store, [tmp_path / "b.sqlite"])

        assert merged.different == ("0none0",)
        assert store.packed("0none0").digest == "none 0"


def test_what_is_no_store_is_not_merged(path, tmp_path):
    """Nor is the store itself; nothing of the others is added then."""
    made_up(tmp_path / "other.sqlite")
    (tmp_path / "photos.txt").write_text("no store " * 1000)
    with Store(path) as store:
        with pytest.raises(RunError, match=r"photos\.txt: is no store of runs"):
            merge_stores(store, [tmp_path / "other.sqlite", tmp_path / "photos.txt"])
        with pytest.raises(RunError, match="is the store itself"):
            merge_stores(store, [path])
        assert len(store) == 9


def test_a_life_lived_again_is_the_same(path):
    """From what the store holds alone."""
    with Store(path, reading=True) as store:
        for found in spread(store, 3):
            assert pack(replay(store, found), found.key).record == found.packed.record


def test_a_run_is_found_by_the_beginning_of_its_key(path):
    """As much as no other begins with."""
    with Store(path, reading=True) as store:
        key = RequestTable(store).asked(1)[0].key
        assert find_run(store, key[:9].upper()).key == key
        assert scenario_of(store, find_run(store, key)).weeks == 2
        with pytest.raises(RunError, match="knows no run 'nothing'"):
            find_run(store, "nothing")
        with pytest.raises(RunError, match="knows no run ''"):
            find_run(store, "")


def test_several_runs_are_not_taken_for_one(tmp_path):
    with Store(tmp_path / "runs.sqlite") as store:
        for key in ("abc1", "abc2"):
            store.keep(key, made_up_run("none", 0, 1))
        with pytest.raises(RunError, match="several runs begin with 'abc'"):
            find_run(store, "abc")
        with pytest.raises(RunError, match="no sweep asks for run abc1 any more"):
            scenario_of(store, find_run(store, "abc1"))


@pytest.mark.parametrize(("programme", "appointed"), [("ambassadors", True), ("campaign", False)])
def test_people_are_written_down_week_by_week(path, programme, appointed):
    """A row a person and week, the start included; counted, they are the measures of the run."""
    parts: list[pd.DataFrame] = []
    with Store(path, reading=True) as store:
        asked = next(row for row in RequestTable(store).asked(1) if row.programme == programme)
        found = find_run(store, asked.key)
        run = replay(store, found, PersonHistory(scenario_of(store, found), parts.append))
    people = pd.concat(parts, ignore_index=True)

    assert len(people) == 3 * 120
    assert list(people["week"].unique()) == [0, 1, 2]
    last = people[people["week"] == 2]
    assert (last["days_since_visit"] < 20).sum() == run.record[-1, 2]
    assert (last["stage"] != "employed").sum() == run.record[-1, 1]
    assert (last["role"] == "ambassador").sum() == run.record[-1, 17]
    assert bool(run.record[-1, 17]) == appointed
    assert (people["days_since_visit"].dropna() >= 0).all()
    assert people.loc[people["stage"] == "employed", "days_since_visit"].isna().all()


@pytest.mark.parametrize("daily", [False, True])
def test_an_export_has_every_life_of_the_sweep(path, tmp_path, daily):
    """Row by row what the runs say, with the factors beside it."""
    with read_sweep(path, "first") as found:
        count = export(found, tmp_path / "all.csv", daily=daily)
        runs = [run for point in (0, 1) for run in found.runs(point)]
    table = pd.read_csv(tmp_path / "all.csv")

    assert count == len(runs) == 6
    assert len(table) == 6 * (11 if daily else 3)
    assert list(table.columns[:4]) == ["point", COUNT, "programme", "replicate"]
    assert table["headcount"].sum() == sum(run.record[:: 1 if daily else 5, 0].sum() for run in runs)
    assert dict(table.groupby("point")[COUNT].first()) == {0: 5, 1: 12}


def test_values_of_several_types_are_one_column(tmp_path):
    """Texts and numbers become texts, whole numbers stay whole; in CSV and Parquet alike."""
    pytest.importorskip("pyarrow")
    made_up(tmp_path / "runs.sqlite")
    changed(
        tmp_path / "runs.sqlite", """UPDATE points SET factors = '{"weeks": "two"}', checksum = NULL WHERE point = 1"""
    )
    with read_sweep(tmp_path) as found:
        export(found, tmp_path / "all.parquet")
        export(found, tmp_path / "all.csv")
    table = pd.read_parquet(tmp_path / "all.parquet")

    assert set(table["weeks"]) == {"1", "two"}
    assert len(table) == len(pd.read_csv(tmp_path / "all.csv")) == 4 * 2 + 5 * 3


def test_an_export_that_cannot_be_written_leaves_nothing(path, tmp_path):
    with read_sweep(path) as found:
        with pytest.raises(RunError, match=r"choose a name that ends in \.csv or \.parquet"):
            export(found, tmp_path / "all.xlsx")
        with pytest.raises(RunError, match="cannot be written"):
            export(found, path / "all.csv")


def test_a_pulse_is_the_pace_of_the_last_minute(tmp_path):
    """Runs finished earlier do not count, nor do those of other sweeps; what is left is counted once a run."""
    made_up(tmp_path / "runs.sqlite")
    moment = now()
    with Store(tmp_path / "runs.sqlite") as store:
        requests = RequestTable(store)
        requests.tell(1, RUNNING)
        keys = [key for (key,) in store.file.execute("SELECT key FROM runs ORDER BY rowid")]
        for nth, key in enumerate(keys):
            ago = 500 if nth < 4 else 40 - 10 * (nth - 4)
            store.file.execute("UPDATE runs SET finished = ? WHERE key = ?", (moment - ago, key))
        store.file.execute("UPDATE sweeps SET began = ?, told = ?", (moment - 1000, moment - 700))
        store.file.execute("DELETE FROM runs WHERE key = ?", (keys[0],))
        felt = activity_of(store, requests.entry(), moment)

        assert (felt.silence, felt.left) == (0.0, 1)
        assert felt.a_second == pytest.approx(4 / 40)
        assert felt.seconds_left == pytest.approx(10.0)
        later = activity_of(store, requests.entry(), moment + 400)
        assert (later.a_second, later.seconds_left, later.silence) == (0.0, None, 400.0)
        assert not is_active(requests.entry())
        assert is_active(requests.entry(), felt.heard)
        requests.tell(1, STOPPED)
        assert not is_active(requests.entry())


def test_sweeps_of_one_name_are_listed_with_the_values_of_their_factors(tmp_path):
    """As they are after a merge."""
    for name, value in (("a", 1), ("b", 2)):
        made_up(tmp_path / f"{name}.sqlite", name)
        factors = json.dumps({"weeks": value})
        changed(tmp_path / f"{name}.sqlite", f"UPDATE points SET factors = '{factors}', checksum = NULL")  # noqa: S608
        changed(tmp_path / f"{name}.sqlite", "UPDATE sweeps SET name = 'both', checksum = NULL")
    with Store(tmp_path / "a.sqlite") as store:
        merge_stores(store, [tmp_path / "b.sqlite"])
        page = Console(file=StringIO(), width=160)
        print_sweeps(store, page)

    assert "both (weeks 1)" in page.file.getvalue()
    assert "both (weeks 2)" in page.file.getvalue()
