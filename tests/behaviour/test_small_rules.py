"""Short rules of the feed, of communities and of who joins: what each does at its ends, and in which direction."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import communities, influence, perceived_value, turnover, visibility
from esnsim.behaviour.person import Role
from esnsim.rng.address import Key, philox
from esnsim.rng.arrays import fill_words
from tests.behaviour.people import PARAMETERS, PROPERTY, plain, shares

appeal_of = plain(visibility.appeal_of)
responses_after = plain(visibility.responses_after)
urge = plain(communities.urge)
urge_of_member = plain(communities.urge_of_member)
pull_of_founder = plain(communities.pull_of_founder)
pulse_after = plain(communities.pulse_after)
reach_of_all = plain(influence.reach_of_all)
content_kept = plain(perceived_value.content_kept)
items_a_post = plain(perceived_value.items_a_post)
band_of_joiner = plain(turnover.band_of_joiner)
EMPLOYEE, AMBASSADOR = Role.EMPLOYEE.value, Role.AMBASSADOR.value


@given(score=st.floats(-4.0, 4.0), tier=st.integers(0, 3), shown=st.floats(0.0, 2.0))
@PROPERTY
def test_a_post_attracts_more_by_its_score_by_rank_and_by_a_badge(score, tier, shown):
    """And never nothing."""
    plain_post = appeal_of(PARAMETERS, score, EMPLOYEE, tier, 0.0)

    assert plain_post >= 1
    assert appeal_of(PARAMETERS, score + 1.0, EMPLOYEE, tier, 0.0) >= plain_post
    assert appeal_of(PARAMETERS, score, EMPLOYEE, tier + 1, 0.0) >= plain_post
    assert appeal_of(PARAMETERS, score, EMPLOYEE, tier, shown) >= plain_post
    louder = PARAMETERS._replace(ambassador_visibility=2.0)
    assert appeal_of(louder, score, AMBASSADOR, tier, 0.0) >= appeal_of(louder, score, EMPLOYEE, tier, 0.0)


def test_the_median_post_has_the_scale_of_appeal():
    """In the whole numbers that appeal is counted in."""
    assert appeal_of(PARAMETERS, 0.0, EMPLOYEE, 0, 0.0) == 1 + int(visibility.APPEAL_SCALE)


@given(before=st.floats(0.0, 1e4), today=st.floats(0.0, 1e4))
@PROPERTY
def test_counts_fade_and_today_counts_in_full(before, today):
    """Of answers, and of a community's posts."""
    for after, memory in ((responses_after, PARAMETERS.response_memory), (pulse_after, PARAMETERS.pulse_memory)):
        assert after(PARAMETERS, before, today) == memory * before + today
        assert after(PARAMETERS, 0.0, today) == today


@given(interest=shares, lively=shares)
@PROPERTY
def test_who_only_reads_a_community_is_not_drawn_to_write_in_it(interest, lively):
    """Others are, as any member."""
    assert urge_of_member(PARAMETERS, interest, lively, reads_only=True) == 0.0
    assert urge_of_member(PARAMETERS, interest, lively, reads_only=False) == urge(PARAMETERS, interest, lively)


@given(zeal=shares, propensity=st.floats(-10.0, 2.0))
@PROPERTY
def test_zeal_alone_makes_founders_write(zeal, propensity):
    """In proportion to it, whatever their ordinary wish to write."""
    assert pull_of_founder(PARAMETERS, 0.0, propensity) == 0.0
    posts = pull_of_founder(PARAMETERS, zeal, propensity) * math.exp(propensity)
    assert posts == pytest.approx(PARAMETERS.founder_posts * zeal)


@given(people=st.floats(1.0, 1e6))
@PROPERTY
def test_the_larger_an_organisation_the_less_everybody_hears_of(people):
    """Falling with the root of headcount, and never more than all."""
    heard = reach_of_all(PARAMETERS, people)

    assert 0.0 < heard <= 1.0
    assert reach_of_all(PARAMETERS, 4.0 * people) >= heard / 2.0 - 1e-12
    assert reach_of_all(PARAMETERS, 4.0 * people) <= heard


def test_content_is_half_as_useful_after_its_half_life():
    """Nearly, since it loses a part each day."""
    days = round(PARAMETERS.content_half_life)

    assert content_kept(PARAMETERS) ** days == pytest.approx(0.5, abs=0.02)


def test_a_post_brings_itself_and_its_replies():
    """Items to read."""
    assert items_a_post(PARAMETERS) == 1.0 + PARAMETERS.replies_a_post


def test_joiners_have_the_ages_of_the_table():
    """Each band begins where the one before ends."""
    ends = [
        PARAMETERS.joiners_under_25,
        PARAMETERS.joiners_under_35,
        PARAMETERS.joiners_under_45,
        PARAMETERS.joiners_under_55,
    ]

    for band, end in enumerate(ends):
        assert band_of_joiner(PARAMETERS, np.nextafter(end, 0.0)) == band
        assert band_of_joiner(PARAMETERS, end) == band + 1
    assert band_of_joiner(PARAMETERS, 0.0) == 0


def test_words_of_many_people_are_those_of_each():
    """One block for a whole column is the generator person by person."""
    key, persons = Key(7, 11), np.array([0, 1, 2**31, 2**32 - 1], np.uint32)
    words = np.zeros((4, len(persons)), np.uint32)

    plain(fill_words)(words, key, persons, 250, 3)

    for nth, person in enumerate(persons.tolist()):
        assert words[:, nth].tolist() == list(plain(philox)(7, 11, person, 250, 3, 0))
