"""An assessment of usage as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from esnsim.cli.output.printing import console

if TYPE_CHECKING:
    from esnsim.usage.assessing.assessment import Assessment
    from esnsim.usage.writing.section import UsageTable

MOST_ROWS = 15
"""Rows of a long table that are printed; all of them stand in the page and in the document."""


def print_usage(found: Assessment) -> None:
    """Print all parts of an assessment."""
    from esnsim.usage.writing.headline import bottleneck_line, usage_headline
    from esnsim.usage.writing.sections import usage_sections

    page = console()
    page.print(f"{found.record.title[:1].upper()}{found.record.title[1:]}")
    page.print(usage_headline(found), style="bold")
    page.print(bottleneck_line(found))
    for section in usage_sections(found):
        page.print(f"\n{section.title}", style="bold")
        for sentence in section.text:
            page.print(sentence)
        for table in section.tables:
            _print_table(table)


def _print_table(content: UsageTable) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    rows = content.rows[:MOST_ROWS] if content.folded else content.rows
    more = f" The first {len(rows)} of {len(content.rows)} rows." if len(rows) < len(content.rows) else ""
    places = [nth for nth, heading in enumerate(content.head) if heading not in content.aside]
    table = Table(box=SIMPLE_HEAD)
    for nth in places:
        table.add_column(content.head[nth], justify="left" if nth < content.words else "right")
    for row in rows:
        table.add_row(*(row[nth] for nth in places))
    page = console()
    page.print(f"{content.caption}{more}")
    page.print(table)
