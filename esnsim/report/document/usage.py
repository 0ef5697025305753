"""What an organisation's own usage exports say, as a report."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from esnsim.experiments.design.labels import PLURALS
from esnsim.report.document.content import Briefing, Grid, Picture, Section
from esnsim.report.figures.usage.groups import drawn_table, groups_figure
from esnsim.report.figures.usage.steps import steps_figure
from esnsim.report.figures.usage.weeks import weeks_figure
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.rungs import RUNGS
from esnsim.usage.files.moments import iso
from esnsim.usage.record import ANY_PRODUCT, COUNTED
from esnsim.usage.writing.headline import bottleneck_line, usage_headline
from esnsim.usage.writing.scenario import MadeScenario
from esnsim.usage.writing.section import UsageSection, UsageTable
from esnsim.usage.writing.sections import usage_sections

QUESTION = "Who uses our network, and what holds it back?"
PRIVACY = (
    "Nobody is named: groups of fewer than five people are hidden, managers stand under pseudonyms that only the "
    "holder of the key can resolve, and no text of a message was kept."
)
NAMED = "People are named here, as was asked for: keep this page to yourself."


def usage_briefing(found: Assessment, scenario: MadeScenario, *, names: bool) -> Briefing:
    """The report.

    Args:
        found: What usage files say.
        scenario: What was made of it.
        names: Whether people stand in it by their ids.
    """
    sections = [_section(found, each) for each in usage_sections(found)]
    return Briefing(
        name=_name(found),
        question=QUESTION,
        answer=usage_headline(found),
        more=[bottleneck_line(found), *_cold_line(found), NAMED if names else PRIVACY],
        origin=f"Made by 'esnsim assess' from {len(found.record.files)} file(s): {found.record.title}.",
        sections=[*sections, _next(scenario)],
    )


def _name(found: Assessment) -> str:
    """What the report is about."""
    product = found.record.product
    return "Use of our network" if product == ANY_PRODUCT else f"Use of {product}"


def _cold_line(found: Assessment) -> list[str]:
    """Where most people are missing, in a sentence."""
    if not found.cold:
        return []
    first = found.cold[0]
    here, whole = f"{100 * first.share:.0f} %", f"{100 * first.whole:.0f} %"
    whom = PLURALS[first.rung]
    if first.kind == "manager":
        return [f"Coldest: a team of {first.people:,} people of whom {here} are {whom}; of all {whole}."]
    return [f"Coldest: {first.kind} {first.name}, {first.people:,} people of whom {here} are {whom}; of all {whole}."]


def _section(found: Assessment, part: UsageSection) -> Section:
    """A part of an assessment with its pictures."""
    grids = [_grid(part.name, nth, table) for nth, table in enumerate(part.tables)]
    return Section(part.name, part.title, part.text, _pictures(found, part.name), grids, part.lists)


def _grid(name: str, nth: int, table: UsageTable) -> Grid:
    return Grid(table.caption, table.head, table.rows, table.words, name=f"{name}-{nth}", folded=table.folded)


def _pictures(found: Assessment, name: str) -> Sequence[Picture]:
    """The pictures of a part."""
    if name == "ladder":
        rows = [(rung, found.ladder.rungs[rung].people, found.ladder.share(rung)) for rung in RUNGS]
        rows.insert(0, ("accounts", found.ladder.accounts.people, found.ladder.share("enabled")))
        data = pd.DataFrame(rows, columns=["rung", "people", "share"])
        return [Picture("steps", "How many people stand on each step of use.", lambda: steps_figure(found), data)]
    if name == "weeks" and (weeks := weeks_figure(found)) is not None:
        rows_of_weeks = [{"week": iso(week.span.first), **week.counts} for week in found.weeks]
        data = pd.DataFrame(rows_of_weeks, columns=["week", *COUNTED])
        return [Picture("weeks", "People and what they did, week by week.", lambda: weeks, data)]
    if name == "groups" and (groups := groups_figure(found)) is not None:
        table = drawn_table(found)
        assert table is not None  # noqa: S101 - there is a picture of it
        rows_of_groups = [{table.kind: each.name, "people": each.people, **each.rungs} for each in table.groups]
        alt = f"Share of the people of each {table.kind} who take part."
        return [Picture("groups", alt, lambda: groups, pd.DataFrame(rows_of_groups))]
    return []


def _next(scenario: MadeScenario) -> Section:
    """What can be done with it."""
    if scenario.lacking:
        return Section("next", "What next?", [f"No scenario could be made: {'; '.join(scenario.lacking)}."])
    text = [
        "The scenario below has this organisation, this starting state and what was observed.",
        "'esnsim run scenario.yaml' says what programmes would add, with intervals. Change them to what you consider.",
        *(f"Assumed, since the files do not say it: {each}." for each in scenario.assumed),
    ]
    return Section("next", "What next?", text, raw=scenario.text, file="scenario.yaml")
