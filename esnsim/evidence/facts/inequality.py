"""How unequally people write (F06)."""

from __future__ import annotations

import numpy as np

from esnsim.calendar import HALF_YEAR_WEEKS
from esnsim.evidence.fact import Band, Claim, Fact, Grade, ObservedRuns, Test, Values
from esnsim.evidence.statistics.shapes import power_over_exponential, straightness
from esnsim.evidence.trials import LAUNCHES
from esnsim.simulation.record import gini
from esnsim.state import NEVER

TOP = 0.05
DECADE = (2, 20)
"""Messages in half a year between which the tail is to be straight."""


def _inequality(runs: ObservedRuns) -> Values:
    """Posts and replies of the last half-year, over those who have an account."""
    weekly_panel = runs["supported"].weekly_panel
    written = weekly_panel.words[-HALF_YEAR_WEEKS:].sum(axis=0, dtype=np.int64)[weekly_panel.enabled[-1] != NEVER]
    written = np.sort(written)
    most = max(1, round(TOP * len(written)))
    return {
        "gini": gini(written),
        "top": float(written[-most:].sum()) / max(float(written.sum()), 1.0),
        "straight": straightness(written, *DECADE),
        "power": power_over_exponential(written, *DECADE),
    }


F06 = Fact(
    "F06",
    "Contribution is extremely unequal.",
    "[MW11] VT, [JON10] VT, [GOV08] VT, Gini C, [CHE12] VA",
    Grade.STRONG,
    (
        Test(
            LAUNCHES,
            _inequality,
            (
                Claim("gini", "Gini of messages per person with an account, 26 weeks", Band(0.75, 0.95), "number"),
                Claim("top", "messages written by the top 5 % of these persons", Band(0.50, 0.75)),
                Claim("straight", "R squared of the tail in logarithms, 2 to 20 messages", Band(0.9, 1.0), "number"),
                Claim(
                    "power",
                    "log-likelihood of a power law over an exponential, per person with 2 to 20 messages",
                    Band(0.0, scale=0.05, strict=True),
                    "number",
                ),
            ),
        ),
    ),
)
