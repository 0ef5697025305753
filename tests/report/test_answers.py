"""What an experiment answers in sentences, checked by hand."""

import json
import math
from dataclasses import replace

import pandas as pd
from experiments import OBSERVED, experiment

from esnsim.experiments.design.labels import in_words
from esnsim.experiments.results.apart import weeks_apart
from esnsim.experiments.results.folder import interventions, paired
from esnsim.report.document.answer import answer_document
from esnsim.report.text.answers import (
    Difference,
    answers,
    best_sentence,
    better_in,
    differences,
    headline,
    signed,
)
from esnsim.report.text.caveat import COVERS, FEW, ONE_RUN, TOO_FEW, caveat
from esnsim.report.text.drift import misses, restlessness
from esnsim.report.text.never_started import never_began
from esnsim.report.text.sizes import unequal
from esnsim.scenario import load
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure
from esnsim.simulation.starting.shares import Target

STILL = {"reader": (700, 700), "contributor": (100, 100)}


def test_a_difference_is_told_in_points_with_its_interval():
    """Five replicates that all differ by 10 people of 1,000: one point, and others may do otherwise."""
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 110)}})
    (programme, sentences), *others = answers(made)

    assert (programme, others) == ("more", [])
    assert sentences[0].startswith("contributors end 1.0 points higher (80 % interval +0.6 to +1.4), better in 5 of 5")
    assert sentences[2].startswith("readers end where they would have been, the same in all 5 replicates; ")
    assert sentences[2].endswith("of all possible runs, at most 37 % differ")


def test_a_difference_that_is_not_settled_says_what_would_settle_it():
    told = Difference("p", "none", "reader", -0.4, -1.2, 0.4, 10, 0, 30, 25).sentence()

    assert told.startswith("readers end 0.4 points lower (80 % interval \N{MINUS SIGN}1.2 to +0.4), better in 10 of 30")
    assert told.endswith(
        "(some 25 more replicates have an 80 % chance to separate the two, if the difference is as large as it looks)"
    )
    hopeless = Difference("p", "none", "reader", 0.4, -1.2, 1.4, 10, 0, 30, None).sentence()
    assert hopeless.endswith("; statistically tied with 'none'")


def test_one_is_said_as_one():
    told = Difference("p", "none", "reader", 0.4, -0.1, 0.9, 4, 0, 6, 1).sentence()

    assert told.endswith(
        "(one more replicate has an 80 % chance to separate the two, if the difference is as large as it looks)"
    )


def test_ties_are_neither_better_nor_worse():
    assert better_in(3, 2, 5) == "better in 3, the same in 2, worse in none of 5"
    assert better_in(0, 1, 5) == "better in none, the same in 1, worse in 4 of 5"
    assert better_in(4, 0, 5) == "better in 4 of 5"
    assert better_in(0, 5, 5) == "the same in all 5"


def test_fewer_than_five_replicates_are_said_to_be_too_few():
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 110)}}, replicates=4)

    assert answers(made)[0][1][0] == (
        "contributors end 1.0 points higher, better in 4 of 4 replicates; too few for an interval"
    )
    assert headline(made) == "By week 26, with 'more', contributors end 1.0 points higher."
    assert caveat(made) == TOO_FEW


def test_the_best_programme_is_held_against_the_second_best():
    """By contributors, whatever the order in the file; one programme beside the baseline is not held against any."""
    some, most = STILL | {"contributor": (100, 110)}, STILL | {"contributor": (100, 125)}
    made = experiment({"none": STILL, "some": some, "most": most, "nothing": STILL})

    assert best_sentence(made) == (
        "Best against second best, 'most' against 'some': contributors end 1.5 points higher "
        "(80 % interval +0.8 to +2.2), better in 5 of 5 replicates"
    )
    assert best_sentence(experiment({"none": STILL, "some": some})) is None
    assert headline(made).startswith("By week 26, with 'most', contributors end 2.5 points higher (80 % interval")


def test_whoever_is_tied_with_the_best_is_named():
    """Not the second alone: a third may be less well known, and as good."""
    wide = [(100, 100 + gained) for gained in (5, 45, 5, 45, 25)]
    rungs = {"none": STILL, "first": STILL | {"contributor": (100, 126)}, "second": STILL | {"contributor": (100, 120)}}
    made = experiment({**rungs, "third": STILL})
    lives = [replace(run, record=run.record.copy()) for run in made.runs]
    for run, (_, last) in zip([run for run in lives if run.programme == "third"], wide, strict=True):
        run.record[-1, Measure.CONTRIBUTOR] = last - 6

    told = best_sentence(replace(made, runs=tuple(lives)))

    assert told.endswith("better in 5 of 5 replicates; statistically tied with 'first': 'third'")


