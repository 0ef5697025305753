"""Small files after real exports are read as a person would read them, or refused in one message."""

from pathlib import Path

import numpy as np
import pytest
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, describe, read

CASES = Path(__file__).parent / "cases"


def case(name, **words):
    """Read one of the files; the organisation by labels, and its report."""
    organisation, report = read(Import(people=f"{name}.csv", **words), CASES)
    assert_well_formed(organisation)
    return organisation, report


def bosses(organisation):
    """Who reports to whom, by label; nothing for those who report to nobody."""
    labels = organisation.labels
    return {labels[row]: labels[boss] if boss >= 0 else "" for row, boss in enumerate(organisation.manager.tolist())}


def told(report, kind, words):
    """Whether something of a kind is said in these words, once."""
    return sum(words in str(finding) for finding in report.of(kind)) == 1


def test_a_parent_id_that_holds_people_is_the_manager():
    """Six people on three levels."""
    organisation, report = case("B01")

    assert bosses(organisation) == {"1": "", "2": "1", "3": "1", "4": "2", "5": "2", "6": "3"}
    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert told(report, "assumed", "column 'parentId' is taken for managers")


def test_people_whose_shared_manager_is_missing_are_peers():
    """2, 3 and 4 report to 1, who is not in the file: none of them reports to another, whether they lead or not."""
    organisation, report = case("B03")

    assert bosses(organisation) == {"2": "", "3": "", "4": "", "5": "2", "6": "2", "7": "3"}
    assert organisation.level.tolist() == [0, 0, 0, 1, 1, 1]
    assert told(report, "repaired", "side by side below somebody who is not in the file")


def test_a_status_of_yes_and_no_is_no_level():
    """Levels are steps from the top."""
    organisation, report = case("B04")

    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 3]
    assert told(report, "ignored", "'Status'")


def test_the_column_of_managers_is_the_one_that_holds_ids():
    """Names of two people called alike say nothing."""
    organisation, report = case("B09")

    assert bosses(organisation) == {"1": "", "2": "1", "3": "1", "4": "2", "5": "3"}
    assert describe(organisation).levels == 3
    assert report.columns["manager"] == "Manager ID"


def test_a_total_is_no_person():
    """The last line adds up."""
    organisation, report = case("B06")

    assert organisation.labels == ("1", "2", "3", "4", "5", "6")
    assert told(report, "repaired", "a total, not a person, left out: 1 (B06.csv:8)")


def test_a_date_that_cannot_be_is_unknown():
    """Years in the organisation are counted to the last of the others."""
    organisation, report = case("B07")

    assert organisation.tenure[:4].tolist() == [
        int(np.busday_count(day, "2020-02-03")) for day in ("2012-03-05", "2015-06-01", "2019-01-07", "2020-02-03")
    ]
    assert organisation.tenure.max() < 10 * 260
    assert told(report, "repaired", "joining date that cannot be")
    assert told(report, "assumed", "2020-02-03")


def test_numbers_of_meetings_are_weights():
    """Of 40, 1 and 1; the column is named."""
    organisation, report = case("B08_people", ties="B08_ties.csv")

    assert sorted(organisation.ties.weight.tolist()) == [1, 1, 1, 1, 40, 40]
    assert told(report, "assumed", "column 'n_meetings' is taken for the weight of ties")


def test_titles_above_the_header_are_left_out():
    """The header is on line 4."""
    organisation, report = case("B12")

    assert bosses(organisation) == {"1": "", "2": "1"}
    assert told(report, "repaired", "the header is on line 4")


def test_a_date_that_can_be_one_day_only_proves_the_others():
    """The 25th and the 13th are no months."""
    organisation, report = case("B16")

    assert organisation.tenure.tolist() == [int(np.busday_count("2012-03-25", "2015-06-13")), 0]
    assert told(report, "assumed", "month/day/year")


def test_words_for_nobody_merge_no_firms():
    """Two trees of four and three people."""
    organisation, report = case("B11")

    assert np.flatnonzero(organisation.manager < 0).tolist() == [0, 4]
    assert bosses(organisation) == {"1": "", "2": "1", "3": "1", "4": "1", "5": "", "6": "5", "7": "5"}
    assert told(report, "repaired", "manager 'NO_MANAGER' taken as nobody")


def test_ids_are_matched_without_zeros_that_were_lost():
    """And told as what it is."""
    organisation, report = case("B14")

    assert organisation.level.tolist() == [0, 1, 1, 2]
    assert told(report, "repaired", "matched without the zeros at the beginning")


def test_usual_names_of_people_and_managers_are_known():
    """An employee number and a supervisor."""
    organisation, _ = case("B17")

    assert bosses(organisation) == {"1": "", "2": "1"}


