"""Memory of visits that are over goes back to the system: a little later, and once for all who leave together."""

from __future__ import annotations

import asyncio

from esnsim.report.document.memory import give_back

AFTER = 3.0
"""Seconds until somebody's memory is given back: whole classes leave together."""


class Leaving:
    """Those who have left and whose memory is still held."""

    def __init__(self) -> None:
        """Nobody has left yet."""
        self._due: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """Somebody has left."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(AFTER, self._now)

    def _now(self) -> None:
        """Give it back beside the loop, which goes on answering."""
        self._due = None
        asyncio.get_running_loop().run_in_executor(None, give_back)
