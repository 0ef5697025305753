"""What plans take and whether they reach the goal: the numbers behind the page of play."""

from __future__ import annotations

from html import unescape

import pytest

pytest.importorskip("shiny", reason="the extra app is not installed")

from esnsim.errors import RunError
from esnsim.experiments.results.claims import JudgedClaim, Judgement
from esnsim.scenario import load
from esnsim.scenario.wanted import Goal
from esnsim.web.chores import SURE_RUNS, GoalChance, goal_chances, make_draw_ready
from esnsim.web.play.accounts import Sure, account_table, accounts_of
from esnsim.web.play.offer import offer_told
from esnsim.web.play.play import Play
from esnsim.web.play.sureness import sure_told

WANTED = """\
name: Wanted
weeks: 8
organisation: {generate: {people: 80}}
initial: {reader: 0.5, contributor: 0.1}
programmes:
  none: []
  ambassadors: [{kind: ambassadors, count: 4, start: week 2}]
  manager: [{kind: community_management, count: 1, hired: true, start: week 2}]
currency: CHF
budget: 5000
staff_hours: 90
deadline: week 4
goal: contributor >= 11 %
expect: [ambassadors > none in contributor@end]
uncertainty: none
"""


@pytest.fixture
def play():
    return Play.of(load(WANTED))


def table(play, sure=None):
    """The table, as text with tags."""
    return unescape(str(account_table(accounts_of(play), sure or {})))


def test_sums_are_foreseen_until_the_run_is_over(play):
    """Then they are what the run took."""
    begun = accounts_of(play)
    play.advance(100)
    over = accounts_of(play)

    assert (begun.foreseen, over.foreseen) == (True, False)
    for each in over.plans:
        spent = play.runs[each.plan].programme.expenses
        assert each.money == pytest.approx(sum(one.money for one in spent))
        assert each.hours == pytest.approx(sum(one.hours for one in spent))
    assert begun.plans[2].money == pytest.approx(over.plans[2].money)
    assert begun.plans[0][2:4] == (0.0, 0.0)


def test_what_is_over_is_marked_and_told_in_the_scenarios_currency(play):
    shown = table(play)

    assert "money, CHF" in shown
    assert accounts_of(play).over == ["'manager' takes some 8,750 CHF (allowed are 5,000)"]
    assert "8,750*" in shown
    assert table(Play.of(load(WANTED.replace("budget: 5000\n", "")))).count("no limit") == 1


def test_a_goal_without_a_week_is_judged_at_the_deadline(play):
    assert [each.reached for each in accounts_of(play).plans] == ["to come"] * 3
    play.advance(20)
    told = [each.reached for each in accounts_of(play).plans]
    play.advance(20)

    assert all(each.startswith(("reached: ", "missed: ")) for each in told)
    assert [each.reached for each in accounts_of(play).plans] == told
    play.undone.append(play.table.__class__(play.table.plans, play.table.active, 0))
    play.undo()
    assert accounts_of(play).plans[0].reached == "to come"


def test_money_may_be_the_goal():
    play = Play.of(load(WANTED.replace("contributor >= 11 %", "money <= 3000")))
    play.advance(20)

    assert [each.reached.split(":")[0] for each in accounts_of(play).plans] == ["reached", "reached", "missed"]


def test_where_there_is_no_goal_the_table_says_how_to_write_one():
    play = Play.of(load(WANTED.replace("goal: contributor >= 11 %\n", "")))

    assert "'goal: contributor >= 15 % at week 26'" in table(play)
    assert "in this run" not in table(play)
    with pytest.raises(RunError, match="has no goal"):
        make_draw_ready(play.content(), 0)


def test_something_more_is_priced_before_it_is_added(play):
    """As it is afterwards."""
    told = offer_told(play, "training", 1.0)
    before = play.prices["ambassadors"].hours
    more = play.offered("training", 1.0).hours
    play.add("training", 1.0)

    assert f"{more:,.0f} hours of staff (the plan then {before + more:,.0f}* of 90)" in told
    assert play.prices["ambassadors"].hours == pytest.approx(before + more)
    play.advance(100)
    assert offer_told(play, "training", 1.0) == ""


def test_claims_about_plans_that_are_gone_are_gone_too(play):
    assert [each.text for each in play.scenario.expect] == ["ambassadors > none in contributor@end"]
    play.drop("ambassadors")

    assert play.scenario.expect == ()


def test_many_runs_say_how_sure_it_is(play):
    """Of one model: the runs in which it is reached, and what their interval says."""
    chances = goal_chances(play.content())
    told = sure_told(chances)

    assert [each.judged.programme for each in chances] == ["none", "ambassadors", "manager"]
    assert all(each.of == SURE_RUNS and not each.models for each in chances)
    assert {each.word for each in told.values()} <= {"reached", "not reached", "not settled"}
    assert "runs of one model" in told["none"].why
    assert f"none: {told['none'].why}." in table(play, told)
    assert "changed since" in table(play, dict.fromkeys(told, Sure("changed since", "")))


@pytest.mark.parametrize(
    ("reached", "word"), [(10, "likely: reached"), (0, "likely: missed"), (6, "open"), (18, "nearly sure: reached")]
)
def test_over_models_words_have_their_fixed_meaning(reached, word):
    goal, models = Goal.parse("contributor >= 11 %"), max(10, reached)
    judged = JudgedClaim(goal, "plan", Judgement.OPEN, 0.12, 0.10, 0.14, 12)
    (told,) = sure_told([GoalChance(judged, reached, models, models=True)]).values()

    assert told.word == word
    assert told.why.startswith(f"reached in {reached} of {models} models, 12.0 %, 80 % interval 10.0 to 14.0")
