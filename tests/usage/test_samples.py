"""Every sample says exactly what is in it, and nothing that is not."""

from __future__ import annotations

import numpy as np
import pytest

from tests.usage.assessed import rungs, sample, weeks, window


def test_admin_centre_labels():
    """The grid's labels; no period in the file, so that the window is unknown."""
    found = sample("admin_centre_labels.csv")

    assert (found.ladder.accounts.people, found.ladder.window) == (6, None)
    assert rungs(found) == {"reader": 4, "interactive": 3, "contributor": 2, "regular": 1}
    assert any("--days 30 --until" in line for line in found.findings.remarks)


def test_generic_messages():
    """Only people who wrote are known: four people, and an unknown number of accounts; reactions are unknown too."""
    found = sample("generic_messages.csv")

    assert (found.ladder.seen, found.ladder.accounts.people) == (4, None)
    assert found.answers.posts == 3
    assert weeks(found, "posts", "replies") == {
        "2026-01-05": {"posts": 1, "replies": 1},
        "2026-01-12": {"posts": 2, "replies": 1},
        "2026-02-02": {"posts": 0, "replies": 1},
    }
    assert window(found) == "2026-01-07 to 2026-02-03"
    assert rungs(found) == {"reader": None, "interactive": 3, "contributor": 3, "regular": 0}
    assert found.ladder.rungs["interactive"].at_least
    assert all("reactions" not in week.counts for week in found.weeks)


def test_generic_weekly():
    """People of weeks: their window is carried with them."""
    found = sample("generic_weekly.csv")

    assert len(found.weeks) == 8
    assert window(found) == "2026-02-23 to 2026-03-01"
    assert found.ladder.base == 507
    shares = {rung: round(found.ladder.share(rung), 4) for rung in ("reader", "interactive", "contributor")}
    assert shares == {"reader": 0.8679, "interactive": 0.2663, "contributor": 0.1065}
    assert sum(week.counts["posts"] for week in found.weeks) == 508
    assert sum(week.counts["replies"] for week in found.weeks) == 776


def test_graph_user_detail():
    """Active people only; the window is of 30 days, not 28."""
    found = sample("graph_yammerActivityUserDetail_D30.csv")

    assert found.ladder.accounts.people == 6
    assert (window(found), found.ladder.window.days) == ("2026-01-01 to 2026-01-30", 30)
    assert rungs(found) == {"reader": 4, "interactive": 3, "contributor": 2, "regular": 1}
    assert found.actions == {"messages": 6, "reads": 62, "reactions": 5}
    assert found.left_out == {"suspended accounts": 1, "deleted accounts": 1}
    assert found.weeks == []


def test_slack_daily_files():
    """Five days of four people; one has rows and was never active; the guest is left out."""
    found = sample("slack_admin_analytics_member.json.gz")

    assert found.ladder.accounts.people == 4
    assert len(np.unique(found.activity.tallies["first"])) == 5
    assert weeks(found, "readers", "interactive", "contributors", "messages") == {
        "2026-01-12": {"readers": 3, "interactive": 2, "contributors": 1, "messages": 8}
    }
    assert found.left_out == {"guests": 1}
    assert (found.ladder.covered, window(found)) == (5, "2026-01-12 to 2026-01-16")


def test_slack_export_with_its_guest():
    """A broadcast of a thread is one reply, bots in two shapes are left out, /me is a post."""
    found = sample("slack_export.zip", guests=True)

    assert found.ladder.accounts.people == 6
    assert weeks(found, "posts", "replies") == {
        "2026-01-05": {"posts": 1, "replies": 2},
        "2026-01-12": {"posts": 1, "replies": 0},
        "2026-01-26": {"posts": 2, "replies": 0},
    }
    assert len(found.activity.reactions.author) == 2
    assert len(np.unique(found.activity.messages.author)) == 5
    assert window(found) == "2026-01-04 to 2026-01-31"
    assert rungs(found) == {"reader": None, "interactive": 5, "contributor": 5, "regular": 0}


def test_slack_export_without_its_guest():
    """As people are counted unless somebody asks otherwise."""
    found = sample("slack_export.zip")

    assert found.ladder.accounts.people == 5
    assert found.answers.posts == 3
    assert sum(week.counts["replies"] for week in found.weeks) == 2
    assert found.left_out == {
        "guests": 1,
        "bots": 1,
        "accounts of the system": 1,
        "deactivated accounts": 1,
        "messages of bots": 2,
        "messages of guests": 1,
        "messages of the system": 2,
    }


