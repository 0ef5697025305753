"""Sweeping, from the file to the answer, and looking after what is kept."""

import errno
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing, redirect_stdout
from pathlib import Path

import pandas as pd
import pytest
from commands import LAUNCH

from esnsim.cli import main
from esnsim.cli.commands import watch
from esnsim.cli.output import progress
from esnsim.cli.output.eta import Pace, duration
from esnsim.cli.workers import USUALLY_AT_MOST, usual_workers, workers_for, workers_of
from esnsim.experiments.design.plan import load_plan
from esnsim.experiments.execution import replay as again
from esnsim.experiments.store.requests import RUNNING, RequestTable
from esnsim.experiments.store.store import Store
from esnsim.scenario import load
from esnsim.simulation.simulate import Simulation

PULL = "programmes.campaign[0].pull_per_month=0.1,0.3"
VARY = ("--vary", PULL, "--weeks", "4", "--replicates", "2", "--workers", "1", "--outcome", "reader@end")
TABLES = {
    "columns.md",
    "curves.csv",
    "differences.csv",
    "failures.csv",
    "manifest.json",
    "response.csv",
    "sweep.experiment.yaml",
    "table.csv",
}
STORE = "sweeps/story"
STEP = Simulation.step


def words(text):
    """The text as one line."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder in which a sweep of two points was finished, and what it printed."""
    folder, said = tmp_path_factory.mktemp("finished"), io.StringIO()
    (folder / "story.yaml").write_text(LAUNCH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.chdir(folder)
        with pytest.raises(SystemExit) as ended:
            main(["sweep", "story.yaml", *VARY])
    assert not ended.value.code
    return folder, said.getvalue()


@pytest.fixture
def swept(esnsim, finished, tmp_path):
    """A copy of it, in the folder of commands; what was printed."""
    del esnsim
    shutil.copytree(finished[0], tmp_path, dirs_exist_ok=True)
    return finished[1]


@pytest.fixture
def stepping(esnsim):
    """Another way to simulate a day, until it is undone."""
    del esnsim  # Its folder stays where it is when this is undone.
    with pytest.MonkeyPatch.context() as patch:
        yield lambda step: patch.setattr(Simulation, "step", step)
    assert Simulation.step is STEP


def fail(simulation, *arguments):
    """Simulate a day; one run of every point divides by zero."""
    if (simulation.name, simulation.replicate) == ("campaign", 1):
        raise ZeroDivisionError("nobody is there")
    return STEP(simulation, *arguments)


def test_a_sweep_answers_and_keeps_everything(esnsim, swept, story, tmp_path):
    """The response at each point, which is best, and where results lie; again, nothing is computed.

    Runs that a factor does not touch are told once.
    """
    told = words(swept)

    assert "reader@end by point and programme (in %, 2 runs each)" in told
    assert "any none" in told
    assert "10 % campaign" in told
    assert "'leaders first' is best: reader@end" in told
    assert "one of size" not in told  # neither takes twice the hours of the other
    assert "pull per month: programmes.campaign[0].pull_per_month" in told
    assert "Results are in sweeps/story: columns.md" in told
    assert max(map(len, swept.splitlines())) <= 100
    folder = tmp_path / STORE
    assert {path.name for path in folder.iterdir()} == TABLES | {"figures", "runs.sqlite"}
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".png", ".svg", ".csv"}

    again = esnsim("sweep", story, *VARY)
    assert "12 of 12 runs were there already" in again.err
    assert again.out == swept


