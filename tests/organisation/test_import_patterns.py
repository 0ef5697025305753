"""Patterns of real exports as a whole: read as they are meant and told, or one question with a way on."""

import numpy as np
import pytest
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, read

LINES = {"1": "", "2": "1", "3": "1", "4": "2", "5": "2", "6": "3"}
"""Who reports to whom in the small organisation that most of these files are about."""


@pytest.fixture
def imported(tmp_path):
    """Reads the text of a people file: who reports to whom by label, the organisation, and what was told."""

    def from_text(text, **words):
        (tmp_path / "p.csv").write_text(text, encoding="utf-8")
        organisation, report = read(Import(people="p.csv", **words), tmp_path)
        assert_well_formed(organisation)
        labels = organisation.labels
        above = {labels[row]: labels[boss] if boss >= 0 else "" for row, boss in enumerate(organisation.manager)}
        return above, organisation, report

    return from_text


@pytest.fixture
def refused(imported):
    """The one message with which the text of a people file is refused."""

    def message(text, **words):
        with pytest.raises(OrganisationError) as caught:
            imported(text, **words)
        return str(caught.value)

    return message


def lines(header, cells):
    """A file with these values in each row; ids come first."""
    return "\n".join([header, *(",".join(row) for row in cells)]) + "\n"


def told(report, words):
    return [str(finding) for finding in report.findings if words in str(finding)]


NAMES = {"1": "Ann Lee", "2": "Bob Ray", "3": "Cid Orr", "4": "Dan Fox", "5": "Eve Low", "6": "Flo May"}


def turned(name):
    first, last = name.split()
    return f'"{last}, {first}"'


@pytest.mark.parametrize(
    "called",
    [
        lambda name: name,
        lambda name: name.upper(),
        turned,
        lambda name: f"{name} (Sales)",
        lambda name: f'"{name.split()[1]}, {name.split()[0]} (External)"',
    ],
)
@pytest.mark.parametrize("header", ["id,Name,Manager", "Employee ID,Display Name,Reports To", "nr,Full Name,Chef"])
def test_managers_may_be_called_by_their_names(imported, called, header):
    """As they stand, turned round, or with something in brackets."""
    rows = [(one, NAMES[one], called(NAMES[boss]) if boss else "") for one, boss in LINES.items()]
    text = lines(header.replace("nr,", "Personal-Nr,"), rows)

    above, _, report = imported(text)

    assert above == LINES
    assert report.columns["managers_in"] == text.split(",")[1]


def test_first_and_last_names_may_stand_apart(imported):
    """Managers are called by both."""
    rows = [(one, *NAMES[one].split(), turned(NAMES[boss]) if boss else "") for one, boss in LINES.items()]

    above, organisation, report = imported(lines("id,First Name,Last Name,Manager", rows))

    assert above == LINES
    assert report.columns["managers_in"] == "First Name + Last Name"
    assert "First Name + Last Name" not in organisation.extra


@pytest.mark.parametrize("mail", ["E-Mail", "UPN", "Work Email"])
def test_managers_may_be_called_by_their_addresses(imported, mail):
    """In any case of letters; people stay what the column of ids calls them."""
    rows = [(one, f"p{one}@x.org", f"P{boss}@X.org" if boss else "") for one, boss in LINES.items()]

    above, _, report = imported(lines(f"Employee ID,{mail},Manager Email", rows))

    assert above == LINES
    assert report.columns["person"] == "Employee ID"


def test_a_manager_whose_name_two_people_have_is_asked_about(refused):
    """With the lines of both."""
    rows = [(one, NAMES[one].replace("Cid Orr", "Bob Ray"), NAMES[boss] if boss else "") for one, boss in LINES.items()]

    message = refused(lines("id,Name,Manager", rows))

    assert (
        "p.csv:5: manager 'Bob Ray' may be any of 2 people (p.csv:3, p.csv:4); write managers by their ids" in message
    )


def test_the_column_of_people_is_the_one_that_managers_are_told_by(imported):
    """Not the number of the row, which is called id."""
    rows = [(one, f"{int(one) * 7 + 100}", f"{int(boss) * 7 + 100}" if boss else "") for one, boss in LINES.items()]

    above, _, report = imported(lines("id,Worker ID,Manager", rows))

    assert report.columns["person"] == "Worker ID"
    assert above["121"] == "107"
    assert told(report, "column 'Worker ID' is taken for people rather than 'id'")


def test_two_columns_that_contradict_each_other_are_one_question(refused, imported):
    """With the line that answers it, for the scenario and for the command; the answer helps."""
    rows = [(one, boss, "6" if boss == "1" else boss) for one, boss in LINES.items()]
    rows[5] = ("6", "3", "1")
    text = lines("id,Manager ID,Supervisor ID", rows)

    message = refused(text)

    assert "columns 'Manager ID' and 'Supervisor ID' both look like managers and contradict each other" in message
    assert "columns: {manager: Manager ID}" in message
    assert '--column "manager=Manager ID" (or Supervisor ID)' in message
    assert imported(text, columns={"manager": "Manager ID"})[0] == LINES


