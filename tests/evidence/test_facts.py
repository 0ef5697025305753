"""The list of facts is whole and well-formed."""

from __future__ import annotations

import re

import pytest

from esnsim.errors import ScenarioError
from esnsim.evidence.fact import Grade
from esnsim.evidence.facts import FACTS
from esnsim.evidence.task import trials
from esnsim.evidence.trial import TrialSize, scenario_of, variation_of


def test_every_fact_has_an_id_of_its_own():
    """And ids are in order within their family."""
    ids = [fact.id for fact in FACTS]

    assert len(set(ids)) == len(ids)
    for family in ("F", "FT", "CP"):
        mine = [name for name in ids if re.fullmatch(rf"{family}\d+", name)]
        assert mine == sorted(mine, key=lambda name: int(name[len(family) :]))


def test_the_facts_are_those_of_the_evidence():
    """27 facts, 6 results of one model and 4 of another."""
    families = [re.sub(r"\d", "", fact.id) for fact in FACTS]

    assert [families.count(family) for family in ("F", "FT", "CP")] == [27, 6, 4]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_fact_says_what_is_so_where_that_stands_and_what_is_measured(fact):
    """A sentence, a source, and claims with words and bands."""
    assert fact.statement.endswith(".")
    assert fact.source
    assert fact.grade in Grade
    for test in fact.tests:
        keys = [claim.key for claim in test.claims]
        assert len(set(keys)) == len(keys) > 0
        for claim in test.claims:
            assert claim.words
            assert claim.band.low < claim.band.high


def test_trials_of_the_same_name_are_the_same():
    """Facts share what is lived, so a name means one thing."""
    named = trials()

    assert all(named[test.trial.name] is test.trial for fact in FACTS for test in fact.tests)


@pytest.mark.parametrize("trial", trials().values(), ids=lambda trial: trial.name)
def test_every_life_of_a_trial_can_be_lived(trial):
    """Its arms are scenarios that the scenario language takes, quick and at full size, whatever is switched off."""
    without = variation_of([], ["M2", "M6", "M10"])
    for size in TrialSize:
        for arm in trial.arms(trial.people.of(size), 1).values():
            assert scenario_of(arm, 1, without).programmes


def test_constants_and_mechanisms_that_are_not_there_are_told_all_at_once():
    """With what was meant."""
    with pytest.raises(ScenarioError) as refused:
        variation_of(["imitatoin=0.02", "hearsay=9"], ["M77"])

    assert len(refused.value.mistakes) == 3
    assert "did you mean 'imitation'" in str(refused.value)