@pytest.mark.usefixtures("swept")
def test_tables_of_a_sweep_say_what_their_columns_mean(tmp_path):
    """Every column of every table is explained, and the plan reads back."""
    folder = tmp_path / STORE
    columns = (folder / "columns.md").read_text()

    for table in folder.glob("*.csv"):
        part = columns.partition(f"## {table.name}")[2].partition("\n## ")[0]
        for name in pd.read_csv(table).columns:
            assert f"| `{name}` | " in part
    plan = load_plan(folder / "sweep.experiment.yaml")
    assert [factor.path for factor in plan.factors] == ["programmes.campaign[0].pull_per_month"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["runs"] == {"asked": 12, "there": 12, "failed": 0, "reused": 0}
    assert len(pd.read_csv(folder / "table.csv")) == 12


def test_a_sweep_is_told_as_one_document(esnsim, story):
    """Other programs read standard output; Parquet is written where it can be."""
    pytest.importorskip("pyarrow")
    said = esnsim("sweep", story, *VARY, "--programme", "campaign", "--parquet", "--json", "--quiet", "--name", "mine")
    document = json.loads(said.out)

    assert said.err == ""
    assert document["name"] == "mine"
    assert document["runs"] == {"asked": 8, "done": 8, "failed": 0}
    assert {row["programme"] for row in document["response"]} == {"none", "campaign"}
    assert document["notes"] == []  # one programme beside the baseline has nothing to be larger than
    assert len(document["differences"]) == 2
    assert "table.parquet" in document["files"]
    assert len(pd.read_parquet(f"{document['folder']}/table.parquet")) == 8


def test_a_dry_run_says_what_it_would_take_and_writes_nothing(esnsim, story, tmp_path):
    """Points, runs, time and room; how it was measured, and that it is an estimate."""
    said = esnsim("sweep", story, *VARY, "--dry-run")
    told = words(said.out)

    assert said.status == 0
    assert "2 points, 12 runs, 8 of them different." in told
    assert "To compute: 8 runs from 1 starting state, about 1 s with 1 process" in told
    assert "This is an estimate: every programme of one point was simulated once here (60 people, 60 workdays" in told
    assert "Nothing was begun; results would go to sweeps/story" in told
    assert [path.name for path in tmp_path.iterdir()] == [story.name]


@pytest.mark.usefixtures("swept")
def test_a_dry_run_counts_what_is_there_and_what_a_rule_may_ask_for(esnsim, story):
    """A rule has a least and a most."""
    rule = ("--until", "reader@end narrower than 2%", "--at-least", "5", "--at-most", "30")
    options = [word for word in VARY if word not in ("--replicates", "2")]
    document = json.loads(esnsim("sweep", story, *options, *rule, "--dry-run", "--json").out)

    assert (document["asked"], document["runs"], document["there"], document["most"]) == (30, 20, 8, 120)
    assert document["most_seconds"] > document["seconds"] > 0
    nothing = esnsim("sweep", story, *VARY, "--dry-run")
    assert "Nothing is left to compute" in nothing.out


def test_a_failure_is_a_row_with_the_command_that_repeats_it(esnsim, story, stepping, capsys):
    """Status 1, everything else finished; repeated it tells all; tried again without the fault, all is there."""
    stepping(fail)
    said = esnsim("sweep", story, *VARY)

    assert said.status == 1
    assert "2 runs failed" in said.out
    assert "'campaign', replicate 1: ZeroDivisionError: nobody is there" in words(said.out)
    command = next(line.split() for line in said.out.splitlines() if "esnsim store repeat" in line)
    assert "10 of 12, 2 failed" in words(esnsim("store", "show", STORE).out)
    with pytest.raises(SystemExit) as ended:
        main(command[1:])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert "Traceback" in told.err
    assert "ZeroDivisionError: nobody is there" in told.err

    again = esnsim("sweep", story, *VARY)
    assert again.status == 1
    assert "2 failed earlier and are left out" in again.err
    stepping(STEP)
    assert esnsim("sweep", story, *VARY, "--retry-failed").status == 0
    assert "It is the run that was kept, bit for bit." in esnsim(*command[1:]).out


@pytest.mark.usefixtures("swept")
def test_another_sweep_in_the_same_folder_says_so(esnsim, story):
    """Its tables take the place of the others, and both are in the store."""
    said = esnsim("sweep", story, "--vary", "weeks=2,3", "--replicates", "1", "--workers", "1", "--name", "shorter")

    assert "Note: sweeps/story held the results of another sweep" in words(said.out)
    listed = json.loads(esnsim("store", "ls", STORE, "--json").out)
    assert [(each["sweep"], each["state"], each["runs"]["done"]) for each in listed] == [
        (1, "finished", 12),
        (2, "finished", 6),
    ]
    assert "shorter" in esnsim("store", "ls", STORE).out


@pytest.mark.usefixtures("swept")
def test_the_commands_of_a_store_work_together(esnsim):
    """List, show, export, look through, put together, tidy up; by the folder as by the file."""
    shown = words(esnsim("store", "show", STORE).out)
    assert "programmes none (baseline), campaign, leaders first" in shown
    assert "programmes.campaign[0].pull_per_month 10 %, 30 %" in shown
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        (key,) = file.execute("SELECT key FROM asked WHERE programme = 'campaign'").fetchone()
    run = words(esnsim("store", "show", f"{STORE}/runs.sqlite", key[:10]).out)
    assert "programme campaign" in run
    assert "after 4 weeks" in run
    assert "Who begins?" in run
    assert "12 runs" in esnsim("store", "export", STORE, "all.csv").out
    assert len(pd.read_csv("all.csv")) == 12 * 5
    verified = esnsim("store", "verify", STORE, "--repeat", "2")
    assert verified.status == 0
    assert "2 of them are the same bit for bit" in verified.out
    merged = esnsim("store", "merge", "all.sqlite", STORE)
    assert "8 runs added, 0 were there already; sweeps: 1 added" in merged.out
    freed = esnsim("store", "gc", "all.sqlite", "--sweep", "1")
    assert "8 runs and 0 notes on failures" in freed.out
    assert "0 runs are left" in freed.out
    # A name without a suffix is a folder, as it is for a sweep.
    assert esnsim("store", "merge", "both", STORE, STORE).status == 0
    assert Path("both/runs.sqlite").is_file()
    assert "12 of 12 runs were there already" in esnsim("sweep", "story.yaml", *VARY, "--out", "both").err
    people = esnsim("store", "repeat", STORE, key[:8], "--people", "people.csv")
    assert people.status == 0
    assert len(pd.read_csv("people.csv")) == 5 * 60


def key_of_a_run():
    """The first in the store."""
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        (key,) = file.execute("SELECT min(key) FROM asked").fetchone()
    return str(key)


@pytest.mark.usefixtures("swept")
def test_a_table_that_cannot_be_written_is_refused_before_anybody_lives(esnsim, stepping):
    """It is no fault of the run, and nobody waits for nothing."""
    stepping(fail)
    key = key_of_a_run()
    for name, told in (("people.doc", "choose a name that ends in .csv or .parquet"), ("story.yaml/p.csv", "a file")):
        said = esnsim("store", "repeat", STORE, key, "--people", name)

        assert said.status == 2
        assert told in words(said.err)
        assert "fails here too" not in said.err
        assert "Run" not in said.out


@pytest.mark.usefixtures("swept")
def test_a_full_disk_is_no_failure_of_a_life(esnsim, monkeypatch):
    """Who writes the table says what is wrong."""
    monkeypatch.setattr(again.PersonHistory, "__call__", full)
    said = esnsim("store", "repeat", STORE, key_of_a_run(), "--people", "people.csv")

    assert said.status == 2
    assert "people.csv: cannot be written, the disk is full; what is finished is kept" in words(said.err)
    assert "fails here too" not in said.err


def full(*_given):
    """Write to a disk without room."""
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("swept")
def test_a_store_may_be_named_by_its_folder(esnsim, story):
    """As in all commands about stores."""
    said = esnsim("sweep", story, *VARY, "--store", STORE, "--out", "elsewhere", "--dry-run", "--json")

    assert said.status == 0
    assert "elsewhere/runs.sqlite" not in said.out
    assert f"{STORE}/runs.sqlite" in said.out


@pytest.mark.usefixtures("swept")
def test_figures_that_another_command_is_drawing_are_left_alone(esnsim, story):
    """Those of an earlier sweep are not."""
    figures = Path("sweeps/story/figures")
    unfinished, old = figures / ".sweep_curves.1.svg", figures / "old.svg"
    for file in (unfinished, old):
        file.touch()

    assert esnsim("sweep", story, *VARY).status == 0
    assert unfinished.is_file()
    assert not old.exists()


@pytest.mark.usefixtures("swept")
def test_what_is_wrong_in_a_store_is_named(esnsim):
    """Status 1, with the key."""
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        (key,) = file.execute("SELECT min(key) FROM runs").fetchone()
        file.execute("UPDATE runs SET record = x'00' WHERE key = ?", (key,))
        file.commit()
    said = esnsim("store", "verify", STORE)

    assert said.status == 1
    assert f"{key}: cannot be read" in said.err
    assert "1 thing is wrong" in said.err


@pytest.mark.usefixtures("swept")
def test_the_best_is_told_with_what_cannot_be_told_from_it(esnsim):
    """By any outcome, the highest or the lowest first."""
    told = words(esnsim("best", STORE).out)
    assert "reader@end, the highest first" in told
    assert "'leaders first' is best: reader@end" in told
    lowest = esnsim("best", STORE, "--outcome", "reader@week2 vs baseline", "--lowest", "--top", "1", "--json")
    document = json.loads(lowest.out)
    assert len(document["best"]) == 1
    assert "is lowest: reader@week2 vs baseline" in document["answer"]


@pytest.mark.usefixtures("swept")
def test_the_best_is_simulated_again_in_runs_that_did_not_choose_it(esnsim):
    """With random numbers that no run of the sweep had; nothing is kept, so that the ranking stays."""
    ranked = json.loads(esnsim("best", STORE, "--json").out)
    again = json.loads(esnsim("best", STORE, "--fresh", "5", "--json").out)

    assert re.fullmatch(r"in 5 fresh runs it reaches \d+\.\d % \(80 % interval .*\)", again["fresh"])
    assert again["best"] == ranked["best"]
    assert ranked["fresh"] is None


@pytest.fixture
def half_simulated(swept):
    """The sweep with the runs of one of two points gone."""
    del swept
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        file.execute("DELETE FROM runs WHERE key IN (SELECT key FROM asked WHERE point = 1 AND programme = 'campaign')")
        file.commit()


@pytest.mark.usefixtures("half_simulated")
def test_answers_about_an_unfinished_sweep_say_so(esnsim):
    """How much is open is told, and nothing is claimed to be ahead of what is not simulated."""
    open_ones = "so far; 1 of 2 points not simulated, 2 of 12 runs open"

    best = words(esnsim("best", STORE).out)
    assert f"Sweep 1, 'A short story by pull_per_month'. Note: {open_ones}." in best
    assert "so far 'leaders first' is best" in best
    assert "what is not simulated yet may change that" in best
    assert "all others are behind" not in best
    assert json.loads(esnsim("best", STORE, "--json").out)["notes"][0] == open_ones
    assert open_ones in words(esnsim("discover", STORE, "--when", "reader@end < 10%").out)
    assert open_ones in words(esnsim("store", "export", STORE, "all.csv").err)


@pytest.mark.usefixtures("swept")
def test_the_best_says_what_it_leaves_out(esnsim):
    """Runs without a value are counted, with the reason."""
    told = words(esnsim("best", STORE, "--outcome", "contributor@end per reader").out)
    assert "4 of 12 runs have no contributor@end per reader, since reader is 0 there" in told
    assert "2 of 6 points and programmes are left out for that" in told

    nothing = esnsim("best", STORE, "--outcome", "posts@end per lapsed")
    assert nothing.status == 2
    assert "12 of 12 runs have no posts@end per lapsed, since lapsed is 0 there" in words(nothing.err)


@pytest.mark.usefixtures("swept")
def test_sweeps_of_one_name_are_told_by_number(esnsim):
    """Others of the same name are named."""
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        copied = "INSERT INTO sweeps SELECT 7, 'another', name, about, state, began - 60, told, NULL FROM sweeps"
        file.execute(copied)
        file.commit()

    for command in (("best", STORE), ("discover", STORE, "--when", "reader@end < 10%")):
        told = words(esnsim(*command).out)
        assert "Sweep 1, 'A short story by pull_per_month'; 1 other has the same name (--sweep 7)." in told


def test_a_rule_that_is_not_met_is_told(esnsim, story):
    """At how many points, how wide intervals are, and what stopped it; and the edge of what was tried."""
    options = [word for word in VARY if word not in ("--replicates", "2")]
    rule = ("--until", "reader@end narrower than 0.1%", "--at-least", "5", "--at-most", "5", "--programme", "campaign")
    told = words(esnsim("sweep", story, *options, *rule).out)

    assert "Note: reader@end is not as narrow as asked at 2 of 2 points; intervals are" in told
    assert "% wide instead of 0.1; the rule stops at 5 runs a point (--at-most)" in told
    assert "is at the edge of what was tried." in told


@pytest.mark.usefixtures("swept")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("best", STORE, "--outcome", "readr"), "--outcome readr: 'readr' is no measure; did you mean 'reader'?"),
        (("best", STORE, "--outcome", "reader@week9"), "lies beyond the end; the runs end in week 4"),
        (("best", STORE, "--sweep", "7"), "has no sweep '7'"),
        (("best", "nowhere"), "nowhere: there is no store of runs here"),
        (("store", "ls", "nowhere"), "nowhere: there is no store of runs here"),
        (("store", "show", STORE, "ffffffffffffff"), "knows no run 'ffffffffffffff'"),
        (("store", "merge", STORE, "story.yaml"), "story.yaml: is no store of runs"),
        (
            ("watch", "sweeps/stry", "--once"),
            "'esnsim run' and 'esnsim sweep' make one; did you mean 'sweeps/story'?",
        ),
        (("discover", "story", "--when", "reader@end < 1%"), "make one; did you mean 'sweeps/story'?"),
        (("report", "sweeps/storry"), "did you mean 'sweeps/story'?"),
        (("plot", "sweeps"), "sweeps: there is no scenario.yaml in it; name a folder that 'esnsim run' filled"),
        (("why", "nowhere"), "nowhere: there is no such folder; name a folder that 'esnsim run' filled"),
        (("store", "export", STORE, "all.xlsx"), "choose a name that ends in .csv or .parquet"),
    ],
)
def test_what_cannot_be_done_is_refused(esnsim, given, told):
    """With a message and status 2."""
    said = esnsim(*given)

    assert said.status == 2
    assert told in words(said.err)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "nothing is varied"),
        (("--vary", "wekes=1,2", "--until", "readr narrower than 1%"), "did you mean 'weeks'"),
        (("--vary", "wekes=1,2", "--until", "readr narrower than 1%"), "did you mean 'reader'"),
        (("--vary", "weeks=1,2", "--workers", "some"), "neither 1 to 1,024 processes nor an address"),
        (("--vary", "weeks=1,2", "--at-least", "3"), "says something of a rule; write it with --until"),
        (("--vary", "weeks=1,2", "--programme", "campain"), "did you mean 'campaign'"),
        (("--vary", "weeks=1,2", "--store", "story.yaml"), "story.yaml: is no store of runs"),
        (("--vary", "weeks=1,2", "--out", "story.yaml"), "story.yaml is a file"),
        (("--vary", "behaviour.imitation=0.01..0.02"), "or choose a sample: --points 20"),
    ],
)
def test_a_sweep_that_cannot_be_is_refused(esnsim, story, tmp_path, options, told):
    """Before anything is computed or written."""
    said = esnsim("sweep", story, *options)

    assert said.status == 2
    assert told in words(said.err.replace("│", ""))
    assert [path.name for path in tmp_path.iterdir()] == [story.name]


