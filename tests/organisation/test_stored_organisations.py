"""Organisations can be stored, shared and known again."""

from dataclasses import replace

import numpy as np
import pytest
from wellformed_organisations import assert_well_formed

from esnsim.errors import OrganisationError
from esnsim.organisation import (
    Attribute,
    Generate,
    build,
    describe,
    load_organisation,
    organisation_digest,
    save_organisation,
)
from esnsim.rng.address import key_of


@pytest.fixture
def organisation(tmp_path):
    """A small one with a property of its own."""
    made, report = build(Generate(people=60, countries={"FR": 0.5, "NO": 0.5}), key_of("store"), tmp_path)
    assert report is None
    return replace(made, extra={"büro": Attribute(np.arange(60, dtype=np.int32) % 3 - 1, ("a", "b"))})


def test_what_is_saved_is_loaded(organisation, tmp_path):
    """Every column and name comes back; nothing else is left in the folder."""
    path = tmp_path / "new" / "organisation.npz"

    save_organisation(organisation, path)
    save_organisation(organisation, path)
    loaded = load_organisation(path)

    assert organisation_digest(loaded) == organisation_digest(organisation)
    assert loaded.labels == organisation.labels
    assert loaded.extra["büro"].names == ("a", "b")
    assert [file.name for file in path.parent.iterdir()] == ["organisation.npz"]
    assert_well_formed(loaded)


@pytest.mark.parametrize("column", ["unit", "site", "level", "tenure", "frontline", "age_band"])
def test_a_digest_sees_every_column(organisation, column):
    """One value changed gives another digest."""
    changed = getattr(organisation, column).copy()
    changed[7] += 1

    assert organisation_digest(replace(organisation, **{column: changed})) != organisation_digest(organisation)


def test_a_digest_sees_ties_and_names(organisation):
    """Weights and labels count."""
    weight = organisation.ties.weight.copy()
    weight[0] += 1

    heavier = replace(organisation, ties=organisation.ties._replace(weight=weight))
    renamed = replace(organisation, labels=("x", *organisation.labels[1:]))

    assert len({organisation_digest(organisation), organisation_digest(heavier), organisation_digest(renamed)}) == 3


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04half"])
def test_what_is_not_whole_is_refused(tmp_path, content):
    """With the name of the file."""
    (tmp_path / "o.npz").write_bytes(content)

    with pytest.raises(OrganisationError, match=r"o\.npz"):
        load_organisation(tmp_path / "o.npz")


def test_what_is_not_there_is_refused(tmp_path):
    """With the name of the file."""
    with pytest.raises(OrganisationError, match=r"o\.npz"):
        load_organisation(tmp_path / "o.npz")


def test_a_file_cut_short_is_refused(organisation, tmp_path):
    """Whatever is missing."""
    path = tmp_path / "o.npz"
    save_organisation(organisation, path)
    path.write_bytes(path.read_bytes()[:-300])

    with pytest.raises(OrganisationError, match="not whole"):
        load_organisation(path)


def test_a_description_can_be_printed(organisation):
    """Every measure has a line with a value."""
    table = describe(organisation).table()

    assert table[0][:2] == ("people", "60")
    assert all(measure.name and measure.value for measure in table)
    assert len({measure.name for measure in table}) == len(table) == len(describe(organisation).__slots__)
