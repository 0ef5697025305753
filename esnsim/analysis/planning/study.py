"""From a question with a budget to a plan: priced, searched, and run again in replicates that chose nothing."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from esnsim.analysis.planning.answer import PlanAnswer, PlanResult
from esnsim.analysis.planning.failing import failing_sentences
from esnsim.analysis.planning.information import worth_knowing
from esnsim.analysis.planning.levers import PlanLever, edges, ways_told
from esnsim.analysis.planning.playbooks import playbooks
from esnsim.analysis.planning.running import PlanRunner, plan_name
from esnsim.analysis.planning.search import MOST_REPLICATES, SCREENING, Search, SearchResult
from esnsim.analysis.planning.space import LEFT_OUT, Plan, PlanSpace
from esnsim.ensemble.draws import WorldDraw, world_draws
from esnsim.ensemble.members import members
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.design.pricing import Pricing
from esnsim.experiments.estimates.means import interval_of_mean
from esnsim.experiments.execution.executor import Watcher
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
    """

    scenario: Scenario
    levers: tuple[PlanLever, ...]
    outcome: Outcome
    lowest: bool = False
    runs: int = 400
    fresh: int = 28


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
    return _Study(asked, store, workers, progress).answer()


class _Study:
    """A question on its way to an answer."""

    def __init__(self, asked: PlanQuestion, store: Path | None, workers: int, progress: Watcher | None) -> None:
        scenario = resolve(asked.scenario.model_copy(update={"weeks": asked.scenario.deadline_week}))
        self.asked, self.scenario = asked, scenario
        self.organisation, _ = organisation_of(scenario, Path())
        self.pricing = Pricing(scenario, self.organisation)
        self.runner = PlanRunner(scenario, asked.outcome, store, workers, progress)
        self.sign = -1.0 if asked.lowest else 1.0
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
        before = self.runner.runs
        finalists = {**named, **cheaper, **rivals, **more}
        results = self._fresh(finalists, proposed, beyond=set(more))
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

    def _fresh(
        self, finalists: Mapping[str, tuple[Kind, ...]], proposed: str, beyond: Container[str]
    ) -> dict[str, PlanResult]:
        """What finalists do in replicates that chose none of them; those beyond the limits are not the best of any."""
        effects = self.runner.effects(finalists, range(FRESH_FROM, FRESH_FROM + self.asked.fresh))
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
        effects = self.sign * self.runner.effects(finalists, range(FRESH_FROM, FRESH_FROM + self.asked.fresh))
        constants, names = _constants(draws)
        return worth_knowing(effects, constants, names, self.scenario.seed)

    def _fails(self, interventions: tuple[Kind, ...], name: str) -> list[str]:
        """Under which conditions the plan does not help."""
        draws = self._draws()
        if not draws:
            return []
        (effects,) = self.sign * self.runner.effects(
            {name: interventions}, range(FRESH_FROM, FRESH_FROM + self.asked.fresh)
        )
        return failing_sentences(effects, *_constants(draws), self.scenario.seed)


def _constants(draws: Sequence[WorldDraw]) -> tuple[Doubles, list[str]]:
    """Constants and sizes of the model of each replicate; shape (replicates, constants)."""
    known = members()
    names = [*known[0].constants, *known[0].sizes]
    rows = [{**known[each.member - 1].constants, **known[each.member - 1].sizes} for each in draws]
    return np.array([[row[name] for name in names] for row in rows]), names
