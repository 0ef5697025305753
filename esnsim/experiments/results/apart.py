"""From which week on programmes differ, as far as the runs that are there can tell."""

from __future__ import annotations

import numpy as np
import pandas as pd


def weeks_apart(curves: pd.DataFrame) -> dict[str, int | None]:
    """The first week from which on the interval of the difference leaves out zero until the end, on one side of it.

    A week alone leaves out zero by chance in one case of five, and one of many weeks nearly always does; that all do
    until the end is no more likely than that the last does.

    Args:
        curves: From `Experiment.difference_curves`.

    Returns:
        By programme; None where the last week does not leave out zero.
    """
    return {str(name): _first(own) for name, own in curves.groupby("programme", sort=False)}


def _first(own: pd.DataFrame) -> int | None:
    ordered = own.sort_values("week")
    side = np.sign(ordered["low"].to_numpy(float)) + np.sign(ordered["high"].to_numpy(float))
    apart = side == 2.0 * np.sign(ordered["difference"].to_numpy(float).item(-1))
    apart &= side != 0.0
    if not apart[-1]:
        return None
    beside = np.flatnonzero(~apart)
    return int(ordered["week"].iloc[beside[-1] + 1 if len(beside) else 0])
