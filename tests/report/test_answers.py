"""What an experiment answers in sentences, checked by hand."""

import json
import math

from experiments import OBSERVED, experiment

from esnsim.report.answers import COVERS, ONE_LIFE, Difference, answers, caveat, differences, signed
from esnsim.report.document import document
from esnsim.report.stillness import restlessness

STILL = {"reader": (700, 700), "contributor": (100, 100)}


def test_a_difference_is_told_in_points_with_its_interval():
    """Four replicates that all differ by 10 people of 1,000 differ by one point, with no doubt."""
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 110)}})
    (programme, sentences), *others = answers(made)

    assert (programme, others) == ("more", [])
    assert sentences[0].startswith("contributors end 1.0 points higher (80 % interval +1.0 to +1.0), better in 4 of 4")
    assert sentences[2].startswith("readers end where they would have been")


def test_a_difference_that_is_not_settled_says_what_would_settle_it():
    told = Difference("p", "reader", -0.4, -1.2, 0.4, 10, 30, 25).sentence()

    assert told.startswith("readers end 0.4 points lower (80 % interval \N{MINUS SIGN}1.2 to +0.4), better in 10 of 30")
    assert "some 25 more replicates would" in told
    hopeless = Difference("p", "reader", 0.4, -1.2, 1.4, 10, 30, None).sentence()
    assert hopeless.endswith("not told apart from no difference")


def test_one_life_has_no_interval():
    """What luck would do cannot be told from one life."""
    made = experiment({"none": STILL, "more": STILL | {"contributor": (100, 110)}}, replicates=1)
    (difference, *_) = differences(made)

    assert math.isnan(difference.low)
    assert difference.sentence() == "contributors end 1.0 points higher, in the one life of each"
    assert caveat(made) == ONE_LIFE


def test_intervals_say_what_they_cover():
    assert caveat(experiment({"none": STILL, "more": STILL})) == COVERS


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
    content = json.loads(json.dumps(document(made), allow_nan=False))

    assert content["programmes"] == ["none", "more"]
    assert content["differences"][0]["low"] is None
    assert {row["rung"] for row in content["ladder"]} >= {"enabled", "reader", "contributor", "regular", "returned"}
