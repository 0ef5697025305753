"""What is written down of each day: the ladder and the flows, in whole numbers.

"Active" is never said without its definition: each rung is a count of people with its own window.

ODD element: observation.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np

from esnsim.behaviour.person import Role
from esnsim.calendar import HALF_YEAR, LAPSE, MONTH, WORKDAYS_A_WEEK
from esnsim.compilation import compiled, entered
from esnsim.state import NEVER, Counters, Longs, World


class Measure(IntEnum):
    """A whole number that is counted at the end of every workday, as a place in a row of the record."""

    HEADCOUNT = 0
    """People employed."""
    ENABLED = 1
    """People with an account."""
    READER = 2
    """People who visited in the last 28 days."""
    INTERACTIVE = 3
    """People who reacted, replied or posted in the last 28 days; reads do not count."""
    CONTRIBUTOR = 4
    """People who wrote a post or reply in the last 28 days."""
    REGULAR = 5
    """People who wrote more than two posts or replies in the last 28 days."""
    LAPSED = 6
    """People who were readers and have not visited for 56 days."""
    RETURNED = 7
    """People who came back within the last 28 days after an absence of 56 days or more."""
    DAILY_READER = 8
    """People who visited today."""
    WEEKLY_READER = 9
    """People who visited in the last 7 days."""
    HALF_YEAR_READER = 10
    """People who visited in the last 26 weeks."""
    DAILY_INTERACTIVE = 11
    """People who reacted, replied or posted today."""
    WEEKLY_INTERACTIVE = 12
    """People who reacted, replied or posted in the last 7 days."""
    HALF_YEAR_INTERACTIVE = 13
    """People who reacted, replied or posted in the last 26 weeks."""
    DAILY_CONTRIBUTOR = 14
    """People who wrote a post or reply today."""
    WEEKLY_CONTRIBUTOR = 15
    """People who wrote a post or reply in the last 7 days."""
    HALF_YEAR_CONTRIBUTOR = 16
    """People who wrote a post or reply in the last 26 weeks."""
    AMBASSADOR = 17
    """People in the ambassador's role."""
    POSTS = 18
    """Posts written today."""
    REPLIES = 19
    """Replies written today."""
    REACTIONS = 20
    """Reactions given today."""
    REPLIES_PLACED = 21
    """Replies of today that found somebody else's post."""
    CROSS_UNIT_REPLIES = 22
    """Those of them that went to another unit."""
    POSTS_ANSWERED = 23
    """Posts that got their first reply or reaction today."""
    POSTS_SILENT = 24
    """Posts that reached the age of two weeks today without any."""
    EVER_READER = 25
    """People who have ever visited."""
    COMMUNITIES = 26
    """Living communities: with a post in the last 56 days, or founded in them."""
    COMMUNITIES_FOUNDED = 27
    """Communities founded today."""
    COMMUNITIES_CLOSED = 28
    """Communities that fell silent today: no post for 56 days. Most are written in again before a year is over."""
    COMMUNITY_POSTS = 29
    """Posts of today that were written in communities."""
    ITEMS_READ = 30
    """Posts and replies that visitors took in today."""

    WILLING_READER = 31
    """People who visited of their own will in the last 28 days: not because it is ordered, and not in passing."""
    DAILY_WILLING_READER = 32
    """People who visited of their own will today."""


@entered
def count_people(world: World, day: int, row_of_record: Longs) -> None:
    """Count everybody and everything that was done today into one row of the record."""
    count_steps(world, day, row_of_record)
    counters = world.counters
    row_of_record[Measure.POSTS.value] = counters[Counters.POSTS.value]
    row_of_record[Measure.REPLIES.value] = counters[Counters.REPLIES.value]
    row_of_record[Measure.REACTIONS.value] = counters[Counters.REACTIONS.value]
    row_of_record[Measure.REPLIES_PLACED.value] = counters[Counters.PLACED.value]
    row_of_record[Measure.CROSS_UNIT_REPLIES.value] = counters[Counters.CROSS_UNIT.value]
    row_of_record[Measure.POSTS_ANSWERED.value] = counters[Counters.ANSWERED.value]
    row_of_record[Measure.POSTS_SILENT.value] = counters[Counters.SILENT.value]
    row_of_record[Measure.COMMUNITIES.value] = counters[Counters.COMMUNITIES.value]
    row_of_record[Measure.COMMUNITIES_FOUNDED.value] = counters[Counters.BORN.value]
    row_of_record[Measure.COMMUNITIES_CLOSED.value] = counters[Counters.CLOSED.value]
    row_of_record[Measure.COMMUNITY_POSTS.value] = counters[Counters.COMMUNITY_POSTS.value]


