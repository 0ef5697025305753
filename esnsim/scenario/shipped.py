"""Scenarios that come with esnsim and go by their names in any folder."""

from __future__ import annotations

from pathlib import Path

from esnsim.errors import Mistake, ScenarioError
from esnsim.interventions.forms import suggestion
from esnsim.nearby import near_files, shipped

__all__ = ["file_of", "shipped"]


def file_of(path: Path) -> Path:
    """The file that is meant: the one that is there, or else the scenario of that name that comes with esnsim.

    Args:
        path: A path, or a name such as ``pearson``.

    Raises:
        ScenarioError: If it is a plain name, and neither a file nor a scenario goes by it.
    """
    if path.name != str(path) or path.suffix or _is_there(path):
        return path
    known = shipped()
    if path.name not in known:
        named = suggestion(path.name, known, "scenarios")
        what = f"there is no such file, and no scenario of that name{near_files(path)}; {named}"
        raise ScenarioError([Mistake(str(path), what)])
    return known[path.name]


def _is_there(path: Path) -> bool:
    """Whether there is such a file; False for names that no file can have."""
    try:
        return path.exists()
    except OSError:
        return False
