"""Names of programmes that options give, held against those that there are."""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.errors import Mistake, ScenarioError


def unknown_programmes(names: Sequence[str], known: Sequence[str]) -> list[Mistake]:
    """What to say of each name of a programme that is not there."""
    from esnsim.interventions.forms import suggestion

    return [
        Mistake(f"--programme {name}", f"is not in the scenario; {suggestion(name, known, 'programmes')}")
        for name in names
        if name not in known
    ]


def check_programmes(names: Sequence[str], known: Sequence[str]) -> None:
    """Refuse names of programmes that are not there.

    Raises:
        ScenarioError: With every such name.
    """
    if wrong := unknown_programmes(names, known):
        raise ScenarioError(wrong)
