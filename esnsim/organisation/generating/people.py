"""Where people sit, how old they are, how long they have been there and who has no desk.

ODD element: initialisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_YEAR
from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import Making, bells, blocks, exponential, logarithm, uniforms
from esnsim.state import Bytes, Doubles, Ints

AGE_SHARES = (0.10, 0.26, 0.25, 0.23, 0.16)
"""Share of people in each age band, youngest first; typical of office firms, not of any one of them."""
YEARS_AT_WORK = (6.0, 16.0, 26.0, 36.0, 46.0)
"""Longest tenure somebody of each age band can have, years since the age of 18."""
TURNOVER = 0.15
"""Share of people who leave in a year; tenure is what such a firm looks like on any day [TURN]."""
SITE_SPREAD = 0.8
AWAY_SHARE = 0.12
"""Share of people who sit elsewhere than most of their unit; co-location is strong, not total [KLE08]."""


class Workplaces(NamedTuple):
    """Where people work.

    Attributes:
        site: Index into ``site_names``; shape (n,).
        site_names: Places of work.
        country: Index into ``country_names``; shape (n,).
        country_names: Countries.
    """

    site: Ints
    site_names: tuple[str, ...]
    country: Ints
    country_names: tuple[str, ...]


def places(unit: Ints, countries: Mapping[str, float], sites: int, key: Key) -> Workplaces:
    """Give neighbouring units neighbouring places, keeping the shares of countries.

    People are lined up unit by unit in the order of the tree and the line is cut at the shares of sites, so that a
    division sits together; some people then sit elsewhere.

    Args:
        unit: Index of each person's unit, numbered along a walk down the tree; shape (n,).
        countries: Share of people in each country; nothing for one country.
        sites: How many places of work, at least one a country.
        key: The seed.
    """
    shares = np.array(list(countries.values()) or [1.0])
    country_of_site = _sites_by_country(shares, sites)
    limits = _limits(shares, country_of_site, key)
    position = np.empty(len(unit))
    position[np.argsort(unit, kind="stable")] = (np.arange(len(unit)) + 0.5) / len(unit)
    numbers = blocks(key, np.arange(len(unit)), Making.SITE, Draw.PLACE)
    spot = np.where(numbers[0] < AWAY_SHARE, numbers[1], position)
    site = np.minimum(np.searchsorted(limits, spot, side="right"), sites - 1).astype(np.int32)
    country_names = tuple(countries) or ("home",)
    return Workplaces(site, _site_names(country_of_site, tuple(countries)), country_of_site[site], country_names)


def _sites_by_country(shares: Doubles, sites: int) -> Ints:
    """Country of each site: one for each country, the others where most people are still without; shape (sites,)."""
    counts = np.ones(len(shares), np.int64)
    for _ in range(sites - len(shares)):
        counts[np.argmax(shares / (2 * counts + 1))] += 1
    return np.repeat(np.arange(len(shares), dtype=np.int32), counts)


def _limits(shares: Doubles, country_of_site: Ints, key: Key) -> Doubles:
    """Share of people up to and including each site, ascending to 1; sites of a country differ in size."""
    sizes = exponential(SITE_SPREAD * bells(key, len(country_of_site), Making.SITE_SIZE))
    in_country = np.bincount(country_of_site, sizes, len(shares))
    limits = np.cumsum(shares[country_of_site] * sizes / in_country[country_of_site])
    result: Doubles = limits / limits[-1]
    return result


def _site_names(country_of_site: Ints, countries: tuple[str, ...]) -> tuple[str, ...]:
    """``GB 1``, ``GB 2`` ..., or ``site 1`` ... in a single nameless country."""
    names, seen = [], dict.fromkeys(range(int(country_of_site[-1]) + 1), 0)
    for country in country_of_site.tolist():
        seen[country] += 1
        names.append(f"{countries[country] if countries else 'site'} {seen[country]}")
    return tuple(names)


def age_bands(level: Ints, manages: NDArray[np.bool_], key: Key) -> Ints:
    """Index of each person's age band; managers are the older of two draws, the two top levels of three."""
    numbers = blocks(key, np.arange(len(level)), Making.AGE, Draw.TRAIT)
    age = np.where(manages, np.maximum(numbers[0], numbers[1]), numbers[0])
    age = np.where(manages & (level <= 1), np.maximum(age, numbers[2]), age)
    band: Ints = np.searchsorted(np.cumsum(AGE_SHARES[:-1]), age, side="right").astype(np.int32)
    return band


def tenures(age_band: Ints, key: Key) -> Ints:
    """Workdays each person has been there: exponential at the yearly turnover, cut at the start of working life."""
    longest = 1.0 - exponential(-TURNOVER * np.array(YEARS_AT_WORK))
    numbers = uniforms(key, np.arange(len(age_band)), Making.TENURE, Draw.TRAIT)
    years = -logarithm(1.0 - numbers * longest[age_band]) / TURNOVER
    return np.floor(years * WORKDAYS_A_YEAR).astype(np.int32)


def frontlines(unit: Ints, site: Ints, manages: NDArray[np.bool_], share: float, key: Key) -> Bytes:
    """Mark exactly the asked share of people as frontline, whole units and sites first, managers last.

    Args:
        unit: Index of each person's unit; shape (n,).
        site: Index of each person's place of work; shape (n,).
        manages: Whether somebody reports to the person; shape (n,).
        share: Share of people without a desk of their own.
        key: The seed.
    """
    of_unit = uniforms(key, np.arange(int(unit.max()) + 1), Making.FRONTLINE_UNIT, Draw.TRAIT)
    of_site = uniforms(key, np.arange(int(site.max()) + 1), Making.FRONTLINE_SITE, Draw.TRAIT)
    own = uniforms(key, np.arange(len(unit)), Making.FRONTLINE, Draw.TRAIT)
    desk = 0.5 * of_unit[unit] + 0.3 * of_site[site] + 0.2 * own + manages
    frontline = np.zeros(len(unit), np.int8)
    frontline[np.argsort(desk, kind="stable")[: round(share * len(unit))]] = 1
    return frontline
