"""An intervention of somebody else's works like those that come with esnsim, without a change of the package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from esnsim.compilation import COMPILED
from tests.contracts.paths import ROOT
from tests.interventions.plugins import LUNCHES, SCENARIO, install

pytestmark = [
    pytest.mark.untraced,
    pytest.mark.skipif(not COMPILED, reason="commands take minutes in plain Python"),
]


@pytest.fixture
def installed(tmp_path):
    """The folder of the plug-in, with a scenario beside it."""
    (tmp_path / "canteen.yaml").write_text(SCENARIO)
    return install(tmp_path / "packages")


def python(installed: Path, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A Python process in which the plug-in is installed."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command,
        cwd=folder or installed.parent,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def esnsim(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command."""
    return python(installed, "-m", "esnsim", *arguments)


def test_it_works_in_every_command(installed):
    """In scenario files, run with several processes, sweeps, the report and the schema."""
    run = esnsim(installed, "run", "canteen.yaml", "--workers", "2", "--out", "out", "--quiet")
    assert run.returncode == 0, run.stderr
    assert "lunches" in run.stdout
    swept = esnsim(
        installed,
        "sweep",
        "canteen.yaml",
        "--vary",
        "programmes.lunches[0].enrolment=0,0.2",
        "--out",
        "swept",
        "--json",
    )
    assert swept.returncode == 0, swept.stderr
    report = esnsim(installed, "report", "out", "--format", "md")
    assert report.returncode == 0, report.stderr
    assert '"lunches"' in json.dumps(json.loads(esnsim(installed, "schema").stdout))
    shown = " ".join(esnsim(installed, "show", "canteen.yaml").stdout.replace("#", " ").split())
    assert "People have lunch with a colleague" in shown


def test_it_is_held_to_what_every_kind_promises(installed):
    """The contract tests look at it too; only a shipped scenario it cannot have."""
    done = python(
        installed, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "tests/contracts/test_kinds.py",
        "-k", "(lunches or Lunches) and not shipped", folder=ROOT,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_an_error_in_it_names_it(installed):
    """The word, the class and the line; no traceback."""
    install(installed, LUNCHES.replace("self.dose * self.enrolment", "self.dose / 0"))

    done = esnsim(installed, "run", "canteen.yaml", "--workers", "1", "--out", "out", "--quiet")

    assert done.returncode == 2
    assert "intervention 'lunches' (canteen.lunches.Lunches, line 21): ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_that_cannot_be_loaded_is_told_to_whoever_asks_for_it(installed):
    """Everybody else goes on."""
    install(installed, "import a_package_that_is_not_there\n")

    asked = esnsim(installed, "check", "canteen.yaml")
    assert asked.returncode == 2
    assert "plug-in canteen.lunches:Lunches of canteen 1.0: ModuleNotFoundError" in asked.stderr + asked.stdout
    assert esnsim(installed, "check", "launch").returncode == 0


def test_changed_code_is_computed_anew_and_a_comment_is_not(installed):
    """What a run depends on is part of its key, the code of plug-ins too."""

    def reused(code: str) -> int:
        install(installed, code)
        done = esnsim(installed, "run", "canteen.yaml", "--workers", "1", "--out", "out", "--quiet")
        assert done.returncode == 0, done.stderr
        return int(json.loads((installed.parent / "out" / "manifest.json").read_text())["reused_runs"])

    assert reused(LUNCHES) == 0
    assert reused(LUNCHES + "\n# They are on Fridays.\n") == 4
    assert reused(LUNCHES.replace("0.05", "0.07").replace("self.enrolment", "2 * self.enrolment")) == 2
