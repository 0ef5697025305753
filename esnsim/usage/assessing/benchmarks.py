"""What is usual elsewhere, and where an organisation stands beside it.

Numbers and their sources: ``docs/sources.md``. Definitions and windows differ between sources, and each row says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from esnsim.usage.assessing.answers import AnswersGiven
from esnsim.usage.assessing.concentration import Concentration
from esnsim.usage.assessing.rungs import UsageLadder

if TYPE_CHECKING:
    from esnsim.usage.assessing.weeks import UsageWeek

WEEKS_MEANT = 12
"""Last whole weeks of which rates are the mean."""


class Measured(NamedTuple):
    """What benchmarks are held against.

    Attributes:
        ladder: The ladder.
        answers: How posts are answered; None where unknown.
        concentration: How unequally people write; None where unknown.
        weeks: What happened week by week.
    """

    ladder: UsageLadder
    answers: AnswersGiven | None
    concentration: Concentration | None
    weeks: list[UsageWeek]


class Usual(NamedTuple):
    """What is usual elsewhere.

    Attributes:
        measure: What is measured.
        low: Lower end of what is usual.
        high: Upper end.
        source: Who says so, as in ``docs/sources.md``.
        caution: What is different there.
        ours: What it is here; None where unknown.
        is_share: Whether it is a share rather than a number.
    """

    measure: str
    low: float
    high: float
    source: str
    caution: str
    ours: Callable[[Measured], float | None]
    is_share: bool = True


class Benchmark(NamedTuple):
    """An organisation beside what is usual.

    Attributes:
        usual: What is usual.
        value: What it is here; None where unknown.
        at_least: Whether it may be more.
        verdict: ``below``, ``usual``, ``above`` or ``unknown``.
    """

    usual: Usual
    value: float | None
    at_least: bool
    verdict: str


SOURCES = {
    "SW18": "SWOOP Analytics, benchmark of networks of 2018",
    "SW21": "SWOOP Analytics, benchmark of 2021: 75 organisations, 2.8 million people",
    "SW22": "SWOOP Analytics, benchmark of 2022: 97 organisations, 4.7 million people",
    "SW-CEO": "SWOOP Analytics on leaders: one firm of 46,000 beside the mean of its benchmark",
    "PEA-TI": "Pearson's launch, as a trade magazine tells it",
    "PEA-SC": "Pearson's network, about 37,400 people",
    "UU14": "United Utilities, report of 2014",
    "GAR16": "S. Garfield with data of L. Romero: a firm's network of 130,000 people",
    "CR15": "Community Roundtable, State of Community Management 2015",
    "MW11": "Melbourne Water's network of 458 people, 2011",
    "JON10": "a firm's network of 244 people, 2010",
    "GOV08": "an agency's discussion group of 155 people, 2008",
    "CEN16": "Centrica's network, 2016",
    "JK06": "Joyce and Kraut on newcomers of public groups, 2006",
    "BUR07": "Burke and others on answers in public groups, 2007",
}
"""What the ids of sources stand for; in full in ``docs/sources.md``."""


def _rung(rung: str) -> Callable[[Measured], float | None]:
    return lambda found: found.ladder.share(rung)


def _actions(found: Measured) -> float | None:
    """Posts, replies and reactions for each account and week."""
    return _a_week(found, ("posts", "replies", "messages", "reactions"), needs=("reactions",))


def _written(found: Measured) -> float | None:
    """Posts and replies for each account and week."""
    return _a_week(found, ("posts", "replies", "messages"))


def _a_week(found: Measured, words: tuple[str, ...], needs: tuple[str, ...] = ()) -> float | None:
    """The mean of the last whole weeks for each of the people shares are taken of."""
    base = found.ladder.base
    weeks = [week for week in found.weeks if week.is_whole][-WEEKS_MEANT:]
    told = [week.counts for week in weeks if any(word in week.counts for word in words)]
    if not base or not told or any(need not in counts for need in needs for counts in told):
        return None
    # Where posts and replies are counted, messages are their sum.
    totals = [
        sum(counts.get(word, 0) for word in words if word != "messages" or "posts" not in counts) for counts in told
    ]
    return sum(totals) / len(totals) / base


USUALS = (
    Usual(
        "readers",
        0.45,
        0.85,
        "SW21, SW22: 80 to 85 % over half a year; PEA-TI, UU14: 54 to 80 % registered within a year",
        "the band is for a month of a supported network, in which there are fewer than in half a year",
        _rung("reader"),
    ),
    Usual(
        "interactive people",
        0.15,
        0.45,
        "SW21, SW22: 20 to 31 %; SW-CEO: 38 % to 47 %",
        "over half a year; in 28 days there are fewer, so a little below may be the window alone",
        _rung("interactive"),
    ),
    Usual(
        "contributors",
        0.02,
        0.15,
        "GAR16: 3 % of a large firm's group in a month; CR15, MW11: up to 45 % where a community is managed or small",
        "small organisations have larger shares than large ones",
        _rung("contributor"),
    ),
    Usual(
        "posts answered within two weeks",
        0.50,
        0.80,
        "CEN16: 65 to 75 %; JK06, BUR07: 60 %",
        "of one firm and of public groups; some of them count reactions",
        lambda found: found.answers.within if found.answers else None,
    ),
    Usual(
        "Gini coefficient of messages among people with an account",
        0.75,
        0.95,
        "MW11, JON10, GOV08",
        "over half a year; lower bounds from published shares",
        lambda found: found.concentration.gini_accounts if found.concentration else None,
        is_share=False,
    ),
    Usual(
        "part of all messages from the most active 5 %",
        0.50,
        0.75,
        "MW11, JON10, GOV08: 50 to 68 %",
        "of those with an account",
        lambda found: (
            found.concentration.top_share if found.concentration and found.concentration.of_accounts else None
        ),
    ),
    Usual(
        "posts, replies and reactions for each account and week",
        0.1,
        0.5,
        "SW18 to SW22: 0.17 to 0.33",
        "includes mentions there",
        _actions,
        is_share=False,
    ),
    Usual(
        "posts and replies for each account and week",
        0.03,
        0.15,
        "PEA-SC: 0.04 to 0.07; MW11: 0.11",
        "of two firms",
        _written,
        is_share=False,
    ),
)


def benchmarks_of(found: Measured) -> list[Benchmark]:
    """An organisation beside everything that is usual."""
    return [_beside(usual, found) for usual in USUALS]


def _beside(usual: Usual, found: Measured) -> Benchmark:
    value = usual.ours(found)
    at_least = usual.measure == "interactive people" and found.ladder.rungs["interactive"].at_least
    if value is None:
        return Benchmark(usual, None, at_least=False, verdict="unknown")
    if at_least and value < usual.low:
        return Benchmark(usual, value, at_least, "unknown")
    verdict = "below" if value < usual.low else "above" if value > usual.high else "usual"
    return Benchmark(usual, value, at_least, verdict)
