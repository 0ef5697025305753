"""What all runs share, made once: the organisation and its starting state, kept on disk and known again.

Settling takes seconds and gives the same bits whenever it is asked the same, so it is done once a question.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from esnsim.behaviour.parameters import Parameters
from esnsim.compilation import cache_folder
from esnsim.errors import OrganisationError, RunError
from esnsim.experiments.store.keys import base_state_key, organisation_of
from esnsim.organisation import Generate, Organisation, load_organisation, organisation_digest, save_organisation
from esnsim.rng.address import Key
from esnsim.scenario import Scenario, check_audiences, resolve
from esnsim.simulation.build_state import constants
from esnsim.simulation.simulate import Prepared, start_of
from esnsim.simulation.starting.initial_state import InitialState
from esnsim.simulation.starting.shares import Target
from esnsim.state import BLOCK, Block, Communities, ContactCounts, Items, Levers, People, World, blank
from esnsim.state.table import Table

BUILDING = "building the organisation"
SETTLING = "settling the start"

FORM = 2
KEPT_STARTS = 64
KEPT_BYTES = 2 * 1024**3
TABLES: dict[str, type[Table]] = {
    "people": People,
    "levers": Levers,
    "contact_counts": ContactCounts,
    "items": Items,
    "communities": Communities,
}
VECTORS = ("row_of", "seats", "interest", "unit_stock", "aggregates", "counters", "normal")

T = TypeVar("T", bound=Table)


def silent(_stage: str) -> None:
    """Tell nobody."""


def prepared(
    scenario: Scenario, folder: Path = Path(), tell: Callable[[str], None] = silent, *, keep: bool = True
) -> Prepared:
    """The organisation and starting state of a scenario: taken from the user's cache, or made and kept there.

    Args:
        scenario: What is asked; it is resolved first.
        folder: Where relative paths of imported files begin.
        tell: Told what is being done: `BUILDING`, then, unless it was in the cache, `SETTLING`.
        keep: Whether what is made is put into the cache.

    Raises:
        OrganisationError: If imported files cannot be understood.
        ScenarioError: If an audience names what the organisation does not have.
    """
    scenario = resolve(scenario)
    tell(BUILDING)
    source = scenario.organisation.specification
    # Imported files are read every time: only what they hold can tell whether the start is still theirs.
    built = None if isinstance(source, Generate) else organisation_of(scenario, folder)
    identity = organisation_digest(built[0]) if built else source.model_dump_json(by_alias=True)
    place = cache_folder() / "starts" / _start_key(scenario, identity)
    try:
        kept = load_setting(place)
    except RunError:
        organisation, report = built or organisation_of(scenario, folder)
        check_audiences(scenario, organisation)
        tell(SETTLING)
        setting = Prepared(scenario, organisation, start_of(scenario, organisation), report)
        if keep:
            _keep(setting, place)
        return setting
    check_audiences(scenario, kept.organisation)
    _touch(place)
    return replace(kept, scenario=scenario, report=built[1] if built else None)


def _start_key(scenario: Scenario, organisation: str) -> str:
    """Digest of everything that a stored starting state depends on, with what made it."""
    made_by = [version("numpy"), version("numba"), FORM]
    return hashlib.sha256(json.dumps([base_state_key(scenario, organisation), made_by]).encode()).hexdigest()[:32]


def save_setting(setting: Prepared, folder: Path) -> None:
    """Write a setting into a new folder, which appears whole or not at all; the import report is left out.

    Raises:
        OSError: If the folder cannot be written, or is there already.
    """
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        unfinished.mkdir(parents=True)
        save_organisation(setting.organisation, unfinished / "organisation.npz")
        world = setting.start.world
        columns: dict[str, NDArray[Any]] = {name: getattr(world, name) for name in (*TABLES, *VECTORS)}
        header = np.frombuffer(json.dumps(_header(setting)).encode(), np.uint8)
        with (unfinished / "start.npz").open("wb") as file:
            np.savez(file, allow_pickle=False, header=header, record=setting.start.record, **columns)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _header(setting: Prepared) -> dict[str, Any]:
    """What is no column."""
    start = setting.start
    return {
        "form": FORM,
        "scenario": setting.scenario.content(),
        "rule": list(start.parameters),
        "reached": list(start.reached),
        "key": list(start.world.key),
        "provisioned": int(start.world.provisioned),
    }


def load_setting(folder: Path) -> Prepared:
    """Read what `save_setting` wrote.

    Raises:
        RunError: If it is not there, not whole, or of another form.
    """
    try:
        organisation = load_organisation(folder / "organisation.npz")
        with (folder / "start.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
            columns = {name: stored[name] for name in stored.files}
        header = json.loads(columns["header"].tobytes())
        return Prepared(Scenario.of(header["scenario"]), organisation, _start(header, columns, organisation), None)
    except (OrganisationError, OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise RunError(f"{folder}: is no prepared start, or not whole ({error})") from error


def _start(header: dict[str, Any], columns: dict[str, NDArray[Any]], organisation: Organisation) -> InitialState:
    """The starting state from what was stored."""
    if header["form"] != FORM:
        raise ValueError(f"it is of form {header['form']}, not {FORM}")
    parameters = Parameters(*header["rule"])
    tables: dict[str, Any] = {name: _as_table(kind, columns[name]) for name, kind in TABLES.items()}
    vectors: dict[str, Any] = {name: columns[name] for name in VECTORS}
    world = World(
        parameters=constants(parameters),
        key=Key(*header["key"]),
        provisioned=header["provisioned"],
        ties=organisation.ties,
        block=blank(Block, BLOCK),
        **tables,
        **vectors,
    )
    return InitialState(world, parameters, Target(*header["reached"]), columns["record"])


def _as_table(kind: type[T], stored: NDArray[Any]) -> T:
    """A table laid out as compiled code was compiled for: a stored layout loses its alignment."""
    table = blank(kind, len(stored))
    columns: Any = table
    for name in columns.dtype.names:
        columns[name] = stored[name]
    return table


def _keep(setting: Prepared, place: Path) -> None:
    """Put into the cache; a cache that cannot be written is done without."""
    try:
        shutil.rmtree(place, ignore_errors=True)
        save_setting(setting, place)
        _prune(place.parent)
    except OSError:
        return


def _touch(place: Path) -> None:
    """Remember that it was used, so that others are thrown away before it."""
    try:
        os.utime(place)
    except OSError:
        return


def _prune(starts: Path) -> None:
    """Throw away all but the latest starts, and those that take too much room."""
    taken = 0
    folders = [folder for folder in starts.iterdir() if folder.is_dir()]
    by_age = sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)
    for rank, folder in enumerate(by_age):
        taken += sum(file.stat().st_size for file in folder.iterdir())
        if rank >= KEPT_STARTS or (rank > 0 and taken > KEPT_BYTES):
            shutil.rmtree(folder, ignore_errors=True)
