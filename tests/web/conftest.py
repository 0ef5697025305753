"""The app in a process of its own, and a real browser without a window; where there is none, tests say so and skip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
READY = 580
"""Seconds until an app is there, which may have to compile everything first beside others that do."""
PATIENCE = 240_000
"""Milliseconds for whatever may have to be compiled first, and gives way to tests that run beside."""


@pytest.fixture(scope="session")
def browser():
    """A browser without a window."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Server:
    """An app that listens.

    Attributes:
        url: Where.
    """

    def __init__(self, folder: Path, *words: str) -> None:
        """Start it and wait until it says where it is."""
        self._said = folder / "said.txt"
        command = [sys.executable, "-m", "esnsim", "app", "--no-browser", "--port", "0", *words]
        command += ["--folder", str(folder / "classes")]
        # Beside tests that fill every processor, whatever gives way would stand still.
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "ESNSIM_GIVE_WAY": "0"}
        with self._said.open("w") as said:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        for _ in range(10 * READY):
            found = re.search(r"The app is at (http://\S+/);", self.said())
            if found:
                self.url = found[1]
                return
            if self.process.poll() is not None:
                raise RuntimeError(self.said())
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the app does not say where it is: {self.said()}")

    def said(self) -> str:
        """What it has printed."""
        return self._said.read_text("utf-8")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """An app with a small scenario."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    running = Server(folder, "small.yaml")
    yield running
    running.stop()


@pytest.fixture
def own_server(tmp_path):
    """An app that may be stopped and started again."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    running = [Server(tmp_path, "small.yaml")]
    yield tmp_path, running
    running[-1].stop()


SMALL = """\
name: Small
question: Does it work?
weeks: 30
replicates: 1
organisation: {generate: {people: 150}}
initial: {reader: 0.5, contributor: 0.1}
programmes:
  nothing: []
  campaign: [{kind: campaign, start: week 2}]
"""


@pytest.fixture
def open_page(browser):
    """Opens pages that do not know each other, and sees that nothing is asked of any network and nothing goes wrong."""
    contexts, trouble = [], []

    def opened(url, **look):
        context = browser.new_context(**{"viewport": {"width": 1300, "height": 900}, "accept_downloads": True, **look})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.append(request.url) if not _own(request.url, url) else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def _own(asked: str, url: str) -> bool:
    place = url.removeprefix("http://")
    return asked.startswith((url, f"ws://{place}", "data:", "blob:"))


def accused(page):
    """What axe-core, where it is installed, says that keeps people out: rule, impact and element of each violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    # It would fetch style sheets once more, by names that are relative to others.
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    return [(rule["id"], rule["impact"], node["target"]) for rule in found for node in rule["nodes"]]
