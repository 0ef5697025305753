"""A plan says what it was asked for, at every point a scenario that can be run, or all that is wrong with it."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from esnsim.errors import ScenarioError
from esnsim.experiments.design.dump import plan_text
from esnsim.experiments.design.factors import Range, Values
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.plan import CommandOptions, Plan, check_experiment, load_plan, points_of
from esnsim.experiments.design.stopping import Fixed, Until
from esnsim.scenario import load, resolve
from tests.scenario.test_invalid_scenarios import FORBIDDEN_WORDS, fits

PLANS = Path(__file__).parent / "plans"
SMALL = PLANS / "small.yaml"
WRONG = sorted((PLANS / "invalid").glob("*.yaml"))
RIGHT = [path for path in sorted(PLANS.glob("*.yaml")) if path != SMALL]
EVERY_RIGHT = pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
EVERY_WRONG = pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)


def refusal(make):
    """What is told, a line a mistake."""
    with pytest.raises(ScenarioError) as caught:
        make()
    return [str(mistake).replace(f"{PLANS}/", "") for mistake in caught.value.mistakes]


def asked(*vary, **more):
    return CommandOptions(vary=vary, **more)


def test_every_form_of_a_file_is_understood():
    plan = load_plan(PLANS / "every_form.experiment.yaml")

    assert plan == Plan(
        scenario_file=SMALL,
        overrides=("weeks=26",),
        factors=(
            Values("programmes.all[1].count", (5, 10, 20)),
            Values("programmes.all[0].start", ("week 4", "2024-02-01")),
            Values("initial.contributor", (0.05, 0.1, 0.15, 0.2)),
            Values("mechanisms.M6", ("on", "off")),
            Range("organisation.generate.people", 500, 5000, "log", whole=True),
            Range("behaviour.imitation", 0.005, 0.05),
            Values("organisation.turnover", (0.1,)),
        ),
        design="latin_hypercube",
        count=12,
        replicates=Until(Outcome("contributor", 26), 0.01, 5, 100),
        outcome=Outcome("contributor", 26, against_baseline=True),
        seed=3,
    )


def test_a_section_of_a_scenario_is_understood():
    """What the section leaves out is the scenario's own."""
    path = PLANS / "with_a_section.yaml"

    assert load_plan(path) == Plan(
        scenario_file=path,
        factors=(
            Values("programmes.ambassadors[0].count", (5, 10, 20)),
            Values("behaviour.imitation", (0.01, 0.02)),
        ),
        replicates=Fixed(10),
        outcome=Outcome("contributor"),
        seed=1,
    )


def test_a_section_does_not_matter_to_the_scenario():
    """A scenario means the same with and without its experiment."""
    text = (PLANS / "with_a_section.yaml").read_text("utf-8")

    assert load(text) == load(text.partition("experiment:")[0])
    assert load("name: a\norganisation: {generate: {people: 50}}\nexperiment: anything at all\n").name == "a"


def test_the_command_line_is_enough():
    plan = load_plan(
        SMALL,
        asked(
            "initial.contributor=0.05:0.20:0.05", "programmes.all.ambassadors.count=5..50 log", design="sobol", points=8
        ),
    )

    assert plan.factors[1] == Range("programmes.all[1].count", 5, 50, "log", whole=True)
    assert plan.replicates == Fixed(4)
    assert plan.seed == 7
    assert plan.outcome is None


def test_a_number_of_points_alone_is_a_latin_hypercube():
    plan = load_plan(SMALL, asked("behaviour.imitation=0.01..0.05", points=8))

    assert (plan.design, plan.count) == ("latin_hypercube", 8)


def test_the_command_line_goes_before_the_file():
    """A factor is replaced by its path, however its intervention is named; the rest of the file stays."""
    more = asked(
        "programmes.ambassadors.ambassadors.count=1,2",
        "weeks=26,52",
        outcome="reader@end",
        until="reader@week26 narrower than 2%",
        at_most=9,
        seed=0,
        overrides=("organisation.generate.people=600",),
    )

    plan = load_plan(PLANS / "with_a_section.yaml", more)

    assert [(factor.path, factor.values) for factor in plan.factors] == [
        ("programmes.ambassadors[0].count", (1, 2)),
        ("behaviour.imitation", (0.01, 0.02)),
        ("weeks", (26, 52)),
    ]
    assert plan.outcome == Outcome("reader")
    assert plan.replicates == Until(Outcome("reader", 26), 0.02, 9, 9)
    assert (plan.seed, plan.overrides) == (0, ("organisation.generate.people=600",))
    assert {point.scenario.organisation.generate.people for point in points_of(plan)} == {600}


