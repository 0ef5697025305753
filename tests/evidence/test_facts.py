"""The list of facts is whole and well-formed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest

from esnsim.errors import ScenarioError
from esnsim.evidence.fact import Grade
from esnsim.evidence.facts import FACTS
from esnsim.evidence.task import trials
from esnsim.evidence.trial import TrialSize, arm_scenario, variation_of
from tests.contracts.paths import PACKAGE, ROOT


def test_every_fact_has_an_id_of_its_own():
    """And ids are in order within their family."""
    ids = [fact.id for fact in FACTS]

    assert len(set(ids)) == len(ids)
    for family in ("F", "FT", "CP", "A"):
        mine = [name for name in ids if re.fullmatch(rf"{family}\d+", name)]
        assert mine == sorted(mine, key=lambda name: int(name[len(family) :]))


def test_the_facts_are_those_of_the_evidence():
    """29 facts, 6 results of one model and 4 of another; and 23 on attention, lapse and communities."""
    families = [re.sub(r"\d", "", fact.id) for fact in FACTS]

    assert [families.count(family) for family in ("F", "FT", "CP", "A")] == [29, 6, 4, 23]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_every_check_can_fail(fact):
    """No claim holds whatever the model says; what replicates tell together is asked for a number of its own."""
    for test in fact.tests:
        for claim in test.claims:
            assert not all(claim.band.holds(value) for value in (-1e3, -0.5, 0.5, 1e3))


def test_no_two_facts_claim_the_same_number():
    """A number that is counted twice weighs twice."""
    claims = [(test.trial.name, test.measure, claim) for fact in FACTS for test in fact.tests for claim in test.claims]
    numbers = [(trial, measure, claim.key, claim.of_all, claim.band) for trial, measure, claim in claims]

    assert len(set(numbers)) == len(numbers)


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
            assert arm_scenario(arm, 1, without).programmes


def test_constants_and_mechanisms_that_are_not_there_are_told_all_at_once():
    """With what was meant."""
    with pytest.raises(ScenarioError) as refused:
        variation_of(["imitatoin=0.02", "hearsay=9"], ["M77"])

    assert len(refused.value.mistakes) == 3
    assert "did you mean 'imitation'" in str(refused.value)


JARGON = re.compile(r"\b(lives|lived|luck|lucky|told apart|hangs? on|hung on)\b", re.IGNORECASE)
"""Words that this project uses among its own and that mean something else to everybody else."""


def texts() -> Iterator[str]:
    """What a reader of the facts sees: statements, trials, and what is measured."""
    for fact in FACTS:
        yield fact.statement
        for test in fact.tests:
            yield from (test.trial.name, test.trial.about, *(claim.words for claim in test.claims))


def test_facts_are_said_in_everybody_s_words():
    """Also on the page that shows them."""
    pages = [(ROOT / place / "facts.md").read_text("utf-8") for place in ("docs", "benchmarks")]

    assert [text for text in texts() if JARGON.search(text)] == []
    assert [found.group() for page in pages for found in JARGON.finditer(page)] == []


def test_what_reports_and_the_page_say_of_facts_is_what_the_facts_say():
    """Statement, grade and trials are the same in the code, in the table that reports read and on the page."""
    with (PACKAGE / "evidence" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: (row["statement"], row["grade"]) for row in csv.DictReader(file)}
    page = (ROOT / "docs" / "facts.md").read_text("utf-8")

    assert rows == {fact.id: (fact.statement, fact.grade.value) for fact in FACTS}
    assert [fact.id for fact in FACTS if fact.statement not in page] == []
    assert [test.trial.name for fact in FACTS for test in fact.tests if test.trial.about not in page] == []
