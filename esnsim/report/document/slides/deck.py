"""A report as slides: the answer, a table to decide by, what follows, then one finding a slide; notes say more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from esnsim.atomic_file import whole_file
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.document.slides.fitting import tables
from esnsim.report.document.slides.pieces import pieces
from esnsim.report.document.slides.shapes import (
    ROOM,
    TALL,
    WIDE,
    show_chart,
    show_picture,
    show_sentences,
    show_table,
    table_room,
)

LIMITS = "trust"
"""The section on what the model is and is not."""
SAID = (LIMITS, "knowing")
"""Sections whose sentences stand on slides, and not in the notes alone."""


def write_slides(report: Briefing, folder: Path) -> list[Path]:
    """Write a report as slides into a folder; its one file."""
    from pptx import Presentation  # noqa: PLC0415 - an extra
    from pptx.util import Inches  # noqa: PLC0415

    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDE), Inches(TALL)
    notes = "\n".join([*report.more, report.origin])
    first = report.sheet.text if report.sheet else report.more
    answer = [("", each) for each in [report.answer, *first] if each]
    show_sentences(show, report.question or report.name, answer, notes)
    for section in report.parts:
        _section(show, section, report, notes)
    target = folder / "report.pptx"
    with whole_file(target) as unfinished:
        show.save(str(unfinished))
    return [target]


def _section(show: Any, section: Section, report: Briefing, notes: str) -> None:  # noqa: ANN401 - an extra has no types
    """The slides of a part: its tables, what follows from them, its pictures; of some, what is said."""
    is_sheet, finding = section is report.sheet, section.finding or section.title
    said = "\n".join([section.title, *section.text, notes])
    for picture in () if is_sheet else section.pictures:
        _picture(show, finding, picture, said)
    for grid in section.grids:
        if not grid.folded:
            _tables(show, finding, grid, said)
    for picture in section.pictures if is_sheet else ():
        _picture(show, report.answer, picture, said)
    if section.points:
        show_sentences(show, section.conclusion or "How sure, what it costs, what to do next", section.points, notes)
    if section.name in SAID and section.text:
        for nth, texts in enumerate(_pages(section.text)):
            show_sentences(show, f"{finding}{' (continued)' if nth else ''}", [("", each) for each in texts], said)


MOST_SENTENCES = 4
"""Paragraphs on a slide."""


def _pages(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(texts), MOST_SENTENCES):
        yield texts[at : at + MOST_SENTENCES]


def _numbered(title: str, nth: int, of: int) -> str:
    return f"{title} ({nth} of {of})" if of > 1 else title


def _tables(show: Any, finding: str, grid: Grid, said: str) -> None:  # noqa: ANN401
    """The slides of a table, as many as it takes for its letters to be read."""
    parts = tables(grid, *table_room(grid.caption))
    for nth, part in enumerate(parts, 1):
        show_table(show, _numbered(grid.finding or finding, nth, len(parts)), part, f"{grid.caption}\n{said}")


def _picture(show: Any, finding: str, picture: Picture, said: str) -> None:  # noqa: ANN401
    """The slide of a chart that can be edited, or of a picture, as many as let its letters be read."""
    title, notes = picture.finding or finding, f"{picture.alt}\n{said}"
    if picture.native is not None:
        show_chart(show, title, picture.native(), notes)
        return
    parts = picture.render(lambda figure: pieces(figure, ROOM), on_slide=True)
    for nth, part in enumerate(parts, 1):
        show_picture(show, _numbered(title, nth, len(parts)), part, picture.alt, notes)
