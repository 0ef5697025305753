"""Somebody asks what an outcome depends on."""

import json

import pytest

pytest.importorskip("SALib", reason="the extra 'explore' is not installed")

SMALL = ("--trajectories", 12, "--points", 8, "--keep", 1)
VARIED = ("--vary", "posting_base", "--vary", "imitation", "--vary", "programmes.campaign[0].pull_per_month=0.05..0.9")


def test_it_ranks_constants_and_keeps_tables_and_a_picture(esnsim, story):
    """A sentence, a table and where everything lies; given again, the same."""
    words = ("sensitivity", story, "--outcome", "reader@end", "--programme", "campaign", *VARIED, *SMALL, "--quiet")
    said, again = esnsim(*words), esnsim(*words)

    assert said.status == 0
    assert "pull_per_month" in said.out
    assert "What moves reader@end most: " in said.out
    assert said.out == again.out
    folder = story.parent / "runs" / "story-sensitivity"
    assert {file.name for file in folder.iterdir()} >= {
        "screening.csv",
        "sensitivity.json",
        "tornado.png",
        "tornado.svg",
    }


def test_other_programs_get_plain_values(esnsim, story):
    """One JSON document and nothing else."""
    said = esnsim(
        "sensitivity",
        story,
        "--outcome",
        "reader@end vs baseline",
        "--programme",
        "campaign",
        *VARIED,
        *SMALL,
        "--json",
    )
    document = json.loads(said.out)

    assert said.status == 0
    assert len(document["screening"]) == 3
    assert document["outcome"] == "reader@end vs baseline"


def test_a_dry_run_says_what_it_would_take_and_begins_nothing(esnsim, story):
    """Twelve walks of four points, two runs each."""
    said = esnsim("sensitivity", story, "--outcome", "reader@end", *VARIED, *SMALL, "--dry-run")

    assert said.status == 0
    assert "48 points, 96 runs" in " ".join(said.out.split())
    assert not (story.parent / "runs").exists()


def test_all_mistakes_are_named_at_once_and_nothing_is_written(esnsim, story):
    """A constant, a programme and an outcome that are not there."""
    said = esnsim("sensitivity", story, "--outcome", "raeder@end", "--vary", "imitatoin", "--programme", "campain")

    assert said.status == 2
    assert "did you mean 'imitation'" in said.err
    assert "did you mean 'campaign'" in said.err
    assert "raeder" in said.err
    assert not (story.parent / "runs").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--outcome", "reader@end vs baseline"), "say which is compared with the baseline"),
        (("--outcome", "reader@end", "--points", 100), "power of two"),
    ],
)
def test_what_cannot_be_told_is_refused(esnsim, story, words, told):
    """Before anything is simulated."""
    said = esnsim("sensitivity", story, *words)

    assert said.status == 2
    assert told in said.err
