"""What is true of every organisation, however it was made."""

import numpy as np

from esnsim.organisation import AGE_BANDS, Organisation
from esnsim.organisation.generating.tree import depths


def assert_well_formed(organisation: Organisation) -> None:
    """Check every promise of the model of an organisation and of its ties."""
    people = organisation.people
    assert len(set(organisation.labels)) == len(organisation.labels) == people
    _assert_codes(organisation, people)
    _assert_acyclic(organisation.manager, people)
    _assert_acyclic(organisation.unit_parent, len(organisation.unit_names))
    _assert_ties(organisation.ties, people)


def _assert_codes(organisation, people):
    for column, count in (
        (organisation.unit, len(organisation.unit_names)),
        (organisation.site, len(organisation.site_names)),
        (organisation.country, len(organisation.country_names)),
        (organisation.age_band, len(AGE_BANDS)),
        (organisation.frontline, 2),
    ):
        assert column.shape == (people,)
        assert column.min() >= 0
        assert column.max() < count
    for column in (organisation.unit, organisation.level, organisation.manager, organisation.tenure):
        assert column.dtype == np.int32
    assert organisation.tenure.min() >= 0
    assert organisation.level.min() >= 0
    assert len(set(organisation.unit_names)) == len(organisation.unit_names)
    for attribute in organisation.extra.values():
        assert attribute.code.min() >= -1
        assert attribute.code.max() < len(attribute.names)


def _assert_acyclic(above, count):
    assert above.shape == (count,)
    assert above.max(initial=-1) < count
    seen = above
    for _ in range(count):
        if np.all(seen < 0):
            break
        seen = np.where(seen < 0, -1, above[seen])
    assert np.all(seen < 0)
    assert depths(above).min() >= 0


def _assert_ties(ties, people):
    rows = np.repeat(np.arange(people), np.diff(ties.start))
    assert ties.start.dtype == np.int64
    assert ties.other.dtype == ties.weight.dtype == np.int32
    assert ties.start[0] == 0
    assert ties.start[-1] == len(ties.other) == len(ties.weight)
    code = rows * people + ties.other
    assert np.all(np.diff(code) > 0)
    assert np.all(rows != ties.other)
    back = np.argsort(ties.other.astype(np.int64) * people + rows)
    assert np.array_equal(ties.weight[back], ties.weight)
    assert np.array_equal(rows[back], ties.other)
    assert ties.weight.min() >= 1
    assert ties.weight.max() <= 1000
