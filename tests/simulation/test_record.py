"""What is written down of a day agrees with a plain recount of every person."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from esnsim.behaviour.person import Role
from esnsim.simulation.record import Measure
from esnsim.simulation.run import FLOWS
from esnsim.simulation.simulate import Simulation
from esnsim.state import NEVER
from esnsim.state.ladder import LADDER, rungs_of
from tests.simulation.settings import settled

DAYS = 70


@pytest.fixture(scope="module")
def simulated():
    """A run, with everybody's visits, acts and words on every day of it."""
    simulation = Simulation(settled(), "done", 0, check=True)
    diary = []
    for _ in range(DAYS):
        simulation.step()
        people = simulation.world.people
        names = (
            "person",
            "visited",
            "sought",
            "interacted",
            "wrote",
            "posts",
            "replies",
            "reactions",
            "enabled_since",
            "role",
        )
        table = pd.DataFrame({name: people[name].astype(np.int64) for name in names})
        diary.append(table.assign(day=simulation.day - 1, row=np.arange(len(people))))
    return simulation, pd.concat(diary, ignore_index=True)


def days_with(diary, what):
    """Person-days on which somebody read, acted or wrote, among those who are still here."""
    day = diary["day"]
    did = {
        "reader": diary["visited"] == day,
        "willing_reader": diary["sought"] == day,
        "interactive": (diary["posts"] + diary["replies"] + diary["reactions"]) > 0,
        "contributor": (diary["posts"] + diary["replies"]) > 0,
    }[what]
    return diary[did]


def people_in(diary, what, last, window):
    """How many people who are here at the end of a day did so in the window that ends with it."""
    here = diary.loc[diary["day"] == last, "person"]
    recent = days_with(diary, what)
    recent = recent[(recent["day"] > last - window) & (recent["day"] <= last)]
    return int(here.isin(recent["person"]).sum())


@pytest.mark.parametrize("what", ["reader", "interactive", "contributor"])
@pytest.mark.parametrize(("prefix", "window"), [("daily_", 1), ("weekly_", 5), ("", 20)])
def test_rungs_are_what_a_recount_finds(simulated, what, prefix, window):
    """People who did so today, in seven days and in twenty-eight."""
    simulation, diary = simulated
    measure = Measure[(prefix + what).upper()]

    for last in range(window + 3, DAYS, 7):
        assert simulation.record[last + 1, measure] == people_in(diary, what, last, window), last


@pytest.mark.parametrize(("prefix", "window"), [("daily_", 1), ("", 20)])
def test_willing_readers_are_what_a_recount_finds(simulated, prefix, window):
    """People who came of their own will today and in twenty-eight days."""
    simulation, diary = simulated
    measure = Measure[f"{prefix}willing_reader".upper()]

    for last in range(window + 3, DAYS, 7):
        assert simulation.record[last + 1, measure] == people_in(diary, "willing_reader", last, window), last


def test_regular_people_wrote_more_than_twice(simulated):
    """Posts and replies of twenty-eight days, counted one by one."""
    simulation, diary = simulated
    for last in range(25, DAYS, 11):
        month = diary[(diary["day"] > last - 20) & (diary["day"] <= last)]
        here = diary.loc[diary["day"] == last, "person"]
        written = (month["posts"] + month["replies"]).groupby(month["person"]).sum()

        assert simulation.record[last + 1, Measure.REGULAR] == int(here.isin(written[written > 2].index).sum())


def test_lapsed_people_have_not_been_seen_for_eight_weeks(simulated):
    """Readers once, absent for forty workdays."""
    simulation, diary = simulated
    for last in range(0, DAYS, 13):
        today = diary[diary["day"] == last]
        lapsed = (today["visited"] != NEVER) & (last - today["visited"] >= 40)

        assert simulation.record[last + 1, Measure.LAPSED] == int(lapsed.sum())


def test_returned_people_came_back_after_eight_weeks(simulated):
    """Somebody absent for forty workdays or more who visited in the last twenty-eight days."""
    simulation, diary = simulated
    before = diary.groupby("row")[["visited", "person"]].shift(1)
    same = before["person"] == diary["person"]
    back = diary[same & (diary["visited"] == diary["day"])]
    gap = back["day"] - before.loc[back.index, "visited"]
    back = back[(gap >= 40) & (before.loc[back.index, "visited"] != NEVER)]
    for last in range(25, DAYS, 11):
        here = diary.loc[diary["day"] == last, "person"]
        recent = back.loc[(back["day"] > last - 20) & (back["day"] <= last), "person"]

        assert simulation.record[last + 1, Measure.RETURNED] == int(here.isin(recent).sum())


@pytest.mark.parametrize("flow", ["posts", "replies", "reactions"])
def test_flows_are_sums_over_people(simulated, flow):
    """Of today alone."""
    simulation, diary = simulated

    assert simulation.record[1 : DAYS + 1, Measure[flow.upper()]].tolist() == diary.groupby("day")[flow].sum().tolist()


def test_headcount_accounts_and_ambassadors_are_counted(simulated):
    """Positions are always filled, everybody has an account, and a dozen serve."""
    simulation, diary = simulated
    record = simulation.record[1 : DAYS + 1]
    serving = diary[diary["role"] == Role.AMBASSADOR].groupby("day").size()

    assert (record[:, Measure.HEADCOUNT] == 1000).all()
    assert (record[:, Measure.ENABLED] == 1000).all()
    assert record[10, Measure.AMBASSADOR] == 12
    assert record[serving.index, Measure.AMBASSADOR].tolist() == serving.tolist()


def test_each_rung_is_part_of_the_one_below(simulated):
    """Nobody is regular who is no contributor, and so on down."""
    record = simulated[0].record[: DAYS + 1]
    for above, below in (
        ("regular", "contributor"),
        ("contributor", "interactive"),
        ("interactive", "reader"),
        ("reader", "enabled"),
        ("daily_reader", "weekly_reader"),
        ("weekly_reader", "reader"),
        ("reader", "half_year_reader"),
        ("half_year_reader", "ever_reader"),
    ):
        assert (record[:, Measure[above.upper()]] <= record[:, Measure[below.upper()]]).all(), above


def test_answers_find_posts(simulated):
    """No more of them than were written, and posts are answered or given up on, once."""
    record = simulated[0].record[1 : DAYS + 1]

    assert (record[:, Measure.REPLIES_PLACED] <= record[:, Measure.REPLIES]).all()
    assert (record[:, Measure.CROSS_UNIT_REPLIES] <= record[:, Measure.REPLIES_PLACED]).all()
    judged = record[:, [Measure.POSTS_ANSWERED, Measure.POSTS_SILENT]].sum(axis=1)
    assert judged[10:].sum() <= record[:, Measure.POSTS].sum()


def test_names_of_the_ladder_are_measures():
    """A name means one thing."""
    assert all(Measure[name.upper()] for name in LADDER)
    assert len(set(FLOWS)) == len(FLOWS)


def test_the_record_counts_the_rungs_that_audiences_see(simulated):
    """The ladder means the same to the record, which counts in one pass, and to interventions, which see masks."""
    simulation, _ = simulated
    counted, rungs = simulation.record[simulation.day], rungs_of(simulation.world.people, simulation.day - 1)

    assert tuple(rungs) == LADDER
    assert {name: int(rung.sum()) for name, rung in rungs.items()} == {
        name: counted[Measure[name.upper()]] for name in LADDER
    }
