"""One kind of intervention with all that is known about it, gathered from where each thing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from esnsim.errors import Mistake, ScenarioError
from esnsim.evidence.catalogue.advice import ADVICE
from esnsim.evidence.effects.kind_effect import KindEffect
from esnsim.evidence.effects.kinds import KIND_EFFECTS
from esnsim.interventions import Kind, kind_word, kinds
from esnsim.interventions.described import ChargeRow, FieldRow, charge_rows, field_rows
from esnsim.interventions.forms import suggestion


class CatalogueEntry(NamedTuple):
    """What the catalogue says about a kind.

    Attributes:
        word: How scenario files write it.
        title: Its plain name.
        meaning: What it is, in a sentence.
        works: When it works; empty where nobody said so.
        limits: What it cannot do; empty where nobody said so.
        example: How a scenario file writes it.
        charges: What it takes where a scenario says nothing else.
        fields: Entries of its own.
        effects: Published sizes; none for a kind that does not come with esnsim.
        source: Where the evidence for it is.
    """

    word: str
    title: str
    meaning: str
    works: str
    limits: str
    example: str
    charges: list[ChargeRow]
    fields: list[FieldRow]
    effects: list[KindEffect]
    source: str


def catalogue() -> list[CatalogueEntry]:
    """Every kind that scenarios may use: those of esnsim by the alphabet, then those of plug-ins."""
    return [entry_of(kind) for kind in kinds().values()]


def entries_named(names: Iterable[str]) -> list[CatalogueEntry]:
    """The entries of these kinds, each once, in the order of the names.

    Args:
        names: Words of kinds or their plain names; capitals, hyphens and spaces do not matter.

    Raises:
        ScenarioError: With every name that is no kind's.
    """
    entries = catalogue()
    known = {_plain(each.title): each for each in entries} | {_plain(each.word): each for each in entries}
    asked = list(names)
    words = sorted(each.word for each in entries)
    if wrong := [name for name in asked if _plain(name) not in known]:
        raise ScenarioError(
            [Mistake(name, f"no intervention has that name; {suggestion(name, words, 'kinds')}") for name in wrong]
        )
    return list({known[_plain(name)].word: known[_plain(name)] for name in asked}.values())


def _plain(name: str) -> str:
    """A name as it is looked for."""
    return "_".join(name.lower().replace("-", " ").replace("_", " ").split())


def entry_of(kind: type[Kind]) -> CatalogueEntry:
    """All that is known about a kind; one of a plug-in says of itself what it does."""
    word = kind_word(kind)
    advice = ADVICE.get(word)
    return CatalogueEntry(
        word=word,
        title=advice.title if advice else word.replace("_", " ").capitalize(),
        meaning=kind.meaning,
        works=advice.works if advice else "",
        limits=advice.limits if advice else "",
        example=advice.example if advice else f"{{kind: {word}, start: week 1}}",
        charges=charge_rows(kind),
        fields=field_rows(kind),
        effects=[each for each in KIND_EFFECTS if each.programme[0]["kind"] == word],
        source=kind.source,
    )
