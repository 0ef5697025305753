"""What an assessment says of files that were made for one question each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from esnsim.cli.app import app
from esnsim.errors import UsageFileError
from esnsim.organisation import Import
from esnsim.scenario import load
from esnsim.usage.assessing.assessment import Assessment, assess
from esnsim.usage.assessing.benchmarks import SOURCES, USUALS
from esnsim.usage.assessing.bottleneck import Reason
from esnsim.usage.assessing.concentration import gini_of_few
from esnsim.usage.writing.document import assessment_document
from esnsim.usage.writing.scenario import SaidOfPeople, made_scenario
from tests.contracts.paths import ROOT
from tests.usage.assessed import FOLDER, SAMPLES, rungs, sample, weeks

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def table(
    path: Path, rows: Iterator[str] | list[str], header: str = "sender,community,time,message_id,in_reply_to"
) -> Path:
    """A file of rows."""
    path.write_text("\n".join([header, *rows, ""]))
    return path


def at(days: float) -> str:
    """A time so many days after a Monday."""
    return f"{MONDAY + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


def values(found: object) -> Iterator[object]:
    """All plain values of a document."""
    if isinstance(found, dict):
        for each in found.values():
            yield from values(each)
    elif isinstance(found, list):
        for each in found:
            yield from values(each)
    else:
        yield found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_cannot_be_known_is_never_nought(path):
    """Every rung and count that files cannot say is null, and is among what cannot be known."""
    found = sample(path.name)
    told = assessment_document(found)
    unseen = " ".join(each["what"] for each in told["cannot_be_known"])

    for rung, count in told["ladder"]["people"].items():
        assert count is not None or told["ladder"]["why_unknown"][rung]
        assert (told["ladder"]["shares"][rung] is None) == (count is None or told["ladder"]["shares_of"] is None)
    if told["ladder"]["people"]["reader"] is None:
        assert "reader" in unseen
    if told["answers"] is None:
        assert "answers" in unseen
    if found.activity.reactions is None and found.activity.messages is not None:
        assert all(week["reactions"] is None for week in told["weeks"])
        assert "interactive" in told["ladder"]["at_least"]
    assert not any(isinstance(each, float) and each != each for each in values(told))  # noqa: PLR0124 - not a number
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_files_that_overlap_count_once(tmp_path):
    """The same messages in two exports are one; days between files that nobody covers are unknown."""
    first = [f"a,c,{at(0)},1,", f"b,c,{at(1)},2,1", f"a,c,{at(8)},3,"]
    second = [f"b,c,{at(1)},2,1", f"a,c,{at(8)},3,", f"c,c,{at(9)},4,3"]
    later = [f"a,c,{at(30)},9,"]
    paths = [table(tmp_path / name, rows) for name, rows in (("1.csv", first), ("2.csv", second), ("3.csv", later))]

    found = assess(paths)

    assert sum(week.counts["posts"] + week.counts["replies"] for week in found.weeks) == 5
    assert found.left_out == {"messages in two files": 2}
    assert list(weeks(found, "posts", "replies")) == ["2026-01-05", "2026-01-12", "2026-02-02"]
    assert len(found.weeks) == 3


def test_messages_without_ids_count_once_a_file(tmp_path):
    """Two alike in one file are two; the same two in the next file are these two."""
    rows = ["a,c,2026-01-05T09:00:00Z", "a,c,2026-01-05T09:00:00Z"]
    paths = [table(tmp_path / name, rows, "sender,channel,time") for name in ("1.csv", "2.csv")]

    assert sum(week.counts["messages"] for week in assess(paths).weeks) == 2


def test_reports_of_two_periods_are_not_added(tmp_path):
    """The ladder is of the newest one."""
    header, *rows = (FOLDER / "graph_yammerActivityUserDetail_D30.csv").read_text("utf-8-sig").splitlines()
    earlier = [row.replace("2026-01-30", "2025-12-31") for row in rows]
    paths = [table(tmp_path / "new.csv", rows, header), table(tmp_path / "old.csv", earlier, header)]

    found = assess(paths)

    assert found.ladder.window == sample("graph_yammerActivityUserDetail_D30.csv").ladder.window
    assert rungs(found) == {"reader": 4, "interactive": 3, "contributor": 2, "regular": 1}
    assert found.actions == {"messages": 6, "reads": 62, "reactions": 5}


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_gini_is_a_number_only_of_ten_people_who_wrote(amounts):
    """Between 0 and 1; missing for fewer, and where nobody wrote."""
    found = gini_of_few(np.array(amounts))

    assert (found is None) == (len(amounts) < 10 or sum(amounts) == 0)
    assert found is None or -1e-9 <= found <= 1 + 1e-9


@pytest.mark.parametrize("people", [10, 11, 500])
def test_gini_reaches_its_ends_however_few_people_there_are(people):
    """0 where all wrote the same, 1 where one wrote everything."""
    one = np.zeros(people, np.int64)
    one[0] = 7

    assert gini_of_few(np.full(people, 3)) == pytest.approx(0.0, abs=1e-12)
    assert gini_of_few(one) == pytest.approx(1.0)


def busy(count: int, days: int, *, answered: bool) -> list[str]:
    """Posts of many people over some days, each with an answer of somebody else, or none."""
    rows = []
    for nth in range(count):
        when = days * nth / count
        rows.append(f"p{nth % 60},c{nth % 3},{at(when)},{nth},")
        if answered:
            rows.append(f"p{(nth + 7) % 60},c{nth % 3},{at(when + 0.25)},r{nth},{nth}")
    return rows


@pytest.mark.parametrize("answered", [True, False])
def test_whether_posts_are_answered_decides_the_bottleneck(answered, tmp_path):
    """All are, after six hours; or none is."""
    found = assess([table(tmp_path / "m.csv", busy(600, 84, answered=answered))])

    assert found.answers.within == (1.0 if answered else 0.0)
    assert found.answers.median_hours == (pytest.approx(6.0) if answered else None)
    assert (found.bottleneck.likely is Reason.IS_NOT_ANSWERED) == (not answered)


def test_answers_to_oneself_are_none(tmp_path):
    """Whoever goes on writing below an own post has not been answered."""
    rows = [f"a,c,{at(0)},1,", f"a,c,{at(0.1)},2,1", f"b,c,{at(20)},3,"]

    found = assess([table(tmp_path / "m.csv", rows)])

    assert (found.answers.posts, found.answers.answered) == (2, 0)


def people(path: Path, count: int) -> Path:
    """A people file of those who write in `busy`, and of others."""
    rows = [
        f"p{n},{'' if n == 0 else f'p{n // 10}'},{('Sales', 'Plant', 'Board')[min(n % 20, 2)]}" for n in range(count)
    ]
    return table(path, rows, "person,manager,unit")


def with_people(folder: Path) -> Assessment:
    """An organisation of 120 of whom 60 write."""
    file = people(folder / "people.csv", 120)
    return assess([table(folder / "m.csv", busy(600, 200, answered=True))], Import(people=file))


def test_groups_add_up_to_the_whole(tmp_path):
    """Whether they are shown or hidden."""
    found = with_people(tmp_path)

    assert {each.kind for each in found.groups} == {"unit", "level", "manager"}
    for each in found.groups:
        total = sum(group.people for group in each.groups) + each.hidden_people
        assert total == (119 if each.kind == "manager" else 120)
    assert found.ladder.headcount == 120
    assert found.ladder.share("contributor") == 0.5


def test_the_scenario_is_theirs_and_is_right(tmp_path):
    """Its organisation, its starting state and what was observed; it is read without a mistake."""
    found = with_people(tmp_path)

    made = made_scenario(found, SaidOfPeople(readers=0.8), str)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people.csv").write_text(made.people)
    (tmp_path / "out" / "scenario.yaml").write_text(made.text)
    scenario = load(tmp_path / "out" / "scenario.yaml")

    assert (scenario.initial.reader, scenario.initial.contributor) == (0.8, 0.5)
    assert len(scenario.observed) > 4
    assert {seen.measure for seen in scenario.observed} == {"contributor"}
    assert scenario.observed[-1].week < scenario.weeks
    assert made.people.splitlines()[0] == "person,manager,unit"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_there_is_a_scenario_or_what_it_lacks(path, tmp_path):
    """Of every sample, as if of a larger organisation: what is assumed is said, and what is lacking is asked for."""
    found = sample(path.name)

    small, large = (made_scenario(found, SaidOfPeople(headcount), str) for headcount in (None, 1000))

    for made in (small, large):
        assert bool(made.text) != bool(made.lacking)
        if made.text:
            (tmp_path / "scenario.yaml").write_text(made.text)
            scenario = load(tmp_path / "scenario.yaml")
            assert scenario.initial.contributor == scenario.observed[0].share or len(scenario.observed) > 1
    reads_are_known = found.ladder.rungs["reader"].people is not None
    assert reads_are_known or not large.text or any("hold no reads" in each for each in large.assumed)


def test_every_benchmark_has_a_source_that_is_listed():
    """In the pages, under its id."""
    listed = (ROOT / "docs" / "sources.md").read_text("utf-8")

    assert all(any(name in usual.source for name in SOURCES) for usual in USUALS)
    assert [
        name for name in SOURCES if not any(name in line for line in listed.splitlines() if line.startswith("|"))
    ] == []


def test_every_mistake_is_told_at_once_and_nothing_is_written(tmp_path):
    """File, line, column, what was found and what would be right; status 2."""
    header, *rows = (FOLDER / "graph_yammerActivityUserDetail_D30.csv").read_text("utf-8-sig").splitlines()
    rows[0] = rows[0].replace(",5,40,3,", ",five,40,3,")
    rows[1] = rows[1].replace("active", "sleeping")
    rows[2] = rows[2].replace("2026-01-20", "31/31/2026")
    path = table(tmp_path / "detail.csv", rows, header)

    done = CliRunner().invoke(
        app, ["assess", str(path), "--out", str(tmp_path / "out"), "--key", str(tmp_path / "key")]
    )

    lines = str(done.exception).splitlines()
    assert isinstance(done.exception, UsageFileError)
    assert [line.split(": ")[0].rsplit("/", 1)[-1] for line in lines] == [
        "detail.csv:2:7",
        "detail.csv:3:4",
        "detail.csv:4:6",
    ]
    assert "is 'five'; write a whole number" in lines[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"a,b,c\n1,2,3\n", "has the columns a, b, c, and is no usage file"),
        (b"%PDF-1.7 x", "is no usage file of a kind that is known"),
        (b'{"hello": 1}', "is no usage file of a kind that is known"),
    ],
)
def test_what_is_no_usage_file_is_told_as_such(content, said, tmp_path):
    """With what would be one."""
    (tmp_path / "x.csv").write_bytes(content)

    with pytest.raises(UsageFileError, match=said):
        assess([tmp_path / "x.csv"])


def test_files_of_two_kinds_are_not_mixed():
    """Each is named with its kind."""
    with pytest.raises(UsageFileError, match=r"several kinds.*slack_export.*generic_weekly") as told:
        assess([FOLDER / "slack_export.zip", FOLDER / "generic_weekly.csv"])
    assert "one kind at a time" in str(told.value)


def test_a_people_file_that_knows_nobody_is_refused(tmp_path):
    """Rather than to call everybody silent."""
    other = table(tmp_path / "people.csv", [f"x{n},u" for n in range(30)], "person,unit")

    with pytest.raises(UsageFileError, match="knows 0 of"):
        assess([table(tmp_path / "m.csv", busy(100, 30, answered=True))], Import(people=other))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_form_of_a_table_says_the_same(encoding, delimiter, tmp_path):
    """Encodings, separators, line ends, and no line end at the end."""
    rows = ["sender,community,time", "Jörg,Büro,2026-01-05T09:00:00Z", "Anna,Büro,2026-01-06T09:00:00Z"]
    text = "\r\n".join(row.replace(",", delimiter) for row in rows)
    (tmp_path / "m.csv").write_bytes(text.encode(encoding))

    found = assess([tmp_path / "m.csv"])

    assert set(found.record.accounts.identities()) == {"Jörg", "Anna"}
    assert list(found.record.communities) == ["Büro"]


def test_columns_are_found_by_name_in_any_order(tmp_path):
    """The same report is delivered in two orders."""
    import csv  # noqa: PLC0415 - beside what it is for

    rows = list(csv.reader((FOLDER / "graph_teamsUserActivityUserDetail_D7.csv").read_text("utf-8-sig").splitlines()))
    turned = [",".join(reversed(row)) for row in rows]
    path = table(tmp_path / "teams.csv", turned[1:], turned[0])

    assert rungs(assess([path])) == rungs(sample("graph_teamsUserActivityUserDetail_D7.csv"))


def test_a_report_says_who_reads_where_messages_do_not(tmp_path):
    """As a file or as a share; what is neither, or says nothing of readers, is refused."""

    def asked(said):
        options = ["--headcount", "40", "--readers", said, "--out", str(tmp_path / "out")]
        return CliRunner().invoke(app, ["assess", str(FOLDER / "generic_messages.csv"), *options])

    by_report = asked(str(FOLDER / "graph_yammerActivityUserDetail_D30.csv"))
    text = (tmp_path / "out" / "scenario.yaml").read_text(encoding="utf-8")
    people = assess([FOLDER / "graph_yammerActivityUserDetail_D30.csv"]).ladder.rungs["reader"].people

    assert by_report.exit_code == 0
    flat = " ".join(by_report.output.split())
    assert f"these files do not say how many read: {people} people by graph_yammerActivityUserDetail_D30.csv" in flat
    assert f"{people} of 40 people read, as many as in graph_yammerActivityUserDetail_D30.csv" in text
    assert "do not say how many read: 60 % of the organisation, as was said" in " ".join(asked("60%").output.split())
    assert "reader: 0.6" in (tmp_path / "out" / "scenario.yaml").read_text(encoding="utf-8")
    assert "is neither a share of 0 to 1" in str(asked("60").exception)
    assert "does not say who reads" in str(asked(str(FOLDER / "generic_messages.csv")).exception)
