"""The catalogue says of every kind what a planner asks, and nothing that the files it is made of do not."""

from __future__ import annotations

import re

import pytest

from esnsim.errors import ScenarioError
from esnsim.evidence.catalogue import catalogue, catalogue_page, charge_sentences, effect_sentences, entries_named
from esnsim.evidence.catalogue.advice import ADVICE
from esnsim.evidence.effects.kinds import KIND_EFFECTS
from esnsim.interventions.kinds import KINDS
from esnsim.interventions.registry import kind_word
from esnsim.scenario import doubts, load
from tests.contracts.paths import ROOT
from tests.plain_words import private_words

WORDS = [kind_word(kind) for kind in KINDS]
EVERY_ENTRY = pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.word)


def test_every_kind_that_comes_with_esnsim_has_its_advice():
    assert sorted(ADVICE) == sorted(WORDS)
    assert [each.word for each in catalogue()] == WORDS


@EVERY_ENTRY
def test_an_entry_says_all_that_is_asked(entry):
    """In whole sentences and plain words."""
    for said in (entry.meaning, entry.works, entry.limits):
        assert said[0].isupper()
        assert said.endswith(".")
        assert private_words(said) == {}
    assert "_" not in entry.title
    assert entry.fields
    assert list(charge_sentences(entry))


@EVERY_ENTRY
def test_the_example_is_one_that_can_be_run(entry):
    """A scenario of it alone is right, and nothing about it looks as if it was not meant."""
    text = (
        f"name: x\norganisation: {{generate: {{people: 300}}}}\nprogrammes:\n  none: []\n  it:\n  - {entry.example}\n"
    )
    scenario = load(text)

    assert [each.kind for each in scenario.programme("it")] == [entry.word]
    assert doubts(scenario) == []


@EVERY_ENTRY
def test_published_sizes_are_those_that_effects_are_judged_by(entry):
    """Every band stands in a sentence with its grade and source."""
    published = [each for each in KIND_EFFECTS if each.programme[0]["kind"] == entry.word]
    sentences = list(effect_sentences(entry))

    assert len(sentences) == len(published) > 0
    for said, effect in zip(sentences, published, strict=True):
        assert f"after {effect.week} weeks" in said
        assert effect.source in said
        assert f"Evidence {effect.grade}, " in said
        for low, high in effect.bands:
            assert re.search(
                rf"{re.escape(f'{low:+g}' if low else '0')} to {re.escape(f'{high:+g}' if high else '0')}", said
            )


def test_sources_of_sizes_are_listed():
    """Whoever reads a source in brackets finds it."""
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    listed = {name for names in re.findall(r"^\| ([\w, -]+) \|", page, re.MULTILINE) for name in names.split(", ")}
    named = {
        name for entry in catalogue() for each in entry.effects for name in re.findall(r"\[([\w-]+)\]", each.source)
    }

    assert sorted(named - listed) == []


def test_the_page_in_the_docs_does_not_drift():
    """docs/interventions.md is what ``esnsim interventions --markdown`` prints; write it anew when this fails."""
    assert (ROOT / "docs" / "interventions.md").read_text(encoding="utf-8") == catalogue_page()


def test_links_of_the_list_lead_to_headings():
    """Each kind of the table has its section."""
    page = catalogue_page()
    heads = {head.lower().replace(" ", "-") for head in re.findall(r"^## (.*)$", page, re.MULTILINE)}

    assert set(re.findall(r"\]\(#([\w-]+)\)", page)) == heads
    assert len(heads) == len(WORDS)


@pytest.mark.parametrize("name", ["leader_presence", "Leader presence", "leader-presence", "leaders who are present"])
def test_a_kind_is_found_by_any_of_its_names(name):
    assert [each.word for each in entries_named([name, "leader_presence"])] == ["leader_presence"]


def test_all_names_that_are_none_are_told_at_once():
    with pytest.raises(ScenarioError, match=r"did you mean 'ambassadors'\?(.|\n)*lunches: no intervention") as refused:
        entries_named(["ambassador", "training", "lunches"])

    assert len(refused.value.mistakes) == 2
