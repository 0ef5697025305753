"""What is counted with an intervention: work that it moved, and writing in hours that it counts."""

from __future__ import annotations

import math

import pytest

from esnsim.behaviour.person import Stage as Rung
from tests.interventions.programmes import PEOPLE, Stage
from tests.worlds import intervention


def a_week_later(said, *, came=PEOPLE, lately=PEOPLE):
    """The expense of the second week, where so many came yesterday and so many in the last week."""
    stage = Stage([said]).go_on(5)
    people = stage.world.people
    people.stage[:] = Rung.USER.value
    people.visited[:lately], people.visited[:came] = stage.day - 3, stage.day - 1
    people.posts[:], people.replies[:] = 1, 2
    return stage.go_on(1).programme.expenses[-1]


def everywhere(**said):
    """Work that moves for everybody."""
    return intervention("process_integration", **said)


@pytest.mark.parametrize("came", [6, 30, 54])
def test_visits_for_work_that_moved_are_those_that_the_cue_adds(came):
    """With so many who come on a day, and the same log-odds less without the cue."""
    stage = Stage([everywhere()]).go_on(1)
    cue = stage.lever("prompt")[0]
    pulled = cue[:came]
    chance = came / PEOPLE if (cue > 0).all() else (pulled > 0).sum() / (cue > 0).sum()
    expected = 0.0
    for each in pulled.tolist():
        odds = chance / (1.0 - chance) * math.exp(-each) if chance < 1.0 else math.inf
        without = odds / (1.0 + odds) if chance < 1.0 else 1.0
        expected += (1.0 - without / chance) / came

    assert a_week_later(everywhere(), came=came).moved == pytest.approx(expected, rel=1e-5)


def test_nothing_moves_without_a_cue():
    """Then nobody comes for work."""
    assert a_week_later(everywhere(dose=0.0), came=30).moved == 0.0
    assert a_week_later(intervention("campaign"), came=30).moved == 0.0


def test_nobody_there_nothing_moved():
    """No visits, no share of them."""
    assert a_week_later(everywhere(), came=0, lately=0).moved == 0.0


def test_what_people_write_in_their_hours_is_counted_with_them():
    """Five ambassadors who wrote a post and two replies yesterday."""
    spent = a_week_later(intervention("ambassadors", share=None, count=5))

    assert (spent.own_posts, spent.own_replies) == (25.0, 50.0)


def test_writing_of_those_who_promised_nothing_is_their_own():
    """Rewards are no hours."""
    spent = a_week_later(intervention("incentives"))

    assert (spent.own_posts, spent.own_replies) == (0.0, 0.0)


def test_what_has_moved_does_not_move_again():
    """Two at once move the work of more teams than one, none of them twice; when one ends, its teams are free again."""
    stage = Stage([everywhere(moved=0.5, duration="2 weeks"), everywhere(moved=0.5, name="again")]).go_on(1)
    alone = Stage([everywhere(moved=0.5)]).go_on(1)
    cue = stage.kinds[0].cue

    assert set(stage.lever("prompt")[-1]) == {0.0, cue}
    assert (stage.lever("prompt")[-1] > 0.0).sum() > (alone.lever("prompt")[-1] > 0.0).sum()
    stage.go_on(15)
    assert set(stage.lever("prompt")[-1]) == {0.0, cue}
    assert stage.programme.enlisted.tolist() == [-1] * PEOPLE
