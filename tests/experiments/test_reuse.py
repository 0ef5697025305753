"""A run is never computed twice, and never taken for another."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from deadly_workers import failing
from small_questions import AMBASSADORS, CAMPAIGN, digests, question

import esnsim
from esnsim.compilation import digest_of_rules
from esnsim.errors import RunError, ScenarioError
from esnsim.experiments import RunProgress, compare, prepared, run_all
from esnsim.experiments.execution import worker
from esnsim.experiments.store import keys
from esnsim.simulation.simulate import simulate

pytestmark = pytest.mark.untraced


def computed(scenario, path, **arguments) -> int:
    """How many runs had to be computed."""
    seen: list[RunProgress] = []
    run_all(scenario, store=path, progress=seen.append, **arguments)
    return seen[-1].total - seen[-1].reused


@pytest.fixture
def path(tmp_path):
    """Where the store is."""
    return tmp_path / "runs.sqlite"


def test_the_same_question_is_computed_once(path):
    """The second time everything is there, and the same."""
    scenario = question()
    first = run_all(scenario, store=path)

    assert computed(scenario, path) == 0
    assert digests(run_all(scenario, store=path)) == digests(first)
    assert digests(first) == digests(run_all(scenario))


def test_more_replicates_and_programmes_reuse_what_is_there(path):
    """Growing costs the growth."""
    two = {"none": [], "ambassadors": [AMBASSADORS]}
    assert computed(question(programmes=two), path) == 4
    assert computed(question(programmes=two), path, replicates=3) == 2
    assert computed(question(programmes={**two, "campaign": [CAMPAIGN]}), path) == 2
    assert computed(question(programmes={**two, "campaign": [CAMPAIGN]}), path, programmes=["none"]) == 0


def test_a_change_of_one_programme_leaves_the_runs_of_the_others(path):
    """Only the changed one is computed again, and its old runs stay for going back."""
    changed = {"none": [], "ambassadors": [AMBASSADORS | {"count": 13}], "campaign": [CAMPAIGN]}
    computed(question(), path)

    assert computed(question(programmes=changed), path) == 2
    assert computed(question(), path) == 0


def test_names_decide_about_no_life(path):
    """A programme, the scenario or the baseline may be called otherwise; runs have the new name."""
    computed(question(), path)
    renamed = {"nothing": [], "friends": [AMBASSADORS], "posters": [CAMPAIGN]}
    scenario = question(name="other", question="why?", programmes=renamed, baseline="posters")

    assert computed(scenario, path) == 0
    assert {run.programme for run in run_all(scenario, store=path)} == set(renamed)


@pytest.mark.parametrize(
    ("file", "counts"),
    [("report/style.py", False), ("cli/commands/run.py", False), ("behaviour/habit.py", True), ("new/a.py", True)],
)
def test_runs_outlive_a_change_of_reports_and_no_change_of_rules(tmp_path, file, counts):
    """What only reads runs is no part of their key; what is not known to be harmless is."""
    shutil.copytree(Path(str(esnsim.__file__)).parent, tmp_path / "esnsim")
    before = digest_of_rules(tmp_path / "esnsim")

    (tmp_path / "esnsim" / file).parent.mkdir(exist_ok=True)
    (tmp_path / "esnsim" / file).write_text("changed = True\n")

    assert (digest_of_rules(tmp_path / "esnsim") != before) == counts


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ('"""A habit', '"""What a habit is: a habit', False),
        ("import math\n", "import math  # for exp\n\n\n", False),
        ("1.0", "1.5", True),
        ("math.", "abs(1) * math.", True),
    ],
    ids=["docstring", "comment", "constant", "formula"],
)
def test_words_about_rules_are_no_rules(tmp_path, before, after, counts):
    """A docstring reworded or a comment moved keeps every stored run; a changed rule does not."""
    shutil.copytree(Path(str(esnsim.__file__)).parent, tmp_path / "esnsim")
    file = tmp_path / "esnsim" / "behaviour" / "habit.py"
    file.write_text('"""A habit."""\n\nimport math\n\nRATE = 1.0\nHALF = math.log(2)\n')
    digest = digest_of_rules(tmp_path / "esnsim")

    file.write_text(file.read_text().replace(before, after))

    assert (digest_of_rules(tmp_path / "esnsim") != digest) == counts


@pytest.mark.parametrize(
    "change",
    [
        {"weeks": 7},
        {"seed": 8},
        {"start": "2024-03-04"},
        {"organisation": {"generate": {"people": 121}}},
        {"organisation": {"generate": {"people": 120}, "turnover": 0.3}},
        {"behaviour": {"habit_fade": 0.015}},
        {"mechanisms": {"M7": "off"}},
        {"initial": {"enabled": 0.5, "reader": 0.0, "interactive": 0.0, "contributor": 0.0}},
    ],
    ids=str,
)
def test_whatever_else_is_changed_is_another_run(path, change):
    """Nothing that a run depends on is forgotten in its key."""
    computed(question(replicates=1), path)

    assert computed(question(replicates=1, **change), path) == 3


def test_another_start_is_another_run(path):
    """A start that was changed by hand is not taken for the scenario's own."""
    setting = prepared(question(replicates=1))
    computed(setting, path)
    people = setting.start.world.people.copy()
    people.habit[:] = 0.5
    other = replace(setting, start=replace(setting.start, world=setting.start.world._replace(people=people)))

    assert computed(other, path) == 3


