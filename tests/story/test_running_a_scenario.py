"""Running a scenario, from the file to the answer."""

import json
import re

import pytest

from esnsim.scenario import load

FILES = {
    "adoption.png",
    "adoption.svg",
    "columns.md",
    "daily.csv",
    "difference.png",
    "difference.svg",
    "differences.csv",
    "ladder.csv",
    "manifest.json",
    "scenario.yaml",
    "weekly.csv",
}


def test_a_run_answers_in_words_and_keeps_everything(esnsim, story, tmp_path):
    """The ladder over time, the differences in sentences, what they do not cover, and where results lie.

    The same command again computes nothing.
    """
    said = esnsim("run", story, "--workers", "1")

    assert said.status == 0
    for moment in ("start", "week 13", "week 14"):
        assert moment in said.out
    assert "With 'campaign' rather than 'none', by week 14" in said.out
    assert len(re.findall(r"better in \d of 3\s+replicates", said.out)) == 2 * 4
    assert "The intervals cover the luck of lives" in said.out
    assert "runs/story" in said.out
    assert max(map(len, said.out.splitlines())) <= 100
    assert said.err.startswith("building the organisation\n")
    folder = tmp_path / "runs" / "story"
    assert {path.name for path in folder.iterdir()} == FILES | {"runs.sqlite"}

    again = esnsim("run", story, "--workers", "1")

    assert "9 of 9 lives were there already" in again.err
    assert again.out == said.out


def test_json_is_all_there_is(esnsim, story):
    """Other programs read standard output; options change what is asked, and the folder says so."""
    options = ("--replicates", "1", "--seed", "7", "--weeks", "4", "--set", "organisation.generate.people=70")
    said = esnsim("run", story, *options, "--programme", "campaign", "--out", "elsewhere", "--json", "--quiet")
    document = json.loads(said.out)

    assert said.err == ""
    assert document["programmes"] == ["none", "campaign"]
    assert (document["replicates"], document["seed"], document["weeks"], document["people"]) == (1, 7, 4, 70)
    assert document["runs"] == 2
    assert {row["low"] for row in document["differences"]} == {None}
    assert "one replicate" in document["notes"][0]
    kept = load(f"{document['folder']}/scenario.yaml")
    assert (kept.seed, kept.weeks, list(kept.programmes)) == (7, 4, ["none", "campaign"])


def test_the_baseline_alone_has_nothing_to_be_compared_with(esnsim, story, tmp_path):
    said = esnsim("run", story, "--programme", "none", "--weeks", "2", "--replicates", "1")

    assert said.status == 0
    assert "points of headcount" not in said.out
    assert not (tmp_path / "runs" / "story" / "difference.png").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("story.yaml", "--programme", "campain", "--programme", "leaders"), "did you mean 'campaign'?"),
        (("story.yaml", "--set", "weeks=none"), "--set weeks"),
        (("story.yaml", "--replicates", "0"), "--replicates"),
        (("story.yaml", "--out", "story.yaml"), "story.yaml"),
        ((), "SCENARIO"),
    ],
)
def test_what_cannot_be_run_is_refused(esnsim, story, tmp_path, words, told):
    """With a message, status 2, and nothing computed or written."""
    said = esnsim("run", *words)

    assert said.status == 2
    assert told in said.err
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == [story.name]
