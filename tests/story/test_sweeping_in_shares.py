"""A sweep in shares, as people give it: told of what is lacking, and put together with one command."""

import json
import os
import shlex
import signal
import time

import pandas as pd
import pytest
from commands import started

from esnsim.cli.commands.watch import Eye
from esnsim.errors import RunError
from esnsim.experiments.design.plan import CommandOptions, load_plan, points_of
from esnsim.experiments.results.sweep_folder import sweep_tables
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.store.merging import merge_stores
from esnsim.experiments.store.place import stores_of_shares
from esnsim.experiments.store.requests import FINISHED
from esnsim.experiments.store.store import Store
from esnsim.experiments.sweeping import sweep

PULL = "programmes.campaign[0].pull_per_month=0.1,0.3"
VARY = ("--vary", PULL, "--weeks", "4", "--replicates", "3", "--workers", "1", "--outcome", "reader@end")
FOLDER = "sweeps/story"
TABLES = ("table.csv", "response.csv", "differences.csv", "curves.csv", "failures.csv", "columns.md")
ARRAYS = ("SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX")
PATIENCE = 120.0


def words(text):
    """The text as one line."""
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No array of jobs is around the tests."""
    for name in ARRAYS:
        monkeypatch.delenv(name, raising=False)


def test_shares_are_told_put_together_and_equal_to_the_sweep(esnsim, story, tmp_path):
    """What is lacking is named by every command with the line that repeats it; then one command writes all tables."""
    assert esnsim("sweep", story, *VARY, "--out", "undivided").status == 0
    first = esnsim("sweep", story, *VARY, "--share", "1/2")
    assert "Share 1 of 2: 6 of 6 runs are there or failed, of 12 that all shares consist of." in words(first.out)
    assert "Share 1 of 2 is simulated (--share)." in first.err
    assert "esnsim store merge sweeps/story" in first.out

    watched = esnsim("watch", FOLDER, "--once")
    assert "1 of 2 shares are finished, 6 of 12 runs are there" in watched.out
    undivided = esnsim("sweep", story, *VARY, "--dry-run")
    assert "their runs are computed again unless they are put together first: esnsim store merge" in words(
        undivided.err
    )
    dry = words(esnsim("sweep", story, *VARY, "--share", "2/2", "--dry-run").out)
    assert "Share 2 of 2: 6 of 12 different runs, about" in dry
    assert "finished runs would go to sweeps/story/shares/2-of-2/runs.sqlite" in dry
    unmerged = esnsim("best", FOLDER)
    assert unmerged.status == 2
    merged = esnsim("store", "merge", FOLDER)
    assert merged.status == 1
    assert "6 of 12 runs are there; tables are written when all are." in merged.out
    assert not (tmp_path / FOLDER / "table.csv").exists()
    best = esnsim("best", FOLDER)
    assert "so far; 6 of 12 runs are there, 1 of 2 shares are missing or half done" in words(best.out)
    (lacking,) = json.loads(esnsim("best", FOLDER, "--json").out)["lacking"]
    assert (lacking["number"], lacking["left"]) == (2, None)
    again = esnsim("watch", FOLDER, "--once")
    told = [watched.out, unmerged.err, merged.out, best.out, again.out]
    lines = {
        line.partition("share 2 of 2 is missing; repeat it: ")[2] for text in told for line in text.splitlines()
    } - {""}
    assert len(lines) == 1
    (line,) = lines
    assert all(line in text for text in told)

    assert esnsim(*shlex.split(line)[1:]).status == 0
    whole = esnsim("store", "merge", FOLDER)
    assert whole.status == 0
    assert "All 2 shares are there. Results are in sweeps/story: columns.md" in words(whole.out)
    assert "'leaders first' is best: reader@end" in words(whole.out)
    for name in TABLES:
        assert (tmp_path / FOLDER / name).read_bytes() == (tmp_path / "undivided" / name).read_bytes()
    assert {file.name for file in (tmp_path / FOLDER / "figures").iterdir()} == {
        file.name for file in (tmp_path / "undivided/figures").iterdir()
    }
    (listed,) = json.loads(esnsim("store", "ls", FOLDER, "--json").out)
    assert (listed["state"], listed["runs"]) == ("finished", {"asked": 18, "done": 18, "failed": 0})
    assert "so far" not in esnsim("best", FOLDER).out

    # The whole question, asked without shares, finds everything there.
    assert "18 of 18 runs were there already" in esnsim("sweep", story, *VARY).err


def test_an_array_of_jobs_says_which_share(esnsim, story, tmp_path, monkeypatch):
    """It is said where it comes from, and the line that repeats it needs no array."""
    for name, number in (("ID", "3"), ("COUNT", "4"), ("MIN", "2")):
        monkeypatch.setenv(f"SLURM_ARRAY_TASK_{name}", number)
    said = esnsim("sweep", story, *VARY, "--json")

    assert "Share 2 of 4 is simulated (SLURM_ARRAY_TASK_ID 3 of 4 tasks)." in said.err
    document = json.loads(said.out)
    assert (document["share"]["number"], document["share"]["of"]) == (2, 4)
    assert document["share"]["of_the_whole"] == 12
    monkeypatch.delenv("SLURM_ARRAY_TASK_ID")
    # What is not there yet becomes a folder, as everywhere else.
    assert esnsim("store", "merge", "together", f"{FOLDER}/shares/2-of-4").status == 1
    assert [path.name for path in (tmp_path / "together").iterdir()] == ["runs.sqlite"]
    assert esnsim("report", "together", "--format", "md").status == 0
    report = (tmp_path / "together/report/report.md").read_text()
    assert "3 of 12 runs are there; 3 of 4 shares of the sweep are missing or half done" in words(report)
    assert words(esnsim("store", "show", f"{FOLDER}/shares/2-of-4").out).endswith("--json --share 2/4")
    (listed,) = json.loads(esnsim("store", "ls", f"{FOLDER}/shares/2-of-4", "--json").out)
    assert listed["share"] == "share 2 of 4"
    assert "share 2" in words(esnsim("store", "ls", f"{FOLDER}/shares/2-of-4").out)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--share", "0/4"), ["--share 0/4: is none of 4 shares"]),
        (("--share", "5/4", "--programme", "campain"), ["is none of 4 shares", "did you mean 'campaign'"]),
        (("--share", "a/b", "--set", "wekes=3"), ["--share a/b: is no share", "did you mean 'weeks'"]),
        (("--share", "1/2", "--print-slurm", "2"), ["prints a script for all shares; leave out --share 1/2"]),
        (("--print-slurm", "0"), ["--print-slurm 0: write a number of shares from 1 to 10,000"]),
        (("--print-slurm", "2", "--workers", "tcp://host:1"), ["leave out --workers tcp://host:1"]),
    ],
)
def test_a_share_that_cannot_be_is_refused_with_every_other_mistake(esnsim, story, tmp_path, options, told):
    """With status 2, and nothing written."""
    given = [word for word in VARY if word not in ("--workers", "1")]
    said = esnsim("sweep", story, *given, *options)

    assert said.status == 2
    for each in told:
        assert each in words(said.err)
    assert [path.name for path in tmp_path.iterdir()] == [story.name]


def test_sources_that_disagree_are_refused(esnsim, story, monkeypatch):
    monkeypatch.setenv("AWS_BATCH_JOB_ARRAY_INDEX", "2")
    monkeypatch.setenv("AWS_BATCH_JOB_ARRAY_SIZE", "4")
    said = esnsim("sweep", story, *VARY, "--share", "2/4")

    assert said.status == 2
    assert "--share says 2/4, AWS_BATCH_JOB_ARRAY_INDEX and AWS_BATCH_JOB_ARRAY_SIZE says 3/4" in words(said.err)


def test_shares_of_a_changed_scenario_are_refused(esnsim, story, tmp_path):
    """With what differs; the store they should go to is not made."""
    esnsim("sweep", story, *VARY, "--share", "1/2")
    esnsim("sweep", story, *VARY, "--weeks", "5", "--share", "2/2")
    said = esnsim("store", "merge", FOLDER)

    assert said.status == 2
    assert "2-of-2/runs.sqlite: holds share 2/2 of sweep" in words(said.err)
    assert "their scenarios differ in weeks; shares of one sweep are put together" in words(said.err)
    assert not (tmp_path / FOLDER / "runs.sqlite").exists()
    absent = esnsim("store", "merge", "other", "nowhere", "neither")
    assert absent.status == 2
    assert "nowhere" in absent.err
    assert "neither" in absent.err


def test_a_merge_without_anything_to_merge_is_refused(esnsim):
    said = esnsim("store", "merge", "nothing")

    assert said.status == 2
    assert "nothing/shares: there is no store" in words(said.err)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX are sent")
def test_shares_at_once_of_which_one_is_killed(esnsim, story, tmp_path):
    """The killed one is named as half done; its line continues it, and the tables are the undivided sweep's."""
    long = ("--vary", "seed=1,2,3", "--replicates", "40", "--weeks", "14", "--workers", "1", "--outcome", "reader@end")
    commands = [started("sweep", story, *long, "--share", f"{number}/3", folder=tmp_path) for number in (1, 2, 3)]
    whole, killed = tmp_path / FOLDER / "runs.sqlite", tmp_path / FOLDER / "shares/2-of-3/runs.sqlite"
    deadline = time.monotonic() + PATIENCE
    while len_of(killed) < 5:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    commands[1].send_signal(signal.SIGKILL)
    ended = [command.communicate(timeout=PATIENCE) and command.returncode for command in commands]
    assert ended == [0, -signal.SIGKILL, 0]
    assert len_of(killed) < 120

    merged = esnsim("store", "merge", FOLDER)
    assert merged.status == 1
    (line,) = [each for each in merged.out.splitlines() if "share 2 of 3 is half done or at work" in each]
    assert "of 120 runs are lacking; repeat it: " in line
    assert esnsim(*shlex.split(line.partition("repeat it: ")[2])[1:]).status == 0
    with Store(whole) as store:
        merge_stores(store, stores_of_shares(whole))
    plan = load_plan(story, CommandOptions(("weeks=14",), ("seed=1,2,3",), replicates=40, outcome="reader@end"))
    with sweep(points_of(plan), tmp_path / "undivided.sqlite", plan.replicates, plan.outcome) as undivided:
        tables = sweep_tables(undivided)
    with read_sweep(whole) as found:
        assert found.entry.state == FINISHED
        for name, table in sweep_tables(found).items():
            pd.testing.assert_frame_equal(table, tables[name])


