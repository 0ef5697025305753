"""Exports of which no sample lies here: made of their tables and fields, as small as they can be."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from esnsim.errors import UsageFileError
from esnsim.report.figures.usage.weeks import weeks_figure
from esnsim.usage.assessing.assessment import assess
from esnsim.usage.parsing.format import SaidOfFiles
from tests.usage.assessed import rungs, weeks, window

MONDAY, DAY = 1767600000, 86400
"""5 January 2026, 08:00 UTC."""


def archive(path: Path, files: dict[str, object]) -> Path:
    """A tar.gz of files of JSON."""
    with tarfile.open(path, "w:gz") as made:
        for name, content in files.items():
            raw = json.dumps(content).encode()
            member = tarfile.TarInfo(f"zulip-export/{name}")
            member.size = len(raw)
            made.addfile(member, io.BytesIO(raw))
    return path


def zulip(path: Path) -> Path:
    """Two topics in one channel, a private message, a bot, a deactivated person, a guest."""
    people = [
        {"id": 1, "delivery_email": "a@example.com", "is_active": True, "is_bot": False, "role": 400},
        {"id": 2, "delivery_email": "b@example.com", "is_active": True, "is_bot": False, "role": 100},
        {"id": 3, "delivery_email": "c@example.com", "is_active": False, "is_bot": False, "role": 400},
        {"id": 4, "delivery_email": "d@example.com", "is_active": True, "is_bot": True, "role": 400},
        {"id": 5, "delivery_email": "e@example.org", "is_active": True, "is_bot": False, "role": 600},
    ]

    def message(number: int, sender: int, topic: str, seconds: float, recipient: int = 20) -> dict[str, object]:
        return {"id": number, "sender": sender, "recipient": recipient, "subject": topic, "date_sent": seconds}

    realm = {
        "zerver_userprofile": people,
        "zerver_userprofile_crossrealm": [{"id": 6, "email": "welcome-bot@zulip.com"}],
        "zerver_stream": [{"id": 7, "name": "general"}],
        "zerver_recipient": [{"id": 20, "type": 2, "type_id": 7}, {"id": 21, "type": 1, "type_id": 1}],
    }
    first = [
        message(12, 2, "Plans", MONDAY + 90.25),
        message(11, 1, "plans", MONDAY + 30.5),
        message(13, 4, "ci", MONDAY),
    ]
    second = [
        message(14, 1, "lunch", MONDAY + 8 * 86400),
        message(15, 1, "", MONDAY, 21),
        message(16, 3, "lunch", MONDAY + 9 * 86400),
    ]
    return archive(
        path,
        {
            "messages-000002.json": {"zerver_message": second, "zerver_reaction": [{"user_profile": 2, "message": 12}]},
            "realm.json": realm,
            "messages-000001.json": {"zerver_message": first, "zerver_usermessage": []},
            "migration_status.json": {},
        },
    )


def test_zulip(tmp_path):
    """A topic is a thread whatever its case; the earliest message is the post; reactions may stand in another file."""
    found = assess([zulip(tmp_path / "zulip.tar.gz")])

    assert found.ladder.accounts.people == 2
    assert weeks(found, "posts", "replies") == {
        "2026-01-05": {"posts": 1, "replies": 1},
        "2026-01-12": {"posts": 1, "replies": 1},
    }
    assert rungs(found) == {"reader": None, "interactive": 2, "contributor": 2, "regular": 0}
    assert len(found.activity.reactions.author) == 1
    assert found.left_out == {
        "guests": 1,
        "bots": 2,
        "deactivated accounts": 1,
        "messages of bots": 1,
        "private messages": 1,
    }


DISCOURSE = (
    "id,name,username,email,title,created_at,last_seen_at,last_posted_at,last_emailed_at,trust_level,approved,"
    "suspended_at,suspended_till,silenced_till,active,admin,moderator,ip_address,staged,topics_entered,"
    "posts_read_count,time_read,topic_count,post_count,likes_given,likes_received,location,website,views,group_names\n"
    "1,A,anna,a@example.com,,2024-03-01 08:00:00 UTC,2026-01-05 08:00:00 UTC,,,1,,,,,true,false,false,,false,"
    "9,40,100,1,5,2,0,,,3,staff;all\n"
    "2,B,ben,b@example.com,,2024-03-01 08:00:00 UTC,,,,1,,,,,true,false,false,,false,0,0,0,0,0,0,0,,,0\n"
    "3,C,staged1,c@example.com,,2024-03-01 08:00:00 UTC,,,,0,,,,,false,false,false,,true,0,0,0,0,2,0,0,,,0\n"
    "-1,S,system,no@example.com,,2024-03-01 08:00:00 UTC,,,,4,,,,,true,true,true,,false,0,0,0,3,9,0,0,,,0\n"
)


def test_discourse(tmp_path):
    """Rows of people without a group are a cell short; staged people and the system are left out; no weeks."""
    path = tmp_path / "user-list.csv.gz"
    path.write_bytes(gzip.compress(DISCOURSE.encode()))

    found = assess([path])

    assert (found.ladder.accounts.people, found.ladder.window, found.weeks) == (2, None, [])
    assert rungs(found) == {"reader": 1, "interactive": 1, "contributor": 1, "regular": 1}
    assert found.actions == {"posts": 1, "replies": 4, "reads": 40, "reactions": 2}
    assert found.left_out == {"accounts of the system": 1, "people on no list of accounts": 1}


def google(day: str, **counts: str) -> dict[str, object]:
    """A usage report of a customer."""
    parameters = [{"name": f"chat:num_{name}", "intValue": value} for name, value in counts.items()]
    return {"date": day, "entity": {"type": "CUSTOMER"}, "parameters": parameters}


def test_google_reports(tmp_path):
    """Numbers are texts; windows are told by names; who wrote and who only reacted is not told."""
    path = tmp_path / "reports.json"
    names = {"28day_engaged_users": "300", "28day_communicator_users": "120", "1day_messages_posted": "40"}
    path.write_text(json.dumps({"usageReports": [google("2026-01-30", **names)]}))

    found = assess([path])

    assert window(found) == "2026-01-03 to 2026-01-30"
    assert rungs(found) == {"reader": 300, "interactive": 120, "contributor": None, "regular": None}
    assert not found.record.is_network


def test_a_query_of_pairs_is_for_ties(tmp_path):
    """It holds no use."""
    path = tmp_path / "p2p.csv"
    path.write_text("PrimaryCollaborator_PersonId,SecondaryCollaborator_PersonId,MetricDate\na,b,2026-01-04\n")

    with pytest.raises(UsageFileError, match="as ties"):
        assess([path])


def test_two_queries_name_people_differently(tmp_path):
    """So that people of several Viva Insights files are not the same, even under one id."""
    for name, day in (("a.csv", "2026-01-04"), ("b.csv", "2026-01-11")):
        (tmp_path / name).write_text(f"PersonId,MetricDate,Channel_message_posts\np1,{day},1\n")

    assert assess([tmp_path / "a.csv", tmp_path / "b.csv"]).ladder.accounts.people == 2


def test_weeks_of_a_single_count(tmp_path):
    """Two columns say all that they can; the same count among others that mean nothing here is told with them."""
    path = tmp_path / "readers.csv"
    path.write_text("week,readers\n2026-W02,40\n2026-W03,44\n2026-W04,41\n", encoding="utf-8")
    found = assess([path])

    assert [each.counts for each in found.weeks] == [{"readers": 40}, {"readers": 44}, {"readers": 41}]
    for strange in ("week,readers,weather\n2026-W02,40,rain\n", "week,accounts\n2026-W02,400\n"):
        path.write_text(strange, encoding="utf-8")
        with pytest.raises(UsageFileError, match="a single count, such as readers, beside nothing but the week"):
            assess([path])


def test_weeks_with_shares_sums_and_gaps(tmp_path):
    """Shares are of the accounts, rows of sums are no weeks, and a gap is unknown rather than nought."""
    path = tmp_path / "weeks.csv"
    path.write_text(
        "Woche;Konten;Leser;Autoren;Beiträge\n2026-W02;200;41.5%;10;5\n2026-W03;200;43 %;;7\n2026-W05;200;0,44;12;0\n"
        "Summe;;;;12\n"
    )

    found = assess([path])

    assert weeks(found, "readers", "contributors", "posts") == {
        "2026-01-05": {"readers": 83, "contributors": 10, "posts": 5},
        "2026-01-12": {"readers": 86, "contributors": None, "posts": 7},
        "2026-01-26": {"readers": 88, "contributors": 12, "posts": 0},
    }
    assert len(found.weeks) == 3


@pytest.mark.parametrize("time", ["2026-W60", "2026-13", "0000-01", "6202-W03", "6202-01-12", "1850-01"])
def test_times_that_cannot_be_are_refused(time, tmp_path):
    path = tmp_path / "weeks.csv"
    path.write_text(f"week,accounts,posts\n2026-W02,50,3\n{time},50,4\n")

    with pytest.raises(UsageFileError, match=f"weeks.csv:3:1: .*{time}"):
        assess([path])


@pytest.mark.parametrize("cell", ["9" * 40, "0." + "9" * 40, "9" * 40 + "%"])
def test_numbers_of_very_many_digits_are_none(cell, tmp_path):
    path = tmp_path / "weeks.csv"
    path.write_text(f"week,accounts,readers,posts\n2026-W02,50,{cell},3\n")

    with pytest.raises(UsageFileError, match=r"weeks\.csv:2:3: readers is '"):
        assess([path])


def running(path: Path, counts: list[int], header: str = "messages") -> Path:
    """A table of days whose column may be a running total; accounts make it one of a known kind."""
    first = date(2026, 1, 5).toordinal()
    lines = [f"{date.fromordinal(first + nth).isoformat()},50,{count}" for nth, count in enumerate(counts)]
    path.write_text("\n".join([f"date,accounts,{header}", *lines, ""]))
    return path


def test_a_running_total_is_told_by_its_rise(tmp_path):
    """And made into what each day adds; where it was counted anew, that is not known, and the week is no whole one."""
    total = [100 + 3 * nth for nth in range(28)]
    found = assess([running(tmp_path / "total.csv", total)])

    assert [week.counts["messages"] for week in found.weeks] == [18, 21, 21, 21]
    assert "they are a running total, and what each row adds is taken" in str(found.findings.findings[0])
    anew = [*total[:20], *(each - 150 for each in total[20:])]
    found = assess([running(tmp_path / "anew.csv", anew)])
    assert [week.covered for week in found.weeks] == [6, 7, 6, 7]
    assert "counted anew on 2026-01-25" in str(found.findings.findings[0])


def test_what_goes_up_and_down_is_counted_day_by_day(tmp_path):
    found = assess([running(tmp_path / "days.csv", [5 + nth % 7 for nth in range(28)])])

    assert [week.counts["messages"] for week in found.weeks] == [56] * 4
    assert found.findings.findings == ()


def test_a_few_rows_that_rise_are_remarked_on_and_a_header_settles_it(tmp_path):
    """A launch looks like that, too."""
    rising = [10 * nth for nth in range(1, 15)]
    unsure = assess([running(tmp_path / "rising.csv", rising)])
    said = assess([running(tmp_path / "said.csv", rising, "cumulative messages")])

    assert [week.counts["messages"] for week in unsure.weeks] == [280, 770]
    assert "call the column cumulative_messages" in str(unsure.findings.findings[0])
    assert [week.counts["messages"] for week in said.weeks] == [60, 70]


def messages_of(path: Path, *rows: str) -> Path:
    """A table of messages."""
    path.write_text("\n".join(["sender,channel,time", *rows, ""]))
    return path


def test_a_date_above_twelve_settles_the_column(tmp_path):
    """And where none is, one question names the answer."""
    settled = messages_of(tmp_path / "a.csv", "x,c,01/04/2026", "y,c,13/04/2026")
    open_question = messages_of(tmp_path / "b.csv", "x,c,01/04/2026", "y,c,02/04/2026")

    assert list(weeks(assess([settled]), "messages")) == ["2026-03-30", "2026-04-13"]
    with pytest.raises(UsageFileError, match=r"b\.csv:2:3: time is '01/04/2026'.*--dates day_first"):
        assess([open_question])
    said = assess([open_question], asked=SaidOfFiles(month_first=True))
    assert list(weeks(said, "messages")) == ["2025-12-29", "2026-02-02"]


GROUPS = (
    "Report Refresh Date,Group Display Name,Is Deleted,Owner Principal Name,Last Activity Date,Group Type,"
    "Office 365 Connected,Member Count,Posted Count,Read Count,Liked Count,Report Period\n"
    "2026-01-30,News,False,a@example.com,2026-01-29,public,No,300,9,200,20,30\n"
    "2026-01-30,Idle,False,a@example.com,2025-06-01,public,No,7,,,,30\n"
    "2026-01-30,Quiet,False,a@example.com,2026-01-11,public,No,12,,3,,30\n"
    "2026-01-30,Gone,True,a@example.com,,public,No,0,,,,30\n"
)


def test_a_report_of_communities_says_which_are_in_use(tmp_path):
    """Counts of an idle one are empty; how many people there are is unknown, and so are all rungs."""
    path = tmp_path / "groups.csv"
    path.write_text(GROUPS)

    found = assess([path])

    assert (found.communities.seen, found.communities.living, found.communities.days) == (3, 2, 30)
    assert set(rungs(found).values()) == {None}
    assert found.left_out == {"deleted communities": 1}


def test_a_report_of_devices_says_nothing_of_use(tmp_path):
    """It is recognised, and the report that does is named."""
    path = tmp_path / "devices.csv"
    path.write_text("User Principal Name,Used Web,Used Android Phone\na@example.com,Yes,No\n")

    with pytest.raises(UsageFileError, match="ask for user detail"):
        assess([path])


def test_a_fraction_of_a_message_is_not_nothing(tmp_path):
    """Queries give means too: who has 0.93 wrote, who has 0 did not."""
    path = tmp_path / "query.csv"
    path.write_text("PersonId,MetricDate,Channel_message_posts\na,2026-01-04,0.9269\nb,2026-01-04,0\n")

    assert rungs(assess([path]))["contributor"] == 1


def test_messages_of_impossible_dates_are_left_out(tmp_path):
    """They would make a record of half a century; how many there are is told."""
    path = messages_of(tmp_path / "m.csv", "x,c,1979-12-31T21:00:00Z", "x,c,0000000000", "y,c,2026-01-05T08:00:00Z")

    found = assess([path])

    assert found.left_out == {"messages of impossible dates": 2}
    assert len(found.weeks) == 1


def slack_of(path: Path, user: object, message: object) -> Path:
    """An export of Slack with one user and one message."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("users.json", json.dumps([user]))
        made.writestr("channels.json", json.dumps([{"id": "C1", "name": "general"}]))
        made.writestr("general/2026-01-05.json", json.dumps([message]))
    return path


