"""What a sweep is asked to do, once that is understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esnsim.cli.shares import ToldShare
    from esnsim.experiments.design.plan import Plan, Point


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, understood.

    Attributes:
        plan: What is asked.
        points: Its points, resolved.
        programmes: Names, None for all.
        folder: Where results go.
        store: Where finished runs are kept.
        workers: Number of processes, or address of a cluster.
        name: What the store calls it, empty if nothing was said.
        told: The share to be simulated and who said so, None for all.
    """

    plan: Plan
    points: list[Point]
    programmes: list[str] | None
    folder: Path
    store: Path
    workers: int | str
    name: str
    told: ToldShare | None = None
