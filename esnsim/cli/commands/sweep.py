"""The command that sweeps: simulate a scenario at many points, print the answer, and keep everything in a folder."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from esnsim.cli.known_programmes import unknown_programmes
from esnsim.cli.options import Changes, Json, Parquet, Programmes, Quiet, Replicates, Seed, Weeks
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import complain, console
from esnsim.cli.output.progress import watcher
from esnsim.cli.sweep_options import (
    AtLeast,
    AtMost,
    DesignName,
    DryRun,
    Folder,
    Name,
    OutcomeText,
    Points,
    PointsFile,
    PrintSlurm,
    Question,
    Retry,
    ShareText,
    StoreFile,
    Until,
    Vary,
    Workers,
    check_rule,
)
from esnsim.cli.sweep_order import Order
from esnsim.cli.workers import workers_of
from esnsim.errors import ScenarioError
from esnsim.experiments.store.place import STORE

if TYPE_CHECKING:
    from esnsim.experiments import RunProgress
    from esnsim.experiments.design.plan import CommandOptions
    from esnsim.experiments.results.sweep_folder import SweepProvenance
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.organisation import ImportReport

SWEEPS = Path("sweeps")
SOME_FAILED = 1
"""Exit status when runs failed and everything else is finished."""


def sweep(
    scenario: Question,
    vary: Vary = [],  # noqa: B006 - typer copies it
    design: DesignName = None,
    points: Points = None,
    points_file: PointsFile = None,
    replicates: Replicates = None,
    until: Until = None,
    at_least: AtLeast = None,
    at_most: AtMost = None,
    outcome: OutcomeText = None,
    programmes: Programmes = [],  # noqa: B006
    changes: Changes = [],  # noqa: B006
    seed: Seed = None,
    weeks: Weeks = None,
    workers: Workers = None,
    out: Folder = None,
    store: StoreFile = None,
    name: Name = "",
    share: ShareText = None,
    print_slurm: PrintSlurm = None,
    retry_failed: Retry = False,
    dry_run: DryRun = False,
    parquet: Parquet = False,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Vary what a scenario says: simulate it at many points, and see what makes a difference.

    Prints the mean of the outcome at each point and for each programme, with its interval, and which is best. Tables,
    figures and everything needed to repeat the sweep are kept in a folder. A sweep that was interrupted is continued by
    the same command, and nothing that is finished is computed again. With --share it is simulated in parts, on as many
    machines, which 'esnsim store merge' puts together.
    """
    from esnsim.experiments.design.plan import CommandOptions

    check_rule(until, at_least, at_most)
    overrides = [f"{each}={value}" for each, value in (("weeks", weeks), ("seed", seed)) if value is not None]
    asked = CommandOptions(
        (*changes, *overrides),
        tuple(vary),
        design,
        points,
        points_file,
        replicates,
        until,
        at_least,
        at_most,
        outcome,
        seed,
    )
    folder = out or SWEEPS / stem(scenario)
    processes = workers_of(workers)
    order = _understood(
        scenario, asked, programmes, folder, store or folder / STORE, processes, name, share, print_slurm
    )
    _check(order, parquet=parquet)
    if print_slurm is not None:
        from esnsim.cli.output.slurm import print_script

        print_script(order, print_slurm, sys.argv[1:], processes=workers)
        return
    if order.told is None:
        _tell_of_shares(order.store)
    if dry_run:
        from esnsim.cli.output.dry_run import print_forecast

        print_forecast(order, as_json=as_json)
        return
    if order.told is None:
        _go(order, retry_failed=retry_failed, parquet=parquet, quiet=quiet, as_json=as_json)
        return
    from esnsim.cli.sweep_share import simulate_share

    simulate_share(order, order.told, retry_failed=retry_failed, parquet=parquet, quiet=quiet, as_json=as_json)


def stem(file: Path) -> str:
    """Name of a scenario or experiment without its endings."""
    return file.stem.removesuffix(".experiment")


def _understood(
    scenario: Path,
    asked: CommandOptions,
    programmes: list[str],
    folder: Path,
    store: Path,
    workers: int | str,
    name: str,
    share: str | None,
    shares: int | None,
) -> Order:
    """The order meant, if nothing is wrong with it.

    Raises:
        ScenarioError: With everything that is wrong.
    """
    from esnsim.cli.shares import check_share_count, share_told
    from esnsim.experiments.design.plan import load_plan, points_of
    from esnsim.experiments.store.place import store_file

    # A script is printed for an array, whichever this command is part of by itself.
    told, wrong = share_told(share, os.environ if shares is None else {})
    wrong += check_share_count(shares, share, workers)
    try:
        plan = load_plan(scenario, asked)
        points = points_of(plan, complain)
    except ScenarioError as error:
        raise ScenarioError([*error.mistakes, *wrong]) from None
    known = list(dict.fromkeys(programme for point in points for programme in point.scenario.programmes))
    wrong += unknown_programmes(programmes, known)
    if wrong:
        raise ScenarioError(wrong)
    return Order(plan, points, programmes or None, folder, store_file(store), workers, name, told)


