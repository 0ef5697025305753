"""What an assessment says first: how many take part, and what most likely holds it back."""

from __future__ import annotations

from esnsim.names import listed
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.bottleneck import MEANINGS
from esnsim.usage.assessing.rungs import UsageLadder
from esnsim.usage.writing.section import people_cell, percents, window_words


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
    reader = ladder.rungs["reader"]
    beside = f"; these files do not say how many read: {reader.elsewhere}"
    unknown = "" if reader.people is not None else beside if reader.elsewhere else "; how many read is unknown"
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
    return people_cell(count) if share is None else f"{people_cell(count)} ({percents(share)})"


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
