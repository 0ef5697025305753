"""A sweep in shares is the same sweep: whoever simulates which part, and whatever happens to them on the way."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from itertools import combinations

import pandas as pd
import pytest
from asked_points import COUNT, PEOPLE, points
from hypothesis import given
from hypothesis import strategies as st
from kept_runs import kept

from esnsim.cli.output.share_text import lacking_lines
from esnsim.cli.output.sweep_status import so_far
from esnsim.cli.shares import share_told
from esnsim.errors import ScenarioError
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.design.points import Point
from esnsim.experiments.design.share import Share, read_share
from esnsim.experiments.design.stopping import Fixed, Until
from esnsim.experiments.execution.shares import Efforts, shared_out
from esnsim.experiments.results.sweep_folder import sweep_tables
from esnsim.experiments.results.sweep_result import read_sweep
from esnsim.experiments.sharing import finish, points_asked_besides, sweep_share, whole_of
from esnsim.experiments.store.lacking import lacking, lacking_among
from esnsim.experiments.store.merging import merge_stores
from esnsim.experiments.store.place import stores_of_shares
from esnsim.experiments.store.requests import FINISHED, STOPPED, RequestTable, RunRequest
from esnsim.experiments.store.store import Store
from esnsim.experiments.sweeping import sweep

READERS = read_outcome("reader@end")
TWICE = Fixed(2)


def simulate(asked: list[Point], whole, share: Share, replicates=TWICE, **named) -> None:
    """One share, into a store of its own."""
    sweep_share(asked, whole, share, replicates, READERS, command=f"esnsim sweep it --share {share}", **named).close()


def together(whole) -> None:
    """Put the shares beside a store together in it."""
    with Store(whole) as store:
        merge_stores(store, stores_of_shares(whole))


def journal(path) -> str:
    """How SQLite writes a file."""
    with closing(sqlite3.connect(path)) as file:
        (mode,) = file.execute("PRAGMA journal_mode").fetchone()
    return mode


def tables(path) -> dict[str, pd.DataFrame]:
    """The tables of the only sweep of a store."""
    with read_sweep(path) as found:
        return sweep_tables(found)


def assert_same(whole, undivided) -> None:
    """The same runs and the same tables."""
    assert kept(whole) == kept(undivided)
    for name, table in tables(undivided).items():
        pd.testing.assert_frame_equal(tables(whole)[name], table)


@st.composite
def asked_runs(draw):
    """Runs of some base states, of which points share a few."""
    sizes = draw(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 6)), min_size=1, max_size=6))
    made = []
    for base_state, (asked, replicates) in enumerate(sizes):
        for point in range(asked):
            for replicate in range(replicates):
                made.append(
                    RunRequest(base_state, replicate, 10 * base_state + point, "none", f"{base_state} {replicate}")
                )
                made.append(
                    RunRequest(base_state, replicate, 10 * base_state + point, "b", f"{base_state} {point} {replicate}")
                )
    return made


@given(asked_runs(), st.integers(1, 9), st.integers(0, 5000))
def test_every_run_is_in_one_share_and_a_base_state_in_few(asked, shares, making):
    """Nothing twice and nothing left out; base states are cut only where they are more than a share's worth."""
    efforts = Efforts([100] * 100, dict.fromkeys(range(10), making))
    parts = shared_out(asked, efforts, shares)
    keys = Counter(each.key for part in parts for each in part)

    assert set(keys.values()) == {1}
    assert set(keys) == {each.key for each in asked}
    assert len(parts) == shares
    assert parts == shared_out(list(reversed(asked)), efforts, shares)
    holders = [{each.base_state for each in part} for part in parts]
    for base_state in {each.base_state for each in asked}:
        own = len({each.key for each in asked if each.base_state == base_state})
        held = sum(base_state in each for each in holders)
        assert held <= max(1, -(-own * shares // len(keys)) + shares // len({each.base_state for each in asked}))
    if len(keys) >= shares <= len({each.base_state for each in asked}):
        assert all(parts)


def test_a_base_state_stays_in_one_share(tmp_path):
    """Four organisations on two machines are found once each; with the baseline, whichever points ask for it."""
    asked = [
        Point(number, {COUNT: 5, PEOPLE: people}, each.scenario)
        for number, (people, each) in enumerate(
            (people, each)
            for people in (40, 50, 60, 70)
            for each in points((5, 12), organisation={"generate": {"people": people}})
        )
    ]
    whole = whole_of(asked, tmp_path / "runs.sqlite", Fixed(2))
    parts = whole.parts(2)

    held = [{each.base_state for each in part} for part in parts]
    assert not held[0] & held[1]
    assert len(held[0] | held[1]) == 4
    assert len(held[0]) == len(held[1]) == 2
    assert sum(len(part) for part in parts) == whole.runs == 4 * 2 * 4
    baselines = Counter(each.key for part in parts for each in part if each.programme == "none")
    assert set(baselines.values()) == {1}


def test_shares_that_are_put_together_are_the_sweep(tmp_path):
    """A single base state is cut between replicates, the baseline is simulated once, and tables are equal."""
    asked, whole, undivided = points((5, 12)), tmp_path / "runs.sqlite", tmp_path / "undivided.sqlite"
    sweep(asked, undivided, Fixed(3), READERS).close()
    for number in (3, 1, 2):
        simulate(asked, whole, Share(number, 3), Fixed(3))

    stores = stores_of_shares(whole)
    # Write-ahead logs are for one machine alone, see https://www.sqlite.org/wal.html.
    assert {journal(path) for path in stores} == {"delete"}
    assert journal(undivided) == "wal"
    assert [path.parent.name for path in stores] == ["1-of-3", "2-of-3", "3-of-3"]
    runs = [set(kept(path)) for path in stores]
    assert all(not one & other for one, other in combinations(runs, 2))
    assert [len(each) for each in runs] == [4, 4, 4]
    together(whole)
    assert_same(whole, undivided)
    with Store(whole, reading=True) as store:
        (entry,) = RequestTable(store).entries()
        assert entry.state == FINISHED
        assert lacking(RequestTable(store), entry) == []


def test_what_is_lacking_is_named_with_the_line_that_repeats_it(tmp_path):
    """A share that was never begun, and one that was stopped half way."""
    asked, whole = points((5, 12)), tmp_path / "runs.sqlite"

    def stop(progress):
        if progress.done >= 2:
            raise KeyboardInterrupt

    simulate(asked, whole, Share(1, 3), Fixed(3))
    with pytest.raises(KeyboardInterrupt):
        simulate(asked, whole, Share(2, 3), Fixed(3), progress=stop)
    ((_, found),) = lacking_among(stores_of_shares(whole))
    half, missing = found
    assert (half.number, half.of, half.runs, half.command) == (2, 3, 4, "esnsim sweep it --share 2/3")
    assert 0 < half.left < 4
    assert missing == (3, 3, None, None, "esnsim sweep it --share 3/3")

    together(whole)
    with Store(whole, reading=True) as store:
        (entry,) = RequestTable(store).entries()
        assert lacking(RequestTable(store), entry) == found
        assert entry.state == STOPPED
    for number in (2, 3):
        simulate(asked, whole, Share(number, 3), Fixed(3))
    together(whole)
    assert lacking_among([whole])[0][1] == []


def test_shares_of_a_program_are_named_without_a_command(tmp_path):
    """Nobody typed anything, so no line is made up; of many, numbers are listed as Slurm takes them."""
    sweep_share(points((5, 12)), tmp_path / "runs.sqlite", Share(4, 15), TWICE, READERS).close()
    ((_, found),) = lacking_among(stores_of_shares(tmp_path / "runs.sqlite"))
    *lines, last = lacking_lines(found)

    assert lines[3] == "share 5 of 15 is missing; repeat it: as the others were asked for, from Python"
    assert last == "and 6 more, each repeated by the same line with its number: 10-15"


def test_runs_that_are_there_are_not_computed_again(tmp_path):
    """Neither those of the whole, nor those of an earlier share of another number."""
    asked, whole = points((5, 12)), tmp_path / "runs.sqlite"
    sweep(asked, whole, Fixed(1), READERS).close()
    told = []
    simulate(asked, whole, Share(1, 1), Fixed(2), progress=told.append)

    assert (told[-1].reused, told[-1].total) == (6, 12)


def test_a_rule_for_replicates_goes_in_rounds(tmp_path):
    """What it asks for besides is shared out anew, until it asks for no more; the tables are the undivided sweep's."""
    rule = Until(READERS, 0.02, 5, 12)
    asked, whole, undivided = points((5, 12)), tmp_path / "runs.sqlite", tmp_path / "undivided.sqlite"
    sweep(asked, undivided, rule, READERS).close()
    rounds, more = 0, 1
    while more:
        rounds += 1
        for number in (1, 2):
            simulate(asked, whole, Share(number, 2), rule)
        together(whole)
        with read_sweep(whole) as found:
            more = points_asked_besides(found)
            assert so_far(found) == "so far; it was not finished, and may ask for more runs"

    assert rounds > 1
    with Store(whole) as store:
        assert so_far(finish(store, 1)) == ""
    assert_same(whole, undivided)


def test_shares_of_different_sweeps_are_refused_together(tmp_path):
    """Every store that does not belong to the first is named, with what differs; nothing is written."""
    folder = [tmp_path / name / "runs.sqlite" for name in ("first", "second", "third")]
    simulate(points((5, 12)), folder[0], Share(1, 4))
    simulate(points((5, 20)), folder[1], Share(2, 4))
    simulate(points((5, 12), weeks=3), folder[2], Share(3, 4))
    with Store(tmp_path / "whole.sqlite") as store, pytest.raises(ScenarioError) as refused:
        merge_stores(store, [path for each in folder for path in stores_of_shares(each)])

    second, third = (mistake.message for mistake in refused.value.mistakes)
    assert "holds share 2/4" in second
    assert "they vary something else" in second
    assert "their scenarios differ in weeks" in third
    assert kept(tmp_path / "whole.sqlite") == {}


def test_a_share_that_does_not_go_on_with_what_was_put_together_is_refused(tmp_path):
    """One after the other they are no more of one sweep than at once; alone, or all of them, they are welcome."""
    whole, other = tmp_path / "runs.sqlite", tmp_path / "other" / "runs.sqlite"
    simulate(points((5, 12)), whole, Share(1, 2))
    together(whole)
    simulate(points((5, 12), weeks=3), other, Share(2, 2))
    refused = pytest.raises(
        ScenarioError, match=r"2/2 of sweep.*runs.sqlite holds share 1/2 of.*scenarios differ in weeks"
    )
    with Store(whole) as store, refused:
        merge_stores(store, stores_of_shares(other))
    simulate(points((5, 12), weeks=3), other, Share(1, 2))
    with Store(whole) as store:
        merge_stores(store, stores_of_shares(other))

        assert [entry.state for entry in RequestTable(store).entries()] == [STOPPED, FINISHED]


def test_shares_of_another_number_of_replicates_are_refused(tmp_path):
    """They are of one sweep, but do not make a whole."""
    folder = [tmp_path / name / "runs.sqlite" for name in ("few", "many")]
    for path, share, replicates in zip(folder, (Share(1, 2), Share(2, 2)), (Fixed(1), Fixed(2)), strict=True):
        simulate(points((5, 12)), path, share, replicates)
    refused = pytest.raises(ScenarioError, match=r"holds share 2/2 of 8 runs.*holds share 1/2 of 4 runs; ask both for")
    with Store(tmp_path / "whole.sqlite") as store, refused:
        merge_stores(store, [path for each in folder for path in stores_of_shares(each)])


def test_shares_that_are_judged_by_something_else_are_refused(tmp_path):
    """The tables could be those of one of them only."""
    for number, outcome in ((1, READERS), (2, read_outcome("contributor@end"))):
        own = sweep_share(points((5, 12)), tmp_path / "runs.sqlite", Share(number, 2), TWICE, outcome)
        own.close()
    refused = pytest.raises(ScenarioError, match=r"2/2 judged by contributor@end.*1/2 judged by reader@end; ask both")
    with Store(tmp_path / "whole.sqlite") as store, refused:
        merge_stores(store, stores_of_shares(tmp_path / "runs.sqlite"))


def test_ten_thousand_shares_are_cut_quickly():
    """Of a single organisation, and of very many."""
    for base_states in (1, 500):
        asked = [RunRequest(nth % base_states, nth, 0, "none", str(nth)) for nth in range(20_000)]
        begun = time.process_time()
        parts = shared_out(asked, Efforts([100], dict.fromkeys(range(base_states), 50)), 10_000)

        assert time.process_time() - begun < 10.0
        assert {len(part) for part in parts} <= {1, 2, 3}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0/4", "is none of 4 shares; they are counted 1 to 4"),
        ("5/4", "is none of 4 shares"),
        ("1/0", "asks for 0 shares"),
        ("1/100000", "asks for 100,000 shares; write 1 to 10,000"),
        ("a/b", "is no share; write a number and of how many, such as 2/8"),
        ("-1/4", "is no share"),
        ("2", "is no share"),
        ("", "is no share"),
    ],
)
def test_a_share_that_cannot_be_is_refused(text, told):
    with pytest.raises(ValueError, match=told):
        read_share(text)


