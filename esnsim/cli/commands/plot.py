"""The command that draws pictures of a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.report import Runs
from esnsim.cli.options import Quiet
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console
from esnsim.cli.output.read_run import stored_experiment, stored_gallery
from esnsim.errors import Mistake, RunError, ScenarioError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from esnsim.analysis.person_level import Gallery
    from esnsim.experiments import Experiment

KINDS = ("curves", "difference", "ladder", "alluvial", "heatmap", "network", "inequality", "cost", "activity")
FILMS = (".gif", ".mp4")


def plot(
    place: Annotated[Path, typer.Argument(metavar="RUN", help="Folder that 'esnsim run' filled.", show_default=False)],
    kinds: Annotated[
        list[str],
        typer.Option("--kind", metavar="KIND", help=f"{', '.join(KINDS)}; may be repeated.", show_default="curves"),
    ] = [],  # noqa: B006 - typer copies it
    programme: Annotated[
        str | None,
        typer.Option(
            "--programme",
            metavar="NAME",
            help="With --kind network: one programme over time instead of all at the end.",
            show_default=False,
        ),
    ] = None,
    film: Annotated[
        Path | None,
        typer.Option(
            "--film", metavar="FILE", help="With --kind network: also write a film, .gif or .mp4.", show_default=False
        ),
    ] = None,
    rung: Annotated[
        str, typer.Option("--rung", metavar="RUNG", help="With --kind heatmap: reader, interactive or contributor.")
    ] = "contributor",
    runs: Runs = 3,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where pictures go.", show_default="the same folder")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Draw pictures of a run, each as PNG and SVG.

    curves and difference: rungs over time. ladder: people on each rung. alluvial: who moved from which rung to which.
    heatmap: units over time. network: a map of the units and the replies between them, people too where they are few.
    inequality: who writes how much. cost: hours and value. activity: communities, replies across units, answers.
    """
    wanted = list(dict.fromkeys(kinds or ["curves"]))
    _check(wanted, programme, film, rung)
    folder = out or place
    check_folder(folder)
    with kept_when_interrupted():
        files = _drawn(place, wanted, programme, film, rung, folder, runs, quiet=quiet)
    console().print(f"Pictures are in {folder}: {', '.join(file.name for file in files)}.")


def _check(kinds: list[str], programme: str | None, film: Path | None, rung: str) -> None:
    """Refuse what cannot be drawn, before anything is computed.

    Raises:
        ScenarioError: With everything that is wrong.
        RunError: If a film cannot be made here.
    """
    from esnsim.analysis.person_level import REACHED
    from esnsim.interventions.forms import suggestion

    wrong = [Mistake(f"--kind {kind}", suggestion(kind, KINDS, "kinds")) for kind in kinds if kind not in KINDS]
    if rung not in REACHED:
        wrong.append(Mistake(f"--rung {rung}", suggestion(rung, REACHED, "rungs")))
    for name, given in (("--programme", programme), ("--film", film)):
        if given is not None and "network" not in kinds:
            wrong.append(Mistake(name, "goes with --kind network only"))
    if film is not None and film.suffix.lower() not in FILMS:
        wrong.append(Mistake(f"--film {film}", f"its name has to end in {' or '.join(FILMS)}"))
    if wrong:
        raise ScenarioError(wrong)
    if film is not None and film.suffix.lower() == ".mp4" and shutil.which("ffmpeg") is None:
        raise RunError(f"{film}: writing it needs ffmpeg, which is not installed; a .gif needs nothing")


def _drawn(
    place: Path,
    kinds: list[str],
    programme: str | None,
    film: Path | None,
    rung: str,
    folder: Path,
    runs: int,
    *,
    quiet: bool,
) -> list[Path]:
    from esnsim.report.style import save_figure

    experiment = stored_experiment(place, quiet=quiet)
    if programme is not None:
        experiment.scenario.programme(programme)
    alone = {kind for kind in kinds if kind in ("curves", "difference", "cost", "activity")}
    seen = None if alone == set(kinds) else stored_gallery(experiment, place, runs, quiet=quiet)
    figures = {kind: picture_of(kind, experiment, seen, programme, rung) for kind in kinds}
    files = [path for kind, figure in figures.items() for path in save_figure(figure, folder / kind)]
    if film is not None and seen is not None:
        from esnsim.report.figures.film import write_film

        files.append(write_film(seen, film, programme))
    return files


def picture_of(
    kind: str, experiment: Experiment, seen: Gallery | None, programme: str | None = None, rung: str = "contributor"
) -> Figure:
    """A picture of this kind.

    Args:
        kind: One of `KINDS`.
        experiment: What was run.
        seen: Its portraits, for those kinds that show people.
        programme: With ``network``, one programme over time.
        rung: With ``heatmap``, who is counted.

    Raises:
        RunError: If there is nothing to compare where a difference is asked for.
    """
    if kind == "difference" and not experiment.others:
        raise RunError("there is one programme only, so nothing can be compared with it")
    if seen is None or kind in ("curves", "difference", "cost", "activity"):
        return _of_experiment(kind)(experiment)
    from esnsim.report.figures.inequality import inequality_figure
    from esnsim.report.figures.map import map_over_time, unit_map
    from esnsim.report.figures.stage_areas import alluvial, stage_areas
    from esnsim.report.figures.units import unit_heatmap

    if kind == "heatmap":
        return unit_heatmap(seen, rung)
    if kind == "network":
        return unit_map(seen) if programme is None else map_over_time(seen, programme)
    return {"ladder": stage_areas, "alluvial": alluvial, "inequality": inequality_figure}[kind](seen)


def _of_experiment(kind: str) -> Callable[[Experiment], Figure]:
    """Pictures for which nobody has to be looked at."""
    from esnsim.report.figures.activity import activity_figure
    from esnsim.report.figures.costs import cost_figure
    from esnsim.report.figures.curves import adoption_curves
    from esnsim.report.figures.difference import paired_differences

    return {
        "curves": adoption_curves,
        "difference": paired_differences,
        "cost": cost_figure,
        "activity": activity_figure,
    }[kind]
