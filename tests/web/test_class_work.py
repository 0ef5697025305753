"""What is computed for classes beside the app: once for everybody, ahead of time, and to no end that nobody wants."""

import asyncio

import numpy as np
import pytest

pytest.importorskip("shiny", reason="the extra app is not installed")

from esnsim.errors import RunError
from esnsim.web.classroom import work as module
from esnsim.web.classroom.best import BestPlan
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import Choice
from esnsim.web.classroom.work import ClassWork
from esnsim.web.workers import Workers
from tests.web.client import played

PLAN = (Choice("campaign", 1.0, 0),)


class Recorded:
    """Workers that note what they are asked, and answer at once."""

    def __init__(self, *_: object) -> None:
        """Nothing was asked."""
        self.asked: list[object] = []
        self.fails = False
        self.may = asyncio.Event()
        self.may.set()
        self.closed = False

    async def long(self, function, *args):
        """The runs of a plan, or a start."""
        if function is module.make_start_ready:
            self.asked.append("start")
            return None
        self.asked.append(args[1:])
        await self.may.wait()
        if self.fails:
            raise RunError("not enough memory")
        return np.full((2, 3), 7.0)

    async def telling(self, heard, function, _):
        """A search in two steps."""
        assert function is module.find_best
        self.asked.append("search")
        heard(BestPlan(PLAN, 3, 9, complete=False))
        await self.may.wait()
        return BestPlan(PLAN, 5, 15, complete=True)

    def close(self):
        """Nothing goes on."""
        self.closed = True


@pytest.fixture
def room(tmp_path):
    return Classes(tmp_path).create("Monday", 60, 100, 2, 3, 5)


@pytest.fixture
def work(monkeypatch):
    monkeypatch.setattr(module, "Workers", Recorded)
    return ClassWork()


def test_a_plan_is_simulated_once_for_all_who_ask(work, room):
    async def story():
        first, other = await asyncio.gather(work.runs(room, [(), PLAN], 3), work.runs(room, [PLAN], 3))
        counts = []
        await work.runs(room, [(), PLAN], 3, lambda done, of: counts.append((done, of)))
        return first(PLAN, 3), other(PLAN, 3), counts

    first, other, counts = played(story())

    assert (first == other).all()
    assert counts == []
    assert work._simulating.asked == ["start", ((), 3), (PLAN, 3)]


def test_it_says_how_far_it_is(work, room):
    async def story():
        counts = []
        await work.runs(room, [(), PLAN], 3, lambda done, of: counts.append((done, of)))
        return counts

    assert played(story())[0] == (0, 2)


def test_what_is_foreseen_is_there_when_it_is_asked_for(work, room):
    """What somebody waits for goes first, and what was foreseen before is forgotten."""

    async def story():
        work._simulating.may.clear()
        work.foresee(room, "Reds", [(Choice("policy", 0.5, 0),)] * 1, 3)
        work.foresee(room, "Reds", [PLAN], 3)
        await asyncio.sleep(0)
        work._simulating.may.set()
        await asyncio.sleep(0.05)
        before = list(work._simulating.asked)
        await work.runs(room, [PLAN], 3)
        return before, work._simulating.asked

    before, after = played(story())

    assert (PLAN, 3) in before
    assert before == after


def test_what_fails_is_told_to_who_asked_and_tried_again_for_the_next(work, room):
    async def story():
        work._simulating.fails = True
        work.foresee(room, "Reds", [PLAN], 3)
        with pytest.raises(RunError, match="memory"):
            await work.runs(room, [PLAN], 3)
        work._simulating.fails = False
        return await work.runs(room, [PLAN], 3)

    assert played(story())(PLAN, 3).shape == (2, 3)


def test_a_search_is_begun_once_and_says_how_far_it_came(work, room):
    async def story():
        found = [work.best(room.code)]
        work._searching.may.clear()
        for _ in range(2):
            work.search(room)
        await asyncio.sleep(0.05)
        found.append(work.best(room.code))
        work._searching.may.set()
        await asyncio.sleep(0.05)
        return [*found, work.best(room.code)]

    nothing, partly, whole = played(story())

    assert nothing is None
    assert (partly.complete, whole.complete) == (False, True)
    assert work._searching.asked == ["search"]


def test_nothing_is_computed_for_a_class_that_has_ended(work, room):
    async def story():
        work._searching.may.clear()
        work.search(room)
        work.foresee(room, "Reds", [PLAN], 3)
        await asyncio.sleep(0.05)
        task = work._searches[room.code]
        work.forget(room.code)
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled(), work.best(room.code)

    assert played(story()) == (True, None)


def test_so_many_plans_are_remembered(work, room, monkeypatch):
    monkeypatch.setattr(module, "MOST_KNOWN", 2)

    async def story():
        for amount in (0.2, 0.4, 0.6):
            await work.runs(room, [(Choice("campaign", amount, 0),)], 3)

    played(story())

    assert len(work._known) == 2


def test_work_that_is_cut_off_by_the_end_prints_nothing(work, room, capfd):
    async def story():
        work._simulating.may.clear()
        waiting = asyncio.create_task(work.runs(room, [PLAN], 3))
        work.search(room)
        await asyncio.sleep(0.05)
        work.close()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0)
        work.search(room)

    played(story())

    assert work._simulating.closed
    assert capfd.readouterr() == ("", "")


def tells(tell, count):
    """A work that says how far it is."""
    for nth in range(count):
        tell(nth)
    return "done"


def test_a_process_tells_how_far_it_has_come():
    async def story():
        heard, workers = [], Workers(1)
        try:
            return heard, await workers.telling(heard.append, tells, 3)
        finally:
            workers.close()

    assert played(story()) == ([0, 1, 2], "done")
