"""A cleaned file, and the lines of a scenario that say what was chosen, give the same organisation and ask nothing."""

import csv

import pytest
import yaml
from typer.testing import CliRunner

from esnsim.cli.app import app
from esnsim.organisation import (
    Import,
    cleaned_file,
    levels_and_spans,
    organisation_digest,
    pinned,
    read,
    scenario_lines,
)

MESSY = """\
Headcount report,,,,,
,,,,,
Employee ID,Name,Manager,Department,Hire Date,Grade
00001,Ann Lee,NO_MANAGER,Board,3/25/2012,1
00002,Bob Ray,"Lee, Ann",Sales,6/13/2015,2
00003,Cid Orr,"Lee, Ann", Plant ,1/7/2019,2
00004,Dan Fox,"Ray, Bob",,2/3/2020,3
00005,Eve Low,"Ray, Bob",Sales,9999-12-31,3
Grand Total,5,,,,
"""
TIES = "from,to,n_meetings,rank\n1,2,3,1\n2,4,40,2\n"


@pytest.fixture
def messy(tmp_path, monkeypatch):
    """A folder with files as people export them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "messy.csv").write_text(MESSY, encoding="utf-8")
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    return tmp_path


def test_a_cleaned_file_gives_the_same_organisation_without_repairs(messy):
    """Managers by their ids, a unit for everybody, dates in one form."""
    cleaned = cleaned_file(Import(people="messy.csv"), messy)
    (messy / "clean.csv").write_text(cleaned.text, encoding="utf-8")

    before, _ = read(Import(people="messy.csv", ties="ties.csv"), messy)
    after, report = read(Import(people="clean.csv", ties="ties.csv"), messy)

    assert after.manager.tolist() == before.manager.tolist()
    assert after.labels == before.labels == ("00001", "00002", "00003", "00004", "00005")
    assert [after.unit_names[unit] for unit in after.unit] == [before.unit_names[unit] for unit in before.unit]
    assert after.tenure[:4].tolist() == before.tenure[:4].tolist()
    assert after.level.tolist() == before.level.tolist()
    assert not any("manager" in repair.what for repair in report.repairs)
    assert (cleaned.people, cleaned.changed) == (5, 5)


def test_what_was_done_to_each_row_stands_beside_it(messy):
    """In words, and with what stood there."""
    rows = list(csv.DictReader(cleaned_file(Import(people="messy.csv"), messy).text.splitlines()))

    assert "manager 'NO_MANAGER' taken as nobody" in rows[0]["what_was_done"]
    assert "date written, '3/25/2012' in the file" in rows[0]["what_was_done"]
    assert "unit unknown, taken from the manager" in rows[3]["what_was_done"]
    assert rows[3]["unit"] == "Sales"
    assert rows[3]["manager_id"] == "00002"


@pytest.mark.parametrize("words", [{}, {"ties": "ties.csv"}])
def test_pinned_choices_read_the_same_and_choose_nothing(messy, words):
    """The lines read back as the same import; nothing is assumed of columns, orders or dates any more."""
    specification = Import(people="messy.csv", **words)
    organisation, report = read(specification, messy)

    said = yaml.safe_load(scenario_lines(pinned(specification, report)))["organisation"]
    again, after = read(Import(**said), messy)

    assert organisation_digest(again) == organisation_digest(organisation)
    assert said["columns"] == {
        "person": "Employee ID",
        "manager": "Manager",
        "managers_in": "Name",
        "unit": "Department",
        "joined": "Hire Date",
        "level": "Grade",
    }
    chosen = [str(finding) for finding in after.of("assumed") if "no column" not in str(finding)]
    assert [line for line in chosen if "ties" not in line or "column" in line] == []


def test_the_shape_of_a_tree_is_shown_by_levels(messy):
    organisation, _ = read(Import(people="messy.csv"), messy)

    shapes = levels_and_spans(organisation)

    assert [(one.level, one.people, one.managers, one.span_median, one.span_most) for one in shapes] == [
        (0, 1, 1, 2.0, 2),
        (1, 2, 1, 2.0, 2),
        (2, 2, 0, 0.0, 0),
    ]
    assert len(shapes[1].bar) == 2 * len(shapes[0].bar)


def test_describing_ends_with_what_pins_every_choice(messy):
    told = CliRunner().invoke(app, ["org", "describe", "messy.csv", "--ties", "ties.csv"])

    assert told.exit_code == 0
    lines = told.output[told.output.index("\norganisation:\n") :].splitlines()
    assert "  people: messy.csv" in lines
    assert "  tie_columns: {source: from, target: to, weight: n_meetings}" in lines
    assert "  date_order: month_first" in lines
    assert "The shape of the tree, level by level" in told.output
    assert messy.name not in told.output


def test_fixing_writes_a_file_and_never_over_its_source(messy):
    """Nor is anything written when something is asked."""
    run = CliRunner()

    told = run.invoke(app, ["org", "fix", "messy.csv", "--out", "clean.csv"])
    assert told.exit_code == 0
    assert "clean.csv: 5 people, 5 of whose lines were changed" in told.output
    over = run.invoke(app, ["org", "fix", "messy.csv", "--out", "messy.csv"])
    assert over.exit_code != 0
    assert (messy / "messy.csv").read_text(encoding="utf-8") == MESSY
    (messy / "twice.csv").write_text("id,manager\n1,\n2,1\n2,3\n3,1\n", encoding="utf-8")
    asked = run.invoke(app, ["org", "fix", "twice.csv", "--out", "never.csv"])
    assert asked.exit_code != 0
    assert not (messy / "never.csv").exists()
    assert run.invoke(app, ["org", "fix", "twice.csv", "--out", "now.csv", "--duplicates", "last"]).exit_code == 0
    wrong = run.invoke(app, ["org", "fix", "twice.csv", "--out", "x.csv", "--duplicates", "second"])
    assert wrong.exit_code != 0
