"""Plans that trade outcomes off: each a number between what it does to the one and to the other, with both bands."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from esnsim.analysis.planning.answer import PlanAnswer
from esnsim.experiments.design.labels import counted, is_share
from esnsim.experiments.design.outcome import Outcome
from esnsim.numerals import numeral
from esnsim.report.layout.page import Heading, PageFrame, page
from esnsim.report.letters import NOTE, SMALL
from esnsim.report.style import FAINT, HUES, INK, Look, styled
from esnsim.report.text.deciding.fronts import outcome_name, outcomes_of
from esnsim.report.text.worth import short_sum

TALL = 3.4
PERCENT = 100.0
LEAST_SURE = 0.5
"""Share of models from which on a plan is drawn as one of the front."""
SURE, UNSURE = HUES[0], FAINT


def front_figure(found: PlanAnswer, footer: str = "") -> Figure:
    """A panel for each outcome that is traded off against the first one.

    Args:
        found: An answer with a front of at least one plan.
        footer: Where it comes from.
    """
    first, *others = outcomes_of(found)
    sure = sum(each.on_front >= LEAST_SURE for each in found.front)
    frame = PageFrame(
        title="What is given up for what?",
        answer=f"{counted(sure, 'plan')} of {len(found.front)} are on the front in at least half of the models.",
        subtitle="Against doing nothing, in fresh runs; a number a plan, lines: where 80 % of models lie",
        footer=footer,
        looks={"on the front in half of the models": Look(SURE, "-"), "in fewer": Look(UNSURE, "-")},
        baseline="",
        key=" ".join(f"({nth}) {'; '.join(each.what)}." for nth, each in enumerate(found.front, 1)),
    )
    headings = [Heading(outcome_name(first), f"across: {outcome_name(each)}") for each in others]
    with styled():
        made = page(frame, headings, tall=TALL, columns=max(1, min(2, len(others))))
        for which, (axes, other) in enumerate(zip(made.panels, others, strict=True), 1):
            _draw(axes, found, (first, other), which)
    return made.figure


def _draw(axes: Axes, found: PlanAnswer, pair: tuple[Outcome, Outcome], which: int) -> None:
    """One outcome across, the first one upwards."""
    up, across = (PERCENT if is_share(each) else 1.0 for each in pair)
    for nth, point in enumerate(found.front, 1):
        own, other = point.effects[0], point.effects[which]
        colour = SURE if point.on_front >= LEAST_SURE else UNSURE
        x, y = across * other.effect, up * own.effect
        axes.hlines(y, across * other.low, across * other.high, color=colour, linewidth=1.4, alpha=0.5)
        axes.vlines(x, up * own.low, up * own.high, color=colour, linewidth=1.4, alpha=0.5)
        axes.plot(x, y, "o", color=colour, markersize=12.5)
        axes.text(x, y, str(nth), color="white", ha="center", va="center", fontsize=SMALL, fontweight="bold")
    for axis, outcome in ((axes.yaxis, pair[0]), (axes.xaxis, pair[1])):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(_written(outcome)))
    for line in (axes.axhline, axes.axvline):
        line(0.0, color=INK, linewidth=0.8)
    axes.set_xlabel(outcome_name(pair[1]), fontsize=NOTE)


def _written(outcome: Outcome) -> Callable[[float, object], str]:
    """How numbers at an axis are written: with their sign, in few letters where they are large."""
    if is_share(outcome):
        return lambda value, _: numeral(round(value, 3), "+g")
    return lambda value, _: short_sum(value, signed=True)
