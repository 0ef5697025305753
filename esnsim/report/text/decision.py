"""The decision at a glance: what each programme changes, what it takes, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.interval import LEAST_RUNS, UNKNOWN, Interval
from esnsim.experiments.results.costs import gains
from esnsim.experiments.results.enlisted import added_by_the_enlisted
from esnsim.experiments.results.models import effect_interval
from esnsim.names import listed
from esnsim.report.text.answers import COVERAGE, Difference, differences, signed
from esnsim.report.text.caveat import interval_words
from esnsim.report.text.certainty_words import OPEN
from esnsim.report.text.deciding.limits import allowed_programmes
from esnsim.report.text.sizes import counted_people
from esnsim.scenario.reach import percentage
from esnsim.state import Doubles

SHOWN = ("contributor", "interactive", "reader")
"""Rungs that a decision looks at."""
WORDS = (
    "Certainty is that of the sign of the effect on contributors, the chance that another plausible model has the "
    "same: 'nearly sure' 19 in 20, 'likely' 4 in 5."
)
WORDS_OF_ONE = (
    "Certainty is that of the sign of the effect on contributors, as far as random variation goes: with one model, "
    "what is not known of constants and organisations is not in it."
)
MATTERS = 0.5
"""Points of headcount below which an effect does not matter in practice."""
MANY_ENLISTED = 0.05
"""Share of staff from which on it is said that a programme enlists many."""
MUCH_OF_THEIR_OWN = 0.25
"""Share of an effect that those enlisted are themselves, or may be where that was not counted, from which on it is
said of the programme alone."""
PRESENT = "leader_presence"
"""The kind that asks leaders for their time week by week; being trained is no office."""
HUNDRED = 100.0


class DecisionRow(NamedTuple):
    """One programme.

    Attributes:
        programme: Its name.
        effects: What it changes on the rungs of `SHOWN`.
        hours: Hours of staff it takes.
        money: Money it takes.
        value: What it is worth in money against the baseline.
        enlisted: People who are appointed, or asked as leaders to be present.
        share: The same as a share of headcount, 0 to 1.
        each_100_hours: People it makes contributors for every 100 hours of staff, money counted as the hours it would
            pay; None if it takes neither.
        certainty: How sure its effect on contributors is, in words of fixed meaning.
        themselves: Points of contributors that those enlisted are; not numbers where that was not counted.
        others: Points of contributors that everybody else is, likewise.
        allowed: Whether it keeps to the budget and the hours of staff of the scenario.
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
    themselves: Interval = UNKNOWN
    others: Interval = UNKNOWN
    allowed: bool = True


def decision(experiment: Experiment) -> list[DecisionRow]:
    """A row for each programme but the baseline, in the scenario's order."""
    spent = {str(row["programme"]): row for row in experiment.expenses().to_dict("records")}
    worth = {each.programme: each.gain for each in gains(experiment)}
    found, allowed = differences(experiment), allowed_programmes(experiment)
    rows = []
    for name in experiment.others:
        effects = tuple(one for rung in SHOWN for one in found if (one.programme, one.rung) == (name, rung))
        hours, money = float(spent[name]["hours"]), float(spent[name]["money"])
        taken = hours + money / experiment.scenario.prices.loaded_hour
        people = effects[0].points / HUNDRED * experiment.beginning.people
        enlisted = _enlisted(experiment, name)
        rows.append(
            DecisionRow(
                name,
                effects,
                hours,
                money,
                worth.get(name, math.nan),
                enlisted,
                enlisted / experiment.beginning.people,
                HUNDRED * people / taken if taken else None,
                certainty_of(effects[0]),
                *_split(experiment, name, enlisted),
                name in allowed,
            )
        )
    return rows


def _enlisted(experiment: Experiment, programme: str) -> int:
    """People who are appointed, or asked as leaders to be present; one who is asked twice counts once a kind."""
    asked: dict[str, int] = {}
    for each in experiment.about.reaches:
        if each.programme == programme and (each.appointed or each.kind == PRESENT):
            kind = PRESENT if each.kind == PRESENT else each.intervention
            asked[kind] = max(asked.get(kind, 0), each.people)
    return sum(asked.values())


def _split(experiment: Experiment, programme: str, enlisted: int) -> tuple[Interval, Interval]:
    """Points of contributors that those enlisted are themselves, and that everybody else is."""
    added = added_by_the_enlisted(experiment, programme) if enlisted else None
    if added is None:
        return UNKNOWN, UNKNOWN
    whole = won_on(experiment, SHOWN[0])[programme]
    themselves = effect_interval(HUNDRED * added, experiment.draws, COVERAGE)
    return themselves, effect_interval(HUNDRED * (whole - added), experiment.draws, COVERAGE)


