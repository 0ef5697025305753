"""What counts behind the app: plans are scenarios, and a class cannot be cheated."""

import json

import pytest

from esnsim.errors import ScenarioError
from esnsim.interventions import kinds
from esnsim.scenario import load
from esnsim.simulation.simulate import simulate
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import ClassError, hidden_constants
from esnsim.web.play.play import MOST_UNDONE, Play
from esnsim.web.sliders import SLIDER, SLIDERS

SMALL = """
name: Small
weeks: 12
organisation: {generate: {people: 60}}
programmes:
  nothing: []
  campaign: [{kind: campaign, start: week 2}]
"""


@pytest.fixture
def play():
    return Play.of(load(SMALL))


@pytest.fixture
def classes(tmp_path):
    return Classes(tmp_path)


@pytest.fixture
def room(classes):
    return classes.create("Monday", 60, 100, 2, 3, 5)


@pytest.mark.parametrize("lever", SLIDERS, ids=lambda lever: lever.kind)
@pytest.mark.parametrize("amount", ["low", "usual", "high"])
def test_every_lever_can_be_pulled_all_the_way(lever, amount):
    one = json.dumps(lever.intervention(getattr(lever, amount), "week 2"))

    assert load(SMALL.replace("[{kind: campaign, start: week 2}]", f"[{one}]")).programme("campaign")
    assert lever.kind in kinds()
    assert lever.meaning.endswith(".")
    assert lever.cost(lever.usual) > 0.0
    assert SLIDER[lever.kind] is lever


def test_whatever_is_done_on_the_screen_the_scenario_gives_it(play):
    """Changes, forks, stops and steps in any order."""
    play.advance(7)
    play.fork("mine")
    play.change((*play.table.plans["mine"], SLIDER["ambassadors"].intervention(5.0, play.today())))
    play.advance(11)
    play.change(play.stopped(0))
    play.change(play.stopped(1))
    play.advance(9)
    scenario = load(play.yaml)

    assert len(play.runs) == 3
    for name, simulation in play.runs.items():
        assert simulation.day == 27
        assert (simulate(scenario, name, 0).record[:28] == simulation.record[:28]).all()


def test_what_has_not_begun_is_taken_out_and_what_has_is_ended(play):
    assert play.stopped(0) == ()
    play.advance(10)

    assert play.stopped(0)[0]["duration"] == {"until": play.today()}


def test_a_plan_that_cannot_be_changes_nothing(play):
    before = play.table
    with pytest.raises(ScenarioError):
        play.change(({"kind": "campaign", "dose": 7},))
    for wrong in ("", "campaign"):
        play.fork(wrong) if not wrong else None
        with pytest.raises(ValueError, match="name of its own"):
            play.fork("campaign")
    play.undo()

    assert play.table == before
    assert not play.undo()


def test_the_last_plan_stays_and_another_becomes_active(play):
    play.drop("campaign")

    assert play.table.active == "nothing"
    with pytest.raises(ValueError, match="the last plan stays"):
        play.drop("nothing")


def test_only_so_much_is_remembered(play):
    for _ in range(MOST_UNDONE + 10):
        play.remember()

    assert len(play.undone) == MOST_UNDONE


def test_a_class_is_on_disk_before_it_is_answered(classes, room, tmp_path):
    team = classes.join(room.code, "Reds")
    classes.plan(room.code, team.key, {"campaign": 1.0})
    classes.next_round(room.code, room.key)
    again = Classes(tmp_path)

    assert again.find(room.code) == classes.find(room.code)
    assert again.team(room.code.lower(), team.key).choices[0].lever == "campaign"


def test_teams_cannot_change_each_others_plans(classes, room):
    reds, blues = classes.join(room.code, "Reds"), classes.join(room.code, "Blues")
    classes.plan(room.code, reds.key, {"campaign": 1.0})
    with pytest.raises(ClassError, match="key"):
        classes.plan(room.code, "GUESSED", {})
    with pytest.raises(ClassError, match="facilitator"):
        classes.next_round(room.code, reds.key)
    with pytest.raises(ClassError, match="already"):
        classes.join(room.code, "reds ")

    assert classes.team(room.code, blues.key).choices == ()


def test_what_has_begun_cannot_be_taken_back_and_what_is_planned_can(classes, room):
    team = classes.join(room.code, "Reds")
    classes.plan(room.code, team.key, {"campaign": 1.0})
    classes.plan(room.code, team.key, {"recognition": 0.5})
    classes.next_round(room.code, room.key)
    planned = classes.plan(room.code, team.key, {"listening": 0.5})

    assert [(each.lever, each.week) for each in planned.choices] == [("recognition", 0), ("listening", 3)]
    with pytest.raises(ClassError, match="being done already"):
        classes.plan(room.code, team.key, {"recognition": 0.5})


def test_everything_wrong_with_a_plan_is_said_at_once(classes, room):
    team = classes.join(room.code, "Reds")
    with pytest.raises(ClassError) as refused:
        classes.plan(room.code, team.key, {"training": 9.0, "magic": 1.0})

    assert "Training: 9 is not between" in str(refused.value)
    assert "'magic' is nothing that can be done" in str(refused.value)


def test_a_budget_is_a_budget(classes, room):
    team = classes.join(room.code, "Reds")
    with pytest.raises(ClassError, match="the budget is 100"):
        classes.plan(room.code, team.key, {"training": 1.0, "process_integration": 1.0})


def test_the_constants_of_a_class_are_its_own_and_within_their_ranges():
    one, other = hidden_constants(1), hidden_constants(2)

    assert one == hidden_constants(1) != other
    load(SMALL + f"behaviour: {json.dumps(one)}\n")
