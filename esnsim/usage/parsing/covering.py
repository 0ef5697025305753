"""Which days the messages of a file cover: from the first to the last of them, unless the file says more."""

from __future__ import annotations

import numpy as np

from esnsim.usage.files.moments import EARLIEST, LATEST, day_of_second
from esnsim.usage.record import MessageLog, Span


def covered(messages: MessageLog, first: int) -> Span | None:
    """Days from the first to the last message of a file; None if it holds none.

    Args:
        messages: All that were read.
        first: Place of the first one of this file among them.
    """
    if len(messages) == first:
        return None
    seconds = np.array(messages.second[first:], np.int64)
    seconds = seconds[(seconds >= EARLIEST) & (seconds < LATEST)]
    if not len(seconds):
        return None
    return Span(day_of_second(int(seconds.min())), day_of_second(int(seconds.max())))
