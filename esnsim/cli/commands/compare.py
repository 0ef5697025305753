"""The command that sets two scenarios, or two stored runs, against each other."""

from __future__ import annotations

import json
import math
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Json, Quiet, Workers
from esnsim.cli.output.absent import no_run
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder, default_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.output.read_run import is_run, stored_experiment
from esnsim.cli.workers import workers_for

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from esnsim.experiments import Experiment
    from esnsim.experiments.results.side_by_side import SideBySide

COMPARISONS = Path("comparisons")
MOST_CHANGES = 15
WORDS = {"share": "headcount", "effect": "more than its own baseline"}


def compare(
    first: Annotated[
        Path, typer.Argument(metavar="A", help="Scenario, or folder that 'esnsim run' filled.", show_default=False)
    ],
    second: Annotated[
        Path, typer.Argument(metavar="B", help="Another one, which is compared with A.", show_default=False)
    ],
    programmes: Annotated[
        list[str],
        typer.Option(
            "--programme",
            metavar="NAME",
            help="Compare only these programmes; 'NAME=OTHER' for one of A with another one of B; may be repeated.",
            show_default="those of one name",
        ),
    ] = [],  # noqa: B006 - typer copies it
    week: Annotated[
        int | None, typer.Option("--week", metavar="N", min=0, help="At which week.", show_default="the last of both")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Where results go.", show_default="comparisons/A-B"),
    ] = None,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Compare two scenarios, or two stored runs: what differs between them, and what comes of it.

    Scenarios are run first, or taken from where 'esnsim run' left them. Runs are compared one by one where both have
    the same people and the same seed, so that only what differs between the scenarios makes a difference; as two
    samples where only the seed differs; and without an interval where the people differ, since one organisation each
    does not show how far organisations differ. Told are the shares of headcount, and what each programme does against
    its own baseline.
    """
    from esnsim.experiments.results.side_by_side import SideBySide, pairs_of

    folder = out or COMPARISONS / f"{_name(first)}-{_name(second)}"
    check_folder(folder)
    with kept_when_interrupted():
        both = [_experiment(each, workers, quiet=quiet) for each in (first, second)]
    comparison = SideBySide(both[0], both[1], pairs_of(both[0], both[1], programmes))
    names = (_name(first), _name(second)) if _name(first) != _name(second) else ("A", "B")
    _answer(comparison, names, week, folder, as_json=as_json)


def _name(path: Path) -> str:
    return re.sub(r"\W+", "-", path.stem if path.suffix in (".yaml", ".yml") else path.name).strip("-") or "run"


def _experiment(path: Path, workers: int | None, *, quiet: bool) -> Experiment:
    """What was run, or is run now."""
    from esnsim.experiments.comparison import compare as simulated
    from esnsim.scenario import load

    if is_run(path):
        return stored_experiment(path, workers, quiet=quiet)
    if path.is_dir():
        raise no_run(path)
    scenario = load(path)
    processes = workers or workers_for(scenario, scenario.replicates * len(scenario.programmes))
    with watcher(quiet=quiet) as told:
        command = shlex.join(["esnsim", *sys.argv[1:]])
        return simulated(scenario, workers=processes, out=default_folder(path, []), progress=told, command=command)


def _answer(comparison: SideBySide, names: tuple[str, str], week: int | None, folder: Path, *, as_json: bool) -> None:
    from esnsim.experiments.results.folder import write_csv
    from esnsim.report.figures.side_by_side import versus_figure, versus_sentences
    from esnsim.report.style import save_figure
    from esnsim.report.text.ladder import ANSWERED

    table = comparison.table(ANSWERED, week)
    sentences = versus_sentences(comparison, table, names)
    folder.mkdir(parents=True, exist_ok=True)
    files = [write_csv(table, folder / "comparison.csv")]
    files += save_figure(versus_figure(comparison, names, f"{sentences[0]}."), folder / "comparison")
    if as_json:
        say(
            json.dumps(
                _document(comparison, table, names, sentences, files), indent=2, ensure_ascii=False, allow_nan=False
            )
        )
        return
    page = console()
    _print_changes(comparison, page)
    for pair in comparison.pairs:
        _print_pair(comparison, table, pair, names, page)
    page.print()
    for nth, sentence in enumerate(sentences):
        page.print(f"{sentence}.", style="bold" if not nth else None)
    page.print(f"\nResults are in {folder}: {', '.join(file.name for file in files)}.")


def _document(
    comparison: SideBySide, table: pd.DataFrame, names: tuple[str, str], sentences: list[str], files: list[Path]
) -> dict[str, object]:
    rows = json.loads(table.to_json(orient="records"))
    return {
        "names": names,
        "unpaired": comparison.unpaired or None,
        "unsure": comparison.unsure or None,
        "changes": [{"path": path, "first": one, "second": two} for path, one, two in comparison.changes()],
        "rows": rows,
        "sentences": sentences,
        "files": [str(file) for file in files],
    }


def _print_changes(comparison: SideBySide, page: Console) -> None:
    """Where the two scenarios differ."""
    changes = comparison.changes()
    if not changes:
        page.print("Both ask the same.", style="bold")
        return
    page.print("Where they differ:", style="bold")
    for path, one, two in changes[:MOST_CHANGES]:
        page.print(f"  {path}: {_said(one)} \N{RIGHTWARDS ARROW} {_said(two)}")
    if changes[MOST_CHANGES:]:
        page.print(f"  and {len(changes) - MOST_CHANGES:,} more places")


def _said(value: object) -> str:
    return "-" if value is None else str(value)


def _print_pair(
    comparison: SideBySide, table: pd.DataFrame, pair: tuple[str, str], names: tuple[str, str], page: Console
) -> None:
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.report.text.answers import signed

    rows = table[(table["first_programme"] == pair[0]) & (table["second_programme"] == pair[1])].to_dict("records")
    if all(row["same"] == row["n"] for row in rows):
        return  # as the sentence below says
    columns = [
        TableColumn("rung", [str(row["measure"]) for row in rows], words=True),
        TableColumn("what", [WORDS[str(row["kind"])] for row in rows], words=True),
        TableColumn(names[0], [_points(row["first"], str(row["kind"])) for row in rows]),
        TableColumn(names[1], [_points(row["second"], str(row["kind"])) for row in rows]),
        TableColumn("difference", [signed(100.0 * float(row["difference"])) for row in rows]),
        TableColumn("80 % interval", [_interval(float(row["low"]), float(row["high"])) for row in rows]),
    ]
    if not comparison.unpaired:
        columns.append(TableColumn("better", [f"{row['better']} of {row['n']}" for row in rows]))
        if any(row["same"] for row in rows):
            columns.append(TableColumn("same", [str(row["same"]) for row in rows]))
    week = rows[0]["week"]
    title = f"'{pair[0]}'" if pair[0] == pair[1] else f"'{pair[0]}' against '{pair[1]}'"
    print_columns(page, columns, title=f"{title}, week {week}, points of headcount", gap=2)


def _points(share: float, kind: str) -> str:
    from esnsim.report.text.answers import signed

    return signed(100.0 * share) if kind == "effect" else f"{100.0 * share:.1f}"


def _interval(low: float, high: float) -> str:
    from esnsim.report.text.answers import signed

    return "-" if math.isnan(low) else f"{signed(100.0 * low)} to {signed(100.0 * high)}"
