"""Files as people have them: each flaw is repaired and told, or refused with file and line."""

import codecs
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, build, describe, organisation_digest, read
from esnsim.organisation.describe import TAGS
from esnsim.rng.address import key_of

CLEAN = """\
person_id,manager_id,department,site,country,level,age,tenure_years,frontline,band
1,,Board,Paris,FR,1,60,20,no,A
2,1,Sales,Paris,FR,2,45,10,no,B
3,1,Works,Lyon,FR,2,50,12.5,no,B
4,2,Sales,Paris,FR,3,30,3,no,B
5,3,Works,Lyon,FR,3,28,"1,5",yes,A
6,3,Works,Oslo,NO,3,22,0,yes,A
"""
TIES = "source,target,weight\n1,2,3\n2,1,4\n2,4,1\n3,5,2\n3,6,2\n1,3,1\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with a clean people and ties file."""
    (tmp_path / "people.csv").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    return tmp_path


def people_are(folder, text, **words):
    """Read an organisation whose people file says this."""
    (folder / "people.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    organisation, report = read(Import(people="people.csv", **words), folder)
    assert_well_formed(organisation)
    return organisation, report


def repaired(report):
    """What was repaired, as words and number of cases."""
    return {repair.what: repair.cases for repair in report.repairs}


def refusal(folder, **words):
    """The message with which files are refused."""
    with pytest.raises(OrganisationError) as caught:
        read(Import(**({"people": "people.csv"} | words)), folder)
    return str(caught.value)


def test_a_clean_file_needs_no_repair(folder):
    """Every column arrives."""
    organisation, report = read(Import(people="people.csv", ties="ties.csv"), folder)

    assert_well_formed(organisation)
    assert organisation.labels == ("1", "2", "3", "4", "5", "6")
    assert organisation.manager.tolist() == [-1, 0, 0, 1, 2, 2]
    assert [organisation.unit_names[unit] for unit in organisation.unit] == [
        "Board",
        "Sales",
        "Works",
        "Sales",
        "Works",
        "Works",
    ]
    assert organisation.unit_parent.tolist() == [-1, 0, 0]
    assert [organisation.country_names[country] for country in organisation.country] == ["FR"] * 5 + ["NO"]
    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert organisation.age_band.tolist() == [4, 3, 3, 1, 1, 0]
    assert organisation.tenure.tolist() == [5200, 2600, 3250, 780, 390, 0]
    assert organisation.frontline.tolist() == [0, 0, 0, 0, 1, 1]
    assert organisation.extra["band"].names == ("A", "B")
    assert report.repairs == ()
    assert report.columns["manager"] == "manager_id"


def test_arcs_of_both_directions_become_one_tie(folder):
    """Weights add up and stand in both rows."""
    organisation, _ = read(Import(people="people.csv", ties="ties.csv"), folder)

    start, other, weight = organisation.ties
    assert other[start[0] : start[1]].tolist() == [1, 2]
    assert weight[start[0] : start[1]].tolist() == [7, 1]
    assert weight[start[1]] == 7


@settings(max_examples=20, deadline=None)
@given(st.permutations(CLEAN.splitlines()[1:]), st.permutations(TIES.splitlines()[1:]))
def test_the_order_of_lines_does_not_matter(tmp_path_factory, people, ties):
    """The same digest, whichever way a file was sorted."""
    folder = tmp_path_factory.mktemp("shuffled")
    for name, header, lines in (("p.csv", CLEAN, people), ("t.csv", TIES, ties)):
        (folder / name).write_text("\n".join([header.splitlines()[0], *lines]), encoding="utf-8")
    (folder / "p0.csv").write_text(CLEAN, encoding="utf-8")
    (folder / "t0.csv").write_text(TIES, encoding="utf-8")

    one, _ = read(Import(people="p.csv", ties="t.csv"), folder)
    other, _ = read(Import(people="p0.csv", ties="t0.csv"), folder)

    assert organisation_digest(one) == organisation_digest(other)


@pytest.mark.parametrize(
    "raw",
    [
        codecs.BOM_UTF8 + CLEAN.encode(),
        CLEAN.encode("utf-16"),
        CLEAN.encode("utf-16-le"),
        CLEAN.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + CLEAN.encode("utf-16-be"),
        CLEAN.encode("utf-32"),
        CLEAN.replace("\n", "\r\n").encode(),
        CLEAN.replace("\n", "\r").encode(),
        CLEAN.replace('"1,5"', "1.5").replace(",", ";").encode(),
        CLEAN.replace('"1,5"', "1.5").replace(",", ";").replace("12.5", "12,5").encode(),
        CLEAN.replace('"1,5"', "1.5").replace(",", "\t").encode(),
        CLEAN.replace('"1,5"', "1.5").replace(",", "|").encode(),
        ("sep=;\n" + CLEAN.replace('"1,5"', "1.5").replace(",", ";")).encode(),
        ("\n\n" + CLEAN + "\n").encode(),
        CLEAN.rstrip().encode(),
        CLEAN.replace("person_id,manager_id", "Employee ID, Line Manager").encode(),
        CLEAN.replace("person_id,manager_id", '"personId" ,"ManagerID"').replace('" ,', '",').encode(),
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_the_form_of_a_file_does_not_matter(folder, raw):
    """Encodings, delimiters, line ends and spellings of headers give the same organisation."""
    expected, _ = read(Import(people="people.csv"), folder)

    organisation, report = people_are(folder, raw)

    assert organisation_digest(organisation) == organisation_digest(expected)
    assert all("blank" in what or "spaces" in what for what in repaired(report))


def test_an_old_encoding_is_noticed(folder):
    """Not UTF-8: read as Windows does, and told."""
    organisation, report = people_are(folder, CLEAN.replace("Lyon", "Besançon").encode("cp1252"))

    assert "Besançon" in organisation.site_names
    assert repaired(report) == {"not UTF-8, read as cp1252": 1}


def test_an_encoding_can_be_named(folder):
    """Where guessing is wrong."""
    organisation, _ = people_are(folder, CLEAN.replace("Lyon", "Łódź").encode("cp1250"), encoding="cp1250")

    assert "Łódź" in organisation.site_names


def test_quoted_commas_and_line_ends_are_values(folder):
    """And line numbers still count lines of the file."""
    text = CLEAN.replace("Board", '"Board, ""top"" of\nall"') + "6,9,x,x,x,1,1,1,no,A\n"
    (folder / "people.csv").write_text(text, encoding="utf-8")

    assert refusal(folder) == (
        "people.csv:9: person_id '6' is also at people.csv:8; keep one of the lines, or write "
        "'duplicates: first' (or last, or share) beside 'people'"
    )


def test_spaces_around_ids_are_taken_away(folder):
    """And told."""
    organisation, report = people_are(folder, CLEAN.replace("\n4,2", "\n 4 , 2\u00a0"))

    assert organisation.manager[3] == 1
    assert repaired(report) == {"spaces around values taken away": 1}


def test_numbers_spoilt_by_a_spreadsheet_are_matched(folder):
    """Manager ``1.0`` is person ``1``."""
    organisation, report = people_are(folder, CLEAN.replace("\n2,1,", "\n2,1.0,"))

    assert organisation.manager[1] == 0
    assert list(repaired(report).values()) == [1]


@pytest.mark.parametrize("cell", ["1", "none", "N/A", "-"])
def test_a_top_may_report_to_themselves_or_to_nobody(folder, cell):
    """And told."""
    organisation, report = people_are(folder, CLEAN.replace("\n1,,", f"\n1,{cell},"))

    assert organisation.manager.tolist() == [-1, 0, 0, 1, 2, 2]
    assert sum(repaired(report).values()) == 1


def test_a_manager_who_does_not_exist_is_replaced_by_the_top(folder):
    """With the line told."""
    organisation, report = people_are(folder, CLEAN.replace("\n4,2", "\n4,77"))

    assert organisation.manager[3] == 0
    assert repaired(report) == {
        "manager is not among the people": 1,
        "manager lost, now reports to the top of the largest tree": 1,
    }
    assert all(repair.places == ("people.csv:5",) for repair in report.repairs)


def test_circles_of_managers_are_cut(folder):
    """2 reports to 4 who reports to 2: cut at the one with most reports, who then reports to the top."""
    organisation, report = people_are(folder, CLEAN.replace("\n2,1", "\n2,4"))

    assert organisation.manager.tolist() == [-1, 0, 0, 1, 2, 2]
    assert any("circle of 2" in what for what in repaired(report))


def test_an_organisation_that_is_one_circle_gets_a_top(folder):
    """Somebody has to."""
    organisation, _ = people_are(folder, "id,manager\na,b\nb,c\nc,a\n")

    assert np.count_nonzero(organisation.manager < 0) == 1


def test_several_tops_are_left_and_told(folder):
    """A second top with reports stands on level 0; somebody alone stands where most people stand."""
    text = "id,manager\na,\nb,a\nc,a\nd,a\ne,\nf,e\ng,\n"

    organisation, report = people_are(folder, text)

    assert organisation.manager.tolist() == [-1, 0, 0, 0, -1, 4, -1]
    assert organisation.level.tolist() == [0, 1, 1, 1, 0, 1, 1]
    assert repaired(report)["reports to nobody besides the top, left so"] == 2


def test_a_reversed_scale_of_levels_is_turned(folder):
    """Managers tell which end is the top."""
    text = CLEAN
    for level, other in (("FR,1", "FR,9"), ("FR,2", "FR,5"), ("FR,3", "FR,1"), ("NO,3", "NO,1")):
        text = text.replace(level, other)

    organisation, report = people_are(folder, text)
    turned, _ = people_are(folder, text, level_order="top_is_low")

    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert turned.level.tolist() == [2, 1, 1, 0, 0, 0]
    assert any("highest level is taken as the top" in remark for remark in report.remarks)


def test_grades_in_words_are_no_levels(folder):
    """They are kept as a property, and levels come from managers."""
    organisation, report = people_are(folder, CLEAN.replace(",level,", ",grade,").replace("R,", "R,G"))

    assert organisation.level.tolist() == [0, 1, 1, 2, 2, 2]
    assert "grade" in organisation.extra
    assert any("grade" in remark for remark in report.remarks)


@pytest.mark.parametrize("field", ["age", "tenure_years", "level", "department", "frontline"])
def test_unknown_values_are_filled_in_and_told(folder, field):
    """One repair, on the line of the person."""
    lines = [line.split(",") for line in CLEAN.replace('"1,5"', "1.5").splitlines()]
    lines[4][lines[0].index(field)] = ""

    _, report = people_are(folder, "\n".join(",".join(line) for line in lines))

    assert [repair.places for repair in report.repairs] == [("people.csv:5",)]


def test_impossible_ages_and_years_are_unknown(folder):
    """Nobody is 999 years old or joined in 3 years."""
    _, report = people_are(folder, CLEAN.replace("FR,2,45,10", "FR,2,999,-3"))

    assert sum(repaired(report).values()) == 2


def test_the_same_line_twice_counts_once(folder):
    """And told."""
    organisation, report = people_are(folder, CLEAN + CLEAN.splitlines()[2] + "\n")

    assert organisation.people == 6
    assert repaired(report) == {"the same line again, left out": 1}


def test_ragged_lines_are_filled_up_or_refused(folder):
    """Missing values are unknown; values beyond the header are not thrown away."""
    organisation, report = people_are(folder, CLEAN + "7,1,Sales\n8,1,Sales,Oslo,NO,3,30,1,no,A,,\n")
    assert organisation.people == 8
    assert {
        "line shorter than the header, the rest taken as unknown",
        "empty values beyond the header left out",
    } <= set(repaired(report))

    (folder / "people.csv").write_text(CLEAN + "7,1,Sales, North,Oslo,NO,3,30,1,no,A\n", encoding="utf-8")
    assert refusal(folder) == "people.csv:8: has 11 values for 10 columns; put commas inside quotes"


def test_flawed_ties_are_left_out_and_told(folder):
    """Ties with strangers, with oneself, of weight 0 or without one."""
    (folder / "ties.csv").write_text(TIES + "1,99,2\n4,4,1\n4,5,0\n5,6,\n", encoding="utf-8")

    organisation, report = read(Import(people="people.csv", ties="ties.csv"), folder)

    assert_well_formed(organisation)
    assert {repair.places[0]: repair.cases for repair in report.repairs} == {
        f"ties.csv:{line}": 1 for line in (8, 9, 10, 11)
    }
    assert len(organisation.ties.other) == 2 * 6


def test_weights_beyond_range_are_scaled(folder):
    """The heaviest becomes 1,000, none becomes nothing."""
    (folder / "ties.csv").write_text("from;to;messages\n1;2;5000,5\n2;3;2500\n3;4;0,01\n", encoding="utf-8")

    organisation, report = read(Import(people="people.csv", ties="ties.csv"), folder)

    assert sorted(set(organisation.ties.weight.tolist())) == [1, 500, 1000]
    assert any("scaled" in remark for remark in report.remarks)


def test_everything_to_be_refused_is_refused_at_once(folder):
    """One message with all lines."""
    (folder / "ties.csv").write_text(TIES + "1,2,often\n1,3,-4\n1,4,nan\n", encoding="utf-8")

    assert refusal(folder, ties="ties.csv").splitlines() == [
        f"ties.csv:{line}: weight is '{found}'; a weight is a number, 0 or more"
        for line, found in ((8, "often"), (9, "-4"), (10, "nan"))
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (CLEAN.splitlines()[0].encode(), "has 0 people"),
        (b"id\n1\n", "has 1 people; an organisation needs at least 2"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"id,x\n1,\x00\n2,b\n", "people.csv:2: holds bytes that are no text"),
        (b"1,2\n2,3\n", "no column is known to hold person"),
        (b"id,x,x\n1,2,3\n", "column 'x' stands twice"),
        (b'id,x\n1,"open\n2,b\n', "a quote is opened and not closed"),
        (b"id,x\n,2\n1,2\n3,2\n", "people.csv:2: has no id"),
        (b"id,x\n1,2\n1,3\n2,3\n", "people.csv:3: id '1' is also at people.csv:2"),
        (b"id,joined\n1,2015-02-30\n2,2015-02-03\n", "people.csv:2: joining date is '2015-02-30'"),
        (b"id,manager\n1,\n2,Ann\n3,Ann\n4,1\n", "people.csv: 2 of 3 managers are not among the people"),
        (b"id,joined\n1,03/04/2015\n2,2015-02-03\n", "write dates as 2016-05-30"),
    ],
)
def test_what_cannot_be_understood_is_refused(folder, raw, words):
    """With file, line and what would be right."""
    (folder / "people.csv").write_bytes(raw)

    assert words in refusal(folder)


def test_several_snapshots_in_one_file_are_noticed(folder):
    """The column to choose by is named."""
    lines = CLEAN.splitlines()
    text = "\n".join([lines[0] + ",month", *(f"{line},{month}" for month in ("May", "June") for line in lines[1:])])
    (folder / "people.csv").write_text(text, encoding="utf-8")

    assert "where: {month: 'June'}" in refusal(folder)
    assert read(Import(people="people.csv", where={"month": "May"}), folder)[0].people == 6
    assert "did you mean 'June'?" in refusal(folder, where={"month": "Jun"})
    assert "did you mean 'month'?" in refusal(folder, where={"mnth": "May"})


def test_names_of_columns_that_are_not_there_are_refused(folder):
    """With the nearest name."""
    message = refusal(folder, columns={"unit": "departement", "site": "xyz"})

    assert "no column 'departement' for unit; did you mean 'department'?" in message
    assert "no column 'xyz' for site; known:" in message


def test_files_that_are_not_there_are_refused(folder):
    """With where they were looked for."""
    assert str(folder / "staff.csv") in refusal(folder, people="staff.csv")
    assert "ties2.csv" in refusal(folder, ties=("ties.csv", "ties2.csv"))


def test_a_file_in_another_encoding_than_named_is_refused(folder):
    """At the line that shows it."""
    (folder / "people.csv").write_bytes(CLEAN.replace("Lyon", "Besançon").encode("cp1252"))

    assert refusal(folder, encoding="utf-8").startswith("people.csv:4: is not utf-8")
    assert "is not known" in refusal(folder, encoding="utf-88")


def test_ties_of_other_people_are_refused(folder):
    """Ids that do not match are a mistake, not a firm of strangers."""
    (folder / "ties.csv").write_text("source,target\na,b\nb,c\n1,2\n", encoding="utf-8")

    assert "2 of 3 ties name people who are not in the people file" in refusal(folder, ties="ties.csv")


def test_no_tie_left_is_refused(folder):
    """With what to do."""
    assert "lower min_weight" in refusal(folder, ties="ties.csv", min_weight=50)


def test_joining_dates_become_workdays(folder):
    """Counted to the last one, or to the date the scenario names."""
    text = "id,hire_date\n1,2016-05-30\n2,06.06.2016\n3,2016/06/13\n"

    organisation, _ = people_are(folder, text)
    later, report = people_are(folder, text, as_of="2016-06-06")

    assert organisation.tenure.tolist() == [10, 5, 0]
    assert later.tenure.tolist() == [5, 0, 0]
    assert repaired(report) == {
        "date with slashes, read as year/month/day": 1,
        "joined after the date of the file, taken as new": 1,
    }


def test_duplicates_and_dates_are_refused_in_one_breath(folder):
    """Nobody corrects a file twice for what could have been said at once."""
    text = "id,joined\n1,03/05/2015\n1,2015-02-03\n2,2015-02-30\n,2015-02-03\n3,2015-02-03\n"
    (folder / "people.csv").write_text(text, encoding="utf-8")

    told = refusal(folder).splitlines()

    assert sorted(line.partition(": ")[0] for line in told) == [f"people.csv:{line}" for line in (2, 3, 4, 5)]


def test_dates_with_slashes_are_read_and_told(folder):
    """Year, month, day can mean one day only, but whoever reads the report should know."""
    organisation, report = people_are(folder, "id,joined\n1,2016/05/30\n2,2016-06-06\n")

    assert organisation.tenure.tolist() == [5, 0]
    assert repaired(report) == {"date with slashes, read as year/month/day": 1}


def test_spellings_of_one_country_are_told_and_never_merged(folder):
    """Only a person can say whether they are one."""
    text = "id,country,department\n1,UK,Sales\n2,GB,SALES\n3,fr,Works\n4,FR,Works\n5,NO,Works\n"

    organisation, report = people_are(folder, text)

    assert organisation.country_names == ("FR", "GB", "NO", "UK", "fr")
    told = [remark for remark in report.remarks if "kept apart" in remark]
    assert told == [
        "countries 'FR' and 'fr' are kept apart; write them alike if they are the same",
        "countries 'GB' and 'UK' are kept apart; write them alike if they are the same",
        "units 'SALES' and 'Sales' are kept apart; write them alike if they are the same",
    ]


def test_an_organisation_without_managers_has_no_numbers_of_them(folder):
    """A dash, not a number that means nothing."""
    organisation, _ = people_are(folder, "id,department\n1,a\n2,b\n3,b\n")
    told = {measure.name: measure.value for measure in describe(organisation).table()}

    assert {value for name, value in told.items() if "direct reports" in name} == {"-"}
    assert told["share who manage"] == "-"
    assert told["people"] == "3"


def test_every_tag_of_what_is_usual_is_explained(folder):
    """Square brackets lead somewhere."""
    organisation, _ = people_are(folder, CLEAN)
    tags = set(
        re.findall(
            r"[\[ ](\w+)(?=[\],])", " ".join(one.usual for one in describe(organisation).table() if "[" in one.usual)
        )
    )

    assert {tag for tag in tags if not tag.isdigit()} == set(TAGS)


@pytest.mark.parametrize(("words", "band"), [("25-34", 1), ("55+", 4), ("under 25", 0), ("<25", 0), ("35 to 44", 2)])
def test_age_bands_are_understood(folder, words, band):
    """In the words people use."""
    organisation, _ = people_are(folder, f"id,age_group\n1,{words}\n2,{words}\n")

    assert organisation.age_band.tolist() == [band, band]


def test_an_import_without_ties_is_tied_by_the_key(folder):
    """The same key, the same ties; everybody is reached."""
    specification = Import(people="people.csv")

    one, again, other = (build(specification, key_of(seed), folder)[0] for seed in (1, 1, 2))

    assert organisation_digest(one) == organisation_digest(again) != organisation_digest(other)
    assert np.all(np.diff(one.ties.start) > 0)


def test_an_import_says_only_what_it_knows():
    """Unknown fields and long delimiters are refused."""
    with pytest.raises(ValidationError):
        Import(people="p.csv", columns={"salary": "pay"})
    with pytest.raises(ValidationError, match="one character"):
        Import(people="p.csv", delimiter=";;")
    assert all(field.description and field.title for field in Import.model_fields.values())


def test_a_report_names_the_first_few_lines(folder):
    """And how many there are."""
    _, report = people_are(folder, "id,manager\n" + "\n".join(f"p{row},p0 " for row in range(9)))

    told = next(line for line in report.lines() if "spaces" in line)
    assert told.endswith("9 (people.csv:2, people.csv:3, people.csv:4, people.csv:5, people.csv:6, ...)")


@pytest.mark.parametrize(
    "encoding",
    ["idna", "punycode", "hex", "base64", "zip", "bz2", "rot13", "undefined", "unicode_escape", "", "\0", "\ud800"],
)
def test_what_is_no_encoding_of_files_is_not_known(folder, encoding):
    """Whatever a codec of Python would make of the file."""
    told = refusal(folder, encoding=encoding)

    assert told.startswith("people.csv: encoding ")
    assert told.endswith(" is not known; write auto, utf-8, utf-16 or cp1252")


@pytest.mark.parametrize("name", ["a\0b.csv", "\0", "n" * 5000])
def test_no_name_of_a_file_is_too_odd(folder, name):
    assert ": " in refusal(folder, people=name)


def test_numbers_of_people_may_be_as_long_as_they_like(folder):
    """They are sorted by size all the same, and the order of lines does not matter."""
    long, longer = "9" * 5000, "1" * 6000
    organisation, _ = people_are(folder, f"person_id,age\n{longer},30\n10,40\n{long},{long}\nB,50\n9,{'9' * 5000}+\n")

    assert organisation.labels == ("9", "10", long, longer, "B")


def test_zeros_before_a_number_do_not_make_it_larger(folder):
    organisation, _ = people_are(folder, "person_id\n10\n009\n8\n08\n")

    assert organisation.labels == ("08", "8", "009", "10")


@pytest.mark.parametrize("delimiter", ['"', "\n", "\r", "\0", "", "ab"])
def test_what_means_something_else_separates_nothing(delimiter):
    with pytest.raises(ValidationError, match="write one character, or auto"):
        Import(people="people.csv", delimiter=delimiter)


def test_spaces_may_separate_columns(folder):
    organisation, _ = people_are(folder, "person_id age\n1 30\n2 40\n", delimiter=" ")

    assert organisation.labels == ("1", "2")


def test_a_line_that_names_no_delimiter_is_passed_over(folder):
    organisation, _ = people_are(folder, 'sep="\nperson_id,age\n1,30\n2,40\n')

    assert organisation.labels == ("1", "2")