@pytest.mark.parametrize(
    ("person", "manager"),
    [
        ("emp_no", "Mgr ID"),
        ("Personnel Number", "Reporting Manager"),
        ("Worker ID", "Direct Supervisor"),
        ("EMPNO", "MGR"),
        ("User Name", "Reports Into"),
        ("id", "Line Manager (ID)"),
    ],
)
def test_unusual_headers_are_taken_if_their_values_fit(tmp_path, person, manager):
    """Names that speak of people and managers, with values that are people."""
    (tmp_path / "p.csv").write_text(f"{person},{manager}\n101,\n102,101\n103,101\n104,102\n", encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.level.tolist() == [0, 1, 1, 2]
    assert report.columns["manager"] == manager


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Is Manager", ["1", "1", "0", "0"]),
        ("Manager", ["1", "1", "0", "0"]),
        ("Manager", ["Yes", "Yes", "No", "No"]),
        ("Number of Reports (Manager)", ["2", "1", "0", "0"]),
        ("Former Manager", ["", "1", "1", "2"]),
    ],
)
def test_columns_about_managers_that_hold_none_are_left_alone(tmp_path, header, cells):
    """Flags, counts and managers of before."""
    lines = [f"{number},{cell}" for number, cell in enumerate(cells, start=1)]
    (tmp_path / "p.csv").write_text("\n".join([f"id,{header}", *lines]), encoding="utf-8")

    organisation, _ = read(Import(people="p.csv"), tmp_path)

    assert np.all(organisation.manager == -1)


@pytest.mark.parametrize(
    "word",
    [
        "NO_MANAGER",
        "NO_MGR",
        "No Manager",
        "XX",
        "0",
        "000",
        "-",
        "\u2013",
        "\u2014",
        "none",
        "n/a",
        "NULL",
        "TBD",
        "BOARD",
        "#N/A",
    ],
)
def test_two_heads_with_the_same_word_for_nobody_stay_two(tmp_path, word):
    """Whatever the word, as long as it is nobody's id and built like none."""
    rows = [("1", word), ("2", "1"), ("3", "1"), ("4", "1"), ("5", word), ("6", "5"), ("7", "5")]
    (tmp_path / "p.csv").write_text("id,manager\n" + "".join(f"{one},{boss}\n" for one, boss in rows), encoding="utf-8")

    organisation, _ = read(Import(people="p.csv"), tmp_path)

    assert organisation.manager.tolist() == [-1, 0, 0, 0, -1, 4, 4]


def test_a_column_that_contradicts_the_lines_is_no_level(tmp_path):
    """A grade that managers and reports have at random; named by the scenario it is taken, and said."""
    text = "id,manager,grade\n1,,3\n2,1,5\n3,1,1\n4,2,5\n5,2,9\n6,3,2\n"
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)
    named, said = read(Import(people="p.csv", columns={"level": "grade"}), tmp_path)

    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert told(report, "ignored", "column 'grade' contradicts")
    assert "level" not in report.columns
    assert "grade" in organisation.extra
    assert named.level.tolist() != organisation.level.tolist()
    assert told(said, "noted", "column 'grade' contradicts")


