"""What a report is made of: sections of sentences, pictures and tables, whatever it is written as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments.results.folder import csv_text
from esnsim.report.document.memory import give_back

T = TypeVar("T")

ROOMY = 3000
"""Letters that fit on one sheet in their usual size, beside a picture."""
DIGITS = 4
"""Digits of numbers in files for whoever reads on; all of them stand in the output folder."""


@dataclass(frozen=True)
class Grid:
    """A table to be read.

    Attributes:
        caption: What it shows.
        head: Names of its columns.
        rows: Its cells as text; those of columns that are not words stand to the right.
        words: How many columns, from the left, hold words.
        data: The numbers behind it, for those who compute on; None if it has none.
        name: What the file of these numbers is called.
        folded: Whether it is long and shown only when asked for.
        finding: What it shows, in a sentence that can stand above it; empty for that of its part.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    data: pd.DataFrame | None = None
    name: str = ""
    folded: bool = False
    finding: str = ""

    @property
    def csv(self) -> str:
        """The numbers behind it as text; empty if there are none."""
        return "" if self.data is None else csv_text(self.data, DIGITS)


class NativeSeries(NamedTuple):
    """What is drawn of one programme.

    Attributes:
        name: Of the programme.
        values: One for each category.
        colour: As pictures have it, such as ``#0072B2``.
        dashed: Whether its line is broken.
    """

    name: str
    values: Sequence[float]
    colour: str
    dashed: bool = False


class NativeChart(NamedTuple):
    """A chart that can be edited where slides are.

    Attributes:
        kind: ``lines`` or ``bars``.
        alt: What it shows.
        across: What stands along it, with its unit.
        up: What is measured, with its unit.
        categories: What stands along it.
        series: What is drawn.
    """

    kind: str
    alt: str
    across: str
    up: str
    categories: Sequence[str]
    series: Sequence[NativeSeries]


@dataclass(frozen=True)
class Picture:
    """A figure.

    Attributes:
        name: What its files are called.
        alt: What it shows, for those who cannot see it.
        draw: Draws it.
        data: The numbers behind it.
        chart: Makes an interactive form of it, as a Vega-Lite specification; None if it has none.
        finding: What it shows, in a sentence that can stand above it; empty for that of its part.
        on_slide: Draws less of it, so that its letters can be read from afar; None where it is drawn as it is.
        native: Makes a chart that stands in its place where slides are edited; None where it is drawn.
        inset: Draws what matters of it among the words of a sheet of paper; None where it has a page of its own.
    """

    name: str
    alt: str
    draw: Callable[[], Figure]
    data: pd.DataFrame
    chart: Callable[[], dict[str, Any]] | None = None
    finding: str = ""
    on_slide: Callable[[], Figure] | None = None
    native: Callable[[], NativeChart] | None = None
    inset: Callable[[Axes], None] | None = None

    def render(self, write: Callable[[Figure], T], *, on_slide: bool = False) -> T:
        """Draw the figure, write it, and let go of it: a dozen figures of many programmes would fill a gigabyte.

        Args:
            write: Is given the figure, and keeps nothing of it.
            on_slide: Whether it is drawn for a slide.

        Returns:
            What ``write`` returned.
        """
        figure = self.on_slide() if on_slide and self.on_slide is not None else self.draw()
        try:
            return write(figure)
        finally:
            figure.clear()
            del figure
            give_back()

    @property
    def csv(self) -> str:
        """The numbers behind it as text."""
        return csv_text(self.data, DIGITS)


@dataclass(frozen=True)
class Section:
    """A part of a report.

    Attributes:
        name: By which it is linked to.
        title: What it answers.
        text: Sentences before anything else, each a paragraph.
        pictures: Figures.
        grids: Tables.
        points: What follows: a head, and sentences.
        lists: Definitions: a word, and what it means.
        said: A text to be shown line by line.
        raw: A text to be shown as it is and saved, such as a scenario.
        file: What it is saved as.
        looked_at: Makes what a page shows point by point, as plain values; None where there is nothing of the kind.
        finding: What it found, in a sentence that can stand above a slide; empty for the title.
        conclusion: What follows from it, likewise.
    """

    name: str
    title: str
    text: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    grids: Sequence[Grid] = ()
    points: Sequence[tuple[str, str]] = ()
    lists: Sequence[tuple[str, str]] = ()
    said: str = ""
    raw: str = ""
    file: str = ""
    looked_at: Callable[[], dict[str, Any]] | None = None
    finding: str = ""
    conclusion: str = ""


@dataclass(frozen=True)
class Briefing:
    """A report.

    Attributes:
        name: Of the scenario.
        question: What was asked.
        answer: In one sentence, with its interval.
        more: What else has to be known before believing it.
        origin: Where it comes from, in a line.
        sections: The parts.
        sheet: What fits on one sheet and is enough to decide by; None where nothing is compared.
    """

    name: str
    question: str
    answer: str
    more: Sequence[str]
    origin: str
    sections: Sequence[Section] = field(default_factory=tuple)
    sheet: Section | None = None

    @property
    def pictures(self) -> list[Picture]:
        """All figures."""
        return [picture for section in self.parts for picture in section.pictures]

    @property
    def explored(self) -> Section | None:
        """The part that is looked at point by point; None where there is none."""
        return next((section for section in self.parts if section.looked_at is not None), None)

    @property
    def is_dense(self) -> bool:
        """Whether the sheet has so many letters that they have to be small to fit on one side of paper."""
        if self.sheet is None:
            return False
        cells = [cell for grid in self.sheet.grids for row in (grid.head, *grid.rows) for cell in row]
        captions = [grid.caption for grid in self.sheet.grids]
        sentences = [sentence for point in self.sheet.points for sentence in point]
        texts = [self.question, self.answer, *self.more, *self.sheet.text, *cells, *captions, *sentences]
        return sum(map(len, texts)) > ROOMY

    @property
    def parts(self) -> list[Section]:
        """All parts, the sheet first."""
        return [*([self.sheet] if self.sheet else []), *self.sections]
