"""What members write in their communities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.evidence.recorders.community_log import words_in
from esnsim.evidence.recorders.observed_run import ObservedRun


def messages_by_seat(run: ObservedRun, first: int, week: int) -> NDArray[np.int64]:
    """Posts and replies that members wrote in each of their communities, one entry a seat taken.

    Args:
        run: A run watched closely.
        first: Workday from which messages count.
        week: At the end of which week members are looked at, and messages no longer count.
    """
    rows = np.nonzero(run.community_log.seats[week] >= 0)[0]
    communities = communities_by_seat(run, week)
    counted = _messages(run, first, week * WORKDAYS_A_WEEK)
    return np.array([counted.get(pair, 0) for pair in zip(rows.tolist(), communities.tolist(), strict=True)], np.int64)


def communities_by_seat(run: ObservedRun, week: int) -> NDArray[np.int64]:
    """Number of the community of each seat taken at the end of a week, in the order of `messages_by_seat`."""
    seats = run.community_log.seats[week]
    taken: NDArray[np.int64] = seats[seats >= 0].astype(np.int64)
    return taken


def _messages(run: ObservedRun, first: int, last: int) -> dict[tuple[int, int], int]:
    """Messages by row and community, from workday first to before last."""
    posts, reply_log = run.posts, run.reply_log
    community = words_in(run.community_log, posts.community, posts.day)
    mine = (posts.day >= first) & (posts.day < last) & (community >= 0)
    replies = reply_log.reply & (reply_log.day >= first) & (reply_log.day < last)
    answered = community[reply_log.post[replies]]
    rows = np.concatenate([posts.row[mine], reply_log.row[replies][answered >= 0]])
    communities = np.concatenate([community[mine], answered[answered >= 0]])
    pairs, counts = np.unique(np.column_stack([rows, communities]), axis=0, return_counts=True)
    return dict(zip(map(tuple, pairs.tolist()), counts.tolist(), strict=True))
