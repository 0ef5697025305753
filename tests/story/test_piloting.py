"""How large and how long a pilot has to be."""

import json

SCENARIO = """name: A small pilot
question: Do ambassadors help?
weeks: 12
uncertainty: none
organisation: {generate: {people: 150}}
programmes:
  none: []
  ambassadors:
    - {kind: ambassadors, count: 15, start: week 3}
"""
ASKED = ("--weeks", "12", "--pilots", "10", "-q")


def test_a_pilot_is_simulated_and_goes_on_where_it_was_stopped(esnsim, tmp_path):
    """The same for any number of workers, and whatever of it was there already."""
    (tmp_path / "small.yaml").write_text(SCENARIO, encoding="utf-8")
    said = esnsim("pilot", "small.yaml", *ASKED, "--json", "--workers", "2", "--out", "one")
    found = json.loads(said.out)
    finished = sorted((tmp_path / "one" / "pilots").rglob("*.json"))

    assert said.status == 0
    assert len(finished) == 10
    assert [(each["units"], each["weeks"]) for each in found["pilots"]] == [(2, 4), (2, 8), (2, 12)]
    assert all(0.0 <= each[share]["mean"] <= 1.0 for each in found["pilots"] for share in ("power", "alarms"))
    assert found["pilots"][-1]["there"] > 0.0
    assert found["begins_in_week"] == 3
    for lost in finished[:2]:
        lost.unlink()
    finished[2].write_text("{", encoding="utf-8")
    again = json.loads(esnsim("pilot", "small.yaml", *ASKED, "--json", "--workers", "1", "--out", "one").out)
    assert again == found
    told = esnsim("pilot", "small.yaml", *ASKED, "--out", "one").out
    assert "simulated pilots" in told
    assert "false alarms" in told
    assert "Weeks are counted from week 3 of the scenario on" in " ".join(told.split())
    assert "Not tried for want of units to compare with: pilots in 4, 8, 16 units." in " ".join(told.split())


def test_what_cannot_be_asked_is_told_at_once(esnsim, tmp_path):
    """All of it, and nothing is written."""
    (tmp_path / "small.yaml").write_text(SCENARIO, encoding="utf-8")
    wrong = esnsim("pilot", "small.yaml", "--programme", "ambasadors", "--units", "40", "--rung", "writer", *ASKED)
    idle = esnsim("pilot", "small.yaml", "--programme", "none", *ASKED)
    short = esnsim("pilot", "small.yaml", "--weeks", "3")

    assert [wrong.status, idle.status, short.status] == [2, 2, 2]
    assert "--programme ambasadors: is not in the scenario; did you mean 'ambassadors'?" in wrong.err
    assert "--units 40: " in wrong.err
    assert "--rung writer: " in wrong.err
    assert "does nothing that a pilot could try" in idle.err
    assert not (tmp_path / "runs").exists()
