"""Which programmes take more money or hours than the scenario allows, in sentences and marks."""

from __future__ import annotations

from collections.abc import Iterable

from esnsim.experiments import Experiment
from esnsim.numerals import numeral
from esnsim.scenario import Scenario

MARK = "*"
"""What stands behind an amount that is over what is allowed."""


def with_mark(text: str, amount: float, allowed: float | None) -> str:
    """An amount as it is written, with a mark where it is over what is allowed."""
    return f"{text}{MARK}" if is_over(amount, allowed) else text


def is_over(amount: float, allowed: float | None) -> bool:
    """Whether an amount is over what is allowed; nothing is where there is no limit."""
    return allowed is not None and amount > allowed


def allowed_programmes(experiment: Experiment) -> frozenset[str]:
    """Programmes that keep to the budget and the hours of staff, where these are limited."""
    scenario, rows = experiment.scenario, experiment.expenses().to_dict("records")
    return frozenset(
        str(row["programme"])
        for row in rows
        if not (is_over(float(row["money"]), scenario.budget) or is_over(float(row["hours"]), scenario.staff_hours))
    )


def over_limits(scenario: Scenario, taken: Iterable[tuple[str, float, float]], *, foreseen: bool = False) -> list[str]:
    """A sentence for each programme that takes more than is allowed.

    Args:
        scenario: What is asked, with its budget and hours of staff.
        taken: Name, money and hours of each programme.
        foreseen: Whether the amounts were foreseen and not simulated.
    """
    found = []
    for name, money, hours in taken:
        limits = ((money, scenario.budget, scenario.currency), (hours, scenario.staff_hours, "hours of staff"))
        parts = [
            f"{numeral(amount, ',.0f')} {unit} (allowed are {numeral(allowed, ',.0f')})"
            for amount, allowed, unit in limits
            if allowed is not None and is_over(amount, allowed)
        ]
        if parts:
            found.append(f"'{name}' takes {'some ' if foreseen else ''}{' and '.join(parts)}")
    return found
