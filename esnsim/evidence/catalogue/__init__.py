"""The catalogue of interventions: what each is, when it works, what it takes, what is published, what it cannot do."""

from esnsim.evidence.catalogue.entry import CatalogueEntry, catalogue, entries_named, entry_of
from esnsim.evidence.catalogue.page import catalogue_page
from esnsim.evidence.catalogue.words import charge_sentences, effect_sentences

__all__ = [
    "CatalogueEntry",
    "catalogue",
    "catalogue_page",
    "charge_sentences",
    "effect_sentences",
    "entries_named",
    "entry_of",
]
