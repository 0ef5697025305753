"""Cells of tutorials that are plain Python run, from the first to the last, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from esnsim.compilation import COMPILED
from tests.contracts.paths import ROOT

pytestmark = pytest.mark.untraced

TUTORIALS = ROOT / "docs" / "tutorials"


def cells(page: str) -> list[str]:
    """What is executed when the page is built, without the options that a cell may begin with."""
    text = (TUTORIALS / page).read_text(encoding="utf-8")
    return re.findall(r"^```\{code-cell\}\n(?::\w+:[^\n]*\n)*(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", sorted(path.name for path in TUTORIALS.glob("*.md")))
def test_cells_of_python_are_python(page):
    """Commands of a shell say so in their first line."""
    for nth, cell in enumerate(cells(page)):
        if not cell.startswith("%%sh"):
            compile(cell, f"{page}, cell {nth}", "exec")


@pytest.mark.slow
@pytest.mark.skipif(not COMPILED, reason="takes minutes in plain Python")
def test_an_intervention_can_be_added_as_the_tutorial_says(tmp_path: Path):
    """The package is written, found by its entry point, used in a file and from Python, and a mistake is told."""
    code = "\n".join(cells("own_intervention.md"))
    (tmp_path / "page.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "page.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "COLUMNS": "84"},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )

    assert done.returncode == 0, done.stderr
    assert "With 'lunches' rather than 'none'" in done.stdout
    assert "programmes.lunches[0].enrolment is 2; write a number from 0 to 1" in done.stdout
    assert "Traceback" not in done.stdout
