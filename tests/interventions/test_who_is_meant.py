"""Audiences are people as they were on the eve, whoever held the position before and whatever else is done."""

from __future__ import annotations

import numpy as np

from tests.interventions.programmes import WEEK, Stage, carried_out
from tests.worlds import intervention

BODY = intervention("ambassadors", share=0.2, name="body", duration="2 weeks")
TO_THEM = intervention("recognition", audience={"role": "ambassador"})


def test_roles_are_those_of_the_eve():
    """Who is appointed in a morning is reached a week later; who is dismissed in a morning had the role on the eve."""
    after = carried_out(TO_THEM | {"start": "week 3"}, BODY).lever("encourage")
    during = carried_out(TO_THEM, BODY).lever("encourage")

    assert (after[2 * WEEK] > 0.0).sum() == 12
    assert not during[:WEEK].any()
    assert (during[WEEK] > 0.0).sum() == 12


def test_something_of_no_dose_changes_nobodys_audience():
    """Even where it looks at people before a role is taken back."""
    nothing = intervention("ambassadors", share=0.2, name="a", dose=0.0)
    said = [TO_THEM | {"start": "week 3"}, BODY]

    np.testing.assert_array_equal(carried_out(*said).lever("encourage"), carried_out(*said, nothing).lever("encourage"))


def test_ages_are_those_of_who_is_there_now():
    """A young successor of somebody old is young."""
    stage = Stage([intervention("recognition", audience={"age_band": "18-24"})])
    stage.world.people.age_band[:] = 4
    stage.world.people.age_band[[3, 8]] = 0

    assert np.flatnonzero(stage.go_on(1).lever("encourage")[0]).tolist() == [3, 8]
