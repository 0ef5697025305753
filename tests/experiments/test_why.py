"""What each intervention is responsible for adds up, and what people's steps hung on is what the rules say."""

import itertools
import math

import numpy as np
import pytest

import esnsim
from esnsim.analysis.attribution import attribute, trace
from esnsim.analysis.attribution.causes import PULLS, Case, causes, trying
from esnsim.analysis.attribution.story import story_of_person, story_of_unit
from esnsim.analysis.attribution.trace import Step
from esnsim.analysis.attribution.words import sentences
from esnsim.behaviour.adoption import rate_to_try
from esnsim.compilation import plain
from esnsim.errors import RunError, ScenarioError
from esnsim.experiments import compare, prepared, read_outcome
from esnsim.simulation.simulate import Simulation, simulate
from tests.behaviour.people import ALONE, PARAMETERS, SOMEBODY, pulling

pytestmark = pytest.mark.untraced

OUTCOME = read_outcome("contributor@end")
THREE = """
name: three
weeks: 13
replicates: 5
uncertainty: none
organisation: {generate: {people: 120}}
programmes:
  none: []
  one: [{kind: campaign}]
  three:
    - {kind: ambassadors, count: 12, start: week 2}
    - {kind: campaign, start: week 2}
    - {kind: leader_presence, start: week 3, audience: {level_at_most: 2}}
"""


@pytest.fixture(scope="module")
def three():
    return esnsim.load(THREE)


@pytest.fixture(scope="module")
def found(three):
    return attribute(three, "three", OUTCOME)


@pytest.fixture(scope="module")
def setting(three):
    return prepared(three)


def test_fair_shares_add_up_to_what_the_programme_does(found):
    assert math.fsum(due.shared.mean for due in found.contributions) == pytest.approx(found.total.mean, abs=1e-12)


def test_the_whole_is_what_is_done_alone_and_what_is_done_together(found):
    alone = math.fsum(due.alone.mean for due in found.contributions)

    assert alone + found.together.mean == pytest.approx(found.total.mean, abs=1e-12)


def test_the_whole_is_what_comparing_finds(three, found):
    """In the same runs."""
    row = compare(three).compare("contributor").set_index("programme").loc["three"]

    assert found.total.mean == pytest.approx(row["difference"])
    assert (found.total.low, found.total.high) == pytest.approx((row["low"], row["high"]))


def test_a_fair_share_is_the_mean_over_all_orders(three, found):
    """Shapley's definition, order by order, from runs of its own."""
    names = [due.intervention for due in found.contributions]
    programme = esnsim.scenario.resolve(three).programme("three")

    def value(chosen):
        kept = tuple(each for each in programme if each.name in chosen)
        scenario = three.model_copy(update={"programmes": {"x": kept}, "baseline": "x"})
        return np.mean([OUTCOME.of(simulate(scenario, "x", nth).record, three.weeks) for nth in range(5)])

    added = dict.fromkeys(names, 0.0)
    for order in itertools.permutations(names):
        for place, name in enumerate(order):
            added[name] += (value(order[: place + 1]) - value(order[:place])) / math.factorial(len(names))

    assert {due.intervention: due.shared.mean for due in found.contributions} == pytest.approx(added)


def test_a_single_intervention_is_responsible_for_all(three):
    found = attribute(three, "one", OUTCOME)
    (due,) = found.contributions

    assert due.shared == due.alone == due.last == found.total
    assert sentences(found)[0].startswith("'one' changes contributor@end by ")


def test_many_interventions_are_left_out_one_by_one(three):
    six = [{"kind": "campaign", "name": f"wave {nth}", "start": f"week {nth}", "dose": 0.1} for nth in range(1, 7)]
    scenario = esnsim.scenario.Scenario.of(three.content() | {"programmes": {"none": [], "six": six}})

    found = attribute(scenario.model_copy(update={"replicates": 1}), "six", OUTCOME)

    assert len(found.contributions) == 6
    assert all(due.shared is None for due in found.contributions)
    assert any("too many" in each for each in sentences(found))