def test_a_trade_off_is_told_as_one():
    """What rises and what falls, in one sentence."""
    made = experiment({"none": STILL, "more": {"reader": (700, 650), "contributor": (100, 130)}})

    assert "a trade-off: it raises contributors, and lowers readers" in answers(made)[0][1]
    assert not any("trade-off" in each for each in answers(experiment({"none": STILL, "more": STILL}))[0][1])


def test_it_is_told_from_which_week_on_programmes_differ():
    """The first week from which on zero is left out until the end."""
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 130)}, "same": STILL})
    more, same = (sentences for _, sentences in answers(made))

    assert more[-1] == "contributors differ from those of 'none' from week 1 on, as far as these runs tell"
    assert not any("differ from those" in each for each in same)


def test_a_week_counts_only_if_all_after_it_do():
    rows = [(0, 0.0, -1.0, 1.0), (1, 1.0, 0.5, 1.5), (2, 1.0, -0.5, 2.5), (3, 1.0, 0.5, 1.5), (4, 2.0, 0.5, 3.5)]
    curve = pd.DataFrame(rows, columns=["week", "difference", "low", "high"]).assign(programme="more")

    assert weeks_apart(curve) == {"more": 3}
    assert weeks_apart(curve[curve["week"] < 3]) == {"more": None}
    assert weeks_apart(curve[curve["week"] == 1]) == {"more": 1}


def test_every_two_programmes_are_compared_once():
    """The baseline with all others first; differences of differences are differences."""
    some, most = STILL | {"contributor": (100, 110)}, STILL | {"contributor": (100, 125)}
    table = paired(experiment({"none": STILL, "some": some, "most": most}))
    contributors = table[table["measure"] == "contributor"].set_index(["programme", "against"])["difference"]

    assert contributors.index.tolist() == [("some", "none"), ("most", "none"), ("most", "some")]
    assert contributors.round(9).tolist() == [0.01, 0.025, 0.015]


def test_what_never_began_is_told():
    """Only what waited for something; dates are looked at before anything is simulated."""
    waits = {"kind": "leader_presence", "start": {"when": "reader < 0.1", "for": "4 weeks"}}
    made = experiment({"none": STILL, "more": STILL}, interventions=[waits, {"kind": "campaign", "start": "week 50"}])

    (told,) = never_began(made)
    assert told == (
        "'leader presence' of 'more' never began: it waited for 'reader < 0.1' for 4 weeks, "
        "which did not come about in any of 5 replicates"
    )
    assert never_began(replace(made, runs=tuple(run_with(run, "leader_presence") for run in made.runs))) == []


def run_with(run, name):
    return replace(run, events=(Event(3, name, "begins"),))


def test_what_interventions_took_is_told():
    """Means over replicates; those in which it never began count too."""
    made = experiment({"none": STILL, "more": STILL})
    first, *others = made.runs_of("more")
    first = replace(
        first,
        events=(Event(5, "campaign", "begins"),),
        expenses=(Expense(5, "campaign", 100.0, 8.0), Expense(10, "campaign", 20.0, 0.0)),
    )
    (row,) = interventions(replace(made, runs=(*made.runs_of("none"), first, *others))).to_dict("records")

    assert (row["programme"], row["intervention"], row["kind"]) == ("more", "campaign", "campaign")
    assert (row["began"], row["n"], row["date"]) == (1, 5, "2024-01-08")
    assert (row["money"], row["hours"]) == (24.0, 1.6)


def test_kinds_are_said_in_words():
    """Names that somebody chose stay as they are."""
    names = ("senior_training", "senior_training 2", "phase_two", "our senior_training")

    assert [in_words(name) for name in names] == [
        "senior training",
        "senior training 2",
        "phase_two",
        "our senior_training",
    ]


def test_one_life_has_no_interval():
    """What random variation would do cannot be distinguished from one run."""
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 110)}}, replicates=1)
    (difference, *_) = differences(made)

    assert math.isnan(difference.low)
    assert difference.sentence() == "contributors end 1.0 points higher, in the one run of each"
    assert caveat(made) == ONE_RUN


def test_intervals_say_what_they_cover():
    """And that those of few replicates hold less often than they say."""
    assert caveat(experiment({"none": STILL, "more": STILL}, replicates=10)) == COVERS
    assert caveat(experiment({"none": STILL, "more": STILL})) == f"{COVERS} {FEW}"


def test_what_leaders_do_is_said_to_be_contested():
    """With the constants that decide it, all of which may be 0."""
    made = experiment({"none": STILL, "more": STILL})
    led = {**made.scenario.programmes, "led": load("launch").programmes["full programme"]}
    said = caveat(replace(made, scenario=made.scenario.model_copy(update={"programmes": led})))
    ranges = known_parameters()

    assert said.startswith(COVERS)
    named = [name for name in ranges if name in said]
    assert named == ["manager_pull", "manager_effect", "top_effect", "trust_example"]
    assert all(ranges[name].low == 0.0 for name in named)


