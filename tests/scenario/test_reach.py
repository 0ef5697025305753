"""How many people interventions are for, counted by hand."""

import numpy as np
import pytest

from esnsim.interventions.audience import Audience
from esnsim.interventions.audience_words import ROLES, STATES
from esnsim.organisation import Generate, generate
from esnsim.rng.address import key_of
from esnsim.scenario import doubts, load
from esnsim.scenario.reach import involved, reaches

TEXT = "name: x\norganisation: {people: 150}\nprogrammes:\n  none: []\n  a: [%s]\n"


@pytest.fixture(scope="module")
def organisation():
    return generate(Generate(people=150), key_of("reach"))


@pytest.fixture
def state():
    """Every third person is a reader, every fifth has lapsed."""
    masks = {word: np.zeros(150, np.bool_) for word in (*STATES, *ROLES)}
    masks["reader"][::3] = True
    masks["lapsed"][1::5] = True
    return masks


def reach(intervention, organisation, state=None):
    (found,) = reaches(load(TEXT % intervention), organisation, state)
    return found


@pytest.mark.parametrize(("people", "leaders"), [(60, 1), (150, 2), (1200, 12)])
def test_the_highest_placed_are_the_same_part_of_every_firm(people, leaders):
    """A depth is not: level_at_most 2 is 58 people of 300 and of 1,200."""
    firm = generate(Generate(people=people), key_of("reach"))
    (found,) = reaches(load(TEXT % "{kind: leader_presence, audience: {top_share: 0.01}}"), firm)
    highest = Audience(top_share=0.1).select(firm, {}, np.arange(people), key_of("run"), 0)

    assert found.people == leaders
    assert highest[0]
    assert firm.level[highest].max() <= firm.level[~highest].min()


def test_an_audience_is_a_number_and_a_share(organisation):
    leaders = int((organisation.level <= 2).sum())
    found = reach("{kind: senior_training, audience: {level_at_most: 2}}", organisation)

    assert (found.people, found.share) == (leaders, leaders / 150)
    assert found.sentence() == f"{leaders} people ({100 * leaders / 150:.0f} %)"


@pytest.mark.parametrize(
    ("wanted", "people"),
    [("count: 12", 12), ("share: 0.1", 15), ("count: 12, dose: 0.5", 6), ("count: 500", 150)],
)
def test_of_those_who_are_appointed_the_number_appointed_counts(organisation, wanted, people):
    found = reach(f"{{kind: ambassadors, {wanted}}}", organisation)

    assert (found.people, found.appointed) == (people, True)
    assert f"{people} people appointed" in found.sentence()


def test_who_uses_it_how_is_counted_at_the_start_and_bounded_before(organisation, state):
    """With an account of use it is a number; without, no more than all who could belong."""
    lapsed = "{kind: campaign, audience: {lapsed: true}}"

    assert reach(lapsed, organisation, state).sentence() == "30 people (20 %)"
    assert reach(lapsed, organisation).sentence() == "at most 150 people (100 %), by how they use the network"
    assert reach("{kind: campaign, audience: {not: {reader: true}}}", organisation, state).people == 100
    assert reach("{kind: campaign, audience: {not: {reader: true}}}", organisation).people == 150


def test_of_work_that_moves_the_teams_that_move_count(organisation):
    """One in five if nothing is said."""
    assert reach("{kind: process_integration}", organisation).people == 30


def test_a_random_share_is_an_expected_number(organisation):
    assert reach("{kind: campaign, audience: {share: 0.3}}", organisation).people == 45


def test_a_programme_involves_nobody_twice(organisation, state):
    """Leaders who are trained and then present are the same people; of ambassadors some are leaders too."""
    leaders = int((organisation.level <= 2).sum())
    training = "{kind: senior_training, audience: {level_at_most: 2}}"
    twice = load(TEXT % f"{training}, {{kind: leader_presence, audience: {{level_at_most: 2}}}}")
    both = load(TEXT % f"{training}, {{kind: ambassadors, count: 30}}")

    assert involved(twice, organisation, state) == {"none": 0, "a": leaders}
    assert involved(both, organisation, state)["a"] == round(leaders + 30 * (150 - leaders) / 150)


def test_many_leaders_are_doubted_and_few_are_not(organisation):
    """A depth chooses a tenth of staff or more in a small firm, and the depth that would not is named."""
    leaders, top = (int((organisation.level <= level).sum()) for level in (2, 1))
    assert leaders > 15 >= top
    (doubt,) = doubts(load(TEXT % "{kind: leader_presence, audience: {level_at_most: 2}}"), organisation)

    assert f"is for {leaders} of 150 people" in doubt
    assert doubt.endswith(f"level_at_most 1 would be {top}.")
    assert doubts(load(TEXT % "{kind: leader_presence, audience: {level_at_most: 1}}"), organisation) == []
    assert doubts(load(TEXT % "{kind: campaign, audience: {level_at_most: 2}}"), organisation) == []


def test_an_audience_that_cannot_be_is_left_out_and_doubted(organisation):
    """Nobody is counted for it, and the reader is told why."""
    scenario = load(
        "launch", ["programmes.'full programme'=[{kind: campaign, audience: {unit: a unit that is not there}}]"]
    )

    assert not [each for each in reaches(scenario, organisation) if each.programme == "full programme"]
    assert any("has an audience that cannot be" in doubt for doubt in doubts(scenario, organisation))
