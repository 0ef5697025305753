"""From a question with a budget to a plan that runs."""

import json

import yaml

LEVERS = """few: {kind: ambassadors, count: [2, 4], start: [week 1, week 3]}
campaign: {kind: campaign, start: [week 1, week 5], duration: [2 weeks, 4 weeks]}
"""
ASKED = ("--levers", "levers.yaml", "--runs", "50", "--fresh", "10", "--weeks", "8", "-q", "--json")


def test_a_plan_is_found_runs_and_keeps_to_its_limits(esnsim, story, tmp_path):
    """The same for any number of workers, and at once when it is asked again."""
    (tmp_path / "levers.yaml").write_text(LEVERS, encoding="utf-8")
    limits = "uncertainty: none\nstaff_hours: 100\n"
    story.write_text(limits + story.read_text(encoding="utf-8"), encoding="utf-8")
    said = esnsim("plan", story, *ASKED, "--out", "one")
    found = json.loads(said.out)
    again = json.loads(esnsim("plan", story, *ASKED, "--out", "two", "--workers", "2").out)

    assert said.status == 0
    assert found["proposed"]["price"]["hours"] <= 100.0
    assert {**found, "folder": ""} == {**again, "folder": ""}
    assert found["proposed"]["runs"] == 10
    programme = yaml.safe_load((tmp_path / "one" / "plan.yaml").read_text(encoding="utf-8"))["programmes"]["plan"]
    assert {each["name"] for each in programme} <= {"few", "campaign"}
    assert esnsim("check", "one/plan.yaml").status == 0
    told = esnsim("plan", story, *ASKED[:-1], "--out", "one")
    assert "What to do:" in told.out
    assert "fresh replicates" in told.out
    assert esnsim("run", "one/plan.yaml", "--replicates", "2", "-q").status == 0


def test_several_outcomes_give_a_front_of_plans_that_run(esnsim, story, tmp_path):
    """With intervals, a picture, and what each plan does as a scenario; the pilot is told too."""
    (tmp_path / "levers.yaml").write_text(LEVERS, encoding="utf-8")
    both = ("--outcome", "contributor@week8", "--outcome", "hours@end")
    found = json.loads(esnsim("plan", story, *ASKED, *both, "--out", "front").out)
    told = esnsim("plan", story, *ASKED[:-1], *both, "--out", "front").out

    front = found["front"]
    assert found["other_outcomes"] == ["hours@end"]
    assert front == sorted(front, key=lambda each: -each["effects"][0]["effect"])
    assert all(low <= high for each in front for low, high in [(each["effects"][1]["low"], each["effects"][1]["high"])])
    assert any(each["on_front"] > 0.5 for each in front)
    assert esnsim("check", *(f"front/front-{nth}.yaml" for nth, _ in enumerate(front, 1))).status == 0
    assert (tmp_path / "front" / "front.png").stat().st_size > 10_000
    assert "hours@end is to be low" in told
    assert "A pilot of 4 weeks in half of the organisation" in told


def test_outcomes_that_cannot_be_traded_off_are_told(esnsim, story):
    """All at once."""
    said = esnsim("plan", story, "--outcome", "readers@end", "--outcome", "hours@end", "--outcome", "hours@end")

    assert said.status == 2
    assert "'readers' is no measure" in said.err
    assert "comes twice" in said.err


def test_limits_that_allow_nothing_are_told(esnsim, story, tmp_path):
    """And wrong levers, with their lines."""
    (tmp_path / "levers.yaml").write_text(LEVERS, encoding="utf-8")
    none = esnsim("plan", story, *ASKED, "--set", "staff_hours=1")
    (tmp_path / "levers.yaml").write_text("few: {kind: ambasadors, count: 2}\n", encoding="utf-8")
    wrong = esnsim("plan", story, *ASKED)

    assert none.status == 2
    assert "no plan is within the budget and the hours of staff" in none.err
    assert wrong.status == 2
    assert "levers.yaml:1:" in wrong.err
