"""A report as PDF: the same sentences, tables and pictures as the page, on pages that break between things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from esnsim.atomic_file import whole_file
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.figures.difference import BESIDE, NAMES
from esnsim.report.letters import NOTE, SMALL, fitted, widest
from esnsim.report.style import styled

WIDE, TALL, MARGIN = 12.0, 8.48, 0.6
"""Of a page, which is A4 in landscape and larger, and of what is left free around it; inches."""
TITLE, HEAD, CELL = 20.0, 14.0, 8.5
"""Points of the question, of headings, of what stands in tables."""
LINE = 1.38 / 72.0
"""Inches from line to line for each point of size."""
GAP, LEADING = 0.12, 0.06
"""Inches below a paragraph; inches between rows."""
BETWEEN = 0.18
"""Inches between columns."""
WIDEST, LONG = 3.4, 2.0
"""Inches that a column of words has at most, and from which on cells of numbers are sentences."""
LEAST = 0.35
"""Share of its width that a column of words keeps at least."""
LONG_TITLE = 15.0
"""Points of a question that is longer than a line."""
COLUMN, LOWEST, SCALE = 5.6, 1.7, 0.5
"""Inches of a column of words beside a figure, the least height of both, and of the figure's scale left and below."""
TOGETHER = 2
"""Rows that a table has at least below its heading on a page."""


def write_pdf(report: Briefing, folder: Path) -> list[Path]:
    """Write a report as PDF into a folder; its one file."""
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415 - brings a library of fonts along

    target = folder / "report.pdf"
    about = {"Title": report.name, "CreationDate": None}
    with whole_file(target) as unfinished, styled(), PdfPages(unfinished, metadata=about) as pages:
        desk = _Desk(pages.savefig, report.origin)
        desk.text(report.name, NOTE)
        question = report.question or report.name
        short = widest([question], TITLE, bold=True) <= WIDE - 2 * MARGIN
        desk.text(question, TITLE if short else LONG_TITLE, bold=True)
        desk.text(report.answer, HEAD)
        if not report.sheet:
            desk.sentences(report.more)
        for section in report.parts:
            _section(desk, section, report)
        desk.turn()
    return [target]


def _section(desk: _Desk, section: Section, report: Briefing) -> None:
    """A part: sentences and tables, then pictures, each on a page of its own."""
    is_sheet = section is report.sheet
    if section.raw and not section.said:
        return  # a file, which is saved from the page
    if not is_sheet:
        desk.turn()
        desk.text(section.title, HEAD, bold=True, keep=0.6)
    desk.sentences(section.text)
    for grid in section.grids:
        if not grid.folded:
            desk.table(grid)
    desk.sentences(section.said.splitlines(), CELL)
    told, pictures = [f"{head}: {sentence}" for head, sentence in (*section.points, *section.lists)], section.pictures
    if is_sheet and pictures and desk.side_by_side(told, pictures[0]):
        pictures = pictures[1:]
    else:
        desk.sentences(told, BESIDE if is_sheet else NOTE)
    if is_sheet:
        desk.sentences(report.more, CELL)
    for picture in pictures:
        desk.turn()
        picture.render(desk.save)


