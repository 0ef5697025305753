"""What can be done in the app is explained where it is chosen, in the words of the catalogue."""

from __future__ import annotations

from html import unescape
from urllib.request import urlopen

import pytest

pytest.importorskip("shiny")

from esnsim.evidence.catalogue import effect_sentences, entry_of
from esnsim.interventions import kinds
from esnsim.web.catalogue import catalogue_html, catalogue_link, lever_help
from esnsim.web.sliders import SLIDER


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_help_says_what_the_catalogue_says(kind):
    """When it works, what it cannot do, and each published size; folded until somebody asks."""
    entry = entry_of(kinds()[kind])
    shown = lever_help(kind)
    text = unescape(str(shown))

    assert shown.name == "details"
    assert "open" not in shown.attrs
    for said in (entry.works, entry.limits, *effect_sentences(entry)):
        assert said in text


def test_a_page_of_the_app_holds_the_whole_catalogue(server):
    """An installed package has no documentation beside it: links lead to the app itself."""
    with urlopen(f"{server.url}{catalogue_link('ambassadors')}", timeout=60) as answer:  # noqa: S310 - its own address
        page = answer.read().decode()
    text = unescape(page)

    assert page == catalogue_html()
    for kind in kinds().values():
        entry = entry_of(kind)
        assert f'id="{entry.word}"' in page
        assert SLIDER[entry.word].title in text
        for said in (entry.meaning, entry.works, entry.limits, entry.example, *effect_sentences(entry)):
            assert said in text


def test_help_leads_to_its_place_in_the_catalogue():
    assert 'href="interventions#campaign"' in str(lever_help("campaign"))
    assert 'target="_blank"' in str(lever_help("campaign"))
