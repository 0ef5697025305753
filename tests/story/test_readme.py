"""What the README and the guide to sweeps show is right."""

import re
import shutil

import pytest
from commands import PACKAGE

from esnsim.experiments.design.plan import check_experiment
from esnsim.scenario import doubts, load

TEXT = (PACKAGE / "README.md").read_text(encoding="utf-8")
SWEEPS = (PACKAGE / "docs" / "sweeps.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", TEXT + SWEEPS, re.DOTALL)
EXPERIMENTS = re.findall(r"```yaml\n(.*?)```", SWEEPS, re.DOTALL)
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
INTERVENTIONS = [block for block in BLOCKS if block.startswith("- {")]
SCENARIOS = [block for block in BLOCKS if block.startswith("name: ")]
EXTENDING = [block for block in BLOCKS if "extends: " in block]
AMBASSADORS = """name: around it
organisation: {generate: {people: 36000}}
programmes:
  none: []
  ambassadors: [{kind: ambassadors, count: 500}]
"""
AROUND = """name: around it
organisation: {generate: {people: 100, countries: {GB: 0.5, FR: 0.5}}}
programmes:
  none: []
  shown:
"""


def test_there_are_examples_of_all():
    """A scenario, an audience and conditions, and programmes that extend another."""
    assert len(SCENARIOS) == 1
    assert len(INTERVENTIONS) == 2
    assert len(EXTENDING) == 1


@pytest.mark.parametrize("text", SCENARIOS)
def test_a_scenario_of_the_readme_is_right(text):
    assert doubts(load(text)) == []


@pytest.mark.parametrize("text", INTERVENTIONS)
def test_an_intervention_of_the_readme_is_right(text):
    scenario = load(AROUND + "".join(f"    {line}\n" for line in text.splitlines()))

    assert len(scenario.programme("shown")) == text.count("kind: ")


@pytest.mark.parametrize("text", EXTENDING)
def test_a_programme_of_the_readme_that_extends_another_is_right(text):
    scenario = load(AMBASSADORS + "".join(f"  {line}\n" for line in text.splitlines()))

    kinds = {name: [each.kind for each in scenario.programme(name)] for name in scenario.programmes}
    assert kinds["and leaders"] == ["ambassadors", "leader_presence"]
    assert kinds["no ambassadors"] == ["leader_presence"]
    assert scenario.programme("half as many")[0].count == 250


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A folder with the scenarios, to work in."""
    shutil.copytree(PACKAGE / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("program", PROGRAMS, ids=["from Python", "sweeps from Python"])
def test_a_program_of_the_readme_runs(program, capsys):
    exec(program, {"__name__": "shown"})  # noqa: S102 - our own words

    assert capsys.readouterr().out


@pytest.mark.parametrize("text", EXPERIMENTS)
def test_an_experiment_of_the_guide_is_right(text, copy):
    """A Latin hypercube of 64 points."""
    file = copy / "scenarios" / "shown.experiment.yaml"
    file.write_text(text)

    assert len(check_experiment(file)) == 64