def _check(order: Order, *, parquet: bool) -> None:
    """Refuse before anything is computed what could not be written afterwards.

    Raises:
        MissingExtraError: If Parquet is wanted and cannot be written.
        RunError: If results cannot go into the folder, or the file named is no store.
    """
    from esnsim.experiments.results.table_file import check_table_file
    from esnsim.experiments.store.store import Store

    if parquet:
        check_table_file(order.folder / "table.parquet")
    check_folder(order.folder)
    check_folder(order.store.parent)
    if order.store.exists():
        Store(order.store, reading=True).file.close()


def _go(order: Order, *, retry_failed: bool, parquet: bool, quiet: bool, as_json: bool) -> None:
    """Simulate what is asked, keep it, and print it."""
    from esnsim.cli.sweep_files import keep
    from esnsim.experiments.results.sweep_folder import summary_of

    before = replaced_name(order.folder)
    with kept_when_interrupted(order.store):
        found, done = _simulated(order, retry_failed=retry_failed, quiet=quiet)
        with found:
            files = keep(found, order.folder, summary_of(order.plan, order.folder), done, parquet=parquet)
            _answer(found, order.folder, files, _notes(found, order, before), done.imported, as_json=as_json)
            failed = found.count.failed
    if failed:
        raise typer.Exit(SOME_FAILED)


def _simulated(order: Order, *, retry_failed: bool, quiet: bool) -> tuple[Sweep, SweepProvenance]:
    """Simulate what is missing; what was found, and how it came about."""
    from datetime import UTC, datetime

    from esnsim.experiments.results.about import imported_by
    from esnsim.experiments.results.sweep_folder import SweepProvenance
    from esnsim.experiments.sweeping import sweep as swept

    command, started, reused = shlex.join(["esnsim", *sys.argv[1:]]), datetime.now(UTC), 0
    plan = order.plan
    with watcher(quiet=quiet) as told:

        def hear(progress: RunProgress) -> None:
            nonlocal reused
            reused = max(reused, progress.reused)
            told(progress)

        found = swept(
            order.points,
            order.store,
            plan.replicates,
            plan.outcome,
            order.programmes,
            order.workers,
            hear,
            order.name,
            command,
            retry_failed=retry_failed,
        )
    imported = imported_by(point.scenario for point in order.points)
    return found, SweepProvenance(command, started, datetime.now(UTC), order.workers, reused, imported)


def _tell_of_shares(store: Path) -> None:
    """Say that runs of shares are not looked at, as long as they are not put together."""
    from esnsim.cli.output.share_text import merge_command
    from esnsim.experiments.store.place import stores_of_shares

    if not store.exists() and stores_of_shares(store):
        complain(
            f"Shares of a sweep lie beside {store}, and their runs are computed again unless they are put together "
            f"first: {merge_command(store)}"
        )


def replaced_name(folder: Path) -> str:
    """Identity of the sweep whose results are in a folder, nothing if there are none."""
    import json

    from esnsim.experiments.results.sweep_folder import MANIFEST

    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sweep"]["identity"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _notes(found: Sweep, order: Order, before: str) -> list[str]:
    """What somebody should know who looks at the results."""
    from esnsim.cli.output.sweep_status import looked_at_early, so_far, unmet
    from esnsim.experiments.design.stopping import Until

    notes = []
    if before not in ("", found.entry.sweep_record.identity):
        notes.append(
            f"{order.folder} held the results of another sweep; its tables and figures have been replaced, its runs "
            f"kept ('esnsim store ls {order.store}' lists both)"
        )
    if progress := so_far(found):
        notes.append(f"{progress}; give the command without --retry-failed to simulate them")
    elif isinstance(order.plan.replicates, Until) and (told := unmet(found, order.plan.replicates)):
        notes.append(told)
    if isinstance(order.plan.replicates, Until) and (told := looked_at_early(order.plan.replicates)):
        notes.append(told)
    return notes


def _answer(
    found: Sweep, folder: Path, files: list[str], notes: list[str], imported: Sequence[ImportReport], *, as_json: bool
) -> None:
    from esnsim.cli.output.ranking import print_failures, print_response
    from esnsim.cli.output.sweep_status import at_the_edge
    from esnsim.cli.output.tables import print_imported
    from esnsim.report.text.ranking import best_point_sentence, merged, sizes_at_best

    ranked = found.best()
    notes = [*sizes_at_best(found, ranked), *notes]
    if as_json:
        from esnsim.cli.output.sweep_document import print_document

        print_document(found, folder, files, notes, imported)
        return
    page = console()
    print_response(found, page)
    if best := best_point_sentence(found, ranked):
        page.print(f"\n{best}.", style="bold")
        if edge := at_the_edge(found, merged(ranked, found.factors).iloc[0]):
            page.print(f"{edge}.")
    print_failures(found, page)
    for report in imported:
        print_imported(report, page)
    for note in notes:
        page.print(f"\nNote: {note}.", style="yellow")
    tables = [name for name in files if "/" not in name]
    drawn = len(files) - len(tables)
    page.print(f"\nResults are in {folder}: {', '.join(tables)}{f', and {drawn} files in figures' if drawn else ''}.")
