"""Pictures of the app, taken as the pages are built: a browser without a window opens the app and plays.

Where there is no Chromium, or nothing to steer it with, that is said and pages go without.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from esnsim.calendar import WORKDAYS_A_WEEK

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WEEKS = 30
PATIENCE = 120_000
"""Milliseconds for whatever may have to be compiled first."""
SCREEN, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
IS_THERE = re.compile(r"The app is at (http://\S+/);")
LACKING = "The app could not be photographed here: {why}. The pages are built without its pictures."


class Picture(NamedTuple):
    """A picture of the app.

    Attributes:
        name: Of its file.
        text: What is to be seen, for who cannot see it and below it.
        play: What is done before it is taken.
        screen: How large the window is.
        dark: Whether it is dark.
    """

    name: str
    text: str
    play: Callable[[Page], None]
    screen: dict[str, int] = SCREEN
    dark: bool = False


def _half_a_year(page: Page) -> None:
    """Play past the week of the goal."""
    for week in range(1, WEEKS + 1):
        page.click("#week")
        page.wait_for_function(f"document.body.dataset.day === '{week * WORKDAYS_A_WEEK}'")
    page.wait_for_selector(".accounts td:has-text('reached: ')")
    page.wait_for_selector("#offer:has-text('Takes')")


def _at_a_lever(page: Page) -> None:
    """Play, and scroll to the levers."""
    _half_a_year(page)
    page.evaluate("document.querySelector('#lever_amount').scrollIntoView({block: 'center', behavior: 'instant'})")


def _within(page: Page) -> None:
    """Look at somebody of the largest unit."""
    _half_a_year(page)
    page.locator("#map button", has=page.locator("span")).first.click()
    page.click("#inside .person >> nth=0")
    page.wait_for_selector("#story h4")
    page.evaluate("document.querySelector('#within').scrollIntoView({block: 'start', behavior: 'instant'})")


def _a_class(page: Page) -> None:
    """Begin a class and play a round."""
    page.click("a[data-value=Class]")
    page.wait_for_selector("#create")
    page.fill("#class_people", "200")
    page.wait_for_timeout(500)
    page.click("#create")
    page.wait_for_selector(".code")
    page.click("#begin_round")
    page.wait_for_selector("#board polyline[points*=' ']", state="attached")


PICTURES = (
    Picture(
        "app_play",
        "The page of play: what is done on the left, the curves of four plans with the goal, what each takes and "
        "whether it reaches the goal, and the map of the units.",
        _half_a_year,
    ),
    Picture(
        "app_inside",
        "Looking inside: somebody of a unit, whom they work with, and what led to each of their steps.",
        _within,
    ),
    Picture("app_dark", "The same page in the dark.", _half_a_year, dark=True),
    Picture("app_phone", "On a phone the curves stay in sight while levers are moved.", _at_a_lever, PHONE),
    Picture("app_class", "What the facilitator of a class shows: its code, and everybody's curve.", _a_class),
)


def take_pictures(folder: Path) -> list[Picture]:
    """Take all pictures; none where there is nothing to take them with, which is said.

    Args:
        folder: Where they go; it is there afterwards.

    Raises:
        RuntimeError: If the app does not begin.
        playwright.sync_api.Error: If a page does not do what pages of the app do.
    """
    folder.mkdir(exist_ok=True)
    chromium = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - there may be none
    except ImportError:
        return _without("Playwright is not installed")
    if chromium is None:
        return _without("there is no Chromium")
    with running_app() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            _take(browser, url, picture, folder / f"{picture.name}.png")
        browser.close()
    return list(PICTURES)


def _without(why: str) -> list[Picture]:
    sys.stderr.write(f"{LACKING.format(why=why)}\n")
    return []


def _take(browser: Browser, url: str, picture: Picture, path: Path) -> None:
    scheme = "dark" if picture.dark else "light"
    context = browser.new_context(viewport=picture.screen, color_scheme=scheme, device_scale_factor=2)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    page.wait_for_selector("#map button")
    picture.play(page)
    page.screenshot(path=path)
    context.close()


@contextmanager
def running_app() -> Iterator[str]:
    """The app with the case that it begins with; its address.

    Raises:
        RuntimeError: If it does not begin.
    """
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "esnsim", "app", "--no-browser", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        app = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
        said = ""
        try:
            for line in app.stderr or ():
                said += line
                if found := IS_THERE.search(line):
                    yield found[1]
                    return
            raise RuntimeError(f"the app does not begin: {said}")
        finally:
            app.terminate()
            app.wait()


def pictures_page(taken: list[Picture], place: str) -> str:
    """The pictures as a part of a page, or that there are none.

    Args:
        taken: What was taken.
        place: Where they are, as the page sees it.
    """
    if not taken:
        return "Pictures of the app are here where Chromium is at hand as these pages are built.\n"
    return "\n".join(
        f"```{{figure}} {place}/{each.name}.png\n:alt: {each.text}\n\n{each.text}\n```\n" for each in taken
    )
