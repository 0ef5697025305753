"""Somebody runs a scenario and takes the result to a board."""

import json

import pytest

pytestmark = pytest.mark.untraced


def test_a_report_is_written_and_says_the_answer(esnsim, ran):
    said = esnsim("report", ran, "--quiet")
    page = (ran / "report" / "report.html").read_text("utf-8")

    assert said.status == 0
    assert "By week 14" in said.out
    assert "Who begins?" in page
    assert (ran / "report" / "report.md").is_file()


def test_a_report_keeps_the_command_and_times_of_the_run_and_says_its_own_apart(esnsim, ran):
    """Where it comes from is the run, whoever reports on it and when."""
    of_the_run = json.loads((ran / "manifest.json").read_text("utf-8"))
    esnsim("report", ran, "--quiet", "--runs", 1, "--format", "md")
    text = (ran / "report" / "report.md").read_text("utf-8").partition("## Where this comes from")[2]
    block = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    said = json.loads("\n".join(block))
    own = said.pop("report")

    assert said == of_the_run
    assert own["command"] == f"esnsim report {ran} --quiet --runs 1 --format md"
    assert own["reused_runs"] == 9
    assert own["started"] >= said["finished"]


def test_a_report_is_told_to_other_programs(esnsim, ran):
    told = json.loads(esnsim("report", ran, "--quiet", "--json", "--format", "html", "--runs", 1).out)

    assert told["answer"].startswith("By week 14")
    assert told["files"][0].endswith("report.html")


def test_wrong_formats_are_refused_all_at_once(esnsim, ran):
    said = esnsim("report", ran, "--format", "htm", "--format", "docx")

    assert said.status == 2
    assert "did you mean 'html'?" in said.err
    assert "docx" in said.err
    assert not (ran / "report").exists()


def test_there_has_to_be_a_run_or_a_sweep(esnsim, tmp_path):
    for command in ("report", "plot"):
        said = esnsim(command, tmp_path / "nowhere")
        assert said.status == 2
        assert "nowhere" in said.err


def test_pictures_are_drawn_by_kind(esnsim, ran):
    kinds = ("curves", "difference", "ladder", "alluvial", "heatmap", "network", "inequality", "cost", "activity")
    asked = [word for kind in kinds for word in ("--kind", kind)]
    said = esnsim("plot", ran, "--quiet", "--out", ran / "pictures", *asked, "--film", ran / "pictures" / "map.gif")

    assert said.status == 0
    assert {path.name for path in (ran / "pictures").iterdir()} == {
        "map.gif",
        *(f"{kind}.{ending}" for kind in kinds for ending in ("png", "svg")),
    }


def test_one_programme_over_time(esnsim, ran):
    said = esnsim("plot", ran, "--quiet", "--kind", "network", "--programme", "campaign", "--runs", 1)

    assert said.status == 0
    assert (ran / "network.png").is_file()


def test_everything_wrong_with_a_picture_is_said_at_once(esnsim, ran):
    said = esnsim("plot", ran, "--kind", "netwrk", "--rung", "readers", "--programme", "x", "--film", "a.avi")

    assert said.status == 2
    assert [line.split(":")[0] for line in said.err.strip().splitlines()] == [
        "--kind netwrk",
        "--rung readers",
        "--programme",
        "--film",
        "--film a.avi",
    ]


def test_a_programme_that_is_not_there_is_refused(esnsim, ran):
    said = esnsim("plot", ran, "--quiet", "--kind", "network", "--programme", "campain")

    assert said.status == 2
    assert "did you mean 'campaign'?" in said.err


def test_a_sweep_has_a_report_too(esnsim, story, tmp_path):
    out = tmp_path / "sweep"
    simulated = esnsim(
        "sweep", story, "--vary", "organisation.turnover=0.1,0.3", "--replicates", 2, "--out", out, "--quiet"
    )
    said = esnsim("report", out, "--format", "html")

    assert simulated.status == 0
    assert said.status == 0
    assert "organisation.turnover" in (out / "report" / "report.html").read_text("utf-8")
