"""Forecasters know the first half only, begin where it ended, and find what is really there."""

from functools import partial

import numpy as np
import pytest

from benchmarks.reality.bass import bass_curve, chances, dispersion, fitted_to_all, simulated
from benchmarks.reality.model import believed
from benchmarks.reality.record import WEEK, History, Record, Society, Tie
from benchmarks.reality.scores import coverage, interval
from benchmarks.reality.simulated import Beliefs, organisation_of, prior, simulate
from benchmarks.reality.stillness import level_stays, pace_stays
from benchmarks.reality.study import FORECASTERS, StudyEffort, contest, table
from esnsim.evidence.statistics.bass import Bass
from esnsim.scenario.constants import known_parameters

pytestmark = pytest.mark.untraced

CROWD = Society(
    tuple(str(1 + nth) for nth in range(200)),
    ("town",) * 200,
    tuple(Tie(str(1 + nth), str(1 + (nth + step) % 200), 1) for nth in range(200) for step in (1, 2, 17)),
    24.0,
)
UNKNOWN = Society((), (), (), 24.0)
PLAIN = {
    "Bass curve": partial(bass_curve, refits=12),
    "Bass curve of everybody": partial(bass_curve, refits=12, fit=fitted_to_all),
    "the level stays": level_stays,
    "the pace stays": pace_stays,
}


def curve(periods, society=CROWD, truth=Bass(0.02, 0.4, 0.9)):  # noqa: B008 - a constant
    """A record that follows a Bass curve exactly."""
    levels = np.round(200 * truth.share(np.arange(1.0, periods + 1.0)))
    return Record("curve", "Curve", "made up", WEEK, levels, society)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("society", [CROWD, UNKNOWN])
def test_a_forecast_is_possible(name, society):
    """Levels begin at the split, never fall below it, and never pass the number of people where it is known."""
    record = curve(16, society)

    members = PLAIN[name](record.history)

    assert members.shape[1] == 8
    assert (members >= record.history.seen).all()
    assert record.history.population is None or (members <= 200).all()


@pytest.mark.parametrize("name", PLAIN)
def test_a_forecast_is_the_same_every_time(name):
    """Random numbers have addresses."""
    history = curve(12).history

    assert (PLAIN[name](history) == PLAIN[name](history)).all()


def test_a_bass_curve_is_recovered_past_its_steepest_point():
    """A first half with the inflection in it tells the rest: median within 3 % of people, truth inside."""
    record = curve(24)

    members = bass_curve(record.history, 60)

    assert np.abs(np.median(members, axis=0) - record.future).max() < 6.0
    assert coverage(members, record.future, 0.8) == 1.0


def test_a_curve_by_which_everybody_adopts_is_recovered():
    """With nobody left out, two constants remain, and both come back."""
    truth = Bass(0.03, 0.5, 1.0)

    found = fitted_to_all(1000.0 * truth.share(np.arange(1.0, 13.0)), 1000.0)

    assert found == pytest.approx(truth, rel=1e-4)


def test_the_less_is_known_the_wider_a_bass_forecast():
    """Before the inflection, how many will adopt is anybody's guess."""
    early, late = (interval(bass_curve(curve(periods).history, 40), 0.8)[:, -1] for periods in (10, 24))

    assert np.diff(early)[0] > 2.0 * np.diff(late)[0]


def test_without_noise_a_life_follows_its_curve():
    """Chances of those left, put together, are the curve again; and such a past is as even as can be."""
    truth = Bass(0.03, 0.5, 0.7)

    levels = simulated(truth, 1000.0, 0, 0.0, np.zeros(30), 1.0)

    assert levels == pytest.approx(1000.0 * truth.share(np.arange(1.0, 31.0)))
    assert (chances(truth, 0, 30) < 1.0).all()
    assert dispersion(truth, levels, 1000.0) == 1.0


def test_if_the_level_stays_half_of_all_futures_do_not_move():
    """Nothing changes as likely as not; the others rise by past increments."""
    history = curve(16).history

    members = level_stays(history)

    assert (np.median(members, axis=0) == history.seen).all()
    assert (interval(members, 0.8)[1] > history.seen).all()


def test_if_the_pace_stays_a_steady_past_has_one_future():
    """Five each week go on as five each week, until nobody is left."""
    history = History("steady", WEEK, np.arange(5.0, 45.0, 5.0), 40, CROWD)

    assert (pace_stays(history) == np.minimum(45.0 + 5.0 * np.arange(40), 200.0)).all()


def test_what_is_believed_beforehand_lies_in_the_declared_ranges():
    """Nothing was narrowed for these records."""
    known = known_parameters()

    for each in prior("anything", 500):
        assert known["external_rate"].low <= each.external_rate <= known["external_rate"].high
        assert known["imitation"].low <= each.imitation <= known["imitation"].high
        assert 0.0 <= each.pull <= 0.25


def test_people_and_ties_become_an_organisation():
    """Everybody is there with the ties given and no manager; where nobody is known, stand-ins have generated ties."""
    organisation = organisation_of(CROWD, "crowd")
    assert organisation.people == 200
    assert len(organisation.ties.other) == 2 * len(CROWD.ties)
    assert (organisation.manager < 0).all()

    unknown = organisation_of(UNKNOWN, "unknown")
    assert unknown.people == 1000
    assert len(unknown.ties.other) / 1000 == pytest.approx(24.0, rel=0.02)


def test_the_model_believes_in_the_life_that_went_like_the_record():
    """Of runs with and without promotion, the first half of one with it keeps such, and they go on as it did."""
    beliefs = [Beliefs(5e-5, 0.01, pull, 1 + nth) for nth, pull in enumerate([0.2] * 6 + [0.0] * 6)]
    curves = simulate(CROWD, "crowd", beliefs, 400)
    levels = np.round(200 * curves[0][40:401:40])
    history = History("crowd", WEEK, levels[:5], len(levels) - 5, CROWD)

    posterior = believed(history, beliefs[1:], curves[1:])

    assert all(each.pull == 0.2 for each in posterior.beliefs)
    assert np.abs(np.median(posterior.members, axis=0) - levels[5:]).max() < 0.12 * 200
    assert (posterior.members[:, 0] >= history.seen).all()


def test_nobody_sees_the_second_half():
    """Two records that differ from the split on get the same forecasts, and other scores."""
    first = curve(10)
    second = first._replace(adopted=np.concatenate([first.adopted[:5], np.full(5, first.adopted[4])]))

    one, other = (contest(record, effort=StudyEffort(4, 6)) for record in (first, second))

    for name in FORECASTERS:
        assert (one.forecasts[name] == other.forecasts[name]).all()
    found = table([one, other])
    assert found["forecaster"].tolist() == [*FORECASTERS] * 2
    assert (found["crps"][:5].to_numpy() != found["crps"][5:].to_numpy()).all()
