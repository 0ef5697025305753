"""Somebody wants to know whether what the model says of an intervention can be believed."""

import re


def test_an_effect_is_told_at_three_doses_beside_what_is_published(esnsim):
    said = esnsim("validate", "--effects", "--only", "senior_training", "--quick", "--quiet")
    told = " ".join(said.out.split())

    assert said.status == 0, said.err
    assert "senior training" in told
    assert len(re.findall(r"-?[\d.]+/-?[\d.]+/-?[\d.]+", said.out)) == 3  # three doses on each of three rungs
    assert "Points of headcount against doing nothing, at half/usual/double dose" in told
    assert "a plausible model of its own" in told
    assert "contributors added" in told
    assert "band +0.0 to +0.4" in told
    assert max(map(len, said.out.splitlines())) <= 100


def test_an_effect_that_nobody_knows_is_refused(esnsim):
    said = esnsim("validate", "--effects", "--only", "trainig", "--only", "F06")

    assert said.status == 2
    assert "did you mean 'training'?" in said.err
    assert "--only F06" in said.err


def test_the_defaults_alone_are_asked_for_with_effects_only(esnsim):
    said = esnsim("validate", "--fixed", "--only", "F06")

    assert said.status == 2
    assert "--fixed: goes with --effects" in said.err
