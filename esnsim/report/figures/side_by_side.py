"""Two experiments in one picture: the rungs of the ladder week by week, solid for the first, dashed for the second."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.experiments.estimates.bands import held_in_band
from esnsim.experiments.estimates.interval import LEAST_RUNS, Interval
from esnsim.experiments.results.manifest import installed
from esnsim.experiments.results.side_by_side import Pair, SideBySide
from esnsim.report.layout.frame import MARGIN, head_of, head_room, panel_head
from esnsim.report.layout.scales import share_limits
from esnsim.report.layout.sweep_page import Words, framed_page
from esnsim.report.letters import SMALL
from esnsim.report.style import BAND_OPACITY, GREY, HUES, Look, styled, value_axis
from esnsim.report.text.answers import better_in, signed
from esnsim.report.text.ladder import DEFINITIONS, DRAWN
from esnsim.report.text.sizes import efforts, size_remark

MOST_PAIRS = 3
WIDE, TALL, BELOW, GAP = 4.75, 1.85, 0.62, 0.8
LEFT = MARGIN + 0.7
COLUMNS = 2


class Line(NamedTuple):
    """One programme of one experiment.

    Attributes:
        experiment: Where it was simulated.
        programme: Its name.
        look: How it is drawn.
        label: What the legend calls it.
    """

    experiment: Experiment
    programme: str
    look: Look
    label: str


def versus_figure(comparison: SideBySide, names: tuple[str, str], answer: str) -> Figure:
    """Small panels, one a rung: medians of the runs of both experiments, and where the middle 80 % of them lie.

    Args:
        comparison: What is compared; the first three pairs are drawn.
        names: What the two are called.
        answer: What the picture says, as a sentence.
    """
    lines = _lines(comparison, names)
    fewest = min(each.scenario.replicates for each in (comparison.first, comparison.second))
    held = f"{held_in_band(fewest)} of them"
    subtitle = f"Share of headcount; line: median of the runs; band: {held}; weeks since the start"
    if comparison.unpaired:
        subtitle += f"; runs cannot be compared one by one, because {comparison.unpaired}"
    left_out = len(comparison.pairs) - MOST_PAIRS
    subtitle += f"; {left_out} more in the table" if left_out > 0 else ""
    runs = " and ".join(str(each.scenario.replicates) for each in (comparison.first, comparison.second))
    footer = f"{' and '.join(names)} · {runs} replicates of each programme · esnsim {installed()['esnsim'] or ''}"
    heads = [head_of(rung, DEFINITIONS[rung], WIDE) for rung in DRAWN]
    room = head_room(heads)
    rows = -(-len(DRAWN) // COLUMNS)
    with styled():
        looks = {line.label: line.look for line in lines}
        made = framed_page(Words(answer, subtitle, footer.rstrip()), rows * (room + TALL + BELOW), looks, "")
        for nth, rung in enumerate(DRAWN):
            left, down = LEFT + nth % COLUMNS * (WIDE + GAP), nth // COLUMNS * (room + TALL + BELOW) + room
            axes = made.axes(left, down, WIDE, TALL)
            _panel(axes, lines, rung, comparison.last_week)
            panel_head(axes, heads[nth])
    return made.figure


def _is_idle(comparison: SideBySide, pair: Pair) -> bool:
    """Whether both are baselines."""
    return pair == (comparison.first.scenario.baseline, comparison.second.scenario.baseline)


def drawn_pairs(comparison: SideBySide) -> list[Pair]:
    """The pairs that are drawn: first those that do something."""
    return sorted(comparison.pairs, key=lambda pair: _is_idle(comparison, pair))[:MOST_PAIRS]


def _lines(comparison: SideBySide, names: tuple[str, str]) -> list[Line]:
    """The lines to be drawn, those of a pair in one colour; grey where both are baselines."""
    found: list[Line] = []
    hues = iter(HUES)
    both = (comparison.first, comparison.second)
    for pair in drawn_pairs(comparison):
        idle = _is_idle(comparison, pair)
        colour = GREY if idle else next(hues)
        for experiment, programme, name, stroke in zip(both, pair, names, ("-", "--"), strict=True):
            look = Look(colour, "-" if stroke == "-" else "--")
            found.append(Line(experiment, programme, look, f"{name}: {programme}"))
    return found


def _panel(axes: Axes, lines: Sequence[Line], rung: str, last_week: int) -> None:
    low, high = 100.0, 0.0
    for line in lines:
        curve = line.experiment.curves(rung)
        own = curve[(curve["programme"] == line.programme) & (curve["week"] <= last_week)]
        lower, upper, median = (100.0 * own[column] for column in ("low", "high", "median"))
        axes.fill_between(own["week"], lower, upper, color=line.look.colour, alpha=BAND_OPACITY, linewidth=0)
        axes.plot(own["week"], median, color=line.look.colour, linestyle=line.look.stroke, linewidth=2.4)
        low, high = min(low, float(lower.min())), max(high, float(upper.max()))
    axes.set_xlim(0, last_week)
    axes.set_xlabel("week", fontsize=SMALL, labelpad=2)
    value_axis(axes, *share_limits(low, high), " %")


def versus_sentences(comparison: SideBySide, table: pd.DataFrame, names: tuple[str, str]) -> list[str]:
    """The answer for each pair of programmes, those that do something first, and how runs were compared.

    Args:
        comparison: What is compared.
        table: From `SideBySide.table`, with contributors.
        names: What the two are called.
    """
    rows = table[(table["measure"] == "contributor") & (table["kind"] == "share")].to_dict("records")
    rows.sort(key=lambda row: _is_idle(comparison, (row["first_programme"], row["second_programme"])))
    told = [_sentence(row, names) for row in rows]
    how = f"Two samples of runs are compared, because {comparison.unpaired}" if comparison.unpaired else ""
    if comparison.unsure:
        how = f"How sure that is cannot be told: {comparison.unsure}"
    pairs = [(row["first_programme"], row["second_programme"]) for row in rows]
    sizes = [remark for pair in pairs for remark in _sizes(comparison, pair, names)]
    return [*told, how or "Runs are compared one by one: same people, same random numbers", *sizes]


def _sizes(comparison: SideBySide, pair: tuple[str, str], names: tuple[str, str]) -> list[str]:
    """A sentence if the two programmes of a pair differ twofold in people or hours."""
    known = [efforts(comparison.first).get(pair[0]), efforts(comparison.second).get(pair[1])]
    labels = [f"{name}: {programme}" for name, programme in zip(names, pair, strict=True)]
    return size_remark({label: each for label, each in zip(labels, known, strict=True) if each is not None})


def _sentence(row: Mapping[Hashable, Any], names: tuple[str, str]) -> str:
    one, two, points = row["first_programme"], row["second_programme"], 100.0 * float(row["difference"])
    found = Interval(points, 100.0 * float(row["low"]), 100.0 * float(row["high"]))
    runs, paired = int(row["n"]), not pd.isna(row["better"])
    what = f"with '{one}'" if one == two else f"with '{two}' rather than '{one}'"
    if paired and row["same"] == row["n"]:
        return f"By week {row['week']}, {what}, nothing differs"
    size = f"{abs(points):.1f} points {'higher' if points > 0.0 else 'lower'}" if round(points, 1) else "the same"
    than = "than" if round(points, 1) else "as"
    text = f"By week {row['week']}, {what}, contributors are {size} in {names[1]} {than} in {names[0]}"
    if found.is_known:
        text += f" (80 % interval {signed(found.low)} to {signed(found.high)})"
    if paired:
        text += f", {better_in(int(row['better']), int(row['same']), runs, 'higher', 'lower')} replicates"
    if not found.is_known:
        return f"{text}; too few for an interval" if runs < LEAST_RUNS else text
    return text if found.leaves_out_zero else f"{text}; statistically tied"
