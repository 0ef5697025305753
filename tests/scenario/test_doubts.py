"""What is allowed but probably not meant is told, and nothing else."""

import re

import pytest

from esnsim.organisation import Generate, generate
from esnsim.rng.address import key_of
from esnsim.scenario import doubts, load, summary

TEXT = """name: x
weeks: 20
organisation: {generate: {people: 100, countries: {GB: 0.5, FR: 0.5}}}
programmes:
  none: []
  a: [%s]
"""


@pytest.fixture(scope="module")
def organisation():
    return generate(Generate(people=100, countries={"GB": 0.5, "FR": 0.5}), key_of("doubts"))


def told(intervention, organisation):
    """What is doubted about one intervention, without its place."""
    found = doubts(load(TEXT % intervention), organisation)
    assert all(sentence.startswith("programmes.a[0] (") for sentence in found)
    return [sentence.partition(") ")[2] for sentence in found]


def test_more_people_than_the_audience_has_are_doubted(organisation):
    """A count is held against those who match, a random share among them taken into account."""
    audience = "audience: {country: GB, share: 0.5}"
    (doubt,) = told(f"{{kind: ambassadors, count: 90, {audience}}}", organisation)

    assert doubt.startswith("wants 90 people, but its audience has no more than ")
    assert 15 <= int(doubt.rstrip(".").rpartition(" ")[2]) <= 35
    assert told("{kind: ambassadors, count: 100}", organisation) == []
    assert told("{kind: ambassadors, count: 101}", organisation) == [
        "wants 101 people, but its audience has no more than 100."
    ]


def test_levels_that_are_not_there_are_doubted(organisation):
    """How deep the hierarchy is only the organisation can tell."""
    deepest = int(organisation.level.max())

    assert told(f"{{kind: campaign, audience: {{level_at_most: {deepest - 1}}}}}", organisation) == []
    (all_there_are,) = told(f"{{kind: campaign, audience: {{level_at_most: {deepest}}}}}", organisation)
    assert "chooses everybody" in all_there_are
    assert told("{kind: campaign, audience: {level_at_most: 99}}", organisation) == [
        f"has level_at_most 99, which chooses everybody: levels go from 0, the top, to {deepest}."
    ]
    assert any(
        "chooses nobody" in one for one in told("{kind: campaign, audience: {level_at_least: 99}}", organisation)
    )


def test_an_audience_of_nobody_is_doubted(organisation):
    """By what people are; how they will use the network nobody knows beforehand."""
    nobody = ["reaches nobody: not one of the 100 people at the start matches its audience."]

    assert told("{kind: campaign, audience: {country: GB, not: {country: GB}}}", organisation) == nobody
    assert told("{kind: campaign, audience: {level: 77}}", organisation) == nobody
    assert told("{kind: campaign, audience: {lapsed: true, not: {reader: true}}}", organisation) == []


def test_without_an_organisation_audiences_are_not_looked_at(organisation):
    """A summary tells as much as is known."""
    scenario = load(TEXT % "{kind: ambassadors, count: 500}")

    assert doubts(scenario) == []
    assert "Note: " not in summary(scenario)
    assert "Note: programmes.a[0] (ambassadors) wants 500 people" in summary(scenario, organisation)


def test_a_summary_keeps_units():
    """Lengths of time are told in weeks and workdays, also those that only one kind has."""
    text = summary(load(TEXT % "{kind: campaign, half_life: 20 days, audience: {not: {frontline: true}}}"))

    assert "half life 4 weeks (20 workdays)" in text
    assert "for everybody, but nobody with frontline yes" in text


def test_a_summary_says_where_constants_come_from():
    """From models that are drawn, or the defaults."""
    text = TEXT % "{kind: campaign}"
    assert "Model     each replicate draws a plausible one, and this file changes no constant" in summary(load(text))
    assert "Model     all constants at their defaults" in summary(load(text + "uncertainty: none\n"))


@pytest.mark.parametrize(
    ("intervention", "sentence"),
    [
        ("{kind: training, dose: 0}", "does nothing: its dose is 0."),
        ("{kind: campaign, audience: {lapsed: true, reader: true}}", "reaches nobody: nobody is lapsed and reader."),
        (
            "{kind: campaign, audience: {reader: false, regular: true}}",
            "reaches nobody: nobody is regular and not reader.",
        ),
        (
            "{kind: ambassadors, share: 0.001}",
            "appoints nobody: its share of the 100 people in its audience rounds to 0.",
        ),
        (
            "{kind: community_management, count: 1, hired: true, hours_per_week: 10}",
            "costs its salary and does the same whatever hours_per_week is, because it is hired.",
        ),
        (
            "{kind: training, audience: {unit: unit 1}}",
            (
                "names units of an organisation that each replicate generates anew, where a unit of that name may not "
                "be; import people, or write 'uncertainty: none'."
            ),
        ),
    ],
)
def test_what_does_nothing_or_may_not_be_there_is_doubted(intervention, sentence, organisation):
    assert sentence in told(intervention, organisation)


@pytest.mark.parametrize(
    "intervention",
    [
        "{kind: campaign, audience: {lapsed: true, enabled: true}}",
        "{kind: campaign, audience: {reader: true, contributor: false}}",
        "{kind: community_management, count: 1, hired: true}",
        "{kind: ambassadors, share: 0.006}",
        "{kind: ambassadors, share: 0}",
    ],
)
def test_what_can_be_is_not_doubted(intervention, organisation):
    assert not re.search("nobody|salary", " ".join(told(intervention, organisation)))


def test_a_summary_says_which_share_is_assumed():
    """And not of one that was given."""
    text = TEXT % "{kind: campaign}"
    known = "initial: {reader: 0.5, interactive: 0.3, contributor: 0.1}\n"

    assert "interactive 30 %, contributor 10 %" in summary(load(text + known))
    assert "(assumed, between readers and contributors)" in summary(
        load(text + known.replace("interactive: 0.3, ", ""))
    )
