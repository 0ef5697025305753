"""What a campaign, leaders' presence and their training pull, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Tier
from esnsim.interventions.kinds.campaign import FADED
from tests.interventions.programmes import FIRM, PEOPLE, WEEK, Stage, carried_out
from tests.worlds import intervention

TOP = FIRM.level <= 1


def presence(**said):
    """Leaders of the two upper levels, who answer on the network."""
    return intervention("leader_presence", **{"audience": {"level_at_most": 1}, "answered_here": 1.0, **said})


def training(**said):
    """For the same leaders."""
    return intervention("senior_training", **{"audience": {"level_at_most": 1}, **said})


@pytest.mark.parametrize(
    ("depth", "replies", "posts"), [("listen", 2.0, 0.0), ("share", 2.0, 1.5), ("engage", 5.0, 1.0)]
)
def test_a_depth_is_so_many_replies_and_posts(depth, replies, posts):
    """Numbers that are written down count, and what is left out is filled in."""
    stage = carried_out(presence(depth=depth))
    written = Stage([presence(depth=depth, posts_per_week=4)]).kinds[0]

    np.testing.assert_allclose(stage.lever("duty_replies")[0][TOP], replies / WEEK, rtol=1e-6)
    np.testing.assert_allclose(stage.lever("duty_posts")[0][TOP], posts / WEEK, rtol=1e-6)
    assert (written.replies_per_week, written.posts_per_week) == (replies, 4)


def test_what_is_answered_elsewhere_is_seen_by_nobody():
    """A quarter of the replies are left, and their time; posts stay."""
    here, elsewhere = (Stage([presence(answered_here=share)]) for share in (1.0, 0.25))
    replies, fewer = (stage.go_on(1).lever("duty_replies")[0] for stage in (here, elsewhere))

    np.testing.assert_allclose(fewer, 0.25 * replies, rtol=1e-6)
    np.testing.assert_array_equal(here.lever("duty_posts"), elsewhere.lever("duty_posts"))
    assert elsewhere.programme.expenses[0].hours < here.programme.expenses[0].hours


def test_a_ghostwriter_answers_nobody():
    stage = carried_out(presence(voice="ghostwritten"))

    assert not stage.lever("duty_replies").any()
    assert stage.lever("duty_posts").any()


def test_a_campaign_brings_its_share_in_four_weeks():
    """Twenty workdays at its hazard leave the others untouched."""
    stage = carried_out(intervention("campaign", pull_per_month=0.3, reminder=0.4))

    np.testing.assert_allclose(1.0 - np.exp(-20.0 * stage.lever("hear")[0]), 0.3, rtol=1e-6)
    np.testing.assert_allclose(stage.lever("prompt")[0], 0.4, rtol=1e-6)


@pytest.mark.parametrize("half_lives", [0, 1, 2, 5])
def test_a_campaign_fades_by_halves(half_lives):
    """Full on its last day, half of it a half-life after its end."""
    stage = carried_out(intervention("campaign", duration="2 weeks", half_life="3 weeks"), weeks=25)
    hear = stage.lever("hear")[:, 0]

    assert hear[2 * WEEK + 3 * WEEK * half_lives] == pytest.approx(hear[0] * 0.5**half_lives, rel=1e-6)


def test_a_campaign_is_over_after_six_half_lives():
    """Then the levers are neutral, exactly."""
    stage = carried_out(intervention("campaign", duration="2 weeks", half_life="2 weeks"))
    end = 2 * WEEK + FADED * 2 * WEEK

    assert stage.busy[end - 1].all()
    assert not stage.busy[end:].any()


def test_a_campaign_without_half_life_ends_with_its_last_day():
    """Nothing is left of it."""
    stage = carried_out(intervention("campaign", duration="2 weeks", half_life="0 weeks"))

    assert stage.busy[2 * WEEK - 1].all()
    assert not stage.busy[2 * WEEK :].any()


def test_half_a_dose_of_a_campaign_pulls_half_as_hard():
    """Levers are in proportion to the dose."""
    half, whole = (carried_out(intervention("campaign", dose=dose)) for dose in (0.5, 1.0))

    for lever in ("hear", "prompt"):
        np.testing.assert_allclose(half.lever(lever)[0], 0.5 * whole.lever(lever)[0], rtol=1e-6)


def test_a_campaign_of_little_capacity_is_heard_by_those_it_reached():
    """And by them alone."""
    stage = carried_out(intervention("campaign", capacity=10, duration="4 weeks"))

    assert [int((hear > 0).sum()) for hear in stage.lever("hear")[::WEEK][:4]] == [10, 20, 30, 40]


def test_a_newcomer_is_reached_anew():
    """What the former holder of a position heard, the successor did not."""
    stage = Stage([presence(cost={})]).go_on(1)
    stage.world.people.person[0] += PEOPLE
    before = float(stage.lever("prompt")[0, 0])
    stage.go_on(WEEK)

    assert before > 0.0
    assert stage.lever("prompt")[WEEK, 0] == before
    first, second = (each.hours for each in stage.programme.expenses)
    assert first - second == pytest.approx(TOP.sum() - 1), "all of them are briefed, then the newcomer"


def test_leaders_promise_replies_posts_and_to_be_there():
    """Those reached, in proportion to the dose."""
    stage = carried_out(presence(dose=0.5, replies_per_week=5.0, posts_per_week=2.0, presence=1.5))
    pulled = {"duty_replies": 0.5, "duty_posts": 0.2, "prompt": 0.75, "hear": 0.5 * Parameters().leader_trial}

    for lever, amount in pulled.items():
        np.testing.assert_allclose(stage.lever(lever)[0], np.where(TOP, amount, 0.0), rtol=1e-6)


def test_leaders_time_is_what_they_promised_to_write():
    """Five replies and one post of ten minutes each are an hour a week, after an hour of briefing."""
    said = {"replies_per_week": 5.0, "posts_per_week": 1.0, "minutes_per_item": 10.0, "duration": "2 weeks"}
    stage = carried_out(presence(cost={}, **said))

    assert [each.hours for each in stage.programme.expenses] == [pytest.approx(2 * TOP.sum()), pytest.approx(TOP.sum())]


def test_a_session_closes_its_share_of_the_gap_in_a_week():
    """Five workdays, each a fifth of it, and nothing afterwards."""
    stage = carried_out(training(gap_closed=0.5, usefulness_closed=0.2))

    for lever, closed in (("teach_ease", 0.5), ("teach_usefulness", 0.2)):
        taught = stage.lever(lever)
        np.testing.assert_allclose(1.0 - (1.0 - taught[:WEEK].astype(float)).prod(axis=0), TOP * closed, atol=1e-6)
        assert not taught[WEEK:].any()


def test_sessions_take_their_hours_once():
    """Three hours for each leader, in the week of the session; whoever holds them is paid."""
    stage = carried_out(training(session_hours=3.0, capacity=4, cost={"per_person": 90.0}))
    leaders = int(TOP.sum())
    weeks = -(-leaders // 4)
    expected = [12.0] * (leaders // 4) + [3.0 * (leaders % 4)] * (leaders % 4 > 0)

    assert [each.hours for each in stage.programme.expenses][:weeks] == expected
    assert sum(each.hours for each in stage.programme.expenses) == 3.0 * leaders


def test_nothing_said_means_the_highest_hundredth():
    """Leaders are meant, the same share of them whatever the size, and at least one."""
    stage = Stage([{"kind": "leader_presence"}, {"kind": "senior_training"}]).go_on(1)
    pulled = stage.busy[0]

    assert pulled.sum() == 1
    assert FIRM.level[pulled] == 0
    assert Tier.TOP in stage.world.people.tier[pulled]


def test_levers_of_two_interventions_add_up():
    """A leader who is reminded by a campaign and has promised to be there."""
    promise, reminding = presence(presence=1.5), intervention("campaign", reminder=0.2)
    alone = [carried_out(each).lever("prompt")[0] for each in (promise, reminding)]
    both = carried_out(promise, reminding).lever("prompt")[0]

    np.testing.assert_allclose(both, alone[0] + alone[1], rtol=1e-6)
    assert both.max() == pytest.approx(1.5 + 0.2)
    assert math.isclose(both.min(), 0.2, rel_tol=1e-6)


def test_a_tutorial_helps_only_those_who_are_comfortable_already():
    """And everybody's time is counted all the same."""
    stage = Stage([intervention("training", form="tutorial", cost={})])
    ease = stage.world.people.ease
    ease[: PEOPLE // 2], ease[PEOPLE // 2 :] = 0.3, 0.8
    taught = stage.go_on(1).lever("teach_ease")[0]

    assert not taught[: PEOPLE // 2].any()
    assert (taught[PEOPLE // 2 :] > 0.0).all()
    assert stage.programme.expenses[0].hours == pytest.approx(1.5 * PEOPLE)
