"""Slides say what was found, in letters that can be read from the back of the room, and nothing lies over anything."""

import io

import pytest
from matplotlib.figure import Figure

from esnsim.report.document import Briefing
from esnsim.report.document.content import Grid, NativeChart, NativeSeries, Picture, Section
from esnsim.report.document.native import changes_by_rung, contributors_by_week
from esnsim.report.document.outcome import curves, differences_section, knowing_section
from esnsim.report.document.slides.fitting import SIZES, size_of, tables, title_size
from esnsim.report.document.slides.pieces import LEAST_SCALE, SMALLEST, pieces
from esnsim.report.document.slides.shapes import ACROSS, ROOM, TALL, WIDE, table_room
from esnsim.report.document.summary import summary_sheet
from esnsim.report.document.write import Format, write_briefing
from esnsim.report.letters import SMALL
from tests.report.experiments import experiment
from tests.report.made_up_runs import names

PICTURE = 13
"""Type of a shape that is a picture, in PowerPoint's numbers."""
EMU = 914_400
NONE = {"contributor": (100, 100), "reader": (700, 700), "interactive": (300, 300)}


def made(letters, programmes):
    """Programmes of which each adds more contributors than the one before."""
    return experiment(
        {name: {**NONE, "contributor": (100, 100 + 12 * nth)} for nth, name in enumerate(names(letters, programmes))},
        replicates=10,
    )


@pytest.fixture(scope="module", params=[(17, 4), (40, 12)], ids=str)
def shown(request, tmp_path_factory):
    """A report of few short names, and one of many long ones; its slides."""
    presentation = pytest.importorskip("pptx").Presentation
    of = made(*request.param)
    sections = [curves(of), differences_section(of), knowing_section(of)]
    report = Briefing("Made up", "What of these?", "This.", ["More."], "Origin", sections, summary_sheet(of))
    folder = tmp_path_factory.mktemp("slides")
    write_briefing(report, folder, {Format.PPTX})
    return report, list(presentation(str(folder / "report.pptx")).slides)


def test_nothing_goes_beyond_a_slide(shown):
    _, slides = shown
    for slide in slides:
        for shape in slide.shapes:
            tall = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            wide = sum(column.width for column in shape.table.columns) if shape.has_table else shape.width
            assert (shape.left + wide) / EMU <= WIDE + 0.01
            assert (shape.top + tall) / EMU <= TALL + 0.01


def test_what_is_no_text_can_be_read_aloud(shown):
    """What stands there is what it shows, and not the name of a file."""
    _, slides = shown
    kinds = [
        [shape for slide in slides for shape in slide.shapes if of_kind(shape)]
        for of_kind in (
            lambda each: each.has_chart,
            lambda each: each.has_table,
            lambda each: each.shape_type == PICTURE,
        )
    ]

    assert all(kinds)
    for shape in (shape for shapes in kinds for shape in shapes):
        assert len(shape.element.xpath(".//p:cNvPr")[0].get("descr", "").split()) > 3


def test_what_is_below_a_table_stands_below_it(shown):
    _, slides = shown
    found = [slide for slide in slides if any(shape.has_table for shape in slide.shapes)]
    for slide in found:
        (table,) = [shape for shape in slide.shapes if shape.has_table]
        below = max(shape.top for shape in slide.shapes if shape.has_text_frame)
        assert below >= table.top + sum(row.height for row in table.table.rows)


def test_letters_are_large_enough(shown):
    """Of tables, sentences and charts; pictures see below."""
    _, slides = shown
    sizes = [
        paragraph.font.size or (paragraph.runs[0].font.size if paragraph.runs else None)
        for slide in slides
        for shape in slide.shapes
        for frame in (
            [cell.text_frame for cell in shape.table.iter_cells()]
            if shape.has_table
            else [shape.text_frame]
            if shape.has_text_frame
            else []
        )
        for paragraph in frame.paragraphs
    ]

    assert min(size.pt for size in sizes if size) >= SMALLEST


def test_titles_are_findings(shown):
    """None of the topics of a report's parts stands above a slide."""
    report, slides = shown
    titles = [slide.shapes.title.text for slide in slides]
    topics = {section.title for section in report.parts}

    assert report.sheet.finding in " ".join(titles)
    assert not topics & set(titles)
    assert all(title.strip() for title in titles)


def test_charts_that_can_be_edited_hold_the_numbers(shown):
    _, slides = shown
    lines, bars = (shape.chart for slide in slides for shape in slide.shapes if shape.has_chart)

    assert len(lines.plots[0].series) == len(bars.plots[0].series) + 1
    assert next(iter(lines.plots[0].series)).values[0] == pytest.approx(10.0, abs=0.5)
    assert len(list(bars.plots[0].categories)) == 4


