"""A sweep cut into shares that nobody has to agree on: everybody who asks for the same sweep cuts it alike.

Every different run is in one share alone, whichever points ask for it, so that a baseline is simulated once. A base
state takes longer to find than many a run, so it stays in one share unless it is more than a share's worth of work by
itself; then it is cut between replicates, so that programmes of one replicate stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from esnsim.experiments.execution.effort import headcounts, settling_days
from esnsim.experiments.execution.submission import BaseStates
from esnsim.experiments.store.requests import RunRequest
from esnsim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Efforts:
    """Work in days of a person.

    Attributes:
        running: Of a run, by number of point.
        making: Of a base state, by its number.
    """

    running: Sequence[int]
    making: Mapping[int, int]


def efforts_of(scenarios: Sequence[Scenario], base_states: BaseStates) -> Efforts:
    """How much work runs and base states are.

    Raises:
        OrganisationError: If imported files cannot be understood.
    """
    people = headcounts(scenarios)
    running = [count * scenario.days for count, scenario in zip(people, scenarios, strict=True)]
    making = {
        number: count * settling_days(scenario, count)
        for number, count, scenario in zip(base_states.numbers, people, scenarios, strict=True)
    }
    return Efforts(running, making)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Runs of one base state that stay together."""

    base_state: int
    requests: tuple[RunRequest, ...]
    work: int


def shared_out(requests: Iterable[RunRequest], efforts: Efforts, shares: int) -> list[list[RunRequest]]:
    """What each share simulates: different runs, each in one of them.

    Args:
        requests: All that is asked for.
        efforts: How much work it is.
        shares: How many shares, >= 1.

    Returns:
        One list a share, some of them empty where there are fewer runs than shares.
    """
    blocks = _blocks(requests)
    counts = _counts(blocks, efforts, shares)
    pieces = [piece for number, block in blocks.items() for piece in _cut(block, counts[number], efforts)]
    loads = _Loads(shares, efforts)
    answer: list[list[RunRequest]] = [[] for _ in range(shares)]
    for piece in sorted(pieces, key=lambda piece: piece.work, reverse=True):
        answer[loads.take(piece)] += piece.requests
    return answer


class _Loads:
    """How much work each share has, so that the next piece goes where it is finished first."""

    def __init__(self, shares: int, efforts: Efforts) -> None:
        """Nothing to do yet."""
        self._efforts = efforts
        self._loads = [0] * shares
        self._held = [set[int]() for _ in range(shares)]
        self._all = [(0, share) for share in range(shares)]
        self._having: dict[int, list[tuple[int, int]]] = {}

    def take(self, piece: _Piece) -> int:
        """Give a piece to a share; which one."""
        load, share = self._least(self._all)
        after = load + piece.work + (0 if piece.base_state in self._held[share] else self._making(piece))
        having = self._having.setdefault(piece.base_state, [])
        if having:
            # Whoever has the base state need not make it again.
            other, holder = self._least(having)
            after, share = min((after, share), (other + piece.work, holder))
        self._loads[share] = after
        self._held[share].add(piece.base_state)
        heappush(self._all, (after, share))
        for number in self._held[share]:
            heappush(self._having[number], (after, share))
        return share

    def _making(self, piece: _Piece) -> int:
        return self._efforts.making[piece.base_state]

    def _least(self, heap: list[tuple[int, int]]) -> tuple[int, int]:
        """The least load in a heap, in which loads of earlier moments are still there."""
        while heap[0][0] != self._loads[heap[0][1]]:
            heappop(heap)
        return heap[0]


def _blocks(requests: Iterable[RunRequest]) -> dict[int, list[RunRequest]]:
    """Different runs by base state: all points of one replicate before the next."""
    blocks: dict[int, dict[str, RunRequest]] = {}
    for each in sorted(requests, key=lambda each: (each.base_state, each.replicate, each.point, each.programme)):
        blocks.setdefault(each.base_state, {}).setdefault(each.key, each)
    return {number: list(block.values()) for number, block in blocks.items()}


def _counts(blocks: Mapping[int, list[RunRequest]], efforts: Efforts, shares: int) -> dict[int, int]:
    """Into how many pieces each base state is cut: no more than its work is worth, and enough for every share."""
    work = {number: sum(efforts.running[each.point] for each in block) for number, block in blocks.items()}
    fair = max(1, sum(work.values()) // shares)
    counts = {number: min(len(block), max(1, work[number] // fair)) for number, block in blocks.items()}
    while sum(counts.values()) < shares:
        divisible = [number for number, block in blocks.items() if counts[number] < len(block)]
        if not divisible:
            break
        counts[max(divisible, key=lambda number: efforts.making[number] + work[number] / counts[number])] += 1
    return counts


def _cut(block: list[RunRequest], count: int, efforts: Efforts) -> list[_Piece]:
    """So many pieces of about the same work."""
    pieces: list[list[RunRequest]] = [[] for _ in range(count)]
    whole, before = sum(efforts.running[each.point] for each in block), 0
    for each in block:
        own = efforts.running[each.point]
        # By where the middle of its work lies, in whole numbers so that all machines cut alike.
        pieces[(2 * before + own) * count // (2 * whole)].append(each)
        before += own
    return [
        _Piece(piece[0].base_state, tuple(piece), sum(efforts.running[each.point] for each in piece))
        for piece in pieces
        if piece
    ]
