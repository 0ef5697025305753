"""Which plausible models a command was told to draw from."""

from __future__ import annotations

import json
from pathlib import Path

from esnsim.errors import Mistake, ScenarioError


def uncertainty_of(members: Path | None, *, fixed: bool) -> str:
    """What a scenario is to say as its uncertainty, as its own text would; empty where nothing was asked.

    Args:
        members: File of models, from where the command was given.
        fixed: Whether one model was asked for.

    Raises:
        ScenarioError: If both were.
    """
    if members is not None and fixed:
        raise ScenarioError([Mistake("--members", "--fixed asks for one model; leave out one of the two")])
    if members is not None:
        return json.dumps({"members": members.absolute().as_posix()}, ensure_ascii=False)
    return "none" if fixed else ""
