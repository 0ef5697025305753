"""What a console or a notebook shows of a result is a line or a page, never all of it."""

from __future__ import annotations

import pytest
from small_questions import question

import esnsim
from esnsim.experiments import run_all
from esnsim.state.ladder import LADDER

MOST_LETTERS = 1000
LONG = "a name of forty letters, with <b>tags</b>"


@pytest.fixture(scope="module")
def setting():
    """A small scenario with an awkward name."""
    return esnsim.prepare(question(name=LONG, question="Is it <short>?"))


@pytest.fixture(scope="module")
def experiment(setting):
    """Its runs."""
    return esnsim.compare(setting)


def test_every_public_result_is_told_in_a_line(setting, experiment, tmp_path):
    """However many people, days and programmes there are."""
    run_all(setting, store=tmp_path / "runs.sqlite")
    swept = esnsim.read_sweep(tmp_path / "runs.sqlite")
    shown = [setting, setting.scenario, setting.organisation, experiment, experiment.runs[0], swept]

    for each in shown:
        assert "\n" not in repr(each)
        assert len(repr(each)) < MOST_LETTERS
        assert repr(each).startswith(f"<{type(each).__name__} ")


def test_a_notebook_shows_the_answer(experiment):
    """The question, every programme and rung, changes with their intervals; names are text and no markup."""
    page = experiment._repr_html_()

    assert "Is it &lt;short&gt;?" in page
    assert "<b>" not in page
    for name in experiment.programmes:
        assert f"<th>{name}</th>" in page
    changes = experiment.compare("reader")
    first = changes[changes["programme"] == experiment.others[0]].iloc[0]
    assert f"{100 * first['difference']:+.1f}".lstrip("+-") in page
    assert page.count("<td>") == len(experiment.programmes) * len(LADDER)
    assert len(page) < 10 * MOST_LETTERS
