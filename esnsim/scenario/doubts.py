"""What a scenario is allowed to say but probably does not mean."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.interventions.kind import Kind
from esnsim.organisation.model import Organisation
from esnsim.scenario.model import Scenario
from esnsim.scenario.reach import belonging, too_many_leaders


def doubts(scenario: Scenario, organisation: Organisation | None = None) -> list[str]:
    """What is allowed but probably not meant, one sentence each.

    Args:
        scenario: What is asked.
        organisation: Who is there, if audiences are to be looked at too.
    """
    found = []
    for name, interventions in scenario.programmes.items():
        for place, one in enumerate(interventions):
            sentences = [*_of_timing(one, scenario), *(_of_audience(one, organisation) if organisation else ())]
            found += [f"programmes.{name}[{place}] ({one.kind}) {sentence}" for sentence in sentences]
    if len(scenario.programmes) > 1 and len(set(map(repr, scenario.programmes.values()))) < len(scenario.programmes):
        found.append("two programmes do exactly the same.")
    return found


def _of_timing(one: Kind, scenario: Scenario) -> Iterator[str]:
    if one.start.workday(scenario.start) + one.lead_time >= scenario.days:
        last = scenario.date(scenario.days - 1).isoformat()
        yield f"does nothing: it would take effect after the scenario ends, on {last}."


def _of_audience(one: Kind, organisation: Organisation) -> Iterator[str]:
    """Depths that the hierarchy does not have, audiences of nobody, and more people wanted than there are."""
    audience = one.audience
    if wrong := audience.check(organisation):
        yield from (f"has an audience that cannot be: {message}." for message in wrong)
        return
    deepest = int(organisation.level.max())
    levels = f"levels go from 0, the top, to {deepest}."
    if audience.level_at_most is not None and audience.level_at_most >= deepest:
        yield f"has level_at_most {audience.level_at_most}, which chooses everybody: {levels}"
    if audience.level_at_least is not None and audience.level_at_least > deepest:
        yield f"has level_at_least {audience.level_at_least}, which chooses nobody: {levels}"
    if many := too_many_leaders(one, organisation):
        yield many
    matching = round(float(belonging(audience, organisation, None).sum()))
    wanted = getattr(one, "count", None)
    if not matching:
        yield f"reaches nobody: not one of the {organisation.people:,} people at the start matches its audience."
    elif wanted is not None and wanted > matching:
        yield f"wants {wanted:,} people, but its audience has no more than {matching:,}."
