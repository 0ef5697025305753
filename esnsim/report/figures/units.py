"""How many write in each part of the organisation, week by week: one map a programme."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex
from matplotlib.figure import Figure

from esnsim.analysis.person_level import REACHED, Gallery
from esnsim.analysis.person_level.tables import people_by_rung, shown_groups
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.design.labels import PLURALS, counted
from esnsim.report.layout.page import COLUMNS, Heading, PageFrame, page
from esnsim.report.letters import SMALL, key_of_cuts, shortened, widest
from esnsim.report.style import Look, date_axis, place, styled
from esnsim.report.text.ladder import DEFINITIONS
from esnsim.report.text.provenance import origin
from esnsim.state import Doubles

COLOURS = LinearSegmentedColormap.from_list("esnsim", ["#F2F2F2", "#B5D6EC", "#0072B2", "#00243A"])
"""From light to dark for everybody, whatever they see of colours."""
STEPS = 5
"""Colours that the legend shows."""
LANE = 0.135
"""Inches for one unit."""
LEAST_TALL, MOST_TALL = 2.0, 5.6
"""Inches of a panel; of very many units each has less, so that all are seen at once, on a slide as well."""
NAMED = 30
"""Units up to which all are named; of more, every other, third, ..."""
NAMED_LANE = 0.18
"""Inches for a name."""
NAME_ROOM, NAME_GAP = 3.8, 0.15
"""Inches for names at most, and from there to their rows."""
MEANING = "each row a unit, the same in all panels, with its people"


def unit_heatmap(gallery: Gallery, rung: str = "contributor", most_tall: float = MOST_TALL) -> Figure:
    """Share of each unit on a rung, week by week, the largest unit on top; one panel a programme.

    Args:
        gallery: Portraits of an experiment.
        rung: ``reader``, ``interactive`` or ``contributor``.
        most_tall: Inches of a panel at most; fewer units are named where it is low.
    """
    scenario, names = gallery.experiment.scenario, gallery.branches.names
    sizes = np.bincount(gallery.branches.of, minlength=len(names))
    order = np.array([unit for unit in np.argsort(-sizes, kind="stable") if shown_groups(sizes)[unit]])
    step = -(-len(order) // min(NAMED, int(most_tall / NAMED_LANE)))
    shares = {name: 100.0 * _shares(gallery, name, rung)[:, order].T for name in gallery.portraits}
    most = max(10.0, 10.0 * np.ceil(max(float(each.max(initial=0.0)) for each in shares.values()) / 10.0))
    scale = Normalize(0.0, most)
    frame = PageFrame(
        title=f"Where are the {PLURALS[rung]}?",
        answer="",
        subtitle=f"Share of each unit who {DEFINITIONS[rung]}; units by size{_named_of(step)}, "
        f"those of fewer than five people left out; mean of {counted(gallery.runs, 'run')} of each programme",
        footer=origin(gallery.experiment),
        looks={f"{share:g} %": Look(to_hex(COLOURS(scale(share))), "-") for share in np.linspace(0.0, most, STEPS)},
        baseline="",
    )
    told = [f"{names[unit]} ({sizes[unit]:,})" for unit in order]
    written = [shortened(each, NAME_ROOM, SMALL) for each in told]
    frame = frame._replace(key=key_of_cuts(dict(zip(told[::step], written[::step], strict=True))))
    with styled():
        made = page(
            frame,
            [Heading(name, MEANING) for name in shares],
            tall=max(LEAST_TALL, min(LANE * len(order), most_tall), NAMED_LANE * len(order[::step])),
            names=widest(written[::step], SMALL) + NAME_GAP,
        )
        for nth, (axes, (name, share)) in enumerate(zip(made.panels, shares.items(), strict=True)):
            weeks = next(iter(gallery.portraits[name])).weeks
            edges = [place(scenario.date(int(week) * WORKDAYS_A_WEEK - 1)) for week in _edges(weeks)]
            axes.pcolormesh(edges, np.arange(len(order) + 1), share, norm=scale, cmap=COLOURS, rasterized=True)
            date_axis(axes, scenario.date(-1), scenario.date(scenario.days - 1))
            _name(axes, written if nth % COLUMNS == 0 else [""] * len(written), step)
    return made.figure


def unit_shares(gallery: Gallery, rung: str = "contributor") -> pd.DataFrame:
    """The numbers behind the map: programme, unit, week, share; small units are left out."""
    names = gallery.branches.names
    shown = np.flatnonzero(shown_groups(np.bincount(gallery.branches.of, minlength=len(names))))
    tables = []
    for programme, runs in gallery.portraits.items():
        shares = _shares(gallery, programme, rung)[:, shown]
        index = pd.MultiIndex.from_product([runs[0].weeks, [names[unit] for unit in shown]], names=["week", "unit"])
        tables.append(pd.DataFrame({"programme": programme, "share": shares.ravel()}, index=index).reset_index())
    return pd.concat(tables, ignore_index=True)[["programme", "unit", "week", "share"]]


def _shares(gallery: Gallery, programme: str, rung: str) -> Doubles:
    """Share of each unit on the rung in each week looked at; shape (weeks, units)."""
    runs, units = gallery.portraits[programme], len(gallery.branches.names)
    of = gallery.branches.of.astype(np.int64)
    counts = np.array([people_by_rung(runs, of, units, nth) for nth in range(len(runs[0].weeks))])
    shares: Doubles = counts[:, :, REACHED[rung] :].sum(2) / np.maximum(counts.sum(2), 1.0)
    return shares


def _edges(weeks: np.ndarray) -> np.ndarray:
    """Weeks between which each look stands."""
    middle = (weeks[1:] + weeks[:-1]) / 2.0
    return np.concatenate([weeks[:1], middle, weeks[-1:]])


def _named_of(step: int) -> str:
    """Which units are named, where there is no room for all."""
    return f" (one in {step} is named)" if step > 1 else ""


def _name(axes: Axes, labels: list[str], step: int) -> None:
    """Names beside the rows, from the top, of every so many."""
    axes.set_yticks(np.arange(len(labels))[::step] + 0.5, labels[::step], fontsize=SMALL)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(labels), 0)
    axes.grid(visible=False)