@compiled
def count_steps(world: World, day: int, row_of_record: Longs) -> None:
    """Count the rungs of the ladder, and who read, acted and wrote today, this week and in the last half-year.

    One look at everybody: looking takes longer than counting.
    """
    people = world.people
    week, month, absent, half = day - WORKDAYS_A_WEEK, day - MONTH, day - LAPSE, day - HALF_YEAR
    enabled = reader = interactive = contributor = regular = lapsed = returned = ambassadors = ever = items = 0
    willing = daily_willing = 0
    daily = weekly = yearly = daily_acts = weekly_acts = yearly_acts = daily_words = weekly_words = yearly_words = 0
    for row in range(len(people)):
        it = people[row]
        visited, interacted, wrote, sought = int(it.visited), int(it.interacted), int(it.wrote), int(it.sought)
        enabled += it.enabled_since != NEVER
        reader += visited > month
        interactive += interacted > month
        contributor += wrote > month
        regular += it.wrote_earlier > month
        lapsed += (visited <= absent) & (visited != NEVER)
        returned += it.returned > month
        ever += visited != NEVER
        ambassadors += it.role == Role.AMBASSADOR.value
        items += int(it.items)
        willing += sought > month
        daily_willing += sought == day
        daily += visited == day
        weekly += visited > week
        yearly += visited > half
        daily_acts += interacted == day
        weekly_acts += interacted > week
        yearly_acts += interacted > half
        daily_words += wrote == day
        weekly_words += wrote > week
        yearly_words += wrote > half
    row_of_record[Measure.HEADCOUNT.value] = len(people)
    row_of_record[Measure.ENABLED.value] = enabled
    row_of_record[Measure.READER.value] = reader
    row_of_record[Measure.INTERACTIVE.value] = interactive
    row_of_record[Measure.CONTRIBUTOR.value] = contributor
    row_of_record[Measure.REGULAR.value] = regular
    row_of_record[Measure.LAPSED.value] = lapsed
    row_of_record[Measure.RETURNED.value] = returned
    row_of_record[Measure.EVER_READER.value] = ever
    row_of_record[Measure.AMBASSADOR.value] = ambassadors
    row_of_record[Measure.ITEMS_READ.value] = items
    row_of_record[Measure.WILLING_READER.value], row_of_record[Measure.DAILY_WILLING_READER.value] = (
        willing,
        daily_willing,
    )
    row_of_record[Measure.DAILY_READER.value] = daily
    row_of_record[Measure.WEEKLY_READER.value] = weekly
    row_of_record[Measure.HALF_YEAR_READER.value] = yearly
    row_of_record[Measure.DAILY_INTERACTIVE.value] = daily_acts
    row_of_record[Measure.WEEKLY_INTERACTIVE.value] = weekly_acts
    row_of_record[Measure.HALF_YEAR_INTERACTIVE.value] = yearly_acts
    row_of_record[Measure.DAILY_CONTRIBUTOR.value] = daily_words
    row_of_record[Measure.WEEKLY_CONTRIBUTOR.value] = weekly_words
    row_of_record[Measure.HALF_YEAR_CONTRIBUTOR.value] = yearly_words


FEWEST_COMPARED = 10
"""People among whom inequality is measured: of fewer, one more post is another world."""


def gini(written: Longs) -> float:
    """Inequality of contributions between people: 0 when all write the same, 1 when one writes everything.

    The form for samples, n/(n - 1) times the usual one, which of few people cannot come near 1 (Deltas 2003).

    Args:
        written: Posts and replies of each person, >= 0; shape (n,).

    Returns:
        The Gini coefficient; NaN when nobody wrote, and for fewer than `FEWEST_COMPARED` people.
    """
    count, total = len(written), int(written.sum())
    if total == 0 or count < FEWEST_COMPARED:
        return math.nan
    ranks = np.arange(1, count + 1)
    return float((2.0 * (ranks * np.sort(written)).sum() / total - (count + 1)) / (count - 1))
