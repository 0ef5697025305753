"""Stores put together, and the shares of a sweep with the tables of the whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from esnsim.cli.commands.store import there
from esnsim.cli.output.absent import no_store
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import complain, console, say
from esnsim.errors import EsnsimError, Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.experiments.store.merging import Merged
    from esnsim.experiments.store.requests import Entry
    from esnsim.experiments.store.store import Store
    from esnsim.organisation import ImportReport

WRONG = 1
"""Exit status when something is not as it should be: damaged, or lacking."""


def put_together(place: Path, others: list[Path] | None) -> None:
    """Add stores to one, and say what came of it.

    Args:
        place: Where to.
        others: Which; None for the shares that lie beside it.

    Raises:
        EsnsimError: With everything that cannot be put together; nothing is written then.
        typer.Exit: If something is damaged or lacking.
    """
    from esnsim.experiments.store.lacking import lacking_among
    from esnsim.experiments.store.merging import merge_stores as merged
    from esnsim.experiments.store.place import store_file
    from esnsim.experiments.store.store import Store

    files = _files(store_file(place), place, others)
    check_folder(store_file(place).parent)
    _check(files, store_file(place))
    # Shares read what was put together, perhaps on other machines.
    in_shares = bool(lacking_among(files))
    with Store(store_file(place), write_ahead=not in_shares) as kept:
        wrong = sum(_told(kept, *each) for each in zip(files, merged(kept, files), strict=True))
        say(f"{kept.path} holds {len(kept):,} runs.")
        wrong += sum(_whole(kept, entry) for entry in _in_shares(kept, files))
    if wrong:
        raise typer.Exit(WRONG)


def _files(whole: Path, place: Path, others: list[Path] | None) -> list[Path]:
    """The stores to add.

    Raises:
        RunError: If none is named and none lies beside the store.
        ScenarioError: With every one that is not there.
    """
    from esnsim.experiments.store.place import stores_of_shares

    if not others:
        beside = stores_of_shares(whole)
        if not beside:
            raise no_store(place / "shares")
        return beside
    found, wrong = [], []
    for other in others:
        try:
            found.append(there(other))
        except EsnsimError as error:
            where, _, what = str(error).partition(": ")
            wrong.append(Mistake(where, what))
    if wrong:
        raise ScenarioError(wrong)
    return found


def _check(files: list[Path], whole: Path) -> None:
    """Refuse what cannot be put together before a store is made for it.

    Raises:
        RunError: If one of them is no store, or the store itself.
        ScenarioError: If they hold shares that are not of one sweep.
    """
    from esnsim.experiments.store.merging import check_mergeable
    from esnsim.experiments.store.store import IN_MEMORY, Store

    with Store(whole, reading=True) if whole.is_file() else Store(IN_MEMORY) as store:
        check_mergeable(store, files)


def _told(kept: Store, file: Path, each: Merged) -> int:
    """Say what came from a store; how many things are wrong with it."""
    say(
        f"{file}: {each.runs:,} runs added, {each.known:,} were there already; "
        f"sweeps: {each.sweeps:,} added, {each.joined:,} put together."
    )
    for key in each.different:
        complain(f"{key}: is another run in {file}; the one in {kept.path} is kept")
    for key in each.damaged:
        complain(f"{key}: is damaged in {file} and was left there; it can be computed again")
    return len(each.different) + len(each.damaged)


def _in_shares(kept: Store, files: list[Path]) -> list[Entry]:
    """Sweeps whose shares came from some stores, as they are here."""
    from esnsim.experiments.store.lacking import lacking_among
    from esnsim.experiments.store.requests import RequestTable

    brought = {entry.sweep_record.identity for entry, _ in lacking_among(files)}
    return [
        entry
        for entry in RequestTable(kept).entries()
        if entry.sweep_record.identity in brought and entry.sweep_record.shared
    ]


def _whole(kept: Store, entry: Entry) -> int:
    """Write the tables of a sweep whose shares are all there, or say what is lacking; whether something is."""
    from esnsim.cli.output.share_text import lacking_lines
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.experiments.sharing import finish, points_asked_besides
    from esnsim.experiments.store.lacking import lacking
    from esnsim.experiments.store.requests import RequestTable

    page, table = console(), RequestTable(kept)
    if found := lacking(table, entry):
        asked, left = table.open_keys(entry.number)
        runs = entry.sweep_record.shared.runs if entry.sweep_record.shared else asked
        page.print(
            f"\n{entry.sweep_record.name}: {asked - left:,} of {runs:,} runs are there; "
            "tables are written when all are."
        )
        for line in lacking_lines(found):
            page.print(f"  {line}", soft_wrap=True)
        return 1
    sweep = Sweep(kept, entry)
    if points := points_asked_besides(sweep):
        page.print(
            f"\n{entry.sweep_record.name}: all that was asked for is there, and the rule for replicates "
            f"asks for more at {points:,} of {len(sweep.points):,} points; give the command of every share again, "
            "then this one."
        )
        return 1
    _write(finish(kept, entry.number))
    return 0


def _write(sweep: Sweep) -> None:
    """Write tables and figures of a sweep that was put together, and print what came of it."""
    from datetime import UTC, datetime

    from esnsim.cli.output.ranking import print_failures, print_response
    from esnsim.cli.sweep_files import keep
    from esnsim.experiments.results.sweep_folder import PlanSummary, SweepProvenance
    from esnsim.report.text.ranking import best_point_sentence, sizes_at_best

    shared, folder, page = sweep.entry.sweep_record.shared, sweep.requests.store.path.parent, console()
    if shared is None:
        return
    began, now = datetime.fromtimestamp(sweep.entry.began, UTC), datetime.now(UTC)
    of = shared.parts[-1].of
    done = SweepProvenance(sweep.entry.sweep_record.command, began, now, f"{of} shares", 0, _imported(sweep))
    plan = dict(shared.plan)
    parquet = plan.pop("parquet")
    files = keep(sweep, folder, PlanSummary(**plan), done, parquet=parquet)
    page.print()
    print_response(sweep, page)
    ranked = sweep.best()
    if best := best_point_sentence(sweep, ranked):
        page.print(f"\n{best}.", style="bold")
    for remark in sizes_at_best(sweep, ranked):
        page.print(f"Note: {remark}.", style="yellow")
    print_failures(sweep, page)
    tables = [name for name in files if "/" not in name]
    page.print(f"\nAll {of} shares are there. Results are in {folder}: {', '.join(tables)}, and figures.")


def _imported(sweep: Sweep) -> tuple[ImportReport, ...]:
    """How imported files were understood, if they are there on this machine too."""
    from esnsim.errors import OrganisationError
    from esnsim.experiments.results.about import imported_by

    try:
        points = sweep.requests.points(sweep.entry.number)
        return imported_by(map(sweep.requests.question, dict.fromkeys(point.question for point in points)))
    except OrganisationError as error:
        complain(f"The manifest leaves out how imported files were understood, which cannot be read here ({error}).")
        return ()
