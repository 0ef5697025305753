"""Commands that show what stores of finished runs hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Json
from esnsim.cli.output.absent import no_store
from esnsim.cli.output.printing import complain, console, say
from esnsim.cli.sweep_options import StorePlace, SweepName

if TYPE_CHECKING:
    from esnsim.experiments.store.store import Store

stores = typer.Typer(no_args_is_help=True, help="Look at stores of finished runs, and after them.")


@stores.callback()
def store() -> None:
    """Look at stores of finished runs, and after them: every run and sweep keeps its runs in one."""


def ls(place: StorePlace, as_json: Json = False) -> None:
    """List the sweeps of a store: how far each is, when it was begun, and how many runs failed."""
    from esnsim.cli.output.store_text import print_sweeps, sweeps_as_values

    with opened(place) as kept:
        if as_json:
            from esnsim.cli.output.sweep_document import say_json

            say_json(sweeps_as_values(kept))
        else:
            print_sweeps(kept, console())


def show_store(
    place: StorePlace,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[SWEEP|KEY]",
            help="Name or number of a sweep, or key of a run.",
            show_default="the sweep begun last",
        ),
    ] = None,
) -> None:
    """Show a sweep, or a single run, in full.

    A sweep with its factors, the command that asked for it, and failures; a run with its programme, scenario, its
    ladder at the end, and what computed it.
    """
    from esnsim.cli.output.store_text import print_run, print_sweep
    from esnsim.experiments.execution.replay import find_run
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.experiments.store.requests import RequestTable

    with opened(place) as kept:
        requests = RequestTable(kept)
        sweeps = {name for entry in requests.entries() for name in (str(entry.number), entry.sweep_record.name)}
        if what is None or what in sweeps:
            print_sweep(Sweep(kept, requests.entry(what)), console())
        else:
            print_run(kept, find_run(kept, what), console())


def export(
    place: StorePlace,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Table to write, .csv or .parquet.")],
    sweep: SweepName = None,
    daily: Annotated[bool, typer.Option("--daily", help="One row a workday, not a week.")] = False,
) -> None:
    """Write all runs of a sweep into one tidy table: a row a week, with point, factors, programme and all measures."""
    from esnsim.cli.output.sweep_status import so_far
    from esnsim.experiments.results.export import export as exported
    from esnsim.experiments.results.sweep_result import read_sweep

    with read_sweep(there(place), sweep) as found:
        count = exported(found, file, daily=daily)
        say(f"{count:,} runs of sweep '{found.entry.sweep_record.name}' are in {file}.")
        if progress := so_far(found):
            complain(progress)


def opened(place: Path, *, reading: bool = True) -> Store:
    """A store that is there.

    Raises:
        RunError: If it is not, or is something else.
    """
    from esnsim.experiments.store.store import Store

    file = there(place)
    if not reading:
        # Only what is to be made may be empty.
        Store(file, reading=True).file.close()
    return Store(file, reading=reading)


def there(place: Path) -> Path:
    """The file of a store that is there.

    Raises:
        RunError: If it is not.
    """
    from esnsim.experiments.store.place import store_file

    file = store_file(place)
    if not file.is_file():
        raise no_store(place)
    return file