def test_an_interrupted_sweep_says_how_to_go_on(esnsim, story, stepping):
    """Status 130, and the same command continues."""
    seen = []

    def interrupt(simulation, *arguments):
        seen.append(simulation.name)
        if len(seen) == 50:
            raise KeyboardInterrupt
        return STEP(simulation, *arguments)

    stepping(interrupt)
    said = esnsim("sweep", story, *VARY)
    stepping(STEP)

    assert said.status == 130
    assert "What is finished is kept in sweeps/story/runs.sqlite; the same command continues from there." in said.err
    assert "3 of 12 runs; stopped" in words(esnsim("watch", STORE).out)
    assert "3 of 12 runs were there already" in esnsim("sweep", story, *VARY).err


@pytest.mark.usefixtures("swept")
def test_watching_ends_when_nothing_is_running(esnsim):
    said = esnsim("watch", STORE)

    assert said.status == 0
    assert "12 of 12 runs; finished" in words(said.out)
    assert "'leaders first' is best" in words(said.out)


@pytest.mark.usefixtures("swept")
def test_watching_quietly_tells_the_end_only(esnsim, monkeypatch, tmp_path):
    monkeypatch.setattr(watch.time, "sleep", lambda _seconds: (tmp_path / STORE).rename(tmp_path / "later"))
    said = words(esnsim("watch", "later", "-q").out)

    assert "Waiting" not in said
    assert "12 of 12 runs; finished" in said