def test_other_rules_do_not_take_old_runs_for_their_own(path, monkeypatch):
    """Runs belong to the text of the rules that computed them."""
    computed(question(replicates=1), path)
    monkeypatch.setattr(keys, "rules_digest", lambda: "another text")

    assert computed(question(replicates=1), path) == 3


def test_a_failed_run_leaves_the_others_finished_and_kept(path, monkeypatch):
    """The failures are told when all others are there; the same command computes what is missing."""
    monkeypatch.setattr(worker, "simulate", failing)
    with pytest.raises(RunError, match="1 of 6 runs failed; the others are finished and kept") as told:
        run_all(question(), store=path)
    monkeypatch.undo()

    assert "programme 'campaign', replicate 1: ZeroDivisionError: nobody is there (deadly_workers.py:" in str(
        told.value
    )
    assert computed(question(), path) == 1


def test_an_interrupt_keeps_what_is_finished(path):
    """Ctrl-C between two runs."""

    def interrupt(step: RunProgress) -> None:
        if step.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(question(), store=path, progress=interrupt)

    assert computed(question(), path) == 2


def test_runs_come_in_the_order_of_the_scenario():
    """By programme, then by replicate, whatever was asked for first."""
    runs = run_all(question(), programmes=["campaign", "none"])

    assert [(run.programme, run.replicate) for run in runs] == [
        ("none", 0),
        ("none", 1),
        ("campaign", 0),
        ("campaign", 1),
    ]


def test_a_life_is_the_one_that_is_lived_alone():
    """Experiments add nothing to a single simulation."""
    setting = prepared(question())

    assert run_all(setting)[3].digest == simulate(setting, "ambassadors", 1).digest


def test_the_baseline_is_always_compared_with(tmp_path):
    """Asking for one programme runs two; what was run is written down as the scenario."""
    experiment = compare(question(), programmes=["campaign"], replicates=3, out=tmp_path)

    assert experiment.programmes == ("none", "campaign")
    assert experiment.others == ("campaign",)
    assert experiment.scenario.replicates == 3
    assert compare(question(), programmes=["campaign"], replicates=3, out=tmp_path).computation.reused == 6


def test_what_cannot_be_run_is_refused():
    """Before anything is computed."""
    with pytest.raises(ScenarioError, match="'campain' is not there"):
        compare(question(), programmes=["campain"])
    with pytest.raises(RunError, match="replicates is 0; write 1 or more"):
        compare(question(), replicates=0)
    with pytest.raises(RunError, match="workers is 0; write 1 or more"):
        compare(question(), workers=0)
