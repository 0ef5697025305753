"""How many processes a command starts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from esnsim.scenario import Scenario

USUALLY_AT_MOST = 8
"""More processes than this are started only when asked for: each takes memory for the whole organisation."""
MOST_WORKERS = 1024
"""More processes than this are not started at all."""
WORTH_A_PROCESS = 30_000_000
"""Person-days for which one more process is started: they take about as long to simulate as it takes to start."""


def usual_workers(runs: int | None = None) -> int:
    """How many processes are started if nothing is said: one a core, at most eight.

    Args:
        runs: How many runs there are to compute, if that is known; no more processes are started than that.
    """
    usual = min(os.cpu_count() or 1, USUALLY_AT_MOST)
    return usual if runs is None else min(usual, runs)


def workers_for(scenario: Scenario, runs: int) -> int:
    """How many processes are started for some runs of a scenario if nothing is said: no more than there is work for.

    Args:
        scenario: What is simulated.
        runs: How many runs of it there are to compute.
    """
    generated = scenario.organisation.generate
    if generated is None:  # How many people a file holds is known when it has been read.
        return usual_workers(runs)
    worth = runs * generated.people * scenario.days // WORTH_A_PROCESS
    return min(usual_workers(runs), 1 + worth)


def workers_of(text: str | None) -> int | str:
    """Workers as they are written: a number of processes or the address of a cluster; the usual number for None.

    Raises:
        typer.BadParameter: If it is neither a number of processes nor an address.
    """
    if text is None:
        return usual_workers()
    if "://" in text:
        return text
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise typer.BadParameter(
            f"'{text}' is neither 1 to {MOST_WORKERS:,} processes nor an address such as tcp://host:8786",
            param_hint="--workers",
        )
    return int(text)
