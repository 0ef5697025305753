"""Programmes of others that a plan is held against."""

from pathlib import Path

from esnsim.analysis.planning.playbooks import playbooks
from esnsim.experiments.design.pricing import Pricing
from esnsim.experiments.store.keys import organisation_of
from esnsim.scenario import load, resolve
from esnsim.scenario.reach import too_many_leaders


def books(people, weeks=16, limits=()):
    """Those that can be carried out in an organisation of so many."""
    text = f"name: x\nweeks: {weeks}\norganisation: {{people: {people}}}\nprogrammes: {{none: []}}\n"
    scenario = resolve(load(text, list(limits)))
    organisation, _ = organisation_of(scenario, Path())
    return playbooks(scenario, organisation, Pricing(scenario, organisation)), organisation


def test_what_would_make_leaders_of_a_tenth_of_the_staff_is_another_programme():
    """Three levels of a firm of 36,000 are few; of 200 people they are nearly everybody."""
    small, organisation = books(200)
    large, _ = books(12_000)

    assert "pearson: leaders alone" in large
    assert "pearson: leaders alone" not in small
    assert small
    assert not any(too_many_leaders(each, organisation) for done in small.values() for each in done)


def test_only_what_is_within_the_hours_is_a_rival():
    everything, _ = books(200)
    cheap, _ = books(200, limits=["staff_hours=100"])

    assert set(cheap) < set(everything)
