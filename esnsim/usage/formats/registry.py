"""All kinds of usage files that are known, the most particular ones first."""

from __future__ import annotations

from esnsim.usage.formats import (
    discourse,
    google,
    graph,
    graph_counts,
    graph_groups,
    mattermost,
    messages,
    people_weeks,
    slack_daily,
    slack_export,
    slack_members,
    teams,
    viva,
    weekly,
    yammer,
    zulip,
)
from esnsim.usage.parsing.format import UsageFormat

USAGE_FORMATS: tuple[UsageFormat, ...] = (
    yammer.FORMAT,
    slack_export.FORMAT,
    mattermost.FORMAT,
    zulip.FORMAT,
    graph.FORMAT,
    graph_counts.FORMAT,
    graph_groups.FORMAT,
    teams.FORMAT,
    slack_members.FORMAT,
    slack_daily.FORMAT,
    discourse.FORMAT,
    viva.FORMAT,
    google.FORMAT,
    people_weeks.FORMAT,
    weekly.FORMAT,
    messages.FORMAT,
)
