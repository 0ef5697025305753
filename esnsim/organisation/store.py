"""Organisations on disk and their digests: shared by processes, and known again.

ODD element: initialisation.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from esnsim.errors import OrganisationError
from esnsim.organisation.model import Attribute, Organisation
from esnsim.state import Ties

FORM = 1
COLUMNS = ("unit", "unit_parent", "site", "country", "level", "manager", "age_band", "tenure", "frontline")
NAMES = ("labels", "unit_names", "site_names", "country_names")


def organisation_digest(organisation: Organisation) -> str:
    """SHA-256 over all columns and names: equal for equal organisations, on every machine."""
    result = hashlib.sha256()
    for name, column in sorted(_columns(organisation).items()):
        exact = np.ascontiguousarray(column, column.dtype.newbyteorder("<"))
        result.update(f"{name} {exact.dtype.str} {exact.shape}\n".encode())
        result.update(exact.tobytes())
    result.update(_names(organisation).encode())
    return result.hexdigest()


def save_organisation(organisation: Organisation, path: Path) -> None:
    """Write to an ``.npz`` file; whoever reads at the same time sees the old file or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    names = np.frombuffer(_names(organisation).encode(), np.uint8)
    try:
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, names=names, **_columns(organisation))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def load_organisation(path: Path) -> Organisation:
    """Read what `save_organisation` wrote.

    Raises:
        OrganisationError: the file is not there, not whole, or of another form.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            columns = {name: stored[name] for name in stored.files}
        names = json.loads(columns.pop("names").tobytes())
        if names["form"] != FORM:
            raise OrganisationError(f"{path}: is of form {names['form']}, not {FORM}; write it again")
        return _put_together(columns, names)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise OrganisationError(f"{path}: is no stored organisation, or not whole ({error})") from error


def _columns(organisation: Organisation) -> dict[str, NDArray[Any]]:
    """All arrays by name."""
    columns = {name: getattr(organisation, name) for name in COLUMNS}
    columns |= {f"ties_{name}": column for name, column in organisation.ties._asdict().items()}
    columns |= {f"extra_{at}": attribute.code for at, attribute in enumerate(_extra(organisation).values())}
    return columns


def _extra(organisation: Organisation) -> dict[str, Attribute]:
    """Other properties in the order of their names."""
    return dict(sorted(organisation.extra.items()))


def _names(organisation: Organisation) -> str:
    """All names, as text that is the same for equal organisations."""
    names: dict[str, object] = {name: getattr(organisation, name) for name in NAMES}
    names["extra"] = {name: attribute.names for name, attribute in _extra(organisation).items()}
    names["form"] = FORM
    return json.dumps(names, sort_keys=True, separators=(",", ":"))


def _put_together(columns: dict[str, NDArray[Any]], names: dict[str, dict[str, list[str]]]) -> Organisation:
    """The organisation from its arrays and names."""
    extra = {
        name: Attribute(columns[f"extra_{at}"], tuple(values))
        for at, (name, values) in enumerate(sorted(names["extra"].items()))
    }
    known: dict[str, Any] = {name: columns[name] for name in COLUMNS}
    known |= {name: tuple(names[name]) for name in NAMES}
    return Organisation(
        ties=Ties(columns["ties_start"], columns["ties_other"], columns["ties_weight"]),
        extra=extra,
        **known,
    )
