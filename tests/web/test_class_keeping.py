"""What a class keeps and what it ends: refused plans, classes of one visitor, wrong codes, damaged files."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import load
from esnsim.web.classroom import classes as module
from esnsim.web.classroom.classes import MOST_BEGUN, Classes
from esnsim.web.classroom.classroom import ClassError, UnknownError
from esnsim.web.classroom.file import FORM
from esnsim.web.classroom.views import board, plan, prices_of, total, wanted
from esnsim.web.patience import FREE, MOST, WINDOW, Patience

DEAR = {"training": 1.0, "process_integration": 1.0}


@pytest.fixture
def classes(tmp_path):
    return Classes(tmp_path)


@pytest.fixture
def room(classes):
    return classes.create("Monday", 60, 100, 2, 3, 5)


def test_a_refused_plan_is_kept_and_the_facilitator_is_told(classes, room, tmp_path):
    key = classes.join(room.code, "Reds").key
    classes.plan(room.code, key, {"campaign": 1.0})
    with pytest.raises(ClassError, match="the budget is 100"):
        classes.plan(room.code, key, DEAR)
    team = classes.team(room.code, key)

    assert [each.lever for each in team.choices] == ["campaign"]  # what was planned before stands
    assert "not accepted: that takes 140 points" in str(board(classes.find(room.code), None))

    found = classes.next_round(room.code, room.key)
    team = classes.team(room.code, key)

    assert {each.lever for each in wanted(found, team)} == set(DEAR)
    assert "Not accepted, and not done" in str(plan(found, team))
    assert Classes(tmp_path).team(room.code, key) == team

    team = classes.plan(room.code, key, {"training": 1.0})
    assert (team.why, team.refused) == ("", ())
    assert "not accepted" not in str(board(classes.find(room.code), None))


def test_what_is_ticked_is_added_up(classes, room):
    key = classes.join(room.code, "Reds").key
    classes.plan(room.code, key, {"campaign": 1.0})
    found = classes.next_round(room.code, room.key)
    team = classes.team(room.code, key)

    assert total(found, team, {}) == (
        "Ticked: 0 points, about 0 hours of work. With what is being done that is 20 of 100 points: 80 left."
    )
    assert "about 1,120 hours of work" in total(found, team, DEAR)
    assert total(found, team, DEAR).endswith("160 of 100 points: 60 too many.")


def test_money_is_added_up_where_the_scenario_has_prices(classes, room):
    """What is being done costs its weeks since it began, what is ticked those that are left."""
    costs = {"campaign": "{once: 5000, per_week: 100}", "training": "{per_person: 20}", "pilot": "{hours_once: 3}"}
    done = ", ".join(f"{{kind: {kind}, cost: {cost}}}" for kind, cost in costs.items())
    more = "[{kind: campaign, cost: {once: 1}}]"
    text = f"organisation: {{generate: {{people: 60}}}}\nprogrammes: {{none: [], p: [{done}], q: {more}}}"
    prices = prices_of(load(f"name: x\n{text}"))
    key = classes.join(room.code, "Reds").key
    classes.plan(room.code, key, {"campaign": 1.0})
    found = classes.next_round(room.code, room.key)
    team, weeks = classes.team(room.code, key), room.rounds * room.weeks

    assert total(found, team, {"training": 1.0}, prices).endswith(
        f" In money: at most {5000 + 100 * weeks:,} until the end, and 20 for each person reached, at the prices of "
        "the app's scenario."
    )
    assert "money" not in total(found, team, {"training": 1.0})
    assert "money" not in total(room, team, {"listening": 0.8}, prices)


def test_the_key_is_not_on_the_projected_page(room):
    assert room.key not in str(board(room, None))
    assert room.code in str(board(room, None))


def test_one_visitor_leads_a_few_classes_and_can_end_them(classes):
    led = [classes.create(f"class {nth}", 60, 100, 2, 3, 5, "here") for nth in range(MOST_BEGUN)]
    with pytest.raises(ClassError, match="end one of them first"):
        classes.create("one more", 60, 100, 2, 3, 5, "here")
    classes.create("of somebody else", 60, 100, 2, 3, 5, "there")
    with pytest.raises(ClassError, match="facilitator"):
        classes.end(led[0].code, "GUESSED")
    classes.end(led[0].code, led[0].key)
    classes.create("one more", 60, 100, 2, 3, 5, "here")

    with pytest.raises(UnknownError):
        classes.find(led[0].code)


def test_an_ended_class_is_gone_from_the_disk(classes, room, tmp_path):
    classes.end(room.code, room.key)

    assert room.code not in (tmp_path / "classes.json").read_text("utf-8")
    assert not Classes(tmp_path)._classes


@pytest.mark.parametrize(("days", "teams", "kept"), [(2, 0, False), (2, 1, True), (29, 1, True), (31, 1, False)])
def test_classes_in_which_nothing_happens_time_out(classes, room, days, teams, kept):
    for nth in range(teams):
        classes.join(room.code, f"team {nth}")
    old = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    classes._classes[room.code] = replace(classes.find(room.code), changed=old)
    classes.create("another", 60, 100, 2, 3, 5)

    assert (room.code in classes._classes) == kept


def test_so_many_classes_are_the_most(classes, monkeypatch):
    monkeypatch.setattr(module, "MOST_CLASSES", 2)
    for nth in range(2):
        classes.create("class", 60, 100, 2, 3, 5, f"visitor {nth}")
    with pytest.raises(ClassError, match="2 classes already"):
        classes.create("class", 60, 100, 2, 3, 5, "visitor 3")


class Clock:
    """Seconds that pass when they are told to."""

    now = 0.0

    def __call__(self):
        """The moment."""
        return self.now


def waits(patience, visitor):
    """Whether somebody has to wait."""
    try:
        patience.check(visitor)
    except ClassError:
        return True
    return False


def test_pauses_after_wrong_codes_grow_and_end():
    clock = Clock()
    patience, pauses = Patience(clock), []
    for _ in range(FREE - 1):
        patience.wrong("here")
        assert not waits(patience, "here")
    for _ in range(8):
        patience.wrong("here")
        begun = clock.now
        while waits(patience, "here"):
            clock.now += 0.5
        pauses.append(clock.now - begun)

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    assert not waits(patience, "there")
    patience.wrong("here")
    patience.right("here")
    assert not waits(patience, "here")


def test_many_visitors_with_wrong_codes_make_everybody_wait_a_little():
    clock = Clock()
    patience = Patience(clock)
    for nth in range(MOST):
        patience.wrong(f"visitor {nth}")

    assert waits(patience, "somebody else")
    clock.now += WINDOW
    assert not waits(patience, "somebody else")


def kept(tmp_path, change):
    """A file of one class with a team and a plan, changed."""
    classes = Classes(tmp_path)
    room = classes.create("Monday", 60, 100, 2, 3, 5)
    classes.plan(room.code, classes.join(room.code, "Reds").key, {"campaign": 1.0})
    content = json.loads(classes.file.read_text("utf-8"))
    classes.file.write_text(json.dumps(change(content), indent=1), encoding="utf-8")
    return classes.file


def changed(route, value):
    """A change of one entry of the class."""

    def change(content):
        holder = content["classes"][0]
        for part in route[:-1]:
            holder = holder[part]
        holder[route[-1]] = value
        return content

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content["classes"], f"an older form, and this version reads form {FORM}"),
        (lambda content: content | {"form": 99}, f"of 99, and this version reads form {FORM}"),
        (lambda content: content | {"classes": 1}, "list"),
        (changed(["people"], "many"), "integer"),
        (changed(["people"], 10**9), "50 to 3,000 people"),
        (changed(["teams", "Reds", "ready"], "perhaps"), "boolean"),
        (changed(["teams", "Reds", "choices", 0, "lever"], "magic"), "'magic' is nothing that can be done"),
        (changed(["changed"], "yesterday"), "'yesterday' is no moment"),
    ],
)
def test_a_damaged_file_is_refused_with_the_place_and_the_way_out(tmp_path, change, said):
    file = kept(tmp_path, change)
    before = file.read_bytes()
    with pytest.raises(ScenarioError) as refused:
        Classes(tmp_path)

    first, last = str(refused.value).splitlines()[0], str(refused.value).splitlines()[-1]
    assert first.startswith(f"{file}:")
    assert first.removeprefix(f"{file}:").split(":")[0].isdigit()
    assert said in first
    assert "move it away" in last
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", '{"form": 2, "classes": [', "[" * 2_000])
def test_a_file_that_breaks_off_is_refused(tmp_path, text):
    (tmp_path / "classes.json").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="move it away"):
        Classes(tmp_path)


def test_a_team_sees_nothing_new_when_others_plan(classes, room, monkeypatch):
    """Its page is drawn anew only when something changes for it: what it has ticked would be lost."""
    page = pytest.importorskip("esnsim.web.classroom.session")
    reds, blues = (classes.join(room.code, name).key for name in ("Reds", "Blues"))
    before = page._seen(classes, page.ClassRole("team", room.code, reds))
    old = replace(classes.find(room.code), changed="2020-01-01T00:00:00+00:00")
    monkeypatch.setitem(classes._classes, room.code, old)
    classes.plan(room.code, blues, {"campaign": 1.0})

    assert page._seen(classes, page.ClassRole("team", room.code, reds)) == before
