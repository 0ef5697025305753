"""What was found out, in sentences: who is responsible for how much, and how one step led to the next."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from esnsim.analysis.attribution.attribution import Attribution, Contribution
from esnsim.analysis.attribution.causes import Cause
from esnsim.analysis.attribution.trace import Contact, Step, StepMoment, Traced
from esnsim.experiments.design.labels import amount, band, in_words, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.estimates.interval import Interval
from esnsim.organisation import Organisation
from esnsim.organisation.model import AGE_BANDS
from esnsim.scenario import Scenario
from esnsim.state import Visible

MOST_CAUSES, MOST_NAMED = 3, 3
TOLD = 0.05
"""Share of a step from which a cause is told in a sentence."""
PERCENT = 100.0
NOTHING_SPECIAL = "nothing in particular"
ANYTHING = 0.5
"""A step that would not have been half as likely without a cause is said to depend on it."""


def difference_text(outcome: Outcome, found: Interval) -> str:
    """A difference with its 80 % interval, such as ``+4.1 points (80 % interval +2.9 to +5.2)``."""
    against = replace(outcome, against_baseline=True)
    text = f"{amount(against, found.mean)}{unit(against)}"
    if math.isnan(found.low):
        return text
    return f"{text} (80 % interval {band(against, found.low, found.high)})"


def sentences(found: Attribution, named: str = "") -> list[str]:
    """The answer in plain words, with how far to trust it.

    Args:
        found: What was found.
        named: What the outcome is called; as it was asked for if left out.
    """
    outcome, many = found.outcome, len(found.contributions) > 1
    told = [f"'{found.programme}' changes {named or outcome} by {difference_text(outcome, found.total)}"]
    shared = sorted(
        (
            (contribution.shared, contribution.intervention)
            for contribution in found.contributions
            if contribution.shared
        ),
        reverse=True,
    )
    if many and shared:
        parts = [f"{difference_text(outcome, share)} to {in_words(name)}" for share, name in shared]
        told.append(f"shared out fairly over all orders of putting them into force, it owes {'; '.join(parts)}")
    if many and not shared:
        told.append("there are too many interventions to share it out among them; see what is lost without each")
    if many and found.together.leaves_out_zero:
        word = "more" if found.together.mean > 0.0 else "less"
        size = Interval(abs(found.together.mean), math.nan, math.nan)
        told.append(f"together they do {difference_text(outcome, size).lstrip('+')} {word} than they would one by one")
    told += [
        f"{in_words(contribution.intervention)} cannot be distinguished from no difference"
        for contribution in found.contributions
        if not _matters(contribution)
    ]
    return told


def _matters(contribution: Contribution) -> bool:
    """Whether it does something alone or in the programme; with one run of each there is no telling."""
    found = (contribution.alone, contribution.last)
    return any(not each.is_known or each.leaves_out_zero for each in found)


def described(organisation: Organisation, row: int) -> str:
    """A position in a line: level, unit, country, desk or frontline, manager and contacts."""
    manager, ties = int(organisation.manager[row]), organisation.ties
    parts = [
        f"level {int(organisation.level[row])}",
        f"unit {organisation.unit_names[int(organisation.unit[row])]}",
        organisation.country_names[int(organisation.country[row])],
        f"age {AGE_BANDS[int(organisation.age_band[row])]}",
        "frontline" if organisation.frontline[row] else "desk",
        f"reports to {organisation.labels[manager]}" if manager >= 0 else "reports to nobody",
        f"{int(ties.start[row + 1] - ties.start[row])} contacts",
    ]
    return ", ".join(part for part in parts if part)


def chain(organisation: Organisation, scenario: Scenario, traced: Traced) -> Iterator[tuple[str, str]]:
    """Date and sentence of each step of one person."""
    for moment, levers in zip(traced.moments, traced.levers, strict=True):
        yield scenario.date(moment.day).isoformat(), f"{moment.step}{_because(organisation, moment, levers)}"


def _because(organisation: Organisation, moment: StepMoment, levers: dict[str, tuple[str, ...]]) -> str:
    parts = []
    told = [each for each in moment.causes if each.share >= TOLD][:MOST_CAUSES]
    if told:
        less = ", ".join(f"{PERCENT * each.share:.0f} % without {_named(each, levers)}" for each in told)
        parts.append(f"less likely by {less}")
    elif moment.causes or not math.isnan(moment.rate):
        parts.append(f"depended on {NOTHING_SPECIAL}")
    if moment.step in (Step.TRIED, Step.RETURNED, Step.WROTE):
        parts += [met for met in [_met(organisation, moment)] if met]
    if moment.answers:
        parts.append(f"{moment.answers} own posts answered since the step before")
    if moment.heard:
        parts.append(f"{moment.heard} replies from above")
    return f": {'; '.join(parts)}" if parts else ""


def _named(cause: Cause, levers: dict[str, tuple[str, ...]]) -> str:
    by = levers.get(cause.lever, ())
    return f"{cause.what} ({', '.join(map(in_words, by))})" if by else cause.what


def _met(organisation: Organisation, moment: StepMoment) -> str:
    """Of how many contacts something could be seen, and whom."""
    bit, doing = (Visible.WRITING, "write") if moment.step == Step.WROTE else (Visible.USING, "use it")
    seen = [each for each in moment.contacts if each.seen & (bit.value | Visible.AMBASSADOR.value)]
    if not seen:
        return f"none of {moment.of} contacts {doing}"
    doers = sum(bool(each.seen & bit.value) for each in seen)
    names = ", ".join(_contact(organisation, moment.row, each) for each in seen[:MOST_NAMED])
    return f"{doers} of {moment.of} contacts {doing}, closest {names}"


def _contact(organisation: Organisation, row: int, contact: Contact) -> str:
    notes = []
    if organisation.manager[row] == contact.row:
        notes.append("manager")
    if organisation.manager[contact.row] == row:
        notes.append("reports to them")
    if contact.seen & Visible.AMBASSADOR.value:
        notes.append("ambassador")
    label = organisation.labels[contact.row]
    return f"{label} ({', '.join(notes)})" if notes else label


def hung_on(traced: Traced, steps: Sequence[Step]) -> list[tuple[Step, str, int]]:
    """For each kind of step, how often it depended on what, the most frequent first.

    A step depends on the cause without which it would have been least likely, if that takes half of the rate; else on
    nothing in particular.
    """
    counted: Counter[tuple[Step, str]] = Counter()
    for moment, levers in zip(traced.moments, traced.levers, strict=True):
        if moment.step in steps:
            first = moment.causes[0] if moment.causes else None
            strong = first is not None and first.share >= ANYTHING
            counted[moment.step, _named(first, levers) if strong and first else NOTHING_SPECIAL] += 1
    order = {step: nth for nth, step in enumerate(steps)}
    rows = [(step, what, count) for (step, what), count in counted.items()]
    return sorted(rows, key=lambda row: (order[row[0]], -row[2], row[1]))
