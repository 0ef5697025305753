"""Verdicts for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from esnsim.evidence.finding import Finding, Verdict
    from esnsim.evidence.verdict import Judged

INDENT = 2


def print_verdicts(judged: Sequence[Judged], page: Console) -> None:
    """Print fact by fact: statement, source, strength of evidence, what the model makes of it, band and verdict."""
    from esnsim.report.document.verdicts import INTERVAL, verdict_summary

    for each in judged:
        _print_fact(each, page)
    page.print(
        f"\nValues are medians of replicates, with the middle {INTERVAL} of them; what replicates can only tell "
        f"together has its {INTERVAL} interval. A fact surely holds if the whole interval of each of its values lies "
        "in the band, and surely misses if one lies wholly outside.",
        style="dim",
    )
    first, *others = verdict_summary(judged)
    page.print(f"\n{first}.", style="bold")
    for sentence in others:
        page.print(f"{sentence}.")


def print_effects(judged: Sequence[Judged], page: Console) -> None:
    """Print what each kind of intervention does, at half, usual and double dose, and what is left of it."""
    from rich.table import Table

    from esnsim.report.document.effects import EFFECT_COLUMNS, EFFECT_NOTE, effect_rows

    rows = effect_rows(judged)
    if not rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column(EFFECT_COLUMNS[0], min_width=max(len(row[0]) for row in rows), no_wrap=True)
    for name in EFFECT_COLUMNS[1:]:
        table.add_column(name, justify="right", min_width=max(len(row[EFFECT_COLUMNS.index(name)]) for row in rows))
    for row in rows:
        table.add_row(*row)
    page.print(table)
    page.print(EFFECT_NOTE, style="dim")


def _print_fact(judged: Judged, page: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    fact, verdict = judged.fact, judged.verdict
    head = Text.assemble("\n", (f"{fact.id} {verdict.value}", f"bold {_look(verdict)}"), f"  {fact.statement}")
    page.print(head)
    trials = ", ".join(dict.fromkeys(test.trial.name for test in fact.tests))
    about = f"{fact.family.value}; {fact.grade.value} evidence: {fact.source}; tried in: {trials}"
    page.print(Padding(about, (0, 0, 0, INDENT)), style="dim")
    if judged.reason:
        page.print(Padding(f"{judged.reason}.", (0, 0, 0, INDENT)))
    if judged.findings:
        page.print(Padding(_table(judged.findings), (0, 0, 0, INDENT)))


def _look(verdict: Verdict) -> str:
    return "green" if verdict.passes else "red" if verdict.misses else "yellow"


def _table(findings: Sequence[Finding]) -> Table:
    from rich.table import Table

    from esnsim.report.document.verdicts import band_text, interval, verdict_text, written

    table = Table.grid(padding=(0, 2))
    table.add_column(ratio=5)
    table.add_column(ratio=2, justify="right")
    table.add_column(ratio=3)
    table.add_column(ratio=3)
    table.add_column(ratio=3)
    for finding in findings:
        form, band = finding.claim.form, finding.claim.band
        table.add_row(
            finding.claim.words,
            written(finding.value, form),
            interval(finding),
            f"band {band_text(band, form)}",
            verdict_text(finding),
            style="" if finding.passes else "red",
        )
    return table


def print_changes(before: Sequence[Judged], after: Sequence[Judged], what: str, page: Console) -> None:
    """Print which verdicts another model changes."""
    from esnsim.report.document.verdicts import change_sentences, changes

    for sentence in change_sentences(changes(before, after), what):
        page.print(f"{sentence}.", style="bold")
