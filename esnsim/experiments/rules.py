"""Which text decides about lives: runs belong to it, and outlive changes of reports and commands."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ABOVE = ("cli", "report", "experiments", "agents")
"""Parts that stand above the simulation and cannot change a life; whatever else there is counts."""


@cache
def rules_digest() -> str:
    """Digest of the Python text of the simulation and all it stands on."""
    return digest_of_rules(Path(__file__).parent.parent)


def digest_of_rules(package: Path) -> str:
    """The same for a package in this folder."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        if place.parts[0] not in ABOVE:
            digest.update(place.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
