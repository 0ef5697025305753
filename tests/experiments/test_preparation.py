"""Organisation and start are made once, kept, and known again only by what they were made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_questions import question

from esnsim.compilation import COMPILED
from esnsim.errors import RunError
from esnsim.experiments import BUILDING, SETTLING, prepared
from esnsim.experiments.execution.base_state import KEPT_STARTS, load_setting, save_setting
from esnsim.organisation import organisation_digest
from esnsim.scenario import resolve
from esnsim.simulation.run import state_digest
from esnsim.simulation.simulate import prepare, simulate
from esnsim.simulation.step_day import step_people

pytestmark = pytest.mark.untraced

USED = {"reader": 0.7, "contributor": 0.1}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("ESNSIM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "starts"


def stages(scenario) -> list[str]:
    """What preparing had to do."""
    told: list[str] = []
    prepared(scenario, tell=told.append)
    return told


def test_what_was_kept_is_what_would_be_made():
    """People, ties, constants and what can be seen, to the bit."""
    scenario = question(initial=USED)
    made, kept = prepared(scenario), prepared(scenario)
    plain = prepare(resolve(scenario))

    for setting in (made, kept):
        assert organisation_digest(setting.organisation) == organisation_digest(plain.organisation)
        assert state_digest(setting.start.world) == state_digest(plain.start.world)
        assert setting.start.parameters == plain.start.parameters
        assert setting.start.reached == plain.start.reached
        assert setting.scenario == plain.scenario
        np.testing.assert_array_equal(setting.start.record, plain.start.record)
    assert simulate(kept, "ambassadors").digest == simulate(plain, "ambassadors").digest


def test_the_same_start_is_settled_once():
    """Programmes, weeks and names are asked of one start."""
    assert stages(question(initial=USED)) == [BUILDING, SETTLING]
    assert stages(question(initial=USED, weeks=9, name="other", programmes={"none": []})) == [BUILDING]


@pytest.mark.parametrize(
    "change",
    [{"seed": 8}, {"initial": {"reader": 0.7, "contributor": 0.2}}, {"behaviour": {"habit_fade": 0.015}}],
    ids=str,
)
def test_another_start_is_settled_anew(change):
    """Whatever it depends on."""
    stages(question(initial=USED))

    assert stages(question(**({"initial": USED} | change))) == [BUILDING, SETTLING]


def test_a_broken_start_is_made_again(cache):
    """Nobody is told of a cache."""
    stages(question())
    for path in cache.glob("*/start.npz"):
        path.write_bytes(path.read_bytes()[:500])

    assert stages(question()) == [BUILDING, SETTLING]
    assert stages(question()) == [BUILDING]


def test_a_cache_that_cannot_be_written_is_done_without(cache):
    """A file where the folder would be."""
    cache.parent.mkdir(parents=True)
    cache.write_text("")

    assert stages(question()) == [BUILDING, SETTLING]


def test_old_starts_are_thrown_away(cache):
    """The latest are kept."""
    for seed in range(KEPT_STARTS + 2):
        stages(question(seed=seed))

    assert len(list(cache.iterdir())) == KEPT_STARTS
    assert stages(question(seed=KEPT_STARTS + 1)) == [BUILDING]


def test_a_file_that_holds_other_people_is_another_organisation(tmp_path):
    """An imported file is known by what it says, not by its name; how it was read is told every time."""
    file = tmp_path / "people.csv"
    rows = [f"{nth},team {nth % 5},{'' if nth == 0 else 0}" for nth in range(40)]
    file.write_text("\n".join(["id,unit,manager", *rows]))
    scenario = question(organisation={"import": {"people": str(file)}})

    first, again = prepared(scenario), prepared(scenario)
    file.write_text("\n".join(["id,unit,manager", *rows, "40,team 1,0"]))

    assert first.report is not None
    assert again.report == first.report
    assert prepared(scenario).organisation.people == 41


def test_a_setting_is_written_once_and_read_back(tmp_path):
    """Tables are laid out as before, so that nothing is compiled a second time."""
    setting = replace(prepared(question()), report=None)
    simulate(setting, "none")
    compiled_for = len(step_people.signatures) if COMPILED else 0
    save_setting(setting, tmp_path / "setting")

    back = load_setting(tmp_path / "setting")

    assert back.scenario == setting.scenario
    assert back.start.world.people.dtype == setting.start.world.people.dtype
    assert simulate(back, "none").digest == simulate(setting, "none").digest
    assert (len(step_people.signatures) if COMPILED else 0) == compiled_for
    with pytest.raises(OSError, match="setting"):
        save_setting(setting, tmp_path / "setting")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_no_setting_is_refused(tmp_path):
    """The folder is named."""
    with pytest.raises(RunError, match="nowhere: is no prepared start"):
        load_setting(tmp_path / "nowhere")
