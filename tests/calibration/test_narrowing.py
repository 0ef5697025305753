"""How models that fit are found, on a model whose answer is known."""

from datetime import timedelta

import numpy as np
import pytest
from scipy.stats import kstest

from esnsim.analysis.calibration.emulator import emulator_of
from esnsim.analysis.calibration.matching import CUTOFF, implausibility, matched, not_ruled_out
from esnsim.analysis.calibration.posterior import posterior
from esnsim.rng.address import key_of
from tests.calibration.toys import DIMENSIONS, NOISE, SERIES, SUMMARIES, believed, exact, simulated, target

ALL = np.ones(DIMENSIONS, bool)
COVARIANCE = NOISE**2 * np.eye(SUMMARIES)


def waves(aim, count=2, models=200):
    return matched(believed(), aim, count, models, lambda wave, places: simulated(places, wave), key_of("toy", "waves"))


def fitting(aim, places, summaries, *address, members=100, free=ALL):
    return posterior(places, summaries, aim, SERIES, COVARIANCE, free, members, key_of("toy", *address))


def test_the_smooth_ensemble_keeps_mean_and_spread_of_its_members():
    ensemble = believed()
    drawn = ensemble.draw(20_000, key_of("toy", "draws"))

    assert drawn.min() >= 0.0
    assert drawn.max() <= 1.0
    assert drawn.mean(0) == pytest.approx(ensemble.members.mean(0), abs=0.03)
    # What would leave a range is thrown back into it, so a little of the spread is lost.
    assert drawn.std(0) == pytest.approx(ensemble.members.std(0), rel=0.12)


def test_what_is_not_free_is_as_in_some_member():
    free = ALL.copy()
    free[3:] = False
    ensemble = believed(free)

    drawn = ensemble.draw(50, key_of("toy", "draws"))

    assert all((ensemble.members[:, 3:] == each[3:]).all(1).any() for each in drawn)


def test_an_emulator_knows_how_wrong_it_is():
    """On models it has not seen, its error is what it says, and little more than random variation."""
    seen, unseen = (believed().draw(count, key_of("toy", count)) for count in (300, 2000))
    for column in range(SUMMARIES):
        emulator = emulator_of(seen, simulated(seen, "seen")[:, column])
        missed = emulator.at(unseen) - simulated(unseen, "unseen")[:, column]

        assert emulator.error == pytest.approx(float(np.mean(missed**2)), rel=0.35)
        assert emulator.error < 2.0 * NOISE**2


def test_a_constant_summary_has_an_emulator():
    places = believed().draw(200, key_of("toy", 1))

    emulator = emulator_of(places, np.full(200, 3.0))

    assert emulator.at(places) == pytest.approx(np.full(200, 3.0))
    assert emulator.explained == 0.0


def test_waves_come_closer_and_leave_the_truth_in():
    place = believed().draw(1, key_of("toy", "truth"))[0]
    aim = target(place)

    found = waves(aim, 3)

    first, last = (np.abs(1.0 + exact(each.places) - aim.values).mean() for each in (found.waves[0], found.waves[-1]))
    assert last < 0.75 * first
    assert found.waves[-1].left < 0.7
    assert not_ruled_out(found.ruled, aim, place[None]).all()
    assert (implausibility(found.ruled[0], aim, found.waves[1].places) <= CUTOFF).all()


def test_where_nothing_fits_the_nearest_are_taken_and_counted():
    place = believed().draw(1, key_of("toy", "truth"))[0]
    aim = target(place)
    beyond = aim._replace(values=aim.values + 5.0)

    found = waves(beyond, 2, 130)

    assert found.waves[1].left == 0.0
    assert found.waves[1].filled == 130
    assert len(found.waves[1].places) == 130
    assert len(found.places) == 120


def test_failed_models_are_passed_over():
    def failing(wave, places):
        summaries = simulated(places, wave)
        summaries[::7] = np.nan
        return summaries

    aim = target(believed().draw(1, key_of("toy", "truth"))[0])

    found = matched(believed(), aim, 2, 200, failing, key_of("toy", "waves"))

    assert np.isfinite(found.summaries).all()


