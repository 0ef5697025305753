"""Hours, money, cost and value as outcomes, and what programmes would take before they are run."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from esnsim.experiments.design.outcome import read_condition, read_outcome
from esnsim.experiments.design.points import Point
from esnsim.experiments.design.pricing import Pricing
from esnsim.experiments.sweeping import sweep
from esnsim.interventions import kinds
from esnsim.scenario import resolve
from esnsim.simulation.programme import Expense
from esnsim.simulation.run import accounts
from esnsim.simulation.simulate import prepare, simulate
from tests.experiments.small_questions import AMBASSADORS, made_up_run, question

SPENT = (Expense(0, "a", 100.0, 8.0), Expense(5, "a", 50.0, 2.0, led_hours=2.0), Expense(14, "b", 0.0, 4.0))
NEWCOMERS = "onboarding"
"""The kind that is for those who are not there yet."""


TEAMS = "process_integration"
"""The kind that is for whole teams, which chance chooses."""


def spending(programme="plan", **ends):
    """A run of four weeks that takes money and hours in three of them."""
    return replace(made_up_run(programme, 0, 4, **ends), expenses=SPENT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hours@end", 14.0),
        ("hours@week1", 8.0),
        ("money@week2", 150.0),
        ("cost@end", 150.0 + 14.0 * 60.0 + 2.0 * 30.0),
        ("contributor@end as count per hours", None),
        ("contributor@end per hours", 28 / 14.0),
        ("contributor@end per 100 hours", 100.0 * 28 / 14.0),
        ("contributor@end per 10 money", 10.0 * 28 / 150.0),
        ("hours@week0", 0.0),
    ],
)
def test_accounts_are_added_up_to_the_week(text, value):
    """By hand, at the scenario's rates."""
    asked = question(weeks=4, programmes={"none": [], "plan": []}, rates={"staff": 60.0, "manager": 90.0})
    if value is None:
        with pytest.raises(ValueError, match="write a measure"):
            read_outcome(text)
        return
    outcome = read_outcome(text)

    assert outcome.of_run(spending(contributor=28), asked) == pytest.approx(value)
    assert read_outcome(str(outcome)) == outcome
    assert not outcome.is_part


def test_more_for_each_more_is_told_against_the_baseline():
    """Extra contributors for every hundred extra hours; where no hour is extra, it has no value."""
    asked = question(weeks=4, programmes={"none": [], "plan": []})
    outcome, plan = read_outcome("contributor@end per 100 hours vs baseline"), spending(contributor=28)
    nothing = replace(made_up_run("none", 0, 4, contributor=21), expenses=())

    assert outcome.of_run(plan, asked, nothing) == pytest.approx(100.0 * 7 / 14.0)
    assert math.isnan(outcome.of_run(nothing, asked, nothing))


def test_accounts_are_those_of_weekly_tables():
    """The light way and the table say the same."""
    asked = question(weeks=4, rates={"manager": 80.0})
    run = simulate(asked, "ambassadors")
    weekly, found = run.weekly(resolve(asked)), accounts(run, resolve(asked))

    for name, sums in found.items():
        np.testing.assert_allclose(sums, weekly[name].cumsum())


def test_a_sweep_knows_accounts_and_keeps_to_a_limit(tmp_path):
    """Hours of points that differ in hours; the best of those within a limit; prices share runs."""
    scenarios = [
        resolve(question(programmes={"none": [], "plan": [AMBASSADORS | {"count": count}]}, rates={"staff": rate}))
        for count, rate in ((4, 50.0), (12, 50.0), (12, 100.0))
    ]
    points = [Point(nth, {"case": nth}, each) for nth, each in enumerate(scenarios)]
    found = sweep(points, tmp_path / "runs.sqlite", programmes=["plan"])
    values = found.table(["hours@end", "cost@end", "contributor@end"]).query("programme == 'plan'")

    assert values["hours@end"].tolist()[1] == values["hours@end"].tolist()[2] > values["hours@end"].tolist()[0] > 0.0
    np.testing.assert_allclose(values["cost@end"], values["hours@end"] * [50.0, 50.0, 100.0])
    assert found.count.done < found.count.total + 1
    limit = float(values["hours@end"].iloc[0])
    within = found.best("hours@end", subject_to=[read_condition(f"hours@end <= {limit}")])
    assert within["point"].iloc[0] == 0
    assert found.best("hours@end", subject_to=[read_condition("hours@end < 0")]).empty
    curves = found.curves("hours", None).query("point == 1 and programme == 'plan'")
    assert curves["mean"].iloc[0] == 0.0
    assert curves["mean"].is_monotonic_increasing
    assert curves["mean"].iloc[-1] == values["hours@end"].iloc[1]
    found.close()


@pytest.fixture(scope="module")
def settled():
    """A network of 200 with a programme of every kind, and one with a hired manager."""
    sizes = {"ambassadors": {"count": 8}, "community_management": {"count": 1}, "champion_team": {"count": 6}}
    programmes = {kind: [{"kind": kind, "start": "week 2", **sizes.get(kind, {})}] for kind in kinds()}
    hired = {"kind": "community_management", "count": 1, "hired": True, "start": "week 2"}
    initial = {"reader": 0.45, "contributor": 0.06}
    asked = question(
        organisation={"generate": {"people": 200}},
        initial=initial,
        programmes={"none": [], "hired": [hired], **programmes},
    )
    setting = prepare(asked)
    return setting, Pricing(setting.scenario, setting.organisation)


def test_what_is_foreseen_is_what_is_taken(settled):
    """Within a tenth, without simulating a day; who is new is not foreseen, nor whose teams chance will choose."""
    setting, pricing = settled
    for name, interventions in setting.scenario.programmes.items():
        price, run = pricing.price(interventions), simulate(setting, name)
        if name not in (NEWCOMERS, TEAMS):
            assert price.hours == pytest.approx(sum(each.hours for each in run.expenses), rel=0.1), name
            assert price.money == pytest.approx(sum(each.money for each in run.expenses), rel=0.1), name


def test_a_salary_is_charged_once(settled):
    """Who is taken on takes money and no hours of staff, and does what the others do."""
    setting, pricing = settled
    hired, own = (pricing.price(setting.scenario.programmes[name]) for name in ("hired", "community_management"))
    runs = [simulate(setting, name) for name in ("hired", "community_management")]

    assert (hired.hours, own.money) == (0.0, 0.0)
    assert hired.money == pytest.approx(5 * 65_000.0 / 52.0)
    assert own.hours == pytest.approx(5 * 37.5)
    assert runs[0].digest == runs[1].digest


def test_what_waits_for_a_condition_is_priced_as_if_it_held(settled):
    """It may come to that, so the money has to be there."""
    setting, pricing = settled
    (campaign,) = setting.scenario.programmes["campaign"]
    waiting = campaign.model_validate_json(
        '{"kind": "campaign", "start": {"when": "reader < 0.01", "for": "2 weeks", "not_before": "week 2"}}'
    )

    assert pricing.price([waiting]) == pricing.price([campaign])
