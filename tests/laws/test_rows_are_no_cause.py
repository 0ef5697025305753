"""How positions are numbered into rows changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.organisations import hierarchy
from tests.strategies import FEW, organisations, programmes
from tests.worlds import (
    KIND_NAMES,
    intervention,
    random_organisation,
    scenario_of,
    setting_of,
    shuffle,
    shuffled,
    simulated,
)

pytestmark = pytest.mark.untraced


@given(organisation=organisations(), programme=programmes(), seed=st.integers(0, 2**32 - 1))
@FEW
def test_rows_in_any_order_give_the_same_life(organisation, programme, seed):
    """Chance is addressed by person, and whatever has an order goes by position."""
    setting = setting_of(organisation, scenario_of({"tried": programme}, baseline="none"))
    other = shuffled(setting, shuffle(organisation.people, seed))

    straight, mixed = simulated(setting, "tried").run(), simulated(other, "tried").run()

    assert np.array_equal(straight.record, mixed.record)
    assert straight.digest == mixed.digest
    assert straight.expenses == mixed.expenses


def test_people_on_duty_in_any_order_of_rows_answer_the_same_posts():
    """Whoever answers as a duty looks for posts that nobody has answered; who looked before must not hang on rows."""
    duties = [intervention(kind) for kind in ("ambassadors", "leader_presence") if kind in KIND_NAMES]
    setting = setting_of(random_organisation(200, 5), scenario_of({"duty": duties}, baseline="none"))
    other = shuffled(setting, shuffle(200, 5))

    assert simulated(setting, "duty").run().digest == simulated(other, "duty").run().digest


def test_shuffling_moves_rows_and_nothing_else():
    """The law is about the simulation only if a shuffled setting says the same of everybody."""
    setting = setting_of(hierarchy(), scenario_of())
    other = shuffled(setting, [6, 0, 5, 1, 4, 2, 3])

    for row, old in enumerate([6, 0, 5, 1, 4, 2, 3]):
        mine, theirs = setting.organisation, other.organisation
        assert theirs.labels[row] == mine.labels[old]
        assert mine.manager[old] == -1 or theirs.labels[theirs.manager[row]] == mine.labels[mine.manager[old]]
        contacts = {
            theirs.labels[each] for each in theirs.ties.other[theirs.ties.start[row] : theirs.ties.start[row + 1]]
        }
        assert contacts == {
            mine.labels[each] for each in mine.ties.other[mine.ties.start[old] : mine.ties.start[old + 1]]
        }
