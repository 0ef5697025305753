"""What a class keeps and what it ends: refused plans, classes of one visitor, wrong codes, damaged files."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from esnsim.errors import ScenarioError
from esnsim.scenario import load
from esnsim.web.classroom import classes as module
from esnsim.web.classroom.classes import MOST_BEGUN, Classes
from esnsim.web.classroom.classroom import Choice, ClassError, UnknownError
from esnsim.web.classroom.file import FORM
from esnsim.web.classroom.prices import costs_of, plan_price, points_total, taken
from esnsim.web.classroom.seen import ClassRole, seen_by, standing_part
from esnsim.web.classroom.views import board, key_asked, key_shown, plan, teams_table, wanted
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
    table = str(teams_table(classes.find(room.code), {}))
    assert "not accepted: that takes 140 points" in table
    assert "not accepted: Training, 1 of a session" in table

    found = classes.next_round(room.code, room.key)
    team = classes.team(room.code, key)

    assert {each.lever for each in wanted(found, team)} == set(DEAR)
    assert "Not accepted, and not done" in str(plan(found, team))
    assert Classes(tmp_path).team(room.code, key) == team

    team = classes.plan(room.code, key, {"training": 1.0})
    assert (team.why, team.refused) == ("", ())
    assert "not accepted" not in str(teams_table(classes.find(room.code), {}))


def test_what_is_ticked_is_added_up(classes, room):
    key = classes.join(room.code, "Reds").key
    classes.plan(room.code, key, {"campaign": 1.0})
    found = classes.next_round(room.code, room.key)
    team = classes.team(room.code, key)
    dear = [Choice(kind, amount, found.week) for kind, amount in DEAR.items()]

    assert points_total(found, team, []) == (
        "Ticked: 0 points. With what is being done that is 20 of 100 points: 80 left."
    )
    assert points_total(found, team, dear).endswith("160 of 100 points: 60 too many.")


def test_hours_and_money_are_those_that_the_model_foresees(room):
    """At the costs of the app's scenario where it has some, from its week on, a campaign for four weeks at most."""
    costs = {"campaign": "{once: 5000, per_week: 100}", "training": "{per_person: 20}", "pilot": "{hours_once: 3}"}
    done = ", ".join(f"{{kind: {kind}, cost: {cost}}}" for kind, cost in costs.items())
    more = "[{kind: campaign, cost: {once: 1}}]"
    text = f"organisation: {{generate: {{people: 60}}}}\nprogrammes: {{none: [], p: [{done}], q: {more}}}"
    known = costs_of(load(f"name: x\n{text}"))
    first, later = (plan_price(room, [Choice("campaign", 1.0, week)], known) for week in (0, 3))
    everybody = plan_price(room, [Choice("training", 1.0, 0)], known)
    usual = plan_price(room, [Choice("training", 1.0, 0)], {})

    assert set(known) == set(costs)
    assert (first.money, later.money) == (5000 + 100 * 4, 5000 + 100 * 3)
    assert 0 < everybody.money <= 20 * 60
    assert usual.money == 0
    assert usual.hours > 0
    assert taken(first).endswith("hours of staff and 5,400 in money, as the model foresees.")
    assert "and no money" in taken(usual)
    assert plan_price(room, [], {}).hours == 0


def test_the_key_is_not_on_the_projected_page(room):
    assert room.key not in f"{board(room)}{teams_table(room, {})}{key_asked()}"
    assert room.code in str(board(room))
    assert room.key in str(key_shown(room))


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
    reds, blues = (classes.join(room.code, name).key for name in ("Reds", "Blues"))
    before = seen_by(classes, ClassRole("team", room.code, reds))
    old = replace(classes.find(room.code), changed="2020-01-01T00:00:00+00:00")
    monkeypatch.setitem(classes._classes, room.code, old)
    classes.plan(room.code, blues, {"campaign": 1.0})

    assert seen_by(classes, ClassRole("team", room.code, reds)) == before


def test_the_facilitators_page_stays_while_teams_plan(classes, room):
    """The table on it follows; nothing else jumps before the round goes on."""
    lead = ClassRole("facilitator", room.code, room.key)
    before = seen_by(classes, lead)
    classes.plan(room.code, classes.join(room.code, "Reds").key, {"campaign": 1.0})
    after = seen_by(classes, lead)
    classes.next_round(room.code, room.key)

    assert before != after
    assert standing_part(before) == standing_part(after) != standing_part(seen_by(classes, lead))


def test_what_is_ticked_stays_ticked_when_the_page_is_made_anew(classes, room):
    team = classes.team(room.code, classes.join(room.code, "Reds").key)
    page = str(plan(room, team, {"recognition": 0.3}))

    assert page.count('checked="checked"') == 1
    assert 'data-from="0.3"' in page


def test_after_the_last_round_it_is_done(classes, room):
    key = classes.join(room.code, "Reds").key
    for _ in range(room.rounds):
        found = classes.next_round(room.code, room.key)
    page = str(plan(found, classes.team(room.code, key)))

    assert "Done" in page
    assert "submit_plan" not in page
    assert "Done: all rounds have been played." in str(board(found))
