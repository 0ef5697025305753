"""An assessment in sentences and tables, for whoever prints them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from esnsim.calendar import HALF_YEAR_WEEKS, LAPSE_DAYS
from esnsim.names import listed, shown
from esnsim.numerals import numeral
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.benchmarks import SOURCES, Benchmark
from esnsim.usage.assessing.bottleneck import MEANINGS
from esnsim.usage.assessing.groups import GroupTable, GroupUse
from esnsim.usage.assessing.living import NAMED
from esnsim.usage.assessing.rungs import RUNGS, RungCount, UsageLadder
from esnsim.usage.assessing.weeks import UsageWeek
from esnsim.usage.files.moments import iso
from esnsim.usage.record import Span

UNKNOWN_CELL = "unknown"
WEEKS_SHOWN = HALF_YEAR_WEEKS
GROUPS_SHOWN = 12
DID = {
    "accounts": "can take part",
    "reader": "came: read, reacted or wrote",
    "interactive": "reacted or wrote; reading does not count",
    "contributor": "wrote a post or reply",
    "regular": "wrote more than two posts or replies",
}
WEEK_COLUMNS = ("readers", "active", "interactive", "contributors", "posts", "replies", "messages", "reactions")


class UsageTable(NamedTuple):
    """A table to be read.

    Attributes:
        caption: What it shows.
        head: Names of its columns.
        rows: Its cells.
        words: How many columns, from the left, hold words.
        folded: Whether it is long, and shown only when asked for.
        aside: Columns that a terminal has no room for.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    folded: bool = False
    aside: Sequence[str] = ()


class UsageSection(NamedTuple):
    """A part of an assessment.

    Attributes:
        name: By which it is linked to.
        title: What it answers.
        text: Sentences.
        tables: Tables.
        lists: Words, and what they mean.
    """

    name: str
    title: str
    text: Sequence[str] = ()
    tables: Sequence[UsageTable] = ()
    lists: Sequence[tuple[str, str]] = ()


def usage_sections(found: Assessment) -> list[UsageSection]:
    """All parts of an assessment that have anything to say."""
    parts = (_ladder, _bottleneck, _weeks, _groups, _cold, _answers, _inequality, _communities, _movement)
    sections = [part(found) for part in (*parts, _benchmarks, _limits, _files)]
    return [section for section in sections if section is not None]


def percents(share: float | None) -> str:
    """A share as a cell."""
    if share is None:
        return UNKNOWN_CELL
    return f"{numeral(100.0 * share, '.1f' if share < 0.1 else '.0f')} %"  # noqa: PLR2004 - below a tenth a decimal says something


def window_words(window: Span | None) -> str:
    """The days of a window, in words."""
    if window is None:
        return "a period that the files do not name"
    if window.days == 1:
        return f"the one day {iso(window.first)}"
    return f"the {window.days:,} days from {iso(window.first)} to {iso(window.last)}"


def _people(count: RungCount) -> str:
    if count.people is None:
        return UNKNOWN_CELL
    return f"at least {count.people:,}" if count.at_least else f"{count.people:,}"


def usage_headline(found: Assessment) -> str:
    """How many take part, in one sentence."""
    ladder = found.ladder
    parts = [
        f"{_of_whole(ladder, rung)} {words}"
        for rung, words in (("reader", "came"), ("interactive", "reacted or wrote"), ("contributor", "wrote"))
        if (people := ladder.rungs[rung].people) is not None and not _says_nothing(ladder, rung, people)
    ]
    of = "people with an account" if ladder.headcount is None else "people"
    whom = f"Of {ladder.base:,} {of}, " if ladder.base is not None else ""
    unknown = "" if ladder.rungs["reader"].people is not None else "; how many read is unknown"
    said = f"{whom}{listed(parts)}"
    if not parts:
        return "How many people take part cannot be known from these files."
    return f"{said[:1].upper()}{said[1:]} in {window_words(ladder.window)}{unknown}."


def _says_nothing(ladder: UsageLadder, rung: str, people: int) -> bool:
    """Whether a rung may hold more people, and repeats the next one."""
    return rung == "interactive" and ladder.rungs[rung].at_least and people == ladder.rungs["contributor"].people


def _of_whole(ladder: UsageLadder, rung: str) -> str:
    """People on a rung with their share, where that is known."""
    count, share = ladder.rungs[rung], ladder.share(rung)
    return _people(count) if share is None else f"{_people(count)} ({percents(share)})"


