"""Sessions in which people learn: spread over the week in which they are reached."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.interventions.scene import Pull


def teach(levers: Pull, rows: NDArray[np.int64], gaps: Mapping[str, float]) -> None:
    """Let some people close parts of the gap to full belief, a fifth of the session each workday.

    Args:
        levers: Where to pull.
        rows: Rows of those who learn.
        gaps: Part of the gap closed by the whole session, in [0, 1), for each lever that teaches.
    """
    for lever, closed in gaps.items():
        levers.add(lever, rows, 1.0 - (1.0 - closed) ** (1.0 / WORKDAYS_A_WEEK))
