"""Which plausible models a command was told to draw from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.scenario import Scenario


def asked_with_models(scenario: Path, changes: Sequence[str], members: Path | None) -> Scenario:
    """A scenario with changes, and with the models that it is to draw from.

    Args:
        scenario: Its file.
        changes: Written ``path=value``.
        members: File of models; None for those that come with the package, or what the scenario says.
    """
    from esnsim.scenario import load

    chosen = uncertainty_of(members, fixed=False)
    return load(scenario, [*changes, *([f"uncertainty={chosen}"] if chosen else [])])


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
