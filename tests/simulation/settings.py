"""Settings for tests of how runs run: made once, never changed."""

from __future__ import annotations

from functools import cache

from esnsim.scenario import load
from esnsim.scenario.model import Scenario
from esnsim.simulation.simulate import Prepared, prepare

STILL = """
name: A network that holds still
weeks: 52
replicates: 1
seed: {seed}
organisation: {{generate: {{people: {people}, countries: {{GB: 0.7, FR: 0.3}}}}}}
initial: {{reader: {reader}, contributor: {contributor}}}
programmes:
  none: []
  done:
  - {{kind: campaign, start: week 2, duration: 3 weeks, cost: {{once: 100, per_week: 10}}}}
  - {{kind: ambassadors, count: 12, start: week 3}}
baseline: none
"""


@cache
def settled(people: int = 1000, reader: float = 0.75, contributor: float = 0.10, seed: int = 1) -> Prepared:
    """An organisation with a network that has been used for years."""
    scenario: Scenario = load(STILL.format(people=people, reader=reader, contributor=contributor, seed=seed))
    return prepare(scenario)