def test_slack_member_analytics():
    """Guest and deactivated account left out; the period stands in no column."""
    found = sample("slack_member_analytics_30d.csv")

    assert (found.ladder.accounts.people, found.ladder.window) == (5, None)
    assert rungs(found) == {"reader": 4, "interactive": 3, "contributor": 2, "regular": 2}
    assert found.actions == {"messages": 325, "reactions": 47}
    in_channels = found.record.accounts.traits["written_in_channels"]
    assert sum(int(in_channels[person]) for person in np.flatnonzero(found.activity.counted).tolist()) == 124
    assert any("30d" in line for line in found.findings.remarks)


def test_slack_member_analytics_of_a_period_that_was_said():
    """Then the ladder has a window."""
    from datetime import date  # noqa: PLC0415 - beside what it is for

    found = sample("slack_member_analytics_30d.csv", days=30, until=date(2026, 1, 30))

    assert window(found) == "2026-01-01 to 2026-01-30"


def test_counts_of_days():
    """The header is that of three reports; people of several days are not added, so that readers are at least 25."""
    found = sample("yammer_activity_user_counts_D7.csv")

    assert window(found) == "2026-01-24 to 2026-01-30"
    assert len(found.record.rows) == 7
    assert rungs(found) == {"reader": 25, "interactive": None, "contributor": 3, "regular": None}
    assert found.ladder.rungs["reader"].at_least
    assert found.ladder.base is None


def test_counts_of_days_under_another_name(tmp_path, request):
    """Without the name nobody knows whether people or actions are counted."""
    from esnsim.errors import UsageFileError  # noqa: PLC0415 - beside what it is for
    from esnsim.usage.assessing.assessment import assess  # noqa: PLC0415

    path = tmp_path / "report.csv"
    path.write_bytes((request.path.parent / "samples" / "yammer_activity_user_counts_D7.csv").read_bytes())

    with pytest.raises(UsageFileError, match="ActivityUserCounts"):
        assess([path])


def test_network_export():
    """Guests by the domain of their address; pending, suspended and deleted people are no accounts."""
    found = sample("yammer_network_export.zip")

    assert found.ladder.accounts.people == 8
    assert weeks(found, "posts", "replies") == {
        "2026-01-05": {"posts": 1, "replies": 3},
        "2026-01-12": {"posts": 1, "replies": 1},
        "2026-01-26": {"posts": 1, "replies": 1},
    }
    assert window(found) == "2026-01-05 to 2026-02-01"
    assert rungs(found) == {"reader": None, "interactive": 5, "contributor": 5, "regular": 0}
    assert found.ladder.rungs["interactive"].at_least
    assert found.activity.reactions is None
    assert found.left_out == {
        "guests": 1,
        "accounts that were never opened": 1,
        "suspended accounts": 1,
        "deleted accounts": 1,
        "deleted messages": 1,
        "private messages": 1,
        "messages of the system": 1,
    }


def test_mattermost_export():
    """Replies stand inside their post, in another week; system, bot and direct posts are left out."""
    found = sample("mattermost_bulk_export.zip")

    assert found.ladder.accounts.people == 4
    assert weeks(found, "posts", "replies") == {
        "2026-01-05": {"posts": 1, "replies": 1},
        "2026-01-12": {"posts": 0, "replies": 1},
    }
    assert len(found.activity.reactions.author) == 2
    assert window(found) == "2025-12-16 to 2026-01-12"
    assert rungs(found) == {"reader": None, "interactive": 3, "contributor": 2, "regular": 0}
    assert found.left_out == {
        "deactivated accounts": 1,
        "messages of bots": 1,
        "messages of the system": 1,
        "private messages": 1,
    }


def test_teams_user_detail():
    """Posts and replies are known, the deleted person is left out, and Teams is not the network."""
    found = sample("graph_teamsUserActivityUserDetail_D7.csv")

    assert found.ladder.accounts.people == 5
    assert found.actions == {"posts": 2, "replies": 4}
    assert (found.ladder.rungs["reader"].people, found.ladder.rungs["contributor"].people) == (3, 2)
    assert not found.record.is_network
    assert any("not about an enterprise social network" in line for line in found.findings.remarks)
    assert found.left_out == {"deleted accounts": 1}


def test_viva_insights_person_query():
    """Weeks begin on Sunday; mail makes nobody a reader."""
    found = sample("viva_insights_person_query.csv")

    assert found.ladder.accounts.people == 6
    assert list(weeks(found, "contributors")) == ["2026-01-04", "2026-01-11", "2026-01-18"]
    assert sum(week.counts["messages"] for week in found.weeks) == 6
    assert rungs(found)["contributor"] == 6
    assert found.ladder.rungs["reader"].people is None
    assert any("5 of 6 people are marked active" in line for line in found.findings.remarks)
