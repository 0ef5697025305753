"""Audiences choose exactly the people they describe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from esnsim.errors import OrganisationError
from esnsim.interventions.audience import Audience
from esnsim.interventions.audience_words import ROLES, STATES, AgeBand
from esnsim.organisation.model import AGE_BANDS
from esnsim.rng.address import Draw, key_of, uniform

PEOPLE = 8
KEY = key_of("audiences")


def column(*values):
    return np.array(values, dtype=np.int32)


class Attribute(NamedTuple):
    """A property with few values."""

    code: np.ndarray
    names: tuple[str, ...]


@dataclass(frozen=True)
class Firm:
    """Eight people by hand: 0 leads, 1 and 2 lead IT and shops, helpdesk lies inside IT."""

    unit: np.ndarray = field(default_factory=lambda: column(0, 1, 2, 1, 3, 3, 2, 2))
    unit_names: tuple[str, ...] = ("firm", "IT", "shops", "helpdesk")
    unit_parent: np.ndarray = field(default_factory=lambda: column(-1, 0, 0, 1))
    site: np.ndarray = field(default_factory=lambda: column(0, 0, 1, 0, 0, 0, 1, 1))
    site_names: tuple[str, ...] = ("Oslo", "Paris")
    country: np.ndarray = field(default_factory=lambda: column(0, 0, 1, 0, 0, 0, 1, 1))
    country_names: tuple[str, ...] = ("NO", "FR")
    level: np.ndarray = field(default_factory=lambda: column(0, 1, 1, 2, 2, 2, 2, 2))
    manager: np.ndarray = field(default_factory=lambda: column(-1, 0, 0, 1, 1, 1, 2, 2))
    age_band: np.ndarray = field(default_factory=lambda: column(4, 3, 3, 2, 1, 0, 1, 0))
    frontline: np.ndarray = field(default_factory=lambda: np.array([0, 0, 0, 0, 0, 0, 1, 1], dtype=np.uint8))
    extra: Mapping[str, Attribute] = field(
        default_factory=lambda: {"grade": Attribute(column(0, 1, 1, -1, 2, 2, 2, 2), ("A", "B", "7"))}
    )


FIRM = Firm()
STATE = {word: np.zeros(PEOPLE, dtype=bool) for word in (*STATES, *ROLES)}
STATE["lapsed"][[3, 6]] = True
STATE["ambassador"][4] = True
STATE["leader"][[0, 1, 2]] = True
STATE["employee"][[3, 5, 6, 7]] = True


def chosen(said, persons=None, ordinal=0):
    persons = np.arange(PEOPLE) if persons is None else persons
    return np.flatnonzero(Audience.model_validate(said).select(FIRM, STATE, persons, KEY, ordinal)).tolist()


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("everybody", [0, 1, 2, 3, 4, 5, 6, 7]),
        ({}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"unit": "IT"}, [1, 3, 4, 5]),
        ({"unit": "firm"}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"unit": ["helpdesk", "shops"]}, [2, 4, 5, 6, 7]),
        ({"site": "Paris"}, [2, 6, 7]),
        ({"country": ["NO", "FR"], "frontline": False}, [0, 1, 2, 3, 4, 5]),
        ({"level": [0, 2], "country": "NO"}, [0, 3, 4, 5]),
        ({"level_at_most": 1}, [0, 1, 2]),
        ({"level_at_least": 1, "level_at_most": 1}, [1, 2]),
        ({"age_band": ["18-24", "55+"]}, [0, 5, 7]),
        ({"manager": True}, [0, 1, 2]),
        ({"manager": False, "country": "FR"}, [6, 7]),
        ({"lapsed": True}, [3, 6]),
        ({"lapsed": False, "country": "FR"}, [2, 7]),
        ({"role": "ambassador"}, [4]),
        ({"role": ["leader", "ambassador"]}, [0, 1, 2, 4]),
        ({"grade": "B"}, [1, 2]),
        ({"grade": [7, "A"]}, [0, 4, 5, 6, 7]),
        ({"not": {"unit": "IT"}}, [0, 2, 6, 7]),
        ({"not": {"unit": "IT", "lapsed": True}}, [0, 1, 2, 4, 5, 6, 7]),
        ({"not": [{"unit": "IT"}, {"lapsed": True}]}, [0, 2, 7]),
        ("country: NO, not unit: helpdesk, not lapsed", [0, 1]),
        ("unit: helpdesk or shops, level_at_least: 2, manager: false", [4, 5, 6, 7]),
        ("lapsed", [3, 6]),
    ],
)
def test_an_audience_is_whoever_it_describes(said, rows):
    """Every entry has to be true; a list means any of its values; 'not' leaves out."""
    assert chosen(said) == rows


def test_a_share_is_drawn_by_person_and_not_by_row():
    """The random number of a person is at the documented address, whatever row they stand in."""
    persons = np.array([907, 3, 41, 2_000_000, 12, 8, 5, 1])
    lucky = [row for row, person in enumerate(persons) if uniform(KEY, int(person), 0, Draw.AUDIENCE, 3) < 0.5]

    assert chosen({"share": 0.5}, persons, ordinal=3) == lucky
    assert [7 - row for row in chosen({"share": 0.5}, persons[::-1].copy(), ordinal=3)][::-1] == lucky


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_larger_share_keeps_everybody(one, other):
    smaller, larger = sorted([one, other])

    assert set(chosen({"share": smaller})) <= set(chosen({"share": larger}))


def test_two_audiences_draw_independently():
    persons = np.arange(20_000)
    firm = Firm(**{name: np.zeros(20_000, np.int32) for name in ("unit", "site", "country", "level", "age_band")})
    one, other = (Audience(share=0.3).select(firm, STATE, persons, KEY, ordinal) for ordinal in (0, 1))

    # Four standard errors of a share of 0.3 * 0.3 among 20,000.
    assert abs(np.mean(one & other) - 0.09) < 4 * np.sqrt(0.09 * 0.91 / 20_000)
    assert abs(np.mean(one) - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 20_000)


def test_what_is_not_there_is_named_with_what_is():
    """Names of units, sites, countries and columns are checked against the organisation."""
    audience = Audience.model_validate(
        {"unit": ["IT", "helpdsk"], "gradee": "A", "grade": "C", "not": {"site": "Osloo"}}
    )

    assert audience.check(FIRM) == [
        "site is 'Osloo'; did you mean 'Oslo'? known names: Oslo, Paris",
        "unit is 'helpdsk'; did you mean 'helpdesk'? known names: IT, firm, helpdesk, shops",
        "grade is 'C'; known names: 7, A, B",
        "'gradee' is not known; did you mean 'grade'?",
    ]
    with pytest.raises(OrganisationError, match="did you mean 'helpdesk'"):
        audience.select(FIRM, STATE, np.arange(PEOPLE), KEY, 0)


def test_everything_known_is_not_complained_of():
    assert Audience.model_validate({"unit": "IT", "grade": "A", "not": {"country": "FR"}}).check(FIRM) == []


@pytest.mark.parametrize(
    "said",
    [
        "everybody",
        {"unit": ["IT", "shops"], "lapsed": False},
        "not unit: IT, not site: Oslo, lapsed, share: 0.25",
        {"x": 1},
    ],
)
def test_an_audience_reads_back_as_it_was_written(said):
    audience = Audience.model_validate(said)

    assert Audience.model_validate(audience.model_dump(by_alias=True)) == audience


@pytest.mark.parametrize(
    "said",
    [
        "country",
        "country:",
        "lapsed, lapsed",
        "lapsed, not lapsed",
        ",",
        {"not": {}},
        {"not": {"not": {"unit": "IT"}}},
        5,
        {"share": 0},
        {"share": 1.5},
        {"level": -1},
        {"frontline": 1},
        {"unit": None},
        {"unit": True},
        {"role": "x"},
    ],
)
def test_what_describes_nobody_is_refused(said):
    with pytest.raises(ValidationError):
        Audience.model_validate(said)


def test_age_bands_are_those_of_organisations():
    """The two lists stand in layers that do not know each other."""
    assert get_args(AgeBand) == AGE_BANDS
