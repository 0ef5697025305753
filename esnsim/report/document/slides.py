"""A report as slides: the answer, a native table to decide by, what follows, then one idea a slide; notes say more."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from esnsim.atomic_file import whole_file
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.style import png_of

DOTS = 130
WIDE, TALL, MARGIN, TOP = 13.333, 7.5, 0.5, 1.4
"""Of a slide, of what is left free at its sides, and above what is shown; inches."""
MOST_ROWS, MOST_COLUMNS = 14, 10
"""Of a table that can still be read on a slide; longer ones go on on the next."""
LONG = 90
"""Letters of a title that is written smaller."""
LARGE, USUAL, SMALL = 20, 16, 11
"""Points."""
LIMITS = "trust"
"""The section on what the model is and is not."""


def write_slides(report: Briefing, folder: Path) -> list[Path]:
    """Write a report as slides into a folder; its one file."""
    from pptx import Presentation  # noqa: PLC0415 - an extra
    from pptx.util import Inches  # noqa: PLC0415

    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDE), Inches(TALL)
    notes = "\n".join([*report.more, report.origin])
    first = report.sheet.text if report.sheet else report.more
    _said(show, report.question or report.name, [("", report.answer), *(("", each) for each in first)], notes, LARGE)
    for section in report.parts:
        _section(show, section, report, notes)
    target = folder / "report.pptx"
    with whole_file(target) as unfinished:
        show.save(str(unfinished))
    return [target]


def _section(show: Any, section: Section, report: Briefing, notes: str) -> None:  # noqa: ANN401 - an extra has no types
    """The slides of a part: its tables, what follows from them, its pictures; of limits, what is said."""
    is_sheet = section is report.sheet
    said = "\n".join([*section.text, notes])
    for picture in () if is_sheet else section.pictures:
        _picture(show, section.title, picture, said)
    for grid in section.grids:
        if not grid.folded:
            _tables(show, section.title, grid, said)
    for picture in section.pictures if is_sheet else ():
        _picture(show, report.answer, picture, said)
    if section.points:
        _said(show, "How sure, what it costs, what to do next", section.points, notes, USUAL)
    if section.name == LIMITS:
        _said(show, section.title, [("", each) for each in section.text], notes, USUAL)


def _slide(show: Any, title: str, notes: str) -> Any:  # noqa: ANN401
    """A slide with a title that fits, and notes for whoever speaks."""
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide = show.slides.add_slide(show.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Inches(MARGIN), Inches(0.25), Inches(WIDE - 2 * MARGIN), Inches(1.0)
    head.text = title
    head.text_frame.word_wrap = True
    for paragraph in head.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(26 if len(title) < LONG else 20), True
    slide.notes_slide.notes_text_frame.text = notes
    return slide


def _said(show: Any, title: str, points: Sequence[tuple[str, str]], notes: str, size: int) -> None:  # noqa: ANN401
    """A slide of sentences, each below its head."""
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide = _slide(show, title, notes)
    box = slide.shapes.add_textbox(Inches(MARGIN), Inches(TOP), Inches(WIDE - 2 * MARGIN), Inches(TALL - TOP - MARGIN))
    frame = box.text_frame
    frame.word_wrap = True
    for nth, (head, sentence) in enumerate(points):
        paragraph = frame.paragraphs[0] if nth == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size / 2)
        for text, bold in ((f"{head}: " if head else "", True), (sentence, False)):
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(size), bold


def _tables(show: Any, title: str, grid: Grid, said: str) -> None:  # noqa: ANN401
    """The slides of a table, as many as it takes for its letters to be read; names stand on each."""
    wide = [range(grid.words), range(grid.words, len(grid.head))]
    room = max(1, MOST_COLUMNS - grid.words)
    columns = [[*wide[0], *wide[1][at : at + room]] for at in range(0, max(1, len(wide[1])), room)]
    rows = [grid.rows[at : at + MOST_ROWS] for at in range(0, max(1, len(grid.rows)), MOST_ROWS)]
    parts = [
        replace(grid, head=[grid.head[nth] for nth in across], rows=[[row[nth] for nth in across] for row in down])
        for across in columns
        for down in rows
    ]
    for nth, part in enumerate(parts):
        which = f" ({nth + 1} of {len(parts)})" if len(parts) > 1 else ""
        _table(show, f"{title}{which}", part, f"{grid.caption}\n{said}")


def _table(show: Any, title: str, grid: Grid, notes: str) -> None:  # noqa: ANN401
    """A slide with a table that can be edited, and what it shows below."""
    from pptx.enum.text import PP_ALIGN  # noqa: PLC0415
    from pptx.util import Inches, Pt  # noqa: PLC0415

    slide = _slide(show, title, notes)
    room = Inches(MARGIN), Inches(TOP), Inches(WIDE - 2 * MARGIN), Inches(0.35 * (1 + len(grid.rows)))
    table = slide.shapes.add_table(1 + len(grid.rows), len(grid.head), *room).table
    longest = [
        max(len(line) for row in (grid.head, *grid.rows) for line in row[nth].split("\n"))
        for nth, _ in enumerate(grid.head)
    ]
    weights = [min(max(each, 6), 28) for each in longest]
    for column, weight in zip(table.columns, weights, strict=True):
        column.width = round(room[2] * weight / sum(weights))
    for nth, row in enumerate((grid.head, *grid.rows)):
        for place, text in enumerate(row):
            cell = table.cell(nth, place)
            cell.text = text
            cell.margin_left = cell.margin_right = Inches(0.06)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(SMALL)
                paragraph.alignment = PP_ALIGN.LEFT if place < grid.words else PP_ALIGN.RIGHT
    below = slide.shapes.add_textbox(Inches(MARGIN), Inches(TALL - 0.95), Inches(WIDE - 2 * MARGIN), Inches(0.8))
    below.text_frame.word_wrap = True
    below.text_frame.text = grid.caption
    below.text_frame.paragraphs[0].font.size = Pt(10)


def _picture(show: Any, title: str, picture: Picture, notes: str) -> None:  # noqa: ANN401
    """A slide with a picture, as large as there is room."""
    from pptx.util import Inches  # noqa: PLC0415

    slide = _slide(show, title, f"{picture.alt}\n{notes}")
    (wide, tall), png = picture.render(_sized)
    scale = min((WIDE - 2 * MARGIN) / wide, (TALL - TOP - 0.2) / tall)
    left = (WIDE - scale * wide) / 2
    shown = slide.shapes.add_picture(io.BytesIO(png), Inches(left), Inches(TOP), Inches(scale * wide))
    shown.name = picture.alt


def _sized(figure: Figure) -> tuple[tuple[float, float], bytes]:
    """Width and height of a figure, inches, and its dots."""
    wide, tall = figure.get_size_inches()
    return (float(wide), float(tall)), png_of(figure, DOTS)
