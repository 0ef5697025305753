"""How fast a sweep goes forward and when it was last heard of, seen from outside, from its store alone."""

from __future__ import annotations

from typing import NamedTuple

from esnsim.experiments.store.requests import Entry
from esnsim.experiments.store.store import Store, now

LATEST = 600
"""Runs looked at to find the pace; more a minute are counted over a shorter time."""
MINUTE = 60.0
FINISHED_LATELY = (
    "SELECT finished FROM (SELECT key, finished FROM runs ORDER BY rowid DESC LIMIT ?)"
    " WHERE key IN (SELECT key FROM asked WHERE sweep = ?)"
)
LEFT = (
    "SELECT count(DISTINCT key) FROM asked WHERE sweep = ? AND key NOT IN (SELECT key FROM runs)"
    " AND key NOT IN (SELECT key FROM failures)"
)


class Activity(NamedTuple):
    """How a sweep goes.

    Attributes:
        heard: When it was last heard of, seconds since 1970.
        silence: Seconds since then.
        a_second: Runs finished a second, in the last minute; 0 if none were.
        left: Different runs that are still to be simulated.
    """

    heard: float
    silence: float
    a_second: float
    left: int

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this pace; None if nobody knows, or nothing is left."""
        return self.left / self.a_second if self.a_second and self.left else None


def activity_of(store: Store, entry: Entry, moment: float | None = None) -> Activity:
    """The pulse of a sweep.

    Args:
        store: Where it stands.
        entry: The sweep.
        moment: Seconds since 1970; the present if left out.
    """
    moment = now() if moment is None else moment
    with store.guarded():
        latest = sorted(finished for (finished,) in store.file.execute(FINISHED_LATELY, (LATEST, entry.number)))
        (left,) = store.file.execute(LEFT, (entry.number,)).fetchone()
    heard = max([entry.told, *latest[-1:]])
    lately = [finished for finished in latest if finished > max(moment - MINUTE, entry.began)]
    # From the first of them to now, so that a pause slows the pace down.
    since = max(moment - lately[0], 1e-3) if lately else 1.0
    return Activity(heard, max(0.0, moment - heard), max(0, len(lately) - 1) / since, left)
