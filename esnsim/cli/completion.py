"""What a shell may complete: names of scenarios that come with esnsim, scenario files, and kinds of intervention."""

from __future__ import annotations

import os
from pathlib import Path

ENDINGS = (".yaml", ".yml")


def scenario_names(incomplete: str) -> list[str]:
    """Names that begin so."""
    from esnsim.nearby import shipped

    return [name for name in shipped() if name.startswith(incomplete)]


def kind_names(incomplete: str) -> list[str]:
    """Kinds of intervention that begin so."""
    from esnsim.interventions import kinds

    return [word for word in kinds() if word.startswith(incomplete)]


def scenarios(incomplete: str) -> list[str]:
    """Names and files that begin so, and folders in which there may be some."""
    return scenario_names(incomplete) + _files(incomplete)


def _files(incomplete: str) -> list[str]:
    folder, begun = os.path.split(incomplete)
    try:
        with os.scandir(Path(folder)) as entries:
            there = sorted((entry.name, entry.is_dir()) for entry in entries if entry.name.startswith(begun))
    except OSError:
        return []
    shown = [name + "/" * is_folder for name, is_folder in there if is_folder or name.endswith(ENDINGS)]
    return [os.path.join(folder, name) for name in shown if begun or not name.startswith(".")]  # noqa: PTH118 - as typed
