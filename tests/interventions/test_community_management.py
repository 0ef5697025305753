"""Community managers: how many, and what a part of a job is."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from esnsim.behaviour.person import Role
from esnsim.interventions.kinds.community_management import CommunityManagement
from tests.interventions.programmes import PEOPLE, carried_out
from tests.worlds import intervention


def managers(**said):
    """As a file would say it: by count or by span, whichever is given."""
    neither = {"count": None, "span": None}
    return {**intervention("community_management"), **neither, **said}


def test_as_many_are_appointed_as_were_asked_for():
    """And they hold the role."""
    stage = carried_out(managers(count=3))

    assert (stage.world.people.role == Role.COMMUNITY_MANAGER.value).sum() == 3


@pytest.mark.parametrize(("span", "wanted"), [(20, 3), (50, 1), (5000, 1)])
def test_a_span_is_people_of_the_audience_for_each_and_at_least_one(span, wanted):
    """Sixty people."""
    assert PEOPLE == 60
    stage = carried_out(managers(span=span))

    assert (stage.world.people.role == Role.COMMUNITY_MANAGER.value).sum() == wanted


def test_half_a_dose_is_a_part_time_job_for_as_many():
    """Each does half."""
    full, half = (carried_out(managers(count=2, dose=dose)) for dose in (1.0, 0.5))
    serving = half.world.people.role == Role.COMMUNITY_MANAGER.value

    assert serving.sum() == (full.world.people.role == Role.COMMUNITY_MANAGER.value).sum() == 2
    np.testing.assert_allclose(half.lever("duty_replies")[0][serving], 0.5 * full.lever("duty_replies")[0][serving])


@pytest.mark.parametrize("said", [{}, {"count": 2, "span": 500}])
def test_either_a_number_or_a_span_has_to_be_given(said):
    """Nobody guesses how many are wanted."""
    with pytest.raises(ValidationError, match="write either 'count'"):
        CommunityManagement(kind="community_management", **said)
