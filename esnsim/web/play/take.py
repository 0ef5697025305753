"""What is taken away from the app: the data, and a whole report."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from esnsim.analysis.person_level import gallery_of
from esnsim.experiments.comparison import beginning_of
from esnsim.experiments.results.about import about
from esnsim.experiments.results.experiment import Computation, Experiment
from esnsim.experiments.results.folder import csv_text
from esnsim.report.document import briefing
from esnsim.report.document.write import html_page
from esnsim.scenario import resolve
from esnsim.simulation.simulate import Prepared, simulate
from esnsim.web.play.play import REPLICATE, Play


def data_csv(play: Play) -> str:
    """Counts of all plans day by day, as far as they have come."""
    scenario = play.scenario
    return csv_text(
        pd.concat([simulation.run().daily(scenario) for simulation in play.runs.values()], ignore_index=True)
    )


def report_html(setting: Prepared) -> str:
    """The whole report of the plans of a scenario, each simulated once to the end."""
    asked = resolve(setting.scenario.model_copy(update={"replicates": 1, "uncertainty": "none"}))
    setting = Prepared(asked, setting.organisation, setting.start, setting.report)
    begun = datetime.now(UTC)
    runs = tuple(simulate(setting, name, REPLICATE) for name in asked.programmes)
    done = datetime.now(UTC)
    computation = Computation(begun, done, (done - begun).total_seconds(), 1, 0)
    made = Experiment(asked, beginning_of(setting), runs, computation, about(setting, asked))
    return html_page(briefing(gallery_of(made, None)))
