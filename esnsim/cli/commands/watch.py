"""The command that follows sweeps from another terminal; it only reads."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.store import opened
from esnsim.cli.options import Quiet
from esnsim.cli.output.eta import duration
from esnsim.cli.output.printing import console
from esnsim.cli.sweep_options import StorePlace
from esnsim.errors import RunError
from esnsim.exit_status import INTERRUPTED

if TYPE_CHECKING:
    from esnsim.experiments.store.activity import Activity
    from esnsim.experiments.store.requests import Entry
    from esnsim.experiments.store.store import Store

SECONDS_ON_A_TERMINAL = 2.0
SECONDS_IN_A_LOG = 10.0
STEADY = 20.0
"""Looking for the best takes at most one part in so many of the time."""


def watch(
    place: StorePlace,
    once: Annotated[bool, typer.Option("--once", help="Say how it stands now, and stop.")] = False,
    quiet: Quiet = False,
) -> None:
    """Follow sweeps and runs from another terminal: how far, how fast, how long still, and which point is best so far.

    It reads only, may be begun before there is anything to follow, and ends when nothing is running any more. A process
    that was killed is noticed by its silence, and told with the command that continues it. With --quiet only the end is
    told.
    """
    if once:
        # Nothing is waited for, so that what is no store is told as by other commands.
        _check(place)
    try:
        if quiet and not once:
            _wait_for_the_end(place)
        elif sys.stdout.isatty() and not once:
            _follow_on_a_terminal(place)
        else:
            _follow_in_lines(place, once=once)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def _check(place: Path) -> None:
    """See that there is something to look at.

    Raises:
        RunError: If there is neither a store nor shares of one.
    """
    from esnsim.experiments.store.place import store_file, stores_of_shares

    if store_file(place).is_file() or not stores_of_shares(store_file(place)):
        opened(place).file.close()


def _follow_on_a_terminal(place: Path) -> None:
    from rich.live import Live
    from rich.text import Text

    page = console()
    with Live(console=page, transient=False, auto_refresh=False) as picture:
        for text in _news(place, SECONDS_ON_A_TERMINAL):
            picture.update(Text(text), refresh=True)


def _wait_for_the_end(place: Path) -> None:
    told = ""
    for text in _news(place, SECONDS_ON_A_TERMINAL):
        told = text
    console().print(told)


def _follow_in_lines(place: Path, *, once: bool) -> None:
    page, told = console(), ""
    for text in _news(place, SECONDS_IN_A_LOG):
        if text != told:
            page.print(text, soft_wrap=True)
            told = text
        if once:
            return


def _news(place: Path, seconds: float) -> Iterator[str]:
    """How it stands, again and again, until nothing is running."""
    eye = Eye()
    while True:
        text, going = eye.look(place)
        yield text
        if not going:
            return
        time.sleep(seconds)


class Eye:
    """Looks at a store again and again."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._best: dict[int, str] = {}
        self._again = 0.0

    def look(self, place: Path) -> tuple[str, bool]:
        """How it stands, in words, and whether there is something to wait for."""
        from esnsim.experiments.store.place import store_file, stores_of_shares
        from esnsim.experiments.store.requests import RUNNING, RequestTable
        from esnsim.experiments.store.store import Store

        # What is not there yet may become a file or a folder.
        file = store_file(place)
        if (shares := stores_of_shares(file)) and (seen := self._shares(file, shares)):
            return seen
        if not file.is_file():
            return f"Waiting for {place}, which is not there yet.", True
        try:
            with Store(file, reading=True) as store:
                entries = RequestTable(store).entries()
                running = [entry for entry in entries if entry.state == RUNNING]
                # When nothing is running, the one that ended last is what people want to hear of.
                shown = running or sorted(entries, key=lambda entry: entry.told)[-1:]
                text = "\n".join(self._told(store, entry) for entry in shown)
                return text or f"Nothing was asked of {file} yet.", bool(running) or not entries
        except RunError as error:
            # A store that is just being made has no tables for a moment.
            if file.is_file() and file.stat().st_size:
                raise
            return f"Waiting for {file} ({error}).", True

    def _shares(self, file: Path, shares: list[Path]) -> tuple[str, bool] | None:
        """How it stands with shares; None if all that is known of them was put together."""
        from esnsim.cli.output.share_text import merge_command, share_progress
        from esnsim.experiments.store.requests import RequestTable
        from esnsim.experiments.store.store import Store

        progress = share_progress(shares, self._told)
        if file.is_file():
            with Store(file, reading=True) as store:
                told = max((entry.told for entry in RequestTable(store).entries()), default=0.0)
            if told > progress.heard and not progress.running:
                return None
        return f"{progress.text}\n'{merge_command(file)}' puts together what is there.", progress.running

    def _told(self, store: Store, entry: Entry) -> str:
        """How it stands with one sweep."""
        from esnsim.cli.output.share_text import lacking_lines, which_share
        from esnsim.experiments.store.activity import activity_of
        from esnsim.experiments.store.lacking import lacking
        from esnsim.experiments.store.maintenance import is_active
        from esnsim.experiments.store.requests import RUNNING, RequestTable

        count, felt = RequestTable(store).count(entry.number), activity_of(store, entry)
        failed = f", {count.failed:,} failed" if count.failed else ""
        lines = [f"{entry.sweep_record.name}: {count.done:,} of {count.total:,} runs{failed}"]
        if entry.state != RUNNING:
            lines[0] += f"; {entry.state}"
        elif is_active(entry, felt.heard):
            lines[0] += f"{_speed(felt)}; last heard of {_ago(felt.silence)}"
        else:
            lines.append(
                f"  not heard of for {duration(felt.silence)}; it may have been killed. Give the same command again "
                f"to continue: {entry.sweep_record.command or 'it is not known here'}"
            )
        if entry.state != RUNNING and not which_share(entry):
            lines += [f"  {line}" for line in lacking_lines(lacking(RequestTable(store), entry))]
        best = self._best_of(store, entry)
        return "\n".join([*lines, *([f"  {best}"] if best else [])])

    def _best_of(self, store: Store, entry: Entry) -> str:
        """Who leads; looked for so seldom that it costs next to nothing."""
        from esnsim.experiments.results.sweep_result import Sweep
        from esnsim.report.text.ranking import best_point_sentence

        if not entry.sweep_record.outcome:
            return ""
        begun = time.monotonic()
        if begun >= self._again or entry.number not in self._best:
            sweep = Sweep(store, entry)
            self._best[entry.number] = best_point_sentence(sweep, sweep.best())
            self._again = time.monotonic() + STEADY * (time.monotonic() - begun)
        return self._best[entry.number]


def _speed(felt: Activity) -> str:
    """How fast it goes, and how long it will take."""
    pace = f", {felt.a_second:.3g} a second" if felt.a_second else ""
    left = f", {duration(felt.seconds_left)} left" if felt.seconds_left else ""
    return f"{pace}{left}"


def _ago(seconds: float) -> str:
    return "just now" if seconds < SECONDS_IN_A_LOG else f"{duration(seconds)} ago"
