"""Forecasts of real adoption beside what happened: a panel for each record."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from benchmarks.reality.scores import interval
from benchmarks.reality.study import BASS, BASS_OF_ALL, LEVEL, MODEL, PACE, Contest
from esnsim.report.layout.page import Heading, PageFrame, page
from esnsim.report.letters import NOTE
from esnsim.report.style import BAND_OPACITY, FAINT, GREY, HUES, INK, Look, styled, value_axis

LOOKS = {
    MODEL: Look(HUES[0], "-"),
    BASS: Look(HUES[1], "--"),
    BASS_OF_ALL: Look(HUES[3], "--"),
    LEVEL: Look(GREY, ":"),
    PACE: Look(HUES[2], "--"),
}
BANDS = (MODEL, BASS)
"""Forecasters whose bands are filled; those of the others are drawn by their edges, so that these can be seen."""
HEADROOM = 1.45
"""How far above the highest observation a panel reaches, at most."""


def reality_figure(contests: Sequence[Contest]) -> Figure:
    """Observed adoption, where the known half ends, and each forecaster's median and middle 80 %.

    Args:
        contests: Forecasts of one or more records.
    """
    frame = PageFrame(
        title="Does the model foresee how something is adopted?",
        answer=_answer(contests),
        subtitle="People who have adopted; dots: observed; vertical line: the end of what forecasters know; lines: "
        "medians; bands, and thin lines for the last three: the middle 80 % of futures",
        footer="Stand-ins: no public record of an enterprise network says who reads. Lines that leave a panel at the "
        "top are cut. Scores and sources: docs/reality.md",
        looks=LOOKS,
        baseline="",
    )
    with styled():
        made = page(frame, [_heading(each) for each in contests])
        for axes, each in zip(made.panels, contests, strict=True):
            _panel(axes, each)
    return made.figure


def _answer(contests: Sequence[Contest]) -> str:
    """Where the model has the best score, and where it would have been better to say that nothing changes."""
    scores = {each.record.title: {name: of.crps for name, of in each.scores.items()} for each in contests}
    best = [title for title, of in scores.items() if of[MODEL] == min(of.values())]
    beaten = [title for title, of in scores.items() if of[MODEL] > of[LEVEL]]
    parts = [f"best score (CRPS) for {_listed(best)}", f"worse than 'nothing changes' for {_listed(beaten)}"]
    return f"esnsim: {'; '.join(parts)}"


def _listed(names: Sequence[str]) -> str:
    """Names one after the other, the last after *and*; ``none`` for no names."""
    *others, last = names or ["none"]
    return f"{', '.join(others)} and {last}" if others else last


def _heading(each: Contest) -> Heading:
    about = each.record.about
    return Heading(each.record.title, about[:1].upper() + about[1:])


def _panel(axes: Axes, each: Contest) -> None:
    record = each.record
    periods = np.arange(1, len(record.adopted) + 1)
    ahead = periods[record.known - 1 :]
    for name, members in reversed(list(each.forecasts.items())):
        look, seen = LOOKS[name], record.history.seen
        low, high = (np.concatenate([[seen], end]) for end in interval(members, 0.8))
        if name in BANDS:
            axes.fill_between(ahead, low, high, color=look.colour, alpha=1.5 * BAND_OPACITY, linewidth=0)
        else:
            axes.plot(ahead, low, ahead, high, color=look.colour, linewidth=0.9, alpha=0.7)
        median = np.concatenate([[seen], np.median(members, axis=0)])
        axes.plot(ahead, median, color=look.colour, linestyle=look.stroke, linewidth=2.4)
    axes.axvline(float(record.known), color=FAINT, linewidth=1.2)
    axes.plot(periods, record.adopted, "o", color=INK, markersize=3.5)
    axes.set_xlim(0.5, len(periods) + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axes.set_xlabel(f"{record.period.name} of the record", fontsize=NOTE, labelpad=2)
    value_axis(axes, 0.0, _ceiling(each))


def _ceiling(each: Contest) -> float:
    """Just above everything drawn, unless that would press the observations flat."""
    highest = max(float(interval(members, 0.8).max()) for members in each.forecasts.values())
    observed = float(each.record.adopted.max())
    return min(1.04 * max(highest, observed), HEADROOM * observed)
