"""What is done, and when: one bar for each intervention of each programme, below the panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import NamedTuple

from matplotlib.axes import Axes

from esnsim.interventions.workdays import date_of
from esnsim.report.style import FAINT, Look, place, wrapped
from esnsim.simulation.run import Run

LANE = 0.27
"""Inches for one intervention."""
LABEL_LETTERS = 70


class Bar(NamedTuple):
    """An intervention as it was carried out.

    Attributes:
        programme: Of which programme.
        intervention: Its name.
        begins: Workday of its first effect, the median over lives.
        ends: First workday after it, the median over lives; None where it went on to the end.
        lives: In how many lives it began.
        of: Out of how many lives.
    """

    programme: str
    intervention: str
    begins: int
    ends: int | None
    lives: int
    of: int

    @property
    def label(self) -> str:
        """Its name, and how often it began where that depended on what happened."""
        return self.intervention if self.lives == self.of else f"{self.intervention} (in {self.lives} of {self.of})"


def bars(runs: Sequence[Run]) -> list[Bar]:
    """What the programmes did, programme by programme, the earliest first."""
    found = []
    for programme in dict.fromkeys(run.programme for run in runs):
        lives = [run for run in runs if run.programme == programme]
        names = dict.fromkeys(event.intervention for run in lives for event in run.events)
        found += sorted((_bar(name, lives) for name in names), key=lambda bar: (bar.begins, bar.intervention))
    return found


def _bar(name: str, lives: Sequence[Run]) -> Bar:
    days = {
        what: [event.day for run in lives for event in run.events if (event.intervention, event.what) == (name, what)]
        for what in ("begins", "ends")
    }
    ends = median_low(days["ends"]) if 2 * len(days["ends"]) > len(days["begins"]) else None
    return Bar(lives[0].programme, name, median_low(days["begins"]), ends, len(days["begins"]), len(lives))


def mark(axes: Axes, timeline: Sequence[Bar], looks: Mapping[str, Look], start: date) -> None:
    """A thin dashed line in a panel where something begins, in its programme's colour; grey where it is of several."""
    colours: dict[int, set[str]] = {}
    for bar in timeline:
        colours.setdefault(bar.begins, set()).add(looks[bar.programme].colour)
    for day, wanted in colours.items():
        colour = wanted.pop() if len(wanted) == 1 else FAINT
        axes.axvline(place(date_of(day, start)), color=colour, linestyle=(0, (4, 3)), linewidth=1, zorder=1)


def draw(axes: Axes, timeline: Sequence[Bar], looks: Mapping[str, Look], start: date) -> None:
    """The bars with their names, one below the other; a name stands on the side of its bar that has more room."""
    left_edge, end = axes.get_xlim()
    middle = (left_edge + end) / 2
    for lane, bar in enumerate(timeline):
        left = place(date_of(bar.begins, start))
        right = end if bar.ends is None else min(end, place(date_of(bar.ends, start)))
        colour = looks[bar.programme].colour
        axes.barh(lane, right - left, left=left, height=0.82, color=colour, alpha=0.22, linewidth=0)
        axes.vlines(left, lane - 0.41, lane + 0.41, color=colour, linewidth=2)
        at, side, sign = (left, "left", 1) if left <= middle else (left, "right", -1)
        axes.annotate(
            wrapped(bar.label, LABEL_LETTERS, 1),
            (at, lane),
            (6 * sign, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=10,
        )
    axes.set_ylim(len(timeline) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="y", visible=False)