def bottleneck_line(found: Assessment) -> str:
    """What most likely holds use back, in one sentence."""
    likely, suspects = found.bottleneck.likely, found.bottleneck.suspects
    judged = [each.reason.value for each in suspects if each.evidence]
    if likely is None and not judged:
        return "What holds use back cannot be seen in these files."
    if likely is None:
        only = "" if len(judged) == len(suspects) else "only "
        worse = "it is no worse" if len(judged) == 1 else "none of them is worse"
        said = f"of the possible reasons these files can {only}judge {listed([f'{each!r}' for each in judged])}"
        return f"No bottleneck is visible: {said}, and {worse} than usual elsewhere."
    evidence = suspects[0].evidence
    assert evidence is not None  # noqa: S101 - what is likely has numbers
    numbers = f"{evidence.words[:1].upper()}{evidence.words[1:]}"
    return f"Most likely bottleneck, {likely.value!r}: {MEANINGS[likely]}. {numbers}."


def _ladder(found: Assessment) -> UsageSection:
    """How many people stand on each rung."""
    ladder = found.ladder
    counts = {"accounts": ladder.accounts, **{rung: ladder.rungs[rung] for rung in RUNGS}}
    rows = [
        [rung, DID[rung], count.why, _people(count), _at_least(count, percents(_share(ladder, rung)))]
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


def _share(ladder: UsageLadder, rung: str) -> float | None:
    return ladder.share("enabled" if rung == "accounts" else rung)


def _at_least(count: RungCount, share: str) -> str:
    return f"at least {share}" if count.at_least and share != UNKNOWN_CELL else share


def _weeks(found: Assessment) -> UsageSection | None:
    """What happened week by week."""
    if not found.weeks:
        return None
    words = [word for word in WEEK_COLUMNS if any(word in week.counts for week in found.weeks)]
    rows = [
        [f"{iso(week.span.first)}{'' if week.is_whole else '*'}", *(_number(week.counts.get(word)) for word in words)]
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


def _number(value: int | None) -> str:
    return UNKNOWN_CELL if value is None else f"{value:,}"


def _answers(found: Assessment) -> UsageSection | None:
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


def _inequality(found: Assessment) -> UsageSection | None:
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


def _communities(found: Assessment) -> UsageSection | None:
    """Which communities are in use."""
    if (there := found.communities) is None:
        return None
    text = [f"{there.living:,} of {there.seen:,} communities had a message in the last {there.days} days."]
    if there.days < LAPSE_DAYS:
        text.append(f"The files are shorter than the {LAPSE_DAYS} days after which a community counts as closed.")
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


def _groups(found: Assessment) -> UsageSection | None:
    """Use by unit, site, country, level and manager."""
    if not found.groups:
        return None
    text = ["Groups of fewer than five people are hidden, and so is every group that could be subtracted."]
    if (managers := found.managers) is not None:
        text.append(
            f"{managers.writing:,} of {managers.managers:,} managers wrote. Of the {managers.people_of_writing:,} "
            f"people who report to these {percents(managers.share_of_writing)} wrote; of the "
            f"{managers.people_of_silent:,} who report to others {percents(managers.share_of_silent)}. "
            "That need not be cause and effect."
        )
    return UsageSection("groups", "Who takes part?", text, [_group_table(table) for table in found.groups])


def _group_table(table: GroupTable) -> UsageTable:
    rungs = [rung for rung in ("enabled", *RUNGS) if any(group.rungs.get(rung) is not None for group in table.groups)]
    hidden = f" Hidden: {table.hidden:,} groups with {table.hidden_people:,} people." if table.hidden else ""
    heads = ["accounts" if rung == "enabled" else rung for rung in rungs]
    title = "manager, of the people who report to them" if table.kind == "manager" else table.kind
    return UsageTable(
        f"By {title}: share of the people on each rung.{hidden}",
        [table.kind, "people", *heads],
        [_group_row(group, rungs) for group in table.groups],
        folded=len(table.groups) > GROUPS_SHOWN,
    )


def _group_row(group: GroupUse, rungs: Sequence[str]) -> list[str]:
    shares = [None if (count := group.rungs.get(rung)) is None else count / group.people for rung in rungs]
    return [shown(group.name), f"{group.people:,}", *map(percents, shares)]


def _cold(found: Assessment) -> UsageSection | None:
    """Where it is cold."""
    if not found.groups:
        return None
    rows = [
        [
            each.kind,
            shown(each.name),
            each.rung,
            f"{each.people:,}",
            percents(each.share),
            percents(each.whole),
            f"{each.missing:.0f}",
        ]
        for each in found.cold
    ]
    if not rows:
        return UsageSection(
            "cold", "Where is it cold?", ["No group of ten or more people is clearly below the others."]
        )
    text = [
        f"{'One group is' if len(rows) == 1 else f'{len(rows):,} groups are'} clearly below the whole (80 % interval).",
        "'Missing' are the people who would have to join for the group to be like the whole.",
    ]
    head = ["kind", "group", "rung", "people", "share", "whole", "missing"]
    table = UsageTable("Groups below the whole, those that miss most people first.", head, rows, words=3)
    return UsageSection("cold", "Where is it cold?", text, [table])


def _movement(found: Assessment) -> UsageSection | None:
    """Who came and went."""
    if (moved := found.movement) is None:
        return None
    text = []
    if moved.window is not None:
        text.append(
            f"In {window_words(moved.window)}, {moved.first_time:,} people wrote for the first time in these files."
        )
    if moved.returned is not None:
        text.append(f"{moved.returned:,} wrote again after eight weeks or more.")
    if moved.wrote_then:
        text.append(
            f"Of the {moved.wrote_then:,} who wrote in the four weeks before the last eight, {moved.silent:,} have "
            "been silent since."
        )
    if moved.opened is not None:
        text.append(f"In the last quarter {moved.opened:,} accounts were opened and {moved.closed:,} closed.")
    return UsageSection("movement", "Who joins, and who leaves?", text) if text else None


def _benchmarks(found: Assessment) -> UsageSection:
    """Beside what is usual elsewhere."""
    rows = [_benchmark_row(each) for each in found.benchmarks]
    text = [
        "Networks elsewhere are measured in other ways, and chose to be measured: read 'usual' as an orientation.",
    ]
    head = ["measure", "verdict", "source", "what is different there", "here", "usual"]
    aside = ("what is different there", "source")
    table = UsageTable("Beside other networks.", head, rows, words=4, aside=aside)
    told = " ".join(each.usual.source for each in found.benchmarks)
    sources = [(name, words) for name, words in SOURCES.items() if name in told]
    return UsageSection("benchmarks", "How does it compare?", text, [table], sources)


def _benchmark_row(found: Benchmark) -> list[str]:
    usual = found.usual
    write = percents if usual.is_share else _plain_number
    value = f"{'at least ' if found.at_least and found.value is not None else ''}{write(found.value)}"
    return [
        usual.measure,
        found.verdict,
        usual.source,
        usual.caution,
        value,
        f"{write(usual.low)} to {write(usual.high)}",
    ]


def _plain_number(value: float | None) -> str:
    return UNKNOWN_CELL if value is None else f"{value:.2f}"


def _bottleneck(found: Assessment) -> UsageSection:
    """What holds use back."""
    rows = [
        [
            each.reason.value,
            MEANINGS[each.reason],
            each.evidence.words if each.evidence else f"unknown; needs {each.missing}",
            percents(each.evidence.gap) if each.evidence else UNKNOWN_CELL,
        ]
        for each in found.bottleneck.suspects
    ]
    text = [
        bottleneck_line(found),
        "Counts say what people do and not why. Ask a dozen people of the groups that stay away before you act on it.",
    ]
    table = UsageTable(
        "Possible reasons; 'short of usual' is the part of what is usual elsewhere that is missing here.",
        ["people ...", "which means", "numbers", "short of usual"],
        rows,
        words=3,
        aside=("which means",),
    )
    return UsageSection("bottleneck", "What holds it back?", text, [table])


def _limits(found: Assessment) -> UsageSection:
    """What cannot be known, and what does not count."""
    rows = [[each.what, each.why] for each in found.unseen]
    tables = [UsageTable("Unknown, which is not 0.", ["what", "why"], rows, words=2)] if rows else []
    left = [[words, f"{count:,}"] for words, count in found.left_out.items()]
    if left:
        tables.append(UsageTable("Left out of people and messages.", ["what", "how many"], left))
    return UsageSection("limits", "What can these files not say?", (), tables)


def _files(found: Assessment) -> UsageSection:
    """What was read, and what was noticed."""
    rows = [
        [Path(each.name).name, each.title, each.why, "unknown" if each.covers is None else window_words(each.covers)]
        for each in found.record.files
    ]
    tables = [UsageTable("Files.", ["file", "kind", "recognised by", "days"], rows, words=4, aside=("recognised by",))]
    noticed = [
        [each.severity, each.kind, shown(str(each))]
        for report in (found.findings, found.people_findings)
        if report is not None
        for each in report.by_severity
    ]
    if noticed:
        tables.append(
            UsageTable(
                "Repaired, assumed, ignored and noted.", ["severity", "what became of it", "what"], noticed, words=3
            )
        )
    return UsageSection("files", "What was read?", (), tables)
