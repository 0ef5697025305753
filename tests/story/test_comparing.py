"""Two scenarios, or two stored runs, against each other."""

import json
import shutil

import pytest
from commands import LAUNCH

from esnsim.cli import main


@pytest.fixture(scope="module")
def stronger(tmp_path_factory):
    """A folder with a run of the short story with a stronger campaign, in a file of its own."""
    folder = tmp_path_factory.mktemp("stronger")
    (folder / "strong.yaml").write_text(LAUNCH.replace("start: week 2", "start: week 2, pull_per_month: 0.5"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with pytest.raises(SystemExit) as ended:
            main(["run", "strong.yaml", "--quiet"])
    assert not ended.value.code
    return folder


@pytest.fixture
def both(esnsim, ran, stronger, tmp_path):
    """Two finished runs: the short story and the stronger one."""
    del esnsim, ran
    shutil.copytree(stronger, tmp_path, dirs_exist_ok=True)


@pytest.mark.usefixtures("both")
def test_stored_runs_are_compared_life_by_life(esnsim, tmp_path):
    before = sorted(path.name for path in (tmp_path / "runs" / "story").iterdir())
    said = esnsim("compare", "runs/story", "runs/strong")

    assert said.status == 0, said.err
    assert "programmes.campaign[0].pull_per_month" in said.out
    assert "With 'leaders first', nothing differs".lower() in said.out.lower()
    assert "same people, same random numbers" in said.out
    assert "9 of 9 runs were there already" in said.err
    assert sorted(path.name for path in (tmp_path / "runs" / "story").iterdir()) == before
    made = {path.name for path in (tmp_path / "comparisons" / "story-strong").iterdir()}
    assert made == {"comparison.csv", "comparison.png", "comparison.svg"}


def test_scenarios_are_run_where_that_was_not_done(esnsim, story, tmp_path):
    (tmp_path / "larger.yaml").write_text(
        story.read_text(encoding="utf-8").replace("people: 60", "people: 90"), "utf-8"
    )
    told = json.loads(esnsim("compare", story, "larger.yaml", "--week", "5", "--json", "--quiet").out)

    assert told["unpaired"] == "the people are not the same"
    assert {"path": "organisation.generate.people", "first": 60, "second": 90} in told["changes"]
    assert {row["week"] for row in told["rows"]} == {5}
    assert (tmp_path / "runs" / "larger" / "weekly.csv").is_file()


@pytest.mark.usefixtures("both")
def test_a_scenario_is_not_different_from_itself(esnsim):
    said = esnsim("compare", "story.yaml", "runs/story", "--quiet")

    assert "Both ask the same." in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nobody", "story.yaml"], "no scenario of that name"),
        (["story.yaml", "strong.yaml", "--programme", "campain"], "did you mean 'campaign'?"),
        (["story.yaml", "strong.yaml", "--week", "99"], "weeks go from 0"),
    ],
)
@pytest.mark.usefixtures("both")
def test_what_cannot_be_compared_is_refused_in_words(esnsim, words, told):
    said = esnsim("compare", *words, "--quiet")

    assert said.status == 2
    assert told in said.err
