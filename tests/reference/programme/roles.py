"""Kinds that give people a role (7.9, *Appointing*)."""

from __future__ import annotations

from collections import Counter

from tests.reference.codes import AMBASSADOR, COMMUNITY_MANAGER, EMPLOYEE, LEADER, NONE, WEEK
from tests.reference.programme.morning import Morning
from tests.reference.programme.part import Part
from tests.reference.programme.words import rounded, workdays
from tests.reference.traits import plain_role

ROLE_OF = {"ambassadors": AMBASSADOR, "champion_team": AMBASSADOR, "community_management": COMMUNITY_MANAGER}


def serving(part: Part, morning: Morning) -> list[int]:
    """Whom it appointed, still there, and in the role now."""
    role = ROLE_OF[part.kind]
    return [
        row for row, it in enumerate(morning.people) if part.appointed.get(row) == it["person"] and it["role"] == role
    ]


def wanted(part: Part, audience: int) -> int:
    """How many."""
    count, said = part.said["count"], part.said
    if part.kind == "community_management":
        needed = count if count is not None else max(1, rounded(audience / said["span"])) if audience else 0
        return needed if part.dose > 0 else 0
    return rounded(part.dose * (count if count is not None else rounded(said["share"] * audience)))


def week_to_fill(part: Part, morning: Morning) -> bool:
    """Whether vacant places are filled in this week of their own accord."""
    weeks, rest = divmod(morning.day - part.effective, WEEK)
    if part.kind == "community_management" or weeks == rest == 0:
        return True
    every = part.said.get("renew_every")
    return every is not None and weeks % max(1, -(-workdays(every) // WEEK)) == 0


def scores(how: str, morning: Morning) -> list[float]:
    """What is added to the random number."""
    simulation, people = morning.simulation, morning.people
    if how == "nominated":
        rows = [contacts for contacts in simulation.contacts if contacts]
        best = Counter(max(contacts, key=lambda each: (each[1], -each[0]))[0] for contacts in rows)
        return [float(best[row]) for row in range(len(people))]
    if how == "community_owners":
        owned = Counter(each["founder"] for each in simulation.communities if each["is_open"])
        return [float(owned[it["person"]]) for it in people]
    ease = morning.parameters.volunteer_ease
    return {
        "volunteers": [it["usefulness"] + it["habit"] + ease * it["ease"] for it in people],
        "enthusiasts": [float(it["written"]) for it in people],
        "managers": [float(it["tier"] != NONE) for it in people],
        "most_central": [float(len(contacts)) for contacts in simulation.contacts],
        "random": [0.0 for _ in people],
    }[how]


def one_of_each(members: list[int], morning: Morning) -> list[int]:
    """The first of each unit and age band by usefulness."""
    people = morning.people
    order = sorted(members, key=lambda row: (-people[row]["usefulness"], people[row]["person"]))
    first: dict[tuple[int, int], int] = {}
    for row in order:
        first.setdefault((people[row]["unit"], people[row]["age_band"]), row)
    return list(first.values())


def candidates(part: Part, morning: Morning, members: list[int], needed: int) -> list[int]:
    """Who may be appointed."""
    people = morning.people
    if part.kind == "community_management":
        members = [row for row in part.holders(morning) if row in members]
    elif part.kind == "champion_team":
        different = one_of_each(members, morning)
        members = different if len(different) >= needed else members
    elif part.said["confirmed_by_manager"]:
        bosses = {row: people[row]["manager"] for row in members}
        members = [row for row in members if bosses[row] < 0 or morning.use[bosses[row]]["reader"]]
    return [row for row in members if people[row]["role"] in (EMPLOYEE, LEADER)]


def appoint(part: Part, morning: Morning) -> None:
    """Fill vacant places."""
    members, people = part.members(morning), morning.people
    needed, capacity = wanted(part, len(members)), part.said["capacity"]
    vacant = needed - len(serving(part, morning))
    if part.kind != "community_management":
        part.newly = []
    part.filling = vacant > 0 and (part.filling or week_to_fill(part, morning))
    if not part.filling:
        return
    how = {"champion_team": "volunteers", "community_management": "enthusiasts"}.get(part.kind) or part.said["recruit"]
    score = scores(how, morning)
    order = sorted(
        candidates(part, morning, members, needed),
        key=lambda row: (-score[row] - morning.number_of(row, "recruit", part.ordinal), people[row]["person"]),
    )
    chosen = order[: vacant if capacity is None else min(vacant, capacity)]
    part.filling = capacity is not None and len(chosen) < vacant
    for row in chosen:
        people[row]["role"] = ROLE_OF[part.kind]
        part.appointed[row] = people[row]["person"]
    if part.kind != "community_management":
        part.newly = chosen


def dismiss(part: Part, morning: Morning) -> None:
    """It ends."""
    for row in serving(part, morning):
        morning.people[row]["role"] = plain_role(morning.people[row]["tier"])