@pytest.mark.parametrize(
    ("more", "chosen"),
    [
        (CommandOptions(points=5), ("latin_hypercube", 5)),
        (CommandOptions(design="sobol"), ("sobol", 12)),
        (CommandOptions(design="random", points=5), ("random", 5)),
    ],
)
def test_the_command_line_may_change_a_part_of_the_design(more, chosen):
    plan = load_plan(PLANS / "every_form.experiment.yaml", more)

    assert (plan.design, plan.count) == chosen


def test_the_command_line_may_change_a_part_of_the_rule():
    plan = load_plan(PLANS / "every_form.experiment.yaml", CommandOptions(at_most=9))

    assert plan.replicates == Until(Outcome("contributor", 26), 0.01, 5, 9)


def test_a_list_replaces_what_is_varied():
    plan = load_plan(PLANS / "with_a_section.yaml", CommandOptions(points_file=PLANS / "weeks.csv"))

    assert (plan.design, plan.factors) == ("list", ())
    assert [point.values for point in points_of(plan)] == [{"weeks": 26}, {"weeks": 52}]


def test_a_list_beside_an_experiment_is_found(monkeypatch):
    """The folder of the experiment counts, and interventions may be named by kind there too."""
    monkeypatch.chdir(PLANS.parent)
    told = []

    points = points_of(load_plan(Path("plans/listed.experiment.yaml")), told.append)

    assert [point.values for point in points] == [
        {"weeks": 26, "programmes.all[1].count": 5, "programmes.all[0].start": "week 2"},
        {"weeks": 52, "programmes.all[1].count": 8, "programmes.all[0].start": "2024-02-01"},
    ]
    assert told == ["1 point came twice and was dropped; 2 are left"]


def test_a_point_is_the_scenario_with_its_values():
    """Each point is what ``--set`` with the same values makes of the scenario, resolved."""
    points = points_of(load_plan(PLANS / "every_form.experiment.yaml"))

    assert [point.number for point in points] == list(range(12))
    for point in points:
        changes = ["weeks=26", *(f"{path}={value}" for path, value in point.values.items())]
        assert point.scenario == resolve(load(SMALL, changes))


def test_a_change_may_name_an_intervention_by_its_kind():
    assert load(SMALL, ["programmes.all.ambassadors.count=9"]).programmes["all"][1].count == 9


@EVERY_RIGHT
def test_a_plan_written_down_reads_back(path, tmp_path):
    """Round trip through an experiment file, which names its scenario from the folder it is in."""
    plan = load_plan(path)
    copy = tmp_path / "copy.experiment.yaml"
    copy.write_text(plan_text(plan, tmp_path), encoding="utf-8")

    assert load_plan(copy) == plan
    assert plan_text(plan, PLANS).startswith(f'scenario: "{plan.scenario_file.name}"\n')


def test_odd_words_read_back(tmp_path):
    """A text that looks like a number, a switch or a date stays a text."""
    (tmp_path / "s.yaml").write_text("name: s\norganisation: {generate: {people: 50}}\n", encoding="utf-8")
    odd = Values("question", ("1e5", "true", "", "week 4", "a: b", "2017-01-02", "'", "é", "~"))
    plan = Plan(tmp_path / "s.yaml", (), (odd, Values("seed", (1, 2))))
    (tmp_path / "o.experiment.yaml").write_text(plan_text(plan, tmp_path), encoding="utf-8")

    assert load_plan(tmp_path / "o.experiment.yaml") == plan


@EVERY_RIGHT
def test_what_is_right_is_found_right(path):
    assert check_experiment(path) == points_of(load_plan(path))


def test_a_scenario_without_an_experiment_has_no_points():
    assert check_experiment(SMALL) == []


@EVERY_WRONG
def test_a_wrong_experiment_is_refused_in_these_words(path, monkeypatch):
    """All mistakes of an experiment are named at once, each at its line, in the words of the file."""
    monkeypatch.chdir(path.parent)
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()

    found = refusal(lambda: check_experiment(Path(path.name)))

    assert len(found) == len(expected), "\n".join(found)
    assert all(fits(line, pattern) for line, pattern in zip(found, expected, strict=True)), "\n".join(found)
    assert not [word for word in FORBIDDEN_WORDS if word in "\n".join(found)]


def test_the_corpus_is_there():
    assert len(WRONG) >= 15


def test_a_mistake_of_many_points_is_told_once():
    """It is told at the value that was asked for, and at how many points it is one."""
    plan = load_plan(SMALL, asked("initial.contributor=0.1,1.2", "programmes.all[1].count=1:10:1"))

    (line,) = refusal(lambda: points_of(plan))

    assert line.startswith("--vary initial.contributor=1.2: initial.contributor is 1.2; write a number from 0 to 1 ")
    assert line.endswith(", in 10 of 20 points")


