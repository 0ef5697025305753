"""What the README shows is right."""

import re

import pytest
from commands import PACKAGE

from esnsim.scenario import doubts, load

TEXT = (PACKAGE / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
INTERVENTIONS = [block for block in BLOCKS if block.startswith("- {")]
SCENARIOS = [block for block in BLOCKS if block.startswith("name: ")]
AROUND = """name: around it
organisation: {generate: {people: 100, countries: {GB: 0.5, FR: 0.5}}}
programmes:
  none: []
  shown:
"""


def test_there_are_examples_of_both():
    """A scenario, an audience and conditions."""
    assert len(SCENARIOS) == 1
    assert len(INTERVENTIONS) == 2


@pytest.mark.parametrize("text", SCENARIOS)
def test_a_scenario_of_the_readme_is_right(text):
    assert doubts(load(text)) == []


@pytest.mark.parametrize("text", INTERVENTIONS)
def test_an_intervention_of_the_readme_is_right(text):
    scenario = load(AROUND + "".join(f"    {line}\n" for line in text.splitlines()))

    assert len(scenario.programme("shown")) == text.count("kind: ")
