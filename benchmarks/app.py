"""The workshop app in a browser: ``python -m benchmarks.app`` tells days a second on screen and seconds a click.

It needs the extra ``app``, Playwright and Chromium. Days are simulated days of all plans on the screen together.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

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


def main() -> None:
    """Measure each size and print it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    for people, speed in SIZES:
        with TemporaryDirectory() as folder, socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            (Path(folder) / "fast.yaml").write_text(SCENARIO.format(people=people), encoding="utf-8")
            command = [sys.executable, "-m", "esnsim", "app", "fast.yaml", "--no-browser", "--port", str(port)]
            environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
            app = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
            url = f"http://127.0.0.1:{port}/"
            for _ in range(600):
                try:
                    urllib.request.urlopen(url, timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.5)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page()
                page.goto(url)
                told = ", ".join(f"{name} {value:.3g}" for name, value in measured(page, speed).items())
                browser.close()
            app.terminate()
            app.wait()
        print(f"{people:,} people, two plans: {told}")


if __name__ == "__main__":
    main()
