"""One share of a sweep: simulated into a store of its own, and told with what puts all of them together."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import typer

from esnsim.cli.output.printing import complain, console
from esnsim.cli.output.progress import watcher
from esnsim.cli.sweep_order import Order
from esnsim.exit_status import INTERRUPTED

if TYPE_CHECKING:
    from esnsim.cli.shares import ToldShare
    from esnsim.experiments.design.share import Share
    from esnsim.experiments.results.sweep_result import Sweep

SOME_FAILED = 1
"""Exit status when runs failed and everything else is finished."""


def simulate_share(
    order: Order, told: ToldShare, *, retry_failed: bool, parquet: bool, quiet: bool, as_json: bool
) -> None:
    """Simulate what belongs to a share, keep it, and say how far it is."""
    from esnsim.cli.output.out_folder import check_folder
    from esnsim.experiments.store.place import share_store

    own = share_store(order.store, *told.share)
    check_folder(own.parent)
    if not quiet:
        complain(f"Share {told.share.number} of {told.share.of} is simulated ({told.source}).")
    try:
        with _simulated(order, told.share, retry_failed=retry_failed, parquet=parquet, quiet=quiet) as found:
            _answer(found, order, told, as_json=as_json)
            failed = found.count.failed
    except KeyboardInterrupt:
        complain(f"Interrupted. What is finished is kept in {own}; the same command continues from there.")
        raise typer.Exit(INTERRUPTED) from None
    if failed:
        raise typer.Exit(SOME_FAILED)


def _simulated(order: Order, share: Share, *, retry_failed: bool, parquet: bool, quiet: bool) -> Sweep:
    from esnsim.experiments.results.sweep_folder import summary_of
    from esnsim.experiments.sharing import sweep_share

    plan = order.plan
    with watcher(quiet=quiet) as hear:
        return sweep_share(
            order.points,
            order.store,
            share,
            plan.replicates,
            plan.outcome,
            order.programmes,
            order.workers,
            hear,
            order.name,
            command_of(sys.argv[1:], share),
            summary_of(plan, order.folder)._asdict() | {"parquet": parquet},
            retry_failed=retry_failed,
        )


def command_of(words: list[str], share: Share | None) -> str:
    """The line that simulates a share, whoever said which: the command given, ending in the share, if there is one."""
    kept, rest = ["esnsim"], iter(words)
    for word in rest:
        if word in ("--share", "--print-slurm"):
            next(rest, None)
        elif not word.startswith(("--share=", "--print-slurm=")) and word != "--retry-failed":
            kept.append(word)
    return shlex.join([*kept, *(["--share", str(share)] if share else [])])


def _answer(found: Sweep, order: Order, told: ToldShare, *, as_json: bool) -> None:
    from esnsim.cli.output.ranking import print_failures
    from esnsim.cli.output.share_text import merge_command

    store = found.requests.store.path
    asked, left = found.requests.open_keys(found.entry.number)
    whole = found.entry.sweep_record.shared.runs if found.entry.sweep_record.shared else asked
    if as_json:
        from esnsim.cli.output.sweep_document import about_sweep, say_json

        share = {"number": told.share.number, "of": told.share.of, "source": told.source}
        share |= {"different_runs": asked, "of_the_whole": whole, "merge": merge_command(order.store)}
        say_json(about_sweep(found) | {"share": share})
        return
    page = console()
    page.print(
        f"Share {told.share.number} of {told.share.of}: {asked - left:,} of {asked:,} runs are there or failed, of "
        f"{whole:,} that all shares consist of."
    )
    print_failures(found, page)
    page.print(f"They are in {store}.", soft_wrap=True)
    page.print("When all shares are finished, this puts them together and writes the tables of the whole:")
    page.print(f"  {merge_command(order.store)}", soft_wrap=True)
