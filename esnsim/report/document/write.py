"""A report written down: a page, a text, slides, or its pictures; every file whole or not at all."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import io
import json
import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache, partial
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import matplotlib as mpl
from matplotlib.figure import Figure

from esnsim.atomic_file import write_text
from esnsim.errors import MissingExtraError
from esnsim.markup import without_markup
from esnsim.report.document.charts import chart_program, interactive
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.document.memory import collecting_new
from esnsim.report.document.printed import write_pdf
from esnsim.report.document.slides.deck import write_slides
from esnsim.report.style import png_of, save_figure, styled

HEAVY = 120_000
"""Letters of an SVG from which a picture goes into a page as dots."""
DOTS = 100
FONT = "'DejaVu Sans'"
"""Where it is not installed, Verdana has letters of the same width."""
THINNED = 4
COLOURS = 48
"""Different colours of such a picture: few enough for a small file, and more than are drawn."""


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    MD = "md"
    PDF = "pdf"
    PNG = "png"
    PPTX = "pptx"


def write_briefing(report: Briefing, folder: Path, formats: set[Format]) -> list[Path]:
    """Write a report into a folder.

    Args:
        report: The report.
        folder: Where to; made if it is not there.
        formats: As what.

    Returns:
        The files, in the order of `Format`.

    Raises:
        MissingExtraError: If slides are asked for and python-pptx is not there; nothing is written then.
    """
    check_formats(formats)
    # The page comes last: what makes its charts stays in memory, where all other pictures would be drawn beside it.
    order = sorted(formats, key=lambda each: each is Format.HTML)
    with collecting_new():
        written = {each: FORMATS[each](report, folder) for each in order}
    return [path for each in Format if each in formats for path in written[each]]


def check_formats(formats: set[Format]) -> None:
    """Refuse before anything is computed what could not be written afterwards.

    Raises:
        MissingExtraError: If slides are asked for and python-pptx is not there.
    """
    if Format.PPTX in formats and importlib.util.find_spec("pptx") is None:
        raise MissingExtraError("writing slides", "report")


def _html(report: Briefing, folder: Path) -> list[Path]:
    return [write_text(folder / "report.html", html_page(report))]


def html_page(report: Briefing) -> str:
    """A report as one page that asks nothing of any network."""
    # What makes charts takes 60 MB and keeps them, so that everything is drawn before it is imported.
    stills = {each.name: still(each) for each in report.pictures}
    charts = {each.name: each.chart() for each in report.pictures if each.chart is not None} if interactive() else {}
    looked_at = report.explored.looked_at if report.explored and interactive() else None
    is_lively = bool(charts or looked_at)
    text: str = _template("page.html").render(
        report=report,
        style=_file("page.css"),
        script=f"{_file('exploring/explore.js') if looked_at else ''}{_file('page.js')}" if is_lively else "",
        bundle=packed(chart_program()) if is_lively else "",
        looked_at=packed(json.dumps(looked_at(), ensure_ascii=False, allow_nan=False)) if looked_at else "",
        charts={name: in_script(spec) for name, spec in charts.items()},
        stills=stills,
    )
    return text


@cache
def _template(name: str) -> Any:  # noqa: ANN401 - jinja2 is imported when it is needed
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415

    # Everything is escaped: names come from files.
    room = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    room.filters["download"] = download
    return room.from_string(_file(name))


def _file(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def in_script(value: object) -> str:
    """A value as JSON that can stand in a script element, whatever names are in it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")


def packed(program: str) -> str:
    """A program in half of its letters; the page unpacks it."""
    return base64.b64encode(gzip.compress(program.encode(), mtime=0)).decode()


def download(text: str) -> str:
    """A text as an address that a browser saves."""
    return "data:text/plain;charset=utf-8," + quote(text, safe=",.:;()!*-_~/?@$=+")


