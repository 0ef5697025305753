"""What can be done in the app is explained where it is chosen, in the words of the catalogue."""

from __future__ import annotations

from html import unescape

import pytest

pytest.importorskip("shiny")

from esnsim.evidence.catalogue import effect_sentences, entry_of
from esnsim.interventions import kinds
from esnsim.web.play.told import lever_help


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
