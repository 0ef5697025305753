"""A scenario in plain language: who, what, when, and what looks as if it was not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.interventions.audience import Audience
from esnsim.interventions.audience_words import EVERYBODY
from esnsim.interventions.intervention import Intervention
from esnsim.interventions.moments import Duration, parse_span, span_text
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Generate
from esnsim.scenario.constants import known_parameters
from esnsim.scenario.doubts import doubts
from esnsim.scenario.initial import LADDER
from esnsim.scenario.model import Scenario
from esnsim.scenario.reach import Reach, reaches
from esnsim.scenario.reading.expectations import number
from esnsim.scenario.resolve import resolve

WEEKS = r"\d+ weeks?"


def summary(scenario: Scenario, organisation: Organisation | None = None) -> str:
    """Who is there, how it starts, what is done about it and for how long, for somebody who has not seen the file.

    Args:
        scenario: What is asked.
        organisation: Who is there, if audiences are to be counted and held against it.
    """
    full = resolve(scenario)
    lines = [full.name, *([full.question] if full.question else []), ""]
    lines += [f"Who       {_who(full)}", f"Start     {_state(full)}", f"When      {_when(full)}"]
    lines += [f"Model     {line}" for line in _departures(full)] or [f"Model     {_model(full)}"]
    known = {} if organisation is None else {reach[:2]: reach for reach in reaches(full, organisation)}
    for name, interventions in full.programmes.items():
        lines += ["", f"{name}{' (baseline)' if name == full.baseline else ''}"]
        told = [_intervention(one, full, known.get((name, one.name or one.kind))) for one in interventions]
        lines += [f"  - {each}" for each in told] or ["  nothing is done"]
    lines += [line for doubt in doubts(full, organisation) for line in ("", f"Note: {doubt}")]
    return "\n".join(lines) + "\n"


def _model(scenario: Scenario) -> str:
    """Where constants come from that the scenario says nothing of."""
    if scenario.uncertainty == "none":
        return "all constants at their defaults"
    return "each replicate draws a plausible one, and this file changes no constant"


def _who(scenario: Scenario) -> str:
    source = scenario.organisation.specification
    leaving = f"{share_text(scenario.organisation.turnover)} leave in a year and are replaced"
    if not isinstance(source, Generate):
        flat = ", nobody reporting to anybody" if source.flat else ""
        return f"people imported from {source.people.name}{flat}; {leaving}"
    countries = ", ".join(f"{country} {share_text(share)}" for country, share in source.countries.items())
    return f"{source.people:,} people, generated{f' ({countries})' if countries else ''}; {leaving}"


def _state(scenario: Scenario) -> str:
    if scenario.initial.is_launch:
        return "the network is launched; nobody has an account yet"
    shares = {rung: f"{rung} {share_text(getattr(scenario.initial, rung))}" for rung in reversed(LADDER)}
    if scenario.initial.is_filled_in:
        shares["interactive"] += " (assumed, between readers and contributors)"
    return f"as observed: {', '.join(shares.values())}"


def _when(scenario: Scenario) -> str:
    runs = f"{scenario.replicates:,} {'run' if scenario.replicates == 1 else 'runs'} of each programme"
    return f"{scenario.start} to {_last(scenario)}, {scenario.weeks:,} weeks; {runs}, seed {scenario.seed}"


def _last(scenario: Scenario) -> str:
    return scenario.date(scenario.days - 1).isoformat()


def _departures(scenario: Scenario) -> Iterator[str]:
    known = known_parameters()
    for name, field in type(scenario.behaviour).model_fields.items():
        value = getattr(scenario.behaviour, name)
        if value != field.default:
            yield f"{name} is {value:g} {known[name].unit} (default {field.default:g}): {known[name].meaning}"
    for name, on in scenario.mechanisms:
        if not on:
            yield f"{name} is off: {MECHANISMS[name][0]}"


def _intervention(one: Intervention, scenario: Scenario, reach: Reach | None) -> str:
    """One line: what, for whom, when, how strongly and at what cost."""
    whom = _audience(one) if reach is None else f"{_audience(one)}: {reach.sentence()}"
    parts = [_own_words(one), whom, one.start.sentence(scenario.start), _length(one.duration)]
    if one.lead_time:
        parts.append(f"first effect after {span_text(one.lead_time)}")
    if one.dose != 1.0:
        parts.append(f"at {share_text(one.dose)} of full strength")
    if one.capacity:
        parts.append(f"at most {one.capacity:,} people a week")
    cost = [f"{name.replace('_', ' ')} {number(value)}" for name, value in one.cost or () if value]
    parts += [f"cost: {', '.join(cost)}"] if cost else []
    title = one.kind if one.name in (None, one.kind) else f"{one.name} ({one.kind})"
    said = "; ".join(part for part in parts if part)
    return f"{title}: {said}." + (f" {one.meaning}" if one.meaning else "")


def _own_words(one: Intervention) -> str:
    """The entries only this kind has."""
    own = set(type(one).model_fields) - set(Intervention.model_fields)
    written = one.model_dump(mode="json", include=own)
    return ", ".join(
        f"{name.replace('_', ' ')} {_value(value)}" for name, value in written.items() if value is not None
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, str) and re.fullmatch(WEEKS, value):
        return f"{value} ({parse_span(value)} workdays)"
    return str(value)


def _audience(one: Intervention) -> str:
    if one.audience == Audience():
        return f"for {EVERYBODY}"
    said = one.audience.model_dump(mode="json", by_alias=True)
    left_out = said.pop("not", None)
    chosen = f"people with {_entries(said, ', ')}" if said else EVERYBODY
    return f"for {chosen}" + (f", but nobody with {_chosen(left_out)}" if left_out else "")


def _entries(said: dict[str, object], between: str) -> str:
    return between.join(f"{name.replace('_', ' ')} {_chosen(value)}" for name, value in said.items())


def _chosen(value: object) -> str:
    if isinstance(value, list):
        return " or ".join(_chosen(item) for item in value)
    if isinstance(value, dict):
        return _entries(value, " and ")
    return _value(value)


def _length(duration: Duration | None) -> str:
    if duration is None:
        return "to the end"
    written = duration.written()
    return f"for {written}" if isinstance(written, str) else f"until {written['until']}"


def share_text(share: float) -> str:
    """A share as a person says it."""
    return f"{100.0 * share:.3g} %"
