"""What the app promises of every kind of intervention."""

from __future__ import annotations

import pytest

sliders = pytest.importorskip("esnsim.web.sliders", reason="no app here")

from esnsim.interventions import KINDS  # noqa: E402
from tests.worlds import KIND_NAMES  # noqa: E402


def test_every_kind_can_be_done_in_the_app():
    assert set(sliders.SLIDER) == set(KIND_NAMES)
    assert len(sliders.SLIDERS) == len(KINDS)


def test_every_kind_that_comes_with_esnsim_has_an_entry_and_a_price_of_its_own():
    assert {slider.kind for slider in sliders.JUDGED} == set(KIND_NAMES)


def test_the_app_names_interventions_as_scenario_files_do():
    assert {slider.title.lower().replace(" ", "_") for slider in sliders.SLIDERS} == set(KIND_NAMES)


def test_a_kind_that_nobody_has_judged_gets_a_slider_for_its_dose():
    *_, new = sliders.sliders_of([*KIND_NAMES, "free_lunch"])

    assert (new.kind, new.title, new.entry) == ("free_lunch", "Free lunch", "dose")
    assert new.cost(new.usual) == sliders.PRICE
    assert new.intervention(0.5, "week 2") == {"kind": "free_lunch", "dose": 0.5, "start": "week 2"}
