"""What is done, in every way in which a file may say it: levers and roles of every morning are those of the text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reference.compared import agree
from tests.worlds import TALKATIVE, random_organisation, silent_setting

pytestmark = pytest.mark.untraced

FIRM = random_organisation(60, 11)
"""Sixty people in six units."""
WAYS = ("volunteers", "enthusiasts", "managers", "most_central", "nominated", "community_owners", "random")
AUDIENCES: dict[str, Any] = {
    "the highest": {"top_share": 0.11},
    "a random share": {"share": 0.4},
    "a share of some, less others": {
        "level_at_least": 1,
        "not": [{"unit": "unit 2"}, {"contributor": True}],
        "share": 0.7,
    },
    "units": {"unit": ["unit 1", "unit 3"]},
    "ages": {"age_band": ["18-24", "35-44"]},
    "managers": {"manager": True},
    "levels": {"level": [1, 3]},
    "those above": {"level_at_most": 2, "frontline": False},
    "the lapsed": {"lapsed": True},
    "who never came": {"reader": False, "lapsed": False},
    "who acts": {"interactive": True, "regular": False},
    "who came back": {"returned": True},
    "roles": {"role": ["ambassador", "leader"]},
}


def done(kind: str, **said: Any) -> dict[str, Any]:
    """An intervention as a file says it; what it leaves out is left to the text."""
    return {"kind": kind, **said}


APPOINTED = done("ambassadors", share=0.2, start="week 2", duration="15 days", renew_every="2 weeks")


def campaign(**said: Any) -> dict[str, Any]:
    """A campaign that ends within the run."""
    return done("campaign", **{"duration": "12 days", "half_life": "3 days", **said})


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=AUDIENCES)
def test_audiences_are_those_of_the_text(audience):
    """Some change from week to week, with use, roles and successors."""
    said = [APPOINTED, campaign(audience=audience), done("recognition", audience=audience, capacity=3)]

    agree(FIRM, said, 45, weeks=10)


@pytest.mark.parametrize(
    "said",
    [
        {"capacity": 4},
        {"dose": 0.3, "lead_time": "7 days"},
        {"start": "day 4", "duration": "3 days"},
        {"start": "day 4", "lead_time": "2 weeks", "capacity": 7, "duration": "5 weeks"},
        {"duration": {"until": "2017-01-29"}},
        {"duration": {"until": "2017-01-30"}, "lead_time": "4 weeks"},
        {"start": "2017-01-21", "duration": None},
        {"half_life": "0 days"},
        {"half_life": "1 day", "duration": "10 days"},
    ],
    ids=str,
)
def test_when_and_how_many_are_those_of_the_text(said):
    """Capacity, dose, lead time and end, of something with a tail and of something without."""
    without = {name: value for name, value in said.items() if name != "half_life"}

    agree(
        FIRM,
        [campaign(**said), done("process_integration", **{**without, "moved": 0.6})],
        50,
        weeks=11,
        start="2017-01-02",
    )


@pytest.mark.parametrize("when", ["reader < 0.5", "reader >= 0.3", "contributor rises", "interactive falls"])
def test_conditions_are_those_of_the_text(when):
    """Each comes true in a launch that a campaign begins, or does not."""
    said = [
        campaign(pull_per_month=0.9),
        done("mandate", start={"when": when, "for": "1 week", "not_before": "day 8"}, duration="10 days"),
    ]

    agree(FIRM, said, 50, silent_setting, weeks=11)


@pytest.mark.parametrize("recruit", WAYS)
def test_who_is_appointed_is_who_the_text_says(recruit):
    """Two bodies of ambassadors, one of which fills its places slowly, and a role that wears out."""
    said = [
        done("ambassadors", recruit=recruit, count=9, capacity=2, renew_every="17 days", duration="45 days"),
        done("ambassadors", name="others", share=0.15, dose=0.5, recruit=recruit, start="day 3", privileges=0.4),
        done("champion_team", count=6, start="day 8", duration="4 weeks"),
        done("community_management", span=20, capacity=2, dose=0.4, start="day 8", duration="4 weeks"),
    ]
    wearing = {**TALKATIVE, "tiring": 0.006, "burn_out_rate": 0.008}

    agree(FIRM, said, 60, weeks=12, behaviour=wearing)


@pytest.mark.parametrize(
    "said",
    [
        done("ambassadors", count=8, objective="vague", help="support", audience={"level_at_least": 2}),
        done("ambassadors", count=8, confirmed_by_manager=True, own_community=True, visibility=1.2),
        done("champion_team", count=40),
        done("community_management", count=3, reach_of_one=50, dose=0.1, audience={"share": 0.5}),
        done("leader_presence", depth="engage", audience={"top_share": 0.1}, answered_here=0.5),
        done("leader_presence", depth="share", posts_per_week=3.0, voice="ghostwritten"),
        done("policy", strictness=0.9, monitoring="unexplained", dose=0.7),
        done("training", form="tutorial", capacity=5),
        done("training", form="webinar", audience={"reader": True}),
        done("onboarding", lasts="3 weeks", capacity=2),
        done("reactivation", step="8 days"),
        done("mandate", obeyed=0.3, visits_per_week=5.0),
        done("process_integration", moved=0.3, audience={"share": 0.8}),
    ],
    ids=lambda said: f"{said['kind']} {sorted(set(said) - {'kind'})}",
)
def test_fields_of_kinds_mean_what_the_text_says(said):
    """Each with what it can also be asked for."""
    agree(FIRM, [said], 40, weeks=9)


def test_several_at_once_are_done_in_the_order_of_the_text():
    """Of one kind and of several; one without a dose draws for nobody; together they pull more than all."""
    half = {"audience": {"share": 0.5}, "duration": "20 days"}
    said = [
        done("mandate", name="later", start="day 9", strictness=0.8, visits_per_week=4.0, **half),
        done("mandate", name="none", dose=0.0, **half),
        done("mandate", visits_per_week=4.0, strictness=0.8, **half),
        done("mandate", name="b", start="day 3", visits_per_week=3.0, **half),
        done("mandate", name="a", start="day 3", capacity=5, **half),
        done("process_integration", name="wide", moved=0.7, start="week 2", lead_time="3 days"),
        done("process_integration", moved=0.7, audience={"share": 0.5}),
        done("ambassadors", name="x", count=7),
        done("ambassadors", name="y", count=7),
        done("leader_presence", audience={"top_share": 0.1}),
        campaign(audience={"role": "ambassador"}),
    ]

    agree(FIRM, said, 45, weeks=10)
