"""Which shares of a sweep a store lacks, and whether shares of several stores belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.errors import Mistake, ScenarioError
from esnsim.experiments.store.requests import Entry, RequestTable
from esnsim.experiments.store.sharing import Shared, joined, with_left
from esnsim.experiments.store.store import Store

TOGETHER = "shares of one sweep are put together; merge those of another into a folder of their own"


class Lacking(NamedTuple):
    """A share that is missing, or half done.

    Attributes:
        number: Which, from 1.
        of: How many shares there are.
        runs: Different runs of it, None if it is missing.
        left: Those that are neither there nor failed, None if it is missing.
        command: The line that repeats it.
    """

    number: int
    of: int
    runs: int | None
    left: int | None
    command: str


def lacking(table: RequestTable, entry: Entry) -> list[Lacking]:
    """Shares of a sweep that are missing or half done in a store; none where it is whole, or not in shares.

    Args:
        table: Of the store.
        entry: The sweep.
    """
    shared = entry.sweep_record.shared
    if shared is None:
        return []
    asked, left = table.open_keys(entry.number)
    if asked - left >= shared.runs:
        return []
    return _lacking(shared if shared.merged else with_left(shared, left))


def _lacking(shared: Shared) -> list[Lacking]:
    of = shared.parts[-1].of
    known = {part.number: part for part in shared.parts if part.of == of}
    found = []
    for number in range(1, of + 1):
        part = known.get(number)
        if part is None:
            found.append(Lacking(number, of, None, None, shared.command(number, of)))
        elif part.left:
            found.append(Lacking(number, of, part.runs, part.left, part.command))
    return found


def lacking_among(stores: Iterable[Path]) -> list[tuple[Entry, list[Lacking]]]:
    """Sweeps whose shares lie in several stores, as they were asked last, with shares that are missing or half done.

    Args:
        stores: Files of the stores of shares.
    """
    found: dict[str, tuple[Entry, Shared]] = {}
    for path in stores:
        with Store(path, reading=True) as store:
            table = RequestTable(store)
            for each in _shared(store):
                _, left = table.open_keys(each.entry.number)
                shared = with_left(each.shared, left)
                before = found.get(each.entry.sweep_record.identity)
                if before is None or before[1].generation == shared.generation:
                    found[each.entry.sweep_record.identity] = each.entry, joined(before and before[1], shared)
                elif before[0].began < each.entry.began:
                    found[each.entry.sweep_record.identity] = each.entry, joined(None, shared)
    return [(entry, _lacking(shared)) for entry, shared in found.values()]


class _Held(NamedTuple):
    """A sweep in shares, and the store it is in."""

    path: Path
    entry: Entry
    shared: Shared


def check_shares(store: Store, others: Sequence[Path]) -> None:
    """Refuse to put shares together that are not of one sweep.

    Args:
        store: Where to.
        others: Files of other stores.

    Raises:
        ScenarioError: With every store that does not belong to the first of them.
    """
    held = [each for path in others for each in _held(path)]
    mine = _shared(store)
    wrong = [
        Mistake(str(each.path), f"{tell(each)}, {first.path} {tell(first)}; ask both for the same {what}")
        for first, each in _pairs(held)
        for tell, what in _unlike(first, each)
    ]
    # What was put together before comes first: the others should go on with it.
    broken = [each for each in [*mine, *held] if not _is_complete([*held, *mine], each.entry.sweep_record.identity)]
    paths: dict[str, set[Path]] = {}
    for each in broken:
        paths.setdefault(each.entry.sweep_record.identity, set()).add(each.path)
    for each in broken:
        first = broken[0]
        if not paths[each.entry.sweep_record.identity] & paths[first.entry.sweep_record.identity]:
            both = f"{_named(each)}, {first.path} {_named(first)}"
            wrong.append(Mistake(str(each.path), f"{both}; {_apart(first, each)}"))
    if wrong:
        raise ScenarioError(wrong)


def _held(path: Path) -> list[_Held]:
    store = Store(path, reading=True)
    try:
        return _shared(store)
    finally:
        store.file.close()


def _shared(store: Store) -> list[_Held]:
    entries = RequestTable(store).entries()
    return [
        _Held(store.path, each, each.sweep_record.shared) for each in entries if each.sweep_record.shared is not None
    ]


def _is_complete(held: Iterable[_Held], identity: str) -> bool:
    """Whether all shares of a sweep are there, finished or not."""
    parts = {
        (part.of, part.number)
        for each in held
        if each.entry.sweep_record.identity == identity
        for part in each.shared.parts
    }
    return any(all((of, number) in parts for number in range(1, of + 1)) for of in {of for of, _ in parts})


def _pairs(held: Sequence[_Held]) -> Iterator[tuple[_Held, _Held]]:
    """The first share of each sweep with each of the others."""
    for identity in dict.fromkeys(each.entry.sweep_record.identity for each in held):
        first, *rest = [each for each in held if each.entry.sweep_record.identity == identity]
        yield from ((first, each) for each in rest)


def _unlike(first: _Held, other: _Held) -> Iterator[tuple[Callable[[_Held], str], str]]:
    """In what two shares of a sweep do not belong together: how each is told, and what to ask for alike."""
    if first.shared.round == other.shared.round and first.shared.runs != other.shared.runs:
        yield _counted, "replicates"
    if first.entry.sweep_record.outcome != other.entry.sweep_record.outcome:
        yield _judged, "outcome"


def _counted(held: _Held) -> str:
    return f"holds {_shares(held)} of {held.shared.runs:,} runs"


def _judged(held: _Held) -> str:
    return f"holds {_shares(held)} judged by {held.entry.sweep_record.outcome or 'nothing'}"


def _named(held: _Held) -> str:
    return f"holds {_shares(held)} of sweep '{held.entry.sweep_record.name}'"


def _shares(held: _Held) -> str:
    parts = held.shared.parts
    return f"share {parts[0].number}/{parts[0].of}" if len(parts) == 1 else f"{len(parts):,} shares"


def _apart(first: _Held, other: _Held) -> str:
    """In what two sweeps differ, and what to do."""
    stores = [Store(each.path, reading=True) for each in (first, other)]
    try:
        tables = [RequestTable(store) for store in stores]
        points = [table.points(each.entry.number) for table, each in zip(tables, (first, other), strict=True)]
        if [point.factors for point in points[0]] != [point.factors for point in points[1]]:
            return f"they vary something else; {TOGETHER}"
        for mine, theirs in zip(*points, strict=True):
            if mine.question != theirs.question:
                contents = tables[0].content(mine.question), tables[1].content(theirs.question)
                fields = [name for name in contents[0] if contents[0][name] != contents[1].get(name)]
                return f"their scenarios differ in {', '.join(fields)}; {TOGETHER}"
        return f"other rules of esnsim, or other files of the organisation, were used; {TOGETHER}"
    finally:
        for store in stores:
            store.file.close()
