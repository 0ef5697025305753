"""Somebody alone in a browser: days a second on screen, and seconds until a click is answered."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from benchmarks.app.running import running

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((1_000, 5), (36_000, 1))
"""People, and workdays between two looks."""
SECONDS = 6.0


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


def alone() -> bool:
    """Measure each size of organisation and print it; there is no limit."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the crowd does without

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    for people, speed in SIZES:
        with running(people) as app, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(app.url)
            told = ", ".join(f"{name} {value:.3g}" for name, value in measured(page, speed).items())
            browser.close()
        print(f"{people:,} people, two plans: {told}")
    return True
