"""What a plan may do: levers from a file, and those that follow from a scenario."""

from __future__ import annotations

import pytest

from esnsim.analysis.planning.levers import edges, read_levers, start_week, usual_levers, ways_told, weeks_counted
from esnsim.errors import ScenarioError
from esnsim.scenario import Scenario
from tests.experiments.small_questions import AMBASSADORS, CAMPAIGN, question

FILE = """few: {kind: ambassadors, count: [2, 4], start: [week 1, week 3]}
leaders: {kind: leader_presence, audience: [{top_share: 0.01}, {top_share: 0.1}], replies_per_week: 3}
"""


def test_lists_are_what_an_entry_may_be(tmp_path):
    """All combinations, each an intervention that is checked as in a scenario."""
    (tmp_path / "levers.yaml").write_text(FILE, encoding="utf-8")
    few, leaders = read_levers(tmp_path / "levers.yaml", question())

    assert few.fields == ("count", "start")
    assert [(each.count, each.start.workday(question().start)) for each in few.interventions] == [
        (2, 0),
        (2, 10),
        (4, 0),
        (4, 10),
    ]
    assert [each.audience.top_share for each in leaders.interventions] == [0.01, 0.1]
    assert ways_told(few, 3) == "few: count 4, start week 3"
    assert ways_told(leaders, 0) == "leaders: audience top_share 0.01"


def test_edges_are_those_of_what_was_allowed(tmp_path):
    """The first and the last value of an entry; what is left out is at no edge."""
    (tmp_path / "levers.yaml").write_text(FILE, encoding="utf-8")
    levers = read_levers(tmp_path / "levers.yaml", question())

    assert list(edges(levers, (2, -1))) == [
        "few.count is 4, the last of what was allowed",
        "few.start is week 1, the first of what was allowed",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("few: {kind: ambassador, count: 3}\n", "levers.yaml:1"),
        ("few: {count: 3}\n", "few has no 'kind'"),
        ("a: {kind: campaign}\nfew: {kind: ambassadors, count: [3, -1]}\n", "levers.yaml:2"),
        ("few: {kind: ambassadors, count: [3], start: [week 1, weak 2]}\n", "few.start"),
        (f"few: {{kind: ambassadors, count: {list(range(500))}}}\n", "500 ways"),
        ("[1, 2]\n", "levers.yaml"),
    ],
)
def test_what_cannot_be_done_is_told_at_its_line(text, told, tmp_path):
    """All of it at once."""
    (tmp_path / "levers.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        read_levers(tmp_path / "levers.yaml", question())

    assert told in str(refused.value)


def test_a_scenario_has_levers_of_its_own():
    """Its interventions, earlier and later, smaller and larger."""
    found = {each.name: each for each in usual_levers(question(weeks=10))}

    assert set(found) == {"ambassadors", "campaign"}
    assert {each.count for each in found["ambassadors"].interventions} == {6, AMBASSADORS["count"], 24}
    assert {each.dose for each in found["campaign"].interventions} == {0.5, 1.0}
    assert {each.duration.span for each in found["campaign"].interventions} == {15}
    assert CAMPAIGN["duration"] == "3 weeks"


def test_levers_of_a_scenario_begin_after_the_weeks_that_were_counted():
    """Nobody can begin in a week that lies behind; weeks counted under a programme are a case, and no past."""
    asked = question(weeks=20)
    counted = {"measure": "contributor", "week": 8, "share": 0.1}
    ours = Scenario.of({**asked.content(), "observed": [counted]})
    case = Scenario.of({**asked.content(), "observed": [{**counted, "programme": "ambassadors"}]})

    assert (weeks_counted(ours), weeks_counted(case)) == (8, 0)
    for lever in usual_levers(ours):
        assert {start_week(each, ours) for each in lever.interventions} == {9, 13}
    assert min(start_week(each, case) for lever in usual_levers(case) for each in lever.interventions) == 1


def test_a_lever_keeps_its_own_start_where_no_other_is_left():
    """The whole time lies behind."""
    asked = question(weeks=10)
    over = Scenario.of({**asked.content(), "observed": [{"measure": "contributor", "week": 10, "share": 0.1}]})

    assert {start_week(each, over) for lever in usual_levers(over) for each in lever.interventions} == {
        start_week(each, asked) for programme in asked.programmes.values() for each in programme
    }
