"""Short commands take no longer than their work: nothing unused is imported, no process started for little."""

import gc

import pytest
from test_help_at_once import imported

pytestmark = pytest.mark.untraced

SLOW = ("scipy.stats", "scipy.optimize", "matplotlib.backends.backend_pdf", "matplotlib.pyplot", "mesa")
"""What takes a tenth of a second or more to import, and is needed for other things."""


def test_a_run_imports_no_statistics_and_no_fonts_of_documents(story, tmp_path):
    """An answer with intervals, tables and pictures needs neither."""
    used = imported("run", str(story), "--replicates", "2", "--quiet", "--out", str(tmp_path / "out"), heavy=SLOW)

    assert used == set()


def test_a_check_imports_no_statistics(story):
    assert imported("check", str(story), heavy=SLOW) == set()


def test_sentences_about_a_sweep_import_no_pictures(story, tmp_path):
    folder = str(tmp_path / "swept")
    imported("sweep", str(story), "--vary", "weeks=1,2", "--replicates", "2", "--quiet", "--out", folder)

    assert imported("best", folder, heavy=("matplotlib", *SLOW)) == set()


def test_a_command_looks_for_rubbish_seldom(esnsim):
    """Python's own 700 objects are a command line's imports many times over."""
    gc.set_threshold(700)

    esnsim("list")

    assert gc.get_threshold()[0] >= 10_000
