"""What is done, and when: one bar for each intervention of each programme, below the panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import NamedTuple

from matplotlib.axes import Axes

from esnsim.calendar import date_of
from esnsim.experiments.design.labels import in_words
from esnsim.report.letters import NOTE, SMALL, extent, shortened
from esnsim.report.style import FAINT, INK, Look, place
from esnsim.simulation.run import Run

LANE = 0.3
"""Inches for one intervention."""
ASIDE = 6.0
"""Points from the beginning of a bar to its name."""
APART = 0.09
"""Inches between two labels of marks, ..."""
LONGEST_MARK = 6
"""... and the letters of one."""


class Bar(NamedTuple):
    """An intervention as it was carried out.

    Attributes:
        programme: Of which programme.
        intervention: Its name.
        begins: Workday of its first effect, the median over runs.
        ends: First workday after it, the median over runs; None where it went on to the end.
        runs: In how many runs it began.
        of: Out of how many runs.
    """

    programme: str
    intervention: str
    begins: int
    ends: int | None
    runs: int
    of: int

    @property
    def label(self) -> str:
        """Its name, and how often it began where that depended on what happened."""
        name = in_words(self.intervention)
        return name if self.runs == self.of else f"{name} (in {self.runs} of {self.of})"


def bars(runs: Sequence[Run]) -> list[Bar]:
    """What the programmes did, programme by programme, the earliest first."""
    found = []
    for programme in dict.fromkeys(run.programme for run in runs):
        own = [run for run in runs if run.programme == programme]
        names = dict.fromkeys(event.intervention for run in own for event in run.events)
        found += sorted((_bar(name, own) for name in names), key=lambda bar: (bar.begins, bar.intervention))
    return found


def _bar(name: str, runs: Sequence[Run]) -> Bar:
    days = {
        what: [event.day for run in runs for event in run.events if (event.intervention, event.what) == (name, what)]
        for what in ("begins", "ends")
    }
    ends = median_low(days["ends"]) if 2 * len(days["ends"]) > len(days["begins"]) else None
    return Bar(runs[0].programme, name, median_low(days["begins"]), ends, len(days["begins"]), len(runs))


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


class _Label(NamedTuple):
    """The numbers of lines that share a label, and from where to where it reaches, inches from the left."""

    at: float
    numbers: tuple[int, ...]
    begins: float
    ends: float


def _number(axes: Axes, places: Sequence[float]) -> None:
    """Numbers above the lines; lines whose labels would touch share one."""
    left, right = axes.get_xlim()
    wide = _inches(axes)
    order = sorted(range(len(places)), key=lambda nth: places[nth])
    found = [((places[nth] - left) / (right - left) * wide, (nth + 1,)) for nth in order]
    labels: list[_Label] = []
    for at, numbers in found:
        labels.append(_label(at, numbers, wide))
        while len(labels) > 1 and labels[-1].begins < labels[-2].ends + APART:
            last, before = labels.pop(), labels.pop()
            labels.append(_label(before.at, (*before.numbers, *last.numbers), wide))
    for label in labels:
        axes.annotate(
            ranges(sorted(label.numbers)),
            (label.begins / wide, 1.0),
            (0, 2),
            xycoords="axes fraction",
            textcoords="offset points",
            va="bottom",
            fontsize=SMALL,
            color=INK,
        )


def _label(at: float, numbers: tuple[int, ...], wide: float) -> _Label:
    """A label beginning at its first line, or ending there where the panel ends."""
    reach = extent(ranges(sorted(numbers)), SMALL).width
    begins = at if at + reach <= wide else max(0.0, at - reach)
    return _Label(at, numbers, begins, begins + reach)


def _inches(axes: Axes) -> float:
    """How wide a panel is."""
    return float(axes.get_position().width * axes.figure.get_figure(root=True).get_figwidth())


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
    """The bars with numbers and names, one below the other."""
    left_edge, end = axes.get_xlim()
    wide = _inches(axes)
    for lane, bar in enumerate(timeline):
        left = place(date_of(bar.begins, start))
        right = end if bar.ends is None else min(end, place(date_of(bar.ends, start)))
        colour = looks[bar.programme].colour
        axes.barh(lane, right - left, left=left, height=0.82, color=colour, alpha=0.22, linewidth=0)
        axes.vlines(left, lane - 0.41, lane + 0.41, color=colour, linewidth=2)
        text = shortened(_named(lane, bar), wide - 2 * ASIDE / 72.0, NOTE)
        begins = _begins(text, (left - left_edge) / (end - left_edge) * wide, wide)
        axes.annotate(
            text,
            (begins / wide, lane),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=NOTE,
        )
    axes.set_ylim(len(timeline) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="y", visible=False)


def _named(lane: int, bar: Bar) -> str:
    """The number and the name of a bar."""
    return f"{lane + 1}  {bar.label}"


def _begins(text: str, at: float, wide: float) -> float:
    """Where a name begins, inches: behind the beginning of its bar, or before it, or else where there is room."""
    reach, aside = extent(text, NOTE).width, ASIDE / 72.0
    if at + aside + reach <= wide:
        return at + aside
    return at - aside - reach if at - aside >= reach else max(0.0, wide - reach - aside)


def room_for_names(timeline: Sequence[Bar]) -> float:
    """How wide the strip has to be for all names to stand in it, inches."""
    return max((extent(_named(lane, bar), NOTE).width for lane, bar in enumerate(timeline)), default=0.0) + ASIDE / 36.0
