"""From one's own weeks to models that fit them, and to a run that draws from these."""

import json
from pathlib import Path

import numpy as np
import pytest

from esnsim.ensemble.models_file import models_in

SCENARIO = """\
name: Ours
start: 2026-01-05
weeks: 14
deadline: week 14
goal: contributor >= 5 % at week 14
replicates: 5
organisation: {generate: {people: 60}}
programmes:
  none: []
  launched: [{kind: campaign}]
"""
SMALL = ("--models", "60", "--waves", "2", "--members", "20", "--programme", "launched", "--quiet")


def table(readers, writers):
    """A table of twelve weeks."""
    days = np.datetime64("2026-01-05") + 7 * np.arange(12)
    rows = [f"{day},{reader},{writer}" for day, reader, writer in zip(days, readers, writers, strict=True)]
    return "\n".join(["week,readers,contributors", *rows]) + "\n"


@pytest.fixture
def ours(tmp_path):
    """A scenario and weeks beside it."""
    (tmp_path / "ours.yaml").write_text(SCENARIO, encoding="utf-8")
    weeks = table(np.linspace(4, 20, 12).round().astype(int), np.linspace(0, 3, 12).round().astype(int))
    (tmp_path / "weeks.csv").write_text(weeks, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("ours")
def test_weeks_become_models_that_runs_draw_from(esnsim):
    """Given again nothing is done twice, and other numbers of workers find the same models."""
    said = esnsim("calibrate", "ours.yaml", "--data", "weeks.csv", "--out", "fit", *SMALL)

    assert said.status == 0, said.out + said.err
    words = " ".join(said.out.split())
    assert "60 models were simulated in 2 waves under 'launched' and held against 24 numbers of weeks.csv" in words
    assert "of what was plausible before is not ruled out" in words
    assert "constants and sizes" in words
    assert "an assumption" in words
    assert len(models_in("fit/members.csv")) == 20
    assert {file.name for file in Path("fit").iterdir()} >= {
        *("members.csv", "calibration.json", "narrowed.png", "predicted.svg"),
    }
    document = json.loads(Path("fit/calibration.json").read_text(encoding="utf-8"))
    assert document["fits"]
    assert [each["models"] for each in document["waves"]] == [30, 30]

    run = esnsim("run", "ours.yaml", "--members", "fit/members.csv", "--out", "run", "--quiet")

    assert run.status == 0, run.err
    assert "draws a plausible model and organisation (of members.csv)" in " ".join(run.out.split())
    manifest = json.loads(Path("run/manifest.json").read_text(encoding="utf-8"))
    assert manifest["ensemble_file"] == "members.csv"
    assert "members.csv" in Path("run/scenario.yaml").read_text(encoding="utf-8")

    again = esnsim("calibrate", "ours.yaml", "--data", "weeks.csv", "--out", "fit", *SMALL[:-1])
    esnsim("calibrate", "ours.yaml", "--data", "weeks.csv", "--out", "two", *SMALL, "--workers", "2")

    assert "34 of 34 runs were there already" in again.err
    assert Path("two/members.csv").read_text(encoding="utf-8") == Path("fit/members.csv").read_text(encoding="utf-8")


def test_what_no_model_fits_is_said_and_gives_no_models(esnsim, ours):
    """Everybody writes from the first week on, and nobody reads."""
    (ours / "weeks.csv").write_text(table([0] * 12, [55] * 12), encoding="utf-8")

    said = esnsim("calibrate", "ours.yaml", "--data", "weeks.csv", "--out", "fit", *SMALL)

    words = " ".join(said.out.split())
    assert said.status == 2
    assert "No plausible model fits these weeks" in words
    assert "No model fits contributors in weeks 1 to 4: 91.7 % were counted" in words
    assert not Path("fit/members.csv").exists()
    assert Path("fit/predicted.png").exists()


@pytest.mark.usefixtures("ours")
def test_mistakes_are_told_before_anything_is_computed(esnsim):
    for words, told in (
        (("--data", "weeks.csv", "--free", "imitaton"), "'imitaton' is no constant or size; did you mean"),
        (("--data", "weeks.csv", "--free", "pilot.cue"), "nothing of this kind is done in 'launched'"),
        (("--data", "no.csv"), "no.csv"),
        ((), "counts fewer than 4 numbers"),
    ):
        said = esnsim("calibrate", "ours.yaml", "--out", "fit", *SMALL, *words)

        assert said.status == 2, words
        assert told in " ".join(said.err.split()), said.err
        assert not Path("fit").exists()


@pytest.mark.usefixtures("ours")
def test_one_model_and_many_cannot_both_be_asked_for(esnsim):
    said = esnsim("run", "ours.yaml", "--fixed", "--members", "weeks.csv")

    assert said.status == 2
    assert "--fixed asks for one model" in said.err


@pytest.mark.usefixtures("ours")
def test_a_file_that_holds_no_models_is_refused(esnsim):
    run, check = (
        esnsim(*words, "--set", "uncertainty={members: weeks.csv}")
        for words in (("run", "ours.yaml"), ("check", "ours.yaml"))
    )

    for said in (run, check):
        assert said.status == 2
        assert "weeks.csv:1:1: 'week' is no constant" in said.err
