"""Ambassadors: found, serving, renewed, dismissed."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from esnsim.behaviour.parameters import Parameters
from esnsim.behaviour.person import Role, Tier
from esnsim.interventions.kinds.ambassadors import Ambassadors
from tests.interventions.programmes import FIRM, PEOPLE, WEEK, Stage, carried_out
from tests.worlds import intervention


def ambassadors(**said):
    """As a file would say it; by count, not by share."""
    return {**intervention("ambassadors", **said), **({} if "share" in said else {"share": None})}


def serving_first(recruit, prepare):
    """Rows appointed on the first day, of a world that was prepared."""
    stage = Stage([ambassadors(count=5, recruit=recruit)])
    prepare(stage.world.people)
    return set(stage.go_on(1).serving().tolist())


def test_as_many_are_appointed_as_were_asked_for():
    """A number of people."""
    assert len(carried_out(ambassadors(count=7)).serving()) == 7


@pytest.mark.parametrize(("share", "audience"), [(0.25, {}), (0.5, {"unit": "unit 1"}), (1.0, {"level_at_most": 1})])
def test_a_share_is_a_share_of_the_audience(share, audience):
    """Rounded to whole people."""
    stage = carried_out(ambassadors(share=share, audience=audience))
    members = PEOPLE if not audience else int((FIRM.unit == 1).sum() if "unit" in audience else (FIRM.level <= 1).sum())

    assert len(stage.serving()) == round(share * members)


def test_there_are_no_more_than_there_are_people():
    """A thousand of sixty are sixty."""
    assert len(carried_out(ambassadors(count=1000)).serving()) == PEOPLE


def test_half_a_dose_appoints_half_of_them():
    """The promise of each stays whole."""
    stage = carried_out(ambassadors(count=8, dose=0.5, replies_per_week=5.0))

    assert len(stage.serving()) == 4
    np.testing.assert_allclose(stage.lever("duty_replies")[0][stage.serving()], 1.0)


@pytest.mark.parametrize("said", [{}, {"count": 5, "share": 0.1}])
def test_either_a_number_or_a_share_has_to_be_given(said):
    """Nobody guesses how many are wanted."""
    with pytest.raises(ValidationError, match="write either 'count'"):
        Ambassadors(kind="ambassadors", **said)


def test_volunteers_are_those_who_see_the_use_and_are_at_home():
    """Belief and habit outweigh any random number."""

    def convince(people):
        people.usefulness[10:15] = 1.0
        people.habit[10:15] = 1.0
        people.usefulness[20:] = 0.1

    assert serving_first("volunteers", convince) == {10, 11, 12, 13, 14}


def test_enthusiasts_are_those_who_write_most():
    """By what they wrote in the half-year."""

    def write(people):
        people.written[:] = 1
        people.written[30:35] = 9

    assert serving_first("enthusiasts", write) == {30, 31, 32, 33, 34}


def test_managers_come_before_everybody_else():
    """As many of them as there are."""
    stage = Stage([ambassadors(count=5, recruit="managers")]).go_on(1)

    assert (stage.world.people.tier[stage.serving()] != Tier.NONE).all()


def test_the_most_central_have_the_most_contacts():
    """No one left out has more than one who was appointed, but for equals."""
    stage = Stage([ambassadors(count=5, recruit="most_central")]).go_on(1)
    contacts = np.diff(FIRM.ties.start)
    chosen = np.isin(np.arange(PEOPLE), stage.serving())

    assert contacts[chosen].min() >= contacts[~chosen].max()


def test_lots_fall_on_anybody():
    """By random variation alone, which another run has differently."""
    stages = [Stage([ambassadors(count=20, recruit="random")]) for _ in range(2)]
    stages[1].programme.key = stages[1].programme.key._replace(low=5)
    first, second = (set(stage.go_on(1).serving().tolist()) for stage in stages)

    assert len(first) == len(second) == 20
    assert first != second


def test_a_larger_number_keeps_everybody_whom_a_smaller_one_chose():
    """The same random numbers, a longer list."""
    few, more = (set(carried_out(ambassadors(count=count)).serving().tolist()) for count in (5, 9))

    assert few < more


def test_they_promise_replies_posts_and_to_be_there():
    """A fifth of the week's promise each workday, for themselves alone."""
    stage = carried_out(ambassadors(count=4, replies_per_week=5.0, posts_per_week=2.0))
    chosen = np.isin(np.arange(PEOPLE), stage.serving(0))

    for lever, amount in (("duty_replies", 1.0), ("duty_posts", 0.4), ("prompt", Parameters().ambassador_presence)):
        np.testing.assert_allclose(stage.lever(lever)[0], np.where(chosen, amount, 0.0), rtol=1e-6)


