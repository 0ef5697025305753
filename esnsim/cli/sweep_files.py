"""The files of a sweep: tables and figures in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esnsim.experiments.results.sweep_folder import PlanSummary, SweepProvenance
    from esnsim.experiments.results.sweep_result import Sweep


def keep(found: Sweep, folder: Path, plan: PlanSummary, done: SweepProvenance, *, parquet: bool) -> list[str]:
    """Write tables and figures into the folder; names of the files."""
    from esnsim.experiments.results.sweep_folder import write_sweep
    from esnsim.report.document.sweep_pictures import write_sweep_figures

    figures = folder / "figures"
    written = write_sweep(found, folder, plan, done, parquet=parquet)
    drawn = write_sweep_figures(found, figures)
    for old in sorted(figures.glob("[!.]*")):
        # Another command may be drawing the same ones at this moment; what it has not finished begins with a point.
        if old not in drawn:
            old.unlink(missing_ok=True)
    return sorted(file.relative_to(folder).as_posix() for file in [*written, *drawn])
