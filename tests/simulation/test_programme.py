"""Programmes are carried out week by week: what begins when, what it takes, and when it is over."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pytest

from esnsim.interventions import Kind
from esnsim.interventions.kinds.campaign import Campaign
from esnsim.simulation.programme import Event, Expense, canonical, expenses_by_week
from esnsim.simulation.record import Measure
from tests.interventions.programmes import PEOPLE, WEEK, Stage, carried_out
from tests.worlds import intervention


def events(stage):
    """What a programme did, without the names."""
    return [(event.day, event.what) for event in stage.programme.events]


@pytest.mark.parametrize(
    ("start", "day"), [("week 1", 0), ("week 4", 15), ("day 8", 7), ("2024-01-17", 12), ("2024-01-20", 15)]
)
def test_it_begins_when_it_says(start, day):
    """Weeks and days count from one, and a Saturday means the Monday after."""
    stage = carried_out(intervention("campaign", start=start, duration="2 weeks"))

    assert events(stage) == [(day, "begins"), (day + 10, "ends")]


@pytest.mark.parametrize(
    ("duration", "end"), [("1 days", 6), ("3 weeks", 20), ({"until": "2024-01-19"}, 15), ({"until": "2024-01-21"}, 15)]
)
def test_it_ends_when_it_says(duration, end):
    """The last date counts, and a Sunday means the Friday before."""
    stage = carried_out(intervention("leader_presence", start="week 2", duration=duration))

    assert events(stage) == [(5, "begins"), (end, "ends")]
    assert stage.busy[5:end].any(axis=1).all()
    assert not stage.busy[end:].any()


def test_without_a_duration_it_lasts_to_the_end():
    """And ends with the scenario, not in it."""
    stage = carried_out(intervention("leader_presence", start="week 2"), weeks=6)

    assert events(stage) == [(5, "begins")]
    assert stage.busy[5:].any(axis=1).all()


def test_the_lead_time_moves_the_window():
    """What needs preparing is in force as long as it says, only later."""
    stage = carried_out(intervention("campaign", start="week 2", duration="2 weeks", lead_time="3 days"))

    assert events(stage) == [(8, "begins"), (18, "ends")]


def test_what_begins_after_the_end_never_begins():
    """A scenario is over when it is over."""
    stage = carried_out(intervention("campaign", start="week 30"), weeks=10)

    assert events(stage) == []
    assert stage.programme.expenses == []


def test_a_condition_that_never_comes_true_starts_nothing():
    """Nobody acts on what does not happen."""
    start = {"when": "reader > 0.5", "for": "1 week"}

    assert events(carried_out(intervention("campaign", start=start))) == []


def test_a_condition_starts_it_once():
    """What was begun is not begun again when the condition comes true again."""
    start = {"when": "lapsed > 10 %", "for": "1 week"}
    stage = Stage([intervention("campaign", start=start, duration="2 weeks")])
    stage.record[:, Measure.LAPSED] = np.arange(len(stage.record)) % 20  # of sixty: over a tenth from day 6 on

    assert events(stage.go_on()) == [(11, "begins"), (21, "ends")]


def test_a_condition_sees_past_days_only():
    """What is written about today and later is not looked at."""
    start = {"when": "reader > 0.5", "for": "1 week"}
    stages = [Stage([intervention("campaign", start=start)]) for _ in range(2)]
    for stage in stages:
        stage.record[1:9, Measure.READER] = PEOPLE
    stages[1].record[9:, Measure.READER] = PEOPLE

    assert [events(stage.go_on(9)) for stage in stages] == [[(5, "begins")], [(5, "begins")]]


def test_a_falling_measure_starts_it_after_whole_weeks():
    """Four weeks below the week before, five weeks of past."""
    start = {"when": "reader falls", "for": "4 weeks"}
    stage = Stage([intervention("campaign", start=start, duration="1 weeks")])
    stage.record[:, Measure.READER] = np.maximum(PEOPLE - np.arange(len(stage.record)) // WEEK, 0)

    assert events(stage.go_on())[0] == (25, "begins")


def test_an_empty_programme_does_nothing():
    """Nothing is written, not even zeros."""
    stage = Stage([])
    stage.world.levers.hear[:] = 0.5
    stage.go_on(3)

    assert (stage.lever("hear") == 0.5).all()


def test_each_has_its_own_name_in_what_it_did_and_took():
    """The one it was given, or its kind."""
    stage = carried_out(intervention("campaign", name="posters"), intervention("campaign", start="week 2"))

    assert {event.intervention for event in stage.programme.events} == {"posters", "campaign"}
    assert {expense.intervention for expense in stage.programme.expenses} == {"posters", "campaign"}


def test_events_come_in_the_order_of_days():
    """A diary is read forwards."""
    stage = carried_out(intervention("campaign", start="day 4"), intervention("leader_presence", duration="1 week"))

    assert stage.programme.events == sorted(stage.programme.events)
    assert Event(3, "campaign", "begins") in stage.programme.events


def test_expenses_are_added_up_by_week():
    """Two in the same week are one sum; what lies beyond the last week belongs to it."""
    expenses = [
        Expense(0, "a", 1.0, 2.0),
        Expense(4, "b", 10.0, 0.5),
        Expense(11, "a", 5.0, 0.0),
        Expense(99, "a", 7.0, 1.0, 0.7, 2.0, 3.0),
        Expense(99, "b", 0.0, 0.0, 0.6, 1.0, 0.0),
    ]
    spent = expenses_by_week(expenses, 3)

    assert spent.money.tolist() == [11.0, 0.0, 12.0]
    assert spent.hours.tolist() == [2.5, 0.0, 1.0]
    assert spent.own_posts.tolist() == [0.0, 0.0, 3.0]
    assert spent.moved.tolist() == [0.0, 0.0, 1.0], "no more than all of it can have moved"


class Lunches(Kind):
    """A kind that does nothing."""

    def pull(self, scene, progress, pulled):
        """Pull nothing."""


class ByCoffee(Lunches):
    """Its fields in one order."""

    kind: Literal["lunches"] = "lunches"
    cups: int = 1
    rooms: int = 1


class ByRoom(Lunches):
    """Its fields renamed, in another order, and one more."""

    kind: Literal["lunches"] = "lunches"
    a_new_one: bool = False
    places: int = 1
    coffees: int = 1


def test_no_field_decides_which_of_a_kind_comes_first():
    """Renaming, moving or adding a field leaves the order, and so the random numbers, of interventions as they are."""
    start = date(2024, 1, 1)
    meant = [(1, 9), (2, 3), (9, 2), (4, 4)]
    before = [ByCoffee(cups=cups, rooms=rooms) for cups, rooms in meant]
    after = [ByRoom(coffees=cups, places=rooms) for cups, rooms in meant]

    before.sort(key=lambda each: canonical(each, start))
    after.sort(key=lambda each: canonical(each, start))

    assert [(each.cups, each.rooms) for each in before] == [(each.coffees, each.places) for each in after]


def test_names_come_first_and_then_the_day():
    """The order is one that can be told: by name, those without one last, the earlier before the later."""
    start = date(2024, 1, 1)
    written = ["week 26", "week 4", "2024-01-08"]
    campaigns = [Campaign.model_validate({"kind": "campaign", "start": begin}) for begin in written]
    named = Campaign.model_validate({"kind": "campaign", "name": "zebra", "start": "week 40"})

    ordered = sorted([*campaigns, named], key=lambda each: canonical(each, start))

    assert ordered == [named, campaigns[2], campaigns[1], campaigns[0]]
