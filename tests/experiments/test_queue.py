"""Every run is handed out once at a time, and workers stay where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_request_tables import asked, grid, made_up, requests

from esnsim.experiments.execution import queue as queues
from esnsim.experiments.execution.queue import Queue
from esnsim.experiments.execution.worker import Task
from esnsim.experiments.store.requests import RequestTable, RunRequest
from esnsim.experiments.store.store import Failure
from tests.strategies import FEW


@pytest.fixture(autouse=True, scope="module")
def short_slices():
    """Slices end within the small ledgers of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queues, "SLICE", 3)
        yield


def queue(requests: RequestTable, sweep: int) -> Queue:
    """What is left to do, where every point asks the same question."""
    return Queue(requests, sweep, defaultdict(lambda: "question"))


def finish(requests: RequestTable, work: Queue, task: Task) -> None:
    """Write a run down."""
    requests.store.add([made_up(task.key)])
    work.finish(task)


def test_a_worker_stays_on_its_ground_until_nothing_is_left_there():
    """Whatever others do meanwhile."""
    with requests(grid(base_states=2, replicates=8)) as (book, sweep):
        work = queue(book, sweep)
        people_by_rung: dict[str, int | None] = {"one": None, "other": None}
        seen: dict[str, list[int]] = {"one": [], "other": []}
        for _ in range(8):
            for name, base_state in people_by_rung.items():
                task = work.take(base_state)
                assert task is not None
                people_by_rung[name] = task.base_state
                seen[name].append(task.base_state)
                finish(book, work, task)

        assert seen == {"one": [0] * 8, "other": [1] * 8}
        assert work.take(0) is None


def test_all_points_of_a_replicate_come_before_the_next():
    """What is finished early can be compared."""
    with requests(grid(base_states=1, replicates=3, points=4)) as (book, sweep):
        work = queue(book, sweep)
        order = [work.take(0) for _ in range(12)]

    assert [task.replicate for task in order if task] == [0] * 4 + [1] * 4 + [2] * 4


def test_a_ground_that_somebody_is_making_is_left_to_them():
    """Two would make the same; as soon as a run of it is finished, others help."""
    with requests(grid(base_states=1, replicates=5)) as (book, sweep):
        work = queue(book, sweep)
        first = work.take(None)
        assert first is not None
        assert work.take(None) is None
        assert work.take(7) is None

        finish(book, work, first)
        assert work.take(None) is not None


def test_a_ground_that_is_there_already_is_open_to_all():
    """Nobody waits for the first run of it to end."""
    with requests(grid(base_states=1, replicates=5)) as (book, sweep):
        work = queue(book, sweep)
        work.open(0)

        assert [work.take(None) is not None for _ in range(6)] == [True] * 5 + [False]


def test_who_comes_from_an_earlier_round_goes_on_where_they_stand():
    """A new queue hands out the ground that is in memory, not the first of all."""
    with requests(grid(base_states=4, replicates=2)) as (book, sweep):
        work = queue(book, sweep)

        assert [task.base_state for base_state in (2, 0, 3, None) if (task := work.take(base_state))] == [2, 0, 3, 1]


def test_a_task_that_was_given_back_goes_to_somebody_on_its_ground_first():
    """Others would have to make that ground; they take it when they have nothing else."""
    with requests(grid(base_states=2, replicates=2)) as (book, sweep):
        work = queue(book, sweep)
        here, there = work.take(None), work.take(None)
        assert here is not None
        assert there is not None
        work.give_back(there)

        others = [work.take(0), work.take(0)]
        assert [task.base_state for task in others if task] == [0, 1]
        assert others[1] == there
        assert work.take(1) is not None


def test_twins_are_lived_once():
    """Points that differ in another programme ask for the same run."""
    runs = [asked(0, replicate, point, key=f"key {replicate}") for replicate in range(4) for point in range(3)]
    with requests(runs) as (book, sweep):
        work = queue(book, sweep)
        work.open(0)
        keys = []
        while task := work.take(0):
            keys.append(task.key)
            finish(book, work, task)

    assert keys == [f"key {replicate}" for replicate in range(4)]


def test_what_another_process_kept_meanwhile_is_not_handed_out():
    """Two commands may work on one store."""
    with requests(grid(base_states=1, replicates=3)) as (book, sweep):
        work = queue(book, sweep)
        first = work.take(None)
        assert first is not None
        book.store.add([made_up("0 1 0 none")])

        assert (task := work.take(0)) is not None
        assert task.replicate == 2
        assert work.take(0) is None


def test_only_what_is_wanted_is_handed_out():
    """The rest of the sweep is left alone."""
    with requests(grid(base_states=2, replicates=4)) as (book, sweep):
        wanted = {"0 3 0 none", "1 0 1 none"}
        work = Queue(book, sweep, defaultdict(lambda: "question"), wanted)

        assert {task.key for _ in range(5) if (task := work.take(None))} == wanted


@st.composite
def ledgers(draw: st.DrawFn) -> list[RunRequest]:
    """Some points on some grounds, of which some share the runs of a programme."""
    runs = []
    for point in range(draw(st.integers(1, 6))):
        base_state = draw(st.integers(0, 2))
        for programme in draw(st.sets(st.sampled_from(["none", "campaign", "training"]), min_size=1)):
            shared = draw(st.booleans())
            for replicate in range(draw(st.integers(1, 4))):
                twin = f"{base_state} {replicate} {programme}"
                runs.append(asked(base_state, replicate, point, programme, twin if shared else ""))
    return runs


def end(book: RequestTable, work: Queue, task: Task, how: str) -> bool:
    """Let a task end in one of three ways; whether it ended for good."""
    if how == "give back":
        work.give_back(task)
        return False
    if how == "fail":
        book.store.fail(Failure(task.key, task.programme, task.replicate, "it could not"), 2)
        work.finish(task, lost=True)
    else:
        finish(book, work, task)
    return True


@given(ledgers(), st.integers(1, 3), st.integers(1, 3), st.data())
@settings(FEW, max_examples=100)
def test_every_run_ends_once_whatever_the_order(runs, workers, most_in_hand, data):
    """Runs are finished, fail and are given back in any order, by any number of workers: none is lost, none twice."""
    ended: Counter[str] = Counter()
    with requests(runs) as (book, sweep):
        work = queue(book, sweep)
        hands: list[list[Task]] = [[] for _ in range(workers)]
        people_by_rung: list[int | None] = [None] * workers
        patience = 40
        while True:
            for worker, hand in enumerate(hands):
                while len(hand) < most_in_hand and (task := work.take(people_by_rung[worker])):
                    hand.append(task)
                    people_by_rung[worker] = task.base_state
            held = [task.key for hand in hands for task in hand]
            assert len(held) == len(set(held))
            if not held:
                break
            busy = [hand for hand in hands if hand]
            hand = busy[data.draw(st.integers(0, len(busy) - 1))]
            ways = ["finish", "fail", "give back"] if patience else ["finish", "fail"]
            patience -= bool(patience)
            task = hand.pop(data.draw(st.integers(0, len(hand) - 1)))
            ended[task.key] += end(book, work, task, data.draw(st.sampled_from(ways)))

        assert ended == Counter({each.key for each in runs})
        assert book.base_states(sweep) == []
