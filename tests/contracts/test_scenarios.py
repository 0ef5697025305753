"""What every scenario that is shipped promises; a new one is looked at by being there."""

from __future__ import annotations

import re

import pytest

import esnsim
from esnsim.compilation import COMPILED
from esnsim.simulation.record import Measure
from tests.contracts.paths import ROOT

SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
EVERY_SCENARIO = pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
CITED = re.compile(r"\[([A-Z][A-Z0-9-]+)\]")


def head(path):
    """The comment that a scenario begins with, without its marks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.lstrip("# ") for line in lines[: next(n for n, line in enumerate(lines) if line[:1] != "#")])


@EVERY_SCENARIO
def test_it_says_what_is_known_and_what_is_assumed(path):
    """And asks a question."""
    scenario = esnsim.load(path)

    assert re.search(r"^(Facts|What is known)", head(path), re.MULTILINE)
    assert re.search(r"^Assumptions", head(path), re.MULTILINE)
    assert scenario.question.endswith("?")
    assert len(scenario.programmes) > 1


@EVERY_SCENARIO
def test_a_case_with_public_numbers_says_whether_they_are_hit(path):
    """Before anybody runs it."""
    if not esnsim.load(path).observed:
        pytest.skip("nothing was observed")

    assert "What the model makes of it" in head(path)


@EVERY_SCENARIO
def test_its_sources_are_listed(path):
    """Who wants to read on finds them."""
    listed = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")

    cited = CITED.findall(path.read_text(encoding="utf-8"))

    assert [name for name in cited if not re.search(rf"^\|[^|]*\b{name}\b", listed, re.MULTILINE)] == []


@EVERY_SCENARIO
@pytest.mark.skipif(not COMPILED, reason="takes minutes in plain Python, which simulates the same runs")
def test_it_lives(path):
    """Every programme, in a small organisation, for six weeks from its start."""
    small = ["organisation.generate.people=200", "weeks=6", "replicates=1", "goal=null", "deadline=null"]
    scenario = esnsim.load(path, small)
    experiment = esnsim.compare(scenario)

    assert {run.programme for run in experiment.runs} == set(scenario.programmes)
    assert all(run.record[-1, Measure.HEADCOUNT] == 200 for run in experiment.runs)
