"""What a shareable twin of an export keeps of it: only what assessments read, people and places under pseudonyms.

Everything that is not named here is left out, so that a column or field nobody knows of never leaves the house.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from esnsim.usage.formats.slack_export import SLACKBOT
from esnsim.usage.pseudonyms import Pseudonyms

Rule = Callable[[Any, Pseudonyms], Any]
"""Makes of a value what a twin says instead."""


def as_it_is(value: object, call: Pseudonyms) -> object:
    """Kept: a count, a time, a word of the platform."""
    del call
    return value


def person(value: object, call: Pseudonyms) -> object:
    """The pseudonym of a person; that of nobody stays empty, and the platform itself keeps its name."""
    return value if value in (None, "", SLACKBOT) else call(str(value))


def place_name(value: object, call: Pseudonyms) -> object:
    """The pseudonym of a community, a channel or a topic."""
    return value if value in (None, "") else call(str(value), "community")


def message(value: object, call: Pseudonyms) -> object:
    """The pseudonym of a message or a thread."""
    return value if value in (None, "") else call(str(value), "message")


def mail_address(value: object, call: Pseudonyms) -> object:
    """An address whose two halves are pseudonyms, so that people of one domain still have one."""
    name, at, domain = str(value or "").rpartition("@")
    return f"{call(name)}@{domain_name(domain, call)}" if at else ""


def domain_name(value: object, call: Pseudonyms) -> str:
    """The pseudonym of a domain."""
    return f"{call(str(value), 'domain')}.example"


def number_of_account(value: object, call: Pseudonyms) -> object:
    """The number of an account; those below 0 are the platform's own, and stay."""
    return value if str(value).startswith("-") else person(value, call)


def marked(value: object, call: Pseudonyms) -> object:
    """Whether there is a value."""
    del call
    return "yes" if value else value


def kept(*names: str) -> dict[str, Rule]:
    """Columns or fields that stay as they are."""
    return dict.fromkeys(names, as_it_is)


GRAPH_PERSON = {"user_principal_name": person, "username": person}
TIME_NAMES = kept("time", "timestamp", "created_at", "date", "sent", "sent_at", "datetime", "created", "zeit", "datum")
WEEK_NAMES = kept(
    "week", "week_starting", "week_start", "week_of", "week_beginning", "day", "month", "woche", "semaine"
)
TABLES: dict[str, Mapping[str, Rule]] = {
    "graph_user_detail": GRAPH_PERSON
    | kept(
        *("report_refresh_date", "user_state", "state_change_date", "last_activity_date", "posted_count", "read_count"),
        *("liked_count", "report_period", "state_change_date_utc", "last_activity_date_utc", "posted", "read", "liked"),
    ),
    "graph_groups": {"group_display_name": place_name}
    | kept(
        *("report_refresh_date", "is_deleted", "last_activity_date", "group_type", "member_count", "posted_count"),
        *("read_count", "liked_count", "report_period"),
    ),
    "graph_counts": kept("report_refresh_date", "liked", "posted", "read", "report_date", "report_period"),
    "teams_user_detail": GRAPH_PERSON
    | kept(
        *("report_refresh_date", "last_activity_date", "is_deleted", "team_chat_message_count", "post_messages"),
        *("reply_messages", "report_period"),
    ),
    "slack_member_analytics": {"user_id": person}
    | kept(
        *("account_type", "account_created_utc", "account_created", "deactivated_date_utc", "deactivated_date"),
        *("days_active", "messages_posted", "messages_posted_in_channels", "reactions_added", "last_active_utc"),
    ),
    "discourse_users": {"id": number_of_account, "username": person}
    | kept(
        *("created_at", "last_seen_at", "trust_level", "suspended_till", "active", "staged", "topics_entered"),
        *("posts_read_count", "topic_count", "post_count", "likes_given"),
    ),
    "viva_insights": {"person_id": person}
    | kept("metric_date", "date", "channel_message_posts", "channel_messages", "channel_messages_sent", "is_active"),
    "message_table": TIME_NAMES
    | dict.fromkeys(
        ("sender", "sender_id", "from", "author", "author_id", "source", "user", "user_id", "person"), person
    )
    | dict.fromkeys(("receiver", "recipient", "to", "target", "absender", "empfanger"), person)
    | dict.fromkeys(("community", "channel", "group", "group_name", "forum", "space", "topic", "stream"), place_name)
    | dict.fromkeys(("message_id", "id", "post_id", "in_reply_to", "reply_to", "replied_to_id"), message)
    | dict.fromkeys(("parent_id", "parent", "thread_id", "thread"), message),
    "person_table": TIME_NAMES
    | WEEK_NAMES
    | dict.fromkeys(
        ("person", "person_id", "user", "user_id", "employee", "employee_id", "author", "sender", "email"), person
    )
    | kept(
        *(
            "messages",
            "messages_posted",
            "edits",
            "contributions",
            "written",
            "posted",
            "posts",
            "new_posts",
            "threads",
        ),
        *("replies", "comments", "answers", "reactions", "likes", "liked", "reactions_added", "reads", "read", "views"),
        *("messages_read", "visits"),
    ),
}
"""Columns by format; a table of counts a week names nobody, and is kept by what its columns are called."""
YAMMER: dict[str, Mapping[str, Rule]] = {
    "messages.csv": {
        "id": message,
        "replied_to_id": message,
        "thread_id": message,
        "group_id": place_name,
        "sender_id": person,
        "sender_email": mail_address,
    }
    | kept("in_private_conversation", "created_at", "deleted_at", "message_type", "draft_state"),
    "users.csv": {"id": person, "email": mail_address} | kept("joined_at", "deleted_at", "suspended_at", "state"),
    "networks.csv": {"name": domain_name},
}
"""Columns by file of a network export."""