def still(picture: Picture) -> str:
    """A picture as markup: as lines, or as dots where there are very many lines."""
    drawn, alt = picture.render(_lines_or_dots), escape(picture.alt)
    if isinstance(drawn, bytes):
        source = base64.b64encode(_few_colours(drawn)).decode()
        return f'<img alt="{alt}" src="data:image/png;base64,{source}">'
    svg = drawn[drawn.index("<svg") :]
    # Several pictures in one page must not share the names of their parts.
    svg = re.sub(r'(id="|href="#|url\(#)', rf"\1{picture.name}-", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{alt}" ', 1)


def _lines_or_dots(figure: Figure) -> str | bytes:
    """A figure as SVG, or as PNG where that would be long."""
    svg = _svg(figure)
    return svg if len(svg) <= HEAVY else png_of(figure, DOTS)


def _svg(figure: Figure) -> str:
    lines = io.StringIO()
    # Letters as letters are a third of the size, can be searched, and are read out.
    with styled(), mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(lines, format="svg", metadata={"Date": None})
    # A tenth of a point is finer than any screen or printer; small numbers are scales, and stay.
    return re.sub(r"(\d\d\.\d)\d+", r"\1", lines.getvalue()).replace(FONT, f"{FONT}, Verdana, sans-serif")


def _few_colours(png: bytes) -> bytes:
    """The same picture in a smaller file."""
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib

    with Image.open(io.BytesIO(png)) as image:
        opaque = image.convert("RGB")  # the dots as they were read are let go of before colours are chosen
    # Colours are chosen by every fourth dot of every fourth line; all dots would take the memory of four pictures.
    some = opaque.resize((-(-opaque.width // THINNED), -(-opaque.height // THINNED)), Image.Resampling.NEAREST)
    file = io.BytesIO()
    few = opaque.quantize(palette=some.quantize(COLOURS), dither=Image.Dither.NONE)
    few.save(file, format="png", optimize=True)
    return file.getvalue()


def _png_files(report: Briefing, folder: Path) -> list[Path]:
    return [
        path for picture in report.pictures for path in picture.render(partial(save_figure, path=folder / picture.name))
    ]


def _markdown(report: Briefing, folder: Path) -> list[Path]:
    written = [path for path in _png_files(report, folder / "figures") if path.suffix == ".png"]
    return [write_text(folder / "report.md", markdown(report)), *written]


def markdown(report: Briefing) -> str:
    """A report as text, with pictures beside it in ``figures``."""
    lines = [
        f"# {without_markup(report.name)}",
        "",
        f"**{without_markup(report.question)}**" if report.question else "",
        "",
    ]
    lines += [without_markup(report.answer), "", *(line for each in report.more for line in (without_markup(each), ""))]
    for section in report.parts:
        lines += _section(section)
    return "\n".join([*lines, without_markup(report.origin), ""])


def _section(section: Section) -> list[str]:
    lines = [
        f"## {without_markup(section.title)}",
        "",
        *(line for each in section.text for line in (without_markup(each), "")),
    ]
    for picture in section.pictures:
        lines += [f"![{without_markup(picture.alt)}](figures/{picture.name}.png)", ""]
    for grid in section.grids:
        lines += _table(grid)
    said = [*section.points, *section.lists]
    lines += [f"- **{without_markup(word)}**: {without_markup(meaning)}" for word, meaning in said]
    # Four spaces make a block that nothing in the text can end.
    lines += [f"    {line}" for text in (section.said, section.raw) if text for line in (*text.splitlines(), "")]
    return [*lines, ""]


def _table(grid: Grid) -> list[str]:
    ruler = ["---" if nth < grid.words else "---:" for nth in range(len(grid.head))]
    rows = [grid.head, ruler, *grid.rows]
    cells = [[without_markup(cell) for cell in row] if row is not ruler else row for row in rows]
    return [without_markup(grid.caption), "", *(f"| {' | '.join(row)} |" for row in cells), ""]


FORMATS: dict[Format, Callable[[Briefing, Path], list[Path]]] = {
    Format.HTML: _html,
    Format.MD: _markdown,
    Format.PDF: write_pdf,
    Format.PNG: _png_files,
    Format.PPTX: write_slides,
}
