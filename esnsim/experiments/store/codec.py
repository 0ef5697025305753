"""A run as a row of the store: small, quick to read, and the same bytes wherever it was computed."""

from __future__ import annotations

import base64
import json
import platform
import zlib
from importlib.metadata import version
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.compilation import rules_digest
from esnsim.experiments.store.rows import Kinds, check_kinds, checksum
from esnsim.simulation.programme import Event, Expense
from esnsim.simulation.record import Measure
from esnsim.simulation.run import Inequality, Run, Writers
from esnsim.state import Longs

WIDTHS = (2, 4, 8)
"""Bytes a number may take."""
QUICK = 1
"""Level of compression: a third larger than the best, and six times faster."""
MEASURES = ",".join(measure.name for measure in Measure)
KINDS: Kinds = (str, int, bytes, bytes, str, float)
"""Of a run as it is kept, without its checksum."""


class Packed(NamedTuple):
    """A finished run, as it is kept.

    Attributes:
        key: Digest of all that it depends on.
        width: Bytes of each number of the record.
        record: Differences from day to day, one measure after the other, little-endian, zlib.
        story: Events, expenses, inequality and who writes at the end, JSON, zlib.
        digest: SHA-256 of the last state.
        kernel_seconds: Time spent in compiled days.
        checksum: Of all of these; None where a version that made none kept the run.
    """

    key: str
    width: int
    record: bytes
    story: bytes
    digest: str
    kernel_seconds: float
    checksum: int | None = None


def pack(run: Run, key: str) -> Packed:
    """A run as it is kept."""
    steps = np.diff(run.record.T, axis=1, prepend=0)
    furthest = max(int(steps.max()), -1 - int(steps.min()))
    width = next(width for width in WIDTHS if furthest < 1 << (8 * width - 1))
    record = zlib.compress(steps.astype(f"<i{width}").tobytes(), QUICK)
    told: dict[str, object] = {"events": run.events, "expenses": run.expenses, "inequality": run.inequality}
    if run.writers is not None:
        told["writers"] = [len(run.writers.contributors), *map(_as_text, run.writers)]
    story = zlib.compress(json.dumps(told).encode(), QUICK)
    parts = (key, width, record, story, run.digest, float(run.kernel_seconds))
    return Packed(*parts, checksum(*parts))


def check_packed(packed: Packed) -> None:
    """See that a run is as it was packed, before any part of it is read.

    Compression has a sum of its own, which is found out only by whoever decompresses everything; that is done where
    there is no other.

    Raises:
        ValueError: If it is damaged.
        zlib.error: If it is damaged.
    """
    *parts, written = packed
    check_kinds(parts, KINDS)
    if written is None:
        _steps(packed)
        zlib.decompress(packed.story)
    elif written != checksum(*parts):
        raise ValueError(f"run {packed.key} is not as it was written, its checksum differs")


def unpack(packed: Packed, programme: str, replicate: int) -> Run:
    """The run that was kept, under the name that its programme has now.

    Raises:
        ValueError: If it is damaged.
        KeyError: If it is damaged.
        TypeError: If it is damaged.
        zlib.error: If it is damaged.
    """
    record: Longs = np.ascontiguousarray(np.cumsum(_steps(packed), axis=1, dtype=np.int64).T)
    told = json.loads(zlib.decompress(packed.story))
    return Run(
        programme,
        replicate,
        record,
        tuple(Event(*each) for each in told["events"]),
        tuple(Expense(*each) for each in told["expenses"]),
        tuple(Inequality(*each) for each in told["inequality"]),
        packed.digest,
        packed.kernel_seconds,
        _writers(told["writers"]) if "writers" in told else None,
    )


def series(packed: Packed, measures: tuple[Measure, ...], days: int) -> Longs:
    """Some measures of a run day by day; of the others, those that come later are not even decompressed.

    Args:
        packed: The run, looked at by `check_packed`.
        measures: Which.
        days: How many workdays the run has.

    Returns:
        Shape (measures, days + 1).

    Raises:
        ValueError: If it is damaged, or has another number of days.
        zlib.error: If it is damaged.
    """
    rows = max(measures) + 1
    length = rows * (days + 1) * packed.width
    content = zlib.decompressobj().decompress(packed.record, length)
    steps = np.frombuffer(content, f"<i{packed.width}").reshape(rows, days + 1)
    return np.cumsum(steps[list(measures)], axis=1, dtype=np.int64)


def _as_text(flags: NDArray[np.bool_]) -> str:
    """Flags as text, eight to a byte."""
    return base64.b64encode(np.packbits(flags).tobytes()).decode("ascii")


def _writers(told: tuple[int, str, str]) -> Writers:
    """Who writes at the end, as it was kept."""
    people, *texts = told
    bits = [np.frombuffer(base64.b64decode(each), np.uint8) for each in texts]
    return Writers(*(np.unpackbits(each, count=people).astype(bool) for each in bits))


def _steps(packed: Packed) -> NDArray[np.signedinteger]:
    return np.frombuffer(zlib.decompress(packed.record), f"<i{packed.width}").reshape(len(Measure), -1)


def versions() -> str:
    """What computes runs here, as JSON."""
    known = {"python": platform.python_version(), "esnsim rules": rules_digest()}
    return json.dumps(known | {name: version(name) for name in ("numpy", "numba")})