def slurm(task, count, least=1, **more):
    """What Slurm says to a task."""
    said = {"ID": task, "COUNT": count, "MIN": least} | more
    return {f"SLURM_ARRAY_TASK_{name}": str(number) for name, number in said.items()}


def batch(index, size):
    """What AWS Batch says to a child."""
    return {"AWS_BATCH_JOB_ARRAY_INDEX": str(index), "AWS_BATCH_JOB_ARRAY_SIZE": str(size)}


@pytest.mark.parametrize(
    ("option", "surroundings", "share"),
    [
        (None, {}, None),
        ("2/8", {}, "2/8"),
        (None, slurm(3, 8), "3/8"),
        (None, slurm(0, 8, 0, MAX=7, STEP=1), "1/8"),
        (None, slurm(4, 4, 0, MAX=6, STEP=2), "3/4"),
        (None, batch(0, 10), "1/10"),
        (None, batch(9, 10), "10/10"),
        ("3/8", slurm(3, 8), "3/8"),
        ("3/8", slurm(2, 8, 0), "3/8"),
        ("3/8", batch(2, 8), "3/8"),
        # Some tasks of an array are repeated by themselves.
        ("3/8", slurm(3, 1, 3), "3/8"),
        ("5/8", slurm(5, 2, 2, MAX=5, STEP=1), "5/8"),
        ("1/1", slurm(3, 1, 3), "1/1"),
        (None, slurm(3, 8) | batch(2, 8), "3/8"),
    ],
)
def test_a_share_is_what_the_option_or_the_array_of_jobs_says(option, surroundings, share):
    told, mistakes = share_told(option, surroundings)

    assert mistakes == []
    assert (told and str(told.share)) == share


