"""What people did in some days: posts, replies, messages, reads and reactions, as far as files count them."""

from __future__ import annotations

import numpy as np

from esnsim.usage.assessing.activity import UsageActivity, is_written
from esnsim.usage.record import UNKNOWN, Form, Span

COLUMNS = {"posts": "posts", "replies": "replies", "messages": "written", "reads": "read", "reactions": "reacted"}


def actions_in(activity: UsageActivity, span: Span | None) -> dict[str, int]:
    """What the people did in some days; what files do not count is missing.

    Args:
        activity: What happened.
        span: The days; None for sums of a period that nobody names.
    """
    if activity.messages is not None and span is not None:
        return _of_messages(activity, span)
    if activity.tallies is not None:
        return _of_tallies(activity, span)
    return {}


def _of_messages(activity: UsageActivity, span: Span) -> dict[str, int]:
    assert activity.messages is not None  # noqa: S101 - asked only where there are some
    own = activity.messages.within(span)
    own = own.taking(activity.counted[own.author])
    words = {"posts": Form.POST, "replies": Form.REPLY} if activity.record.reply_known else {"messages": Form.MESSAGE}
    found = {word: int(is_written(own.form, form).sum()) for word, form in words.items()}
    if (reactions := activity.reactions) is not None:
        inside = (reactions.day >= span.first) & (reactions.day <= span.last) & activity.counted[reactions.author]
        found["reactions"] = int(inside.sum())
    return found


def _of_tallies(activity: UsageActivity, span: Span | None) -> dict[str, int]:
    rows = activity.tallies
    assert rows is not None  # noqa: S101 - asked only where there are some
    which = activity.counted[rows["person"]]
    if span is not None:
        which &= (rows["first"] >= span.first) & (rows["last"] <= span.last)
    found = {}
    for word, name in COLUMNS.items():
        column = rows[name][which]
        known = column[column != UNKNOWN]
        if len(known):
            found[word] = int(np.sum(known))
    if "posts" in found and "replies" in found:
        found.pop("messages", None)
    return found
