"""Small panels side by side, one a rung, with everything that they share: legend, dates, marks and the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.report.layout.frame import MARKS
from esnsim.report.layout.page import COLUMNS, MOST_COLUMNS, MOST_IN_TWO, PANEL, Heading, PageFrame, Strip, page
from esnsim.report.layout.timeline import LANE, bars, draw, mark, room_for_names
from esnsim.report.style import Look, date_axis, styled

MARKED = "dashed: interventions begin, by their numbers"
DONE = Heading("what is done", "a bar for each intervention, in the colour of its programme")


def small_panels(
    experiment: Experiment,
    frame: PageFrame,
    looks: Mapping[str, Look],
    panels: Mapping[str, Callable[[Axes], None]],
    meanings: Mapping[str, str],
) -> Figure:
    """A figure of small panels over the dates of the scenario.

    Args:
        experiment: The runs, for the dates and for what was done when.
        frame: The words around the panels.
        looks: How each programme is drawn.
        panels: By rung, what draws into its axes.
        meanings: What each rung means.
    """
    scenario = experiment.scenario
    start, last = scenario.date(-1), scenario.date(scenario.days - 1)
    timeline = bars([run for run in experiment.runs if run.programme in looks])
    strip = Strip(DONE, LANE * len(timeline), room_for_names(timeline)) if timeline else None
    many = len(panels) + (strip is not None and strip.tall <= PANEL) > MOST_IN_TWO
    headings = [Heading(rung, meanings[rung], MARKS if timeline else 0.0) for rung in panels]
    with styled():
        made = page(frame, headings, strip, columns=MOST_COLUMNS if many else COLUMNS)
        for axes, draw_panel in zip(made.panels, panels.values(), strict=True):
            draw_panel(axes)
            date_axis(axes, start, last)
            mark(axes, timeline, looks, scenario.start)
        if made.strip is not None:
            date_axis(made.strip, start, last)
            draw(made.strip, timeline, looks, scenario.start)
    return made.figure
