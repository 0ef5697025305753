"""What each intervention of a programme is responsible for, as bars with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from esnsim.analysis.attribution import Attribution
from esnsim.analysis.attribution.words import sentences
from esnsim.experiments.design.labels import counted, in_words, is_share
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.estimates.interval import Interval
from esnsim.experiments.results.manifest import installed
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, head_of, head_room, panel_head
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import NOTE, extent, fitted, widest
from esnsim.report.style import FAINT, GREY, HUES, INK, styled
from esnsim.report.text.ladder import DEFINITIONS
from esnsim.report.text.outcomes import shown_outcome

FOOT, ROW, LEAST, GAP = 0.6, 0.42, 1.0, 0.4
NAME_ROOM, NAME_GAP = 2.6, 0.15
"""Inches for names at most, in two lines, and from there to their bars."""
THICK, THIN = 0.6, 1.4


def attribution_figure(found: Attribution) -> Figure:
    """Panels side by side, a bar an intervention: its fair share, what is lost without it, and what it does alone.

    Args:
        found: What was found.
    """
    named = shown_outcome(found.outcome, "", found.scenario.weeks).subject
    first, *more = sentences(found, named)
    version = installed()["esnsim"]
    footer = (
        f"{found.scenario.name} · {found.programme} · {counted(found.replicates, 'replicate')} of each combination · "
        f"seed {found.scenario.seed} · {_whiskers(found)} · "
        f"esnsim {version or ''}".rstrip()
    )
    panels = [
        (
            "without it, this is lost",
            "the programme with, less without it",
            [d.last for d in found.contributions],
        ),
        ("alone, it does this", "nothing else in force", [d.alone for d in found.contributions]),
    ]
    shared = [contribution.shared for contribution in found.contributions if contribution.shared is not None]
    if shared:
        panels.insert(0, ("its fair share", "adds up to the whole", shared))
    names = [fitted(in_words(contribution.intervention), NAME_ROOM, NOTE) for contribution in found.contributions]
    row = max(ROW, *(extent(name, NOTE).height + 0.08 for name in names)) if names else ROW
    tall = max(LEAST, row * len(names))
    left = MARGIN + widest(names, NOTE) + NAME_GAP
    wide = (WIDTH - MARGIN - left - GAP * (len(panels) - 1)) / len(panels)
    heads = [head_of(head, meaning, wide) for head, meaning, _ in panels]
    room = head_room(heads)
    scale = 100.0 if is_share(found.outcome) else 1.0
    with styled():
        title = f"{first[0].upper()}{first[1:]}."
        told = [f"{each[0].upper()}{each[1:]}." for each in more]
        words = Words(title, " ".join([*_meaning(found), *told]), footer)
        made = framed_page(words, room + tall + FOOT, {}, "")
        drawn = [made.axes(left + nth * (wide + GAP), room, wide, tall) for nth in range(len(panels))]
        for axes, (_, _, intervals), head in zip(drawn, panels, heads, strict=True):
            _bars(axes, intervals, scale)
            panel_head(axes, head)
            axes.set_xlabel("points of headcount" if scale > 1.0 else named, fontsize=NOTE)
        _same_limits(drawn)
        drawn[0].set_yticks(range(len(found.contributions)), names, fontsize=NOTE)
        for axes in drawn[1:]:
            axes.set_yticks([])
    return made.figure


def _whiskers(found: Attribution) -> str:
    """What the lines over the bars hold."""
    if found.models:
        return f"whiskers: where {held_in_band(found.models)} of {found.models} plausible models lie"
    return "whiskers: 80 % intervals of the mean, random variation only"


def _meaning(found: Attribution) -> list[str]:
    """What is looked at and when, for somebody who does not know the words."""
    measure, week = found.outcome.measure, found.outcome.at(found.scenario.weeks)
    meaning = DEFINITIONS.get(measure)
    return (
        [f"{measure.capitalize()}: {meaning}; at the end of week {week}, against nothing being done."]
        if meaning
        else []
    )


def _bars(axes: Axes, intervals: Sequence[Interval], scale: float) -> None:
    """Bars from top to bottom; grey where the interval holds no difference."""
    for place, each in enumerate(intervals):
        settled = each.leaves_out_zero
        colour = (HUES[0] if each.mean > 0.0 else HUES[1]) if settled else GREY
        axes.barh(place, scale * each.mean, color=colour, height=THICK)
        axes.plot([scale * each.low, scale * each.high], [place, place], color=INK, linewidth=THIN)
    axes.axvline(0.0, color=FAINT, linewidth=1)
    axes.set_ylim(len(intervals) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: numeral(value, "+g")))


def _same_limits(drawn: Sequence[Axes]) -> None:
    """One scale for all panels, so that bars can be compared across them."""
    low = min(axes.get_xlim()[0] for axes in drawn)
    high = max(axes.get_xlim()[1] for axes in drawn)
    for axes in drawn:
        axes.set_xlim(low, high)
