"""A room in which everybody plays an organisation of their own: seconds a click, and memory until all have left."""

from __future__ import annotations

import asyncio
import statistics
import time

from benchmarks.app.crowd import CROWD, CROWD_PEOPLE, begins
from benchmarks.app.running import RunningApp, running
from tests.web.client import Browser

CLICKS, PAUSE = 20, 1.0
"""Clicks of each, and seconds that they think before the next."""
ROOMS = 3
"""Rooms full of visitors, one after the other: what the first leaves behind may be what every app needs."""
SETTLED, LEAVING = 2.0, 150.0
"""Seconds between two looks at memory while it is given back, and how long it may take at most."""
ALONE = 2
"""Processes of an app whose helpers have ended: itself, and one that keeps account of what helpers shared."""
LONGEST_CLICK, MOST_KEPT = 0.2, 30.0
"""Limits: seconds of 19 of 20 clicks, and megabytes that a full room may leave behind."""


async def _plays(page: Browser, nth: int) -> list[float]:
    """Somebody steps by a day or a week, thinking in between; seconds of each click."""
    await asyncio.sleep(PAUSE * nth / CROWD)
    found = []
    for click in range(CLICKS):
        before, days = page.day or 0, 5 if click % 4 == 3 else 1
        begun = time.perf_counter()
        await page.click("week" if days > 1 else "day")
        await page.until(lambda page, until=before + days: page.day == until)
        found.append(time.perf_counter() - begun)
        await asyncio.sleep(PAUSE)
    return found


async def _given_back(app: RunningApp) -> float:
    """Megabytes once no more is given back."""
    last, until = app.memory(), time.perf_counter() + LEAVING
    while time.perf_counter() < until:
        await asyncio.sleep(SETTLED)
        now = app.memory()
        if now > last - 1.0 and len(app.processes()) <= ALONE:
            return now
        last = now
    return last


async def _room(app: RunningApp, first: int) -> dict[str, float]:
    """A room full of visitors comes, plays and leaves."""
    pages = [Browser(app.url) for _ in range(CROWD)]
    for page in pages:
        await page.__aenter__()
        await page.ready()
    await asyncio.gather(*(begins(page, first + nth) for nth, page in enumerate(pages)))
    before = app.processor_seconds()
    clicks = [one for each in await asyncio.gather(*(_plays(p, n) for n, p in enumerate(pages))) for one in each]
    spent, full = app.processor_seconds() - before, app.memory()
    for page in pages:
        await page.__aexit__()
    return {
        "median_click_seconds": statistics.median(clicks),
        "click_seconds_19_of_20": statistics.quantiles(clicks, n=20)[-1],
        "longest_click_seconds": max(clicks),
        "processor_seconds_a_click": spent / len(clicks),
        "full_megabytes": full,
        "left_megabytes": await _given_back(app),
    }


async def _rooms(app: RunningApp) -> list[dict[str, float]]:
    async with Browser(app.url) as page:
        await page.ready()
    first = int(time.time()) % 2**30
    return [await _room(app, first + nth * CROWD) for nth in range(ROOMS)]


def seated() -> bool:
    """Measure rooms one after the other and print them; whether limits were kept."""
    with running(CROWD_PEOPLE) as app:
        empty = app.memory()
        found = asyncio.run(_rooms(app))
    print(f"{CROWD} play {CROWD_PEOPLE:,} people each; the empty app has {empty:.0f} MB")
    for nth, each in enumerate(found):
        print(f"  room {nth + 1}: " + ", ".join(f"{name} {value:.3g}" for name, value in each.items()))
    slowest = max(each["click_seconds_19_of_20"] for each in found)
    kept = max(0.0, found[-1]["left_megabytes"] - found[0]["left_megabytes"]) / (ROOMS - 1)
    fine = slowest < LONGEST_CLICK and kept < MOST_KEPT
    limits = f"19 of 20 clicks under {LONGEST_CLICK:g} s, a room after the first leaves under {MOST_KEPT:g} MB"
    print(f"  each room after the first left {kept:.1f} MB; limits ({limits}) {'kept' if fine else 'NOT KEPT'}")
    return fine
