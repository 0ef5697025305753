"""What a scenario is allowed to say but probably does not mean."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from esnsim.interventions.audience import Audience
from esnsim.interventions.audience_words import STATES
from esnsim.interventions.kind import Kind
from esnsim.interventions.kinds.community_management import CommunityManagement
from esnsim.interventions.roles import Appointing
from esnsim.organisation.model import Organisation
from esnsim.organisation.specification import Generate
from esnsim.scenario.model import Scenario
from esnsim.scenario.reach import belonging, too_many_leaders

NESTED = ("enabled", "reader", "interactive", "contributor", "regular")
"""Words for use of which each is part of the one before."""


def doubts(scenario: Scenario, organisation: Organisation | None = None) -> list[str]:
    """What is allowed but probably not meant, one sentence each.

    Args:
        scenario: What is asked.
        organisation: Who is there, if audiences are to be looked at too.
    """
    found = []
    for name, interventions in scenario.programmes.items():
        for place, one in enumerate(interventions):
            sentences = [*_of_itself(one, scenario), *(_of_audience(one, organisation) if organisation else ())]
            found += [f"programmes.{name}[{place}] ({one.kind}) {sentence}" for sentence in sentences]
    if len(scenario.programmes) > 1 and len(set(map(repr, scenario.programmes.values()))) < len(scenario.programmes):
        found.append("two programmes do exactly the same.")
    return found


def _of_itself(one: Kind, scenario: Scenario) -> Iterator[str]:
    """What does nothing whoever is there, and names that replicates may not have."""
    if one.start.workday(scenario.start) + one.lead_time >= scenario.days:
        last = scenario.date(scenario.days - 1).isoformat()
        yield f"does nothing: it would take effect after the scenario ends, on {last}."
    if one.dose == 0.0:
        yield "does nothing: its dose is 0."
    usual = CommunityManagement.model_fields["hours_per_week"].default
    if isinstance(one, CommunityManagement) and one.hired and one.hours_per_week != usual:
        yield "costs its salary and does the same whatever hours_per_week is, because it is hired."
    for words in _impossible(one.audience):
        yield f"reaches nobody: nobody is {words}."
    drawn = isinstance(scenario.organisation.specification, Generate) and scenario.uncertainty != "none"
    if drawn and one.audience.unit:
        yield (
            "names units of an organisation that each replicate generates anew, where a unit of that name may not be; "
            "import people, or write 'uncertainty: none'."
        )


def _impossible(audience: Audience) -> Iterator[str]:
    """What of its words about use cannot be together."""
    said = {word: getattr(audience, word) for word in STATES}
    for lower, upper in combinations(NESTED, 2):
        if said[lower] is False and said[upper]:
            yield f"{upper} and not {lower}"
    if said["lapsed"]:
        yield from (f"lapsed and {word}" for word in (*NESTED[1:], "returned") if said[word])


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
    elif isinstance(one, Appointing) and one.dose and getattr(one, "share", None) and one.wanted(matching) == 0:
        yield f"appoints nobody: its share of the {matching:,} people in its audience rounds to 0."
