"""What a class learns: means with intervals, sentences that teach, constants in words, and the best plan found."""

from html import unescape

import pytest

pytest.importorskip("shiny", reason="the extra app is not installed")

from esnsim.experiments.estimates.interval import Interval
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import simulate
from esnsim.web.classroom import best as module
from esnsim.web.classroom.best import BestPlan, find_best
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.classroom import HIDDEN, NOTHING, Choice, ClassError
from esnsim.web.classroom.debrief import ChoiceWorth, Debriefed, Lesson, debrief, plans_to_run
from esnsim.web.classroom.lesson_view import NO_PLAN, UNFINISHED, lesson, team_sentences
from esnsim.web.classroom.prices import plan_price
from esnsim.web.classroom.runs import FIRST, RUNS, contributor_curves, ground, plan_runs
from esnsim.web.classroom.seen import drawn_curves
from esnsim.web.classroom.teaching import MIDDLING, WORDS, hidden_in_words


@pytest.fixture
def classes(tmp_path):
    return Classes(tmp_path)


def over(classes, plans, people=60, budget=100, weeks=3):
    """A class of two rounds that is over, with a team for each plan, all of it in the first round."""
    room = classes.create("Monday", people, budget, 2, weeks, 5)
    for name, wanted in plans.items():
        classes.plan(room.code, classes.join(room.code, name).key, wanted)
    for _ in range(2):
        room = classes.next_round(room.code, room.key)
    return room


def test_a_debrief_takes_away_one_thing_after_another(classes):
    room = over(classes, {"Reds": {"campaign": 1.0, "process_integration": 0.5}})
    told = debrief(room)
    (team,) = told.teams

    assert {each.choice.lever for each in team.worth} == {"campaign", "process_integration"}
    assert team.spent == 60.0
    assert len(plans_to_run(room)) == 4
    assert {each.kind for each in told.kinds} == {"campaign", "process_integration"}


def test_there_is_no_debrief_before_the_end(classes):
    room = classes.create("Monday", 60, 100, 2, 3, 5)
    with pytest.raises(ClassError, match="after the last round"):
        debrief(room)


def test_a_debrief_says_who_is_as_good_as_the_first_and_who_took_more(classes):
    """Two teams with the same plan are tied; a third one did less, which shows within half a year among 300 people."""
    whole = {"campaign": 1.0, "process_integration": 1.0}
    room = over(classes, {"Reds": whole, "Greens": whole, "Blues": {"campaign": 1.0}}, people=300, weeks=13)
    told = debrief(room)
    prices = {name: plan_price(room, team.choices, {}) for name, team in room.teams.items()}
    page = unescape(
        str(lesson(room, told._replace(teams=tuple(each._replace(price=prices[each.team]) for each in told.teams))))
    )

    assert [(each.team, each.tied) for each in told.teams] == [("Reds", False), ("Greens", True), ("Blues", False)]
    assert "Statistically tied with 'Reds': 'Greens'." in page
    assert "the comparison is also one of size" in page
    assert f"{prices['Reds'].hours:,.0f} hours of staff" in page
    assert "Process integration helped in 2 of 2 teams that did it." in " ".join(page.replace("</b>", "").split())
    assert "interventions#process_integration" in page


def test_curves_have_an_interval_for_each_team(classes):
    """All start from the same day; where nothing differs, nothing is known of a difference."""
    room = over(classes, {"Reds": {"campaign": 1.0}, "Blues": {}})
    plans = {name: team.choices for name, team in room.teams.items()}
    curves = contributor_curves(room, plans)
    message = drawn_curves(room, None, curves)

    assert set(curves) == {NOTHING, "Reds", "Blues"}
    assert len(curves["Reds"].mean) == 7
    assert curves["Reds"].reached.low < curves["Reds"].reached.mean < curves["Reds"].reached.high
    assert not curves["Blues"].gained.is_known
    assert [each["nth"] for each in message["curves"]] == [0, 1, 2]
    assert len({each["colour"] for each in message["curves"]}) == 3
    before = classes.create("Tuesday", 60, 100, 2, 3, 5)
    assert drawn_curves(before, None, contributor_curves(before, {}))["curves"][0]["interval"] is None


def worth(mean, low, high):
    return ChoiceWorth(Choice("campaign", 1.0, 0), Interval(mean, low, high))


