"""What is looked at is read as it is written, and counted as weekly tables count it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esnsim.errors import RunError
from esnsim.experiments.design.outcome import Condition, Outcome, read_condition, read_outcome
from esnsim.experiments.design.stopping import Fixed, Until, read_until
from esnsim.simulation.record import Measure
from tests.experiments.small_questions import made_up_run, question

NAMES = [measure.name.lower() for measure in Measure]
OUTCOMES = st.builds(
    Outcome,
    st.sampled_from(NAMES),
    st.none() | st.integers(0, 1040),
    st.none() | st.sampled_from(NAMES),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("text", "outcome", "canonical"),
    [
        ("contributor@week104", Outcome("contributor", 104), "contributor@week104"),
        ("contributor@end", Outcome("contributor"), "contributor@end"),
        ("contributor", Outcome("contributor"), "contributor@end"),
        ("Contributor @ week 104 ", Outcome("contributor", 104), "contributor@week104"),
        ("reader@end vs baseline", Outcome("reader", against_baseline=True), "reader@end vs baseline"),
        ("reader@end versus the baseline", Outcome("reader", against_baseline=True), "reader@end vs baseline"),
        ("posts@week52 per contributor", Outcome("posts", 52, "contributor"), "posts@week52 per contributor"),
        ("posts@week52 per headcount", Outcome("posts", 52), "posts@week52"),
        ("posts@week52 as count", Outcome("posts", 52, None), "posts@week52 as count"),
        ("headcount@end", Outcome("headcount", None, None), "headcount@end as count"),
        (
            "posts@week9 per reader vs baseline",
            Outcome("posts", 9, "reader", against_baseline=True),
            "posts@week9 per reader vs baseline",
        ),
    ],
)
def test_an_outcome_is_read_as_it_is_written(text, outcome, canonical):
    assert read_outcome(text) == outcome
    assert str(outcome) == canonical


@given(OUTCOMES.filter(lambda outcome: outcome.measure != "headcount" or outcome.per != "headcount"))
def test_the_text_of_an_outcome_reads_back(outcome):
    assert read_outcome(str(outcome)) == outcome


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("contribtor@week4", "'contribtor' is no measure; did you mean 'contributor'"),
        ("posts@week4 per raeder", "'raeder' is no measure; did you mean 'reader'"),
        ("contributor@month4", "write a measure and when"),
        ("contributor after a year", "write a measure and when"),
        ("", "write a measure and when"),
    ],
)
def test_what_is_no_outcome_is_told(text, message):
    with pytest.raises(ValueError, match=message):
        read_outcome(text)


def a_record(weeks=3):
    """Counts that differ from day to day."""
    days = np.arange(weeks * 5 + 1)
    record = np.zeros((weeks * 5 + 1, len(Measure)), np.int64)
    record[:, Measure.HEADCOUNT] = 200
    record[:, Measure.CONTRIBUTOR] = days
    record[:, Measure.POSTS] = 10 * days
    return record


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("contributor@week0", 0.0),
        ("contributor@week2", 10 / 200),
        ("contributor@end", 15 / 200),
        ("contributor@week1 as count", 5.0),
        ("posts@week1 as count", 10.0 * (1 + 2 + 3 + 4 + 5)),
        ("posts@week2 per contributor", 10.0 * (6 + 7 + 8 + 9 + 10) / 10),
        ("posts@week0 as count", 0.0),
        ("headcount@end", 200.0),
        ("contributor@end vs baseline", 15 / 200),
    ],
)
def test_a_week_is_its_last_day_and_flows_are_added_up(text, value):
    """Stocks are those of the week's last workday, flows those of its five days; week 0 is the start."""
    assert read_outcome(text).of(a_record(), 3) == pytest.approx(value, abs=1e-15)


def test_outcomes_agree_with_weekly_tables():
    """One number means the same in tables and in sweeps."""
    run = made_up_run("none", 0, 6, posts=7, contributor=5, replies=11)
    weekly = run.weekly(question())

    for name in ("posts", "replies", "contributor"):
        found = [read_outcome(f"{name}@week{week} as count").of(run.record, 6) for week in range(1, 7)]
        assert found == weekly[name][1:].tolist()


def test_many_runs_give_many_values():
    """Records of several runs are looked at together."""
    records = np.stack([a_record(), 2 * a_record()])

    assert read_outcome("contributor@end as count").of(records, 3).tolist() == [15.0, 30.0]


def test_nothing_can_be_divided_by_nobody():
    assert np.isnan(read_outcome("posts@week1 per ambassador").of(a_record(), 3))


