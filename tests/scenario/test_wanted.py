"""What is wanted and what it may take: goals, claims, budgets and prices in scenario files."""

from __future__ import annotations

import pytest

from esnsim.errors import ScenarioError
from esnsim.experiments.store.keys import base_state_key, run_keys
from esnsim.scenario import Scenario, dump, load, resolve
from esnsim.scenario.wanted import Expectation, Goal

WANTED = {
    "currency": "CHF",
    "budget": 40000.0,
    "staff_hours": 1500.0,
    "deadline": "week 26",
    "goal": "contributor >= 15 % at week 26",
    "rates": {"staff": 50.0, "manager": 90.0},
    "expect": ["ambassadors > none in contributor@week26", "readers fall by less than 2 points"],
}
FILE = """name: wanted
weeks: 52
organisation: {generate: {people: 100}}
initial: {reader: 0.4, contributor: 0.05}
programmes:
  none: []
  two words: [{kind: ambassadors, count: 4}]
"""


def asked(**more):
    """A small scenario that wants something, or not."""
    content = {
        "name": "wanted",
        "weeks": 52,
        "organisation": {"generate": {"people": 100}},
        "programmes": {"none": [], "ambassadors": [{"kind": "ambassadors", "count": 4}]},
    }
    return resolve(Scenario.of(content | more))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("leaders > none in contributor@week52", ("contributor", ">", 0.0, 52, ("leaders", "none"), False)),
        ("'a b' >= none by 2 points in reader@end", ("reader", ">=", 0.02, None, ("a b", "none"), False)),
        ("a < b by 1 % in reader", ("reader", "<", -0.01, None, ("a", "b"), False)),
        ("a < b by 100 hours in hours@week4", ("hours", "<", -100.0, 4, ("a", "b"), False)),
        ("readers fall by less than 2 points", ("reader", ">", -0.02, None, (), True)),
        ("readers fall by more than 2 points", ("reader", "<", -0.02, None, (), True)),
        ("contributors rise by more than 0.01 by week 8", ("contributor", ">", 0.01, 8, (), True)),
        ("contributors rise by less than 3 % with leaders", ("contributor", "<", 0.03, None, ("leaders",), True)),
        ("lapsed falls", ("lapsed", "<", 0.0, None, (), True)),
        ("interactive@week26 >= 15 % with two words", ("interactive", ">=", 0.15, 26, ("two words",), False)),
        ("contributor >= 0.15 at week 26", ("contributor", ">=", 0.15, 26, (), False)),
        ("cost@end <= 40000", ("cost", "<=", 40000.0, None, (), False)),
    ],
)
def test_a_claim_is_read_as_it_is_meant(text, claim):
    """Pairs, changes and levels, in the words a person uses; and written as it was."""
    read = Expectation.parse(text)

    assert (read.measure, read.relation, read.number, read.week, read.programmes, read.change) == claim
    assert Expectation.parse(read.written()) == read


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("goal: contributor >= 15 at week 26", "did you mean 15 %?"),
        ("goal: everybody is happy", "write an outcome, a comparison and when"),
        ("goal: contributor >= 15 % with two words", "write an outcome, a comparison and when"),
        ("goal: contributor >= 15 % at week 60", "lies beyond the end"),
        ("goal: contributor >= 15 % at week 9999", "write a week of at most 1040"),
        ("deadline: week 60", ":8:11: deadline is 'week 60'; it lies outside the 52 weeks"),
        ("budget: -1", "0"),
        ("expect: [readers jump]", "readers fall by less than 2 points"),
        ("expect: [twowords > none in reader@end]", "did you mean 'two words'?"),
        ("expect: [happiness@end > 3 %]", "'happiness' is no measure"),
        ("expect: [hours@end > 3 %]", "hours is no share of people"),
        ("rates: {staff: 50, chief: 90}", "chief"),
    ],
)
def test_what_cannot_be_wanted_is_told_at_its_line(line, told):
    """With the file's line and what would be right."""
    with pytest.raises(ScenarioError) as refused:
        load(FILE + line)

    assert told in str(refused.value)


def test_all_that_lies_beyond_the_end_is_told_at_once_each_at_its_line():
    wanted = "deadline: week 60\ngoal: reader >= 15 % at week 70\nexpect: [reader@week80 > 3 %]\n"
    with pytest.raises(ScenarioError) as refused:
        load(FILE + wanted + "budget: much\n")

    lines = str(refused.value).splitlines()
    assert [line.split(":")[1:3] for line in lines] == [["8", "11"], ["9", "7"], ["10", "9"], ["11", "9"]]


def test_what_is_wanted_changes_no_run():
    """The same base state and the same runs, whatever is wanted and whatever an hour costs."""
    plain, wanting = asked(), asked(**WANTED)
    states = [base_state_key(each, "organisation") for each in (plain, wanting)]

    assert states[0] == states[1]
    for name in plain.programmes:
        one, other = (run_keys(states[0], each, name) for each in (plain, wanting))
        assert one(3) == other(3)


def test_a_scenario_that_wants_nothing_is_written_as_before():
    """No field appears that nobody wrote; what was written is read back."""
    assert not {"budget", "goal", "expect", "rates", "currency"} & set(asked().content())
    again = load(dump(asked(**WANTED)))

    assert [again.budget, again.staff_hours, again.rates.manager] == [40000.0, 1500.0, 90.0]
    assert again.goal == Goal.parse(WANTED["goal"])
    assert [each.text for each in again.expect] == WANTED["expect"]


def test_prices_and_the_deadline_are_those_of_the_scenario():
    """An hour of staff in place of the constant, of managers above it; without rates all hours count alike."""
    plain, wanting = asked(), asked(**WANTED)

    assert plain.prices == plain.parameters
    assert (wanting.prices.loaded_hour, wanting.manager_surcharge) == (50.0, 40.0)
    assert (plain.manager_surcharge, plain.deadline_week, wanting.deadline_week) == (0.0, 52, 26)


def test_claims_about_programmes_that_are_left_out_go_with_them():
    """As what was observed does."""
    narrowed = asked(**WANTED).doing({"none": ()}, "none")

    assert [each.text for each in narrowed.expect] == ["readers fall by less than 2 points"]


def test_a_shorter_question_wants_nothing_of_later_weeks():
    """It is a scenario again; what is wanted within its weeks stays."""
    whole = asked(**WANTED)
    short, long = whole.ending(10), whole.ending(30)

    assert (short.weeks, short.deadline, short.goal) == (10, None, None)
    assert [each.text for each in short.expect] == ["readers fall by less than 2 points"]
    assert resolve(Scenario.of(short.content())).weeks == 10
    assert (long.deadline, long.goal, long.expect) == (whole.deadline, whole.goal, whole.expect)
    assert asked().ending(10).content() == asked(weeks=10).content()


def test_prices_of_the_scenario_are_known():
    """Its own hour, and constants of value that it gives other values; what it says nothing of is a guess."""
    assert asked().known_prices == frozenset()
    assert asked(rates={"staff": 50.0}).known_prices == {"loaded_hour"}
    assert asked(behaviour={"licence": 9.0, "imitation": 0.02}).known_prices == {"licence"}
