"""What each share of a sweep will take, before any is begun: the time and memory to ask a cluster for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.experiments.design.points import Point
from esnsim.experiments.design.stopping import Replicates, Until
from esnsim.experiments.execution.effort import headcounts, memory_of
from esnsim.experiments.execution.shares import efforts_of, shared_out
from esnsim.experiments.forecast import Probe, making_of, probed, seconds_of
from esnsim.experiments.sharing import whole_of


class ShareForecast(NamedTuple):
    """What a share will take, the most of all shares.

    Attributes:
        runs: Different runs of the whole sweep, in this round of a rule for replicates.
        own: Different runs of the share that was looked at, or of the one that has most.
        empty: Shares that have nothing to do, because there are fewer runs than shares.
        seconds: How long the slowest share takes in any round, once the rules are compiled; an estimate.
        memory: Bytes of memory, an estimate.
        probe: What was measured.
    """

    runs: int
    own: int
    empty: int
    seconds: float
    memory: float
    probe: Probe


def forecast_shares(
    points: Sequence[Point],
    store: Path,
    replicates: Replicates,
    programmes: Iterable[str] | None,
    shares: int,
    workers: int,
    only: int | None = None,
) -> ShareForecast:
    """What the shares of a sweep will take; runs that are there already count as if they were not.

    Args:
        points: What is asked, from `plan.points_of`.
        store: Where shares are put together.
        replicates: How often each point is simulated.
        programmes: Names of programmes, None for all.
        shares: How many shares.
        workers: Processes of each share.
        only: Number of the share to look at, from 1; None for the one that takes longest.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If the store is there and cannot be used.
        ScenarioError: If there is no such programme.
    """
    whole = whole_of(points, store, replicates, programmes)
    scenarios = whole.scenarios
    people, asked = headcounts(scenarios), whole.rounds[-1]
    parts = shared_out(asked, efforts_of(scenarios, whole.base_states), shares)
    looked_at = parts if only is None else [parts[only - 1]]
    largest = max(range(len(people)), key=people.__getitem__)
    probe = probed(scenarios[0], workers)

    def seconds(part: Sequence[tuple[int, str]], base_states: dict[int, int]) -> float:
        running = sum(seconds_of(probe, scenarios[point], people[point], programme) for point, programme in part)
        making = sum(making_of(probe, scenarios[point], people[point]) for point in base_states.values())
        return probe.starting + (running + making) / workers

    slowest = max(
        seconds([(each.point, each.programme) for each in part], {each.base_state: each.point for each in part})
        for part in looked_at
    )
    # A rule asks for twice as many replicates as there are, at most, so that its last round adds half of all.
    longer = max(1.0, replicates.at_most / 2.0 / replicates.at_least) if isinstance(replicates, Until) else 1.0
    return ShareForecast(
        len({each.key for each in asked}),
        max(map(len, looked_at)),
        sum(not part for part in parts),
        slowest * longer,
        memory_of(people[largest], workers),
        probe,
    )
