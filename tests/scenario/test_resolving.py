"""A scenario in full says the same as the scenario, in text, in digest, in words and for editors."""

import json
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from esnsim.errors import ScenarioError
from esnsim.interventions import KINDS, kind_word
from esnsim.interventions.audience_words import STATES
from esnsim.interventions.schedule import MEASURES
from esnsim.scenario import Scenario, digest, doubts, dump, load, resolve, schema, starter, summary

FIRST = date(2024, 1, 1)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12)
SHARES = st.floats(0, 1)
SPANS = st.builds(lambda number, unit: f"{number} {unit}", st.integers(1, 90), st.sampled_from(["weeks", "days"]))
MOMENTS = st.one_of(
    st.integers(1, 200).map(lambda week: f"week {week}"),
    st.integers(1, 999).map(lambda day: f"day {day}"),
    st.integers(0, 999).map(lambda days: (FIRST + timedelta(days)).isoformat()),
)
CONDITIONS = st.fixed_dictionaries(
    {
        "when": st.builds(lambda measure, level: f"{measure} < {level:.3f}", st.sampled_from(MEASURES), SHARES)
        | st.sampled_from(MEASURES).map(lambda measure: f"{measure} falls")
    },
    optional={"for": st.integers(1, 20).map(lambda weeks: f"{weeks} weeks"), "not_before": MOMENTS},
)
SIMPLE_AUDIENCES = st.dictionaries(st.sampled_from(["unit", "country", "site"]), WORDS, min_size=1)
AUDIENCES = st.fixed_dictionaries(
    {},
    optional={
        "country": st.lists(WORDS, min_size=1, max_size=3),
        "level_at_most": st.integers(0, 9),
        **{word: st.booleans() for word in STATES},
        "not": SIMPLE_AUDIENCES | st.lists(SIMPLE_AUDIENCES, min_size=1, max_size=2),
        "share": st.floats(0.001, 1),
    },
)
CAMPAIGNS = st.fixed_dictionaries(
    {"kind": st.just("campaign")},
    optional={
        "name": WORDS,
        "audience": AUDIENCES,
        "start": MOMENTS | CONDITIONS,
        "duration": SPANS,
        "dose": SHARES,
        "lead_time": SPANS,
        "capacity": st.integers(1, 10_000),
        "cost": st.fixed_dictionaries({}, optional={"once": st.floats(0, 1e6), "hours_per_week": st.floats(0, 100)}),
    },
)
SCENARIOS = st.fixed_dictionaries(
    {
        "name": WORDS,
        "organisation": st.fixed_dictionaries(
            {"generate": st.fixed_dictionaries({"people": st.integers(20, 9999)})},
            optional={"turnover": st.floats(0, 0.4)},
        ),
    },
    optional={
        "question": WORDS,
        "start": st.dates(date(2023, 1, 1), FIRST).map(date.isoformat),
        "weeks": st.integers(1, 1040),
        "seed": st.integers(0, 2**32 - 1),
        "initial": st.just("launch") | st.just({"reader": 0.75, "contributor": 0.1}),
        "mechanisms": st.just({"M6": "off"}),
        "behaviour": st.just({"imitation": 0.02}),
        "programmes": st.dictionaries(WORDS, st.lists(CAMPAIGNS, max_size=3), max_size=3).map(
            lambda p: {"nil": [], **p}
        ),
    },
)


@settings(max_examples=60, deadline=None)
@given(SCENARIOS)
def test_what_is_written_in_full_reads_back_to_the_same(content):
    """load(dump(s)) == s, for a scenario as it is and in full; resolving twice changes nothing."""
    scenario = Scenario.of(content)
    full = resolve(scenario)

    assert load(dump(scenario)) == scenario
    assert load(dump(full)) == full
    assert resolve(full) == full
    assert digest(full) == digest(scenario)
    assert summary(full) == summary(scenario)


@settings(max_examples=20, deadline=None)
@given(SCENARIOS)
def test_other_readers_of_yaml_understand_the_full_form(content):
    """Words such as 'no' and 'off' stand in quotes, so that they are words for everybody."""
    scenario = resolve(Scenario.of(content))

    read = yaml.safe_load(dump(scenario))

    assert json.loads(json.dumps(read, default=str)) == scenario.content()


@pytest.mark.parametrize("name", ["2001-01-01", "0000-01-01", "2001-1-1", "2001-01-01 10:00:00"])
def test_names_and_questions_that_look_like_dates_are_texts_for_everybody(name):
    """A programme may be called after a day, even after one that never was."""
    organisation = {"generate": {"people": 20}}
    scenario = Scenario.of({"name": name, "question": name, "organisation": organisation, "programmes": {name: []}})

    read = yaml.safe_load(dump(scenario))

    assert load(dump(scenario)) == scenario
    assert list(read["programmes"]) == [name]
    assert str(read["question"]) == name


def test_nothing_is_left_to_defaults_in_the_full_form():
    """Every start is a date, every name is given, sites are counted, all constants are written that nobody draws."""
    text = starter() + "  \n"
    full = resolve(load(text, ["uncertainty=none"])).content()
    (ambassadors,) = full["programmes"]["ambassadors"]

    assert (ambassadors["name"], ambassadors["start"]) == ("ambassadors", "2024-01-22")
    assert full["organisation"]["generate"]["sites"] is not None
    assert len(full["behaviour"]) > 30
    assert resolve(load(text)).content()["behaviour"] == {}
    assert set(full["mechanisms"].values()) == {"on"}


