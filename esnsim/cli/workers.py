"""How many processes a command starts."""

from __future__ import annotations

import os

import typer

USUALLY_AT_MOST = 8
"""More processes than this are started only when asked for: each takes memory for the whole organisation."""
MOST_WORKERS = 1024
"""More processes than this are not started at all."""


def usual_workers(runs: int | None = None) -> int:
    """How many processes are started if nothing is said: one a core, at most eight.

    Args:
        runs: How many runs there are to compute, if that is known; no more processes are started than that.
    """
    usual = min(os.cpu_count() or 1, USUALLY_AT_MOST)
    return usual if runs is None else min(usual, runs)


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
