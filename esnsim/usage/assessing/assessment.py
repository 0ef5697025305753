"""Everything that usage files say of an organisation, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from esnsim.organisation import Import, ImportReport
from esnsim.usage.assessing.actions import actions_in
from esnsim.usage.assessing.activity import UsageActivity, usage_activity
from esnsim.usage.assessing.answers import AnswersGiven, SecondMessages, answers_of, second_messages_of
from esnsim.usage.assessing.benchmarks import Benchmark, Measured, benchmarks_of
from esnsim.usage.assessing.bottleneck import Bottleneck, bottleneck_of
from esnsim.usage.assessing.cold import ColdPlace, cold_places
from esnsim.usage.assessing.concentration import Concentration, concentration_of
from esnsim.usage.assessing.groups import GroupTable, ManagersUse, groups_of, managers_of
from esnsim.usage.assessing.living import LivingCommunities, living_communities
from esnsim.usage.assessing.movement import Movement, movement_of
from esnsim.usage.assessing.people import PeopleBeside, findings_on_people, people_beside
from esnsim.usage.assessing.rungs import UsageLadder, ladder_of, standing_in, window_of
from esnsim.usage.assessing.weeks import UsageWeek, usage_weeks
from esnsim.usage.files.findings import UsageFindings
from esnsim.usage.parsing.format import SaidOfFiles
from esnsim.usage.reading import read_usage
from esnsim.usage.record import AccountState, Unseen, UsageRecord

NOT_THE_NETWORK = "these files are about chats, channels or mail, not about an enterprise social network"
STATE_WORDS = {
    AccountState.GUEST: "guests",
    AccountState.BOT: "bots",
    AccountState.SYSTEM: "accounts of the system",
    AccountState.DEACTIVATED: "deactivated accounts",
    AccountState.SUSPENDED: "suspended accounts",
    AccountState.PENDING: "accounts that were never opened",
    AccountState.DELETED: "deleted accounts",
    AccountState.OUTSIDE: "people on no list of accounts",
}


@dataclass(frozen=True)
class Assessment:
    """What usage files say of an organisation; what they cannot say is None.

    Attributes:
        record: What was read.
        activity: The same as arrays.
        beside: The people file; None without one.
        ladder: How many people stand on each rung.
        actions: What the people did in the ladder's window; what is unknown is missing.
        weeks: What happened week by week; none where files know no weeks.
        answers: How posts are answered.
        second: Whether answered people write again.
        concentration: How unequally people write.
        communities: Which are in use.
        groups: Use by unit, site, country, level and manager; none without a people file.
        managers: Whether managers write, and their people.
        cold: Groups of whom clearly fewer take part.
        movement: Who came and went.
        benchmarks: Beside what is usual elsewhere.
        bottleneck: What most likely holds use back.
        left_out: What does not count, by what it is.
        unseen: What cannot be known from these files.
        findings: What was noticed while reading usage files.
        people_findings: What was noticed while reading the people file; None without one.
    """

    record: UsageRecord
    activity: UsageActivity
    beside: PeopleBeside | None
    ladder: UsageLadder
    actions: dict[str, int]
    weeks: Sequence[UsageWeek]
    answers: AnswersGiven | None
    second: SecondMessages | None
    concentration: Concentration | None
    communities: LivingCommunities | None
    groups: Sequence[GroupTable]
    managers: ManagersUse | None
    cold: Sequence[ColdPlace]
    movement: Movement | None
    benchmarks: Sequence[Benchmark]
    bottleneck: Bottleneck
    left_out: dict[str, int]
    unseen: Sequence[Unseen]
    findings: ImportReport
    people_findings: ImportReport | None


def assess(
    paths: Sequence[Path],
    people: Import | None = None,
    asked: SaidOfFiles | None = None,
    call: Callable[[str], str] | None = None,
    watch: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Assessment:
    """Say what usage files of one kind say of an organisation.

    Args:
        paths: The files.
        people: How a people file is read; None without one.
        asked: What was said of the files.
        call: What people are called, managers above all; by their ids as they are if left out.
        watch: Hears how many of how many bytes have been read.

    Raises:
        UsageFileError: usage files cannot be read or understood; names every such thing.
        OrganisationError: the people file cannot be.
    """
    asked, findings = asked or SaidOfFiles(), UsageFindings()
    record = read_usage(paths, asked, findings, watch)
    beside = None
    if people is not None:
        if record.accounts is None:
            findings.ignore("the people file: these usage files hold no people", severity="medium")
        else:
            beside = people_beside(people, record.accounts, findings)
    row, headcount = (beside.row, beside.headcount) if beside else (None, None)
    activity = usage_activity(record, guests=asked.guests, row=row, headcount=headcount)
    return _assessment(activity, beside, findings, call or str, guests=asked.guests)


def _assessment(
    activity: UsageActivity,
    beside: PeopleBeside | None,
    findings: UsageFindings,
    call: Callable[[str], str],
    *,
    guests: bool,
) -> Assessment:
    """Measure everything."""
    record = activity.record
    ladder, weeks = ladder_of(activity), usage_weeks(activity)
    measured = Measured(ladder, answers_of(activity), concentration_of(activity), weeks)
    movement, second = movement_of(activity), second_messages_of(activity)
    groups: list[GroupTable] = []
    managers = None
    if beside is not None and record.accounts is not None:
        standing = standing_in(activity, window_of(activity))
        groups = groups_of(standing, activity.counted, beside, call, complete=record.accounts.complete)
        managers = managers_of(standing, beside)
    if not record.is_network:
        findings.note(NOT_THE_NETWORK, "high")
    return Assessment(
        record=record,
        activity=activity,
        beside=beside,
        ladder=ladder,
        actions=actions_in(activity, ladder.window),
        weeks=weeks,
        answers=measured.answers,
        second=second,
        concentration=measured.concentration,
        communities=living_communities(activity),
        groups=groups,
        managers=managers,
        cold=cold_places(groups),
        movement=movement,
        benchmarks=benchmarks_of(measured),
        bottleneck=bottleneck_of(measured, movement, second),
        left_out=_left_out(record, guests=guests),
        unseen=tuple(record.unseen),
        findings=findings.report(),
        people_findings=findings_on_people(beside, call) if beside else None,
    )


def _left_out(record: UsageRecord, *, guests: bool) -> dict[str, int]:
    """Accounts and messages that do not count, by what they are."""
    found = {} if record.accounts is None else _accounts_left_out(record, guests=guests)
    return found | {words: count for words, count in sorted(record.left_out.items()) if count}


def _accounts_left_out(record: UsageRecord, *, guests: bool) -> dict[str, int]:
    assert record.accounts is not None  # noqa: S101 - asked only where there are some
    states = list(record.accounts.states)
    counted = {AccountState.GUEST} if guests else set()
    found = {words: states.count(state) for state, words in STATE_WORDS.items() if state not in counted}
    return {words: count for words, count in found.items() if count}
