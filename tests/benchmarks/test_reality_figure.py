"""The study of a folder, its tables and its picture."""

import numpy as np
import pytest

from benchmarks.reality import study
from benchmarks.reality.figure import LOOKS, reality_figure
from benchmarks.reality.page import clock_table, replaced, scores_table, tell
from benchmarks.reality.records import without_ties
from benchmarks.reality.study import FORECASTERS, StudyEffort


@pytest.fixture(scope="module")
def contests(tmp_path_factory):
    """A folder with one made-up record of thirty doctors in a ring."""
    folder = tmp_path_factory.mktemp("data")
    kept = folder / "medical_innovation"
    kept.mkdir()
    months = [1 + (7 * nth) % 11 for nth in range(30)]
    people = [f"{nth},1,{month}" for nth, month in enumerate(months)]
    ties = [f"{nth},{(nth + step) % 30}" for nth in range(30) for step in (1, 2, 5)]
    (kept / "doctors.csv").write_text("\n".join(["person_id,city,toa", *people]))
    (kept / "nominations.csv").write_text("\n".join(["source,target", *ties]))
    return study(folder, effort=StudyEffort(4, 6))


def test_a_study_holds_every_forecast_of_every_record_there(contests):
    """The other three records are not there, which is no mistake."""
    (only,) = contests
    assert tuple(only.forecasts) == FORECASTERS
    assert only.record.known == 5
    assert all(members.shape[1] == 5 for members in only.forecasts.values())
    assert only.posterior.runs >= 1
    assert np.isfinite([scores.crps for scores in only.scores.values()]).all()


def test_every_forecaster_has_a_row_and_the_best_is_marked(contests):
    """One bold score for each record; a row about time and people."""
    rows = scores_table(contests).splitlines()

    assert len(rows) == 2 + len(FORECASTERS)
    assert sum("**" in row for row in rows) == 1
    assert "30, known" in clock_table(contests)


def test_a_page_gets_its_tables_and_its_picture(contests, tmp_path):
    """Words stay, tables come between the marks, and the picture is small."""
    marks = "\n".join(f"<!-- {name} -->\n<!-- end of {name} -->" for name in ("scores", "clock", "activity"))
    (tmp_path / "reality.md").write_text(f"words\n{marks}\n")

    tell(contests, [], tmp_path)

    page = (tmp_path / "reality.md").read_text()
    assert page.startswith("words\n")
    assert scores_table(contests) in page
    assert clock_table(contests) in page
    assert 0 < (tmp_path / "reality.png").stat().st_size < 150_000


def test_a_record_without_its_ties_has_the_same_people_and_as_many_ties(contests):
    """Thirty doctors with six ties each; nothing else about them changes."""
    record = contests[0].record

    bare = without_ties(record)

    assert (bare.society.people, bare.society.units) == (record.society.people, record.society.units)
    assert not bare.society.ties
    assert bare.society.mean_ties == 6.0


def test_only_what_stands_between_the_marks_is_replaced():
    """The words of a page stay when its numbers are made again."""
    page = "before\n<!-- scores -->\nold\n<!-- end of scores -->\nafter\n"

    assert replaced(page, "scores", "new") == page.replace("old", "new")
    assert replaced(replaced(page, "scores", "new"), "scores", "old") == page


def test_the_picture_says_where_the_model_wins_and_where_it_should_have_kept_silent(contests):
    """Both in the same sentence."""
    (only,) = contests
    scores = {name: of.crps for name, of in only.scores.items()}
    won, beaten = scores["esnsim"] == min(scores.values()), scores["esnsim"] > scores["the level stays"]

    (said,) = (text.get_text() for text in reality_figure(contests).texts if text.get_text().startswith("esnsim:"))

    assert f"best score (CRPS) for {'Doctors' if won else 'none'}" in said
    assert f"'nothing changes' for {'Doctors' if beaten else 'none'}" in said.replace("\n", " ")


def test_a_panel_shows_what_happened_and_where_knowledge_ends(contests):
    """Every observation is a dot; the line stands at the end of the first half; the legend names all forecasters."""
    figure = reality_figure(contests)

    (panel,) = figure.axes
    dots = next(line for line in panel.lines if line.get_marker() == "o")
    assert dots.get_ydata().tolist() == contests[0].record.adopted.tolist()
    assert any(list(line.get_xdata()) == [5.0, 5.0] for line in panel.lines)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == list(LOOKS)
    assert tuple(LOOKS) == FORECASTERS