Fields = Mapping[str, Any]
"""By field, a rule, the fields of an object, or a list with those of its objects."""
REACTION_FIELDS: Fields = {"user": person, "create_at": as_it_is, "emoji_name": as_it_is}
REPLY_FIELDS: Fields = {
    "user": person,
    "type": as_it_is,
    "create_at": as_it_is,
    "props": {"from_bot": as_it_is, "from_webhook": as_it_is},
    "reactions": [REACTION_FIELDS],
}
MATTERMOST: Fields = {
    "type": as_it_is,
    "version": as_it_is,
    "user": {"username": person, "roles": as_it_is, "delete_at": as_it_is},
    "post": {**REPLY_FIELDS, "team": place_name, "channel": place_name, "replies": [REPLY_FIELDS]},
    "direct_post": {"replies": [{}]},
}
SLACK_USER: Fields = {
    "id": person,
    **kept("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"),
}
SLACK_MESSAGE: Fields = {
    "user": person,
    "bot_id": marked,
    **kept("type", "subtype", "ts", "thread_ts", "hidden"),
    "reactions": [{"name": as_it_is, "count": as_it_is, "users": [person]}],
}
SLACK_PLACE: Fields = {"id": place_name, "name": place_name}
SLACK_DAILY: Fields = {
    "user_id": person,
    **kept("date", "is_guest", "is_active", "reactions_added_count", "messages_posted_count"),
}
ZULIP: Mapping[str, Fields] = {
    "zerver_userprofile": {"id": person, **kept("is_active", "is_bot", "role")},
    "zerver_userprofile_crossrealm": {"id": person, "is_bot": as_it_is},
    "zerver_stream": {"id": as_it_is, "name": place_name},
    "zerver_recipient": kept("id", "type", "type_id"),
    "zerver_message": {"sender": person, "subject": place_name, **kept("id", "recipient", "date_sent", "pub_date")},
    "zerver_reaction": {"user_profile": person, **kept("message", "emoji_name")},
}
GOOGLE: Fields = {"date": as_it_is, "entity": {"type": as_it_is}, "parameters": [kept("name", "intValue")]}


def reduced(value: object, rule: object, call: Pseudonyms) -> object:
    """What a twin says instead of a value.

    Args:
        value: Of a field.
        rule: What is kept of it.
        call: Pseudonyms.
    """
    if isinstance(rule, Mapping):
        fields = value if isinstance(value, Mapping) else {}
        return {name: reduced(fields[name], inner, call) for name, inner in rule.items() if name in fields}
    if isinstance(rule, list):
        return [reduced(each, rule[0], call) for each in value] if isinstance(value, list) else None
    assert callable(rule)  # noqa: S101 - rules are functions, maps or lists
    return rule(value, call)
