"""Audiences are held against the organisation before anything is simulated."""

import pytest

from esnsim.errors import ScenarioError
from esnsim.organisation import Generate, generate
from esnsim.rng.address import key_of
from esnsim.scenario import check_audiences, load

TEXT = """name: x
organisation: {generate: {people: 100, countries: {GB: 0.5, FR: 0.5}}}
programmes:
  none: []
  a: [{kind: campaign, audience: {country: %s}}, {kind: campaign, audience: {unit: %s}}]
"""


def test_names_that_do_not_exist_are_all_told_with_their_place() -> None:
    """Each is one mistake, with the names there are."""
    organisation = generate(Generate(people=100, countries={"GB": 0.5, "FR": 0.5}), key_of("audiences"))
    with pytest.raises(ScenarioError) as refused:
        check_audiences(load(TEXT % ("Germany", "Marketing")), organisation)

    places = [mistake.place for mistake in refused.value.mistakes]
    assert places == ["programmes.a[0].audience", "programmes.a[1].audience"]
    assert "known names: FR, GB" in str(refused.value)


def test_names_that_exist_pass() -> None:
    """Nothing is refused that can be done."""
    organisation = generate(Generate(people=100, countries={"GB": 0.5, "FR": 0.5}), key_of("audiences"))

    check_audiences(load(TEXT % ("GB", organisation.unit_names[0])), organisation)
