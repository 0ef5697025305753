"""Small panels side by side, one a rung, with everything that they share: legend, dates, marks and the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from esnsim.experiments import Experiment
from esnsim.report.page import MARKS, Frame, page, panel_head
from esnsim.report.style import Look, date_axis, styled
from esnsim.report.timeline import LANE, bars, draw, mark

MARKED = "dashed: interventions begin, by their numbers"


def small_panels(
    experiment: Experiment, frame: Frame, looks: Mapping[str, Look], panels: Mapping[str, Callable[[Axes], str]]
) -> Figure:
    """A figure of small panels over the dates of the scenario.

    Args:
        experiment: The runs, for the dates and for what was done when.
        frame: The words around the panels.
        looks: How each programme is drawn.
        panels: By rung, what draws into its axes and returns what the rung means.
    """
    scenario = experiment.scenario
    start, last = scenario.date(-1), scenario.date(scenario.days - 1)
    timeline = bars([run for run in experiment.runs if run.programme in looks])
    with styled():
        made = page(frame, len(panels), LANE * len(timeline))
        for axes, (rung, draw_panel) in zip(made.panels, panels.items(), strict=True):
            meaning = draw_panel(axes)
            mark(axes, timeline, looks, scenario.start)
            date_axis(axes, start, last)
            panel_head(axes, rung, meaning, MARKS)
        if made.strip is not None:
            date_axis(made.strip, start, last)
            draw(made.strip, timeline, looks, scenario.start)
            panel_head(made.strip, "what is done", "a bar for each intervention, in the colour of its programme")
    return made.figure
