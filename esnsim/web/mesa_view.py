"""The model in Mesa's own view, for people who know Mesa: ``solara run esnsim.web.mesa_view``, or ``esnsim mesa``.

Needs the extra ``mesa-viz``, whose pinned versions work without any network.
"""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import mesa
import solara
from matplotlib.figure import Figure
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.utils import update_counter

from esnsim.agents import EsnModel
from esnsim.analysis.person_level import LadderPlace, branches_of
from esnsim.analysis.person_level.portrait import ladder_places
from esnsim.report.figures.map import draw_places, layout
from esnsim.report.layout.stages import COLOURS, NAMES
from esnsim.report.style import HUES, styled
from esnsim.scenario import load
from esnsim.simulation.simulate import prepare

SCENARIO = "ESNSIM_SCENARIO"
"""Variable of the environment that names the scenario."""
RUNGS = dict(zip(("reader", "interactive", "contributor", "regular"), HUES, strict=False))
SIZE = (6.5, 6.5)


def _share(rung: str, model: EsnModel) -> float:
    """Share of headcount on a rung, percent."""
    return 100.0 * model.counts[rung] / model.counts["headcount"]


class ViewedModel(EsnModel):
    """A model that Mesa's view can begin anew, and that collects the rungs of the ladder.

    Attributes:
        datacollector: Shares of headcount on each rung, percent, day by day.
    """

    def __init__(
        self, programme: str | None = None, replicate: int = 0, people: int | None = None, seed: int | None = None
    ) -> None:
        """Begin a run of the scenario that the environment names.

        Args:
            programme: Name of the programme; the baseline if left out.
            replicate: Which run.
            people: Size of a generated organisation, as the scenario says if left out.
            seed: Given by Mesa's view; the random numbers are those of the replicate.
        """
        del seed
        changes = [] if people is None else [f"organisation.generate.people={people}"]
        super().__init__(prepare(load(os.environ.get(SCENARIO, "launch"), changes)), programme, replicate)
        collector: Any = mesa.DataCollector  # untyped
        self.datacollector = collector(model_reporters={rung: partial(_share, rung) for rung in RUNGS})
        self.datacollector.collect(self)

    def step(self) -> None:
        """Simulate one workday and collect."""
        super().step()
        self.datacollector.collect(self)


@solara.component  # type: ignore[untyped-decorator]
def Units(model: ViewedModel) -> None:  # noqa: N802 - components are named like classes
    """The map of units: everybody, or slices where there are many."""
    update_counter.get()
    branches = branches_of(model.prepared.organisation)
    found = ladder_places(model.world, model.day - 1)[model.world.row_of]
    with styled():
        figure = Figure(figsize=SIZE)
        draw_places(figure.add_subplot(), branches, layout(branches), found)
        figure.tight_layout()
    solara.FigureMatplotlib(figure, format="png")
    with solara.Row(style={"flex-wrap": "wrap"}):
        for place in reversed(LadderPlace):
            solara.Text("\N{BLACK SQUARE}", style={"color": COLOURS[place]})
            solara.Text(NAMES[place], style={"font-size": "0.85rem"})


def model_params() -> dict[str, Any]:
    """What can be chosen beside the view."""
    scenario = load(os.environ.get(SCENARIO, "launch"))
    names = list(scenario.programmes)
    params: dict[str, Any] = {
        "programme": {"type": "Select", "value": names[-1], "values": names, "label": "Programme"},
        "replicate": {"type": "SliderInt", "value": 0, "min": 0, "max": 20, "step": 1, "label": "Replicate"},
    }
    generate = scenario.organisation.generate
    if generate is not None:
        limits = {"min": 50, "max": max(2000, generate.people), "step": 50}
        params["people"] = {"type": "SliderInt", "value": min(generate.people, 500), "label": "People", **limits}
    return params


def _first() -> ViewedModel:
    chosen = {name: each["value"] for name, each in model_params().items()}
    return ViewedModel(**chosen)


page = SolaraViz(
    _first(),
    components=[Units, make_plot_component(RUNGS)],
    model_params=model_params(),
    name="esnsim",
    play_interval=50,
)