@pytest.mark.usefixtures("swept")
@pytest.mark.parametrize("command", [("best",), ("discover", "--when", "reader@end < 50%")], ids=lambda each: each[0])
def test_reading_many_runs_is_told_unless_it_is_to_be_quiet(esnsim, monkeypatch, command):
    monkeypatch.setattr(progress, "MANY", 12)
    name, *options = command

    assert "reading 12 runs" in esnsim(name, STORE, *options).err
    assert esnsim(name, STORE, *options, "-q").err == ""


@pytest.mark.usefixtures("swept")
def test_watching_may_begin_before_there_is_anything(esnsim, monkeypatch, tmp_path):
    """It waits for the store, follows it, and ends with it."""
    said = esnsim("watch", "later", "--once")
    assert (said.status, words(said.err).split(";")[0]) == (2, "later: there is no store of runs here")
    monkeypatch.setattr(watch.time, "sleep", lambda _seconds: (tmp_path / STORE).rename(tmp_path / "later"))
    followed = words(esnsim("watch", "later").out)
    assert followed.startswith("Waiting for later, which is not there yet.")
    assert "12 of 12 runs; finished" in followed


@pytest.mark.usefixtures("swept")
def test_a_process_that_is_silent_is_told_with_what_continues_it(esnsim):
    """A killed process cannot say that it was; its silence does."""
    with Store(Path(STORE, "runs.sqlite")) as store:
        RequestTable(store).tell(1, RUNNING)
    assert "last heard of just now" in words(esnsim("watch", STORE, "--once").out)
    with closing(sqlite3.connect(f"{STORE}/runs.sqlite")) as file:
        file.execute("UPDATE sweeps SET told = told - 600")
        file.execute("UPDATE runs SET finished = finished - 600")
        file.commit()
    told = words(esnsim("watch", STORE, "--once").out)
    assert "not heard of for 10 min; it may have been killed" in told
    assert "Give the same command again to continue: esnsim " in told
    assert "not heard of for 10 min" in words(esnsim("store", "show", STORE).out)