def len_of(path):
    """How many runs a store holds; none if it is not there yet."""
    try:
        with Store(path, reading=True) as store:
            return len(store)
    except RunError:
        return 0


def test_a_script_for_slurm_asks_for_what_was_estimated(esnsim, story):
    """Time, memory and processes; the command as it was given, with the share of each task."""
    given = [word for word in VARY if word not in ("--workers", "1")]
    said = esnsim("sweep", story, *given, "--print-slurm", "40", "--workers", "2", "--name", "it's mine")
    lines = said.out.splitlines()

    assert lines[0] == "#!/bin/bash"
    assert "28 of 40 shares have nothing to do: there are 12 different runs." in said.err
    assert {"#SBATCH --array=1-40", "#SBATCH --cpus-per-task=2", "#SBATCH --time=0-00:06:00"} <= set(lines)
    (memory,) = [line for line in lines if line.startswith("#SBATCH --mem=")]
    assert 500 < int(memory.removeprefix("#SBATCH --mem=").removesuffix("M")) < 2000
    (command,) = [line for line in lines if line.startswith("esnsim sweep")]
    assert command.endswith('--workers "$SLURM_CPUS_PER_TASK" --share "$SLURM_ARRAY_TASK_ID/40"')
    assert shlex.split(command)[-6:-4] == ["--name", "it's mine"]
    assert "--print-slurm" not in command


def test_shares_are_watched_while_they_are_simulated(esnsim, story, tmp_path):
    """One at work with how far it is, one that was killed with the line that continues it; each once."""
    esnsim("sweep", story, *VARY, "--share", "1/2")
    own = tmp_path / FOLDER / "shares/1-of-2/runs.sqlite"
    with Store(own) as store:
        store.file.execute("DELETE FROM runs WHERE rowid % 2 = 0")
        store.file.execute("UPDATE sweeps SET state = 'running'")
    seen, going = Eye().look(tmp_path / FOLDER)
    assert going
    assert "  share 1 of 2: " in seen
    assert "last heard of just now" in seen
    assert "share 1 of 2 is half done" not in seen
    assert "share 2 of 2 is missing" in seen

    with Store(own) as store:
        store.file.execute("UPDATE sweeps SET told = told - 1000")
        store.file.execute("UPDATE runs SET finished = finished - 1000")
    seen, going = Eye().look(tmp_path / FOLDER)
    assert going
    assert seen.count("share 1 of 2") == 1
    assert "share 1 of 2 is half done or at work, 3 of 6 runs are lacking; repeat it: esnsim sweep " in seen
