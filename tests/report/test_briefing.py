"""A report asks nothing of any network, takes nothing for markup, and fits a memory stick."""

import csv
import json
import re
import weakref
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import esnsim
from esnsim.analysis.person_level import gallery_of
from esnsim.errors import MissingExtraError
from esnsim.evidence.facts import FACTS
from esnsim.experiments import compare
from esnsim.report.document import Briefing, Format, Picture, Section, briefing, write_briefing
from esnsim.report.document.provenance import record
from esnsim.report.document.write import html_page, in_script
from esnsim.scenario import load

pytestmark = pytest.mark.untraced

EVIL = '<script>alert(1)</script> & "it\'s"'
FORMULA = "=cmd|' /C calc'!A0"
SCENARIO = f"""
name: {json.dumps(EVIL)}
question: {json.dumps("What of </script><img src=x onerror=alert(2)>?")}
weeks: 27
replicates: 2
organisation: {{import: {{people: people.csv}}}}
initial: {{reader: 0.6, contributor: 0.15}}
programmes:
  none: []
  {json.dumps(EVIL)}: [{{kind: campaign, name: {json.dumps(FORMULA)}}}]
"""
MOST = 3_000_000


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.texts, self.scripts, self.inside = [], [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href") and value]

    def handle_data(self, data):
        """Note a text."""
        (self.scripts if self.inside == "script" else self.texts).append(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report of an imported organisation whose names are out to do harm."""
    folder = tmp_path_factory.mktemp("evil")
    units = ["board", EVIL, FORMULA, "sales"]
    with (folder / "people.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "manager", "unit"])
        writer.writerow(["p0", "", "board"])
        writer.writerows([f"p{nth}", f"p{(nth - 1) // 8}", units[nth % 4]] for nth in range(1, 120))
    (folder / "evil.yaml").write_text(SCENARIO, encoding="utf-8")
    experiment = compare(load(folder / "evil.yaml"))
    return briefing(gallery_of(experiment, None, runs=2))


@pytest.fixture(scope="module")
def html(report):
    return html_page(report)


def test_names_from_files_are_text(html):
    found = Page(html)

    assert not [tag for tag, attrs in found.tags if tag == "img" and not attrs.get("src", "").startswith("data:")]
    assert not any("onerror" in attrs or "onload" in attrs for _, attrs in found.tags)
    assert "alert(1)" not in re.findall(r"<script[^>]*>(.{0,20})", html)
    assert any(EVIL in text for text in found.texts)
    # A script that holds data ends where the page ends it, whatever is written in it.
    data = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert len(data) == 3
    assert all("<" not in text for text in data)
    assert all(EVIL in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"') for text in data)


def test_no_cell_can_become_a_formula(report):
    texts = [grid.csv for section in report.sections for grid in section.grids if grid.csv]
    texts += [picture.csv for picture in report.pictures]
    cells = [cell for text in texts for row in csv.reader(text.splitlines()) for cell in row]

    assert any(FORMULA in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert not [cell for cell in cells if cell.startswith("-") and not _is_number(cell)]


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_a_page_asks_nothing_of_any_network(html):
    links = Page(html).links

    assert links
    assert not [link for link in links if not link.startswith(("data:", "#"))]
    assert "default-src 'none'" in html


def test_a_page_fits_a_memory_stick(html):
    assert len(html.encode()) < MOST


def test_every_section_has_something_to_see(report, html):
    for section in report.sections:
        assert f'id="{section.name}"' in html
        assert section.pictures or section.grids or section.raw or section.text, section.name
    assert len({picture.name for picture in report.pictures}) == len(report.pictures)
    assert all(picture.alt.endswith(".") for picture in report.pictures)


def test_rows_of_tables_are_as_long_as_their_heads(report):
    for section in report.sections:
        for grid in section.grids:
            assert {len(row) for row in grid.rows} <= {len(grid.head)}, grid.caption


def test_the_scenario_in_a_report_reads_back_to_the_same(report):
    (raw,) = [section.raw for section in report.sections if section.name == "scenario"]

    assert load(raw).question == "What of </script><img src=x onerror=alert(2)>?"


def test_without_the_extra_a_page_has_its_still_pictures(report, monkeypatch):
    monkeypatch.setattr("esnsim.report.document.write.interactive", lambda: False)
    found = Page(html_page(report))

    assert not [tag for tag, _ in found.tags if tag == "script"]
    assert len([tag for tag, _ in found.tags if tag == "figure"]) == len(report.pictures)


def test_slides_need_their_extra(report, monkeypatch, tmp_path):
    monkeypatch.setattr("esnsim.report.document.write.importlib.util.find_spec", lambda _: None)

    with pytest.raises(MissingExtraError, match="report"):
        write_briefing(report, tmp_path, {Format.PPTX, Format.MD})
    assert not list(tmp_path.iterdir())


def test_text_slides_and_print_are_written(report, tmp_path):
    files = write_briefing(report, tmp_path, {Format.MD, Format.PDF, Format.PPTX})
    text = (tmp_path / "report.md").read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\((figures/[\w-]+\.png)\)", text)

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(tmp_path / "report.pptx")
    assert len(pictures) == len(report.pictures)
    assert all((tmp_path / name).is_file() for name in pictures)
    assert "<script>" not in re.sub(r"^    .*$", "", text, flags=re.MULTILINE)
    assert set(files) >= {tmp_path / "report.md", tmp_path / "report.pdf", tmp_path / "report.pptx"}


def test_slides_hold_the_table_the_costs_and_the_limits(report, tmp_path):
    """As native tables and sentences, with caveats in the notes; no slide is without a title."""
    presentation = pytest.importorskip("pptx").Presentation
    write_briefing(report, tmp_path, {Format.PPTX})
    slides = list(presentation(str(tmp_path / "report.pptx")).slides)
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    texts = " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)

    assert all(slide.shapes.title.text for slide in slides)
    assert [cell.text for cell in tables[0].rows[0].cells] == list(report.sheet.grids[0].head)
    assert [row.cells[0].text for row in tables[0].rows][1:] == [row[0] for row in report.sheet.grids[0].rows]
    for said in ("How sure", "What it costs", "What to do next", "It is a model of behaviour, not a forecast"):
        assert said in texts
    assert all(report.more[0] in slide.notes_slide.notes_text_frame.text for slide in slides)


def test_print_holds_what_the_page_does(report, monkeypatch, tmp_path):
    """Every sentence, every cell of tables that are not folded, and the limits; nothing runs off a page."""
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415 - brings a library of fonts along

    written, beyond, save = [], [], PdfPages.savefig

    def noted(pages, figure):
        written.extend(text.get_text() for text in figure.texts)
        beyond.extend(text for text in figure.texts if not (0.0 <= text.get_position()[1] <= 1.0))
        save(pages, figure)

    monkeypatch.setattr(PdfPages, "savefig", noted)
    write_briefing(report, tmp_path, {Format.PDF})
    said = "".join("".join(written).split())

    wanted = [report.answer, *report.more, *(text for section in report.parts for text in section.text)]
    wanted += [sentence for section in report.parts for _, sentence in section.points]
    cells = [
        cell for each in report.parts for grid in each.grids if not grid.folded for row in grid.rows for cell in row
    ]
    assert [text for text in wanted if "".join(text.split()) not in said] == []
    assert [cell for cell in cells if "".join(cell.split()) not in said] == []
    assert beyond == []


@pytest.mark.parametrize("form", list(Format))
def test_a_figure_that_is_written_is_let_go_of(form, tmp_path):
    """Whatever it is written as: figures of many programmes do not fit into memory together."""
    drawn = []

    def draw():
        assert [each() for each in drawn] == [None] * len(drawn)
        figure = Figure(figsize=(3, 2))
        figure.add_subplot().plot([1, 2], [2, 1])
        drawn.append(weakref.ref(figure))
        return figure

    pictures = [Picture(name, name, draw, pd.DataFrame({"a": [1]})) for name in ("first", "second", "third")]
    write_briefing(Briefing("", "", "", (), "", [Section("", "", pictures=pictures)]), tmp_path, {form})

    assert [each() for each in drawn] == [None] * len(pictures)


def test_values_in_a_script_cannot_end_it():
    assert "<" not in in_script({"a": "</script>", "b": "\u2028"})
    assert json.loads(in_script({"a": "</script>\u2028"})) == {"a": "</script>\u2028"}


def test_one_programme_alone_is_told_too():
    """Without anything to compare with."""
    text = "name: alone\nweeks: 6\nreplicates: 1\norganisation: {generate: {people: 60}}\nprogrammes: {none: []}\n"
    experiment = compare(esnsim.load(text))
    report = briefing(gallery_of(experiment, None))

    assert "nothing to compare" in report.answer
    assert "differences" not in [section.name for section in report.sections]
    assert len(html_page(report)) > 10_000


def test_the_record_of_facts_is_that_of_the_page_of_facts():
    """What a report says of the model is what docs/facts.md says."""
    text = (Path(__file__).parents[2] / "docs" / "facts.md").read_text("utf-8")
    told = dict(re.findall(r"^### (\w+): (.+)$", text, re.MULTILINE))

    assert {each["id"]: each["verdict"] for each in record()} == told
    assert {each["id"]: each["statement"] for each in record()} == {fact.id: fact.statement for fact in FACTS}
