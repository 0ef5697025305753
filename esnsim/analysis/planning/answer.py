"""What a search for a plan answers: numbers from runs that chose nothing, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from esnsim.analysis.planning.front import PlanObjective
from esnsim.analysis.planning.information import Worth
from esnsim.analysis.planning.pilot_worth import PilotWorth
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.pricing import Price
from esnsim.interventions import Kind
from esnsim.scenario import Scenario


class PlanResult(NamedTuple):
    """What one plan does in fresh runs.

    Attributes:
        name: What it is called.
        what: What it does, a phrase for each intervention.
        price: Money, hours and cost that are foreseen.
        effect: Mean difference of the outcome from doing nothing, in its own unit.
        low: Lower end of where 80 % of models lie (of the 80 % interval of the mean, with one model).
        high: Upper end.
        best_in: Share of models in which no other plan that was run again is better, 0 to 1.
        regret: By how much it falls short of the best of them, mean over models.
        regret_high: The same in the worst tenth of models, at least.
        behind_low: Lower end of the interval of how far it is behind the plan that is proposed; 0 for that itself.
        behind_high: Upper end.
        runs: How many fresh replicates.
    """

    name: str
    what: tuple[str, ...]
    price: Price
    effect: float
    low: float
    high: float
    best_in: float
    regret: float
    regret_high: float
    behind_low: float
    behind_high: float
    runs: int

    @property
    def is_tied(self) -> bool:
        """Whether fresh runs cannot say that it is worse or better than what is proposed."""
        return not (self.behind_low > 0.0 or self.behind_high < 0.0)


class FrontPoint(NamedTuple):
    """A plan that trades several outcomes off, in fresh runs.

    Attributes:
        name: What it is called.
        what: What it does, a phrase for each intervention.
        price: Money, hours and cost that are foreseen.
        effects: What it does to each outcome, in the order in which they were asked.
        on_front: Share of models in which none of the others is at least as good in all outcomes, and better in one.
        interventions: The programme.
    """

    name: str
    what: tuple[str, ...]
    price: Price
    effects: tuple[PlanObjective, ...]
    on_front: float
    interventions: tuple[Kind, ...]


@dataclass(frozen=True)
class PlanAnswer:
    """What to do, and how sure that is.

    Attributes:
        scenario: What was asked.
        outcome: What is to be high, or low.
        lowest: Whether it is to be low.
        proposed: The plan that the search chose.
        interventions: What it does.
        tied: Other plans that the search could not eliminate, and fresh runs cannot either.
        rivals: The best of the shipped playbooks within the same limits, and the best of the scenario's own programmes.
        cheaper: Plans that take less, each the best for so little, from the cheapest on.
        more: The best plan that 100 hours more allow; None where hours have no limit.
        edges: At which ends of what was allowed the plan lies.
        first: Constants that are worth being known first.
        fails: Under which conditions the plan does not help, in sentences.
        plans: How many plans there are.
        within: How many of those looked at are within the limits.
        drawn: Whether there are more than were looked at.
        tried: How many were run in the search.
        search_runs: Runs that the search took.
        fresh_runs: Runs in which what is told was measured.
        decided: Whether the search eliminated all but one.
        pilot: What four weeks of trying would be worth; None with one model, or where they end after the deadline.
        others: Other outcomes that were asked.
        front: Plans that trade the outcomes off, the best in the first one first; none with one outcome.
        signs: 1 for outcomes that are to be high, -1 for those to be low, the first outcome first.
        tried_for_front: How many plans were run that the front was chosen from.
    """

    scenario: Scenario
    outcome: Outcome
    lowest: bool
    proposed: PlanResult
    interventions: tuple[Kind, ...]
    tied: tuple[PlanResult, ...]
    rivals: tuple[PlanResult, ...]
    cheaper: tuple[PlanResult, ...]
    more: PlanResult | None
    edges: tuple[str, ...]
    first: tuple[Worth, ...]
    fails: tuple[str, ...]
    plans: int
    within: int
    drawn: bool
    tried: int
    search_runs: int
    fresh_runs: int
    decided: bool
    pilot: PilotWorth | None = None
    others: tuple[Outcome, ...] = ()
    front: tuple[FrontPoint, ...] = ()
    signs: tuple[float, ...] = (1.0,)
    tried_for_front: int = 0

    def as_scenario(self) -> Scenario:
        """The scenario with the plan as its programme, beside doing nothing."""
        return self.with_plan(self.interventions)

    def with_plan(self, interventions: tuple[Kind, ...]) -> Scenario:
        """The scenario with some interventions as its programme, beside doing nothing."""
        baseline = self.scenario.baseline
        name = "plan" if baseline != "plan" else "plan found"
        return self.scenario.doing({baseline: self.scenario.programme(baseline), name: interventions}, baseline)

    def document(self) -> dict[str, Any]:
        """The same as plain values."""

        def plain(found: PlanResult | None) -> dict[str, Any] | None:
            return (
                None if found is None else found._asdict() | {"price": found.price._asdict(), "what": list(found.what)}
            )

        return {
            "outcome": str(self.outcome),
            "lowest": self.lowest,
            "proposed": plain(self.proposed),
            "tied": [plain(each) for each in self.tied],
            "rivals": [plain(each) for each in self.rivals],
            "cheaper": [plain(each) for each in self.cheaper],
            "hundred_hours_more": plain(self.more),
            "edges": list(self.edges),
            "find_out_first": [each._asdict() for each in self.first],
            "fails": list(self.fails),
            "plans": self.plans,
            "within_limits": self.within,
            "tried": self.tried,
            "search_runs": self.search_runs,
            "fresh_runs": self.fresh_runs,
            "one_left": self.decided,
            "pilot_of_four_weeks": self.pilot._asdict() if self.pilot else None,
            "other_outcomes": [str(each) for each in self.others],
            "front": [_plain_point(each) for each in self.front],
        }


def _plain_point(point: FrontPoint) -> dict[str, Any]:
    """A point of the front as plain values."""
    return {
        "name": point.name,
        "what": list(point.what),
        "price": point.price._asdict(),
        "effects": [each._asdict() for each in point.effects],
        "on_front": point.on_front,
    }
