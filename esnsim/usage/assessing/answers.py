"""Whether posts are answered, after how long, and whether those who are write again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from esnsim.calendar import ITEM_LIFE_DAYS, LAPSE_DAYS, MONTH_DAYS
from esnsim.usage.assessing.activity import Bools, MessageArrays, Numbers, UsageActivity, is_written
from esnsim.usage.files.moments import SECONDS_A_DAY
from esnsim.usage.record import UNKNOWN, Form

FEWEST_FIRST = 20
"""First posts, answered or not, from which shares of them are told."""
HOUR = 3600.0


@dataclass(frozen=True)
class AnswersGiven:
    """How posts are answered.

    Attributes:
        posts: Posts in the record.
        answered: Of these, with a reply of somebody else.
        followed: Posts so long ago that two weeks could be looked at.
        within: Share of those answered within two weeks; None where there are none.
        median_hours: To the first answer of somebody else, median of answered posts; None where there is none.
        within_day: Share of first answers that came within a day.
        lost: Replies whose post is not in the record.
    """

    posts: int
    answered: int
    followed: int
    within: float | None
    median_hours: float | None
    within_day: float | None
    lost: int


@dataclass(frozen=True)
class SecondMessages:
    """Whether people who wrote for the first time wrote again within eight weeks.

    Attributes:
        answered: How many were answered.
        answered_again: Share of these who wrote again.
        silent: How many were not answered.
        silent_again: Share of these.
    """

    answered: int
    answered_again: float
    silent: int
    silent_again: float


def answers_of(activity: UsageActivity) -> AnswersGiven | None:
    """How posts are answered; None where files hold no threads, or no posts."""
    messages = activity.messages
    if messages is None or not activity.record.reply_known:
        return None
    posts = messages.taking(is_written(messages.form, Form.POST))
    if not len(posts.key):
        return None
    wait, lost = waits(messages, posts)
    answered = wait != UNKNOWN
    old = posts.day <= messages.day[-1] - ITEM_LIFE_DAYS
    within = answered & (wait <= ITEM_LIFE_DAYS * SECONDS_A_DAY)
    return AnswersGiven(
        posts=len(posts.key),
        answered=int(answered.sum()),
        followed=int(old.sum()),
        within=float(within[old].mean()) if old.any() else None,
        median_hours=float(np.median(wait[answered])) / HOUR if answered.any() else None,
        within_day=float((wait[answered] <= SECONDS_A_DAY).mean()) if answered.any() else None,
        lost=lost,
    )


def waits(messages: MessageArrays, posts: MessageArrays) -> tuple[Numbers, int]:
    """Seconds from each post to the first reply of somebody else, `UNKNOWN` where there is none.

    Args:
        messages: All messages.
        posts: Those that begin threads.

    Returns:
        One number a post, and how many replies belong to none of them.
    """
    replies = messages.taking(is_written(messages.form, Form.REPLY))
    order = np.argsort(posts.key, kind="stable")
    keys = posts.key[order]
    at = np.searchsorted(keys, replies.thread)
    there = at < len(keys)
    there[there] = keys[at[there]] == replies.thread[there]
    post = order[at[there]]
    other = replies.author[there] != posts.author[post]
    after = replies.second[there] - posts.second[post]
    none = np.iinfo(np.int64).max
    first = np.full(len(keys), none, np.int64)
    np.minimum.at(first, post[other], np.maximum(after[other], 0))
    first[first == none] = UNKNOWN
    return first, int((~there).sum())


def second_messages_of(activity: UsageActivity) -> SecondMessages | None:
    """Whether first posts that are answered are followed by more; None where too few can be looked at."""
    messages = activity.messages
    if messages is None or not activity.record.reply_known or not len(messages.day):
        return None
    begin, end = int(messages.day[0]) + MONTH_DAYS, int(messages.day[-1]) - LAPSE_DAYS
    _, first = np.unique(messages.author, return_index=True)
    first = first[(messages.day[first] >= begin) & (messages.day[first] <= end)]
    first = first[is_written(messages.form[first], Form.POST)]
    if not len(first):
        return None
    starts = MessageArrays(*(column[first] for column in messages))
    wait, _ = waits(messages, starts)
    answered = (wait != UNKNOWN) & (wait <= ITEM_LIFE_DAYS * SECONDS_A_DAY)
    again = _again(messages, starts)
    if min(int(answered.sum()), int((~answered).sum())) < FEWEST_FIRST:
        return None
    return SecondMessages(
        int(answered.sum()), float(again[answered].mean()), int((~answered).sum()), float(again[~answered].mean())
    )


def _again(messages: MessageArrays, starts: MessageArrays) -> Bools:
    """Who of those who wrote for the first time wrote again within eight weeks."""
    began = np.full(int(messages.author.max()) + 1, UNKNOWN, np.int64)
    began[starts.author] = starts.second
    since = messages.second - began[messages.author]
    later = (began[messages.author] != UNKNOWN) & (since > 0) & (since <= LAPSE_DAYS * SECONDS_A_DAY)
    wrote = np.zeros(len(began), bool)
    wrote[messages.author[later]] = True
    return wrote[starts.author]
