"""Who takes part and where it is cold, who joins and who leaves."""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.names import shown
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.groups import GroupTable, GroupUse
from esnsim.usage.assessing.rungs import RUNGS
from esnsim.usage.writing.section import UsageSection, UsageTable, percents, window_words

GROUPS_SHOWN = 12


def groups_section(found: Assessment) -> UsageSection | None:
    """Use by unit, site, country, level and manager."""
    if not found.groups:
        return None
    text = ["Groups of fewer than five people are hidden, and so is every group that could be subtracted."]
    if (managers := found.managers) is not None:
        text.append(
            f"{managers.writing:,} of {managers.managers:,} managers wrote. Of the {managers.people_of_writing:,} "
            f"people who report to these {percents(managers.share_of_writing)} wrote; of the "
            f"{managers.people_of_silent:,} who report to others {percents(managers.share_of_silent)}. "
            "That need not be cause and effect."
        )
    return UsageSection("groups", "Who takes part?", text, [_group_table(table) for table in found.groups])


def _group_table(table: GroupTable) -> UsageTable:
    rungs = [rung for rung in ("enabled", *RUNGS) if any(group.rungs.get(rung) is not None for group in table.groups)]
    hidden = f" Hidden: {table.hidden:,} groups with {table.hidden_people:,} people." if table.hidden else ""
    heads = ["accounts" if rung == "enabled" else rung for rung in rungs]
    title = "manager, of the people who report to them" if table.kind == "manager" else table.kind
    return UsageTable(
        f"By {title}: share of the people on each rung.{hidden}",
        [table.kind, "people", *heads],
        [_group_row(group, rungs) for group in table.groups],
        folded=len(table.groups) > GROUPS_SHOWN,
    )


def _group_row(group: GroupUse, rungs: Sequence[str]) -> list[str]:
    shares = [None if (count := group.rungs.get(rung)) is None else count / group.people for rung in rungs]
    return [shown(group.name), f"{group.people:,}", *map(percents, shares)]


def cold_section(found: Assessment) -> UsageSection | None:
    """Where it is cold."""
    if not found.groups:
        return None
    rows = [
        [
            each.kind,
            shown(each.name),
            each.rung,
            f"{each.people:,}",
            percents(each.share),
            percents(each.whole),
            f"{each.missing:.0f}",
        ]
        for each in found.cold
    ]
    if not rows:
        return UsageSection(
            "cold", "Where is it cold?", ["No group of ten or more people is clearly below the others."]
        )
    text = [
        f"{'One group is' if len(rows) == 1 else f'{len(rows):,} groups are'} clearly below the whole (80 % interval).",
        "'Missing' are the people who would have to join for the group to be like the whole.",
    ]
    head = ["kind", "group", "rung", "people", "share", "whole", "missing"]
    table = UsageTable("Groups below the whole, those that miss most people first.", head, rows, words=3)
    return UsageSection("cold", "Where is it cold?", text, [table])


def movement_section(found: Assessment) -> UsageSection | None:
    """Who came and went."""
    if (moved := found.movement) is None:
        return None
    text = []
    if moved.window is not None:
        text.append(
            f"In {window_words(moved.window)}, {moved.first_time:,} people wrote for the first time in these files."
        )
    if moved.returned is not None:
        text.append(f"{moved.returned:,} wrote again after eight weeks or more.")
    if moved.wrote_then:
        text.append(
            f"Of the {moved.wrote_then:,} who wrote in the four weeks before the last eight, {moved.silent:,} have "
            "been silent since."
        )
    if moved.opened is not None:
        text.append(f"In the last quarter {moved.opened:,} accounts were opened and {moved.closed:,} closed.")
    return UsageSection("movement", "Who joins, and who leaves?", text) if text else None
