"""What stands on a slide: a title, sentences, a table, a chart, a picture; each as large as there is room."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from esnsim.report.document.content import NativeChart
from esnsim.report.document.slides.fitting import SlideTable, sentence_height, size_of, title_size
from esnsim.report.document.slides.pieces import Piece
from esnsim.report.letters import FAMILY
from esnsim.report.style import FAINT, INK

WIDE, TALL, MARGIN, TOP, FOOT = 13.333, 7.5, 0.5, 1.2, 0.15
"""Of a slide, of what is left free at its sides, and above and below what is shown; inches."""
ACROSS, ROOM = WIDE - 2 * MARGIN, TALL - TOP - FOOT
"""Inches of a slide that there are for what is shown."""
TITLE_AT, TITLE_TALL = 0.2, 0.95
CAPTION = 11
"""Points."""
CHART_LETTERS = 14
AMONG = {"lines": "LINE", "bars": "COLUMN_CLUSTERED"}
"""What kinds of charts are called there."""


def _slide(show: Any, title: str, notes: str) -> Any:  # noqa: ANN401 - an extra has no types
    """A slide with a title that fits, and notes for whoever speaks."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415 - an extra
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide = show.slides.add_slide(show.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = (Inches(each) for each in (MARGIN, TITLE_AT, ACROSS, TITLE_TALL))
    frame = head.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text, frame.word_wrap, frame.vertical_anchor = title, True, MSO_ANCHOR.MIDDLE
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(title_size(title, ACROSS, TITLE_TALL)), True
        paragraph.font.name = FAMILY
    slide.notes_slide.notes_text_frame.text = notes
    return slide


def _box(slide: Any, down: float, tall: float) -> Any:  # noqa: ANN401
    """The frame of a text across the slide."""
    from pptx.util import Inches  # noqa: PLC0415

    box = slide.shapes.add_textbox(Inches(MARGIN), Inches(down), Inches(ACROSS), Inches(tall))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def show_sentences(show: Any, title: str, points: Sequence[tuple[str, str]], notes: str) -> None:  # noqa: ANN401
    """A slide of sentences, each below its head."""
    from pptx.util import Pt  # noqa: PLC0415

    frame = _box(_slide(show, title, notes), TOP, ROOM)
    size = size_of([f"{head}: {text}" for head, text in points], ACROSS, ROOM)
    for nth, (head, sentence) in enumerate(points):
        paragraph = frame.paragraphs[0] if nth == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2)
        for text, bold in ((f"{head}: " if head else "", True), (sentence, False)):
            if text:
                run = paragraph.add_run()
                run.text, run.font.size, run.font.bold, run.font.name = text, Pt(size), bold, FAMILY


def table_room(caption: str) -> tuple[float, float]:
    """Inches across and down that a table has above its caption."""
    return ACROSS, ROOM - sentence_height(caption, CAPTION, ACROSS) - 0.15


