"""An organisation may be named by its files, or by its size, alone."""

from pathlib import Path

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import digest, load


def test_a_people_file_alone_means_an_import(tmp_path: Path) -> None:
    """``{people: file}`` says the same as ``{import: {people: file}}``."""
    (tmp_path / "people.csv").write_text("person_id\n1\n2\n")
    short, long = tmp_path / "short.yaml", tmp_path / "long.yaml"
    short.write_text("name: x\norganisation: {people: people.csv, columns: {unit: team}, turnover: 0.1}\n")
    long.write_text("name: x\norganisation: {import: {people: people.csv, columns: {unit: team}}, turnover: 0.1}\n")

    assert digest(load(short)) == digest(load(long))


def test_a_number_of_people_alone_means_to_generate_them() -> None:
    """``{people: 500}`` says the same as ``{generate: {people: 500}}``."""
    assert load("name: x\norganisation: {people: 500}\n") == load("name: x\norganisation: {generate: {people: 500}}\n")


def test_mistakes_in_the_short_form_have_their_own_line(tmp_path: Path) -> None:
    """Moving a value does not lose its place in the file."""
    (tmp_path / "people.csv").write_text("person_id\n1\n2\n")
    path = tmp_path / "short.yaml"
    path.write_text("name: x\norganisation:\n  people: people.csv\n  colums: {unit: team}\n")

    with pytest.raises(ScenarioError, match=r"short\.yaml:4:3: .*did you mean 'columns'"):
        load(path)
