"""Fit the free constants of behaviour to the stylised facts, openly: all at once, within their evidence ranges.

``python -m benchmarks.fit --evaluations 300 --study fit.sqlite`` simulates the quick trials of `esnsim.evidence` with
other constants again and again (CMA-ES, seeded; needs Optuna) and prints the best constants and what they leave
unfitted, fact by fact. One set of constants serves all facts; a constant that only one fact can see is not fitted. The
study is kept in a file, and the same command goes on with it. What came out is checked in as the defaults by hand,
rounded.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from esnsim.behaviour.parameters import Parameters
from esnsim.evidence.fact import Grade
from esnsim.evidence.facts import FACTS
from esnsim.evidence.finding import Finding
from esnsim.evidence.task import ValidationTask, carry_out, parts_of, place_of, trials
from esnsim.evidence.trial import TrialSize, Variation, arm, arm_scenario
from esnsim.evidence.trials import SETTLED
from esnsim.evidence.verdict import Judged, judge, untested
from esnsim.scenario.constants import known_parameters
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import prepare, simulate

FREE = [
    "external_rate",
    "imitation",
    "exposure_half",
    "popularity_pull",
    "manager_pull",
    "middle_premium",
    "hearsay",
    "novice_pull",
    "youth_pull",
    "ambassador_invitation",
    "curiosity_spread",
    "trial_interest",
    "decision_sharpness",
    "threshold_mean",
    "threshold_spread",
    "stock_half",
    "content_half_life",
    "relevance",
    "silence_floor",
    "visit_base",
    "activity_spread",
    "visit_value",
    "usefulness_effect",
    "habit_effect",
    "posting_base",
    "propensity_spread",
    "replies_a_post",
    "reaction_base",
    "reaction_evenness",
    "items_half",
    "far_reach",
    "norm_effect",
    "manager_effect",
    "top_effect",
    "trust_effect",
    "joining",
    "drifting",
    "founding",
    "founder_posts",
    "zeal_half_life",
    "renewal",
    "pulse_half",
    "community_relevance",
    "interest_spread",
    "founder_interest",
    "quiet_urge",
    "community_effect",
    "answers_in_communities",
    "answer_effect",
    "silence_effect",
    "lapse_base",
    "lapse_habit",
    "lapse_value",
    "return_ratio",
    "experience",
    "experience_gain",
    "ambassador_support",
    "ambassador_teaching",
]
"""Constants that several facts can see and whose size is judgement or was fitted."""
WEIGHT = {Grade.STRONG: 1.0, Grade.MEDIUM: 0.8, Grade.WEAK: 0.6}
FAILING, MOST, MIDDLE, PRIOR = 0.3, 2.0, 0.05, 0.02
"""What a failing fact costs beside its miss, the largest miss that counts, and two gentle pulls: of values towards the
middle of their bands, of constants towards where they were."""
LEFT_OUT = ("committed minority", "seeding", "organisation", "contested influence", "neglect")
"""Trials that take long, depend on few constants or say the same wherever one looks; looked at afterwards."""


def judge_all(
    pool: Executor,
    variation: Variation,
    replicates: int,
    skipped: Sequence[str] = LEFT_OUT,
    size: TrialSize = TrialSize.QUICK,
) -> list[Judged]:
    """What the facts say to these constants, as far as their trials are simulated.

    Where replicates are put together, all of them are simulated.
    """
    together = {test.trial.name for fact in FACTS for test in fact.tests if any(each.of_all for each in test.claims)}
    parts = [
        part
        for name, trial in trials().items()
        if name not in skipped
        for part in parts_of(trial, size, variation)[: None if name in together else replicates]
    ]
    said = dict(zip(parts, pool.map(carry_out, parts), strict=True))
    return [each for each in (_judged(fact, said) for fact in FACTS) if each is not None]


def _judged(fact: Any, said: dict[ValidationTask, Any]) -> Judged | None:  # noqa: ANN401
    values = []
    for nth, test in enumerate(fact.tests):
        mine = [answer[place_of(fact, nth)] for part, answer in said.items() if part.trial == test.trial.name]
        if not mine:
            return None
        if reasons := [each for each in mine if isinstance(each, str)]:
            return untested(fact, reasons[0])
        values.append(mine)
    return judge(fact, values)


def drift(variation: Variation) -> float:
    """How far a settled network moves in a year when nothing is done, in what is tolerable: 5 points, a quarter."""
    run = simulate(prepare(arm_scenario(arm(1500, [], 52, initial=SETTLED), 7, variation)), "done")
    shares = run.record[:, [Measure.READER, Measure.CONTRIBUTOR]] / 1500.0
    readers, contributors = abs(shares - [SETTLED["reader"], SETTLED["contributor"]]).max(0)
    return max(readers / 0.05, contributors / (0.35 * SETTLED["contributor"]))


def cost_of(finding: Finding) -> float:
    """The miss, and a little for every step away from the middle of a closed band."""
    band = finding.claim.band
    width = band.high - band.low
    beside = abs(finding.value - band.low - width / 2.0) / (width / 2.0) if width < MOST * 1e3 else 0.0
    return min(finding.miss, MOST) + MIDDLE * min(beside, 1.0)


def cost(judged: Sequence[Judged], moved: float) -> float:
    """What is to be made small."""
    total = 0.0
    for each in judged:
        worst = max((cost_of(finding) for finding in each.findings), default=MOST)
        failing = FAILING if each.reason or any(not finding.passes for finding in each.findings) else 0.0
        total += WEIGHT[each.fact.grade] * (worst + failing)
    return total + max(0.0, moved - 0.8)


def show(judged: Sequence[Judged]) -> None:
    """Fact by fact, what is left."""
    for each in judged:
        print(each.fact.id, each.verdict.value, f"{each.miss:.2f}", each.reason)
        for finding in each.findings:
            if not finding.passes:
                print(f"    {finding.claim.words}: {finding.value:.3f}, wanted {finding.claim.band[:2]}")


def main() -> None:
    """Fit."""
    import optuna  # noqa: PLC0415

    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--evaluations", type=int, default=300)
    reader.add_argument("--replicates", type=int, default=2)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--study", type=Path, default=Path("fit.sqlite"))
    reader.add_argument(
        "--start", nargs="*", default=[], metavar="NAME=VALUE", help="where to begin, if not at the defaults"
    )
    asked = reader.parse_args()
    known, before = known_parameters(), Parameters._field_defaults
    start = {name: before[name] for name in FREE} | {n: float(v) for n, v in (each.split("=") for each in asked.start)}
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        study_name="facts",
        storage=f"sqlite:///{asked.study}",
        load_if_exists=True,
        sampler=optuna.samplers.CmaEsSampler(seed=1, sigma0=0.1, x0=start, use_separable_cma=True),
    )
    with ProcessPoolExecutor(asked.workers, mp_context=multiprocessing.get_context("spawn")) as pool:

        def objective(trial: optuna.Trial) -> float:
            chosen = {name: trial.suggest_float(name, known[name].low, known[name].high) for name in FREE}
            variation = Variation(tuple(chosen.items()))
            moving = pool.submit(drift, variation)
            judged = judge_all(pool, variation, asked.replicates)
            passed = sum(not each.reason and each.miss == 0.0 for each in judged)
            away = sum(((chosen[name] - before[name]) / (known[name].high - known[name].low)) ** 2 for name in FREE)
            value = cost(judged, moving.result()) + PRIOR * away
            trial.set_user_attr("passed", passed)
            return value

        def told(_: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
            if study.best_trial.number == trial.number:
                print(f"{trial.number}: {trial.value:.3f}, {trial.user_attrs['passed']} facts pass", flush=True)

        if not study.trials:
            study.enqueue_trial(start)
        study.optimize(objective, n_trials=asked.evaluations, callbacks=[told])
        best = study.best_params
        show(judge_all(pool, Variation(tuple(best.items())), 5))
    for name in FREE:
        print(f"{name} = {best[name]:.3g}  (was {before[name]:g}, {known[name].low:g} to {known[name].high:g})")


if __name__ == "__main__":
    main()
