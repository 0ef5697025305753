"""Numbers as cells of a report."""

from __future__ import annotations

import math

from esnsim.report.text.answers import signed


def percent_cell(share: float) -> str:
    """A share with one decimal."""
    return f"{100.0 * share:.1f} %"


def band_cell(low: float, high: float) -> str:
    """Where the middle of the runs lies, in percent, on a line of its own; empty where that is one value."""
    ends = [f"{100.0 * each:.1f}" for each in (low, high)]
    return "" if ends[0] == ends[1] or math.isnan(low) else f"\n({ends[0]}\N{EN DASH}{ends[1]})"


def points_cell(difference: float, low: float = math.nan, high: float = math.nan) -> str:
    """A difference in points, with its interval on a line of its own."""
    if math.isnan(difference):
        return ""
    text = signed(100.0 * difference)
    return text if math.isnan(low) else f"{text}\n({signed(100.0 * low)} to {signed(100.0 * high)})"
