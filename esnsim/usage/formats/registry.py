"""All kinds of usage files that are known, the most particular ones first."""

from __future__ import annotations

from esnsim.usage.formats import (
    graph,
    graph_counts,
    messages,
    people_weeks,
    slack_daily,
    slack_export,
    slack_members,
    weekly,
    yammer,
)
from esnsim.usage.formats.format import UsageFormat

USAGE_FORMATS: tuple[UsageFormat, ...] = (
    yammer.FORMAT,
    slack_export.FORMAT,
    graph.FORMAT,
    graph_counts.FORMAT,
    slack_members.FORMAT,
    slack_daily.FORMAT,
    people_weeks.FORMAT,
    weekly.FORMAT,
    messages.FORMAT,
)
