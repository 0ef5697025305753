"""Looking at an organisation before anything is simulated on it."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"
PEOPLE = "no,boss,team\n1,,top\n2,1,top\n3,1,sales\n4,3,sales\n5,3,sales\n6,2,top\n"


def test_a_file_is_reported_on_and_described(esnsim, tmp_path):
    """Every measure beside what is usual, what was understood and repaired, and the lines that say the same."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    columns = ("--column", "person=no", "--column", "manager=boss", "--column", "unit=team")
    said = esnsim("org", "describe", "people.csv", *columns)

    assert said.status == 0
    assert "column 'team' is taken for unit" in said.out
    parts = ("direct reports, median", "The shape of the tree", "read people.csv", "\norganisation:")
    assert [said.out.index(part) for part in parts] == sorted(said.out.index(part) for part in parts)
    assert "usual" in said.out


def test_what_stands_in_brackets_is_explained(esnsim, tmp_path):
    """A tag leads to its source, and a dash says that there is no such number."""
    (tmp_path / "people.csv").write_text("id,unit\n1,a\n2,b\n3,b\n", encoding="utf-8")
    said = esnsim("org", "describe", "people.csv")

    assert "[GAL25] Gallup, Span of control, 2025" in said.out
    assert "-: there is no such number here" in said.out
    assert "nan" not in said.out


def test_a_scenario_is_described_too(esnsim, story):
    said = esnsim("org", "describe", story, "--set", "organisation.generate.people=90")

    assert said.status == 0
    assert "90" in said.out
    assert "read " not in said.out


def test_unknown_names_of_columns_are_refused(esnsim, tmp_path):
    """Close names are suggested, all mistakes at once."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    said = esnsim("org", "describe", "people.csv", "--column", "persn=no", "--column", "mgr=boss")

    assert said.status == 2
    assert "did you mean 'person'?" in said.err
    assert "--column mgr" in said.err
    assert esnsim("org", "describe", "people.csv", "--column", "no").status == 2


def test_options_without_effect_are_refused(esnsim, tmp_path, story):
    """An option for another kind of file would be ignored in silence."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")

    assert "--where" in esnsim("org", "describe", story, "--where", "a=b").err
    assert "--set" in esnsim("org", "describe", "people.csv", "--set", "weeks=3").err


def test_a_missing_file_is_refused(esnsim):
    for name in ("nobody.csv", "nothing.yaml"):
        said = esnsim("org", "describe", name)

        assert said.status == 2
        assert name in said.err


def test_one_snapshot_of_several_is_chosen(esnsim):
    """A real file: only the rows asked for are people."""
    file = DATA / "sourcegraph_org" / "org_snapshots.csv"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    date = file.read_text(encoding="utf-8").splitlines()[-1].split(",")[0]
    column = file.read_text(encoding="utf-8").splitlines()[0].split(",")[0]
    said = esnsim("org", "describe", file, "--where", f"{column}={date}")

    assert said.status == 0
    assert f"rows have '{date}'" in said.out
