"""What an entry of the catalogue says in sentences: effort and cost, and the sizes that are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from esnsim.evidence.catalogue.entry import CatalogueEntry
from esnsim.evidence.effects.kind_effect import NAMES, RUNGS, KindEffect
from esnsim.numerals import HYPHEN, numeral

GRADE_WORDS: Mapping[str, str] = {
    "A": "several randomised trials",
    "B": "one trial, or a meta-analysis of a neighbouring field",
    "C": "correlations or a case",
    "D": "judgement",
}
"""What stands behind a published size, by its grade."""
UNUSUAL = "Nothing is published about its size; what it does is what its author wrote."
MEASURED_AT = (
    "Points of headcount against doing nothing, while it is on, where 60 % read and 8 % write; four in five "
    "organisations should lie within."
)


def charge_sentences(entry: CatalogueEntry) -> Iterator[str]:
    """What it takes, one phrase each: how much, how often, whose, for what."""
    for each in entry.charges:
        amount = each.usual.rsplit(", ", maxsplit=1)[-1]
        said = f", set by {each.usual.split(', ')[0]}" if ", " in each.usual else ""
        yield f"{each.whose}: {amount} {each.each} ({each.plausible}{said}) to {each.what}"


def effect_sentences(entry: CatalogueEntry) -> Iterator[str]:
    """Published sizes, one sentence for each dose or moment; or that there is none."""
    for each in entry.effects:
        yield f"{_first_capital(each.words)}, {_when(each)}: {_sizes(each)}. {_evidence(each)}."
    if not entry.effects:
        yield UNUSUAL


def _sizes(effect: KindEffect) -> str:
    """The three bands, rung by rung."""
    bands = {rung: getattr(effect.bands, rung) for rung in RUNGS}
    ends = {rung: [numeral(end, "+g", HYPHEN) for end in band] for rung, band in bands.items()}
    return ", ".join(f"{NAMES[rung]} {low} to {high}" for rung, (low, high) in ends.items())


def _when(effect: KindEffect) -> str:
    return f"after {effect.week} weeks"


def _evidence(effect: KindEffect) -> str:
    """How good the evidence is, in words, with its sources."""
    return f"Evidence {effect.grade}, {GRADE_WORDS[effect.grade[0]]} {effect.source}"


def _first_capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
