"""Which units take part more or less than the whole, as far as groups are large enough to be shown."""

from __future__ import annotations

from matplotlib.figure import Figure

from esnsim.experiments.design.labels import PLURALS
from esnsim.numerals import numeral
from esnsim.report.layout.frame import MARGIN, WIDTH, Surround, framed
from esnsim.report.letters import NOTE, SMALL, key_of_cuts, shortened, widest
from esnsim.report.style import FAINT, HUES, styled
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.groups import GroupTable

LANE = 0.3
NAME_ROOM, NAME_GAP = 4.2, 0.2
"""Inches for names at most, and from there to their rows."""
MOST = 30
FEWEST = 3
ORDER = ("unit", "site", "country", "level", "manager")
TOLD_BY = ("contributor", "interactive", "reader", "enabled")


def groups_figure(found: Assessment) -> Figure | None:
    """A dot for each group, larger ones on top; None where fewer than three may be shown.

    Args:
        found: What usage files say.
    """
    table = drawn_table(found)
    if table is None:
        return None
    rung = next((each for each in TOLD_BY if table.groups[0].rungs.get(each) is not None), None)
    return None if rung is None else _drawn(found, table, rung)


def drawn_table(found: Assessment) -> GroupTable | None:
    """The kind of group that is drawn: units if there are enough, else sites, and so on; None where none has enough.

    Args:
        found: What usage files say.
    """
    tables = {table.kind: table for table in found.groups if len(table.groups) >= FEWEST}
    return next((tables[kind] for kind in ORDER if kind in tables), None)


def _drawn(found: Assessment, table: GroupTable, rung: str) -> Figure:
    """The dots of one kind of group."""
    shown = table.groups[:MOST]
    more = f"; the {MOST} largest of {len(table.groups)}" if len(table.groups) > MOST else ""
    people = sum(group.people for group in table.groups)
    whole = 100.0 * sum(group.rungs[rung] or 0 for group in table.groups) / people
    cold = {(place.kind, place.name) for place in found.cold}
    whom = "of the people who report to each manager" if table.kind == "manager" else f"of each {table.kind}"
    told = [f"{group.name} ({group.people:,})" for group in shown]
    names = [shortened(each, NAME_ROOM, SMALL) for each in told]
    left = widest(names, SMALL) + NAME_GAP
    words = Surround(
        title=f"Where are the {PLURALS[rung]}?",
        answer="",
        subtitle=f"Shares {whom}, largest on top{more}; dotted: all shown; orange: clearly below",
        footer=f"Groups of fewer than five people are hidden. From: {found.record.title}.",
        key=key_of_cuts(dict(zip(told, names, strict=True))),
    )
    with styled():
        made = framed(words, LANE * len(shown) + 0.5, {}, "")
        axes = made.axes(MARGIN + left, 0.05, WIDTH - 2 * MARGIN - left - 0.4, LANE * len(shown))
        for lane, group in enumerate(shown):
            share = 100.0 * (group.rungs[rung] or 0) / group.people
            colour = HUES[1] if (table.kind, group.name) in cold else HUES[0]
            axes.hlines(lane, 0, share, color=colour, linewidth=2, alpha=0.5)
            axes.plot(share, lane, "o", color=colour, markersize=8, clip_on=False)
        axes.axvline(whole, color=FAINT, linestyle=":", linewidth=1.4)
        axes.set_yticks(range(len(shown)), names, fontsize=SMALL)
        axes.set_ylim(len(shown) - 0.5, -0.5)
        axes.set_xlim(0, 100 if whole > 40 else None)  # noqa: PLR2004 - small shares get more room
        axes.xaxis.set_major_formatter(lambda value, _: f"{numeral(value)} %")
        axes.tick_params(axis="both", length=0, labelsize=NOTE)
        axes.grid(axis="y", visible=False)
    return made.figure
