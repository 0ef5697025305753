"""Under which constants a plan does not help, by `discover` on its own fresh runs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from esnsim.analysis.discovery import discover
from esnsim.state import Doubles

FAILED = "failed"


def failing_sentences(effects: Doubles, constants: Doubles, names: Sequence[str], seed: int) -> list[str]:
    """In how many runs a plan does no good, and under which constants, if that can be said.

    Args:
        effects: Of the plan in each run, above 0 where it helps; shape (runs,).
        constants: Of each run; shape (runs, constants).
        names: Of the constants.
        seed: Of the search for conditions.
    """
    failed = effects <= 0.0
    if not failed.any():
        return [f"It helps in all {len(effects)} fresh runs, so nothing is known of where it does not"]
    table = pd.DataFrame(constants, columns=list(names)).assign(**{FAILED: failed})
    return discover(table, list(names), FAILED, "It does not help", seed).sentences()