def certainty_of(effect: Difference) -> str:
    """How sure the sign of an effect is: by the chance that another plausible model has the same."""
    if effect.of < LEAST_RUNS:
        return "too few runs"
    if effect.same == effect.of:
        return "no difference"
    if not math.isnan(effect.low) and max(abs(effect.low), abs(effect.high)) < MATTERS:
        return "too small to matter"
    if not effect.models:
        return "settled in this one model" if effect.settled else OPEN
    word, way = effect.certainty
    return f"{word}: {'more' if way == 'higher' else 'fewer'}" if effect.is_likely else OPEN


def effect_cell(effect: Difference) -> str:
    """An effect with its interval below it."""
    if math.isnan(effect.low):
        return signed(effect.points)
    low, high = (signed(end).removeprefix("+") for end in (effect.low, effect.high))
    return f"{signed(effect.points)}\n{low} to {high}"


def explained(experiment: Experiment) -> str:
    """What stands in the table, in two sentences; the glossary says the same of the words."""
    prices = experiment.scenario.prices
    return (
        f"Points of headcount by week {experiment.last_week} against '{experiment.scenario.baseline}': "
        f"{interval_words(experiment)}; hours of staff and money it takes, value in money, people who are appointed or "
        f"asked as leaders, contributors won for every 100 hours, money counted as hours at "
        f"{prices.loaded_hour:g} {experiment.scenario.currency}. {WORDS if experiment.draws else WORDS_OF_ONE}"
    )


def won_on(experiment: Experiment, rung: str) -> dict[str, Doubles]:
    """What each programme changes on a rung at the end, a difference a replicate, as a share of headcount."""
    week = experiment.last_week
    base = experiment.weeks(experiment.scenario.baseline, rung)[week].to_numpy(float)
    return {name: experiment.weeks(name, rung)[week].to_numpy(float) - base for name in experiment.others}


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
    """How much of an effect those whom a programme enlists are themselves, and how much everybody else.

    Programmes that enlist so many that they are no longer few, or whose effect is in good part their own, have a
    sentence each; the others share one. Where it was not counted, the most that can be theirs is told.
    """
    told, rest = [], []
    for row in rows:
        if row.share > MANY_ENLISTED or is_much(row):
            told.append(_enlists(row))
        elif row.enlisted and not math.isnan(row.themselves.mean):
            others = f"{_with_interval(row.others)} of the {signed(row.effects[0].points)} points"
            rest.append(f"{others} of '{row.programme}'")
    if rest:
        told.append(f"Everybody but those enlisted: {listed(rest, 'and')}")
    return told


def _enlists(row: DecisionRow) -> str:
    whom = f"'{row.programme}' enlists {counted_people(row.enlisted)}, {percentage(row.share)} of the staff"
    return f"{whom}: {split_told(row)}"


def is_much(row: DecisionRow) -> bool:
    """Whether those enlisted are a good part of an effect on contributors, or may be where nobody counted."""
    points = row.effects[0].points
    whole = points if math.isnan(row.themselves.mean) else abs(points)
    return _of_their_own(row) >= MUCH_OF_THEIR_OWN * whole > 0.0


def _of_their_own(row: DecisionRow) -> float:
    """Points of contributors that those who are enlisted are themselves, or the most they can be if nobody counted."""
    return HUNDRED * row.share if math.isnan(row.themselves.mean) else row.themselves.mean


def split_told(row: DecisionRow) -> str:
    """How much of an effect on contributors is of those enlisted."""
    points = row.effects[0].points
    if not math.isnan(row.themselves.mean):
        return (
            f"of its {signed(points)} points of contributors, {_with_interval(row.themselves)} are those "
            f"enlisted and {_with_interval(row.others)} everybody else"
        )
    if not points > 0.0:
        return "what they write themselves is part of its effect"
    most = _of_their_own(row)
    limit = "all of them" if most >= points else f"{most:.1f}"
    return f"how many of its {signed(points)} points of contributors are those enlisted is not counted; at most {limit}"


def _with_interval(points: Interval) -> str:
    """Points, with their interval in brackets where there is one."""
    if not points.is_known:
        return signed(points.mean)
    return f"{signed(points.mean)} ({signed(points.low)} to {signed(points.high)})"
