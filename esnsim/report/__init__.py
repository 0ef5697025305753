"""Pictures and pages, made from runs only: no report looks into a model."""

from __future__ import annotations

from pathlib import Path

from esnsim.experiments import Experiment
from esnsim.report.figures.curves import adoption_curves
from esnsim.report.figures.difference import paired_differences
from esnsim.report.style import save_figure

__all__ = ["adoption_curves", "paired_differences", "save_figure", "write_figures"]


def write_figures(experiment: Experiment, folder: Path) -> list[Path]:
    """Write all figures of an experiment, as PNG and SVG.

    Args:
        experiment: What was run.
        folder: Where to; it is there.

    Returns:
        The files; without anything to compare, those of the adoption curves alone.
    """
    written = save_figure(adoption_curves(experiment), folder / "adoption")
    if experiment.others:
        written += save_figure(paired_differences(experiment), folder / "difference")
    return written