def test_points_have_a_sign():
    assert [signed(points) for points in (1.26, -1.26, 0.0, 0.04, -0.001)] == [
        "+1.3",
        "\N{MINUS SIGN}1.3",
        "0.0",
        "+0.04",
        "0.0",
    ]


def test_a_start_that_holds_still_is_not_talked_about():
    assert restlessness(experiment({"none": STILL})) == []


def test_a_start_that_drifts_is_told():
    """Readers by more than five points, contributors by more than a quarter."""
    moving = {"none": {"reader": (700, 600), "contributor": (100, 130)}}
    readers, contributors = restlessness(experiment(moving, replicates=1))

    assert "readers go from 70.0 % to 60.0 % of headcount by week 26, more than 5 points" in readers
    assert "contributors go from 10.0 % to 13.0 % of headcount by week 26, more than a quarter" in contributors


def test_a_launch_is_to_move():
    moving = {"none": {"reader": (0, 600), "contributor": (0, 130)}}

    assert restlessness(experiment(moving, initial="launch")) == []
    assert restlessness(experiment(moving, initial=OBSERVED)) != []


def test_the_document_is_plain_json():
    """What is not a number is null, and all programmes and rungs are there."""
    made = experiment({"none": STILL, "more": STILL}, replicates=1)
    content = json.loads(json.dumps(answer_document(made), allow_nan=False))

    assert content["programmes"] == ["none", "more"]
    assert content["differences"][0]["low"] is None
    assert {row["rung"] for row in content["ladder"]} >= {"enabled", "reader", "contributor", "regular", "returned"}


def missed(initial, **reached):
    """What is said of a start that reached other shares than those asked for."""
    made = experiment({"none": STILL}, initial=initial)
    target = Target(1.0, 0.7, 0.3, 0.1)._replace(**reached)
    return misses(replace(made, beginning=made.beginning._replace(reached=target)))


def test_a_start_that_is_missed_names_what_was_asked_and_nothing_else():
    """Readers are off by 1.4 points of 70, which is a fiftieth of them; nobody asked for a share of interactive."""
    (told,) = missed("{reader: 0.7, contributor: 0.1}", reader=0.686, interactive=0.25, contributor=0.1)

    assert told.startswith(
        "the start is not quite the one asked for (reader 70 %, contributor 10 %): readers are 68.6 %"
    )
    assert "interactive" not in told
    assert "contributors are" not in told


def test_a_share_that_was_asked_for_is_told_as_asked_for():
    (told,) = missed("{enabled: 0.9, reader: 0.7, interactive: 0.3, contributor: 0.1}", interactive=0.25)

    assert "(enabled 90 %, reader 70 %, interactive 30 %, contributor 10 %)" in told
    assert "people with an account are 100.0 % of headcount instead of 90.0 %" in told
    assert "interactive people are 25.0 % of headcount instead of 30.0 %" in told


def test_a_start_that_is_hit_says_nothing():
    """Half a point of what is large is no miss, nor is a launch."""
    assert missed("{reader: 0.7, interactive: 0.3, contributor: 0.1}", reader=0.695, contributor=0.104) == []
    assert missed("launch", reader=0.2) == []


def sized(people, hours=None):
    """Programmes that involve so many people and take so many hours."""
    rungs = {"none": STILL} | dict.fromkeys(people, STILL)
    made = experiment(rungs)
    about = made.about._replace(involved={"none": 0} | people)
    spent = {name: (Expense(0, "campaign", 0.0, (hours or {}).get(name, 0.0)),) for name in rungs}
    runs = tuple(replace(run, expenses=spent[run.programme]) for run in made.runs)
    return replace(made, about=about, runs=runs)


def test_programmes_of_unequal_size_are_said_to_be_so():
    """Twofold in people or in hours of staff; the baseline, which does nothing, has no size."""
    assert unequal(sized({"leaders": 58, "ambassadors": 10})) == [
        "'leaders' involves 58 people, 'ambassadors' 10; the comparison is also one of size"
    ]
    assert unequal(sized({"leaders": 19, "ambassadors": 10})) == []
    assert unequal(sized({"leaders": 58})) == []
    dear = sized({"leaders": 19, "ambassadors": 10}, {"leaders": 709.0, "ambassadors": 341.0})
    (told,) = unequal(dear)
    assert told.startswith("'leaders' takes 709 hours of staff, 'ambassadors' 341;")
    assert told in answer_document(dear)["notes"]
