"""What people do: the ladder, week by week, answers, how unequally they write, communities."""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.calendar import HALF_YEAR_WEEKS, LAPSE_DAYS
from esnsim.names import listed, shown
from esnsim.numerals import numeral
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.living import NAMED
from esnsim.usage.assessing.rungs import RUNGS, RungCount
from esnsim.usage.assessing.weeks import UsageWeek
from esnsim.usage.files.moments import iso
from esnsim.usage.writing.headline import usage_headline
from esnsim.usage.writing.section import (
    UNKNOWN_CELL,
    UsageSection,
    UsageTable,
    number_cell,
    people_cell,
    percents,
    rung_share,
    window_words,
)

WEEKS_SHOWN = HALF_YEAR_WEEKS
DID = {
    "accounts": "can take part",
    "reader": "came: read, reacted or wrote",
    "interactive": "reacted or wrote; reading does not count",
    "contributor": "wrote a post or reply",
    "regular": "wrote more than two posts or replies",
}
WEEK_COLUMNS = ("readers", "active", "interactive", "contributors", "posts", "replies", "messages", "reactions")


def ladder_section(found: Assessment) -> UsageSection:
    """How many people stand on each rung."""
    ladder = found.ladder
    counts = {"accounts": ladder.accounts, **{rung: ladder.rungs[rung] for rung in RUNGS}}
    rows = [
        [rung, DID[rung], _unknown(count), people_cell(count), _at_least(count, percents(rung_share(ladder, rung)))]
        for rung, count in counts.items()
    ]
    if ladder.headcount is not None:
        rows.insert(0, ["headcount", "is in the people file", "", f"{ladder.headcount:,}", ""])
    of = "the headcount" if ladder.headcount is not None else "people with an account"
    table = UsageTable(
        f"People on each rung in {window_words(ladder.window)}; shares of {of}.",
        ["rung", "who stands on it", "what is not known of it", "people", "share"],
        rows,
        words=3,
    )
    text = [usage_headline(found), *_actions(found)]
    if ladder.covered is not None and ladder.window is not None and ladder.covered < ladder.window.days:
        text.append(f"Files cover {ladder.covered} of these {ladder.window.days} days.")
    return UsageSection("ladder", "How many take part?", text, [table])


def _actions(found: Assessment) -> list[str]:
    """What they did, in a sentence."""
    words = {"posts": "posts", "replies": "replies", "messages": "messages", "reads": "reads", "reactions": "reactions"}
    told = [f"{found.actions[name]:,} {word}" for name, word in words.items() if name in found.actions]
    return [f"They made {listed(told)}."] if told else []


def _unknown(count: RungCount) -> str:
    """What is not known of a rung, and what is said of it elsewhere."""
    return "; beside them: ".join(each for each in (count.why, count.elsewhere) if each)


def _at_least(count: RungCount, share: str) -> str:
    return f"at least {share}" if count.at_least and share != UNKNOWN_CELL else share


def weeks_section(found: Assessment) -> UsageSection | None:
    """What happened week by week."""
    if not found.weeks:
        return None
    words = [word for word in WEEK_COLUMNS if any(word in week.counts for week in found.weeks)]
    rows = [
        [
            f"{iso(week.span.first)}{'' if week.is_whole else '*'}",
            *(number_cell(week.counts.get(word)) for word in words),
        ]
        for week in reversed(found.weeks[-WEEKS_SHOWN:])
    ]
    partial = (
        "; * files cover only a part of it" if any(not week.is_whole for week in found.weeks[-WEEKS_SHOWN:]) else ""
    )
    more = f"The last {WEEKS_SHOWN} of {len(found.weeks)} weeks" if len(found.weeks) > WEEKS_SHOWN else "Weeks"
    caption = f"{more} by their first day in UTC, the latest first{partial}. People of several weeks cannot be added."
    return UsageSection(
        "weeks",
        "Is it rising or falling?",
        weekly_trend(found.weeks),
        [UsageTable(caption, ["week", *words], rows, folded=True)],
    )


COMPARED = 4
"""Weeks of which the mean is compared with that of as many before."""


