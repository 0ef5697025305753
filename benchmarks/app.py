"""The workshop app: ``python -m benchmarks.app`` tells days a second on screen, seconds a click, and what a crowd does.

The first part needs the extra ``app``, Playwright and Chromium; days are simulated days of all plans on the screen
together. The crowd speaks as pages do, without any: ``python -m benchmarks.app --crowd`` measures it alone. It ends
with status 1 if a limit was not kept; limits are for two cores that have nothing else to do.
"""

from __future__ import annotations

import asyncio
import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.web.client import FRESH, Browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((1_000, 5), (36_000, 1))
"""People, and workdays between two looks."""
SECONDS = 6.0
SCENARIO = """\
name: Fast
weeks: 208
organisation: {{generate: {{people: {people}}}}}
initial: {{reader: 0.6, contributor: 0.1}}
programmes:
  none: []
  ambassadors: [{{kind: ambassadors, share: 0.014, start: week 2}}]
"""


def day(page: Page) -> int:
    """The day that is on the screen."""
    return int(page.evaluate("Number(document.body.dataset.day)"))


def measured(page: Page, speed: int) -> dict[str, float]:
    """Days a second, and seconds until a click is answered."""
    page.wait_for_selector("#map button", timeout=300_000)
    page.select_option("#speed", str(speed))
    page.click("#run")
    page.wait_for_function("Number(document.body.dataset.day) > 0")
    first, begun = day(page), time.perf_counter()
    page.wait_for_timeout(1000 * SECONDS)
    shown = (day(page) - first) / (time.perf_counter() - begun)
    page.click("#run")
    page.wait_for_selector("#run:has-text('Run')")
    found = {"days_a_second": shown}
    for name, click, answer in (
        ("unit", "#map button >> nth=3", "#inside h3:has-text('people')"),
        ("person", "#inside .person >> nth=0", "#inside h4:has-text('Closest')"),
    ):
        begun = time.perf_counter()
        page.click(click)
        page.wait_for_selector(answer)
        found[f"{name}_seconds"] = time.perf_counter() - begun
    return found


CROWD, CROWD_PEOPLE = 20, 1_000
"""Browsers that begin at once, each another organisation, and its people."""
QUIET = 10
"""Clicks before anybody begins, which tell what the machine makes of one."""
MOST_CLOSED, LONGEST_CLICK = 0, 1.0
"""Limits: connections that the app may end, and seconds until a click is answered while others begin."""


@contextmanager
def running(people: int) -> Iterator[str]:
    """An app with a scenario of so many people; its address."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "fast.yaml").write_text(SCENARIO.format(people=people), encoding="utf-8")
        command = [sys.executable, "-m", "esnsim", "app", "fast.yaml", "--no-browser", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        app = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        said = next(line for line in app.stderr or () if "is at" in line)
        yield said.split("is at ")[1].split(";")[0]
        app.terminate()
        app.wait()


async def _begins(page: Browser, seed: int) -> float:
    """Seconds until a fresh organisation is there."""
    await page.click("begin", case=FRESH, **{"people:shiny.number": CROWD_PEOPLE, "seed:shiny.number": seed})
    return await page.until(lambda page: page.shows("question", "A fresh organisation"), 900)


async def _steps(page: Browser, day: int) -> float:
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
        before = [await _steps(quiet, day) for day in range(1, QUIET + 1)]
        works = [asyncio.create_task(_begins(page, first + nth)) for nth, page in enumerate(pages)]
        clicks: list[float] = []
        while not all(work.done() for work in works):
            clicks.append(await _steps(quiet, QUIET + len(clicks) + 1))
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
    with running(CROWD_PEOPLE) as url:
        found = asyncio.run(crowd(url))
    kept = found["closed"] <= MOST_CLOSED and found["longest_click_seconds"] < LONGEST_CLICK
    told = ", ".join(f"{name} {value:.3g}" for name, value in found.items())
    limits = f"closed {MOST_CLOSED}, a click under {LONGEST_CLICK:g} s"
    print(f"{CROWD} begin {CROWD_PEOPLE:,} people at once: {told}; limits ({limits}) {'kept' if kept else 'NOT KEPT'}")
    return kept


def alone() -> None:
    """Measure each size and print it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the crowd does without

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    for people, speed in SIZES:
        with running(people) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(url)
            told = ", ".join(f"{name} {value:.3g}" for name, value in measured(page, speed).items())
            browser.close()
        print(f"{people:,} people, two plans: {told}")


def main() -> None:
    """Measure what was asked for."""
    if "--crowd" not in sys.argv[1:]:
        alone()
    sys.exit(0 if crowded() else 1)


if __name__ == "__main__":
    main()