@pytest.mark.parametrize(
    ("option", "surroundings", "told"),
    [
        ("3/8", slurm(4, 8), ["--share: --share says 3/8, SLURM_ARRAY_TASK_ID 4 of 8 tasks says 4/8; let them"]),
        ("3/8", batch(3, 8), ["AWS_BATCH_JOB_ARRAY_INDEX and AWS_BATCH_JOB_ARRAY_SIZE says 4/8"]),
        (None, slurm(3, 8) | batch(3, 8), ["says 3/8"]),
        (None, slurm(3, 1, 3), ["SLURM_ARRAY_TASK_ID: is 3, which does not say of how many shares; write --share I/N"]),
        (None, slurm(7, 3, 1, MAX=7, STEP=1), ["does not say of how many shares"]),
        (
            None,
            {"SLURM_ARRAY_TASK_ID": "3"},
            ["SLURM_ARRAY_TASK_COUNT: is not set", "SLURM_ARRAY_TASK_MIN: is not set"],
        ),
        (None, batch("x", 8), ["AWS_BATCH_JOB_ARRAY_INDEX: is 'x', no whole number"]),
        (None, batch(8, 8), ["is 8 in an array of 8, which are counted from 0"]),
        (None, slurm(9, 8, 1), ["is 9 among 8 tasks 1 to 8"]),
        (
            "9/8",
            {"AWS_BATCH_JOB_ARRAY_INDEX": "1"},
            ["--share 9/8: is none of 8", "AWS_BATCH_JOB_ARRAY_SIZE: is not set"],
        ),
    ],
)
def test_what_does_not_say_which_share_is_refused(option, surroundings, told):
    """Every mistake at once."""
    share, mistakes = share_told(option, surroundings)

    assert share is None
    said = [str(mistake) for mistake in mistakes]
    assert len(said) == len(told)
    for words, each in zip(told, said, strict=True):
        assert words in each
