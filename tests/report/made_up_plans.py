"""The answer of a search for a plan, made up by hand, for pictures and sentences."""

from __future__ import annotations

from esnsim.analysis.planning.answer import FrontPoint, PlanAnswer, PlanResult
from esnsim.analysis.planning.front import PlanObjective
from esnsim.analysis.planning.pilot_worth import PilotWorth
from esnsim.experiments.design.outcome import read_outcome
from esnsim.experiments.design.pricing import Price
from tests.experiments.small_questions import question
from tests.report.made_up_runs import name

OUTCOMES = ("contributor@week52", "hours@end", "value@end")
PILOT = PilotWorth(4, "contributor", 0.021, 0.012, 1200.0, 5400.0, 900.0, 24.0, 800.0, 0.004, 130.0, 28)


def plan_answer(letters=24, points=6, pilot=PILOT):
    """A front of so many plans whose interventions have names of so many letters; the last is seldom on it."""
    front = tuple(_point(letters, nth, points) for nth in range(points))
    result = PlanResult(
        "plan 1", front[0].what, front[0].price, 0.09, 0.04, 0.14, 0.7, 0.01, 0.02, 0.0, 0.0, 28
    )  # fmt: skip
    first, *others = map(read_outcome, OUTCOMES)
    return PlanAnswer(
        scenario=question(weeks=52),
        outcome=first,
        lowest=False,
        proposed=result,
        interventions=(),
        tied=(),
        rivals=(),
        cheaper=(),
        more=None,
        edges=(),
        first=(),
        fails=(),
        plans=4000,
        within=900,
        drawn=False,
        tried=120,
        search_runs=400,
        fresh_runs=200,
        decided=True,
        pilot=pilot,
        others=tuple(others),
        front=front,
        signs=(1.0, -1.0, 1.0),
        tried_for_front=160,
    )


def _point(letters, nth, points):
    part = 1.0 - nth / points
    effects = zip(OUTCOMES, (0.1 * part, 1400.0 * part**2, -90_000.0 * part**2), strict=True)
    return FrontPoint(
        f"plan {nth}",
        (f"{name(letters, nth)}: count 10, start week 9", f"{name(letters, nth + 30)}: dose 0.5"),
        Price(4000.0 * part, 1400.0 * part, 90_000.0 * part),
        tuple(PlanObjective(each, size, *sorted((0.6 * size, 1.3 * size))) for each, size in effects),
        0.3 if nth == points - 1 else 0.9,
        (),
    )