def test_hundreds_of_mistakes_of_one_sort_are_told_by_three():
    """A range that is too wide is not told a line a point."""
    lines = refusal(lambda: load_plan(SMALL, asked("behaviour.imitation=0.06..0.5", points=500)))

    assert len(lines) == 4
    assert lines[-1] == "--vary behaviour.imitation: and 497 more like these, in 497 of 500 points"


def test_mistakes_of_the_command_line_come_together():
    more = asked(
        "weeks",
        "initial.contributer=0.1,0.2",
        "programmes.all.ambasadors.count=3,4",
        design="sobl",
        outcome="raeder@end",
        until="reader@end",
        overrides=("seed=-1",),
    )

    lines = refusal(lambda: load_plan(SMALL, more))

    assert [line.partition("; did you mean")[0] for line in lines] == [
        "--vary weeks: write path=value, such as organisation.generate.people=2000",
        "--design: 'sobl' is no design",
        "--until 'reader@end': write an outcome and a width, such as 'contributor@week104 narrower than 0.02'",
        "--outcome 'raeder@end': 'raeder' is no measure",
        "--vary programmes.all.ambasadors.count: programmes.all has no intervention of kind 'ambasadors'",
        "--set seed: seed is -1; write a whole number from 0 to 4,294,967,295 (random seed)",
        "--vary initial.contributer=0.1: initial.contributer is not known",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (CommandOptions(), "small.yaml: nothing is varied; write for example vary: …"),
        (asked("weeks=1,2", "weeks=3,4"), "--vary weeks: weeks is varied twice; write it once, with all its values"),
        (asked("weeks=1..9"), "--design: a grid needs values, and weeks is a range; …"),
        (
            asked("weeks=1,9", points_file=PLANS / "weeks.csv"),
            "--design: a list of points says itself …",
        ),
        (asked("weeks=1,9", design="list"), "--design: a list of points is in a file, such as {list: points.csv}, …"),
        (asked("weeks=1,9", design="grid", points=4), "--design: a grid has as many points as it says; …"),
        (CommandOptions(points_file=SMALL, design="sobol"), "--design: a file of points goes without a design …"),
        (asked("seed=1,2", outcome="reader@week53"), "--outcome: outcome reader@week53 lies beyond the end; …52"),
        (asked("seed=1,2", replicates=3, at_most=9), "--replicates: write either a number of replicates or a rule"),
        (asked("seed=1,2", at_most=9), "--at-least, --at-most: there is no rule they belong to; …"),
        (asked("name.x=1,2"), "--vary name.x=1: name is 'Small', which has no entry 'x'"),
        (asked("seed=1,2", replicates=0), "--replicates: replicates is 0; write a whole number from 1 to 10,000"),
    ],
)
def test_what_cannot_be_asked_for_is_told(more, message):
    lines = refusal(lambda: load_plan(SMALL, more))

    assert fits(lines[0], message), lines


def test_a_week_beyond_the_end_of_some_points_is_told():
    plan = load_plan(SMALL, asked("weeks=52,26", "seed=1,2", outcome="reader@week40"))

    assert refusal(lambda: points_of(plan)) == [
        "--outcome: outcome reader@week40 lies beyond the end; the runs end in week 26, in 2 of 4 points"
    ]


def mistakes_in(path):
    """What is wrong with an experiment, nothing if it is right."""
    try:
        points_of(load_plan(path))
    except ScenarioError as error:
        return error.mistakes
    return []


ODD_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
ODD_RANGES = st.dictionaries(st.sampled_from(["from", "to", "scale", "whole"]), ODD_VALUES)
ODD_RULES = st.dictionaries(st.sampled_from(["count", "until", "narrower_than", "at_least", "at_most"]), ODD_VALUES)
ODD_DESIGNS = st.dictionaries(st.sampled_from(["grid", "sobol", "list", "random"]), ODD_VALUES, max_size=1)
ODD_FACTORS = st.dictionaries(
    st.sampled_from(["weeks", "programmes.all.campaign.dose", "programmes.all[1].count", "name"]) | st.text(max_size=5),
    ODD_RANGES | ODD_VALUES,
    max_size=2,
)
ODD_EXPERIMENTS = st.fixed_dictionaries(
    {},
    optional={
        "vary": ODD_FACTORS | ODD_VALUES,
        "design": ODD_DESIGNS | ODD_VALUES,
        "replicates": ODD_RULES | ODD_VALUES,
        "outcome": ODD_VALUES,
        "seed": ODD_VALUES,
        "set": ODD_VALUES,
        "other": ODD_VALUES,
    },
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD_EXPERIMENTS)
def test_whatever_an_experiment_says_it_is_right_or_told(tmp_path, content):
    """Never a crash, and every mistake has a place."""
    path = tmp_path / "odd.experiment.yaml"
    path.write_text(json.dumps({"scenario": str(SMALL), **content}), encoding="utf-8")
    assert all(mistake.place and mistake.message for mistake in mistakes_in(path))
