"""What a store notes of a sweep that is simulated in shares, so that whoever reads it knows what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple


class Part(NamedTuple):
    """A share that was begun.

    Attributes:
        number: Which, from 1.
        of: How many shares there are.
        runs: Different runs of it.
        left: Those that were neither there nor failed when it was merged; all of them before.
        command: The line that repeats it.
    """

    number: int
    of: int
    runs: int
    left: int
    command: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A sweep in shares.

    Attributes:
        runs: Different runs of the whole, all rounds so far together.
        round: Which round of a rule for replicates, from 1.
        rule: The rule, as `design.stopping` reads it back; empty for a number of replicates.
        plan: What was asked: the text of an experiment file, and what the manifest says of it.
        parts: Shares that are in this store.
        merged: Whether shares were put together here; a share's own store holds itself alone.
    """

    runs: int
    round: int
    rule: Mapping[str, Any]
    plan: Mapping[str, Any]
    parts: tuple[Part, ...]
    merged: bool = False

    @property
    def generation(self) -> tuple[int, int]:
        """What shares of the same whole have in common."""
        return self.round, self.runs

    def content(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "runs": self.runs,
            "round": self.round,
            "rule": dict(self.rule),
            "plan": dict(self.plan),
            "parts": [list(part) for part in self.parts],
            "merged": self.merged,
        }

    def command(self, number: int, of: int) -> str:
        """The line that repeats a share, whether it was ever begun or not; nothing if no command asked for any."""
        if not self.parts[-1].command:
            return ""
        own = next((part.command for part in self.parts if (part.number, part.of) == (number, of)), "")
        return own or f"{self.parts[-1].command.rpartition(' ')[0]} {number}/{of}"


def read_shared(content: Mapping[str, Any] | None) -> Shared | None:
    """The same from plain values; None where a sweep was not shared.

    Raises:
        LookupError: If something is missing.
        TypeError: If something is not as it was written.
    """
    if content is None:
        return None
    parts = tuple(Part(*part) for part in content["parts"])
    return Shared(content["runs"], content["round"], content["rule"], content["plan"], parts, content["merged"])


def with_left(shared: Shared, left: int) -> Shared:
    """What the store of a single share notes, with so many of its runs neither there nor failed."""
    return replace(shared, parts=tuple(part._replace(left=left) for part in shared.parts))


def joined(mine: Shared | None, theirs: Shared) -> Shared:
    """Shares of two stores put together; of an earlier round, or of another number of runs, theirs take the place."""
    if mine is None or mine.generation != theirs.generation:
        return replace(theirs, merged=True)
    new = {(part.number, part.of) for part in theirs.parts}
    kept = tuple(part for part in mine.parts if (part.number, part.of) not in new)
    return replace(theirs, parts=(*kept, *theirs.parts), merged=True)
