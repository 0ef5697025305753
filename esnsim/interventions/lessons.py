"""Sessions in which people learn: spread over the week in which they are reached."""

from __future__ import annotations

from collections.abc import Mapping

from esnsim.interventions.kind import Progress
from esnsim.interventions.scene import Pull
from esnsim.interventions.workdays import WORKDAYS_A_WEEK


def teach(levers: Pull, progress: Progress, gaps: Mapping[str, float]) -> None:
    """Let those newly reached close parts of the gap to full belief, a fifth of the session each workday.

    Args:
        levers: Where to pull.
        progress: Who was reached this week.
        gaps: Part of the gap closed by the whole session, in [0, 1), for each lever that teaches.
    """
    for lever, closed in gaps.items():
        levers.add(lever, progress.newly, 1.0 - (1.0 - closed) ** (1.0 / WORKDAYS_A_WEEK))
