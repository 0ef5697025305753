"""What happened week by week, as files tell it; weeks that nobody covers are gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.calendar import DAYS_A_WEEK
from esnsim.report.layout.frame import MARGIN, WIDTH, Surround, framed, head_of, panel_head
from esnsim.report.style import HUES, Look, date_axis, place, styled, value_axis
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.weeks import UsageWeek

PEOPLE = ("readers", "active", "interactive", "contributors")
FLOWS = ("posts", "replies", "messages", "reactions")
FEWEST = 3
"""Weeks from which there is a course to look at."""
TALL, GAP, SCALE = 2.6, 0.9, 0.8


def weeks_figure(found: Assessment) -> Figure | None:
    """People of each week on the left, what they did on the right; None where there is no course to look at.

    Args:
        found: What usage files say.
    """
    weeks = [week for week in found.weeks if week.is_whole]
    if len(weeks) < FEWEST:
        return None
    panels = [
        (title, meaning, shown)
        for title, meaning, of in (
            ("people a week", "different people in each week; those of several weeks cannot be added", PEOPLE),
            ("what they did", "in each week", FLOWS),
        )
        if (shown := [word for word in of if any(word in week.counts for week in weeks)])
    ]
    if not panels:
        return None
    names = [word for _, _, of in panels for word in of]
    looks = {word: Look(HUES[nth % len(HUES)], "-") for nth, word in enumerate(names)}
    words = Surround(
        title="Week by week",
        answer="",
        subtitle="Whole weeks, by their first day; a gap is a week that no file covers",
        footer=f"From: {found.record.title}.",
    )
    wide = (WIDTH - 2 * MARGIN - SCALE - (len(panels) - 1) * GAP) / len(panels)
    with styled():
        made = framed(words, TALL + 1.3, looks, "")
        for nth, (title, meaning, those) in enumerate(panels):
            axes = made.axes(MARGIN + SCALE * 0.8 + nth * (wide + GAP), 0.8, wide, TALL)
            panel_head(axes, head_of(title, meaning, wide))
            _draw(axes, weeks, those, looks)
    return made.figure


def _draw(axes: Axes, weeks: Sequence[UsageWeek], words: Sequence[str], looks: dict[str, Look]) -> None:
    """A line a word, broken where weeks are missing."""
    first, last = weeks[0].span.first, weeks[-1].span.first
    days = np.arange(first, last + 1, DAYS_A_WEEK)
    most = 1.0
    for word in words:
        by_day = {week.span.first: week.counts.get(word) for week in weeks}
        values = [np.nan if (value := by_day.get(int(day))) is None else float(value) for day in days]
        most = max(most, float(np.nanmax(values))) if not np.all(np.isnan(values)) else most
        where = [place(date.fromordinal(int(day))) for day in days]
        axes.plot(where, values, color=looks[word].colour, linewidth=2.2, solid_capstyle="round")
    date_axis(axes, date.fromordinal(first), date.fromordinal(max(last, first + 1)))
    value_axis(axes, 0.0, 1.05 * most)
