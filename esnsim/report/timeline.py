"""What is done, and when: one bar for each intervention of each programme, below the panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import NamedTuple

from matplotlib.axes import Axes

from esnsim.experiments.labels import in_words
from esnsim.interventions.workdays import date_of
from esnsim.report.style import FAINT, INK, Look, place, wrapped
from esnsim.simulation.run import Run

LANE = 0.3
"""Inches for one intervention."""
LETTER = 0.1
"""Inches for a letter of its name, the widest in the middle."""
APART = 0.07
"""Part of the width of a panel within which marks share a label."""
LONGEST_MARK = 6
"""Letters of such a label."""


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
        name = in_words(self.intervention)
        return name if self.lives == self.of else f"{name} (in {self.lives} of {self.of})"


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
    """A thin dashed line in a panel where something begins, in its programme's colour; grey where it is of several.

    Above the panel stand the numbers of what begins there, those of near lines together.
    """
    colours: dict[int, set[str]] = {}
    for bar in timeline:
        colours.setdefault(bar.begins, set()).add(looks[bar.programme].colour)
    for day, wanted in colours.items():
        colour = wanted.pop() if len(wanted) == 1 else FAINT
        axes.axvline(place(date_of(day, start)), color=colour, linestyle=(0, (4, 3)), linewidth=1, zorder=1)
    _number(axes, [place(date_of(bar.begins, start)) for bar in timeline])


def _number(axes: Axes, places: Sequence[float]) -> None:
    """Numbers above the lines; where a line is too near to the one before for a label of its own, it shares that."""
    left, right = axes.get_xlim()
    groups: dict[float, list[int]] = {}
    for nth in sorted(range(len(places)), key=lambda nth: places[nth]):
        last = next(reversed(groups), -float("inf"))
        at = last if places[nth] - last < APART * (right - left) else places[nth]
        groups.setdefault(at, []).append(nth + 1)
    for at, numbers in groups.items():
        side = "left" if at < right - APART * (right - left) else "right"
        axes.annotate(
            ranges(sorted(numbers)),
            (at, 1.0),
            (0, 2),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=10,
            color=INK,
        )


def ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers in few letters, neighbours joined by a dash; cut where there are very many."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = ", ".join(f"{run[0]}" if not run[1:] else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)
    return text if len(text) <= LONGEST_MARK else f"{numbers[0]} \N{HORIZONTAL ELLIPSIS}"


def draw(axes: Axes, timeline: Sequence[Bar], looks: Mapping[str, Look], start: date) -> None:
    """The bars with numbers and names, one below the other; a name stands on the side of its bar with more room."""
    left_edge, end = axes.get_xlim()
    inches = axes.get_position().width * axes.figure.get_figure(root=True).get_figwidth()
    for lane, bar in enumerate(timeline):
        left = place(date_of(bar.begins, start))
        right = end if bar.ends is None else min(end, place(date_of(bar.ends, start)))
        colour = looks[bar.programme].colour
        axes.barh(lane, right - left, left=left, height=0.82, color=colour, alpha=0.22, linewidth=0)
        axes.vlines(left, lane - 0.41, lane + 0.41, color=colour, linewidth=2)
        part = (left - left_edge) / (end - left_edge)
        side, sign = ("left", 1) if part <= 1 / 2 else ("right", -1)
        axes.annotate(
            wrapped(f"{lane + 1}  {bar.label}", int(inches * max(part, 1 - part) / LETTER), 1),
            (left, lane),
            (6 * sign, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=11.5,
        )
    axes.set_ylim(len(timeline) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="y", visible=False)
