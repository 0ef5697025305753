"""The command that looks in a finished sweep for the conditions under which a plan fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from esnsim.cli.commands.store import there
from esnsim.cli.options import Json, Quiet
from esnsim.cli.output.printing import complain, console, say
from esnsim.errors import Mistake, RunError, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from esnsim.analysis.discovery import Discovery
    from esnsim.experiments.design.outcome import Condition

FAILED = "failed"
PROGRAMME = "programme"


class Rows(NamedTuple):
    """The runs of a sweep.

    Attributes:
        table: One row a run: factors, programme, and whether it failed.
        factors: Columns that were varied; the programme is one of them where there are several.
        name: What the sweep is called.
        left_out: Runs that are there and cannot be judged, because they have no such outcome.
        heading: Number and name of the sweep, and others of that name.
        so_far: What is not simulated yet; nothing if the sweep is finished.
    """

    table: pd.DataFrame
    factors: list[str]
    name: str
    left_out: int
    heading: str
    so_far: str


def discover(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="Folder or store of a finished sweep.", show_default=False)
    ],
    when: Annotated[
        str,
        typer.Option(
            "--when",
            metavar="CONDITION",
            help="What failing is, such as 'contributor@week104 < 10%'.",
            show_default=False,
        ),
    ],
    sweep: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Sweep, where the store has several.", show_default="the one begun last"),
    ] = None,
    programmes: Annotated[
        list[str],
        typer.Option(
            "--programme",
            metavar="NAME",
            help="Programme to look at; may be repeated.",
            show_default="all but the baseline",
        ),
    ] = [],  # noqa: B006 - typer copies it
    coverage: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            min=0.01,
            max=1.0,
            help="Share of the failing runs that a box is to hold; smaller boxes fail more, larger ones hold more.",
            show_default="where the two balance",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**32 - 1, help="Random seed of the shuffles.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where figure and numbers go.", show_default="the store's folder"),
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say under which conditions a plan fails, in plain words: boxes in the factors of a sweep, and a small tree.

    Every box is told with how many of its runs fail and how many of all failures it holds, both counted at points that
    did not choose it, how far that can be trusted, and whether it is better than chance. Where nothing is, that is the
    answer.
    """
    from esnsim.analysis.discovery import discover as discovered
    from esnsim.analysis.discovery.words import failing

    condition = _condition(when)
    rows = _rows(store, condition, sweep, programmes, quiet=quiet)
    found = discovered(rows.table, rows.factors, FAILED, failing(condition), seed, coverage)
    folder = out or (store if store.is_dir() else store.parent)
    files = _keep(found, rows, folder)
    if as_json:
        _print_document(found, rows, folder, files)
    else:
        _print_answer(found, rows, folder, files)
    if rows.left_out:
        complain(f"{rows.left_out} runs without such an outcome were left out")


def _condition(text: str) -> Condition:
    """What failing is.

    Raises:
        ScenarioError: If it cannot be read.
    """
    from esnsim.experiments.design.outcome import read_condition

    try:
        return read_condition(text)
    except ValueError as error:
        raise ScenarioError([Mistake(f"--when {text}", str(error))]) from None


def _rows(store: Path, condition: Condition, name: str | None, programmes: list[str], *, quiet: bool) -> Rows:
    """The runs to look at.

    Raises:
        RunError: If there is no such sweep, or it has no such runs.
        ScenarioError: If there is no such programme.
    """
    from esnsim.cli.output.progress import reading
    from esnsim.cli.output.sweep_status import heading, so_far
    from esnsim.experiments.results.sweep_result import read_sweep

    with read_sweep(there(store), name) as sweep:
        head, progress = heading(sweep), so_far(sweep)
        outcome = str(condition.outcome)
        with reading(sweep, quiet=quiet):
            table = sweep.table([condition.outcome])
        baselines = {asked.baseline for asked in sweep.asking.values()}
        title = sweep.entry.sweep_record.name
        factors = list(sweep.factors)
    table = table[table[PROGRAMME].isin(_chosen(list(dict.fromkeys(table[PROGRAMME])), baselines, programmes))]
    judged = table[table[outcome].notna()]
    if judged.empty:
        raise RunError(f"{store}: the sweep has no runs with {outcome}")
    several = len(set(judged[PROGRAMME])) > 1
    answered = judged.assign(**{FAILED: condition.holds(judged[outcome].to_numpy(float))})
    return Rows(answered, [*factors, *[PROGRAMME] * several], title, len(table) - len(judged), head, progress)


def _chosen(known: list[str], baselines: set[str], asked: list[str]) -> list[str]:
    """The programmes to look at.

    Raises:
        ScenarioError: With every name that is not there.
    """
    from esnsim.interventions.forms import suggestion

    wrong = [
        Mistake(f"--programme {name}", f"is not in the sweep; {suggestion(name, known, 'programmes')}")
        for name in asked
        if name not in known
    ]
    if wrong:
        raise ScenarioError(wrong)
    return asked or [name for name in known if name not in baselines] or known


def _keep(found: Discovery, rows: Rows, folder: Path) -> list[Path]:
    """Draw the figure and write the numbers; the files."""
    import json

    from esnsim.atomic_file import write_text
    from esnsim.report.figures.discovery import boxes_figure
    from esnsim.report.style import save_figure

    text = json.dumps(found.document(), indent=2, ensure_ascii=False, allow_nan=False)
    files = [write_text(folder / "discovery.json", text + "\n")]
    if found.points.factors:
        footer = f"{rows.name} · {len(rows.table):,} runs at {len(found.points):,} points"
        files += save_figure(boxes_figure(found, footer), folder / "discovery")
    return files


def _print_document(found: Discovery, rows: Rows, folder: Path, files: list[Path]) -> None:
    import json

    notes = [rows.so_far] if rows.so_far else []
    content = found.document() | {"notes": notes, "folder": str(folder), "files": [file.name for file in files]}
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def _print_answer(found: Discovery, rows: Rows, folder: Path, files: list[Path]) -> None:
    page = console()
    page.print(f"{rows.heading}.", style="bold")
    if rows.so_far:
        page.print(f"Note: {rows.so_far}.", style="yellow")
    for sentence in found.sentences():
        page.print(f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith(':') else '.'}")
    page.print(f"\nFigure and numbers are in {folder}: {', '.join(file.name for file in files)}.")