def test_the_pace_knows_nothing_of_what_was_there_already():
    """Nor of the first run, which waits for compilation; and only the last minute counts."""
    pace = Pace()
    pace.hear(5000, 0.0)
    assert (pace.told(), pace.left(100)) == ("", "")
    pace.hear(5001, 30.0)
    assert pace.a_second is None
    pace.hear(5011, 31.0)
    assert pace.a_second == pytest.approx(10.0)
    assert pace.told() == ", 10 a second"
    # More is asked for on the way: what is left is told anew.
    assert (pace.left(100), pace.left(6000), pace.left(0)) == (", 10 s left", ", 10 min left", "")
    for nth in range(4):
        pace.hear(5012 + nth, 200.0 + 30.0 * nth)
    assert pace.a_second == pytest.approx(1 / 30)
    assert pace.told() == ", 30 s a run"


def test_times_are_told_as_people_say_them():
    assert [duration(each) for each in (0.2, 59, 90, 7200, 300_000)] == ["1 s", "59 s", "2 min", "2.0 h", "3.5 days"]


def test_workers_are_a_number_or_an_address():
    written = (None, "8", "tcp://host:8786")
    assert [workers_of(each) for each in written] == [usual_workers(), 8, "tcp://host:8786"]


@pytest.mark.parametrize(("cores", "runs", "started"), [(2, None, 2), (64, None, 8), (None, None, 1), (64, 3, 3)])
def test_no_more_processes_are_started_than_there_is_work_or_room_for(monkeypatch, cores, runs, started):
    """One a core, unless there are many cores or few runs."""
    monkeypatch.setattr("os.cpu_count", lambda: cores)

    assert usual_workers(runs) == started <= USUALLY_AT_MOST


@pytest.mark.parametrize(("people", "replicates", "started"), [(60, 9, 1), (36_000, 20, 2), (36_000, 9, 1)])
def test_no_process_is_started_for_less_work_than_starting_it_costs(monkeypatch, story, people, replicates, started):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    story.write_text(LAUNCH.replace("people: 60", f"people: {people}"), encoding="utf-8")

    assert workers_for(load(story), replicates) == started