def test_an_excluded_unit_gives_no_ambassadors():
    """Whoever is left out of the audience is left alone."""
    stage = carried_out(ambassadors(count=PEOPLE, audience={"not": {"unit": "unit 2"}}))

    assert set(FIRM.unit[stage.serving()]) == set(range(len(FIRM.unit_names))) - {2}
    assert len(stage.serving()) == int((FIRM.unit != 2).sum())


def test_their_places_stay_vacant_without_renewal():
    """Whoever gives up is not replaced."""
    stage = Stage([ambassadors(count=6)]).go_on(3)
    stage.world.people.role[stage.serving()[:4]] = Role.EMPLOYEE

    assert len(stage.go_on().serving()) == 2


def test_renewal_fills_vacant_places():
    """At the next renewal there are as many as at the beginning."""
    stage = Stage([ambassadors(count=6, renew_every="4 weeks")]).go_on(3)
    stage.world.people.role[stage.serving()[:4]] = Role.EMPLOYEE
    stage.go_on()

    assert len(stage.serving(4 * WEEK - 1)) == 2
    assert len(stage.serving(4 * WEEK)) == 6


def test_a_place_is_vacant_when_its_holder_has_left():
    """The successor of an ambassador is not one, and pulls no levers."""
    stage = Stage([ambassadors(count=6, renew_every="4 weeks")]).go_on(3)
    gone = stage.serving()[0]
    stage.world.people.person[gone] += PEOPLE
    stage.world.people.role[gone] = Role.EMPLOYEE
    stage.go_on()

    assert stage.lever("duty_replies")[WEEK, gone] == 0.0
    assert len(stage.serving(4 * WEEK)) == 6


