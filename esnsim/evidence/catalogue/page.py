"""The catalogue as a page in Markdown, which the documentation has."""

from __future__ import annotations

from collections.abc import Iterator

from esnsim.evidence.catalogue.entry import CatalogueEntry, catalogue
from esnsim.evidence.catalogue.words import MEASURED_AT, charge_sentences, effect_sentences
from esnsim.interventions.registry import is_built_in, kinds
from esnsim.markup import code

HEAD = """\
# Interventions

What can be done about adoption, kind by kind: `esnsim interventions` lists them, `esnsim interventions ambassadors`
prints one, and this page is `esnsim interventions --markdown`. Every kind has the fields of all: `audience`, `start`,
`duration`, `dose` (share of full strength), `lead_time`, `capacity` (people a week), `cost` and `name`; see
[how a scenario is written](tutorials/write_a_scenario.md).

A scenario's `cost` takes the place of the time of those who carry a kind out; that of those it is for is counted in any
case. What an hour is worth: [costs and budget](costs.md).

*What is published* is what sources outside this model say; they are listed in [sources](sources.md). {measured}
What the model itself makes of each kind, beside these sizes: [effects](effects.md). Not all agree.
"""


def catalogue_page() -> str:
    """The whole catalogue, without what plug-ins add."""
    entries = [each for each in catalogue() if is_built_in(kinds()[each.word])]
    lines = [HEAD.format(measured=MEASURED_AT), "| kind | what it is |", "|---|---|"]
    lines += [f"| [{each.title}](#{_anchor(each.title)}) | {each.meaning} |" for each in entries]
    return "\n".join([*lines, *(line for each in entries for line in _section(each))]) + "\n"


def _anchor(title: str) -> str:
    """The address of a heading, as pages of Markdown have it."""
    return title.lower().replace(" ", "-")


def _section(entry: CatalogueEntry) -> Iterator[str]:
    """One kind, below a heading that can be linked to."""
    yield f"\n## {entry.title}\n\n{entry.meaning}\n"
    yield f"**Works when.** {entry.works}\n\n**Cannot.** {entry.limits}\n"
    yield f"```yaml\n- {entry.example}\n```\n"
    yield "**Effort and cost** where the scenario gives no `cost` (usual, and the plausible range):\n"
    yield from (f"- {said}" for said in charge_sentences(entry))
    yield "\n**What is published.**\n"
    yield from (f"- {said}" for said in effect_sentences(entry))
    yield "\n| field | default | plausible | meaning |\n|---|---|---|---|"
    for each in entry.fields:
        yield f"| {code(each.name)} | {each.default} | {each.plausible} | {each.meaning} |"
