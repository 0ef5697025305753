"""Many who begin at once, each another organisation, while somebody steps from day to day; they speak as pages do."""

from __future__ import annotations

import asyncio
import math
import statistics
import time

from benchmarks.app.running import running
from tests.web.client import FRESH, Browser

CROWD, CROWD_PEOPLE = 20, 1_000
"""Browsers, and the people of the organisation of each."""
QUIET = 10
"""Clicks before anybody begins, which tell what the machine makes of one."""
MOST_CLOSED, LONGEST_CLICK = 0, 1.0
"""Limits: connections that the app may end, and seconds until a click is answered while others begin."""


async def begins(page: Browser, seed: int) -> float:
    """Seconds until a fresh organisation is there."""
    await page.click("begin", case=FRESH, **{"people:shiny.number": CROWD_PEOPLE, "seed:shiny.number": seed})
    return await page.until(lambda page: page.shows("question", "A fresh organisation"), 900)


async def steps(page: Browser, day: int) -> float:
    """Seconds until one more day is on the screen."""
    await page.click("day")
    return await page.until(lambda page: page.day == day)


async def crowd(url: str) -> dict[str, float]:
    """Many begin at once while one steps from day to day; seconds, and connections that were closed."""
    # Another second, other seeds: nothing lies ready from before.
    first = int(time.time()) % 2**31
    async with Browser(url) as quiet:
        await quiet.ready()
        pages = [Browser(url) for _ in range(CROWD)]
        for page in pages:
            await page.__aenter__()
            await page.ready()
        before = [await steps(quiet, day) for day in range(1, QUIET + 1)]
        works = [asyncio.create_task(begins(page, first + nth)) for nth, page in enumerate(pages)]
        clicks: list[float] = []
        while not all(work.done() for work in works):
            clicks.append(await steps(quiet, QUIET + len(clicks) + 1))
            await asyncio.sleep(0.1)
        ends = await asyncio.gather(*works, return_exceptions=True)
        closed = sum(page.closed for page in pages) + quiet.closed
        for page in pages:
            await page.__aexit__()
    seconds = [end for end in ends if isinstance(end, float)]
    return {
        "closed": closed,
        "clicks": len(clicks),
        "median_click_seconds_before": statistics.median(before),
        "median_click_seconds": statistics.median(clicks),
        "longest_click_seconds": max(clicks),
        "last_begun_seconds": max(seconds, default=math.nan),
    }


def crowded() -> bool:
    """Measure the crowd and print it; whether limits were kept."""
    with running(CROWD_PEOPLE) as app:
        found = asyncio.run(crowd(app.url))
    kept = found["closed"] <= MOST_CLOSED and found["longest_click_seconds"] < LONGEST_CLICK
    told = ", ".join(f"{name} {value:.3g}" for name, value in found.items())
    limits = f"closed {MOST_CLOSED}, a click under {LONGEST_CLICK:g} s"
    print(f"{CROWD} begin {CROWD_PEOPLE:,} people at once: {told}; limits ({limits}) {'kept' if kept else 'NOT KEPT'}")
    return kept