def test_a_difference_is_taken_life_by_life():
    records = np.stack([a_record(), 2 * a_record()])

    assert read_outcome("contributor@end as count").against(2 * records, records, 3).tolist() == [15.0, 30.0]


def test_a_week_past_the_end_is_refused():
    with pytest.raises(RunError, match=r"contributor@week4 lies beyond the end; the runs end in week 3"):
        read_outcome("contributor@week4").of(a_record(), 3)
    with pytest.raises(RunError, match=r"the runs end in week 3"):
        read_outcome("contributor@end").of(a_record(), 52)


@pytest.mark.parametrize(
    ("text", "canonical", "held"),
    [
        ("contributor@week104 < 0.10", "contributor@week104 < 0.1", [True, False, False, False]),
        ("contributor@week104<=10%", "contributor@week104 <= 0.1", [True, True, False, False]),
        ("contributor@end > .1", "contributor@end > 0.1", [False, False, True, False]),
        ("contributor@end >= 10 %", "contributor@end >= 0.1", [False, True, True, False]),
        ("reader@end vs baseline > -0.5", "reader@end vs baseline > -0.5", [True, True, True, False]),
    ],
)
def test_a_condition_holds_where_its_sentence_is_true(text, canonical, held):
    """What cannot be computed makes nothing true."""
    condition = read_condition(text)

    assert str(condition) == canonical
    assert read_condition(canonical) == condition
    assert condition.holds(np.array([0.05, 0.1, 0.2, np.nan])).tolist() == held


@pytest.mark.parametrize("text", ["contributor@end", "contributor@end = 3", "< 3", "contributor@end < many", ""])
def test_what_is_no_condition_is_told(text):
    with pytest.raises(ValueError, match="write an outcome and a comparison"):
        read_condition(text)


def test_a_condition_knows_its_measures():
    with pytest.raises(ValueError, match="did you mean 'reader'"):
        read_condition("raeder@end < 3")


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (read_condition, "contributor@end < 30", "did you mean 30 %, which is 0.3?"),
        (read_condition, "reader@week9 vs baseline > -5", "did you mean -5 %, which is -0.05?"),
        (read_condition, "regular@end per reader < 10", "regular@end per reader is a share of 0 to 1"),
        (read_until, "contributor@week104 narrower than 2", "did you mean 2 %, which is 0.02?"),
    ],
)
def test_a_forgotten_percent_sign_is_told(read, text, meant):
    """A share is not compared with more than everybody."""
    with pytest.raises(ValueError, match=re.escape(meant)):
        read(text)


@pytest.mark.parametrize(
    "text", ["posts@end < 30", "contributor@end as count < 30", "reader@end per contributor > 2", "headcount@end > 200"]
)
def test_what_is_no_share_is_compared_with_any_number(text):
    """Flows per head, counts, and wholes divided by their parts may be above 1."""
    assert read_condition(text).value > 1.0


@pytest.mark.parametrize(
    ("text", "numbers", "rule"),
    [
        ("reader@end narrower than 0.02", {}, Until(Outcome("reader"), 0.02, 20, 200)),
        (
            "reader@week9 vs baseline narrower than 2 %",
            {"at_most": 7},
            Until(Outcome("reader", 9, against_baseline=True), 0.02, 7, 7),
        ),
        ("reader@end narrower than .5", {"at_least": 300}, Until(Outcome("reader"), 0.5, 300, 300)),
    ],
)
def test_a_rule_for_replicates_is_read_as_it_is_written(text, numbers, rule):
    assert read_until(text, **numbers) == rule
    assert read_until(str(rule), rule.at_least, rule.at_most) == rule


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: read_until("reader@end"), "write an outcome and a width"),
        (lambda: read_until("reader@end narrower than 0"), "has a width above 0"),
        (lambda: read_until("reader@end narrower than 1", at_least=9, at_most=6), "at_least is 9 but at_most only 6"),
        (lambda: read_until("reader@end narrower than 1", at_least=4), "at_least is 4; write a whole number from 5"),
        (lambda: Fixed(0), "replicates is 0; write a whole number from 1 to 10,000"),
    ],
)
def test_a_rule_that_cannot_be_is_told(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_condition_is_a_plain_value():
    assert read_condition("reader@end < 0.5") == Condition(Outcome("reader"), "<", 0.5)


def test_measures_are_all_listed_where_one_is_not_known():
    """However many there are."""
    with pytest.raises(ValueError, match="'happiness' is no measure") as refused:
        read_outcome("happiness@end")

    assert all(measure.name.lower() in str(refused.value) for measure in Measure)
    assert " more" not in str(refused.value)
