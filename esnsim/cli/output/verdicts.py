"""Verdicts for a terminal, and the models that they leave plausible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from esnsim.numerals import HYPHEN, numeral

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from esnsim.ensemble.members import PlausibleModel
    from esnsim.ensemble.summary import Narrowing, TradeOff
    from esnsim.evidence.finding import Finding, Verdict
    from esnsim.evidence.verdict import Judged

INDENT = 2
SHOWN = 20
"""Constants and pairs that are printed of the ensemble; all are in ``--json``."""


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


def print_effects(judged: Sequence[Judged], page: Console, *, models: bool) -> None:
    """Print what each kind of intervention does, at half, usual and double dose, and what is left of it."""
    from rich.table import Table

    from esnsim.report.document.effects import DEFAULTS_NOTE, EFFECT_COLUMNS, EFFECT_NOTE, MODELS_NOTE, effect_rows

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
    page.print(f"{EFFECT_NOTE} {MODELS_NOTE if models else DEFAULTS_NOTE}", style="dim")


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


def print_ensemble(models: Sequence[PlausibleModel], page: Console) -> None:
    """What the models hold, what was narrowed and what trades off."""
    from esnsim.ensemble.members import ensemble_digest
    from esnsim.ensemble.space import dimensions
    from esnsim.ensemble.summary import held_by, narrowings, trade_offs

    space = dimensions()
    page.print(f"{len(models)} plausible models of {len(space)} constants and sizes (digest {ensemble_digest()}).")
    misses = sorted(each.miss for each in models)
    page.print(
        f"Claims miss their bands by {misses[0]:.2f} to {misses[-1]:.2f} widths in the mean; the defaults are model 1, "
        f"with {models[0].miss:.2f}."
    )
    _print_held(held_by(models), len(models), page)
    _print_narrowed(narrowings(models, space), page)
    _print_pairs(trade_offs(models, space), page)


def ensemble_document(models: Sequence[PlausibleModel]) -> dict[str, Any]:
    """The same as plain values."""
    from esnsim.ensemble.members import ensemble_digest
    from esnsim.ensemble.space import dimensions
    from esnsim.ensemble.summary import held_by, narrowings, trade_offs

    space = dimensions()
    return {
        "members": len(models),
        "digest": ensemble_digest(),
        "misses": [each.miss for each in models],
        "held": held_by(models),
        "dimensions": [_plain(each) for each in narrowings(models, space)],
        "trade_offs": [each._asdict() for each in trade_offs(models, space)],
    }


def _print_held(held: dict[str, int], models: int, page: Console) -> None:
    """Facts by how many models hold them."""
    often = [f"{name.replace('_', ' ')} {count}" for name, count in sorted(held.items(), key=lambda each: -each[1])]
    page.print(f"\nHeld by how many of {models} models:", style="bold")
    page.print(", ".join(often))


def _print_narrowed(found: Sequence[Narrowing], page: Console) -> None:
    """The constants that were narrowed most."""
    from rich.table import Table

    from esnsim.ensemble.summary import NARROWED

    told = [each for each in found if each.kept < NARROWED]
    page.print(f"\nNarrowed are {len(told)} of {len(found)}; the others are as open as their ranges.", style="bold")
    table = Table("constant or size", "range", "80 % of models", "default", "kept", box=None, padding=(0, 2, 0, 0))
    for each in told[:SHOWN]:
        one = each.dimension
        cells = (one.name, f"{one.low:g} to {one.high:g}", f"{each.low:.3g} to {each.high:.3g}", f"{one.default:.4g}")
        table.add_row(*cells, f"{100.0 * each.kept:.0f} %")
    page.print(table)


def _print_pairs(pairs: Sequence[TradeOff], page: Console) -> None:
    """The constants that make up for each other."""
    if not pairs:
        page.print("\nNo two constants trade off beyond what random variation explains.")
        return
    page.print("\nTrading off (rank correlation between models):", style="bold")
    for each in pairs[:SHOWN]:
        page.print(f"  {each.one} and {each.other}: {numeral(each.correlation, '+.2f', HYPHEN)}")


def _plain(each: Narrowing) -> dict[str, Any]:
    return {
        **each.dimension._asdict(),
        "low80": each.low,
        "median": each.median,
        "high80": each.high,
        "kept": each.kept,
    }
