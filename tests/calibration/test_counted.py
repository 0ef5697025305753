"""What a file of weeks counts, beside what a run counts the same."""

import json

import numpy as np
import pytest

from esnsim.analysis.calibration.counted import counted_by, counted_in
from esnsim.analysis.calibration.study import free_dimensions
from esnsim.analysis.calibration.summaries import summaries_of, summarised
from esnsim.ensemble.space import dimensions
from esnsim.errors import ScenarioError
from esnsim.experiments import compare
from esnsim.scenario import Scenario
from esnsim.simulation.record import Measure
from esnsim.usage.assessing.assessment import assess
from esnsim.usage.writing.document import assessment_document
from tests.experiments.small_questions import question

WEEKS = """\
week,accounts,readers,interactive,contributors,active,posts,replies,reactions
2025-12-29,50,30,10,4,31,6,9,12
2026-01-05,50,30,10,4,31,6,9,12
2026-01-12,50,32,10,4,33,6,9,12
2026-01-19,50,34,11,5,35,7,10,13
2026-01-26,50,36,11,5,37,7,10,13
2026-02-02,50,36,12,6,37,7,10,14
"""


def weekly(tmp_path, text=WEEKS):
    file = tmp_path / "weeks.csv"
    file.write_text(text, encoding="utf-8")
    return file


def asked(**changes):
    return question(start="2026-01-05", **changes)


def test_weeks_of_a_table_are_weeks_of_the_scenario(tmp_path):
    found = counted_in(weekly(tmp_path), asked(), 120)

    series = {each.name: each for each in found.series}
    assert list(series) == ["accounts", "readers", "interactive", "contributors", "posts", "replies", "reactions"]
    assert series["readers"].weeks.tolist() == [1, 2, 3, 4, 5]
    assert series["readers"].values == pytest.approx(np.array([30, 32, 34, 36, 36]) / 120)
    assert series["posts"].is_flow
    assert found.last_week == 5
    assert any("before the scenario starts: 2025-12-29" in each for each in found.left_out)
    assert any(each.startswith("active, which a run does not count") for each in found.left_out)


def test_a_run_is_counted_as_the_table_is(tmp_path):
    """A week of posts is the sum over its days; people of a week are counted at its end."""
    scenario = asked(programmes={"none": []}, replicates=1)
    run = compare(scenario).runs[0]
    series = {each.name: each for each in counted_in(weekly(tmp_path), scenario, 120).series}
    table = run.weekly(scenario).set_index("week").loc[1:5]

    assert series["readers"].of(run.record, 120) == pytest.approx(table["weekly_reader"].to_numpy() / 120)
    assert series["posts"].of(run.record, 120) == pytest.approx(table["posts"].to_numpy() / 120)


def test_the_document_of_an_assessment_says_the_same(tmp_path):
    file, document = weekly(tmp_path), tmp_path / "assessment.json"
    document.write_text(json.dumps(assessment_document(assess([file]))), encoding="utf-8")

    one, two = (counted_in(each, asked(), 120) for each in (file, document))

    assert [(a.name, a.weeks.tolist(), a.values.tolist()) for a in one.series] == [
        (a.name, a.weeks.tolist(), a.values.tolist()) for a in two.series
    ]


def test_rows_of_months_are_people_of_28_days(tmp_path):
    text = "month,readers,contributors,posts\n" + "".join(
        f"2026-{month:02d},{30 + month},{4 + month},9\n" for month in range(1, 5)
    )

    found = counted_in(weekly(tmp_path, text), asked(), 120)

    assert [each.name for each in found.series] == ["readers within 28 days", "contributors within 28 days"]
    assert found.series[0].measures == (Measure.READER,)
    assert any(each.startswith("posts of months") for each in found.left_out)


def test_more_people_than_there_are_is_a_mistake(tmp_path):
    with pytest.raises(ScenarioError, match="36 readers in the week of 2026-01-26 are more than the 35 people"):
        counted_in(weekly(tmp_path), asked(), 35)


def test_too_few_numbers_are_refused(tmp_path):
    file = weekly(tmp_path, "\n".join(WEEKS.splitlines()[:2]))

    with pytest.raises(ScenarioError, match="when the scenario starts"):
        counted_in(file, asked(), 120)


@pytest.mark.parametrize("text", ["[]", "{", '{"weeks": [{"first": "soon"}]}', json.dumps({"weeks": 3})])
def test_what_is_no_document_is_refused(tmp_path, text):
    file = tmp_path / "assessment.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ScenarioError, match="is no document of 'esnsim assess'"):
        counted_in(file, asked(), 120)


def test_observations_of_a_scenario_are_people_of_28_days():
    """The start is no part of them: every run begins there."""
    seen = [{"measure": "reader", "week": week, "share": 0.1 + week / 100} for week in (0, 1, 2, 3, 4)]
    other = [{"measure": "reader", "week": 5, "share": 0.9, "programme": "campaign"}]
    scenario = Scenario.of(question().content() | {"observed": seen + other})

    found = counted_by(scenario, "none")

    assert found.series[0].weeks.tolist() == [1, 2, 3, 4]
    assert found.series[0].measures == (Measure.READER,)


def test_summaries_are_means_of_four_weeks(tmp_path):
    counted = counted_in(weekly(tmp_path), asked(), 120)
    summaries = summaries_of(counted)

    assert [str(each) for each in summaries if each.name == "readers"] == [
        "readers in weeks 1 to 4",
        "readers in week 5",
    ]
    values = summarised([each.values for each in counted.series], summaries)
    at = [str(each) for each in summaries].index("readers in weeks 1 to 4")
    assert values[at] == pytest.approx(np.sqrt(np.mean([30, 32, 34, 36]) / 120))
    assert counted.between(2, 3).last_week == 3


def test_what_may_be_narrowed():
    """What the scenario says itself is known, and sizes of what is not done change nothing."""
    scenario = question(behaviour={"imitation": 0.01}, programmes={"none": [{"kind": "campaign"}]}, baseline="none")
    space = dimensions()

    def chosen(*free):
        return {
            each.name for each, is_free in zip(space, free_dimensions(scenario, space, free), strict=True) if is_free
        }

    assert "imitation" not in chosen()
    assert "campaign.reminder" in chosen()
    assert "pilot.cue" not in chosen()
    assert chosen("visit_base") == {"visit_base"}
    with pytest.raises(ScenarioError) as told:
        chosen("imitation", "visit_bass", "pilot.cue")
    assert len(told.value.mistakes) == 3


def test_messages_say_who_wrote_in_each_28_days_too(tmp_path):
    """Where files know single people: every four whole weeks, also those that began before the scenario does."""
    days = [f"2025-12-{day:02}" for day in range(8, 32)] + [f"2026-01-{day:02}" for day in range(1, 26)]
    rows = [f"p{nth % 7 if day < '2026-01-12' else 0},all,{day}T09:00:00Z" for nth, day in enumerate(days)]
    file = tmp_path / "messages.csv"
    file.write_text("\n".join(["sender,community,time", *rows]), encoding="utf-8")

    found = counted_in(file, asked(), 100)
    (months,) = found.months
    (weekly,) = (each for each in found.series if each.name == "contributors")

    assert (months.name, months.measures) == ("contributors within 28 days", (Measure.CONTRIBUTOR,))
    assert months.weeks.tolist() == weekly.weeks.tolist() == [1, 2, 3]
    assert months.values.tolist() == [0.07, 0.07, 0.07]
    assert weekly.values.tolist() == [0.07, 0.01, 0.01]
    assert months.name not in {each.name for each in found.series}
