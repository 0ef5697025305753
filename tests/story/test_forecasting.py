"""From one's own weeks to those that come."""

import json
from pathlib import Path

import numpy as np
import pytest

SCENARIO = """\
name: Ours
start: 2026-01-05
weeks: 16
replicates: 20
organisation: {generate: {people: 60}}
programmes:
  none: []
  launched: [{kind: campaign}]
  helped: [{kind: campaign}, {kind: ambassadors, count: 4, start: week 13}]
"""
CALL = ("ours.yaml", "--data", "weeks.csv", "--programme", "launched", "--quiet")


@pytest.fixture(autouse=True)
def ours(tmp_path):
    """A scenario and twelve weeks beside it."""
    (tmp_path / "ours.yaml").write_text(SCENARIO, encoding="utf-8")
    days = np.datetime64("2026-01-05") + 7 * np.arange(12)
    readers = np.linspace(4, 20, 12).round().astype(int)
    rows = [f"{day},{reader},{reader // 6}" for day, reader in zip(days, readers, strict=True)]
    (tmp_path / "weeks.csv").write_text("\n".join(["week,readers,contributors", *rows]) + "\n", encoding="utf-8")
    return tmp_path


def test_weeks_are_forecast_and_forecasts_tried(esnsim):
    """Programmes that are the same until today begin at the same level; given again nothing is done twice."""
    said = esnsim("forecast", *CALL, "--hold-out", "4", "--out", "next")

    assert said.status == 0, said.out + said.err
    words = " ".join(said.out.split())
    assert "Readers, contributors are counted up to week 12 under 'launched', and forecast to week 16" in words
    assert "Bands hold what is unknown about the model and the organisation" in words
    assert "'none' differs from 'launched' before week 12 already" in words
    assert "'helped' differs" not in words
    assert "Of readers, 4 numbers held out were missed by, in points of headcount" in words
    document = json.loads(Path("next/forecast.json").read_text(encoding="utf-8"))
    assert document["other_past"] == ["none"]
    assert [each["name"] for each in document["held_out"][0]["fared"]] == [
        *("esnsim", "nothing changes", "the pace goes on", "damped trend", "Bass curve"),
    ]
    first = {each["programme"]: each for each in reversed(document["forecast"]) if each["series"] == "readers"}
    assert first["launched"]["week"] == 13
    assert first["launched"]["low"] <= 20 / 60 <= first["launched"]["high"]
    assert all(each["low"] <= each["median"] <= each["high"] for each in document["forecast"])

    table = Path("next/forecast.csv").read_text(encoding="utf-8")
    again = esnsim("forecast", *CALL[:-1], "--out", "next", "--workers", "2")

    assert "60 of 60 runs were there already" in again.err
    assert "--hold-out WEEKS tries them" in " ".join(again.out.split())
    assert Path("next/forecast.csv").read_text(encoding="utf-8") == table


def test_mistakes_are_told_before_anything_is_computed(esnsim):
    for words, told in (
        (("--weeks", "12"), "is 12, and weeks are counted up to 12: say how far to look with --weeks"),
        (("--hold-out", "12"), "leaves too little of 12 weeks to go on from"),
        (("--programme", "lunched"), "lunched"),
    ):
        said = esnsim("forecast", *CALL, "--out", "next", *words)

        assert said.status == 2, words
        assert told in " ".join(said.err.split()), said.err
        assert not Path("next").exists()
