"""What members write in their communities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.evidence.recorders.community_log import words_in
from esnsim.evidence.recorders.observed_run import Watched


def messages_by_seat(life: Watched, first: int, week: int) -> NDArray[np.int64]:
    """Posts and replies that members wrote in each of their communities, one entry a seat taken.

    Args:
        life: A life watched closely.
        first: Workday from which messages count.
        week: At the end of which week members are looked at, and messages no longer count.
    """
    rows, seats = np.nonzero(life.roll.seats[week] >= 0)
    communities = life.roll.seats[week][rows, seats]
    counted = _messages(life, first, week * WORKDAYS_A_WEEK)
    return np.array([counted.get(pair, 0) for pair in zip(rows.tolist(), communities.tolist(), strict=True)], np.int64)


def _messages(life: Watched, first: int, last: int) -> dict[tuple[int, int], int]:
    """Messages by row and community, from workday first to before last."""
    posts, letters = life.posts, life.letters
    community = words_in(life.roll, posts.community, posts.day)
    mine = (posts.day >= first) & (posts.day < last) & (community >= 0)
    replies = letters.reply & (letters.day >= first) & (letters.day < last)
    answered = community[letters.post[replies]]
    rows = np.concatenate([posts.row[mine], letters.row[replies][answered >= 0]])
    communities = np.concatenate([community[mine], answered[answered >= 0]])
    pairs, counts = np.unique(np.column_stack([rows, communities]), axis=0, return_counts=True)
    return dict(zip(map(tuple, pairs.tolist()), counts.tolist(), strict=True))