def test_interventions_without_a_name_get_different_ones():
    text = "name: n\norganisation: {generate: {people: 50}}\nprogrammes:\n  none: []\n  c:\n"
    text += "    - {kind: campaign}\n    - {kind: campaign, name: campaign 2}\n    - {kind: campaign}\n"

    assert [one.name for one in resolve(load(text)).programmes["c"]] == ["campaign", "campaign 2", "campaign 3"]


@pytest.mark.parametrize(
    "override", ["seed=2", "weeks=51", "behaviour.imitation=0.02", "programmes.ambassadors[0].dose=0.5"]
)
def test_a_digest_tells_scenarios_apart(override):
    assert digest(load(starter(), [override])) != digest(load(starter()))


def test_a_digest_does_not_depend_on_where_files_lie(tmp_path):
    digests = set()
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "people.csv").write_text("person\na\n", encoding="utf-8")
        path = tmp_path / folder / "s.yaml"
        path.write_text("name: i\norganisation: {import: {people: people.csv}}\n", encoding="utf-8")
        digests.add(digest(load(path)))

    assert len(digests) == 1


def test_a_summary_says_for_whom_how_long_how_strongly_and_at_what_cost(tmp_path):
    """Everything an intervention says is said again in words."""
    (tmp_path / "people.csv").write_text("person\na\n", encoding="utf-8")
    path = tmp_path / "s.yaml"
    path.write_text(
        "name: i\nstart: 2024-01-01\nreplicates: 1\norganisation: {import: {people: people.csv}}\nprogrammes:\n"
        "  none: []\n  c:\n"
        "    - {kind: campaign, name: News, audience: {country: [FR, DE], manager: true, not: {unit: IT},\n"
        "       share: 0.5}, start: {when: reader falls}, duration: {until: 2024-09-30}, dose: 0.5, capacity: 1000,\n"
        "       lead_time: 2 weeks, cost: {per_week: 1500}}\n"
        "    - {kind: campaign, duration: 6 weeks}\n",
        encoding="utf-8",
    )
    text = summary(load(path))

    for part in (
        "people imported from people.csv",
        "the network is launched",
        "1 run of each programme",
        "each replicate draws a plausible one",
        "News (campaign): ",
        "for people with country FR or DE, manager yes, share 0.5, but nobody with unit IT",
        "once reader falls for 1 week, not before 2024-01-01; until 2024-09-30",
        "first effect after 2 weeks; at 50 % of full strength; at most 1,000 people a week; cost: per week 1,500",
        "from 2024-01-01; for 6 weeks",
    ):
        assert part in text


def test_a_programme_is_found_by_its_name():
    scenario = load(starter())

    assert scenario.programme("ambassadors") == scenario.programmes["ambassadors"]
    assert scenario.days == 260
    with pytest.raises(ScenarioError, match="did you mean 'ambassadors'"):
        scenario.programme("ambasadors")


def test_an_intervention_has_a_window_within_the_scenario():
    (ambassadors,) = load(starter(), ["programmes.ambassadors[0].duration=10 weeks"]).programme("ambassadors")

    assert ambassadors.window(FIRST, 260) == (15, 65)
    assert ambassadors.window(FIRST, 20) == (15, 20)


def test_a_summary_says_who_what_and_when():
    """Somebody who has not seen the file learns what will be simulated."""
    text = summary(load(starter("Trial"), ["mechanisms.M6=off", "behaviour.imitation=0.02", "programmes.late=[]"]))

    for part in (
        "Trial\n",
        "1,000 people, generated (GB 60 %, FR 30 %, NO 10 %); 15 % leave in a year",
        "reader 75 %, interactive 27.4 % (assumed, between readers and contributors), contributor 10 %",
        "2024-01-01 to 2024-12-27, 52 weeks; 10 runs of each programme, seed 1",
        "imitation is 0.02",
        "M6 is off",
        "none (baseline)\n  nothing is done",
        "count 15",
        "from 2024-01-22; to the end",
    ):
        assert part in text


def test_what_would_never_take_effect_is_pointed_out():
    """It is allowed, because a short trial of a long scenario is useful, but it is said."""
    (doubt,) = doubts(load(starter(), ["weeks=3"]))

    assert doubt.startswith("programmes.ambassadors[0] (ambassadors) does nothing")
    assert f"Note: {doubt}" in summary(load(starter(), ["weeks=3"]))


@pytest.mark.parametrize("name", ["0E0", "1_000", "2024-01-01", "yes", "TRUE", "~", "1e3", ".5", "0x1F", "12:30"])
def test_a_text_that_looks_like_something_else_stays_a_text(name):
    """Written in full, it is put in quotes where the reader would take it for a number."""
    scenario = load(starter()).model_copy(update={"name": name})

    assert load(dump(scenario)).name == name


def test_programmes_that_do_the_same_are_pointed_out():
    assert doubts(load(starter(), ["programmes.nothing=[]"])) == ["two programmes do exactly the same."]


def test_the_starter_leaves_no_doubts():
    assert doubts(load(starter())) == []


def test_editors_know_every_word():
    """The schema names every entry and every kind, and is plain JSON."""
    made = schema()
    text = json.dumps(made)

    assert set(made["properties"]) == {*Scenario.model_fields, "experiment"}
    assert all(f'"{kind_word(kind)}"' in text for kind in KINDS)
    assert made["additionalProperties"] is False
    assert "Attributes:" not in text
    assert all(made["$defs"][kind.__name__]["required"][0] == "kind" for kind in KINDS)