def weekly_trend(weeks: Sequence[UsageWeek]) -> list[str]:
    """How the last four whole weeks compare with the four before, in sentences."""
    whole = [week for week in weeks if week.is_whole]
    if len(whole) < 2 * COMPARED:
        return ["There are too few whole weeks to say whether use rises or falls."]
    last, before = whole[-COMPARED:], whole[-2 * COMPARED : -COMPARED]
    said = []
    for word in ("readers", "contributors", "posts", "replies", "messages", "reactions"):
        now, then = (_mean(some, word) for some in (last, before))
        if now is not None and then:
            change = numeral(100.0 * (now / then - 1.0), "+.0f")
            said.append(f"{word} {numeral(now, ',.0f')} a week, {change} %")
    return [f"Last four whole weeks against the four before: {'; '.join(said)}."] if said else []


def _mean(weeks: Sequence[UsageWeek], word: str) -> float | None:
    """The mean of a count; None unless all weeks know it."""
    found = [week.counts[word] for week in weeks if word in week.counts]
    return sum(found) / len(found) if len(found) == len(weeks) else None


def answers_section(found: Assessment) -> UsageSection | None:
    """How posts are answered."""
    if (answers := found.answers) is None:
        return None
    text = [f"{answers.answered:,} of {answers.posts:,} posts have a reply of somebody else."]
    if answers.within is not None:
        text.append(
            f"Of the {answers.followed:,} posts that are at least two weeks old, {percents(answers.within)} were "
            "answered within two weeks."
        )
    if answers.median_hours is not None and answers.within_day is not None:
        text.append(
            f"The first answer comes after {_hours(answers.median_hours)} (median); {percents(answers.within_day)} of "
            "first answers within a day."
        )
    if answers.lost:
        text.append(f"{answers.lost:,} replies belong to posts that are not in the files.")
    if (second := found.second) is not None:
        text.append(
            f"Of {second.answered:,} people whose first post was answered {percents(second.answered_again)} wrote "
            f"again within eight weeks; of {second.silent:,} whose first post was not, {percents(second.silent_again)}."
        )
    return UsageSection("answers", "Are people answered?", text)


def _hours(hours: float) -> str:
    if hours < 1.0:
        return f"{max(1, round(60 * hours))} minutes"
    return f"{hours:.1f} hours" if hours < 48.0 else f"{hours / 24.0:.1f} days"  # noqa: PLR2004 - two days


def unequal_section(found: Assessment) -> UsageSection | None:
    """How unequally people write."""
    if (uneven := found.concentration) is None:
        return None
    text = [f"{uneven.writers:,} people wrote in {window_words(uneven.span)}."]
    if uneven.gini_writers is not None:
        text.append(
            f"Gini coefficient among those who wrote: {uneven.gini_writers:.2f} (0: all the same; 1: one writes all)."
        )
    if uneven.gini_accounts is not None:
        text.append(f"Among all who could write: {uneven.gini_accounts:.2f}.")
    if uneven.top_share is not None:
        of = "of those who could write" if uneven.of_accounts else "of those who wrote"
        text.append(f"The most active 5 % {of} wrote {percents(uneven.top_share)} of everything.")
    if uneven.gini_writers is None and uneven.gini_accounts is None:
        text.append("Fewer than ten people: how unequally they write is no number.")
    return UsageSection("inequality", "Do a few write everything?", text)


def communities_section(found: Assessment) -> UsageSection | None:
    """Which communities are in use."""
    if (there := found.communities) is None:
        return None
    text = [f"{there.living:,} of {there.seen:,} communities had a message in the last {there.days} days."]
    if there.days < LAPSE_DAYS:
        text.append(f"The files are shorter than the {LAPSE_DAYS} days after which a community counts as silent.")
    if there.half is not None:
        one = "one community" if there.half == 1 else f"{there.half:,} communities"
        text.append(f"Half of these messages are in {one}.")
    rows = [
        [shown(each.name) or f"(fewer than {NAMED} people write)", f"{each.writers:,}", f"{each.messages:,}"]
        for each in there.busiest
    ]
    table = UsageTable(
        f"Busiest communities of the last {there.days} days.", ["community", "people who wrote", "messages"], rows
    )
    return UsageSection("communities", "Which communities are in use?", text, [table] if rows else [])
