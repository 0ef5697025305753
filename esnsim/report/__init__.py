"""Pictures and pages, made from runs only: no report looks into a model."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from esnsim.experiments import Experiment
    from esnsim.report.figures.curves import adoption_curves
    from esnsim.report.figures.difference import paired_differences
    from esnsim.report.style import save_figure

__all__ = ["adoption_curves", "paired_differences", "save_figure", "write_figures"]

DRAWING = {
    "adoption_curves": "esnsim.report.figures.curves",
    "paired_differences": "esnsim.report.figures.difference",
    "save_figure": "esnsim.report.style",
}
"""Names that are found where they stand when they are asked for: sentences need no matplotlib, half a second."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever stands there
    if name not in DRAWING:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(DRAWING[name]), name)


def write_figures(experiment: Experiment, folder: Path) -> list[Path]:
    """Write all figures of an experiment, as PNG and SVG.

    Args:
        experiment: What was run.
        folder: Where to; it is there.

    Returns:
        The files; without anything to compare, those of the adoption curves alone.
    """
    from esnsim.report.figures.curves import adoption_curves  # noqa: PLC0415
    from esnsim.report.figures.difference import paired_differences  # noqa: PLC0415
    from esnsim.report.style import save_figure  # noqa: PLC0415

    written = save_figure(adoption_curves(experiment), folder / "adoption")
    if experiment.others:
        written += save_figure(paired_differences(experiment), folder / "difference")
    return written
