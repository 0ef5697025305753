"""What was asked is found again as it was written, a slice at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_questions import question
from small_request_tables import asked, grid, made_up, requests

from esnsim.errors import RunError
from esnsim.experiments import RunProgress, run_all
from esnsim.experiments.store.keys import question_key
from esnsim.experiments.store.requests import (
    BEFORE_ALL,
    FINISHED,
    RUNNING,
    PointRecord,
    RequestTable,
    SweepCount,
    SweepRecord,
)
from esnsim.experiments.store.store import IN_MEMORY, Failure, Store
from esnsim.scenario import resolve
from tests.strategies import FEW


def failed(key: str) -> Failure:
    """A run that could not be finished."""
    return Failure(key, "none", 0, "it could not")


def test_a_count_knows_what_is_there_and_what_failed():
    """Runs that several points share count for each of them."""
    runs = [*grid(base_states=2, replicates=3), asked(0, 0, 5, key="0 0 0 none")]
    with requests(runs) as (book, sweep):
        book.store.add([made_up("0 0 0 none"), made_up("another's")])
        book.store.fail(failed("1 2 1 none"), 2)

        assert book.count(sweep) == SweepCount(total=7, done=2, failed=1)
        assert sorted(book.askers(sweep, "0 0 0 none")) == [(0, "none", 0), (5, "none", 0)]


def test_what_is_asked_twice_is_asked_once():
    """The same command may be given again."""
    with requests(grid(base_states=1, replicates=3)) as (book, sweep):
        book.ask(sweep, grid(base_states=1, replicates=4))

        assert book.count(sweep).total == 4


@given(st.integers(1, 3), st.integers(1, 5), st.integers(1, 3), st.integers(1, 7), st.data())
@settings(FEW, max_examples=100)
def test_slices_put_together_are_all_that_is_pending(base_states, replicates, points, limit, data):
    """In the same order for any length of a slice, without what is there and what failed."""
    runs = grid(base_states, replicates, points)
    with requests(runs) as (book, sweep):
        done = data.draw(st.sets(st.sampled_from([run.key for run in runs])))
        lost = data.draw(st.sets(st.sampled_from([run.key for run in runs]))) - done
        book.store.add([made_up(key) for key in done])
        for key in lost:
            book.store.fail(failed(key), 2)
        found = []
        for base_state in range(base_states):
            after = BEFORE_ALL
            while part := book.pending(sweep, base_state, after, limit):
                assert len(part) <= limit
                found += part
                after = (part[-1].replicate, part[-1].point, part[-1].programme)

        expected = sorted(run for run in runs if run.key not in done | lost)
        assert found == expected
        assert book.base_states(sweep) == sorted({run.base_state for run in expected})


def test_fewer_replicates_and_programmes_may_be_asked():
    """Runs that are there stay there."""
    runs = [asked(0, replicate, 0, name) for replicate in range(4) for name in ("none", "it's", 'a "b"')]
    with requests(runs) as (book, sweep):
        book.store.add([made_up(runs[-1].key)])
        book.narrow(sweep, 2, ["none", "it's"])

        assert {(run.replicate, run.programme) for run in book.asked(sweep)} == {
            (replicate, name) for replicate in (0, 1) for name in ("none", "it's")
        }
        assert len(book.store) == 1


def test_forgiven_runs_are_pending_again():
    """And those that are not stay failed."""
    with requests(grid(base_states=1, replicates=3)) as (book, sweep):
        for replicate in range(2):
            book.store.fail(failed(f"0 {replicate} 0 none"), 2)
        assert [failure.key for _, failure in book.failures(sweep)] == ["0 0 0 none", "0 1 0 none"]
        book.forgive(["0 1 0 none"])

        assert [run.replicate for run in book.pending(sweep, 0, BEFORE_ALL, 10)] == [1, 2]


def test_a_run_that_is_finished_has_not_failed():
    """However often it did before."""
    with requests(grid(base_states=1, replicates=1)) as (book, sweep):
        book.store.fail(failed("0 0 0 none"), 2)
        book.store.add([made_up("0 0 0 none")])

        assert book.count(sweep) == SweepCount(1, 1, 0)


def test_sweeps_and_questions_come_back_as_they_were_written(tmp_path):
    """From the file, in another process."""
    scenario = resolve(question(name="Ünïcode, “quoted”"))
    key = question_key(scenario)
    sweep_record = SweepRecord(
        "identity", "a sweep", ("seed", "programmes.none[0].dose"), "readers", "esnsim sweep a.yaml"
    )
    points = [
        PointRecord(0, {"seed": 1, "programmes.none[0].dose": None}, key, 0),
        PointRecord(1, {"seed": 0.1}, key, 1),
    ]
    path = tmp_path / "runs.sqlite"
    with Store(path) as store:
        sweep = RequestTable(store).enter(sweep_record, points, {key: scenario})
        RequestTable(store).tell(sweep, FINISHED)
    with Store(path) as store:
        book = RequestTable(store)
        entry = book.entry()

        assert (entry.number, entry.sweep_record, entry.state) == (sweep, sweep_record, FINISHED)
        assert entry == book.entry("a sweep") == book.entry(sweep)
        assert book.points(sweep) == points
        assert book.question(key) == scenario
        assert question_key(book.question(key)) == key


def test_the_same_sweep_is_found_again_and_runs():
    """By its identity, with what is said of it now."""
    with Store(IN_MEMORY) as store:
        book = RequestTable(store)
        first = book.enter(SweepRecord("identity", "before"), [], {})
        book.tell(first, FINISHED)

        assert book.enter(SweepRecord("identity", "after"), [], {}) == first
        assert book.enter(SweepRecord("another", "other"), [], {}) != first
        assert [(entry.sweep_record.name, entry.state) for entry in book.entries()] == [
            ("after", RUNNING),
            ("other", RUNNING),
        ]


def test_a_sweep_that_is_not_there_is_told_with_those_that_are():
    """As with every name that is not known."""
    with Store(IN_MEMORY) as store:
        book = RequestTable(store)
        with pytest.raises(RunError, match="nothing was asked of this store"):
            book.entry()
        book.enter(SweepRecord("identity", "a sweep"), [], {})
        with pytest.raises(RunError, match=r"has no sweep 'another'; there are 'a sweep' \(1\)"):
            book.entry("another")
        with pytest.raises(RunError, match=r"is damaged \(a row that others point to is not there"):
            book.question("nowhere")


def test_a_command_does_not_do_what_a_stopped_one_had_asked(tmp_path):
    """Fewer replicates and programmes are asked: so many are simulated."""

    def stop(step: RunProgress) -> None:
        if step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(question(), replicates=20, store=tmp_path / "runs.sqlite", progress=stop)
    seen: list[RunProgress] = []
    run_all(question(), ["none"], 3, store=tmp_path / "runs.sqlite", progress=seen.append)

    assert (seen[-1].done, seen[-1].total) == (3, 3)