@pytest.mark.parametrize("every", ["4 weeks", "3 days", "12 days"])
def test_renewal_comes_when_it_is_due_or_in_the_first_week_after(every):
    """Weeks are when a programme looks around."""
    days = {"4 weeks": 20, "3 days": 3, "12 days": 12}[every]
    due = -(-days // WEEK) * WEEK
    stage = Stage([ambassadors(count=6, renew_every=every)]).go_on(1)
    stage.world.people.role[stage.serving()[:4]] = Role.EMPLOYEE
    stage.go_on(due)

    assert len(stage.serving(due)) == 6


def test_at_the_end_they_are_what_they_were():
    """Leaders are leaders again, everybody else an employee."""
    stage = carried_out(ambassadors(count=30, duration="3 weeks"))
    leads = stage.world.people.tier != Tier.NONE

    assert len(stage.serving(3 * WEEK - 1)) == 30
    np.testing.assert_array_equal(stage.roles[3 * WEEK], np.where(leads, Role.LEADER, Role.EMPLOYEE))


def test_two_programmes_of_ambassadors_share_nobody():
    """A place is filled by somebody who has none."""
    stage = carried_out(ambassadors(count=6, name="a"), ambassadors(count=9, name="b", start="week 2"))

    assert len(stage.serving(0)) in (6, 9)
    assert len(stage.serving()) == 15


def test_their_hours_are_counted():
    """One and a half each for every week, four to be briefed, and two a week of those who look after them."""
    stage = carried_out(ambassadors(count=6, duration="2 weeks", hours_per_week=1.5))

    assert [(each.day, each.hours) for each in stage.programme.expenses] == [(0, 9.0 + 24.0 + 2.0), (5, 9.0 + 2.0)]


def test_half_the_dose_is_half_as_many():
    """Each of them takes as long as ever; they are looked after half as much."""
    stage = carried_out(ambassadors(count=6, duration="2 weeks", hours_per_week=1.5, dose=0.5))

    assert [each.hours for each in stage.programme.expenses] == [4.5 + 12.0 + 1.0, 4.5 + 1.0]


def test_a_manager_confirms_who_is_on_the_network():
    """Nobody has to confirm the head."""
    stage = Stage([ambassadors(count=PEOPLE, confirmed_by_manager=True)])
    readers = FIRM.manager[FIRM.manager >= 0][:1]
    stage.world.people.visited[readers] = -1

    chosen = set(stage.go_on(1).serving().tolist())

    assert chosen == set(np.flatnonzero((FIRM.manager < 0) | np.isin(FIRM.manager, readers)).tolist())


def test_colleagues_nominate_whom_they_know_best():
    """Everybody names one contact."""
    ties = FIRM.ties
    best = [
        int(ties.other[first:last][np.argmax(ties.weight[first:last])])
        for first, last in zip(ties.start[:-1], ties.start[1:], strict=True)
        if last > first
    ]
    named = np.bincount(best, minlength=PEOPLE)

    chosen = serving_first("nominated", len)

    assert min(named[list(chosen)]) >= max(named[sorted(set(range(PEOPLE)) - chosen)])


def test_those_who_look_after_communities_come_first():
    """As long as the community is open and its founder is still there."""
    stage = Stage([ambassadors(count=2, recruit="community_owners")])
    communities = stage.world.communities
    communities.is_open[:3] = (1, 1, 0)
    communities.owner[:3] = communities.founder[:3] = (4, 9, 11)

    assert set(stage.go_on(1).serving().tolist()) == {4, 9}


def test_half_of_a_promise_is_kept_where_nobody_said_what_it_is_for():
    clear, vague = (carried_out(ambassadors(count=5, objective=each)) for each in ("clear", "vague"))

    for lever in ("duty_replies", "duty_posts", "prompt"):
        np.testing.assert_allclose(vague.lever(lever), clear.lever(lever) / 2.0)


def test_privileges_teach_those_who_were_appointed_and_in_their_first_week_only():
    stage = carried_out(ambassadors(count=5, privileges=0.5))
    taught = stage.lever("teach_ease")

    assert set(np.flatnonzero(taught[0]).tolist()) == set(stage.serving().tolist())
    assert 1.0 - (1.0 - taught[0].max()) ** WEEK == pytest.approx(0.5, abs=1e-6)
    assert not taught[WEEK:].any()


def test_support_makes_it_easier_for_colleagues_and_leaves_less_time_to_post():
    """Those in the audience who work with an ambassador, and nobody else."""
    said = {"count": 3, "audience": {"not": {"unit": "unit 1"}}}
    coach, support = (Stage([ambassadors(help=each, **said)]).go_on(1) for each in ("coach", "support"))
    taught = np.flatnonzero(support.lever("teach_ease")[0])
    ties = support.world.ties
    near = {int(other) for row in support.serving(0) for other in ties.other[ties.start[row] : ties.start[row + 1]]}

    assert not coach.lever("teach_ease").any()
    assert set(taught.tolist()) == {row for row in near if FIRM.unit[row] != FIRM.unit_names.index("unit 1")}
    np.testing.assert_allclose(support.lever("duty_posts"), 0.5 * coach.lever("duty_posts"), rtol=1e-6)


def test_a_badge_shows_ambassadors_and_a_community_of_their_own_encourages_them():
    """And nobody else."""
    stage = Stage([ambassadors(count=4, visibility=0.5, own_community=True)]).go_on(1)
    serving = np.isin(np.arange(PEOPLE), stage.serving(0))

    np.testing.assert_allclose(stage.lever("show")[0], np.where(serving, 0.5, 0.0), rtol=1e-6)
    assert (stage.lever("encourage")[0] > 0.0).tolist() == serving.tolist()
