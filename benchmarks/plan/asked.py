"""The question that is asked: six levers in an organisation in use, within a budget and hours."""

from __future__ import annotations

from pathlib import Path

from esnsim.analysis.planning import PlanQuestion, read_levers
from esnsim.experiments.design.outcome import Outcome
from esnsim.scenario import load

SCENARIO = """name: forty thousand
weeks: {weeks}
organisation: {{generate: {{people: {people}}}}}
initial: {{reader: 0.45, contributor: 0.08}}
budget: 40000
staff_hours: {hours}
programmes: {{none: []}}
baseline: none
"""
LEVERS = """ambassadors: {kind: ambassadors, count: [10, 20, 40], start: [week 1, week 9]}
leaders: {kind: leader_presence, audience: [{top_share: 0.01}, {top_share: 0.02}], replies_per_week: [1, 3]}
campaign: {kind: campaign, start: [week 1, week 9], duration: [4 weeks, 8 weeks]}
stories: {kind: case_studies, start: [week 1, week 9]}
work: {kind: process_integration, start: [week 1, week 13]}
thanks: {kind: recognition, dose: [0.5, 1.0]}
"""


def question(people: int, weeks: int, runs: int, fresh: int, folder: Path) -> PlanQuestion:
    """Contributors at the end, within 40,000 EUR and as many hours as three quarters of an hour a head."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "levers.yaml"
    file.write_text(LEVERS, encoding="utf-8")
    scenario = load(SCENARIO.format(people=people, weeks=weeks, hours=round(0.75 * people)))
    return PlanQuestion(scenario, tuple(read_levers(file, scenario)), Outcome("contributor"), False, runs, fresh)  # noqa: FBT003