def show_table(show: Any, title: str, table: SlideTable, notes: str) -> None:  # noqa: ANN401
    """A slide with a table that can be edited, and what it shows below."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide, grid = _slide(show, title, notes), table.grid
    place = (Inches(each) for each in (MARGIN, TOP, sum(table.widths), sum(table.heights)))
    frame = slide.shapes.add_table(1 + len(grid.rows), len(grid.head), *place)
    _described(frame, grid.caption)
    made = frame.table
    for column, inches in zip(made.columns, table.widths, strict=True):
        column.width = Inches(inches)
    for row, inches in zip(made.rows, table.heights, strict=True):
        row.height = Inches(inches)
    for nth, cells in enumerate((grid.head, *grid.rows)):
        for at, text in enumerate(cells):
            cell = made.cell(nth, at)
            cell.text, cell.vertical_anchor = text, MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size, paragraph.font.name = Pt(table.size), FAMILY
                paragraph.alignment = PP_ALIGN.LEFT if at < grid.words else PP_ALIGN.RIGHT
    below = _box(slide, TOP + sum(table.heights) + 0.12, sentence_height(grid.caption, CAPTION, ACROSS))
    run = below.paragraphs[0].add_run()
    run.text, run.font.size, run.font.name = grid.caption, Pt(CAPTION), FAMILY
    run.font.color.rgb = _colour(FAINT)


def show_picture(show: Any, title: str, piece: Piece, alt: str, notes: str) -> None:  # noqa: ANN401
    """A slide with a picture, as large as there is room."""
    from pptx.util import Inches  # noqa: PLC0415

    slide = _slide(show, title, notes)
    scale = min(ACROSS / piece.wide, ROOM / piece.tall)
    left = (WIDE - scale * piece.wide) / 2
    shown = slide.shapes.add_picture(io.BytesIO(piece.png), Inches(left), Inches(TOP), Inches(scale * piece.wide))
    shown.name = alt
    _described(shown, alt)


def _described(shape: Any, alt: str) -> None:  # noqa: ANN401
    """Let a shape be read aloud: python-pptx writes the name of a file there, or nothing."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", alt)


def show_chart(show: Any, title: str, chart: NativeChart, notes: str) -> None:  # noqa: ANN401
    """A slide with a chart that can be edited."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION  # noqa: PLC0415
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide = _slide(show, title, notes)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, [round(value, 3) for value in series.values])
    place = (Inches(each) for each in (MARGIN, TOP, ACROSS, ROOM))
    made = slide.shapes.add_chart(getattr(XL_CHART_TYPE, AMONG[chart.kind]), *place, data)
    made.name = chart.alt
    _described(made, chart.alt)
    shown = made.chart
    shown.font.size, shown.font.name = Pt(CHART_LETTERS), FAMILY
    shown.has_title = False
    shown.has_legend = True
    shown.legend.position, shown.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    for axis, said in ((shown.category_axis, chart.across), (shown.value_axis, chart.up)):
        axis.has_title = True
        axis.axis_title.text_frame.text = said
        axis.axis_title.text_frame.paragraphs[0].font.size = Pt(CHART_LETTERS)
        axis.axis_title.text_frame.paragraphs[0].font.bold = False
    shown.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    shown.value_axis.major_gridlines.format.line.color.rgb = _colour("#E4E4E4")
    if chart.kind == "lines":
        _every(shown.category_axis, len(chart.categories))
    for made_of, series in zip(shown.plots[0].series, chart.series, strict=True):
        _drawn(made_of, series.colour, series.dashed, lines=chart.kind == "lines")


MOST_LABELS = 14
"""Labels along an axis that can be read beside each other."""


def _every(axis: Any, many: int) -> None:  # noqa: ANN401
    """Leave out labels where there would be too many."""
    step = -(-many // MOST_LABELS)
    for name in ("tickLblSkip", "tickMarkSkip"):
        found = axis._element.makeelement(axis._element.tag.replace("catAx", name), {"val": str(step)})  # noqa: SLF001
        axis._element.find(axis._element.tag.replace("catAx", "noMultiLvlLbl")).addprevious(found)  # noqa: SLF001


def _drawn(series: Any, colour: str, dashed: bool, *, lines: bool) -> None:  # noqa: ANN401
    """A series in its colour, as pictures have it."""
    from pptx.enum.chart import XL_MARKER_STYLE  # noqa: PLC0415
    from pptx.enum.dml import MSO_LINE  # noqa: PLC0415
    from pptx.util import Pt  # noqa: PLC0415

    if not lines:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(colour)
        series.invert_if_negative = False
        return
    line = series.format.line
    line.color.rgb, line.width = _colour(colour), Pt(2.75)
    if dashed:
        line.dash_style = MSO_LINE.DASH
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE


def _colour(text: str) -> Any:  # noqa: ANN401
    from pptx.dml.color import RGBColor  # noqa: PLC0415

    return RGBColor.from_string((text or INK).removeprefix("#"))  # type: ignore[no-untyped-call]
