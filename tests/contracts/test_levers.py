"""What the app promises of every kind of intervention."""

from __future__ import annotations

import pytest

levers = pytest.importorskip("esnsim.web.levers", reason="no app here")

from esnsim.interventions import KINDS  # noqa: E402
from tests.worlds import KIND_NAMES  # noqa: E402


def test_every_kind_can_be_done_in_the_app():
    assert set(levers.LEVER) == set(KIND_NAMES)
    assert len(levers.LEVERS) == len(KINDS)


def test_every_kind_that_comes_with_esnsim_has_words_and_a_price_of_its_own():
    assert {lever.kind for lever in levers.JUDGED} == set(KIND_NAMES)
    assert len({lever.title for lever in levers.LEVERS}) == len(levers.LEVERS)


def test_a_kind_that_nobody_has_judged_gets_a_slider_for_its_dose():
    *_, new = levers.levers_of([*KIND_NAMES, "free_lunch"])

    assert (new.kind, new.title, new.entry) == ("free_lunch", "Free lunch", "dose")
    assert new.cost(new.usual) == levers.PRICE
    assert new.intervention(0.5, "week 2") == {"kind": "free_lunch", "dose": 0.5, "start": "week 2"}
