"""What pilots see is what theory says of their analysis, and they are carried out where they are said to be."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from esnsim.analysis.piloting.keeping import keep_pilot, kept_pilot
from esnsim.analysis.piloting.power import (
    LEVEL,
    WANTED,
    best_of,
    interval_of_share,
    powers_of,
    smallest,
    unit_difference,
)
from esnsim.analysis.piloting.trial import lengths
from esnsim.analysis.piloting.units import LEAST_PEOPLE, changes_in_units, eligible, in_units, pilot_units
from esnsim.interventions.kinds.ambassadors import Ambassadors
from esnsim.interventions.kinds.leader_presence import LeaderPresence
from esnsim.organisation import Generate, build
from esnsim.rng.address import key_of
from tests.planning.toy_pilots import LOOKS, NOISE, toy_pilot, toy_pilots

WEEKS = (4, 8, 12)
PILOTS = 600


def by_theory(effect, count):
    """Power of a t test of two equal groups, from the noncentral t distribution; of findings that it helps."""
    free = 2 * count - 2
    return stats.nct.sf(stats.t.isf(LEVEL / 2, free), free, effect / (NOISE * np.sqrt(2 / count)))


@pytest.fixture(scope="module")
def organisation():
    """Six hundred people in units inside units."""
    return build(Generate(people=600), key_of("test", "pilots"), Path())[0]


@pytest.mark.parametrize("count", [4, 8, 16])
def test_false_alarms_are_as_frequent_as_the_test_says(count):
    """Within four standard errors of a share."""
    (found,) = powers_of(toy_pilots(PILOTS, count=count), WEEKS)[-1:]

    assert found.alarms.mean == pytest.approx(LEVEL, abs=4.0 * np.sqrt(LEVEL * (1 - LEVEL) / PILOTS))
    assert found.power.mean < LEVEL
    assert found.alarms.low < found.alarms.mean < found.alarms.high


@pytest.mark.parametrize(("effect", "count"), [(0.03, 8), (0.06, 8), (0.06, 16)])
def test_power_is_that_of_theory(effect, count):
    """By the last look the effect is there in full."""
    (found,) = powers_of(toy_pilots(PILOTS, count=count, effect=effect), WEEKS)[-1:]
    expected = by_theory(effect, count)

    assert found.power.mean == pytest.approx(expected, abs=4.0 * np.sqrt(expected * (1 - expected) / PILOTS) + 0.01)
    assert found.there == pytest.approx(effect)
    assert found.seen == pytest.approx(effect, abs=4.0 * NOISE * np.sqrt(2 / count / PILOTS))


def test_power_grows_with_effect_weeks_and_units():
    """Of effects that grow from week to week."""
    small, large = (powers_of(toy_pilots(200, effect=effect), WEEKS) for effect in (0.03, 0.09))
    more = powers_of(toy_pilots(200, count=20, effect=0.03), WEEKS)

    assert [each.weeks for each in small] == list(WEEKS)
    assert all(one.power.mean < other.power.mean for one, other in zip(small, large, strict=True))
    assert small[0].power.mean < small[1].power.mean < small[2].power.mean
    assert small[-1].power.mean < more[-1].power.mean


def test_the_smallest_pilot_has_the_power_asked_for():
    """Fewest units first, then weeks; none where none has it."""
    found = powers_of([*toy_pilots(100, count=6, effect=0.11), *toy_pilots(100, count=20, effect=0.11)], WEEKS)
    least = smallest(found)

    assert least.power.mean >= WANTED
    assert least.units == 6
    assert not [each for each in found if each.units == 6 and each.weeks < least.weeks and each.power.mean >= WANTED]
    nothing = powers_of(toy_pilots(50), WEEKS)
    assert smallest(nothing) is None
    assert best_of(nothing).power.mean == max(each.power.mean for each in nothing)


def test_a_pilot_with_too_many_false_alarms_is_not_named():
    """Whatever it sees: its test finds things that are not there."""
    (sure,) = powers_of(toy_pilots(100, count=8, effect=0.2), WEEKS)[-1:]
    alarming = sure._replace(units=4, alarms=interval_of_share(15, 100))

    assert sure.enough
    assert smallest([alarming, sure]) is sure
    assert smallest([alarming]) is None


def test_a_pilot_that_harms_is_no_success():
    """It is seen, but not as help."""
    (found,) = powers_of(toy_pilots(50, effect=-0.2), WEEKS)[-1:]

    assert found.power.mean == 0.0
    assert found.seen < 0.0


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("count", [1, 3])
def test_where_nothing_varies_nothing_is_found(count):
    """One unit has no spread; shares that differ by rounding have none either."""
    treated = (np.arange(6) < count).astype(np.int64)
    shares = np.vstack([np.full(6, 0.1), np.array([0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3])])

    assert unit_difference(shares, treated, 1)[1] == 1.0


def test_the_last_week_is_looked_at():
    """Also where it is no fourth one."""
    assert lengths(12) == (4, 8, 12)
    assert lengths(10) == (4, 8, 10)
    assert lengths(4) == (4,)


def test_units_hold_no_others_and_are_of_all_sizes(organisation):
    """What is done in a unit reaches the units inside it, which then are nothing to compare it with."""
    units = eligible(organisation)
    sizes = np.bincount(organisation.unit)[units]
    count = len(units) // 2
    chosen = pilot_units(organisation, count, 1, 0)

    assert not set(organisation.unit_parent) & set(units)
    assert sizes.min() >= LEAST_PEOPLE
    assert list(sizes) == sorted(sizes, reverse=True)
    assert len(set(chosen)) == count
    assert set(chosen) <= set(units)
    # One of every two or three neighbours in size.
    assert np.diff([list(units).index(each) for each in chosen]).max() <= 4
    assert {tuple(pilot_units(organisation, count, 1, nth)) for nth in range(9)} != {tuple(chosen)}


def test_a_programme_is_carried_out_in_the_pilots_units(organisation):
    """As many people in proportion, managers of the units instead of the top; and it is said."""
    units = pilot_units(organisation, 3, 1, 0)
    programme = (
        Ambassadors(kind="ambassadors", count=60),
        LeaderPresence(kind="leader_presence", audience={"top_share": 0.02}),
    )
    ambassadors, leaders = in_units(programme, organisation, units)
    names = {organisation.unit_names[unit] for unit in units}

    assert set(ambassadors.audience.unit) == set(leaders.audience.unit) == names
    assert ambassadors.count == max(1, round(60 * np.isin(organisation.unit, units).mean()))
    assert leaders.audience.top_share is None
    assert leaders.audience.manager
    assert len(list(changes_in_units(programme))) == 2


def test_a_finished_pilot_is_read_as_it_was(tmp_path):
    """To the bit; what is not whole is not there."""
    outcome = toy_pilot(1, effect=0.1)
    place = tmp_path / "digest" / "1.json"
    keep_pilot(outcome, place)
    again = kept_pilot(place)

    assert np.array_equal(again.without, outcome.without)
    assert np.array_equal(again.pilots[8], outcome.pilots[8])
    assert np.array_equal(again.treated[8], outcome.treated[8])
    assert again.without.shape == (LOOKS + 1, 16)
    place.write_bytes(place.read_bytes()[:50])
    assert kept_pilot(place) is None
    assert kept_pilot(tmp_path / "none.json") is None
