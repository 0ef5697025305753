"""What a scenario file says is what is understood."""

from datetime import date

import pytest

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.behaviour.parameters import Parameters
from esnsim.errors import ScenarioError
from esnsim.scenario import load, starter

SHORTEST = "name: short\norganisation: {generate: {people: 500}}\n"
PROGRAMMES = """
programmes:
  none: []
  campaign and more:
    - {kind: campaign, start: week 4}
    - {kind: campaign, start: 2024-03-04}
"""


def refusal(text, overrides=()):
    with pytest.raises(ScenarioError) as caught:
        load(text, overrides)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_name_and_an_organisation_are_enough():
    """Everything else has a default, and the baseline is to do nothing."""
    scenario = load(SHORTEST)

    assert (scenario.start, scenario.weeks, scenario.replicates, scenario.seed) == (date(2024, 1, 1), 104, 30, 1)
    assert scenario.programmes == {"none": ()}
    assert scenario.baseline == "none"
    assert scenario.initial.is_launch
    assert scenario.parameters == Parameters()


def test_a_path_and_its_text_say_the_same(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(SHORTEST, encoding="utf-8")

    assert load(path) == load(str(path)) == load(SHORTEST)


def test_the_starter_loads():
    """What 'esnsim new' writes is right, whatever it is called."""
    assert load(starter("It's: a {name} # 1")).name == "It's: a {name} # 1"


@pytest.mark.parametrize("word", ["NO", "no", "on", "off", "yes", "y", "2017-01-30", "007", "12:30", "0x1F"])
def test_words_stay_words(word):
    """YAML's old booleans, dates and odd numbers are texts here, so that Norway is a country."""
    scenario = load(f"name: {word}\norganisation: {{generate: {{people: 500, countries: {{{word}: 1}}}}}}\n")

    assert scenario.name == word
    assert list(scenario.organisation.specification.countries) == [word]


@pytest.mark.parametrize(("written", "meant"), [("36_000", 36000), ("+500", 500), ("500", 500)])
def test_numbers_may_be_grouped(written, meant):
    assert load(f"name: n\norganisation: {{generate: {{people: {written}}}}}\n").organisation.generate.people == meant


def test_anchors_and_merges_work():
    """The mapping's own entries win over merged ones."""
    scenario = load(
        SHORTEST
        + "programmes:\n  none: []\n  once:\n    - &one {kind: campaign, start: week 4, dose: 0.5}\n"
        + "  twice:\n    - *one\n    - {<<: *one, dose: 0.25}\n"
    )

    once, twice = scenario.programmes["once"], scenario.programmes["twice"]
    assert twice[0] == once[0]
    assert (twice[1].dose, twice[1].start) == (0.25, once[0].start)


def test_a_weekend_start_is_moved_to_monday():
    assert load(SHORTEST + "start: 2017-01-01\n").start == date(2017, 1, 2)


def test_the_rung_left_out_lies_between_its_neighbours():
    """Three readers in four and one contributor in ten make 27 % who interact."""
    initial = load(SHORTEST + "initial: {reader: 0.75, contributor: 0.1}\n").initial

    assert initial.enabled == 1.0
    assert 0.27 < initial.interactive < 0.28
    assert not initial.is_launch


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_mechanism_switched_off_has_its_neutral_constants(name):
    parameters = load(SHORTEST + f"mechanisms: {{{name}: off}}\n").parameters

    assert {constant: getattr(parameters, constant) for constant in MECHANISMS[name][1]} == MECHANISMS[name][1]
    assert load(SHORTEST + f"mechanisms: {{{name}: on}}\n").parameters == Parameters()


def test_constants_and_turnover_reach_the_rule():
    scenario = load(SHORTEST + "behaviour: {imitation: 0.02}\n", ["organisation.turnover=0.3"])

    assert scenario.parameters == Parameters(imitation=0.02, turnover=0.3)


def test_the_baseline_is_the_first_programme_that_does_nothing():
    text = SHORTEST + "programmes:\n  campaign: [{kind: campaign}]\n  quiet: []\n  still: []\n"

    assert load(text).baseline == "quiet"
    assert load(text + "baseline: campaign\n").baseline == "campaign"


def test_imported_files_are_found_beside_the_scenario(tmp_path, monkeypatch):
    """The folder of the scenario counts, not the folder one happens to be in."""
    (tmp_path / "people.csv").write_text("person\na\n", encoding="utf-8")
    path = tmp_path / "s.yaml"
    path.write_text("name: i\norganisation: {import: {people: people.csv}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path.parent)

    assert load(path).organisation.specification.people == (tmp_path / "people.csv").resolve()


def test_columns_of_an_imported_file_may_choose_an_audience(tmp_path):
    """Only the file itself can tell whether the column exists, so the scenario does not refuse it."""
    (tmp_path / "people.csv").write_text("person\na\n", encoding="utf-8")
    path = tmp_path / "s.yaml"
    programmes = "programmes:\n  none: []\n  c: [{kind: campaign, audience: {profession: [nurse, 7]}}]\n"
    path.write_text("name: i\norganisation: {import: {people: people.csv}}\n" + programmes, encoding="utf-8")

    (campaign,) = load(path).programmes["c"]

    assert campaign.audience.model_extra == {"profession": ("nurse", "7")}


@pytest.mark.parametrize(
    ("override", "look", "value"),
    [
        ("weeks=26", lambda scenario: scenario.weeks, 26),
        ("organisation.generate.people=2_000", lambda scenario: scenario.organisation.generate.people, 2000),
        ("organisation.generate.countries={NO: 1}", lambda s: s.organisation.generate.countries, {"NO": 1.0}),
        ("behaviour.imitation=0.02", lambda scenario: scenario.parameters.imitation, 0.02),
        ("programmes.campaign and more[0].dose=0.5", lambda s: s.programmes["campaign and more"][0].dose, 0.5),
        ("programmes.'campaign and more'[1].dose=0.5", lambda s: s.programmes["campaign and more"][1].dose, 0.5),
        ("programmes.campaign and more[2]={kind: campaign}", lambda s: len(s.programmes["campaign and more"]), 3),
        ("programmes.'3. new'=[]", lambda scenario: list(scenario.programmes)[-1], "3. new"),
        ("name=a=b", lambda scenario: scenario.name, "a=b"),
        ("question=", lambda scenario: scenario.question, None),
    ],
)
def test_a_value_can_be_set_from_outside(override, look, value):
    """``--set path=value`` does what an edit of the file would do."""
    if value is None:
        assert refusal(SHORTEST, [override]) == [
            "--set question: question is empty; write a text (what it is asked for)"
        ]
    else:
        assert look(load(SHORTEST + PROGRAMMES, [override])) == value


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("weeks", "--set weeks: write path=value, such as organisation.generate.people=2000"),
        ("=3", "--set =3: write path=value, such as organisation.generate.people=2000"),
        ("weeks=0", "--set weeks: weeks is 0; write a whole number from 1 to 1,040 (how long it is looked at)"),
        ("weeks=[1", "--set weeks: a bracket is opened and never closed"),
        ("weeks.x=1", "--set weeks.x=1: weeks is 52, which has no entry 'x'"),
        ("organisation[0]=1", "--set organisation[0]=1: organisation is a mapping, which has no item [0]"),
        ("seeds[0]=1", "--set seeds[0]=1: seeds is not there; …"),
        (
            "programmes.nonne[0].dose=1",
            "--set programmes.nonne[0].dose=1: there is no programme 'nonne'; did you mean 'none'? …",
        ),
        (
            "programmes.campaign and more[9].dose=1",
            "--set programmes.campaign and more[9].dose=1: programmes.campaign and more has 2 items, …",
        ),
        ("programmes.campaign and more[0].dose=2", None),
    ],
)
def test_a_wrong_change_is_told_from_a_wrong_file(override, message):
    """Mistakes in a change are placed at the change."""
    (line,) = refusal(SHORTEST + "weeks: 52\n" + PROGRAMMES, [override])

    assert line.startswith("--set ")
    assert message is None or line.startswith(message.removesuffix("…"))


def test_mistakes_of_file_and_change_come_together():
    assert len(refusal(SHORTEST + "weeks: 0\nreplicates: 0\n", ["seed=-1", "foo"])) == 4
