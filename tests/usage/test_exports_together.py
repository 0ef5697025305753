"""Several exports of one organisation make one scenario: what one of them says is not asked for."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from esnsim.cli.app import app
from esnsim.organisation import Import
from esnsim.organisation.importing.read import read_in_full
from esnsim.scenario import load

PEOPLE = 60
HEAD = (
    "Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Posted Count"
)
HEAD += ",Read Count,Liked Count,Assigned Products,Report Period"


def who(number: int) -> str:
    """An address."""
    return f"p{number}@ours.example"


@pytest.fixture
def exports(tmp_path, monkeypatch):
    """People, who meets whom, messages of six weeks, and a report of who reads and reacts."""
    monkeypatch.chdir(tmp_path)
    tables = {
        "people.csv": [("email", "manager", "unit")]
        + [(who(n), who(n // 8) if n else "", f"Team {n % 4}") for n in range(PEOPLE)],
        "ties.csv": [("person", "colleague", "meetings")]
        + [(who(n), who((n + step) % PEOPLE), step) for n in range(PEOPLE) for step in (1, 7)],
        "messages.csv": [("sender", "community", "time")]
        + [(who(n % 6), "all", f"2026-01-{1 + n % 30:02}T09:00:00Z") for n in range(90)],
        "users.csv": [HEAD.split(",")]
        + [
            ("2026-02-01", who(n), "", "active", "2025-01-01", "2026-01-30", int(n < 6), 5, int(n < 15), "", 30)
            for n in range(30)
        ],
    }
    for name, rows in tables.items():
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    return tmp_path


ASSESS = ["assess", "messages.csv", "--people", "people.csv", "--key", "key", "--out", "ours", "-q"]


def test_who_works_with_whom_goes_into_the_scenario_without_names(exports):
    """The same pairs as the file has, under the pseudonyms of the people file."""
    done = CliRunner().invoke(app, [*ASSESS, "--ties", "ties.csv"])
    written = (exports / "ours" / "ties.csv").read_text()
    scenario = load(exports / "ours" / "scenario.yaml")
    specification = scenario.organisation.specification

    assert done.exit_code == 0
    assert "@ours.example" not in written
    assert isinstance(specification, Import)
    theirs = read_in_full(Import(people=exports / "people.csv", ties=exports / "ties.csv"), exports).organisation.ties
    ours = read_in_full(specification, exports).organisation.ties
    assert len(written.splitlines()) == 1 + 2 * PEOPLE
    assert (ours.start.tolist(), sorted(ours.weight.tolist())) == (
        theirs.start.tolist(),
        sorted(theirs.weight.tolist()),
    )
    assert CliRunner().invoke(app, ["check", "ours/scenario.yaml"]).exit_code == 0


def test_ties_without_people_are_refused():
    """They are between people of the file."""
    done = CliRunner().invoke(app, ["assess", "messages.csv", "--ties", "ties.csv"])

    assert done.exit_code != 0
    assert "give --people too" in str(done.exception)


def test_who_reacts_is_taken_from_the_report_of_who_reads(exports):
    """And said above the scenario, with the days it is of."""
    said = CliRunner().invoke(app, [*ASSESS, "--readers", "users.csv"]).output
    text = (exports / "ours" / "scenario.yaml").read_text()
    initial = load(exports / "ours" / "scenario.yaml").initial

    assert (initial.reader, initial.interactive) == (30 / PEOPLE, 15 / PEOPLE)
    assert f"15 of {PEOPLE} people react or write, as many as in users.csv" in text
    assert "who only reacts is unknown" not in text
    assert f"- 30 of {PEOPLE} people read, as many as in users.csv" in said
