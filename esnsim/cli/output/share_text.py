"""Which shares of a sweep are lacking, in words, each with the line that repeats it."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.experiments.store.lacking import Lacking
    from esnsim.experiments.store.requests import Entry
    from esnsim.experiments.store.store import Store

SHOWN = 8
"""Shares that are told with a line each; of more, their numbers are listed."""


def merge_command(whole: Path) -> str:
    """The line that puts the shares of a sweep together.

    Args:
        whole: Store of the whole.
    """
    from esnsim.experiments.store.place import STORE

    return shlex.join(["esnsim", "store", "merge", str(whole.parent if whole.name == STORE else whole)])


def lacking_of(sweep: Sweep) -> list[Lacking]:
    """Shares of a sweep that are missing or half done in its store."""
    from esnsim.experiments.store.lacking import lacking

    return lacking(sweep.requests, sweep.entry)


def lacking_lines(found: Sequence[Lacking]) -> list[str]:
    """A line for each share that is missing or half done, with the command that repeats it."""
    lines = [
        f"{_standing(each)}; repeat it: {each.command or 'as the others were asked for, from Python'}"
        for each in found[:SHOWN]
    ]
    if more := found[SHOWN:]:
        lines.append(
            f"and {len(more):,} more, each repeated by the same line with its number: "
            f"{slurm_ranges(each.number for each in more)}"
        )
    return lines


def _standing(share: Lacking) -> str:
    name = f"share {share.number} of {share.of}"
    if share.left is None:
        return f"{name} is missing"
    return f"{name} is half done or at work, {share.left:,} of {share.runs:,} runs are lacking"


def slurm_ranges(numbers: Iterable[int]) -> str:
    """Numbers as Slurm writes those of an array, such as ``2,5-9``."""
    parts = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ",".join(parts)


def which_share(entry: Entry) -> str:
    """Which share of a sweep a store holds; nothing if it is not the store of a share."""
    shared = entry.sweep_record.shared
    if shared is None or shared.merged:
        return ""
    return f"share {shared.parts[0].number} of {shared.parts[0].of}"


def lacking_values(found: Sequence[Lacking]) -> list[dict[str, Any]]:
    """The same as plain values."""
    return [each._asdict() for each in found]


def not_together(whole: Path, stores: Sequence[Path]) -> str:
    """That shares are there and were not put together yet, with those that are missing or half done."""
    from esnsim.experiments.store.lacking import lacking_among

    lines = ["shares of a sweep are here, which were not put together yet"]
    lines += [line for _, found in lacking_among(stores) for line in lacking_lines(found)]
    return "\n  ".join([*lines, f"'{merge_command(whole)}' puts together what is there"])


class ShareProgress(NamedTuple):
    """How the shares of sweeps go on.

    Attributes:
        text: In words.
        running: Whether some are being simulated, or were when their process was killed.
        heard: When one of them was last heard of, seconds since 1970.
    """

    text: str
    running: bool
    heard: float


def share_progress(stores: Sequence[Path], describe: Callable[[Store, Entry], str]) -> ShareProgress:
    """How shares go on that are not put together yet.

    Args:
        stores: Files of their stores.
        describe: Says how one of them goes on.
    """
    from esnsim.experiments.store.lacking import lacking_among
    from esnsim.experiments.store.requests import RequestTable
    from esnsim.experiments.store.store import Store

    seen = _Seen()
    for path in stores:
        with Store(path, reading=True) as store:
            for entry in RequestTable(store).entries():
                seen.look(store, entry, describe)
    lines = [line for entry, found in lacking_among(stores) for line in seen.lines(entry, found)]
    return ShareProgress("\n".join(lines), seen.running, seen.heard)


@dataclass
class _Seen:
    """What was seen of shares, by the identity of their sweeps.

    Attributes:
        active: A line for each share that is being simulated, by its name.
        finished: Shares that are finished.
        runs: Runs that are there.
        running: Whether some share is being simulated, or was when its process was killed.
        heard: When one was last heard of.
    """

    active: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    finished: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    runs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    running: bool = False
    heard: float = 0.0

    def look(self, store: Store, entry: Entry, describe: Callable[[Store, Entry], str]) -> None:
        """Note how a share goes on."""
        from esnsim.experiments.store.activity import activity_of
        from esnsim.experiments.store.maintenance import is_active
        from esnsim.experiments.store.requests import RUNNING, RequestTable

        identity = entry.sweep_record.identity
        asked, left = RequestTable(store).open_keys(entry.number)
        self.heard = max(self.heard, entry.told)
        self.finished[identity] += not left
        self.runs[identity] += asked - left
        if entry.state == RUNNING and left:
            self.running = True
            if is_active(entry, activity_of(store, entry).heard):
                # What is best among the runs of a share says nothing of the whole.
                line = describe(store, entry).partition("\n")[0]
                self.active[identity][which_share(entry)] = line.removeprefix(f"{entry.sweep_record.name}: ")

    def lines(self, entry: Entry, found: Sequence[Lacking]) -> Iterator[str]:
        """What is said of a sweep: its name, what is there, what is being simulated and what is lacking."""
        identity, shared = entry.sweep_record.identity, entry.sweep_record.shared
        of = found[0].of if found else self.finished[identity]
        whole = f" of {shared.runs:,}" if shared else ""
        shares = f"{self.finished[identity]:,} of {of:,} shares are finished"
        yield f"{entry.sweep_record.name}: {shares}, {self.runs[identity]:,}{whole} runs are there"
        active = self.active[identity]
        yield from (f"  {share}: {line}" for share, line in active.items())
        absent = [each for each in found if f"share {each.number} of {each.of}" not in active]
        yield from (f"  {line}" for line in lacking_lines(absent))