def test_a_column_of_which_few_values_are_people_is_left_for_one_that_fits(imported):
    """Though its name is better."""
    rows = [(one, f"Team {one}", boss) for one, boss in LINES.items()]

    above, _, report = imported(lines("id,Manager,Superior No", rows))

    assert above == LINES
    assert told(report, "column 'Superior No' is taken for managers rather than 'Manager'")


@pytest.mark.parametrize(
    ("ids", "bosses"),
    [
        (lambda n: f"{n:05d}", lambda n: f"{n}"),
        (lambda n: f"{n}", lambda n: f"{n:05d}"),
        (lambda n: f"{n}", lambda n: f"{n}.0"),
        (lambda n: f"{n}.0", lambda n: f"{n}"),
        (lambda n: f"{n * 1000}", lambda n: f'"{n},000"'),
        (lambda n: f"{n * 1000}", lambda n: f"{n}'000"),
        (lambda n: f"{n}00000", lambda n: f"{n}E+05"),
        (lambda n: f"{n}20000", lambda n: f"{n}.2E+05"),
        (lambda n: f"p{n}", lambda n: f"P{n}"),
        (lambda n: f"P{n:03d}", lambda n: f"Ann Lee (P{n:03d})"),
    ],
)
def test_ids_that_a_spreadsheet_has_changed_are_matched_and_told(imported, ids, bosses):
    """Leading zeros, decimals, marks of thousands, exponents, case, and names before the id."""
    rows = [(ids(int(one)), bosses(int(boss)) if boss else "") for one, boss in LINES.items()]

    _, organisation, report = imported(lines("id,manager", rows))

    assert organisation.manager.tolist() == [-1, 0, 0, 1, 1, 2]
    assert told(report, "matched")


def test_an_exponent_that_lost_digits_is_nobody_in_particular(refused):
    """Of ids that a spreadsheet shortened there is no way back."""
    rows = [("123456789012", ""), ("123456789013", "1.23457E+11"), ("123456789014", "1.23457E+11")]

    assert "2 of 2 managers are not among the people" in refused(lines("id,manager", [*rows, ("123456789015", "")]))


@pytest.mark.parametrize("between", [";", " / ", " & ", "|"])
def test_several_managers_in_one_value_have_a_way_on(refused, imported, between):
    """Asked about; first or last is an answer."""
    rows = [(f"P{one}", f"P{boss}" if boss else "") for one, boss in LINES.items()]
    rows[5] = ("P6", f"P3{between}P2")
    text = lines("id,manager", rows)

    assert "names 2 people; write 'duplicates: first' (or last)" in refused(text)
    assert imported(text, duplicates="first")[0]["P6"] == "P3"
    assert imported(text, duplicates="last")[0]["P6"] == "P2"


def test_people_on_several_lines_have_a_way_on(refused, imported):
    """A second job, or a position that two people share."""
    text = "id,manager,department\n1,,Board\n2,1,Sales\n3,1,Plant\n4,2,Sales\n4,3,Plant\n"

    assert "duplicates: first" in refused(text)
    assert imported(text, duplicates="first")[0]["4"] == "2"
    assert imported(text, duplicates="last")[0]["4"] == "3"
    shared, organisation, report = imported(text, duplicates="share")
    assert (organisation.people, shared["4"], shared["4 (2)"]) == (5, "2", "3")
    assert told(report, "a position shared by several people")


def test_many_different_managers_who_are_not_there_are_doubted(refused, imported):
    """Well before half of them; with a way on."""
    rows = [("1", ""), *((f"{n}", "1") for n in range(2, 20))]
    rows += [(f"{n}", f"{n // 5}" if n < 90 else f"9{n}") for n in range(20, 100)]
    text = lines("id,manager", rows)

    message = refused(text)

    assert "10 of 25 different managers are not among the people, such as '990' (p.csv:91)" in message
    assert "write 'lost_managers: top'" in message
    above, _, report = imported(text, lost_managers="top")
    assert {above[f"{n}"] for n in range(90, 100)} == {"1"}
    assert max(report.findings, key=lambda one: one.severity == "high").severity == "high"


def test_a_line_that_names_a_type_is_no_header(imported):
    above, _, report = imported(
        "#TYPE System.Management.Automation.PSCustomObject\n" + lines("id,manager", LINES.items())
    )

    assert above == LINES
    assert told(report, "names a type of the system")


