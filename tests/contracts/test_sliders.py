"""What the app promises of every kind of intervention."""

from __future__ import annotations

import pytest

sliders = pytest.importorskip("esnsim.web.sliders", reason="no app here")

from esnsim.interventions import KINDS  # noqa: E402
from tests.worlds import KIND_NAMES  # noqa: E402


def test_every_kind_can_be_done_in_the_app():
    assert set(sliders.SLIDER) == set(KIND_NAMES)
    assert len(sliders.SLIDERS) == len(KINDS)


def test_every_kind_that_comes_with_esnsim_has_words_and_a_price_of_its_own():
    assert {lever.kind for lever in sliders.JUDGED} == set(KIND_NAMES)
    assert len({lever.title for lever in sliders.SLIDERS}) == len(sliders.SLIDERS)


def test_a_kind_that_nobody_has_judged_gets_a_slider_for_its_dose():
    *_, new = sliders.sliders_of([*KIND_NAMES, "free_lunch"])

    assert (new.kind, new.title, new.entry) == ("free_lunch", "Free lunch", "dose")
    assert new.cost(new.usual) == sliders.PRICE
    assert new.intervention(0.5, "week 2") == {"kind": "free_lunch", "dose": 0.5, "start": "week 2"}
