"""The script for Slurm does what it says, in Slurm itself where it is installed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from slurm_alone import is_installed, slurm_alone

from esnsim.cli.output.slurm import limit, without

pytestmark = pytest.mark.untraced

PACKAGE = Path(__file__).parents[2]
QUESTION = """\
name: A short story
weeks: 3
organisation: {generate: {people: 60}}
programmes:
  none: []
  campaign: [{kind: campaign, start: week 2}]
"""
SWEEP = ("sweep", "story.yaml", "--vary", "programmes.campaign[0].pull_per_month=0.1,0.3", "--replicates", "3")
SWEEP += ("--outcome", "reader@end")
PATIENCE = 300.0


@pytest.mark.parametrize(
    ("seconds", "told"), [(1, "0-00:01:00"), (61, "0-00:02:00"), (3600, "0-01:00:00"), (90_000, "1-01:00:00")]
)
def test_a_limit_is_in_whole_minutes(seconds, told):
    assert limit(seconds) == told


def test_a_script_says_anew_what_it_decides():
    words = ["sweep", "a b.yaml", "--workers", "2", "--print-slurm=3", "--workers=4", "--dry-run", "--print-slurm", "3"]
    assert without(words) == ["sweep", "a b.yaml"]


@pytest.fixture
def slurm():
    """The variables of a Slurm of our own."""
    if not is_installed():
        pytest.skip("Slurm is not installed (Debian: slurm-wlm and munge)")
    folder = Path(tempfile.mkdtemp(prefix="slurm"))
    try:
        with slurm_alone(folder) as surroundings:
            yield surroundings
    finally:
        shutil.rmtree(folder)


def test_slurm_simulates_a_sweep_in_shares(slurm, tmp_path):
    """The script as it is printed: two shares, then the one that is lacking, then the whole, equal to the undivided."""
    (tmp_path / "story.yaml").write_text(QUESTION)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "esnsim"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m esnsim "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    slurm |= {"PATH": f"{command.parent}{os.pathsep}{slurm['PATH']}", "PYTHONPATH": str(PACKAGE)}

    def said(*words, status=0):
        done = subprocess.run(
            words, cwd=tmp_path, env=slurm, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        logs = "\n".join(file.read_text() for file in tmp_path.glob("*.log"))
        assert done.returncode == status, done.stdout + done.stderr + logs
        return done.stdout

    (tmp_path / "shares.sh").write_text(said("esnsim", *SWEEP, "--print-slurm", "3"))
    said("sbatch", "--wait", "--array=1,3", "shares.sh")
    lacking = said("esnsim", "store", "merge", "sweeps/story", status=1)
    assert "share 2 of 3 is missing; repeat it: esnsim sweep story.yaml" in lacking
    assert "share 1 of" not in lacking
    said("sbatch", "--wait", "--array=2", "shares.sh")
    said("esnsim", "store", "merge", "sweeps/story")
    said("esnsim", *SWEEP, "--workers", "1", "--out", "undivided")

    for table in ("table.csv", "curves.csv", "response.csv", "differences.csv"):
        assert (tmp_path / "sweeps/story" / table).read_bytes() == (tmp_path / "undivided" / table).read_bytes()
    assert len(pd.read_csv(tmp_path / "sweeps/story/table.csv")) == 12
    assert len(list(tmp_path.glob("esnsim-story-*.log"))) == 3
