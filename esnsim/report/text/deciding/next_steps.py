"""What follows from an answer, in sentences: how sure, what it costs, what to do next, and when one will know."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import Any

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import in_words
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.results.costs import gains
from esnsim.experiments.results.folder import interventions
from esnsim.experiments.results.knowing import earliest, known_against
from esnsim.names import listed
from esnsim.numerals import numeral
from esnsim.report.text.answers import leading, signed
from esnsim.report.text.deciding.first_by_criteria import first_by
from esnsim.report.text.deciding.trip_wires import count_to_look_for, nearest_told, surely
from esnsim.report.text.decision import PRESENT, DecisionRow, is_much, split_told
from esnsim.report.text.ladder import ANSWERED
from esnsim.report.text.outcomes import first_up
from esnsim.report.text.sizes import counted_people
from esnsim.report.text.worth import assumption_named, ends, short_sum

ENOUGH = 20
"""Replicates for a decision."""
MOST_TOLD = 3
"""Programmes that are told for what they win for their hours."""
TOO_FEW, NOTHING = "too few runs", ("no difference", "too small to matter")
WHOLE = read_outcome("cost@end")
"""Money and hours as one sum of money."""


def first_by_contributors(rows: Sequence[DecisionRow]) -> DecisionRow:
    """The leading programme by contributors of those that are allowed, which the sentences are about; see `leading`."""
    chosen = allowed_of(rows)
    first = leading([row.effects[0] for row in chosen])
    return next(row for row in chosen if row.effects[0] is first)


def allowed_of(rows: Sequence[DecisionRow]) -> Sequence[DecisionRow]:
    """Programmes that keep to the budget and the hours of staff; all, where none does."""
    return [row for row in rows if row.allowed] or rows


def is_for_it(row: DecisionRow) -> bool:
    """Whether what is known speaks for a programme, as far as contributors go."""
    said = row.certainty.endswith("more") or row.certainty.startswith("settled")
    return said and row.effects[0].points > 0.0


def how_sure(row: DecisionRow) -> str:
    """How sure the sign of the effect is, in the words of the table, and how little is known of its size."""
    effect = row.effects[0]
    if row.certainty == TOO_FEW:
        return f"Too few runs to say anything of '{row.programme}'; {ENOUGH} replicates are enough for a decision."
    size = f"{signed(effect.low)} to {signed(effect.high)} points"
    if row.certainty in NOTHING:
        return f"The effect of '{row.programme}' on contributors: {row.certainty} ({size})."
    if ": " not in row.certainty:
        return f"That '{row.programme}' changes contributors: {row.certainty} ({size})."
    word, way = row.certainty.split(": ")
    said = f"That '{row.programme}' ends with {way} contributors is {word}; how many {way} is less so: {size}."
    return f"{said} {first_up(split_told(row))}." if is_much(row) else said


def what_it_costs(experiment: Experiment, rows: Sequence[DecisionRow]) -> Iterator[str]:
    """Hours, money and value of the chosen programme, and which one wins most people for its hours."""
    row = first_by_contributors(rows)
    money = f"{short_sum(row.money)} {experiment.scenario.currency}" if row.money else "no money of its own"
    weeks = f"{experiment.last_week:,} weeks"
    asked = experiment.scenario
    yield f"'{row.programme}' takes {short_sum(row.hours)} hours of staff and {money} over {weeks}."
    own = enlisting_hours(experiment, row.programme)
    if own and row.enlisted:
        of_them = f"of the {counted_people(row.enlisted)} enlisted and of looking after them"
        part = "All" if short_sum(own) == short_sum(row.hours) else short_sum(own)
        yield f"{part} of these are {of_them}: {numeral(own / row.enlisted, ',.0f')} a person."
    if row.hours:
        whole = fmean([WHOLE.of_run(run, asked) for run in experiment.runs if run.programme == row.programme])
        hour = f"{asked.prices.loaded_hour:g} {asked.currency}"
        yield f"An hour of staff counted at {hour}, that is {short_sum(whole)} {asked.currency} in all."
    for gain in gains(experiment):
        if gain.programme == row.programme:
            yield (
                f"Its value against '{asked.baseline}', reading time included, is "
                f"{short_sum(gain.gain, signed=True)} {asked.currency}, and rests most on "
                f"{assumption_named(gain.rests_on)}: "
                f"{ends(gain.rests_on)}."
            )
    yield from _for_100_hours(experiment, rows)


def _for_100_hours(experiment: Experiment, rows: Sequence[DecisionRow]) -> Iterator[str]:
    """Which programmes win most contributors for what they take, and how many of these are not those enlisted."""
    priced = [each for each in rows if each.each_100_hours is not None]
    if not priced[1:]:
        return
    best = sorted(priced, key=lambda each: each.each_100_hours or 0.0, reverse=True)[:MOST_TOLD]
    told = []
    for each in best:
        won = each.each_100_hours or 0.0
        known = each.enlisted and not math.isnan(each.others.mean) and each.effects[0].points
        others = f" ({numeral(won * each.others.mean / each.effects[0].points, '+.1f')} not enlisted)" if known else ""
        told.append(f"'{each.programme}' {numeral(won, '+.1f')}{others}")
    hour = f"{experiment.scenario.prices.loaded_hour:g} {experiment.scenario.currency}"
    yield f"Contributors won for 100 hours, money counted as hours at {hour}: {listed(told)}."


def enlisting_hours(experiment: Experiment, programme: str) -> float:
    """Hours of staff of a programme's interventions that appoint people or ask leaders to be present."""
    whom = {
        each.intervention
        for each in experiment.about.reaches
        if each.programme == programme and (each.appointed or each.kind == PRESENT)
    }
    rows = interventions(experiment).to_dict("records")
    return math.fsum(
        float(each["hours"])
        for each in rows
        if each["programme"] == programme and (each["intervention"] or each["kind"]) in whom
    )