def test_what_cannot_be_explained_is_refused(three):
    with pytest.raises(RunError, match="nothing is done"):
        attribute(three, "none", OUTCOME)
    with pytest.raises(RunError, match="leave out 'vs baseline'"):
        attribute(three, "three", read_outcome("contributor@end vs baseline"))
    with pytest.raises(ScenarioError, match="fourth"):
        attribute(three, "fourth", OUTCOME)


def test_lives_that_are_there_are_not_lived_again(three, tmp_path):
    store = tmp_path / "runs.sqlite"
    told = []
    attribute(three, "three", OUTCOME, store=store)
    attribute(three, "three", OUTCOME, store=store, progress=told.append)

    assert told[-1].reused == told[-1].total == 8 * 5


def test_a_life_is_the_same_when_it_is_watched(setting):
    simulation = Simulation(setting, "three", 0)
    while simulation.day < setting.scenario.days:
        simulation.step()
    people = simulation.world.people
    traced = trace(setting, "three", 0, range(120))

    assert traced.end_state.contributors == int((people.wrote > simulation.day - 1 - 20).sum())
    assert traced.end_state.written == int(simulation.record[:, esnsim.simulation.record.Measure.POSTS].sum()) + int(
        simulation.record[:, esnsim.simulation.record.Measure.REPLIES].sum()
    )
    assert traced.readers.tolist() == simulation.record[:, esnsim.simulation.record.Measure.READER].tolist()


def test_everybody_who_uses_it_at_the_end_of_a_launch_once_tried_it(setting):
    traced = trace(setting, "three", 0, range(120))
    tried = {moment.person for moment in traced.moments if moment.step == Step.TRIED}
    wrote = {moment.person for moment in traced.moments if moment.step == Step.WROTE}

    assert traced.end_state.readers <= len(tried)
    assert wrote <= tried


def test_ambassadors_are_appointed_when_the_programme_says_so(setting):
    traced = trace(setting, "three", 0, range(120))
    days = [moment.day for moment in traced.moments if moment.step == Step.APPOINTED]

    assert len(days) >= 12
    assert min(days) == 5


def test_a_step_names_the_intervention_that_pulled(setting):
    traced = trace(setting, "one", 0, range(120))
    named = [levers["hear"] for levers in traced.levers if "hear" in levers]

    assert named
    assert set(named) == {("campaign",)}


def test_a_cause_is_what_the_rule_loses_without_it():
    """Half the rate goes with what makes up half of it."""
    around = pulling(ALONE._replace(using=0.3), hear=0.01)
    case = Case(PARAMETERS, SOMEBODY, around, SOMEBODY)
    whole, without = (plain(rate_to_try)(PARAMETERS, SOMEBODY, each) for each in (around, pulling(around, hear=0.0)))

    found = {each.what: each for each in causes(trying, case, PULLS)}

    assert found["an invitation"].share == pytest.approx(1.0 - without / whole)
    assert found["an invitation"].lever == "hear"
    assert "ambassadors near" not in found


def test_a_person_goes_by_label_or_number(setting):
    label = setting.organisation.labels[7]

    assert story_of_person(setting, "three", 0, label).steps == story_of_person(setting, "three", 0, "7").steps
    with pytest.raises(ScenarioError, match="nobody goes by that"):
        story_of_person(setting, "three", 0, "nobody")


def test_a_story_ends_with_and_without_each_intervention(setting):
    told = story_of_person(setting, "three", 0, "7")

    assert [each.programme for each in told.endings] == [
        "three",
        "without ambassadors",
        "without campaign",
        "without leader presence",
        "nothing",
    ]
    assert told.endings[0].end_state == trace(setting, "three", 0, [7], 7).end_state


def test_a_unit_is_told_with_all_its_parts(setting):
    organisation = setting.organisation
    top = organisation.unit_names[int(np.flatnonzero(organisation.unit_parent < 0)[0])]

    assert story_of_unit(setting, "three", 0, top).people == 120
    with pytest.raises(ScenarioError, match="there is no such unit"):
        story_of_unit(setting, "three", 0, "nowhere")


def test_a_single_intervention_is_left_out_only_once(setting):
    told = story_of_unit(setting, "one", 0, setting.organisation.unit_names[-1])

    assert [each.programme for each in told.endings] == ["one", "nothing"]