def test_charts_are_made_of_what_was_found():
    of = made(17, 3)
    lines, bars = contributors_by_week(of), changes_by_rung(of)

    assert len(lines.categories) == of.last_week + 1
    assert [each.name for each in lines.series] == list(of.programmes)
    assert [each.name for each in bars.series] == list(of.others)
    assert bars.series[-1].values[2] > bars.series[0].values[2] > 0.0


def _rows_of_panels(rows):
    """A figure as tall as many rows of panels make it."""
    figure = Figure(figsize=(12.0, 1.5 + 3.0 * rows))
    tall = 1.5 + 3.0 * rows
    for nth in range(rows):
        figure.add_axes((0.1, 1 - (1.5 + 3.0 * nth + 2.4) / tall, 0.8, 2.2 / tall))
    return figure


@pytest.mark.parametrize(("rows", "of"), [(1, 1), (2, 2), (7, 7)])
def test_a_tall_picture_goes_over_several_slides(rows, of):
    """Two rows have no room below the words in this size; every piece can be read, and begins with the words."""
    found = pieces(_rows_of_panels(rows), ROOM)

    assert len(found) == of
    for piece in found:
        assert min(ACROSS / piece.wide, ROOM / piece.tall) * SMALL >= SMALLEST - 0.01
        assert piece.tall <= ROOM / LEAST_SCALE + 0.01


def test_pieces_have_the_dots_of_their_size():
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib

    for piece in pieces(_rows_of_panels(5), ROOM):
        with Image.open(io.BytesIO(piece.png)) as image:
            assert image.height / image.width == pytest.approx(piece.tall / piece.wide, rel=0.01)


def test_a_row_that_is_too_tall_stays_whole():
    figure = Figure(figsize=(12.0, 20.0))
    figure.add_axes((0.1, 0.05, 0.8, 0.85))

    assert len(pieces(figure, ROOM)) == 1


def test_a_table_takes_as_many_slides_as_its_letters_need():
    few = Grid("Few.", ["which", "how many"], [["a", "1"]])
    many = Grid(
        "Many.", ["which", *(f"number of things {n}" for n in range(15))], [[f"w{n}", *"1" * 15] for n in range(60)]
    )

    assert [each.size for each in tables(few, ACROSS, 5.0)] == [SIZES[0]]
    parts = tables(many, ACROSS, 5.0)
    assert {each.size for each in parts} == {SIZES[-1]}
    assert all(sum(each.widths) <= ACROSS and sum(each.heights) <= 5.0 for each in parts)
    assert {row[0] for each in parts for row in each.grid.rows} == {f"w{n}" for n in range(60)}
    assert {name for each in parts for name in each.grid.head} == set(many.head)
    words = Grid("Words.", ["a", "b"], [["x " * 400, "y"]], words=2)
    assert len(tables(words, 4.0, 1.0)) == 1


def test_texts_take_the_largest_letters_that_fit():
    assert size_of(["short"], 10.0, 5.0) == SIZES[0]
    assert size_of(["word " * 400], 10.0, 1.0) == SIZES[-1]
    assert title_size("Short", ACROSS, 0.95) > title_size("A very long title, " * 12, ACROSS, 0.95)
    assert table_room("A caption.")[1] < ROOM


def test_a_picture_may_be_drawn_otherwise_for_slides():
    drawn = []
    of = Picture(
        "p", "alt", lambda: drawn.append("page") or Figure(), None, on_slide=lambda: drawn.append("slide") or Figure()
    )
    of.render(lambda _: None)
    of.render(lambda _: None, on_slide=True)

    assert drawn == ["page", "slide"]


def test_many_labels_are_thinned_and_broken_lines_stay_broken(tmp_path):
    presentation = pytest.importorskip("pptx").Presentation
    chart = NativeChart(
        "lines",
        "alt",
        "week",
        "%",
        [f"{n}" for n in range(60)],
        [NativeSeries("a", [1.0] * 60, "#0072B2", dashed=True)],
    )
    picture = Picture("p", "alt", Figure, None, finding="It stays.", native=lambda: chart)
    report = Briefing("Made up", "", "This.", ["More."], "Origin", [Section("s", "Topic", pictures=[picture])])
    write_briefing(report, tmp_path, {Format.PPTX})
    slide = list(presentation(str(tmp_path / "report.pptx")).slides)[-1]
    (shown,) = [shape.chart for shape in slide.shapes if shape.has_chart]

    assert slide.shapes.title.text == "It stays."
    assert 'tickLblSkip val="5"' in shown.category_axis._element.xml
    assert "prstDash" in shown._chartSpace.xml
