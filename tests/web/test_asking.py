"""What is asked for in the app: limits, and no files of this machine."""

import pytest

from esnsim.errors import EsnsimError
from esnsim.web.chores import FRESH, MOST_LETTERS, MOST_PEOPLE, NO_FILES, OWN, Asked, prepared_content, understood

pytest.importorskip("shiny", reason="the extra app is not installed")

from esnsim.scenario import load
from esnsim.web.play.forms import screen_of
from esnsim.web.play.play import Play

NAMED = (
    "name: x\norganisation: {{import: {{people: {path}}}}}",
    "name: x\norganisation: {{people: {path}}}",
    "name: x\norganisation: {{people: {path}, ties: [{path}]}}",
    "x: &x {{import: {{people: {path}}}}}\nname: x\norganisation: {{<<: *x}}",
)


@pytest.mark.parametrize("text", NAMED)
def test_files_are_refused_before_anybody_looks_for_them(text, tmp_path):
    """One message, whether the file is there or not."""
    there = tmp_path / "people.csv"
    there.write_text("person\n1\n", encoding="utf-8")
    said = []
    for path in (there, tmp_path / "nowhere.csv"):
        with pytest.raises(ValueError, match="reads no files") as refused:
            understood(Asked(OWN, text.format(path=path.as_posix())))
        said.append(str(refused.value))

    assert said == [NO_FILES, NO_FILES]


@pytest.mark.parametrize("people", [MOST_PEOPLE + 1, 1_000_000])
def test_a_text_may_not_ask_for_more_people_than_the_field(people):
    with pytest.raises(ValueError, match="100,000"):
        prepared_content(Asked(OWN, f"name: x\norganisation: {{generate: {{people: {people}}}}}\n"))


def test_a_text_has_a_length():
    with pytest.raises(ValueError, match="200,000 letters"):
        understood(Asked(OWN, "#" * (MOST_LETTERS + 1)))


def test_what_is_wrong_with_a_text_is_said_with_its_place():
    with pytest.raises(EsnsimError, match="scenario:3"):
        understood(Asked(OWN, "name: x\norganisation: {generate: {people: 60}}\nweeks: many\n"))


def test_fields_beside_the_text_count():
    asked = understood(Asked(OWN, "name: x\norganisation: {generate: {people: 60}}", people=80, seed=9))

    assert (asked.organisation.generate.people, asked.seed) == (80, 9)


def test_a_fresh_organisation_has_fewer_writers_than_readers():
    with pytest.raises(ValueError, match="fewer of them"):
        understood(Asked(FRESH, reader=5, contributor=5))
    assert understood(Asked(FRESH, people=80)).organisation.generate.people == 80
    assert understood(Asked(FRESH, reader=0, contributor=0)).initial.reader == 0.0


def test_what_was_made_of_imported_files_is_on_the_screen(tmp_path, monkeypatch):
    """As `run` prints it; the text of a generated organisation has nothing of the kind."""
    lines = ["person_id,manager_id,department,Status"] + [
        f"{row},{row // 3 or ''},D{row % 2},1" for row in range(1, 25)
    ]
    (tmp_path / "people.csv").write_text("\n".join([*lines, lines[-1], ""]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    play = Play.of(load("name: x\nweeks: 2\norganisation: {import: {people: people.csv}}\nprogrammes: {none: []}"))
    files = screen_of(play, "reader", None, anew=True).tabled.files

    assert play.setting.report is not None
    assert list(files) == [f"{each.severity}: {each.kind}: {each}" for each in play.setting.report.by_severity]
    assert any(": ignored: " in each for each in files)
    assert any(": repaired: " in each for each in files)
