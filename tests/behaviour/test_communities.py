"""Communities: how lively they seem, whom they interest, and what keeps a founder going."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.behaviour import communities
from tests.behaviour.people import (
    ALONE,
    PARAMETERS,
    PROPERTY,
    ROUNDING,
    SOMEBODY,
    persons,
    places,
    plain,
    pulling,
    rules,
    shares,
)

liveliness = plain(communities.liveliness)
interest_of = plain(communities.interest_of)
welcome = plain(communities.welcome)
urge = plain(communities.urge)
company = plain(communities.company)
rate_to_join = plain(communities.rate_to_join)
rate_to_found = plain(communities.rate_to_found)
zeal_after = plain(communities.zeal_after)

counts = st.floats(0.0, 200.0)
interests = st.floats(0.0, 50.0)
scores = st.floats(-3.5, 3.5)


@given(parameters=rules(), pulses=st.tuples(counts, counts), judged=counts, answered=shares)
@PROPERTY
def test_a_community_seems_livelier_with_more_posts_and_more_answers(parameters, pulses, judged, answered):
    """A share, growing in both."""
    few, many = sorted(pulses)
    quiet, loud = (liveliness(parameters, pulse, answered * judged, judged) for pulse in (few, many))
    unanswered = liveliness(parameters, many, 0.0, judged)

    assert 0.0 <= quiet <= loud + ROUNDING <= 1.0
    assert unanswered <= loud + ROUNDING


def test_liveliness_by_hand():
    """Half of what can be at the half point with every post answered as half are believed to be before any is."""
    response = PARAMETERS.silence_floor + (1.0 - PARAMETERS.silence_floor) * 0.5

    assert liveliness(PARAMETERS, PARAMETERS.pulse_half, 0.0, 0.0) == pytest.approx(0.5 * response)
    assert liveliness(PARAMETERS, 0.0, 0.0, 0.0) == 0.0


@given(parameters=rules(), pair=st.tuples(scores, scores))
@PROPERTY
def test_interest_is_positive_and_grows_with_the_score(parameters, pair):
    """The score is random variation, the spread a constant."""
    less, more = (interest_of(parameters, score) for score in sorted(pair))

    assert 0.0 < less <= more


def test_interest_is_one_on_average():
    """Over the slices of a normal law."""
    from esnsim.simulation.build_state import normal_scores  # noqa: PLC0415 - scipy is slow to import

    scored = [interest_of(PARAMETERS, float(score)) for score in normal_scores()]

    assert sum(scored) / len(scored) == pytest.approx(1.0, rel=0.01)


@given(interest=interests, livelier=st.tuples(shares, shares))
@PROPERTY
def test_nobody_joins_what_is_dead_and_life_makes_welcome(interest, livelier):
    """A chance, growing with liveliness; none without."""
    less, more = (welcome(interest, lively) for lively in sorted(livelier))

    assert 0.0 <= less <= more < 1.0 + ROUNDING
    assert welcome(interest, 0.0) == 0.0


@given(parameters=rules(), interest=interests, livelier=st.tuples(shares, shares))
@PROPERTY
def test_a_community_draws_more_the_livelier_it_is_and_a_quiet_one_still_does(parameters, interest, livelier):
    """Between the quiet pull and the full one."""
    less, more = (urge(parameters, interest, lively) for lively in sorted(livelier))

    assert parameters.quiet_urge * parameters.community_effect * interest - ROUNDING <= less <= more + ROUNDING
    assert more <= parameters.community_effect * interest + ROUNDING


@given(around=places)
@PROPERTY
def test_communities_never_take_from_the_wish_to_write(around):
    """A factor of one without any."""
    assert company(around) >= 1.0
    assert company(around._replace(company=0.0)) == 1.0
    assert company(pulling(around, tend=0.0)) <= company(around)


@given(parameters=rules(), around=places, writing=st.floats(0.0, 5.0))
@PROPERTY
def test_who_is_introduced_looks_at_more_communities_and_who_writes_more_founds_more(parameters, around, writing):
    """Neither happens at a negative rate."""
    assert 0.0 <= rate_to_join(parameters, pulling(around, introduce=0.0)) <= rate_to_join(parameters, around)
    assert 0.0 <= rate_to_found(parameters, writing) <= rate_to_found(parameters, writing + 1.0)
    assert rate_to_found(parameters, 0.0) == 0.0


@given(parameters=rules(), person=persons, around=places)
@PROPERTY
def test_a_founders_zeal_is_a_share_and_answers_keep_it_up(parameters, person, around):
    """Whoever has none gets none from answers."""
    answered, quiet = (zeal_after(parameters, person, around._replace(answers=count)) for count in (1.0, 0.0))

    assert 0.0 <= quiet <= answered <= 1.0
    assert quiet <= person.zeal
    assert zeal_after(parameters, person._replace(zeal=0.0), around) == 0.0


def test_without_answers_zeal_halves_in_its_half_life():
    """Within the rounding of a loss that is the same share every day."""
    person = SOMEBODY._replace(zeal=1.0)
    for _ in range(round(PARAMETERS.zeal_half_life)):
        person = person._replace(zeal=zeal_after(PARAMETERS, person, ALONE))

    assert person.zeal == pytest.approx(0.5, rel=0.02)
