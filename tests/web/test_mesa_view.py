"""The model in Mesa's own view, without any network; skipped where the extra ``mesa-viz`` is not installed."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.web.conftest import PACKAGE, SMALL

pytestmark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("solara", "networkx"))), reason="the extra mesa-viz is not installed"
)


@pytest.fixture
def view(tmp_path):
    """The address of a view of a small scenario."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "esnsim", "mesa", "small.yaml", "--no-browser", "--port", str(port)]
    running = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PACKAGE)})
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=2):
                break
        except OSError:
            assert running.poll() is None
            time.sleep(0.2)
    yield url
    running.terminate()
    running.wait(20)


def test_everybody_is_drawn_and_lives_step_by_step(view, open_page):
    page = open_page(view)
    page.wait_for_selector("text=writes more than twice")
    page.wait_for_function("document.querySelectorAll('img, svg').length >= 2")
    before = int(re.search(r"Step: (\d+)", page.inner_text("body")).group(1))
    page.click("button:has-text('Step')")
    page.wait_for_function(f"/Step: {before + 1}/.test(document.body.innerText)")

    assert before == 0
