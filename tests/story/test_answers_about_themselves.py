"""An answer says whom it is about and what was made of the files, however it came about."""

import json

import pytest

PEOPLE = """person,manager,unit
a,,top
b,a,top
c,a,sales
d,b,sales
e,b,sales
f,nobody here,sales
g,c,works
h,c,works
"""
STORY = """\
name: Our files
weeks: 6
replicates: 1
organisation: {people: people.csv}
programmes:
  none: []
  leaders: [{kind: leader_presence, audience: {level_at_most: 2}}]
  campaign: [{kind: campaign, audience: {unit: works}}]
"""
FILLER = "".join(f"x{nth},c,works\n" for nth in range(30))


@pytest.fixture
def imported(tmp_path):
    """A scenario with a file in which one manager is not there, and nothing is said of sites and ages."""
    (tmp_path / "people.csv").write_text(PEOPLE + FILLER, encoding="utf-8")
    file = tmp_path / "ours.yaml"
    file.write_text(STORY, encoding="utf-8")
    return file


def test_a_run_of_files_says_what_was_made_of_them_and_how_many_people_each_intervention_is_for(
    esnsim, imported, tmp_path
):
    """Printed, in the manifest, in the document and in the report, also when everything is reused.

    Thirty-two of thirty-eight are in the works; eight are leaders by depth only in name.
    """
    for _ in range(2):
        said = esnsim("run", imported, "--quiet", "--workers", 1, "--out", tmp_path / "run")
        kept = json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))

        assert "What was made of the files" in said.out
        assert "repaired: manager is not among the people" in " ".join(said.out.split())
        assert "assumed: no column holds ages" in " ".join(said.out.split())
        assert any(each["kind"] == "repaired" for each in kept["imported"]["findings"])
        assert "32 (84 %)" in said.out
        told = " ".join(said.out.split())
        assert "'campaign' is for 32 people at the start (84 % of headcount)" in told
        assert "level_at_most 2 is a depth and no share of staff; level_at_most 0 would be 1" in told
    assert ",32,0.84" in (tmp_path / "run" / "interventions.csv").read_text("utf-8")
    assert kept["reused_runs"] == 3
    told = json.loads(esnsim("run", imported, "--quiet", "--workers", 1, "--json", "--out", tmp_path / "run").out)
    assert told["imported"] == kept["imported"]
    esnsim("report", tmp_path / "run", "--quiet", "--runs", 1)
    for page in ("report.html", "report.md"):
        text = (tmp_path / "run" / "report" / page).read_text("utf-8")
        assert "What was made of the files" in text
        assert "manager is not among the people" in text
        assert "32 (84 %)" in text


def test_what_was_made_of_files_is_said_by_a_sweep_too(esnsim, imported, tmp_path):
    for _ in range(2):
        said = esnsim(
            "sweep", imported, "--vary", "programmes.leaders[0].dose=0.5,1", "--quiet", "--out", tmp_path / "sweep"
        )
        kept = json.loads((tmp_path / "sweep" / "manifest.json").read_text("utf-8"))

        assert said.out.count("What was made of the files") == 1
        (report,) = kept["imported"]
        assert any("manager is not among the people" in each["what"] for each in report["findings"])


def test_a_generated_organisation_says_nothing_of_files(esnsim, story, tmp_path):
    said = esnsim("run", story, "--quiet", "--workers", 1, "--replicates", 1, "--weeks", 4, "--out", tmp_path / "run")

    assert "What was made of the files" not in said.out
    assert "imported" not in json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8"))


def test_a_scenario_is_shown_with_the_number_of_people_of_each_audience(esnsim, imported):
    told = " ".join(esnsim("show", imported).out.replace("#", " ").split())

    assert "for people with unit works: 32 people (84 %);" in told
