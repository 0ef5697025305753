"""A network disturbed: more posts, a writer away, items kept away, ambassadors near by (A01, A25, A26, A28)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import MONTH_WEEKS, QUARTER_WEEKS, WEEKS_A_YEAR, WORKDAYS_A_WEEK
from esnsim.evidence import programmes as do
from esnsim.evidence.disturbances import MUTE, Sifted, WritingShift
from esnsim.evidence.fact import Band, Claim, Form, Grade, ObservedRuns, Samples, Test, Values
from esnsim.evidence.facts.attention.panel import KEPT_UP, attention_fact
from esnsim.evidence.recorders.observed_run import ObservedRun
from esnsim.evidence.statistics.shapes import ratio
from esnsim.evidence.trial import Arm, Sized, Trial, arm

FROM = 25
"""Week in which a disturbance begins."""
AWAY = 4
"""Weeks that a writer is away."""
WEEKS = FROM - 1 + WEEKS_A_YEAR
SIFTED = 0.5
"""Share of items kept away."""


def _disturbed(people: int, _seed: int) -> Mapping[str, Arm]:
    def run(disturbed: Callable[..., None] | None = None, weeks: int = WEEKS, closely: bool = False) -> Arm:
        return arm(people, [], weeks, initial=KEPT_UP, turnover=0.0, closely=closely, disturbed=disturbed)

    soon = FROM - 1 + AWAY
    return {
        "alone": run(),
        "doubled": run(WritingShift(FROM, WEEKS_A_YEAR, math.log(2.0)), FROM - 1 + 2 * QUARTER_WEEKS),
        "sifted": run(Sifted(FROM, SIFTED)),
        "there": run(weeks=soon, closely=True),
        "away": run(WritingShift(FROM, AWAY, MUTE, busiest=1), soon, closely=True),
        "plain": run(weeks=WEEKS_A_YEAR // 2, closely=True),
        "helped": arm(people, do.champions(), WEEKS_A_YEAR // 2, initial=KEPT_UP, turnover=0.0),
    }


DISTURBED = Trial(
    "disturbed network",
    "A network of some years' standing (80 % read, 30 % act, 8 % write in 28 days), nobody joining or leaving: alone; "
    "from week 25 with twice as many posts, replies and reactions of everybody, with half of all items kept away, or "
    "for four weeks without its busiest writer; and for half a year with ambassadors (1.3 %).",
    Sized(1000, 2000),
    Sized(4, 30),
    _disturbed,
)


def _added(key: str, words: str, band: Band, form: Form = "share") -> Claim:
    """A change that all replicates give together, of sums with and without."""

    def of_all(samples: Samples) -> float:
        return ratio(float(samples[f"{key} with"].sum()), float(samples[f"{key} without"].sum())) - 1.0

    return Claim(f"{key} with", words, band, form, of_all)


def _changed(key: str, with_: float, without: float) -> dict[str, float]:
    return {f"{key} with": with_, f"{key} without": without}


def _items(run: ObservedRun, first: int, weeks: int) -> float:
    """Items read in these weeks, by everybody; first counted from 1."""
    return float(run.reading.items[(first - 1) * WORKDAYS_A_WEEK : (first - 1 + weeks) * WORKDAYS_A_WEEK].sum())


def _visits(run: ObservedRun, first: int, weeks: int) -> float:
    return float(run.reading.visitors[(first - 1) * WORKDAYS_A_WEEK : (first - 1 + weeks) * WORKDAYS_A_WEEK].sum())


def _more_to_read(runs: ObservedRuns) -> Values:
    window = (FROM + QUARTER_WEEKS, QUARTER_WEEKS)
    return _changed("read", *(_items(runs[name], *window) for name in ("doubled", "alone")))


A01 = attention_fact(
    "A01",
    "Reading at work is a small and fixed budget: more to read is read for hardly longer.",
    "[SWO24] V",
    Grade.MEDIUM,
    Test(
        DISTURBED,
        _more_to_read,
        (_added("read", "minutes spent on reading items, with twice as much written", Band(0.0, 0.25)),),
    ),
)


def _helped(runs: ObservedRuns) -> Values:
    """Messages in the second quarter of contacts of ambassadors, beside the same people without ambassadors."""
    helped, plain = runs["helped"], runs["plain"]
    beside = contacts_of(helped, helped.promised) & ~helped.promised
    words = (
        run.weekly_panel.words[-QUARTER_WEEKS:].sum(axis=0, dtype=np.int64)[beside].sum() for run in (helped, plain)
    )
    return _changed("beside", *(float(each) for each in words))


def contacts_of(run: ObservedRun, whose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who has one of these among their contacts at work."""
    ties = run.organisation.ties
    rows = np.repeat(np.arange(run.people), np.diff(ties.start))
    return np.bincount(rows[whose[ties.other]], minlength=run.people) > 0


A25 = attention_fact(
    "A25",
    "Whoever is encouraged by a peer writes somewhat more.",
    "[ECK16][ZEN23] V, [GAL15] S",
    Grade.MEDIUM,
    Test(
        DISTURBED,
        _helped,
        (_added("beside", "messages of contacts of ambassadors, over the same people without", Band(0.05, 0.40)),),
    ),
)


def _without_the_busiest(runs: ObservedRuns) -> Values:
    """Messages of all others while the busiest writer is away."""
    there, away = (run.weekly_panel.words[-AWAY:].sum(axis=0, dtype=np.int64) for run in (runs["there"], runs["away"]))
    before = runs["there"].weekly_panel.words[1:-AWAY].sum(axis=0, dtype=np.int64)
    others = np.arange(len(there)) != int(before.argmax())
    return _changed("others", float(away[others].sum()), float(there[others].sum()))


A26 = attention_fact(
    "A26",
    "A top writer who is away costs the others little.",
    "[CHATS] C, 115 absences",
    Grade.STRONG,
    Test(
        DISTURBED,
        _without_the_busiest,
        (_added("others", "messages of all others while the busiest writer is away", Band(-0.08, 0.0)),),
    ),
)


def _kept_away(runs: ObservedRuns) -> Values:
    alone, sifted = runs["alone"], runs["sifted"]
    soon, late = (FROM, MONTH_WEEKS), (WEEKS - MONTH_WEEKS + 1, MONTH_WEEKS)
    return {
        **_changed("soon", _visits(sifted, *soon), _visits(alone, *soon)),
        **_changed("late", _visits(sifted, *late), _visits(alone, *late)),
    }


A28 = attention_fact(
    "A28",
    "Fewer items cost a few visits at first and bring some later.",
    "[MAN22] V",
    Grade.MEDIUM,
    Test(
        DISTURBED,
        _kept_away,
        (
            _added("soon", "visits in the first month with half of all items kept away", Band(-0.05, 0.02)),
            _added("late", "visits in the twelfth month, likewise", Band(0.0, 0.10)),
        ),
    ),
)
