"""A name that is not known leads to the names that were probably meant, whatever it is a name of."""

import pytest

from esnsim.errors import EsnsimError
from esnsim.experiments.design.designs import read_points
from esnsim.interventions.forms import suggestion
from esnsim.nearby import near_files
from esnsim.organisation import Import, read
from esnsim.scenario import load

SMALL = "organisation: {generate: {people: 100}}\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("people.csv", "pearson_mine.yaml", "points.csv", ".peoplf.csv"):
        (tmp_path / name).write_text("")
    (tmp_path / "sweeps").mkdir()
    return tmp_path


def refusal(ask, *arguments):
    with pytest.raises(EsnsimError) as caught:
        ask(*arguments)
    return str(caught.value)


def test_a_scenario_leads_to_those_beside_it_and_to_those_that_come_with_esnsim(folder):
    told = refusal(load, folder / "pearsn.yaml")

    assert told.startswith(f"{folder / 'pearsn.yaml'}: there is no such file; did you mean ")
    assert f"'{folder / 'pearson_mine.yaml'}'" in told
    assert "'pearson'" in told


def test_a_plain_name_leads_to_both_too(folder, monkeypatch):
    monkeypatch.chdir(folder)
    told = refusal(load, "pearson_min")

    assert "did you mean 'pearson_mine.yaml'" in told
    assert "did you mean 'pearson" in told.partition(";")[2]


def test_people_and_points_lead_to_the_files_beside_them(folder):
    told = refusal(read, Import(people="peopl.csv"), folder)

    assert told.startswith("peopl.csv: there is no such file; ")
    assert f"did you mean '{folder / 'people.csv'}'?" in told
    assert f"did you mean '{folder / 'points.csv'}'?" in refusal(read_points, folder / "pionts.csv")


def test_a_scenario_says_which_file_of_people_may_be_meant(folder):
    scenario = folder / "mine.yaml"
    scenario.write_text("name: mine\norganisation: {people: peoplee.csv}\n")

    assert f"did you mean '{folder / 'people.csv'}'?" in refusal(load, scenario)


def test_a_folder_that_is_not_there_leads_to_its_neighbours(folder):
    assert near_files(folder / "sweps" / "first" / "runs.sqlite") == f"; did you mean '{folder / 'sweeps'}'?"


@pytest.mark.parametrize("name", ["quite_another", "a\0b", "n" * 5000, ""])
def test_nothing_is_suggested_where_nothing_is_near(folder, name):
    assert near_files(folder / name / "zzz") == ""


def test_what_esnsim_knows_is_listed_in_full():
    measures = [f"measure_{number:03}" for number in range(99)]

    assert suggestion("posts", measures, "measures") == f"known measures: {', '.join(measures)}"
    assert suggestion("measure_0011", measures) == "did you mean 'measure_011'?"


def test_of_thousands_of_units_a_few_are_listed():
    units = [f"U{number:05}" for number in range(3000)]

    assert suggestion("sales", units, "units").endswith("U00023 and 2,976 more")
