"""Running a scenario, from the file to the answer."""

import json
import re
from pathlib import Path

import pytest

from esnsim.cli.output.out_folder import default_folder
from esnsim.scenario import load

pytestmark = pytest.mark.untraced

FILES = {
    "adoption.png",
    "adoption.svg",
    "columns.md",
    "daily.csv",
    "difference.png",
    "difference.svg",
    "differences.csv",
    "interventions.csv",
    "ladder.csv",
    "manifest.json",
    "scenario.yaml",
    "weekly.csv",
}


def test_a_run_answers_in_words_and_keeps_everything(esnsim, story, tmp_path):
    """The ladder over time, the differences in sentences, what they do not cover, and where results lie.

    The same command again computes nothing.
    """
    said = esnsim("run", story, "--workers", "1", "--fixed", "--out", "runs/story")

    assert said.status == 0
    for moment in ("start", "week 13", "week 14"):
        assert moment in said.out
    assert "With 'campaign' rather than 'none', by week 14" in said.out
    assert len(re.findall(r"(?:better|worse) in (?:\d|none) of 3\s+replicates", said.out)) == 2 * 4 + 1
    assert "With fewer than 5 replicates there is no interval" in " ".join(said.out.split())
    assert "Best against second best, '" in said.out
    assert re.search(r"leaders first +leader presence +\d+ \(\d+ %\) +2024-01-15 +\d+", said.out)
    assert said.out.count("Note: ") == 2  # the programmes are of unequal size, and nearly all are leaders
    assert "runs/story" in said.out
    assert max(map(len, said.out.splitlines())) <= 100
    assert said.err.startswith("building the organisation\n")
    folder = tmp_path / "runs" / "story"
    assert {path.name for path in folder.iterdir()} == FILES | {"runs.sqlite"}

    again = esnsim("run", story, "--workers", "1", "--fixed", "--out", "runs/story")

    assert "9 of 9 runs were there already" in again.err
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
    assert "1 model." in document["notes"][0]
    assert "fewer than 5 models give no interval" in document["notes"][0]
    kept = load(f"{document['folder']}/scenario.yaml")
    assert (kept.seed, kept.weeks, list(kept.programmes)) == (7, 4, ["none", "campaign"])


def test_the_baseline_alone_has_nothing_to_be_compared_with(esnsim, story, tmp_path):
    said = esnsim("run", story, "--programme", "none", "--weeks", "2", "--replicates", "1")

    assert said.status == 0
    assert "points of headcount" not in said.out
    (folder,) = (tmp_path / "runs").iterdir()
    assert not (folder / "difference.png").exists()


def test_a_narrower_question_has_a_folder_of_its_own(esnsim, story, tmp_path):
    """A look at a few weeks of one programme leaves the tables of the whole run alone."""
    assert esnsim("run", story, "--workers", "1", "--quiet").status == 0
    whole = (tmp_path / "runs" / "story" / "ladder.csv").read_bytes()
    options = ("--weeks", "4", "--programme", "campaign", "--set", "organisation.generate.people=70")
    said = esnsim("run", story, *options, "--workers", "1", "--quiet")

    assert "held the results" not in said.out
    assert (tmp_path / "runs" / "story" / "ladder.csv").read_bytes() == whole
    names = {path.name for path in (tmp_path / "runs").iterdir()}
    assert names == {"story", "story-campaign-organisation-generate-people-70-weeks4"}


def test_a_folder_that_is_used_again_says_so(esnsim, story):
    """Whoever names one folder for two questions has the tables of the second, and is told."""
    first = esnsim("run", story, "--out", "both", "--weeks", "3", "--quiet")
    second = esnsim("run", story, "--out", "both", "--weeks", "2", "--quiet")
    same = esnsim("run", story, "--out", "both", "--weeks", "2", "--quiet")

    told = "Note: both held the results of another question"
    assert [told in said.out for said in (first, second, same)] == [False, True, False]


