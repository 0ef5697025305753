"""An organisation from a few numbers.

ODD element: initialisation.
"""

from __future__ import annotations

import numpy as np

from esnsim.organisation.generating.people import age_bands, frontlines, places, tenures
from esnsim.organisation.generating.random_pairs import Workplace
from esnsim.organisation.generating.ties import make_ties
from esnsim.organisation.generating.tree import cut_units, reporting_tree
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Generate
from esnsim.rng.address import Key


def generate(specification: Generate, key: Key) -> Organisation:
    """Make an organisation: a reporting tree, units cut out of it, places, ages, tenure, frontline work and ties.

    The same specification and key give the same organisation to the bit.

    Args:
        specification: What it should look like.
        key: The seed.
    """
    people = specification.people
    tree = reporting_tree(people, specification.span, key)
    units = cut_units(tree.manager, specification.unit_size, key)
    where = places(units.unit, specification.countries, specification.site_count, key)
    manages = np.bincount(tree.manager[1:], minlength=people) > 0
    age_band = age_bands(tree.level, manages, key)
    reach = Workplace(tree.manager, units.unit, where.site)
    return Organisation(
        labels=_numbered("P", people, 6),
        unit=units.unit,
        unit_names=_numbered("unit ", len(units.head), 1),
        unit_parent=units.parent,
        site=where.site,
        site_names=where.site_names,
        country=where.country,
        country_names=where.country_names,
        level=tree.level,
        manager=tree.manager,
        age_band=age_band,
        tenure=tenures(age_band, key),
        frontline=frontlines(units.unit, where.site, manages, specification.frontline, key),
        ties=make_ties(reach, specification.mean_ties, specification.within_unit_share, key),
    )


def _numbered(word: str, count: int, digits: int) -> tuple[str, ...]:
    """Names from 1 on, all of the same length, so that they sort as they count."""
    digits = max(digits, len(str(count)))
    return tuple(map(f"{word}{{:0{digits}d}}".format, range(1, count + 1)))