@pytest.mark.parametrize(
    ("keys", "labels"),
    [
        ("USERID,MANAGER,DEPARTMENT", "User ID,Manager ID,Department"),
        ("userId,managerId,custom01", "Employee ID,Manager,Department"),
        ("PERNR,MGR_ID,ORGEH", "Personnel number,Manager ID,Department"),
    ],
)
def test_two_headers_are_one(imported, keys, labels):
    """Keys of the system, then names for people."""
    rows = [(one, boss, "Sales") for one, boss in LINES.items()]

    above, _, report = imported(f"{keys}\n{lines(labels, rows)}")

    assert above == LINES
    assert told(report, "two headers, one below the other")


def test_spreadsheets_count_days(imported):
    """42520 is 30 May 2016."""
    _, organisation, report = imported("id,hire_date\n1,42520\n2,42527\n3,42527.5\n")

    assert organisation.tenure.tolist() == [5, 0, 0]
    assert told(report, "days counted by a spreadsheet")


@pytest.mark.parametrize("cells", [("30. Mai 2016", "6. Juni 2016"), ("30-Dez-2015", "06-Jan-2016")])
def test_months_may_be_spelled_and_years_short(imported, cells):
    _, organisation, _ = imported(lines("id,hire_date", enumerate_cells(cells)))

    assert organisation.tenure.tolist() == [5, 0]


def enumerate_cells(cells):
    return [(f"{one}", cell) for one, cell in enumerate(cells, start=1)]


def test_a_column_of_dates_that_can_be_two_is_one_question(refused, imported):
    """However many lines it has."""
    text = lines("id,hire_date", [(f"{n}", f"0{1 + n % 9}/0{1 + n % 7}/2015") for n in range(1, 60)])

    (message,) = refused(text).splitlines()

    assert "can be two days" in message
    assert "'date_order: day_first'" in message
    assert "59 lines are like this, also p.csv:3, p.csv:4" in message
    one, other = (imported(text, date_order=order)[1].tenure for order in ("day_first", "month_first"))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(("header", "field"), [("Department", "unit"), ("Location", "site")])
def test_a_value_of_its_own_on_every_row_makes_no_groups(imported, header, field):
    """Said once; units are cut out of reporting lines instead."""
    rows = [("1", "", "D1"), *((f"{n}", f"{max(1, n // 4)}", f"D{n}") for n in range(2, 60))]

    _, organisation, report = imported(lines(f"id,manager,{header}", rows))

    assert len(organisation.unit_names) < 20
    assert len(organisation.site_names) == 1
    assert told(report, f"column '{header}' has a value of its own on nearly every row, makes no groups")
    assert field not in report.columns


def test_a_better_fitting_column_of_units_is_taken(imported):
    """Though its name is less usual."""
    rows = [("1", "", "D1", "Board"), *((f"{n}", "1", f"D{n}", ("Sales", "Plant")[n % 2]) for n in range(2, 60))]

    _, organisation, report = imported(lines("id,manager,Unit ID,Team", rows))

    assert organisation.unit_names == ("Board", "Plant", "Sales")
    assert told(report, "column 'Team' is taken for unit rather than 'Unit ID'")


def test_kinds_of_workers_are_no_yes_or_no(imported):
    """Kept as groups."""
    _, organisation, report = imported("id,worker_type\n1,Employee\n2,Employee\n3,Contractor\n")

    assert organisation.frontline.tolist() == [0, 0, 0]
    assert organisation.extra["worker_type"].names == ("Contractor", "Employee")
    assert told(report, "'worker_type' holds neither yes nor no")


def test_of_two_columns_of_levels_the_one_that_agrees_is_taken(imported):
    """With the reporting lines."""
    steps = {"1": "1", "2": "2", "3": "2", "4": "3", "5": "3", "6": "3"}
    rows = [(one, boss, f"{int(one) % 3}", steps[one]) for one, boss in LINES.items()]

    _, organisation, report = imported(lines("id,manager,Level,Grade", rows))

    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert report.columns["level"] == "Grade"
    assert told(report, "column 'Level' contradicts")


@pytest.mark.parametrize(
    "header",
    [
        "Personalnummer,Vorgesetzter,Abteilung",
        "Mitarbeiter-Nr,Führungskraft,Bereich",
        "Matricule,Responsable,Département",
        "Matrícula,Jefe,Departamento",
        "EMPNO,MGR,DEPTNAME",
        "Staff Number,Reports Into,Team",
        "worker_key,lead,team",
    ],
)
def test_headers_of_other_languages_and_systems_are_known(imported, header):
    rows = [(one, boss, "Sales") for one, boss in LINES.items()]

    assert imported(lines(header, rows))[0] == LINES


def test_findings_have_a_severity(imported):
    """Those on which most hangs come first."""
    _, _, report = imported("id,manager\n1,\n2,1\n3,2\n4,5\n5,4\n6, 1\n")

    severities = [finding.severity for finding in report.by_severity]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)
    assert severities[0] == "high"
    assert report.content()["findings"][0]["severity"] in {"high", "medium", "low"}
