"""What is looked at in every run of a search: the outcomes that are asked, and what a pilot and its decision need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from esnsim.analysis.planning.levers import PlanLever
from esnsim.analysis.planning.pilot_worth import PILOT_WEEKS
from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.results.experiment import FEWER_IS_BETTER
from esnsim.experiments.results.knowing import rung_counted
from esnsim.interventions import Kind
from esnsim.scenario import Scenario

TO_BE_LOW = ("hours", "money", "cost", *FEWER_IS_BETTER)


def is_low(outcome: Outcome) -> bool:
    """Whether less of it is better: of what programmes take, and of people who gave up."""
    return outcome.measure in TO_BE_LOW


class PilotPlaces(NamedTuple):
    """Numbers of the outcomes that a pilot needs.

    Attributes:
        rung: What is counted at its end.
        cost: What the programme has taken by then, all of the organisation taking part.
    """

    rung: int
    cost: int


class PlanOutcomes(NamedTuple):
    """Outcomes of every run.

    Attributes:
        outcomes: All of them, the one that is searched for first.
        value: Number of the value at the end.
        pilots: Of pilots that end in these weeks.
    """

    outcomes: tuple[Outcome, ...]
    value: int
    pilots: dict[int, PilotPlaces]

    @classmethod
    def of(cls, scenario: Scenario, levers: Iterable[PlanLever], asked: Sequence[Outcome]) -> PlanOutcomes:
        """What is asked, and what pilots of any plan need.

        Args:
            scenario: What is asked, up to the deadline.
            levers: What plans may do.
            asked: Outcomes that are asked.
        """
        outcomes = [*asked, Outcome("value", per=None)]
        value, pilots = len(asked), {}
        ends = {_end(scenario, [each]) for lever in levers for each in lever.interventions}
        for week in sorted(each for each in ends if each <= scenario.weeks):
            pilots[week] = PilotPlaces(len(outcomes), len(outcomes) + 1)
            outcomes += [Outcome(rung_counted(scenario), week), Outcome("cost", week, None)]
        return cls(tuple(outcomes), value, pilots)

    def of_pilot(self, scenario: Scenario, interventions: Sequence[Kind]) -> PilotPlaces | None:
        """What a pilot of these interventions needs; None if it would end after the deadline.

        Args:
            scenario: What is asked, up to the deadline.
            interventions: At least one.
        """
        return self.pilots.get(_end(scenario, interventions))


def _end(scenario: Scenario, interventions: Sequence[Kind]) -> int:
    """The week at whose end a pilot of these interventions is looked at."""
    begins = min(each.window(scenario.start, scenario.days)[0] for each in interventions)
    return max(0, begins) // WORKDAYS_A_WEEK + PILOT_WEEKS