NAN = float("nan")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            worth(1.5, 0.5, 2.5),
            "What worked: Campaign, 1 of full strength, from week 1 (20 points): without it 1.5 points",
        ),
        (worth(1.5, 0.5, 2.5), "1.5 points fewer write (0.5 to 2.5)."),
        (worth(-1.5, -2.5, -0.5), "What did harm: Campaign"),
        (worth(-1.5, -2.5, -0.5), "1.5 points more write (0.5 to 2.5)."),
        (worth(0.1, -0.5, 0.7), "Not shown to make a difference: Campaign"),
        (worth(0.1, -0.5, 0.7), "between 0.5 points more and 0.7 fewer write."),
        (worth(0.0, NAN, NAN), "as many write in every run."),
    ],
)
def test_sentences_say_what_worked_and_what_did_not(found, said):
    team = Debriefed("Reds", Interval(9.0, 8.0, 10.0), Interval(1.0, 0.5, 1.5), 20.0, (found,))

    assert said in " ".join(team_sentences(team))


def test_a_team_that_did_nothing_is_told_so():
    assert list(team_sentences(Debriefed("Reds", Interval(9, 8, 10), Interval(0, NAN, NAN), 0.0, ()))) == [
        "This team did nothing."
    ]


def test_hidden_constants_are_told_by_name_and_in_words(classes):
    """Each has words of its own, for a strong and a weak one."""
    room = classes.create("Monday", 60, 100, 2, 3, 5)
    told = {each.name: each for each in hidden_in_words(room)}

    assert list(told) == list(HIDDEN) == list(WORDS)
    for name, each in told.items():
        words = WORDS[name]
        assert each.title == words.title
        assert {"weak": words.weak, "strong": words.strong}.get(each.strength, MIDDLING) == each.sentence
        assert f"is {room.hidden[name]:.3g} here" in each.numbers


@pytest.fixture
def short_search(monkeypatch):
    monkeypatch.setattr(module, "SEARCH_RUNS", 30)
    monkeypatch.setattr(module, "MOST_PLANS", 300)


@pytest.mark.usefixtures("short_search")
def test_the_best_plan_found_uses_the_whole_budget_and_no_more(classes):
    """It says how far it is on its way, and is told by runs that it has not seen."""
    room = classes.create("Monday", 60, 40, 1, 4, 5)
    heard = []
    found = find_best(heard.append, room)

    assert found.complete
    assert not any(each.complete for each in heard)
    assert found.runs >= heard[-1].runs > heard[0].runs > 0
    assert 0 < sum(each.cost for each in found.plan) <= room.budget
    assert len({each.lever for each in found.plan}) == len(found.plan)


@pytest.mark.usefixtures("short_search")
def test_there_may_be_nothing_that_the_budget_pays_for(classes, monkeypatch):
    monkeypatch.setattr(module, "SLIDERS", ())
    found = find_best(lambda _: None, classes.create("Monday", 60, 10, 1, 2, 5))

    assert (found.plan, found.complete) == ((), True)


def test_a_debrief_tells_the_best_plan_and_how_far_the_search_came(classes):
    room = over(classes, {"Reds": {"campaign": 1.0}})
    plan = (Choice("process_integration", 1.0, 0), Choice("champion_team", 8.0, 0))
    told = debrief(room, best=BestPlan(plan, 120, 480, complete=False))
    page = unescape(str(lesson(room, told)))

    assert "The best plan found reaches" in page
    assert "for 100 of the 100 points of the budget" in page
    assert "120 plans in 480 runs" in " ".join(page.split())
    assert UNFINISHED in page
    assert UNFINISHED not in unescape(str(lesson(room, told._replace(best=told.best._replace(complete=True)))))
    assert NO_PLAN in unescape(str(lesson(room, told._replace(best=None))))


def test_a_team_may_beat_every_plan_that_was_found(classes):
    room = over(classes, {"Reds": {"campaign": 1.0}})
    team = Debriefed("Reds", Interval(20.0, 19.0, 21.0), Interval(9.0, 8.0, 10.0), 20.0, ())
    told = Lesson((team,), (), BestPlan((), 1, 3, complete=True), Interval(11.0, 10.0, 12.0), Interval(0.0, NAN, NAN))
    page = unescape(str(lesson(room, told)))

    assert "Reds did better by 9.0, so no plan found beats the best team" in page
    assert "Nobody did anything." in page


def test_runs_of_a_class_are_those_of_the_command_line(classes):
    """The same plan as a scenario gives the same counts, replicate by replicate."""
    room = classes.create("Monday", 60, 100, 1, 2, 5)
    plan = (Choice("campaign", 1.0, 0),)
    record = simulate(room.scenario({"a": plan}), "plan a", FIRST).record
    found = plan_runs(ground(room), plan, 2)

    assert found.shape == (RUNS, 3)
    share = 100.0 * record[::5, Measure.CONTRIBUTOR] / record[::5, Measure.HEADCOUNT]
    assert found[0].tolist() == share.tolist()