def test_more_replicates_in_the_same_folder_use_those_that_are_there(esnsim, story):
    """Whoever names the folder of an earlier run pays only for what is missing."""
    assert esnsim("run", story, "--weeks", "2", "--replicates", "2", "--quiet").status == 0
    said = esnsim("run", story, "--weeks", "2", "--replicates", "3", "--out", "runs/story-replicates2-weeks2")

    assert "6 of 9 runs were there already" in said.err
    assert "held the results of another question" in said.out


def test_what_never_happened_is_told(esnsim, story):
    """A condition that never came true, and an audience smaller than what is asked of it; in words and in JSON."""
    waits = "{kind: ambassadors, count: 99, start: {when: reader > 0.99, for: 2 weeks}}"
    story.write_text(
        story.read_text(encoding="utf-8").replace("{kind: campaign, start: week 2}", waits), encoding="utf-8"
    )
    command = ("run", story, "--weeks", "3", "--replicates", "1", "--quiet")
    said, document = esnsim(*command).out, json.loads(esnsim(*command, "--json").out)

    told = " ".join(said.split())
    assert "Note: 'ambassadors' of 'campaign' never began: it waited for 'reader > 0.99' for 2 weeks" in told
    assert "wants 99 people, but its audience has no more than 60" in told
    assert re.search(r"campaign +ambassadors +\d+ \(\d+ %\) +never +0", said)
    assert "one replicate, and no band (-)" in said
    assert sum("never began" in note for note in document["notes"]) == 1
    assert sum("wants 99 people" in note for note in document["notes"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.yaml",), "nowhere.yaml"),
        (("story.yaml", "--programme", "campain", "--programme", "leaders"), "did you mean 'campaign'?"),
        (("story.yaml", "--set", "weeks=none"), "--set weeks"),
        (("story.yaml", "--replicates", "0"), "--replicates"),
        (("story.yaml", "--out", "story.yaml"), "story.yaml is a file; choose another folder with --out"),
        (("story.yaml", "--out", "story.yaml/deeper"), "story.yaml is a file; choose another folder with --out"),
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


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here that nobody may write to")
def test_a_folder_that_may_not_be_written_is_refused_in_a_line(esnsim, story):
    """Before anything is computed, with what to do."""
    said = esnsim("run", story, "--out", "/proc/self/results")

    assert said.status == 2
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("/proc/self/results: results cannot go there")
    assert "choose another folder with --out" in said.err


def test_folders_have_names_that_every_system_can_take():
    """Letters, numbers and lines between them; long ones and empty ones are distinguished by a digest."""
    assert default_folder(Path("a/b.yaml"), []) == Path("runs/b")
    assert default_folder(Path("b.yaml"), ["weeks4", "phase 2: all"]) == Path("runs/b-phase-2-all-weeks4")
    assert default_folder(Path("b.yaml"), ["x", "y"]) == default_folder(Path("b.yaml"), ["y", "x"])
    long = [default_folder(Path("b.yaml"), [f"{'very ' * 40}{end}"]).name for end in ("long", "longer")]
    assert len(set(long)) == 2
    assert max(map(len, long)) <= 89
    assert default_folder(Path("b.yaml"), ["!"]) != default_folder(Path("b.yaml"), ["?"])


def test_tables_for_a_spreadsheet_never_stay_behind(esnsim, ran):
    """They are written when they are asked for, and then anew with the others."""
    assert esnsim("run", "story.yaml", "--quiet", "--csv", "excel").status == 0
    copies = sorted(file.name for file in (ran / "excel").iterdir())
    assert copies == sorted(file.name for file in ran.glob("*.csv"))
    (ran / "excel" / "ladder.csv").write_text("old", encoding="utf-8")

    assert esnsim("run", "story.yaml", "--quiet").status == 0
    assert (ran / "excel" / "ladder.csv").read_text(encoding="utf-8-sig").startswith("programme;")
    refused = esnsim("run", "story.yaml", "--csv", "lotus")
    assert refused.status == 2
    assert "excel" in refused.err
