"""After a run: what is each intervention responsible for, and what led this person, or this unit, where it is?"""

import json

import pandas as pd
import pytest


def test_each_intervention_is_told_with_its_interval(esnsim, ran):
    said = esnsim("why", ran, "--programme", "leaders first", "--quiet")

    assert said.status == 0, said.err
    assert "'leaders first' changes contributor@end by " in said.out
    table = pd.read_csv(ran / "why" / "leaders-first-contributor-end.csv")
    assert list(table["intervention"]) == ["leader_presence"]
    assert (ran / "why" / "leaders-first-contributor-end.png").stat().st_size > 10_000
    assert (ran / "scenario.yaml").read_text(encoding="utf-8").startswith("name: A short story")


def test_the_first_programme_that_does_something_is_meant(esnsim, ran):
    told = json.loads(esnsim("why", ran, "--outcome", "reader@week8", "--json", "--quiet").out)

    assert (told["programme"], told["outcome"], told["replicates"]) == ("campaign", "reader@week8", 3)
    assert told["interventions"][0]["shared"] == told["total"]


def test_lives_of_the_run_are_not_lived_again(esnsim, ran):
    said = esnsim("why", ran)

    assert "6 of 6 runs were there already" in said.err


def test_a_person_has_a_story(esnsim, ran):
    said = esnsim("why", ran, "--programme", "campaign", "--person", "P000001")
    told = json.loads(esnsim("why", ran, "--programme", "campaign", "--person", "P000001", "--json").out)

    assert said.status == 0, said.err
    assert all(step["date"] in said.out for step in told["steps"])
    assert [each["programme"] for each in told["endings"]] == ["campaign", "nothing"]


def test_a_unit_has_one_too(esnsim, ran):
    told = json.loads(esnsim("why", ran, "--unit", "unit 1", "--json").out)

    assert told["people"] > 1
    assert sum(each["times"] for each in told["hung_on"]) > 0
    assert "What steps depended on" in esnsim("why", ran, "--unit", "unit 1").out
    assert "did you mean" in esnsim("why", ran, "--unit", "unit 11").err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "name a folder that 'esnsim run' filled"),
        (["runs/story", "--programme", "campain"], "did you mean 'campaign'?"),
        (["runs/story", "--programme", "none"], "nothing is done"),
        (["runs/story", "--outcome", "contributr@end"], "did you mean 'contributor'?"),
        (["runs/story", "--outcome", "contributor@week99"], "lies beyond the end"),
        (["runs/story", "--person", "Somebody"], "nobody goes by that"),
        (["runs/story", "--person", "1", "--unit", "2"], "cannot be asked together"),
        (["runs/story", "--person", "1", "--replicate", "3"], "the replicates of this run go from 0 to 2"),
    ],
)
@pytest.mark.usefixtures("ran")
def test_what_cannot_be_answered_is_refused_in_words(esnsim, words, told):
    said = esnsim("why", *words)

    assert said.status == 2
    assert told in said.err
