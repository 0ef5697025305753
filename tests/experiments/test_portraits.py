"""A portrait is the same run looked at: it counts whom the record counts, and hides groups of a few."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import esnsim
from esnsim.analysis.person_level import LadderPlace, branches_of, gallery_of, portray
from esnsim.analysis.person_level.tables import (
    SMALLEST_GROUP,
    concentration,
    exchanges,
    groupings,
    journeys,
    people_by_rung,
    shown_groups,
    week_by_week,
    who_moved,
)
from esnsim.experiments import compare
from esnsim.experiments.execution.base_state import prepared
from esnsim.experiments.results.costs import costs, weeks_of
from esnsim.scenario.constants import ECONOMIC, known_parameters
from esnsim.simulation.record import Measure

FIRM = """
name: looked at
weeks: 30
replicates: 2
uncertainty: none
organisation: {generate: {people: 240, countries: {GB: 0.6, FR: 0.4}}}
initial: {reader: 0.6, contributor: 0.15}
programmes:
  none: []
  ambassadors: [{kind: ambassadors, count: 12, start: week 2}]
"""
HALF_YEAR_DAYS = 130


@pytest.fixture(scope="module")
def scenario():
    return esnsim.load(FIRM)


@pytest.fixture(scope="module")
def seen(scenario):
    return gallery_of(compare(scenario), None)


@pytest.fixture(scope="module", params=["none", "ambassadors"])
def pair(request, seen):
    """A portrait, and the record of the same run."""
    portrait = seen.portraits[request.param][1]
    return portrait, seen.experiment.runs_of(request.param)[1].record


def test_everybody_stands_where_the_record_counts_them(pair):
    portrait, record = pair
    for week, places in zip(portrait.weeks, portrait.places, strict=True):
        day = record[week * 5]
        assert (places >= LadderPlace.READS).sum() == day[Measure.READER]
        assert (places >= LadderPlace.WRITES).sum() == day[Measure.CONTRIBUTOR]
        assert (places == LadderPlace.WRITES_REGULARLY).sum() == day[Measure.REGULAR]
        assert (places == LadderPlace.LAPSED).sum() == day[Measure.LAPSED]
        assert (places != LadderPlace.NO_ACCOUNT).sum() == day[Measure.ENABLED]


def test_replies_between_units_are_those_of_the_record(pair):
    """Looked for a second time, each reply finds the same post."""
    portrait, record = pair
    last = record[-HALF_YEAR_DAYS:]

    assert portrait.between.sum() == last[:, Measure.REPLIES_PLACED].sum()
    # Every unit of so small a firm is a branch of its own.
    assert portrait.between.sum() - np.trace(portrait.between) == last[:, Measure.CROSS_UNIT_REPLIES].sum()
    assert portrait.between.sum() > 0


def test_what_people_wrote_and_communities_are_those_of_the_record(pair):
    portrait, record = pair

    assert portrait.written.sum() == record[-HALF_YEAR_DAYS:, [Measure.POSTS, Measure.REPLIES]].sum()
    assert len(portrait.members) == record[-1, Measure.COMMUNITIES]


def test_being_looked_at_changes_nothing(scenario, seen):
    """The portrait made from a setting is the one made from an experiment."""
    again = portray(prepared(scenario), "ambassadors", 0)

    np.testing.assert_array_equal(again.places, seen.portraits["ambassadors"][0].places)


def test_a_portrait_is_kept_and_read_again(seen, tmp_path, monkeypatch):
    """Even where a file was cut off."""
    first = gallery_of(seen.experiment, tmp_path, runs=1)
    kept = sorted((tmp_path / "portraits").iterdir())
    kept[0].write_bytes(kept[0].read_bytes()[:200])
    told = []
    again = gallery_of(seen.experiment, tmp_path, runs=1, told=lambda *each: told.append(each))

    assert len(kept) == 2
    assert told == [(1, 2), (2, 2)]
    for name, portraits in first.portraits.items():
        np.testing.assert_array_equal(portraits[0].places, again.portraits[name][0].places)
        np.testing.assert_array_equal(portraits[0].between, again.portraits[name][0].between)
    monkeypatch.setattr(sys.modules["esnsim.analysis.person_level.gallery"], "portray", None)
    gallery_of(seen.experiment, tmp_path, runs=1)  # nothing is simulated


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_no_small_group_is_shown_nor_found_by_subtraction(sizes):
    shown = shown_groups(sizes)
    hidden = [size for size, is_shown in zip(sizes, shown, strict=True) if size and not is_shown]

    assert all(size >= SMALLEST_GROUP for size, is_shown in zip(sizes, shown, strict=True) if is_shown)
    assert len(hidden) != 1 or not shown.any()


def test_who_moved_adds_up_to_the_whole(seen):
    """Weighted by people, groups have the share of everybody, where no group is hidden."""
    table = who_moved(seen)
    end = seen.portraits["ambassadors"]
    share = np.mean([(each.places[-1] >= LadderPlace.READS).mean() for each in end])
    by_country = table[
        (table["grouping"] == "country") & (table["rung"] == "reader") & (table["programme"] == "ambassadors")
    ]

    assert (by_country["people"] * by_country["end"]).sum() / 240 == pytest.approx(share)
    assert set(table["grouping"]) <= {each.name for each in groupings(seen)}
    assert (table["people"] >= SMALLEST_GROUP).all()
    assert table[table["programme"] == "none"]["low"].isna().all()


def test_journeys_have_everybody_once(seen):
    table = journeys(seen.portraits["none"])

    assert table["people"].sum() == pytest.approx(240)
    assert (table["end"] == "left").any()


def test_concentration_rises_from_nothing_to_all(seen):
    curve = concentration(seen.portraits["none"])

    assert curve["written"].iloc[0] == 0.0
    assert curve["written"].iloc[-1] == pytest.approx(1.0)
    assert (np.diff(curve["written"]) >= -1e-12).all()
    assert (curve["written"] >= curve["people"] - 1e-12).all()


def test_standing_counts_everybody(seen):
    of = seen.branches.of.astype(int)
    found = people_by_rung(seen.portraits["none"], of, len(seen.branches.names))

    np.testing.assert_allclose(found.sum(1), np.bincount(of))
    assert exchanges(seen.portraits["none"]).shape == (len(seen.branches.names),) * 2


def test_places_week_by_week_hold_everybody(seen):
    table = week_by_week(seen)

    assert (table.drop(columns=["programme", "week"]).sum(axis=1) == 240).all()
    assert table["week"].tolist() == [*seen.portraits["none"][0].weeks] * 2


def test_branches_are_few_and_hold_everybody():
    """However many units there are."""
    who = prepared(esnsim.load(FIRM, ["organisation.generate.people=3000"])).organisation
    branches = branches_of(who, most=20)

    assert len(branches.names) <= 20 < len(who.unit_names)
    assert len(branches.of) == 3000
    assert set(branches.of) <= set(range(len(branches.names)))
    assert (branches.parent < 0).sum() == 1


def test_costs_are_the_weeks_added_up(seen):
    """And the value at the defaults lies where the combinations of prices put it."""
    experiment = seen.experiment
    table = costs(experiment).set_index("programme")
    weekly = experiment.weekly()
    own = weekly[weekly["programme"] == "ambassadors"]

    for name in ("money", "hours", "hours_saved", "value"):
        assert table.loc["ambassadors", name] == pytest.approx(own[name].sum() / 2)
    assert table.loc["ambassadors", "range_low"] < table.loc["ambassadors", "range_high"]
    assert table["gain"].isna().tolist() == [True, False]


def test_the_largest_assumption_is_the_one_that_moves_the_value_most(seen):
    """Each constant at both ends, all others as they are."""
    experiment = seen.experiment
    table, known = costs(experiment).set_index("programme"), known_parameters()
    weeks, parameters = weeks_of(experiment), experiment.scenario.parameters
    ends = {
        name: [
            weeks["ambassadors"].worth(parameters._replace(**{name: end}))
            for end in (known[name].low, known[name].high)
        ]
        for name in ECONOMIC
    }
    widest = max(ends, key=lambda name: abs(ends[name][1] - ends[name][0]))

    assert table.loc["ambassadors", "rests_on"] == widest
    assert table.loc["ambassadors", ["rests_low", "rests_high"]].tolist() == pytest.approx(ends[widest])
    assert table["gain_rests_on"].isna().tolist() == [True, False]


def test_prices_that_are_known_leave_no_range(seen, monkeypatch):
    """With every range shrunk to its default, all combinations give the value of the table."""
    experiment = seen.experiment
    parameters = experiment.scenario.parameters
    known = {
        name: type("P", (), {"low": getattr(parameters, name), "high": getattr(parameters, name)}) for name in ECONOMIC
    }
    monkeypatch.setattr("esnsim.experiments.results.costs.known_parameters", lambda: known)
    table = costs(experiment).set_index("programme").loc["ambassadors"]

    np.testing.assert_allclose(table[["range_low", "range_high"]].to_numpy(float), table["value"])
