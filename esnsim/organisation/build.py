"""The organisation a scenario asks for, whichever way it is to be made.

ODD element: initialisation.
"""

from __future__ import annotations

from pathlib import Path

from esnsim.organisation.generating.generate import generate
from esnsim.organisation.hierarchy import NO_NEEDS, Needs
from esnsim.organisation.importing.findings import ImportReport
from esnsim.organisation.importing.read import read
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Generate, Import
from esnsim.rng.address import Key


def build(
    specification: Generate | Import, key: Key, folder: Path, needs: Needs = NO_NEEDS
) -> tuple[Organisation, ImportReport | None]:
    """Generate or import.

    Args:
        specification: What is asked for.
        key: The seed of the organisation.
        folder: Where relative paths of files begin.
        needs: What of a scenario cannot do without a hierarchy.

    Returns:
        The organisation, and how files were understood where there are any.

    Raises:
        OrganisationError: files cannot be understood.
    """
    if isinstance(specification, Generate):
        return generate(specification, key), None
    return read(specification, folder, key, needs)
