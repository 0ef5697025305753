"""What each part of a report found, in a sentence that can stand above a slide; what is not known is said so."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.results.costs import gains, values_of
from esnsim.experiments.results.knowing import earliest, known_against
from esnsim.experiments.results.models import effect_interval
from esnsim.names import listed
from esnsim.report.text.answers import COVERAGE, differences, leading, ranked_by_contributors, signed
from esnsim.report.text.certainty_words import OPEN
from esnsim.report.text.deciding.next_steps import NOTHING, TOO_FEW, first_by_contributors, is_for_it
from esnsim.report.text.decision import DecisionRow
from esnsim.report.text.ladder import ANSWERED
from esnsim.report.text.worth import short_sum

READ_AND_WRITE = ("reader", "contributor")
REAL_TOP_SHARE = "50 to 75 %"
"""Of everything that is written, what the most active 5 % write in real networks (F06)."""
MOST_NAMED = 2
"""Programmes that are named in a sentence; of more, their number."""


def effects_finding(rows: Sequence[DecisionRow]) -> str:
    """Which programme adds most contributors, and which cannot be distinguished from doing nothing."""
    first = first_by_contributors(rows)
    points = signed(first.effects[0].points)
    if first.certainty == TOO_FEW:
        return f"Too few runs to say what any programme adds; most in them is '{first.programme}' ({points} points)"
    if not is_for_it(first):
        return "No programme can be distinguished from doing nothing by its contributors"
    adds = "adds" if first.effects[0].settled else "likely adds"
    told = f"'{first.programme}' {adds} {points.removeprefix('+')} points of contributors"
    flat = [row.programme for row in rows if row is not first and not _differs(row)]
    if not flat:
        return told
    return f"{told}; {_named(flat)} cannot be distinguished from doing nothing"


def _differs(row: DecisionRow) -> bool:
    return row.certainty not in (*NOTHING, OPEN)


def _named(programmes: Sequence[str]) -> str:
    if len(programmes) > MOST_NAMED:
        return f"{len(programmes)} others"
    return listed([f"'{name}'" for name in programmes])


def decided_finding(experiment: Experiment, rows: Sequence[DecisionRow]) -> str:
    """How sure the best programme is, what it takes, and when it is known."""
    first = first_by_contributors(rows)
    if first.certainty == TOO_FEW or not is_for_it(first):
        return "These runs speak for no programme yet: what is missing, and what it would take"
    sure = first.certainty.split(":")[0]
    money = f" and {short_sum(first.money)} {experiment.scenario.currency}" if first.money else ""
    best = earliest(known_against(experiment, first.programme, experiment.scenario.baseline))
    when = f", and is known by week {best.week}" if best else ""
    return f"'{first.programme}': {sure} to add contributors, takes {short_sum(first.hours)} hours{money}{when}"


def without_finding(experiment: Experiment) -> str:
    """What becomes of contributors with the best programme and without any."""
    rung, baseline = ANSWERED[0], experiment.scenario.baseline
    ends = {}
    for name in experiment.programmes:
        weeks = 100.0 * experiment.weeks(name, rung)
        ends[name] = float(weeks.iloc[:, 0].median()), float(weeks.iloc[:, -1].median())
    (start, end) = ends.get(baseline, next(iter(ends.values())))
    stays = f"{start:.1f}" == f"{end:.1f}"
    going = f"stay at {end:.1f} %" if stays else f"go from {start:.1f} to {end:.1f} %"
    alone = f"With '{baseline}', contributors {going} of headcount"
    if not experiment.others:
        return alone
    best = leading(ranked_by_contributors(experiment)).programme
    return f"{alone}; with '{best}' they come to {ends[best][1]:.1f} % (medians)"


def ladder_finding(experiment: Experiment) -> str:
    """How many read and write at the end, with the best programme and without."""
    baseline = experiment.scenario.baseline
    best = leading(ranked_by_contributors(experiment)).programme if experiment.others else experiment.programmes[0]

    def told(name: str) -> str:
        read, write = (float(100.0 * experiment.weeks(name, rung).iloc[:, -1].median()) for rung in READ_AND_WRITE)
        return f"{read:.0f} % read and {write:.0f} % write with '{name}'"

    whole = f"By week {experiment.last_week}, {told(best)}"
    return f"{whole}; {told(baseline)} (medians)" if baseline in experiment.programmes and baseline != best else whole


def rungs_finding(experiment: Experiment) -> str:
    """On which rungs the best programme changes most and least."""
    best = leading(ranked_by_contributors(experiment)).programme
    own = sorted((one for one in differences(experiment) if one.programme == best), key=lambda one: -one.points)
    most, least = own[0], own[-1]
    if most.of < LEAST_RUNS:
        return f"'{best}' changes {PLURALS[most.rung]} by {signed(most.points)} points; so few runs have no interval"
    if not any(one.settled for one in own):
        return f"On no rung does '{best}' differ for sure from '{experiment.scenario.baseline}'"
    return (
        f"'{best}' changes {PLURALS[most.rung]} most, by {signed(most.points)} points, "
        f"and {PLURALS[least.rung]} least, by {signed(least.points)}"
    )


def knowing_finding(experiment: Experiment) -> str:
    """By when it is known whether the best programme works."""
    best = leading(ranked_by_contributors(experiment)).programme
    known = known_against(experiment, best, experiment.scenario.baseline)
    if not known[0].enough:
        return f"When it would be known whether '{best}' works takes more runs to say"
    found = earliest(known)
    if found is None:
        return f"These weeks are too few to know by counting whether '{best}' works"
    return f"Whether '{best}' works is known by week {found.week}"


def dearest_finding(experiment: Experiment) -> str:
    """Which programme takes most hours of staff, and which most money."""
    spent = experiment.expenses().set_index("programme")
    hours, money = (spent[what].astype(float) for what in ("hours", "money"))
    told = []
    if hours.max() > 0.0:
        told.append(f"'{hours.idxmax()}' takes most hours of staff ({short_sum(float(hours.max()))})")
    if money.max() > 0.0:
        currency = experiment.scenario.currency
        told.append(f"'{money.idxmax()}' most money ({short_sum(float(money.max()))} {currency})")
    if len(told) == 1 and not hours.max() > 0.0:
        return told[0].replace("most money", "takes most money")
    return ", ".join(told) if told else "Nothing that is done takes hours or money"


def worth_finding(experiment: Experiment) -> str:
    """Whether anything is worth what it takes."""
    found = gains(experiment)
    if not found:
        return ""
    best = max(found, key=lambda each: each.gain)
    worth, baseline = values_of(experiment), experiment.scenario.baseline
    interval = effect_interval(worth[best.programme] - worth[baseline], experiment.draws, COVERAGE)
    sum_told = f"{short_sum(best.gain, signed=True)} {experiment.scenario.currency}"
    if best.gain <= 0.0:
        return f"By value of time no programme is worth what it takes: the best, '{best.programme}', {sum_told}"
    doubt = "" if interval.low > 0.0 else ", and may be worth nothing"
    return f"'{best.programme}' is worth most by value of time: {sum_told}{doubt}"


def moved_finding(journeys: pd.DataFrame, order: Sequence[str], programme: str) -> str:
    """How many people end higher and lower on the ladder than they began.

    Args:
        journeys: People by start and end, with the programme of each row.
        order: Places from the lowest to the highest.
        programme: Whose journeys are told.
    """
    own = journeys[(journeys["programme"] == programme) & journeys["end"].isin(order)]
    moved = own["end"].map(order.index) - own["start"].map(order.index)
    up, down = (float(own["people"][which].sum()) for which in (moved > 0, moved < 0))
    whole = max(float(own["people"].sum()), 1.0)
    shares = (
        f"{100.0 * up / whole:.0f} % of those who stay end higher on the ladder, {100.0 * down / whole:.0f} % lower"
    )
    return f"With '{programme}', {shares}"


def places_finding(places: pd.DataFrame, programme: str) -> str:
    """How many only read, and how many have lapsed, at the end.

    Args:
        places: People in each place, by programme and week.
        programme: Whose people are told.
    """
    last = places[places["programme"] == programme].iloc[-1]
    whole = max(float(last.drop(["programme", "week"]).sum()), 1.0)
    read, lapsed = (100.0 * float(last[name]) / whole for name in ("reads", "lapsed"))
    return f"At the end of '{programme}', {read:.0f} % read only and {lapsed:.0f} % have lapsed"


def groups_finding(name: str, table: pd.DataFrame, programme: str) -> str:
    """Which group gains most and which least.

    Args:
        name: What divides people, such as ``site``.
        table: Of the groups: group, rung, programme, difference.
        programme: Whose effect is told.
    """
    own = table[(table["rung"] == ANSWERED[0]) & (table["programme"] == programme)].dropna(subset=["difference"])
    if len(own) < MOST_NAMED:
        return ""
    ranked = own.sort_values("difference", ascending=False).to_dict("records")
    most, least = ranked[0], ranked[-1]
    ends = [
        f"'{row['group']}' {what} ({signed(100.0 * row['difference'])})"
        for row, what in ((most, "most"), (least, "least"))
    ]
    return f"By {name}, '{programme}' adds points of contributors to {ends[0]}, to {ends[1]}, as far as a few runs tell"


def unequal_finding(table: pd.DataFrame) -> str:
    """How much the most active write, and whether real networks are like that."""
    last = table[table["week"] == table["week"].max()]
    low, high = (100.0 * float(end) for end in (last["top_share"].min(), last["top_share"].max()))
    span = f"{low:.0f} %" if round(low) == round(high) else f"{low:.0f} to {high:.0f} %"
    return f"The most active 5 % write {span} of everything; in real networks they write {REAL_TOP_SHARE}"


def communities_finding(table: pd.DataFrame, baseline: str) -> str:
    """In how many communities people write with each programme."""
    found = {str(row["programme"]): float(row["open"]) for row in table.to_dict("records")}
    others = [name for name in found if name != baseline and not math.isnan(found[name])]
    if baseline not in found or not others:
        return ""
    best = max(others, key=lambda name: found[name])
    told = f"{found[best]:,.0f} communities with '{best}', in {found[baseline]:,.0f} with '{baseline}'"
    return f"People write in {told}, as far as a few runs tell"
