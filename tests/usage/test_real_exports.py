"""Exports and records of real networks say what their descriptions say of them."""

from pathlib import Path

import pytest
from assessed import rungs, weeks

from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.assessment import assess as assess_usage
from esnsim.usage.files.moments import iso

SHARED = Path(__file__).parents[3] / "shared" / "data"


def real(name: str) -> Assessment:
    """What one of the real sets says; skipped where they are not at hand."""
    if not (SHARED / name).is_file():
        pytest.skip(f"the real data set {name} is not here")
    return assess_usage([SHARED / name])


def total(found: Assessment, word: str) -> int:
    """Sum over all weeks."""
    return sum(week.counts.get(word, 0) for week in found.weeks)


def test_the_community_of_students():
    """59,835 messages of 1,350 of 1,899 people (549 never send); most of them in the week of 24 May 2004."""
    found = real("uci_online_community/messages.csv")

    assert total(found, "messages") == 59_835
    assert len(found.record.accounts) == 1_350
    by_week = weeks(found, "contributors")
    assert max(by_week, key=lambda week: by_week[week]["contributors"]) == "2004-05-24"
    assert by_week["2004-05-24"] == {"contributors": 659}
    assert by_week["2004-05-03"] == {"contributors": 543}


def test_mail_of_impossible_dates_is_left_out_and_said():
    """125,409 rows, of which 174 are dated 1979."""
    found = real("enron_email/emails.csv")

    assert total(found, "messages") == 125_409 - 174
    assert found.left_out == {"messages of impossible dates": 174}


def test_the_handbook():
    """375 people wrote 9,144 edits; a row a person and week."""
    found = real("sourcegraph_handbook/edits_by_week.csv")

    assert len(found.record.accounts) == 375
    assert total(found, "messages") == 9_144
    assert total(found, "contributors") == 4_096


def test_the_first_year_of_a_workspace():
    """1,653 members at the end; messages are a running total that was counted anew more than once."""
    found = real("r4ds_slack_first_year/r4ds_members_to_2018-08-31.csv")

    assert found.ladder.accounts.people == 1_653
    assert 30_000 < total(found, "messages") < 40_000
    (told,) = found.findings.findings
    assert "running total" in str(told)
    assert "2017-12-23" in str(told)


def test_demonstration_data_of_viva_insights():
    """300 people in 23 weeks, and no enterprise social network."""
    found = real("viva_insights_sample/person_query.csv")

    assert found.ladder.accounts.people == 300
    assert len(found.weeks) == 23
    assert "not about an enterprise social network" in str(found.findings.findings)


def test_reports_of_one_person_on_one_day():
    """64 people read and 5 posted on 9 November 2022."""
    found = real("m365_usage_report_samples/viva_engage_activityusercounts.csv")

    assert (rungs(found)["reader"], rungs(found)["contributor"]) == (64, 5)
    assert found.ladder.window is not None
    assert iso(found.ladder.window.first) == iso(found.ladder.window.last) == "2022-11-09"
