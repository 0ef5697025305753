"""The decision at a glance: what each programme changes, what it takes, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from esnsim.experiments import Experiment
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.results.costs import gains
from esnsim.report.text.answers import Difference, differences, signed
from esnsim.report.text.ladder import PLURALS
from esnsim.report.text.worth import short_sum
from esnsim.scenario.reach import LEADING, percentage

SHOWN = ("contributor", "interactive", "reader")
"""Rungs that a decision looks at."""
NEARLY_SURE, LIKELY = 0.95, 0.80
"""Share of models in which it is so, from which on the words are used; the glossary says the same."""
MATTERS = 0.5
"""Points of headcount below which an effect does not matter in practice."""
MANY_ENLISTED = 0.05
"""Share of staff from which on it is said that a programme enlists many."""
HUNDRED = 100.0
PAIR = 2


class DecisionRow(NamedTuple):
    """One programme.

    Attributes:
        programme: Its name.
        effects: What it changes on the rungs of `SHOWN`.
        hours: Hours of staff it takes.
        money: Money it takes.
        value: What it is worth in money against the baseline.
        enlisted: People who are appointed, or asked as leaders to be there.
        share: The same as a share of headcount, 0 to 1.
        each_100_hours: People it makes contributors for every 100 hours of staff; None if it takes none.
        certainty: How sure its effect on contributors is, in words of fixed meaning.
    """

    programme: str
    effects: tuple[Difference, ...]
    hours: float
    money: float
    value: float
    enlisted: int
    share: float
    each_100_hours: float | None
    certainty: str


def decision(experiment: Experiment) -> list[DecisionRow]:
    """A row for each programme but the baseline, in the scenario's order."""
    spent = {str(row["programme"]): row for row in experiment.expenses().to_dict("records")}
    worth = {each.programme: each.gain for each in gains(experiment)}
    found = differences(experiment)
    rows = []
    for name in experiment.others:
        effects = tuple(one for rung in SHOWN for one in found if (one.programme, one.rung) == (name, rung))
        hours = float(spent[name]["hours"])
        people = effects[0].points / HUNDRED * experiment.beginning.people
        enlisted = _enlisted(experiment, name)
        rows.append(
            DecisionRow(
                name,
                effects,
                hours,
                float(spent[name]["money"]),
                worth.get(name, math.nan),
                enlisted,
                enlisted / experiment.beginning.people,
                HUNDRED * people / hours if hours else None,
                certainty_of(effects[0]),
            )
        )
    return rows


def _enlisted(experiment: Experiment, programme: str) -> int:
    """People who are appointed or asked as leaders; one who is asked twice counts once a kind."""
    asked: dict[str, int] = {}
    for each in experiment.about.reaches:
        if each.programme == programme and (each.appointed or each.kind in LEADING):
            kind = LEADING[0] if each.kind in LEADING else each.intervention
            asked[kind] = max(asked.get(kind, 0), each.people)
    return sum(asked.values())


def certainty_of(effect: Difference) -> str:
    """How sure the sign of an effect is; ``nearly sure`` is at least 19 models in 20, ``likely`` at least 4 in 5."""
    if effect.of < LEAST_RUNS:
        return "too few runs"
    if effect.same == effect.of:
        return "no difference"
    if not math.isnan(effect.low) and max(abs(effect.low), abs(effect.high)) < MATTERS:
        return "too small to matter"
    if not effect.models:
        return "settled in this one model" if effect.settled else "open"
    worse = effect.of - effect.better - effect.same
    share, way = max((effect.better / effect.of, "more"), (worse / effect.of, "fewer"))
    word = "nearly sure" if share >= NEARLY_SURE else "likely" if share >= LIKELY else ""
    return f"{word}: {way}" if word else "open"


def effect_cell(effect: Difference) -> str:
    """An effect with its interval below it."""
    if math.isnan(effect.low):
        return signed(effect.points)
    low, high = (signed(end).removeprefix("+") for end in (effect.low, effect.high))
    return f"{signed(effect.points)}\n{low} to {high}"


def first_sentence(rows: Sequence[DecisionRow]) -> str:
    """What to hold on to: whether one programme is first by every criterion, or they pull apart; empty if neither."""
    if len(rows) < PAIR:
        return _alone(rows[0]) if rows else ""
    best = {
        "most contributors": max(rows, key=lambda row: row.effects[0].points).programme,
        "most readers": max(rows, key=lambda row: row.effects[-1].points).programme,
        "highest value": _most_valued(rows),
    }
    names = set(best.values()) - {None}
    if len(names) == 1 and None not in best.values():
        return f"'{names.pop()}' is first by contributors, readers and value."
    told = [f"{what} with '{name}'" if name else f"{what} with none of them" for what, name in best.items()]
    return f"Which is best depends on what counts: {', '.join(told)}."


def _most_valued(rows: Sequence[DecisionRow]) -> str | None:
    """The programme of the highest value; None where none is worth more than the baseline, or nothing is known."""
    valued = [row for row in rows if row.value > 0.0]
    return max(valued, key=lambda row: row.value).programme if valued else None


def _alone(row: DecisionRow) -> str:
    """Whether the only programme costs more than it is worth, though it brings contributors."""
    if not (row.value < 0.0 < row.effects[0].points):
        return ""
    value = short_sum(row.value, signed=True)
    return f"'{row.programme}' brings contributors, and costs more than its use is worth ({value})."


def trade_offs_told(rows: Sequence[DecisionRow]) -> list[str]:
    """Programmes that raise one rung and lower another, where both are told from no difference."""
    found = []
    for row in rows:
        raised = [PLURALS[one.rung] for one in row.effects if one.low > 0.0]
        lowered = [PLURALS[one.rung] for one in row.effects if one.high < 0.0]
        if raised and lowered:
            found.append(f"'{row.programme}' raises {' and '.join(raised)}, and lowers {' and '.join(lowered)}")
    return found


def enlisted_sentences(rows: Sequence[DecisionRow]) -> list[str]:
    """Programmes that enlist so many that they are no longer few."""
    return [
        f"'{row.programme}' enlists {row.enlisted:,} people, {percentage(row.share)} of the staff: part of its effect "
        "is their own"
        for row in rows
        if row.share > MANY_ENLISTED
    ]