def test_intervals_hold_as_often_as_they_say_and_ranks_are_even():
    """Over truths drawn from what is believed: also for constants of which nothing is learned."""
    places = believed().draw(900, key_of("toy", "bank"))
    summaries = simulated(places, "bank")
    held, ranks = [], []
    for number in range(80):
        place = believed().draw(1, key_of("toy", "truth", number))[0]
        members = fitting(target(place, number), places, summaries, number).places
        low, high = np.quantile(members, (0.1, 0.9), axis=0, method="weibull")
        held.append((low <= place) & (place <= high))
        ranks.append((members < place).mean(0))
    held, ranks = np.array(held), np.array(ranks)

    assert 0.70 <= held[:, 0].mean() <= 0.90
    assert 0.76 <= held.mean() <= 0.84
    chances = [kstest(column, "uniform").pvalue for column in ranks.T]
    assert min(chances) * DIMENSIONS > 0.05


def test_what_counts_is_narrowed_and_what_does_not_is_left():
    place = believed().draw(1, key_of("toy", "truth", 5))[0]
    places = believed().draw(900, key_of("toy", "bank"))

    members = fitting(target(place), places, simulated(places, "bank")).places

    spread = members.std(0) / places.std(0)
    assert spread[0] < 0.5
    assert (spread[3:] > 0.8).all()
    # Two constants that count as their sum are known together and not apart.
    assert np.corrcoef(members[:, 1], members[:, 2])[0, 1] < -0.5
    assert (members[:, 1] + members[:, 2]).std() < 0.6 * members[:, 1].std()


def test_what_the_model_may_be_wrong_by_widens_what_fits():
    place = believed().draw(1, key_of("toy", "truth", 5))[0]
    places = believed().draw(900, key_of("toy", "bank"))
    sure, unsure = (
        fitting(target(place, discrepancy=each), places, simulated(places, "bank")).places[:, 0].std()
        for each in (0.0, 0.4)
    )

    assert unsure > 1.2 * sure


def test_what_is_not_free_is_not_moved():
    free = ALL.copy()
    free[10:] = False
    places = believed(free).draw(600, key_of("toy", "bank"))
    aim = target(places[0])

    members = fitting(aim, places, simulated(places, "bank"), free=free).places

    assert all((places[:, 10:] == each[10:]).all(1).any() for each in members)


@pytest.mark.slow
def test_another_sampler_finds_the_same(tmp_path):
    """Where it is installed: what is known of one constant, and of the sum of two, by sequential rejection."""
    referee = pytest.importorskip("pyabc", reason="brings 65 packages, among them a notebook kernel: not in extra dev")
    place = believed().draw(1, key_of("toy", "truth", 5))[0]
    aim = target(place)
    places = believed().draw(900, key_of("toy", "bank"))
    members = fitting(aim, places, simulated(places, "bank")).places[:, :3]
    drawn = iter(range(10**9))

    def model(constants):
        row = np.full((1, DIMENSIONS), 0.5)
        row[0, :3] = [float(constants[f"c{nth}"]) for nth in range(3)]
        return {f"s{nth}": float(each) for nth, each in enumerate(simulated(row, "referee", next(drawn))[0])}

    priors = referee.Distribution(**{f"c{nth}": referee.RV("uniform", 0.0, 1.0) for nth in range(3)})
    search = referee.ABCSMC(
        model,
        priors,
        referee.AdaptivePNormDistance(p=2),
        population_size=200,
        sampler=referee.sampler.SingleCoreSampler(),
    )
    search.new(f"sqlite:///{tmp_path / 'referee.db'}", {f"s{nth}": float(each) for nth, each in enumerate(aim.values)})
    history = search.run(max_nr_populations=6, max_total_nr_simulations=40_000, max_walltime=timedelta(seconds=120))
    found, weights = history.get_distribution(m=0)
    theirs = found[[f"c{nth}" for nth in range(3)]].to_numpy()

    for ours, other in ((members[:, 0], theirs[:, 0]), (members[:, 1] + members[:, 2], theirs[:, 1] + theirs[:, 2])):
        middle = float(np.average(other, weights=weights))
        spread = float(np.sqrt(np.average((other - middle) ** 2, weights=weights)))
        assert ours.mean() == pytest.approx(middle, abs=max(ours.std(), spread))
        assert 0.4 < ours.std() / spread < 2.0
