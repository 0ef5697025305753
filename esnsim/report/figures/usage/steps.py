"""How many people stand on each step of use, beside what is usual elsewhere."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, Surround, framed
from esnsim.report.letters import BODY, NOTE
from esnsim.report.style import FAINT, HUES, INK, styled
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.rungs import RUNGS
from esnsim.usage.writing.section import percents, window_words
from esnsim.usage.writing.use_sections import DID

LANE, BAR = 0.62, 0.5
"""Inches for a step, and the part of it that its bar takes."""
NAMES = 3.5
"""Inches left of the bars for what steps are called."""
USUAL_OF = {"reader": "readers", "interactive": "interactive people", "contributor": "contributors"}


def steps_figure(found: Assessment) -> Figure:
    """A bar for each step of use, its share of the people, and the band that is usual elsewhere.

    Args:
        found: What usage files say.
    """
    of = "the headcount" if found.ladder.headcount is not None else "people with an account"
    usual = "Grey: what is usual elsewhere, where it is known"
    words = Surround(
        title="Step by step",
        answer="",
        subtitle=f"In {window_words(found.ladder.window)}; shares of {of}. {usual}.",
        footer=f"From: {found.record.title}.",
    )
    steps = ("accounts", *RUNGS)
    with styled():
        made = framed(words, LANE * len(steps) + 0.5, {}, "")
        axes = made.axes(MARGIN + NAMES, 0.05, WIDTH - 2 * MARGIN - NAMES - 0.4, LANE * len(steps))
        _usual(axes, found, steps)
        for lane, step in enumerate(steps):
            _bar(axes, lane, found, step)
        axes.set_xlim(0, 100)
        axes.set_ylim(len(steps) - 0.5, -0.5)
        axes.set_yticks(range(len(steps)), [f"{step}\n{DID[step]}" for step in steps], fontsize=NOTE)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_formatter(lambda value, _: f"{numeral(value)} %")
        axes.grid(axis="y", visible=False)
    return made.figure


def _bar(axes: Axes, lane: int, found: Assessment, step: str) -> None:
    """One step: how long its bar is, and how many people that is."""
    ladder = found.ladder
    count = ladder.accounts if step == "accounts" else ladder.rungs[step]
    share = ladder.share("enabled" if step == "accounts" else step)
    if share is None:
        text = "unknown" if count.people is None else f"{count.people:,} people of an unknown number"
        axes.text(0.8, lane, text, va="center", fontsize=NOTE, color=FAINT, style="italic")
        return
    axes.barh(lane, 100 * share, height=BAR, color=HUES[0], alpha=0.55 if count.at_least else 1.0)
    least = "at least " if count.at_least else ""
    text = f"{least}{count.people:,}  ({least}{percents(share)})"
    inside = share > 0.6  # noqa: PLR2004 - beyond it there is no room beside the bar
    axes.text(
        100 * share + (-0.8 if inside else 0.8),
        lane,
        text,
        va="center",
        ha="right" if inside else "left",
        fontsize=BODY,
        color="white" if inside and not count.at_least else INK,
    )


def _usual(axes: Axes, found: Assessment, steps: tuple[str, ...]) -> None:
    """The bands that are usual elsewhere, behind the bars."""
    usual = {each.usual.measure: each.usual for each in found.benchmarks}
    for lane, step in enumerate(steps):
        if (band := usual.get(USUAL_OF.get(step, ""))) is not None and found.ladder.base is not None:
            width = 100 * (band.high - band.low)
            axes.add_patch(Rectangle((100 * band.low, lane - 0.42), width, 0.84, facecolor="#E3E3E3", edgecolor="none"))
