"""Several visitors at once: whatever one of them asks for, the others are answered, and nobody's visit is ended."""

import asyncio
import os
import threading
import time

import pytest

pytest.importorskip("shiny", reason="the extra app is not installed")
pytest.importorskip("websockets", reason="comes with the extra app")

from esnsim.errors import RunError
from esnsim.report.figures import map as unit_map
from esnsim.scenario import load
from esnsim.web import leaving
from esnsim.web import workers as module
from esnsim.web.play.forms import screen_of
from esnsim.web.play.play import Play, nobody_left
from esnsim.web.play.session import PlaySession
from esnsim.web.workers import Workers
from tests.web.client import FRESH, Browser, played
from tests.web.conftest import SMALL

pytestmark = pytest.mark.untraced

LONGEST_WAIT = 5.0
"""Seconds for a click while others begin: on a busy machine many times what it takes, and a fraction of a beginning."""


def test_a_click_is_answered_while_somebody_else_begins(server):
    """A beginning of many seconds; the other visitor steps from day to day meanwhile."""

    async def story():
        async with Browser(server.url) as slow, Browser(server.url) as quick:
            await asyncio.gather(slow.ready(), quick.ready())
            await slow.click("begin", case=FRESH, **{"people:shiny.number": 9_000, "seed:shiny.number": 4_711})
            waits = []
            for day in range(1, 6):
                await quick.click("day")
                waits.append(await quick.until(lambda page, day=day: page.day == day))
            still = not slow.shows("question", "A fresh organisation")
            await slow.until(lambda page: page.shows("question", "A fresh organisation"), 300)
            return waits, still

    waits, still = played(story())

    assert still, "the beginning was over before anything could be seen"
    assert max(waits) < LONGEST_WAIT


def test_twenty_begin_at_once_and_none_is_closed(server):
    async def visit(page, nth):
        await page.ready()
        await page.click("begin", case=FRESH, **{"people:shiny.number": 100, "seed:shiny.number": 900 + nth % 4})
        await page.until(lambda page: page.shows("question", "A fresh organisation"), 300)
        await page.click("day")
        await page.until(lambda page: page.day == 1, 60)

    async def story():
        pages = [Browser(server.url) for _ in range(20)]
        await asyncio.gather(*(page.__aenter__() for page in pages))
        await asyncio.gather(*(visit(page, nth) for nth, page in enumerate(pages)))
        closed = sum(page.closed for page in pages)
        await asyncio.gather(*(page.__aexit__() for page in pages))
        return closed

    assert played(story()) == 0


def test_a_visitor_who_leaves_takes_the_work_along(server):
    """A very long beginning does not keep its process: others begin at once."""

    async def story():
        for nth in range(module.MOST_PROCESSES):
            async with Browser(server.url) as page:
                await page.ready()
                many = {"people:shiny.number": 90_000, "seed:shiny.number": 5_000 + nth}
                await page.click("begin", case=FRESH, **many)
                await asyncio.sleep(0.5)
        async with Browser(server.url) as page:
            await page.ready()
            await page.click("begin", case=FRESH, **{"people:shiny.number": 60, "seed:shiny.number": 1})
            return await page.until(lambda page: page.shows("question", "A fresh organisation"), 60)

    assert played(story()) < 60


def slowly(seconds):
    time.sleep(seconds)
    return seconds


def wrongly(words):
    raise ValueError(words)


def brokenly():
    return {}["nothing"]


@pytest.fixture
def workers():
    made = Workers(1)
    yield made
    made.close()


def test_the_loop_goes_on_while_work_is_done(workers):
    """The longest pause of a clock on the loop, beside work that would hold it for seconds."""

    async def story():
        longest, last, task = 0.0, time.perf_counter(), asyncio.create_task(workers.long(slowly, 1.5))
        while not task.done():
            await asyncio.sleep(0.01)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
        return longest, await task

    longest, answer = played(story())

    assert answer == 1.5
    assert longest < 1.0


def test_work_that_nobody_waits_for_ends_at_once(workers):
    async def story():
        await workers.long(slowly, 0.0)
        begun = time.perf_counter()
        task = asyncio.create_task(workers.long(slowly, 600.0))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return await workers.long(slowly, 0.0), time.perf_counter() - begun

    answer, seconds = played(story())

    assert answer == 0.0
    assert seconds < 100


def test_what_is_refused_comes_back_as_a_message(workers, capsys):
    async def story():
        for work, words, said in ((wrongly, ["no"], "^no$"), (brokenly, [], "terminal")):
            with pytest.raises(RunError, match=said):
                await workers.long(work, *words)

    played(story())

    assert "KeyError" in capsys.readouterr().err


def test_a_life_ends_with_its_visitor():
    """Between two workdays, whatever the plan."""
    days = []

    def check():
        days.append(threading.get_ident())
        if len(days) > 20:
            raise EOFError

    play = Play.of(load(SMALL)).afresh(check)
    with pytest.raises(EOFError):
        play.advance(150)

    assert len(days) == 21


def test_the_map_is_laid_out_once_for_all_visitors_and_clicks(monkeypatch):
    """Units stay where they are; looking for their places took four fifths of the time of a click."""
    play = Play.of(load(SMALL))
    monkeypatch.setattr(unit_map, "_free_place", lambda *_: pytest.fail("laid out anew"))

    drawn = []
    for visit in (play, play.afresh(nobody_left)):
        visit.step(1)
        drawn.append(screen_of(visit, "reader", None, anew=True).picture["map"])

    assert [unit["name"] for unit in drawn[0]] == list(play.branches.names)
    assert drawn[0] == drawn[1]


def test_a_process_that_nobody_asks_ends_and_another_is_there_for_the_next(workers, monkeypatch):
    """One that is asked again meanwhile stays."""
    monkeypatch.setattr(module, "IDLE", 0.6)

    async def story():
        first = await workers.long(os.getpid)
        await asyncio.sleep(0.4)
        again = await workers.long(os.getpid)
        await asyncio.sleep(0.4)
        still = len(workers._all)
        await asyncio.sleep(0.6)
        left = len(workers._all)
        return first, again, still, left, await workers.long(os.getpid)

    first, again, still, left, other = played(story())

    assert first == again != other
    assert (still, left) == (1, 0)


def test_those_who_leave_together_give_their_memory_back_once(monkeypatch):
    given = []
    monkeypatch.setattr(leaving, "AFTER", 0.05)
    monkeypatch.setattr(leaving, "give_back", lambda: given.append(1))

    async def story():
        visits = leaving.Leaving()
        for _ in range(3):
            visits.soon()
        await asyncio.sleep(0.3)
        first = len(given)
        visits.soon()
        await asyncio.sleep(0.3)
        return first, len(given)

    assert played(story()) == (1, 2)


def test_what_was_played_is_let_go_of_when_its_visitor_leaves():
    """No run is held by anybody then, though the library may keep the visit itself for a while."""
    kept = PlaySession.__new__(PlaySession)
    kept._goes, kept.play = 3, Play.of(load(SMALL))
    kept._leave()

    assert (kept._goes, kept.play) == (0, None)
