"""People in workbooks and JSON are the people of the same CSV file; what is none of these is named for what it is."""

import datetime as dt
import gzip
import io
import json
import sqlite3
import sys
import zipfile

import pytest
import xlsxwriter

from esnsim.errors import OrganisationError
from esnsim.organisation import Import, organisation_digest, read

HEADER = ["Employee ID", "Manager ID", "Department", "Hire Date"]
ROWS = [
    [1, None, "Board", dt.date(2012, 3, 5)],
    [2, 1, "Sales", dt.date(2015, 6, 1)],
    [3, 1, "Plant", dt.date(2019, 1, 7)],
    [4, 2, "Sales", dt.date(2020, 2, 3)],
    [5, 2, "Sales", dt.date(2020, 2, 10)],
]


def text(cell):
    return "" if cell is None else str(cell)


@pytest.fixture
def expected(tmp_path):
    """The organisation of the same table in a CSV file."""
    csv = "\n".join(",".join(map(text, row)) for row in [HEADER, *ROWS])
    (tmp_path / "expected.csv").write_text(csv, encoding="utf-8")
    return organisation_digest(read(Import(people="expected.csv"), tmp_path)[0])


def workbook(path, sheets):
    """An XLSX file with these sheets."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(at, column, dt.datetime.combine(cell, dt.time()), day)
                    else:
                        sheet.write(at, column, cell)


def open_document(path, rows):
    """An ODS file with one sheet."""

    def cell(value):
        if value is None:
            return "<table:table-cell/>"
        said = {int: f'float" office:value="{value}', dt.date: f'date" office:date-value="{value}'}
        kind = said.get(type(value), "string")
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
        f'xmlns:text="{name}text:1.0"><office:body><office:spreadsheet><table:table table:name="People">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def test_a_workbook_is_a_table(tmp_path, expected):
    """Numbers without a point, days as dates."""
    workbook(tmp_path / "p.xlsx", {"Sheet1": [HEADER, *ROWS]})

    organisation, report = read(Import(people="p.xlsx"), tmp_path)

    assert organisation_digest(organisation) == expected
    assert report.files == ("p.xlsx: 5 rows, sheet 'Sheet1' of a workbook (XLSX)",)


def test_an_open_document_is_a_table(tmp_path, expected):
    open_document(tmp_path / "p.ods", [HEADER, *ROWS])

    organisation, report = read(Import(people="p.ods"), tmp_path)

    assert organisation_digest(organisation) == expected
    assert "workbook (ODS)" in report.files[0]


def test_of_several_sheets_the_one_with_people_is_read_and_told(tmp_path, expected):
    """Titles above and totals below are no people here either; another sheet can be named."""
    titled = [["Headcount report"], ["As of 2026-11-01"], [], HEADER, *ROWS, ["Grand Total", 5]]
    workbook(tmp_path / "p.xlsx", {"Notes": [["Read me"], ["a", "b"]], "People": titled, "Old": [HEADER, *ROWS[:3]]})

    organisation, report = read(Import(people="p.xlsx"), tmp_path)
    old, _ = read(Import(people="p.xlsx", sheet="Old"), tmp_path)

    assert organisation_digest(organisation) == expected
    assert any("sheet 'People' is read, not 'Notes', 'Old'" in str(finding) for finding in report.of("assumed"))
    assert report.choices["sheet"] == "People"
    assert old.people == 3
    with pytest.raises(OrganisationError, match="there is no sheet 'Odl'; did you mean 'Old'"):
        read(Import(people="p.xlsx", sheet="Odl"), tmp_path)


def test_edges_of_a_workbook_are_ties(tmp_path, expected):
    """A template for networks has a line of groups above its header."""
    del expected
    workbook(
        tmp_path / "t.xlsx",
        {
            "Edges": [
                ["", "", "Visual Properties"],
                ["Vertex 1", "Vertex 2", "Color", "Edge Weight"],
                [1, 2, "Red", 7],
            ],
            "Vertices": [["Vertex", "Color"], [1, "Red"], [2, "Red"]],
        },
    )

    organisation, _ = read(Import(people="expected.csv", ties="t.xlsx"), tmp_path)

    assert organisation.ties.weight.tolist() == [7, 7]


def test_without_the_extra_a_workbook_says_what_to_install(tmp_path, monkeypatch):
    workbook(tmp_path / "p.xlsx", {"Sheet1": [HEADER, *ROWS]})
    monkeypatch.setitem(sys.modules, "python_calamine", None)

    with pytest.raises(OrganisationError, match=r"is a workbook \(XLSX\); to read it, install the extra 'files'"):
        read(Import(people="p.xlsx"), tmp_path)


def objects():
    return [dict(zip(HEADER, (text(cell) for cell in row), strict=True)) for row in ROWS]


@pytest.mark.parametrize(
    "written",
    [
        lambda: json.dumps(objects()),
        lambda: json.dumps(objects(), indent=2),
        lambda: json.dumps({"count": 5, "value": objects()}),
        lambda: json.dumps({"employees": objects()}),
        lambda: "\n".join(map(json.dumps, objects())),
        lambda: "\n".join(map(json.dumps, objects())) + "\n\n",
        lambda: json.dumps([{**one, "Employee ID": int(one["Employee ID"])} for one in objects()]),
    ],
)
def test_lists_and_lines_of_objects_are_tables(tmp_path, expected, written):
    (tmp_path / "p.json").write_text(written(), encoding="utf-8")

    organisation, report = read(Import(people="p.json"), tmp_path)

    assert organisation_digest(organisation) == expected
    assert "list of objects in JSON" in report.files[0]


def test_managers_may_be_objects(tmp_path):
    """As directories answer."""
    people = [{"id": "a", "manager": None}, {"id": "b", "manager": {"id": "a", "displayName": "A"}}]
    people += [{"id": "c", "manager": {"id": "b", "displayName": "B"}}, {"id": "d", "manager": {"id": "a"}}]
    (tmp_path / "p.json").write_text(json.dumps({"value": people}), encoding="utf-8")

    organisation, _ = read(Import(people="p.json"), tmp_path)

    assert organisation.manager.tolist() == [-1, 0, 1, 0]


@pytest.mark.parametrize("below", ["children", "directReports", "reports", "Subordinates"])
@pytest.mark.parametrize("wrapped", [lambda top: top, lambda top: [top], lambda top: {"people": [top]}])
def test_a_nested_chart_is_an_organisation(tmp_path, below, wrapped):
    """People who hold those who report to them."""
    four = {"id": 4, "name": "D", "department": "Sales"}
    top = {"id": 1, "name": "A", below: [{"id": 2, "name": "B", below: [four]}, {"id": 3, "name": "C", below: []}]}
    (tmp_path / "p.json").write_text(json.dumps(wrapped(top)), encoding="utf-8")

    organisation, report = read(Import(people="p.json"), tmp_path)

    assert organisation.labels == ("1", "2", "3", "4")
    assert organisation.manager.tolist() == [-1, 0, 0, 1]
    assert "org chart in JSON" in report.files[0]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('{"a": 1}', "JSON without a list of objects"),
        ('[{"id": 1},\n {"id": 2', "p.json:2: is no JSON"),
        ('{"id": 1}\n{"id": 2}\nx\n', "p.json:3: is no object in JSON"),
        ("[" * 100_000, "JSON"),
        ('{"id": 1, "children": [' * 5000, "JSON"),
        ('[{"children": [{"a": 1}]}]', "people without an id"),
    ],
)
def test_json_that_holds_no_people_is_refused(tmp_path, written, words):
    (tmp_path / "p.json").write_text(written, encoding="utf-8")

    with pytest.raises(OrganisationError) as caught:
        read(Import(people="p.json"), tmp_path)
    assert words in str(caught.value)


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def database(tmp_path):
    with sqlite3.connect(tmp_path / "x.sqlite") as connection:
        connection.execute("create table people (id)")
    connection.close()
    return (tmp_path / "x.sqlite").read_bytes()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7\n", "is a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "is a picture (PNG)"),
        (gzip.compress(b"id\n1\n"), "is packed with gzip"),
        (zipped("word/document.xml"), "is a Word document"),
        (zipped("ppt/presentation.xml"), "is a slide show"),
        (zipped("people.csv", "ties.csv"), "is a ZIP archive (people.csv, ties.csv)"),
        (b"PAR1....", "is a Parquet file"),
        (b"{\\rtf1 a}", "Rich Text Format"),
        (
            b"<html><body><table><tr><td>id</td></tr></table></body></html>",
            "is a web page, though spreadsheets open it",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML spreadsheet of 2003",
        ),
        (b'<?xml version="1.0"?><people/>', "an XML file of a kind that is not known"),
        (b"<graphml><graph/></graphml>", "is a GraphML file, a network of ties and no list of people; give it as ties"),
        (b"*Vertices 2\n1 a\n2 b\n*Arcs\n1 2\n", "is a Pajek file, a network of ties"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a workbook (XLS) that cannot be read"),
    ],
    # What is packed holds the time of day, which is no part of a name.
    ids=lambda one: one if isinstance(one, str) else "raw",
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path, raw, words):
    (tmp_path / "p.csv").write_bytes(raw)

    with pytest.raises(OrganisationError) as caught:
        read(Import(people="p.csv"), tmp_path)
    assert words in str(caught.value)


def test_a_database_is_named_for_what_it_is(tmp_path):
    (tmp_path / "p.csv").write_bytes(database(tmp_path))

    with pytest.raises(OrganisationError, match="is an SQLite database"):
        read(Import(people="p.csv"), tmp_path)
