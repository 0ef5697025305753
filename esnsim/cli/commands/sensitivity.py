"""The command that ranks constants by how much an outcome depends on them."""

from __future__ import annotations

import math
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Changes, Json, Quiet, ScenarioFile, Seed, Weeks
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.sweep_options import DryRun, Workers
from esnsim.cli.workers import workers_of
from esnsim.experiments.store.place import STORE

if TYPE_CHECKING:
    from rich.console import Console

    from esnsim.analysis.sensitivity import Effort, Sensitivity, SensitivityQuestion
    from esnsim.experiments.estimates.interval import Interval

RUNS = Path("runs")
MOST_ROWS = 20


def sensitivity(
    scenario: ScenarioFile,
    outcome: Annotated[
        str,
        typer.Option(
            metavar="OUTCOME",
            help="What is looked at, such as contributor@week52 or 'reader@end vs baseline'.",
            show_default=False,
        ),
    ],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary",
            metavar="NAME|PATH=LOW..HIGH",
            help="A constant over its declared range, or any number of the scenario over this one; may be repeated.",
            show_default="all constants with a declared range",
        ),
    ] = [],  # noqa: B006 - typer copies it
    programme: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What is done.", show_default="the baseline, or what is compared with it"),
    ] = None,
    trajectories: Annotated[
        int, typer.Option(metavar="N", min=6, max=1000, help="Walks through all ranges in the screening.")
    ] = 12,
    keep: Annotated[
        int, typer.Option(metavar="N", min=0, max=50, help="Strongest constants whose shares of variance are found.")
    ] = 6,
    points: Annotated[
        int, typer.Option(metavar="N", min=8, max=2**16, help="Base points for these shares; a power of two.")
    ] = 64,
    replicates: Annotated[
        int,
        typer.Option(
            metavar="N", min=2, max=1000, help="Replicates of each point; two or more separate noise from effect."
        ),
    ] = 2,
    changes: Changes = [],  # noqa: B006
    weeks: Weeks = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where results go.", show_default="runs/SCENARIO-sensitivity")
    ] = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Rank the constants of the model by how much an outcome depends on them.

    Every constant is moved through the range that the evidence leaves it, on a few walks through all ranges (Morris);
    for the strongest, shares of variance are found (Sobol'). Random variation is taken out of the indices, and one
    whose interval covers zero is not called a finding. What was interrupted is continued by the same command.
    """
    from esnsim.analysis.sensitivity import Effort, question
    from esnsim.analysis.sensitivity.designs import check_library
    from esnsim.analysis.sensitivity.study import check_effort

    check_library()
    overrides = [f"{each}={value}" for each, value in (("weeks", weeks), ("seed", seed)) if value is not None]
    asked = question(scenario, outcome, programme, vary, [*changes, *overrides])
    effort = Effort(trajectories, keep, points, replicates, asked.scenario.seed)
    check_effort(effort)
    folder = out or RUNS / f"{scenario.stem}-sensitivity"
    processes = workers_of(workers)
    check_folder(folder)
    if dry_run:
        _forecast(asked, effort, folder, processes, as_json=as_json)
        return
    with kept_when_interrupted(folder):
        found = _simulated(asked, effort, folder, processes, quiet=quiet)
    files = _keep(found, asked, folder)
    if as_json:
        _print_document(found, folder, files)
    else:
        _print_answer(found, folder, files)


def _forecast(asked: SensitivityQuestion, effort: Effort, folder: Path, processes: int | str, *, as_json: bool) -> None:
    """Measure what the screening would take, and print it with the runs of what follows; nothing is begun."""
    from esnsim.analysis.sensitivity.study import screening_points
    from esnsim.cli.output.dry_run import print_forecast
    from esnsim.cli.sweep_order import Order
    from esnsim.experiments.design.plan import Fixed, Plan

    _, screened = screening_points(asked, effort)
    plan = Plan(Path(), replicates=Fixed(effort.replicates))
    print_forecast(Order(plan, screened, [asked.programme], folder, folder / STORE, processes, ""), as_json=as_json)
    more = effort.ranked(min(effort.keep, len(asked.ranges))) * effort.replicates
    if not as_json and more:
        console().print(f"Shares of variance of the strongest {effort.keep} take up to {more:,} runs more.")


def _simulated(
    asked: SensitivityQuestion, effort: Effort, folder: Path, processes: int | str, *, quiet: bool
) -> Sensitivity:
    from esnsim.analysis.sensitivity import StudyRunner
    from esnsim.analysis.sensitivity import sensitivity as found

    folder.mkdir(parents=True, exist_ok=True)
    with watcher(quiet=quiet) as told:
        return found(asked, effort, StudyRunner(folder / STORE, processes, told, shlex.join(["esnsim", *sys.argv[1:]])))


def _keep(found: Sensitivity, asked: SensitivityQuestion, folder: Path) -> list[Path]:
    """Write tables, numbers and figure; the files."""
    import json

    from esnsim.analysis.sensitivity.document import document
    from esnsim.atomic_file import whole_file, write_text
    from esnsim.report.figures.uncertainty.tornado import tornado_figure
    from esnsim.report.style import save_figure

    tables = {"screening": found.screening()} | ({"shares": found.variance()} if found.ranked else {})
    files = []
    for name, table in tables.items():
        files.append(folder / f"{name}.csv")
        with whole_file(files[-1]) as unfinished:
            table.to_csv(unfinished, index=False, lineterminator="\n")
    text = json.dumps(document(found), indent=2, ensure_ascii=False, allow_nan=False)
    effort = found.effort
    footer = (
        f"{asked.scenario.name} · {asked.programme} · {effort.trajectories} walks, "
        f"{effort.replicates} replicates a point · seed {effort.seed} · whiskers: 95 % intervals"
    )
    drawn = save_figure(tornado_figure(found, footer), folder / "tornado")
    return [*files, write_text(folder / "sensitivity.json", text + "\n"), *drawn]


def _print_document(found: Sensitivity, folder: Path, files: list[Path]) -> None:
    import json

    from esnsim.analysis.sensitivity.document import document

    content = document(found) | {"folder": str(folder), "files": [file.name for file in files]}
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(found: Sensitivity, folder: Path, files: list[Path]) -> None:
    from esnsim.analysis.sensitivity.words import sentences

    page = console()
    _print_screening(found, page)
    if found.parts:
        _print_shares(found, page)
    page.print()
    for nth, sentence in enumerate(sentences(found)):
        page.print(f"{sentence[0].upper() if nth else sentence[0]}{sentence[1:]}.", style="bold" if not nth else None)
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")


def _print_screening(found: Sensitivity, page: Console) -> None:
    from esnsim.analysis.sensitivity.words import change_text, constant_name
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.experiments.design.labels import unit

    rows = found.screened[:MOST_ROWS]
    outcome = found.outcome
    changes = [each.effect.change for each in rows]
    points = unit(replace(outcome, against_baseline=True))

    def number(value: float) -> str:
        return change_text(outcome, value).removesuffix(points)

    names = TableColumn("constant", [constant_name(each.range.path) for each in rows], words=True)
    ranges = TableColumn("range", [f"{each.range.low:g} to {each.range.high:g}" for each in rows])
    mean = [number(each.mean) for each in changes]
    between = [f"{number(each.low)} to {number(each.high)}" for each in changes]
    rest = [
        TableColumn("strength", [number(each.effect.strength).removeprefix("+") for each in rows]),
        TableColumn(
            "noise", ["-" if math.isnan(each.effect.noise) else f"{100.0 * each.effect.noise:.0f} %" for each in rows]
        ),
        TableColumn("finding", ["yes" if each.effect.is_finding else "-" for each in rows]),
    ]
    few = f", the strongest {MOST_ROWS} of {len(found.screened)}" if len(found.screened) > MOST_ROWS else ""
    measured = f" (in{points})" if points else ""
    print_columns(
        page,
        [names, ranges, TableColumn("change", mean), TableColumn("95 %", between), *rest],
        [names, TableColumn("change", [f"{one}\n({two})" for one, two in zip(mean, between, strict=True)]), *rest],
        title=f"What moves {outcome}{few}{measured}",
    )
    page.print(
        "change: from the low to the high end of the range, mean over the ranges of all others, with its 95 % "
        "interval. strength: root mean square of that change, noise taken out. noise: part of the square that was "
        "random variation.",
        style="dim",
    )


def _print_shares(found: Sensitivity, page: Console) -> None:
    from esnsim.analysis.sensitivity.words import constant_name
    from esnsim.cli.output.tables import TableColumn, print_columns

    columns = [
        TableColumn("constant", [constant_name(each.path) for each, _ in found.parts], words=True),
        *(
            TableColumn(head, [_in_percent(interval) for interval in intervals])
            for head, intervals in (
                ("alone", [part.alone for _, part in found.parts]),
                ("with others", [part.total for _, part in found.parts]),
            )
        ),
        TableColumn("finding", ["yes" if part.is_finding else "-" for _, part in found.parts]),
    ]
    page.print()
    print_columns(page, columns, columns, title="Shares of the variance that these bring about, in % (95 %)")


def _in_percent(interval: Interval) -> str:
    """A share with its interval."""
    from esnsim.numerals import numeral

    mean, low, high = (numeral(100.0 * each, ".0f", "-") for each in interval)
    return f"{mean} ({low} to {high})"
