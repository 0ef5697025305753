"""A part of an assessment, its tables, and how their cells are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from esnsim.numerals import numeral
from esnsim.usage.assessing.rungs import RungCount, UsageLadder
from esnsim.usage.files.moments import iso
from esnsim.usage.record import Span

UNKNOWN_CELL = "unknown"


class UsageTable(NamedTuple):
    """A table to be read.

    Attributes:
        caption: What it shows.
        head: Names of its columns.
        rows: Its cells.
        words: How many columns, from the left, hold words.
        folded: Whether it is long, and shown only when asked for.
        aside: Columns that a terminal has no room for.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    folded: bool = False
    aside: Sequence[str] = ()


class UsageSection(NamedTuple):
    """A part of an assessment.

    Attributes:
        name: By which it is linked to.
        title: What it answers.
        text: Sentences.
        tables: Tables.
        lists: Words, and what they mean.
    """

    name: str
    title: str
    text: Sequence[str] = ()
    tables: Sequence[UsageTable] = ()
    lists: Sequence[tuple[str, str]] = ()


def percents(share: float | None) -> str:
    """A share as a cell."""
    if share is None:
        return UNKNOWN_CELL
    return f"{numeral(100.0 * share, '.1f' if share < 0.1 else '.0f')} %"  # noqa: PLR2004 - below a tenth a decimal says something


def window_words(window: Span | None) -> str:
    """The days of a window, in words."""
    if window is None:
        return "a period that the files do not name"
    if window.days == 1:
        return f"the one day {iso(window.first)}"
    return f"the {window.days:,} days from {iso(window.first)} to {iso(window.last)}"


def people_cell(count: RungCount) -> str:
    """How many people stand on a rung."""
    if count.people is None:
        return UNKNOWN_CELL
    return f"at least {count.people:,}" if count.at_least else f"{count.people:,}"


def rung_share(ladder: UsageLadder, rung: str) -> float | None:
    """Which share of those who can take part stands on a rung; accounts are those enabled."""
    return ladder.share("enabled" if rung == "accounts" else rung)


def number_cell(value: int | None) -> str:
    """A count."""
    return UNKNOWN_CELL if value is None else f"{value:,}"
