"""Questions that are asked: some levers in an organisation, within a budget and hours of staff."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from esnsim.analysis.planning import PlanQuestion, read_levers
from esnsim.experiments.design.outcome import Outcome
from esnsim.scenario import load

SCENARIO = """name: {name}
weeks: {weeks}
organisation: {{generate: {{people: {people}}}}}
initial: {initial}
budget: {budget}
staff_hours: {hours}
programmes: {{none: []}}
baseline: none
"""


class Asked(NamedTuple):
    """What is asked.

    Attributes:
        initial: How the network is used at the start, as a scenario says it.
        budget: Money there is.
        hours_each: Hours of staff there are, for each person.
        outcome: What there should be most of.
        levers: What may be done, as a file of levers says it.
    """

    initial: str
    budget: int
    hours_each: float
    outcome: str
    levers: str


IN_USE = "forty thousand"
QUESTIONS: Mapping[str, Asked] = {
    IN_USE: Asked(
        "{reader: 0.45, contributor: 0.08}",
        40_000,
        0.75,
        "contributor",
        """ambassadors: {kind: ambassadors, count: [10, 20, 40], start: [week 1, week 9]}
leaders: {kind: leader_presence, audience: [{top_share: 0.01}, {top_share: 0.02}], replies_per_week: [1, 3]}
campaign: {kind: campaign, start: [week 1, week 9], duration: [4 weeks, 8 weeks]}
stories: {kind: case_studies, start: [week 1, week 9]}
work: {kind: process_integration, start: [week 1, week 13]}
thanks: {kind: recognition, dose: [0.5, 1.0]}
""",
    ),
    "a launch": Asked(
        "launch",
        15_000,
        1.0,
        "reader",
        """campaign: {kind: campaign, duration: [4 weeks, 8 weeks, 12 weeks], start: [week 1, week 5]}
training: {kind: training, form: [webinar, hands_on], audience: [{manager: true}, everybody]}
ambassadors: {kind: ambassadors, count: [5, 10, 20], start: [week 1, week 5]}
first users: {kind: pilot, audience: [{share: 0.1}, {share: 0.2}]}
tools: {kind: integration, start: [week 1, week 9]}
""",
    ),
    "much read and seldom written": Asked(
        "{reader: 0.7, contributor: 0.03}",
        30_000,
        0.6,
        "interactive",
        """leaders: {kind: leader_presence, audience: [{top_share: 0.01}, {top_share: 0.03}], replies_per_week: [1, 5]}
seniors: {kind: senior_training, start: [week 1, week 5]}
host: {kind: community_management, count: 1, start: [week 1, week 9]}
listening: {kind: listening, start: [week 1, week 9]}
thanks: {kind: recognition, dose: [0.5, 1.0]}
stories: {kind: case_studies, per_month: [1, 2]}
""",
    ),
}
"""By name."""


def question(people: int, weeks: int, runs: int, fresh: int, folder: Path, name: str = IN_USE) -> PlanQuestion:
    """One of `QUESTIONS`.

    Args:
        people: Headcount.
        weeks: Length.
        runs: Of the search.
        fresh: Replicates in which plans are told.
        folder: Where the levers are written.
        name: Which question.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asked = QUESTIONS[name]
    file = folder / f"{name.replace(' ', '_')}.levers.yaml"
    file.write_text(asked.levers, encoding="utf-8")
    scenario = load(
        SCENARIO.format(
            name=name,
            people=people,
            weeks=weeks,
            initial=asked.initial,
            budget=asked.budget,
            hours=round(asked.hours_each * people),
        )
    )
    levers = tuple(read_levers(file, scenario))
    return PlanQuestion(scenario, levers, Outcome(asked.outcome), False, runs, fresh)  # noqa: FBT003