def mattermost_of(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(json.dumps(each) for each in ({"type": "version", "version": 1}, *lines)))
    return path


def strange_exports(folder: Path) -> list[tuple[Path, str]]:
    """Exports one object of which is not what its product writes, and where it stands."""
    author, message = {"id": "U1", "name": "a"}, {"type": "message", "ts": "1767600000.1", "user": "U1"}
    realm = {"zerver_userprofile": [], "zerver_stream": [{"id": "x"}], "zerver_recipient": []}
    report = {"kind": "admin#reports#usageReport", "date": "2026-01-05", "parameters": [7]}
    return [
        (slack_of(folder / "user.zip", author | {"profile": 3}, message), "a user as Slack writes it"),
        (slack_of(folder / "message.zip", author, message | {"ts": "soon"}), "a message as Slack writes it"),
        (mattermost_of(folder / "user.jsonl", {"type": "user"}), "user.jsonl:2: holds what is not a user"),
        (mattermost_of(folder / "post.jsonl", {"type": "post", "post": [1]}), "post.jsonl:2: holds what is not a post"),
        (archive(folder / "zulip.tar.gz", {"realm.json": realm, "messages-000001.json": {}}), "a row of zerver_stream"),
        (
            archive(
                folder / "rows.tar.gz",
                {
                    "realm.json": realm
                    | {"zerver_stream": [], "zerver_recipient": [{"id": 1, "type": 2, "type_id": 1}]},
                    "messages-000001.json": {"zerver_message": [{"recipient": 1, "date_sent": 1}]},
                },
            ),
            "a row of zerver_message",
        ),
        (json_of(folder / "google.json", {"usageReports": [report]}), "a usage report as Google writes it"),
        (json_of(folder / "daily.json", {"date": "2026-01-05", "user_id": "U1", "messages_posted_count": [2]}), ""),
    ]


def json_of(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content))
    return path


def test_objects_that_no_product_writes_are_refused_where_they_stand(tmp_path):
    """Instead of ending somewhere inside."""
    for path, said in strange_exports(tmp_path):
        with pytest.raises(UsageFileError) as refused:
            assess([path])
        assert path.name in str(refused.value)
        assert said in str(refused.value)


def test_weeks_of_which_nothing_is_known_have_no_picture(tmp_path):
    """A person query whose columns of messages were renamed."""
    path = tmp_path / "query.csv"
    rows = [f"p{who},2026-01-{day:02d},3" for day in (4, 11, 18, 25) for who in range(6)]
    path.write_text("\n".join(["PersonId,MetricDate,Internal_network_size", *rows, ""]))

    assert weeks_figure(assess([path])) is None
