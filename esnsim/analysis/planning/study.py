"""From a question with a budget to a plan: priced, searched, and run again in replicates that chose nothing."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.analysis.planning.answer import FrontPoint, PlanAnswer, PlanResult
from esnsim.analysis.planning.failing import failing_sentences
from esnsim.analysis.planning.front import Front, PlanObjective, front_of, on_front
from esnsim.analysis.planning.information import worth_knowing
from esnsim.analysis.planning.levers import PlanLever, edges, ways_told
from esnsim.analysis.planning.looking import PlanOutcomes, is_low
from esnsim.analysis.planning.pilot_worth import PilotWorth, worth_of_pilot
from esnsim.analysis.planning.playbooks import playbooks
from esnsim.analysis.planning.running import PlanRunner, plan_name
from esnsim.analysis.planning.search import MOST_REPLICATES, SCREENING, Search, SearchResult
from esnsim.analysis.planning.space import LEFT_OUT, Plan, PlanSpace
from esnsim.ensemble.draws import WorldDraw, models_of, world_draws
from esnsim.ensemble.members import PlausibleModel
from esnsim.errors import RunError
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.pricing import Pricing
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.execution.executor import Watcher
from esnsim.experiments.execution.process_pool import ProcessPool, hired
from esnsim.experiments.results.models import first_runs, middle_of_models
from esnsim.experiments.store.keys import organisation_of
from esnsim.interventions import Kind
from esnsim.scenario import Scenario, resolve
from esnsim.state import Doubles

FRESH_FROM = MOST_REPLICATES
"""The first replicate that no search sees: whole blocks of models lie before it, so that models are fresh too."""
COVERAGE = 0.8
ZONE = 0.005
"""Of shares of headcount, what is worth being found out: half a point."""
ZONE_PART = 0.02
"""Of other outcomes, as a part of what they are without any plan."""
MOST_TIED, MOST_CHEAPER = 4, 3
MORE_HOURS = 100.0


class PlanQuestion(NamedTuple):
    """What is asked.

    Attributes:
        scenario: The scenario, with its budget, hours and deadline.
        levers: What a plan may do.
        outcome: What is to be high.
        lowest: Whether it is to be low instead.
        runs: Runs that the search may take, roughly.
        fresh: Replicates in which what is told is measured.
        others: Other outcomes that are traded off against the first; costs and lapsed readers are to be low.
    """

    scenario: Scenario
    levers: tuple[PlanLever, ...]
    outcome: Outcome
    lowest: bool = False
    runs: int = 400
    fresh: int = 28
    others: tuple[Outcome, ...] = ()


def find_plan(
    asked: PlanQuestion, store: Path | None = None, workers: int = 1, progress: Watcher | None = None
) -> PlanAnswer:
    """Look for the plan that does most for an outcome within the budget and the hours.

    Args:
        asked: The question.
        store: File of finished runs, from which the same question goes on; None keeps nothing.
        workers: Number of processes, >= 1; results do not depend on it.
        progress: Told after every run.

    Raises:
        OrganisationError: If imported files cannot be understood.
        RunError: If no plan is within the limits, or runs failed.
    """
    with hired(workers) as crew:
        return _Study(asked, store, crew, progress).answer()


class _Study:
    """A question on its way to an answer."""

    def __init__(
        self, asked: PlanQuestion, store: Path | None, workers: int | ProcessPool, progress: Watcher | None
    ) -> None:
        scenario = resolve(asked.scenario.ending(asked.scenario.deadline_week))
        self.asked, self.scenario = asked, scenario
        self.organisation, _ = organisation_of(scenario, Path())
        self.pricing = Pricing(scenario, self.organisation)
        self.looked = PlanOutcomes.of(scenario, asked.levers, (asked.outcome, *asked.others))
        self.runner = PlanRunner(scenario, self.looked.outcomes, store, workers, progress)
        self.sign = -1.0 if asked.lowest else 1.0
        self.signs = (self.sign, *(-1.0 if is_low(each) else 1.0 for each in asked.others))
        self.space = self._space(scenario.staff_hours)
        self.programmes: dict[str, tuple[Kind, ...]] = {}

    def _space(self, hours: float | None) -> PlanSpace:
        """All plans within the budget and so many hours."""
        scenario = self.scenario
        return PlanSpace(
            self.asked.levers, lambda each: self.pricing.price([each]), scenario.budget, hours, scenario.seed
        )

    def answer(self) -> PlanAnswer:
        """Search, choose rivals, and run again."""
        found = Search(self.space, self._run, self.scenario.seed, self.asked.runs, self._zone()).result()
        named = {plan_name(plan): self.space.interventions(plan) for plan in found.left[:MOST_TIED]}
        proposed = next(iter(named))
        cheaper = self._cheaper(found)
        rivals = self._rivals()
        more = self._more(found)
        front = self._front(found) if self.asked.others else Front((), 0)
        before = self.runner.runs
        finalists = {**named, **cheaper, **rivals, **more}
        results = self._fresh(finalists, proposed, beyond=set(more))
        points = self._points({plan_name(plan): self.space.interventions(plan) for plan in front.plans})
        pilot = self._pilot({name: done for name, done in finalists.items() if name not in more}, proposed)
        return PlanAnswer(
            scenario=self.scenario,
            outcome=self.asked.outcome,
            lowest=self.asked.lowest,
            proposed=results[proposed],
            interventions=finalists[proposed],
            tied=tuple(results[name] for name in named if name != proposed and results[name].is_tied),
            rivals=tuple(results[name] for name in rivals),
            cheaper=tuple(results[name] for name in cheaper),
            more=next((results[name] for name in more), None),
            edges=tuple(edges(self.asked.levers, found.left[0])),
            first=tuple(self._first(finalists)),
            fails=tuple(self._fails(finalists[proposed], proposed)),
            plans=self.space.total,
            within=len(self.space.plans),
            drawn=self.space.drawn,
            tried=found.tried,
            search_runs=before,
            fresh_runs=self.runner.runs - before,
            decided=found.elimination.decided,
            pilot=pilot,
            others=self.asked.others,
            front=points,
            signs=self.signs,
            tried_for_front=front.tried,
        )

    def _run(self, plans: Sequence[Plan], replicates: range) -> Doubles:
        """Effects of plans, higher is better."""
        named = {plan_name(plan): self.space.interventions(plan) for plan in plans}
        return self.sign * self.runner.effects(named, replicates)

    def _zone(self) -> float:
        """What is worth being found out."""
        if self.asked.outcome.is_part:
            return ZONE
        baseline = {"nothing": self.scenario.programme(self.scenario.baseline)}
        return max(ZONE_PART * abs(float(self.runner.outcomes(baseline, range(SCREENING)).mean())), 1e-9)

    def _cheaper(self, found: SearchResult) -> dict[str, tuple[Kind, ...]]:
        """Plans that take at most three, two and one quarter of what the best takes, the best of each as foreseen."""
        cost = self.space.taken[:, -1]
        best = self.space.price_of(found.left[0]).cost
        named: dict[str, tuple[Kind, ...]] = {}
        for part in np.arange(1, MOST_CHEAPER + 1) / (MOST_CHEAPER + 1):
            rows = np.flatnonzero((cost <= part * best) & (self.space.plans != LEFT_OUT).any(axis=1))
            if len(rows):
                plan = self.space.row(int(rows[np.argmax(found.values[rows])]))
                named.setdefault(plan_name(plan), self.space.interventions(plan))
        return named

    def _rivals(self) -> dict[str, tuple[Kind, ...]]:
        """The best of the scenario's own programmes and of the shipped playbooks, chosen in the search's replicates."""
        own = {
            f"your '{name}'": done
            for name, done in self.scenario.programmes.items()
            if done and name != self.scenario.baseline and self._is_within(done)
        }
        books = playbooks(self.scenario, self.organisation, self.pricing)
        return {**self._best_of(own), **self._best_of(books)}

    def _is_within(self, interventions: tuple[Kind, ...]) -> bool:
        price, asked = self.pricing.price(interventions), self.scenario
        limits = ((price.money, asked.budget), (price.hours, asked.staff_hours))
        return all(limit is None or amount <= limit for amount, limit in limits)

    def _best_of(self, programmes: Mapping[str, tuple[Kind, ...]]) -> dict[str, tuple[Kind, ...]]:
        if not programmes:
            return {}
        means = self.sign * self.runner.effects(programmes, range(SCREENING)).mean(axis=1)
        name = list(programmes)[int(np.argmax(means))]
        return {name: programmes[name]}

    def _more(self, found: SearchResult) -> dict[str, tuple[Kind, ...]]:
        """The plan that is foreseen to be best with 100 hours more, if it is another one."""
        if self.scenario.staff_hours is None:
            return {}
        wider = self._space(self.scenario.staff_hours + MORE_HOURS)
        known = {self.space.row(row): value for row, value in enumerate(found.values)}
        features = wider.features(wider.plans)
        slopes, *_ = np.linalg.lstsq(self.space.features(self.space.plans), found.values, rcond=None)
        guess = features @ slopes
        plan = wider.row(int(np.argmax(guess)))
        if plan in known:
            return {}
        return {f"{plan_name(plan)} with {MORE_HOURS:.0f} hours more": wider.interventions(plan)}

    def _front(self, found: SearchResult) -> Front:
        """Plans that trade the outcomes off, by runs of the search and some more."""
        return front_of(self.space, self._run_all, found.rows, self.asked.runs)

    def _run_all(self, plans: Sequence[Plan], replicates: range) -> Doubles:
        """Effects of plans on every outcome that is traded off, higher is better; shape (outcomes, plans, replicates).

        Raises:
            RunError: If one of the outcomes is no number in some run.
        """
        named = {plan_name(plan): self.space.interventions(plan) for plan in plans}
        return self._effects(named, replicates)

    def _effects(self, named: Mapping[str, tuple[Kind, ...]], replicates: range) -> Doubles:
        found = np.stack([sign * self.runner.effects(named, replicates, nth) for nth, sign in enumerate(self.signs)])
        for nth, each in enumerate(found):
            if not np.isfinite(each).all():
                raise RunError(
                    f"{self.looked.outcomes[nth]} is no number in some runs, so plans cannot be ranked by it"
                )
        return found

    def _points(self, front: Mapping[str, tuple[Kind, ...]]) -> tuple[FrontPoint, ...]:
        """What the plans of the front do in fresh replicates, the best in the first outcome first."""
        if not front:
            return ()
        signed = self._effects(front, self._fresh_replicates())
        draws = self._draws()
        models = signed[:, :, first_runs(draws)] if draws else signed
        share = on_front(models)
        signs = np.array(self.signs)[:, None, None]
        effects, means = signed * signs, (models * signs).mean(axis=2)
        points = []
        for nth, (name, interventions) in enumerate(front.items()):
            told = tuple(
                PlanObjective(str(outcome), float(means[which, nth]), *self._interval(effects[which, nth], draws))
                for which, outcome in enumerate((self.asked.outcome, *self.asked.others))
            )
            price = self.pricing.price(interventions)
            points.append(FrontPoint(name, self._told(interventions), price, told, float(share[nth]), interventions))
        return tuple(sorted(points, key=lambda each: -self.sign * each.effects[0].effect))

    def _fresh_replicates(self) -> range:
        return range(FRESH_FROM, FRESH_FROM + self.asked.fresh)

    def _pilot(self, finalists: Mapping[str, tuple[Kind, ...]], proposed: str) -> PilotWorth | None:
        """What it would be worth to try the plan for four weeks before one decides, by value; None if it cannot be."""
        scenario, done = self.scenario, finalists[proposed]
        places = self.looked.of_pilot(scenario, done) if done and self._draws() else None
        if places is None:
            return None
        fresh, only = self._fresh_replicates(), {proposed: done}
        (shares,) = self.runner.outcomes(only, fresh, places.rung)
        return worth_of_pilot(
            rung=self.looked.outcomes[places.rung].measure,
            values=self.runner.effects(finalists, fresh, self.looked.value),
            effects=self.sign * self.runner.effects({proposed: done, **finalists}, fresh),
            shows=self.runner.effects(only, fresh, places.rung)[0],
            share=float(shares.mean()),
            people=self.organisation.people,
            takes=float(self.runner.outcomes(only, fresh, places.cost).mean()),
            plan=self.pricing.price(done),
            hour=scenario.prices.loaded_hour,
            seed=scenario.seed,
        )

    def _fresh(
        self, finalists: Mapping[str, tuple[Kind, ...]], proposed: str, beyond: Container[str]
    ) -> dict[str, PlanResult]:
        """What finalists do in replicates that chose none of them; those beyond the limits are not the best of any."""
        effects = self.runner.effects(finalists, self._fresh_replicates())
        draws = self._draws()
        models = effects[:, first_runs(draws)] if draws else effects
        within = [nth for nth, name in enumerate(finalists) if name not in beyond]
        best = (self.sign * models[within]).max(axis=0)
        lead = list(finalists).index(proposed)
        results = {}
        for nth, (name, interventions) in enumerate(finalists.items()):
            low, high = self._interval(effects[nth], draws)
            behind = self.sign * (models[lead] - models[nth])
            apart = interval_of_mean(behind, COVERAGE)
            short = np.maximum(best - self.sign * models[nth], 0.0)
            results[name] = PlanResult(
                name=name,
                what=self._told(interventions),
                price=self.pricing.price(interventions),
                effect=float(models[nth].mean()),
                low=low,
                high=high,
                best_in=float((short <= 0.0).mean()),
                regret=float(short.mean()),
                regret_high=float(np.quantile(short, 0.9, method="weibull")),
                behind_low=apart.low,
                behind_high=apart.high,
                runs=effects.shape[1],
            )
        return results

    def _draws(self) -> tuple[WorldDraw, ...]:
        """Models and organisations of the fresh replicates; none with one model."""
        return world_draws(self.scenario, FRESH_FROM + self.asked.fresh)[FRESH_FROM:]

    def _interval(self, effects: Doubles, draws: Sequence[WorldDraw]) -> tuple[float, float]:
        if not draws:
            found = interval_of_mean(effects, COVERAGE)
            return found.low, found.high
        low, high = middle_of_models(effects, draws, COVERAGE)
        return float(low), float(high)

    def _told(self, interventions: Sequence[Kind]) -> tuple[str, ...]:
        """What a programme does, a phrase for each intervention."""
        ways = {
            id(one): ways_told(lever, nth) for lever in self.asked.levers for nth, one in enumerate(lever.interventions)
        }
        return tuple(
            ways.get(id(one), f"{one.name or one.kind} from {one.start.sentence(self.scenario.start)}")
            for one in interventions
        )

    def _first(self, finalists: Mapping[str, tuple[Kind, ...]]) -> list:  # type: ignore[type-arg]
        """Constants that are worth being known before one chooses among the finalists."""
        draws = self._draws()
        if not draws:
            return []
        effects = self.sign * self.runner.effects(finalists, self._fresh_replicates())
        constants, names = self._constants(draws)
        return worth_knowing(effects, constants, names, self.scenario.seed)

    def _fails(self, interventions: tuple[Kind, ...], name: str) -> list[str]:
        """Under which conditions the plan does not help."""
        draws = self._draws()
        if not draws:
            return []
        (effects,) = self.sign * self.runner.effects({name: interventions}, self._fresh_replicates())
        return failing_sentences(effects, *self._constants(draws), self.scenario.seed)

    def _constants(self, draws: Sequence[WorldDraw]) -> tuple[Doubles, list[str]]:
        """Constants and sizes of the model of each replicate; shape (replicates, constants)."""
        return constants_of(models_of(self.scenario), draws)


def constants_of(known: Sequence[PlausibleModel], draws: Sequence[WorldDraw]) -> tuple[Doubles, list[str]]:
    """Constants and sizes of the model of each draw, and their names; shape (draws, constants).

    Args:
        known: The models that were drawn from.
        draws: What was drawn.
    """
    names = [*known[0].constants, *known[0].sizes]
    rows = [{**known[each.member - 1].constants, **known[each.member - 1].sizes} for each in draws]
    return np.array([[row[name] for name in names] for row in rows]), names
