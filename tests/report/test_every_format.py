"""Whatever a report is written as, its file holds the same tables, costs and limits: each file is read back."""

from __future__ import annotations

import html
import re
import zlib

import pytest
from matplotlib.backends.backend_pdf import PdfPages

from esnsim.report.document import Briefing
from esnsim.report.document.content import Grid, Section
from esnsim.report.document.outcome import knowing_section, ladder, programmes_section
from esnsim.report.document.provenance import trust
from esnsim.report.document.summary import summary_sheet
from esnsim.report.document.write import Format, write_briefing
from esnsim.report.text.answers import best_sentence, headline
from esnsim.report.text.caveat import caveat
from esnsim.report.text.provenance import origin
from tests.report.experiments import experiment
from tests.report.made_up_runs import names

MANY_ROWS = Grid(
    "A table of more rows than a slide has.", ["which", "how many"], [[f"w{n}", f"{n}"] for n in range(40)]
)


def briefing_of(letters, many):
    """A report of programmes whose names have so many letters."""
    rungs = {
        name: {"contributor": (100, 100 + 20 * nth), "reader": (700, 700 + nth), "interactive": (300, 300 + nth)}
        for nth, name in enumerate(names(letters, many))
    }
    made = experiment(rungs, replicates=6)
    long = Section("long", "A long table", grids=[MANY_ROWS])
    sections = [ladder(made), knowing_section(made), programmes_section(made), long, trust(made)]
    more = [f"{best_sentence(made)}.", caveat(made)]
    plain = [Section(each.name, each.title, each.text, (), each.grids, each.points, each.lists) for each in sections]
    return Briefing("Made up", "What of these?", headline(made), more, origin(made), plain, summary_sheet(made))


@pytest.fixture(scope="module")
def report():
    """Four programmes whose names have seventeen letters."""
    return briefing_of(17, 4)


def _of_page(folder):
    text = (folder / "report.html").read_text("utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def _of_text(folder):
    return (folder / "report.md").read_text("utf-8").replace("\\", "").replace("<br>", " ")


def _of_slides(folder):
    slides = pytest.importorskip("pptx").Presentation(str(folder / "report.pptx")).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    return " ".join(texts + [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()])


def _of_print(folder):
    """What is drawn as letters; those beyond a font's first 256 are drawn as shapes."""
    content = (folder / "report.pdf").read_bytes()
    drawn = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            page = zlib.decompress(found[1]).decode("latin-1")
        except zlib.error:
            continue
        for line in re.findall(r"\[((?:[^\[\]\\]|\\.)*)\]\s*TJ|(\((?:[^()\\]|\\.)*\))\s*Tj", page, re.DOTALL):
            drawn += re.findall(r"\(((?:[^()\\]|\\.)*)\)", "".join(line))
    return re.sub(r"\\(.)", r"\1", "".join(drawn))


READ = {Format.HTML: _of_page, Format.MD: _of_text, Format.PPTX: _of_slides, Format.PDF: _of_print}


def _letters(text):
    """What every file has of a text, whatever its lines and signs; print draws letters that touch as one."""
    return re.sub(r"ffi|ffl|ff|fi|fl|[^a-zA-Z0-9%,.:;]", "", text)


@pytest.fixture(scope="module", params=READ, ids=str)
def said(request, report, tmp_path_factory):
    """All letters of a file."""
    folder = tmp_path_factory.mktemp("written")
    write_briefing(report, folder, {request.param})
    return _letters(READ[request.param](folder))


def test_it_holds_every_table(report, said):
    """Head and cells; of those that are folded, the page and the text alone have all."""
    cells = [
        cell
        for section in report.parts
        for grid in section.grids
        if not grid.folded
        for row in (grid.head, *grid.rows)
        for cell in row
    ]

    assert len(cells) > 100
    assert [cell for cell in cells if _letters(cell) not in said] == []


def test_it_holds_how_sure_what_it_costs_and_what_to_do(report, said):
    for head, sentence in report.sheet.points:
        assert _letters(head) in said
        assert _letters(sentence) in said
    assert _letters(report.answer) in said


def test_it_holds_the_limits(report, said):
    limits = next(section for section in report.sections if section.name == "trust")

    assert len(limits.text) == 3
    assert [text for text in limits.text if _letters(text) not in said] == []


@pytest.mark.parametrize(("letters", "many", "curves"), [(17, 4, 1), (17, 7, 1), (40, 12, 0)])
def test_the_first_printed_page_is_enough_to_decide_by(letters, many, curves, tmp_path, monkeypatch):
    """The answer, the table, how sure, what it costs, what to do next, and the curve where there is room."""
    pages, save = [], PdfPages.savefig

    def seen(pdf, figure, **how):
        pages.append((len(figure.axes), _letters("".join(text.get_text() for text in figure.texts))))
        save(pdf, figure, **how)

    monkeypatch.setattr(PdfPages, "savefig", seen)
    briefing = briefing_of(letters, many)
    write_briefing(briefing, tmp_path, {Format.PDF})
    panels, words = pages[0]

    assert panels == curves
    (table,), points = briefing.sheet.grids, briefing.sheet.points
    told = [
        briefing.answer,
        *(sentence for _, sentence in points),
        *(cell for row in table.rows for cell in row),
    ]
    assert [text for text in told if _letters(text) not in words] == []
