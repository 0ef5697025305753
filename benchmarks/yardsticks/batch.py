"""The idiomatic Mesa model as Mesa's batch runner wants it: made from plain parameters in each process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.settings import rule_of
from benchmarks.yardsticks.mesa import EsnYardstick
from esnsim.experiments.execution.base_state import load_setting
from esnsim.simulation.simulate import Prepared

stored = cache(load_setting)


class BatchYardstick(EsnYardstick):
    """One run of the batch runner.

    Args:
        setting: Folder of the organisation and its start.
        replicate: Seed of this run.
    """

    def __init__(self, setting: str, replicate: int) -> None:
        """Start where the setting starts."""
        loaded: Prepared = stored(Path(setting))
        super().__init__(loaded.start, rule_of(loaded), replicate)
