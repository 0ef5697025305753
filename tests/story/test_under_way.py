"""New weeks of a programme that is under way, held against the plan."""

import json
from pathlib import Path

import numpy as np
import pytest

SCENARIO = """\
name: Ours
start: 2026-01-05
weeks: 12
replicates: 12
goal: reader >= 20 % at week 9
organisation: {generate: {people: 150}}
programmes:
  none: []
  launched: [{kind: campaign}]
"""


def table(readers):
    """Weeks from the scenario's first day on."""
    days = np.datetime64("2026-01-05") + 7 * np.arange(len(readers))
    rows = [f"{day},{reader},{reader // 12}" for day, reader in zip(days, readers, strict=True)]
    return "\n".join(["week,readers,contributors", *rows]) + "\n"


@pytest.fixture(autouse=True)
def ours(tmp_path):
    """A plan, and weeks that go well."""
    (tmp_path / "ours.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "good.csv").write_text(table([5, 8, 10, 12, 15, 18, 20, 22, 25]), encoding="utf-8")
    (tmp_path / "bad.csv").write_text(table([0, 0, 0, 0, 0, 0, 0, 0, 0]), encoding="utf-8")
    return tmp_path


def test_trip_wires_that_are_due_say_whether_it_works(esnsim):
    """Weeks that go well and weeks that do not; nothing is simulated twice."""
    good = esnsim("track", "ours.yaml", "--data", "good.csv", "--out", "way", "--quiet")

    assert good.status == 0, good.out + good.err
    words = " ".join(good.out.split())
    assert words.startswith("The trip wire readers in the week below ")
    assert "is due: 'launched' is working (" in words
    assert "is due, and a month was not counted; by the counts of its four weeks, runs have" in words
    assert "that is as foreseen" in words
    assert "With 'none', readers would be" in words
    assert "more than that are counted" in words
    document = json.loads(Path("way/track.json").read_text(encoding="utf-8"))
    readers, _ = document["departures"]
    assert readers["counted"] == pytest.approx((18 + 20 + 22 + 25) / 4 / 150)
    assert readers["since"] is None
    # Runs that count the same in the baseline may have other weights, and medians lie between neighbours.
    assert readers["effect"]["median"] == pytest.approx(readers["counted"] - readers["undone"]["median"], abs=1e-3)
    assert {each["week"] for each in document["forecast"]} == {10, 11, 12}

    bad = esnsim("track", "ours.yaml", "--data", "bad.csv", "--out", "way")

    words = " ".join(bad.out.split())
    assert "24 of 24 runs were there already" in bad.err
    assert "is due: 'launched' is not working (0.0 % were counted" in words
    assert "No readers were counted lately" in words
    assert "they have been outside what was foreseen since week 1" in words


def test_mistakes_are_told_before_anything_is_computed(esnsim, ours):
    more = SCENARIO + "  helped: [{kind: ambassadors, count: 4}]\n"
    (ours / "more.yaml").write_text(more, encoding="utf-8")
    for words, told in (
        (("more.yaml",), "say which one is being done: launched, helped"),
        (("ours.yaml", "--programme", "lunched"), "lunched"),
        (("ours.yaml", "--weeks", "9"), "is 9, and weeks are counted up to 9: say how far to look with --weeks"),
    ):
        said = esnsim("track", *words, "--data", "good.csv", "--out", "way", "--quiet")

        assert said.status == 2, words
        assert told in " ".join(said.err.split()), said.err
        assert not Path("way").exists()
