"""An assessment as one document of plain values; what is unknown is null, never 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from esnsim.organisation import ImportReport
from esnsim.usage.assessing.assessment import Assessment
from esnsim.usage.assessing.benchmarks import Benchmark
from esnsim.usage.assessing.bottleneck import MEANINGS, Bottleneck
from esnsim.usage.assessing.groups import GroupTable
from esnsim.usage.assessing.living import CommunityUse
from esnsim.usage.assessing.rungs import RUNGS, RungCount, UsageLadder
from esnsim.usage.assessing.weeks import UsageWeek
from esnsim.usage.files.moments import iso
from esnsim.usage.record import COUNTED, Span

DIGITS = 4


def assessment_document(found: Assessment) -> dict[str, Any]:
    """Everything that an assessment says, as plain values without names of people."""
    return {
        "format": found.record.format,
        "title": found.record.title,
        "product": found.record.product,
        "is_enterprise_social_network": found.record.is_network,
        "files": [
            {"name": each.name, "why": each.why, "bytes": each.size, "covers": _span(each.covers)}
            for each in found.record.files
        ],
        "people": found.ladder.seen,
        "ladder": ladder_document(found.ladder),
        "actions": found.actions,
        "weeks": [_week(week) for week in found.weeks],
        "answers": _plain(found.answers),
        "first_posts": _plain(found.second),
        "inequality": _plain(found.concentration),
        "communities": _communities(found),
        "groups": [_group_table(table) for table in found.groups],
        "managers": _plain(found.managers),
        "cold": [_plain(each) for each in found.cold],
        "movement": _plain(found.movement),
        "benchmarks": [_benchmark(each) for each in found.benchmarks],
        "bottleneck": _bottleneck(found.bottleneck),
        "left_out": found.left_out,
        "cannot_be_known": [each._asdict() for each in found.unseen],
        "findings": _findings(found.findings, found.people_findings),
    }


def ladder_document(ladder: UsageLadder) -> dict[str, Any]:
    """The ladder as plain values."""
    rungs = {"accounts": ladder.accounts, **{rung: ladder.rungs[rung] for rung in RUNGS}}
    shares = {rung: _rounded(ladder.share("enabled" if rung == "accounts" else rung)) for rung in rungs}
    return {
        "window": _span(ladder.window),
        "days": None if ladder.window is None else ladder.window.days,
        "days_covered": ladder.covered,
        "headcount": ladder.headcount,
        "shares_of": None if ladder.base is None else "headcount" if ladder.headcount is not None else "accounts",
        "people": {rung: count.people for rung, count in rungs.items()},
        "at_least": [rung for rung, count in rungs.items() if count.at_least],
        "shares": shares,
        "why_unknown": {rung: count.why for rung, count in rungs.items() if _is_said(count)},
        "said_elsewhere": {rung: count.elsewhere for rung, count in rungs.items() if count.elsewhere},
    }


def _is_said(count: RungCount) -> bool:
    return bool(count.why)


def _week(week: UsageWeek) -> dict[str, Any]:
    return {
        "first": iso(week.span.first),
        "last": iso(week.span.last),
        "days_covered": week.covered,
        **{word: week.counts.get(word) for word in COUNTED},
    }


def _span(span: Span | None) -> dict[str, str] | None:
    return None if span is None else {"first": iso(span.first), "last": iso(span.last)}


def _communities(found: Assessment) -> dict[str, Any] | None:
    if found.communities is None:
        return None
    return {**found.communities._asdict(), "busiest": [_community(each) for each in found.communities.busiest]}


def _community(community: CommunityUse) -> dict[str, Any]:
    return {**community._asdict(), "name": community.name or None}


def _group_table(table: GroupTable) -> dict[str, Any]:
    return {
        "kind": table.kind,
        "hidden_groups": table.hidden,
        "hidden_people": table.hidden_people,
        "groups": [{"name": group.name, "people": group.people, **group.rungs} for group in table.groups],
    }


def _benchmark(found: Benchmark) -> dict[str, Any]:
    usual = found.usual
    return {
        "measure": usual.measure,
        "value": _rounded(found.value),
        "at_least": found.at_least,
        "usual_low": usual.low,
        "usual_high": usual.high,
        "verdict": found.verdict,
        "source": usual.source,
        "caution": usual.caution,
    }


def _bottleneck(found: Bottleneck) -> dict[str, Any]:
    return {
        "likely": found.likely.value if found.likely else None,
        "reasons": [
            {
                "reason": each.reason.value,
                "meaning": MEANINGS[each.reason],
                "missing_part": _rounded(each.evidence.gap) if each.evidence else None,
                "numbers": each.evidence.words if each.evidence else None,
                "ask_for": each.missing or None,
            }
            for each in found.suspects
        ],
    }


def _findings(*reports: ImportReport | None) -> list[dict[str, Any]]:
    return [
        {**finding._asdict(), "places": list(finding.places)}
        for report in reports
        if report is not None
        for finding in report.by_severity
    ]


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever it holds
    """A record as a map, its spans as days and its numbers rounded."""
    if value is None:
        return None
    fields: Sequence[str] = getattr(value, "_fields", None) or tuple(getattr(value, "__dataclass_fields__", ()))
    found = {name: getattr(value, name) for name in fields}
    return {name: _span(each) if isinstance(each, Span) else _rounded(each) for name, each in found.items()}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - numbers are rounded, all else stays
    return round(value, DIGITS) if isinstance(value, float) else value