def test_a_level_that_everybody_has_makes_nobody_a_leader(tmp_path):
    """One value says nothing."""
    (tmp_path / "p.csv").write_text("id,level\n1,1\n2,1\n3,1\n", encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.level.tolist() == [1, 1, 1]
    assert told(report, "ignored", "says the same of everybody")


@pytest.mark.parametrize(
    ("header", "weight"),
    [
        ("from,to,Edge Weight,rank", "Edge Weight"),
        ("from,to,Strong_tie_score,Diverse_tie_score", "Strong_tie_score"),
        ("from,to,meetings", "meetings"),
        ("from,to,closeness", "closeness"),
        ("PrimaryCollaborator_PersonId,SecondaryCollaborator_PersonId,hours,year", "hours"),
        ("who,with,times,wave", "times"),
        ("from,to,rank", None),
        ("from,to,meetings,mails", None),
        ("from,to,year,week", None),
    ],
)
def test_weights_are_read_or_said_to_be_left_out(tmp_path, header, weight):
    """Amounts of known or sole kind; ranks, dates and one of several are not, and every unused column is named."""
    columns = header.split(",")
    lines = [("a", "b", "40", "7"), ("b", "c", "3", "5"), ("c", "d", "5", "5")]
    (tmp_path / "p.csv").write_text("id,manager\na,\nb,a\nc,a\nd,a\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text(
        "\n".join([header, *(",".join(line[: len(columns)]) for line in lines)]), encoding="utf-8"
    )

    organisation, report = read(Import(people="p.csv", ties="t.csv"), tmp_path)

    assert sorted(set(organisation.ties.weight.tolist())) == ([3, 5, 40] if weight else [1])
    unused = [name for name in columns[2:] if name != weight]
    assert all(told(report, "ignored", f"'{name}'") for name in unused)
    assert len(report.of("ignored")) == bool(unused)


def test_columns_of_people_that_have_no_effect_are_named_once(tmp_path):
    """With the reason."""
    rows = "".join(f"{one},{1 if one > 1 else ''},Name {one},us,\n" for one in range(1, 31))
    (tmp_path / "p.csv").write_text("id,manager,name,firm,note\n" + rows, encoding="utf-8")

    _, report = read(Import(people="p.csv"), tmp_path)

    (line,) = [str(finding) for finding in report.of("ignored")]
    assert line == (
        "p.csv: columns not used: 'name' (30 different values make no groups), "
        "'firm' (everybody has the same value), 'note' (empty)"
    )


@pytest.mark.parametrize(
    "lines",
    [
        "Total,,4\n",
        "Sales Total,,2\n",
        "Grand Total:,4,\n",
        "Count,4,\n",
        "Total: 4 employees\n",
        "\nApplied filters: Status is Active, Country is not blank\n",
        "(4 rows affected)\n",
        "Generated by the HR system\nConfidential - do not share\n",
        "id,manager,department\n",
    ],
)
def test_what_stands_below_a_table_is_no_person(tmp_path, lines):
    """Totals, footers and headers said again; a person of whom nothing but the id is known stays."""
    people = "id,manager,department\n1,,Board\n2,1,Sales\n3,1,Sales\n4,,\n"
    (tmp_path / "p.csv").write_text(people + lines, encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.labels == ("1", "2", "3", "4")
    assert any("left out" in str(finding) for finding in report.of("repaired"))


def test_names_of_people_are_no_footers(tmp_path):
    """Also in the last line, and with little known."""
    people = "person,manager,unit\nAnn Lee,,\nBob Ray,Ann Lee,Sales\nCid Total,Ann Lee,Sales\nDan Orr,,\n"
    (tmp_path / "p.csv").write_text(people, encoding="utf-8")

    assert read(Import(people="p.csv"), tmp_path)[0].people == 4


def test_a_header_with_columns_without_a_name_is_no_title(tmp_path):
    """It names one that is known."""
    (tmp_path / "p.csv").write_text("id,,,,\na,b,c,d,e\nf,g,h,i,j\n", encoding="utf-8")

    assert read(Import(people="p.csv"), tmp_path)[0].labels == ("a", "f")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("2016-05-30", "2016-06-06", "9999-12-31"), (5, 0)),
        (("2016-05-30", "2016-06-06", "1900-01-01"), (5, 0)),
        (("2016-05-30", "2016-06-06", "2099-12-31"), (5, 0)),
        (("2016-05-30", "2016-06-06", "1970-01-01"), (5, 0)),
        (("2016-05-30", "2016-06-06", "0000-00-00"), (5, 0)),
        (("2016-05-30", "2016-06-06", "n/a"), (5, 0)),
        (("5/30/2016", "6/6/2016", ""), (5, 0)),
        (("30/5/2016", "6/6/2016 00:00", ""), (5, 0)),
        (("30-May-2016", "June 6, 2016", ""), (5, 0)),
        (("20160530", "20160606", ""), (5, 0)),
    ],
)
def test_dates_are_read_or_unknown(tmp_path, cells, days):
    """As systems write them; those that cannot be move nobody else."""
    rows = "".join(f'{one},"{cell}"\n' for one, cell in enumerate(cells, start=1))
    (tmp_path / "p.csv").write_text("id,hire_date\n" + rows, encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.tenure[:2].tolist() == list(days)
    assert any("tenure drawn from what is usual" in str(finding) for finding in report.of("repaired"))


def test_dates_that_prove_two_orders_are_refused(tmp_path):
    """Nobody can tell what the others mean."""
    (tmp_path / "p.csv").write_text("id,joined\n1,25/3/2012\n2,3/25/2012\n3,1/2/2012\n", encoding="utf-8")

    with pytest.raises(OrganisationError, match="write dates as 2016-05-30"):
        read(Import(people="p.csv"), tmp_path)


def test_months_are_no_years_in_the_organisation(tmp_path):
    """Said, and nobody is there for 60 years."""
    (tmp_path / "p.csv").write_text("id,tenure\n1,240\n2,60\n3,36\n4,120\n", encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.tenure.max() < 47 * 260
    assert told(report, "ignored", "which are no years")


def test_grades_with_and_without_letters_are_no_levels(tmp_path):
    """L10 is not unknown."""
    (tmp_path / "p.csv").write_text("id,manager,grade\n1,,L10\n2,1,L7\n3,1,7\n4,2,5\n", encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)

    assert organisation.level.tolist() == [0, 1, 1, 2]
    assert told(report, "ignored", "words as well as numbers")


def test_vacant_positions_and_leavers_are_told(tmp_path):
    """They are taken for people, which may not be meant."""
    text = "id,manager,state\n1,,Active\n2,1,Active\n3,1,Terminated\nVACANT-1,1,Active\n"
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")

    organisation, report = read(Import(people="p.csv"), tmp_path)
    staying, _ = read(Import(people="p.csv", where={"state": "Active"}), tmp_path)

    assert organisation.people == 4
    assert staying.people == 3
    assert told(report, "noted", "where: {state: Active}")
    assert told(report, "noted", "positions in which nobody is")