class _Desk:
    """Writes from the top of a page to its end, and goes on on the next.

    Attributes:
        save: Takes a page that is full.
    """

    def __init__(self, save: Callable[[Figure], object], footer: str) -> None:
        """An empty page.

        Args:
            save: Takes a page that is full.
            footer: Stands below every page.
        """
        self.save, self._footer = save, footer
        self._page: Figure | None = None
        self._down = MARGIN

    def turn(self) -> None:
        """End the page, if anything is on it."""
        if self._page is not None:
            self.save(self._page)
            self._page.clear()
        self._page, self._down = None, MARGIN

    def text(self, text: str, size: float, *, bold: bool = False, keep: float = 0.0) -> None:
        """Write a paragraph in one piece.

        Args:
            text: The paragraph.
            size: Of its letters, points.
            bold: Whether they are.
            keep: Inches that have to be left below it.
        """
        if not text:
            return
        lines = fitted(text, WIDE - 2 * MARGIN, size, lines=30, bold=bold)
        tall = LINE * size * len(lines.splitlines())
        self._make_room(tall + keep)
        self._write(MARGIN, lines, size, bold=bold)
        self._down += tall + GAP

    def sentences(self, texts: Sequence[str], size: float = NOTE) -> None:
        """Write paragraphs one below the other."""
        for each in texts:
            self.text(each, size)

    def table(self, grid: Grid) -> None:
        """Write a table: what it shows, its head, and its rows, with the head again on every page."""
        columns = _columns(grid)
        rows = [_wrapped(row, columns) for row in (grid.head, *grid.rows)]
        head, *body = rows
        caption = fitted(grid.caption, WIDE - 2 * MARGIN, CELL, lines=6)
        over = LINE * CELL * len(caption.splitlines()) + GAP
        self._make_room(over + sum(map(_tall, (head, *body[:TOGETHER]))))
        self._write(MARGIN, caption, CELL, faint=True)
        self._down += over
        self._row(head, columns, grid.words, bold=True)
        for nth, row in enumerate(body):
            # The last row is never alone on a page.
            follows = _tall(body[-1]) if nth == len(body) - TOGETHER else 0.0
            if self._make_room(_tall(row) + follows):
                self._row(head, columns, grid.words, bold=True)
            self._row(row, columns, grid.words)
        self._down += GAP

    def side_by_side(self, texts: Sequence[str], picture: Picture) -> bool:
        """Write paragraphs, and beside them draw what matters of a figure; whether it can be and there is room."""
        columns = [fitted(each, COLUMN, BESIDE, lines=30) for each in texts]
        tall = sum(LINE * BESIDE * len(each.splitlines()) + GAP for each in columns)
        left = TALL - MARGIN - self._down
        if picture.inset is None or self._page is None or max(tall, LOWEST) > left:
            return False
        alt = fitted(picture.alt, WIDE - 2 * MARGIN - COLUMN - SCALE, CELL, lines=3)
        over = LINE * CELL * len(alt.splitlines()) + GAP
        start, top = MARGIN + COLUMN + SCALE, self._down + over
        self._write(start, alt, CELL, faint=True)
        for each in columns:
            self._write(MARGIN, each, BESIDE)
            self._down += LINE * BESIDE * len(each.splitlines()) + GAP
        high = min(max(tall, LOWEST), left) - over - SCALE
        wide = WIDE - MARGIN - start - SCALE - NAMES
        axes = self._page.add_axes(
            ((start + SCALE) / WIDE, 1.0 - (top + high) / TALL, wide / WIDE, high / TALL),
        )
        picture.inset(axes)
        self._down = max(self._down, top + high + SCALE + GAP)
        return True

    def _row(self, row: Sequence[str], columns: Sequence[float], words: int, *, bold: bool = False) -> None:
        left = MARGIN
        for nth, (cell, wide) in enumerate(zip(row, columns, strict=True)):
            is_word = nth < words
            self._write(left if is_word else left + wide, cell, CELL, bold=bold, right=not is_word)
            left += wide + BETWEEN
        self._down += _tall(row)

    def _make_room(self, tall: float) -> bool:
        """Turn the page if so many inches are not left; whether it was turned."""
        if self._page is None or self._down + tall <= TALL - MARGIN:
            return False
        self.turn()
        return True

    def _write(
        self, left: float, text: str, size: float, *, bold: bool = False, right: bool = False, faint: bool = False
    ) -> None:
        if self._page is None:
            self._page = Figure(figsize=(WIDE, TALL))
            self._page.text(MARGIN / WIDE, 0.3 / TALL, fitted(self._footer, WIDE - 2 * MARGIN, SMALL), fontsize=SMALL)
        self._page.text(
            left / WIDE,
            1.0 - self._down / TALL,
            text,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            color="#555555" if faint else "#111111",
            va="top",
            ha="right" if right else "left",
            linespacing=1.2,
        )


def _columns(grid: Grid) -> list[float]:
    """How wide each column is: as its longest cell; where the page has no room, those of words are narrower."""
    wide = [max(_natural(grid, nth), widest(head.split(" "), CELL, bold=True)) for nth, head in enumerate(grid.head)]
    bends = [nth < grid.words or _is_long(grid, nth) for nth in range(len(wide))]
    wide = [min(each, WIDEST) if bend else each for each, bend in zip(wide, bends, strict=True)]
    free = WIDE - 2 * MARGIN - BETWEEN * (len(wide) - 1)
    firm = sum(each for each, bend in zip(wide, bends, strict=True) if not bend)
    loose = sum(wide) - firm
    share = min(1.0, max((free - firm) / loose, LEAST)) if loose else 1.0
    wide = [each * share if bend else each for each, bend in zip(wide, bends, strict=True)]
    shrunk = min(1.0, free / sum(wide))
    return [each * shrunk for each in wide]


def _natural(grid: Grid, nth: int) -> float:
    """Width of the longest cell of a column, inches."""
    return widest([row[nth] for row in grid.rows], CELL)


def _is_long(grid: Grid, nth: int) -> bool:
    """Whether a column of numbers holds sentences."""
    return _natural(grid, nth) > LONG


def _wrapped(row: Sequence[str], columns: Sequence[float]) -> list[str]:
    """Cells in lines that fit their columns."""
    return [
        "\n".join(fitted(line, wide + 0.02, CELL, lines=6) for line in cell.split("\n"))
        for cell, wide in zip(row, columns, strict=True)
    ]


def _tall(row: Sequence[str]) -> float:
    """How high a row is, inches."""
    return LINE * CELL * max(len(cell.split("\n")) for cell in row) + LEADING
