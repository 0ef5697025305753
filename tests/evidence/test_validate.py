"""`esnsim validate`: asked wrongly, asked for one fact, and as a page."""

from __future__ import annotations

import json
import re

import pytest
import typer
from typer.testing import CliRunner, Result

from esnsim.cli.commands.validate import validate
from esnsim.errors import ScenarioError
from esnsim.evidence.fact import Band, Claim, Fact, Grade
from esnsim.evidence.fact import Test as Trying
from esnsim.evidence.trials import LAUNCHES
from esnsim.evidence.verdict import judge
from esnsim.report.document.verdicts import band_text, change_sentences, changes, verdict_summary, written
from esnsim.report.document.verdicts_page import verdicts_page


def asked(*words: str) -> Result:
    """What the command says."""
    commands = typer.Typer()
    commands.command()(validate)
    return CliRunner().invoke(commands, [*words, "--quick", "--quiet", "--workers", "1"], catch_exceptions=False)


def judged(identifier: str, value: float, statement: str = "Something is so."):
    """A fact whose only value, which ought to be between 0 and 1, is this."""
    test = Trying(LAUNCHES, lambda _: {}, (Claim("x", "x", Band(0.0, 1.0)),))
    return judge(Fact(identifier, statement, "[SRC] VT", Grade.STRONG, (test,)), [[{"x": value}, {"x": value}]])


def test_a_fact_is_told_with_statement_source_value_interval_band_and_verdict():
    """As a person reads it."""
    said = " ".join(asked("--only", "f30").output.split())

    for part in (
        "F30 surely holds",
        "Habit takes months",
        "[LAL10]",
        "66",
        "band 50 to 90 days",
        "The fact surely holds",
    ):
        assert part in said


def test_the_document_holds_the_same_for_programs():
    """Values as numbers."""
    content = json.loads(asked("--only", "F30", "--json").output)

    assert (content["passed"], content["surely_holds"], content["failed"], content["as_it_is"]) == (1, 1, 0, None)
    assert content["facts"][0]["findings"][0]["low80"] <= content["facts"][0]["findings"][0]["value"]


def test_every_mistake_is_told_at_once():
    """Facts, mechanisms and constants."""
    with pytest.raises(ScenarioError) as refused:
        asked("--only", "F99", "--without", "M66", "--set", "imitatoin=0.1")

    assert [each.place for each in refused.value.mistakes] == ["--only F99", "--set imitatoin", "--without M66"]


def test_another_model_is_compared_with_the_one_as_it_is():
    """Habits that form at another pace."""
    said = asked("--only", "F30", "--set", "habit_rate_median=0.055", "--set", "habit_rate_spread=0.6").output

    assert "With habit_rate_median=0.055, habit_rate_spread=0.6" in " ".join(said.split())


def test_a_fact_that_fails_ends_with_status_0_unless_strict():
    """Whoever builds on it asks for strictness."""
    wrong = ("--only", "F30", "--set", "habit_rate_median=0.035", "--set", "habit_rate_spread=0.6")

    said = asked(*wrong)

    assert "The fact surely misses" in said.output
    assert said.exit_code == 0
    assert asked(*wrong, "--strict").exit_code == 1
    assert asked("--only", "F30", "--strict").exit_code == 0


def test_the_page_asks_nothing_of_any_network_and_shows_text_as_text():
    """One file; no address in it, and marks are escaped."""
    page = verdicts_page([judged("F98", 0.5, "<script>alert(1)</script>."), judged("F99", 3.0)], None, "", quick=True)

    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "http" not in page
    assert "<script>" not in page
    assert "1 surely hold and 1 surely miss, of 2" in page


def test_what_another_model_loses_wins_and_misses_by_more_is_said():
    """Facts by name."""
    before = [judged("F01", 0.5), judged("F02", 3.0), judged("F03", 2.0), judged("F04", 0.5)]
    after = [judged("F01", 3.0), judged("F02", 0.5), judged("F03", 9.0), judged("F04", 0.6)]

    found = changes(before, after)

    assert found == (("F01",), ("F02",), ("F03",))
    assert change_sentences(found, "without M6") == [
        "Without M6, F01 is lost",
        "Without M6, F02 holds that did not",
        "Without M6, F03 failed before and misses by more",
    ]


def test_numbers_are_written_as_people_read_them():
    """Percent, points, times, and bands that are open on a side."""
    assert [written(0.327, "share"), written(0.043, "points"), written(1.254, "ratio")] == [
        "33 %",
        "+4.3 points",
        "1.25 times",
    ]
    assert band_text(Band(0.1, 0.45), "share") == "10 to 45 %"
    assert band_text(Band(0.0, scale=1.0, strict=True), "points") == "more than +0.0 points"
    assert band_text(Band(high=6.0), "weeks") == "6.00 weeks or less"
    assert "Not reproduced, surely missed: F99" in " ".join(verdict_summary([judged("F98", 0.5), judged("F99", 3.0)]))