def what_next(experiment: Experiment, rows: Sequence[DecisionRow]) -> Iterator[str]:
    """What to do and by when; where nothing is known well enough to do anything, how to know more."""
    row, baseline = first_by_contributors(rows), experiment.scenario.baseline
    if row.certainty == TOO_FEW:
        yield f"Decide nothing yet: simulate {ENOUGH} replicates ('--replicates {ENOUGH}') and look again."
    elif row.certainty in NOTHING:
        yield "None of these programmes changes enough to matter; 'esnsim interventions' says what else can be done."
    elif not is_for_it(row):
        yield (
            f"Nothing here speaks for a programme rather than '{baseline}'. Before anything is spent, 'esnsim "
            "sensitivity' says what the answer depends on."
        )
    else:
        yield f"If contributors are what counts: {_chosen(experiment, rows, row)}{_begins(experiment, row.programme)}."
        yield from _by_value(allowed_of(rows), row, baseline)
        yield from _check(experiment, row)


def _chosen(experiment: Experiment, rows: Sequence[DecisionRow], row: DecisionRow) -> str:
    """The programme to take, and those that may be as good; and that none is allowed."""
    best = first_by(experiment, ANSWERED[0], [each.programme for each in allowed_of(rows)])
    tied = [f"'{name}'" for name in best if name != row.programme and row.programme in best]
    over = "" if row.allowed else " (which takes more than is allowed, as every programme here does)"
    rivals = f" or {listed(tied, 'or')}, which is not settled; with the first" if tied else ""
    return f"'{row.programme}'{over}{rivals}"


def _begins(experiment: Experiment, programme: str) -> str:
    """From when on what is done; and that it is to be decided before."""
    rows: list[dict[Any, Any]] = interventions(experiment).to_dict("records")
    done = [each for each in rows if each["programme"] == programme and each["date"]]
    if not done:
        return ""
    told = [f"{in_words(str(each['intervention']))} from {each['date']}" for each in done]
    return f", with {listed(told)}; decide before {min(str(each['date']) for each in done)}"


def _by_value(rows: Sequence[DecisionRow], row: DecisionRow, baseline: str) -> Iterator[str]:
    """What to do if money is what counts, where that is something else."""
    valued = [each for each in rows if each.value > 0.0]
    best = max(valued, key=lambda each: each.value) if valued else None
    if best is None:
        yield f"If money is: '{baseline}'; on average no programme is worth what it takes."
    elif best.programme != row.programme:
        yield f"If money is: '{best.programme}' ({short_sum(best.value, signed=True)})."


def _check(experiment: Experiment, row: DecisionRow) -> Iterator[str]:
    """When one's own count shows whether it works, and what it should say by then: the trip wire of the report."""
    found = known_against(experiment, row.programme, experiment.scenario.baseline)
    best = earliest(found)
    if not found[0].enough:
        yield "When one's own usage report would show it takes more runs to say."
    elif best is None:
        yield f"One's own usage report does not show it for sure within these weeks: {nearest_told(found)}."
    else:
        day = experiment.scenario.date((best.week or 0) * WORKDAYS_A_WEEK - 1)
        yield (
            f"Know by {day:%Y-%m-%d} (week {best.week:,}): if {count_to_look_for(best, experiment.beginning.people)}, "
            f"it does not work as the model thinks ({surely(best)}): stop or change it."
        )
        if is_much(row):
            yield "By then that tells in good part whether those enlisted write; count the others apart."
