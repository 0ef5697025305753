"""Scenarios come with esnsim: they are listed, run by their names from any folder, and copied to be edited."""

import json
import zipfile

import pytest
from commands import PACKAGE

import esnsim as package
from esnsim.scenario import shipped

NAMES = sorted(path.stem for path in (PACKAGE / "scenarios").glob("*.yaml"))


def test_all_are_listed_with_their_questions(esnsim):
    said = esnsim("list", "--json")

    assert [each["name"] for each in json.loads(said.out)] == NAMES
    assert all(each["question"].endswith("?") for each in json.loads(said.out))
    assert "What do 500 ambassadors add" in esnsim("list").out


def test_one_is_run_by_its_name_from_any_folder(esnsim, tmp_path):
    few = ("--set", "organisation.people=60", "--weeks", "4", "--replicates", "2")
    said = esnsim("run", "launch", *few, "--out", "here", "--quiet")

    assert said.status == 0, said.err
    assert (tmp_path / "here" / "weekly.csv").is_file()


@pytest.mark.parametrize("command", [("show",), ("check",), ("org", "describe"), ("sweep",)])
def test_other_commands_know_the_names_too(esnsim, command):
    more = ("--vary", "weeks=4,8", "--set", "organisation.people=60", "--dry-run") if command == ("sweep",) else ()
    said = esnsim(*command, "launch", *more)

    assert said.status == 0, said.err


def test_a_copy_is_the_same_scenario_and_replaces_nothing(esnsim, tmp_path):
    assert esnsim("copy", "suez_france").status == 0
    assert package.load(tmp_path / "suez_france.yaml") == package.load("suez_france")

    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    said = esnsim("copy", "launch", "mine.yaml")

    assert said.status == 2
    assert "--force" in said.err
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine"
    assert esnsim("copy", "launch", "mine.yaml", "--force").status == 0


@pytest.mark.parametrize("command", ["run", "copy", "show"])
def test_a_misspelt_name_is_answered_with_the_right_one(esnsim, command):
    said = esnsim(command, "pearsn")

    assert said.status == 2
    assert "did you mean 'pearson'?" in said.err


def test_a_file_of_that_name_comes_first(esnsim, story, tmp_path):
    story.rename(tmp_path / "launch")

    assert "A short story" in esnsim("show", "launch").out


def test_they_are_installed_with_the_package(tmp_path, monkeypatch):
    """In the wheel they lie inside the package, without the corpus of mistakes."""
    building = pytest.importorskip("hatchling.build", reason="hatchling is not installed")
    monkeypatch.chdir(PACKAGE)
    wheel = building.build_wheel(str(tmp_path))

    inside = [name for name in zipfile.ZipFile(tmp_path / wheel).namelist() if name.endswith(".yaml")]
    assert sorted(inside) == [f"esnsim/scenarios/{name}.yaml" for name in NAMES]
    assert sorted(shipped()) == NAMES
