"""Which programme is first by contributors, readers and value, and with which it is tied."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from esnsim.ensemble.draws import WorldDraw
from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.interval import LEAST_RUNS
from esnsim.experiments.estimates.ranking import behind_first
from esnsim.experiments.results.costs import values_of
from esnsim.experiments.results.models import effect_interval
from esnsim.names import listed
from esnsim.report.text.answers import COVERAGE, PAIR
from esnsim.report.text.deciding.limits import MARK
from esnsim.report.text.decision import SHOWN, DecisionRow, won_on
from esnsim.report.text.worth import short_sum
from esnsim.state import Doubles

MOST_TIED = 3
"""Programmes that are named where it is not settled which is first; of more it is said how many."""
UNSETTLED = " (not settled which)"


def first_sentence(experiment: Experiment, rows: Sequence[DecisionRow]) -> str:
    """What to hold on to: whether one programme is first by every criterion, or they pull apart; empty if neither.

    A programme is named beside the first wherever the interval of the difference between the two holds zero; one that
    takes more than is allowed has the mark of the table.
    """
    if len(rows) < PAIR:
        return _alone(rows[0]) if rows else ""
    if rows[0].effects[0].of < LEAST_RUNS:
        most = max(rows, key=lambda row: row.effects[0].points).programme
        return f"Too few runs to say which is best; most contributors in them with '{most}'."
    baseline, over = experiment.scenario.baseline, {row.programme for row in rows if not row.allowed}
    worth = values_of(experiment)
    best = {f"most {PLURALS[rung]}": first_by(experiment, rung) for rung in (SHOWN[0], SHOWN[-1])}
    gained = {name: worth[name] - worth[baseline] for name in experiment.others}
    best["highest value"] = _first(gained, baseline, experiment.draws)
    names = set(best.values())
    if len(names) == 1 and (first := names.pop()):
        return f"{_either(first, over)} first by contributors, readers and value."
    told = [f"{what} with {_named(each, over)}" for what, each in best.items()]
    return f"Which is best depends on what counts: {', '.join(told)}."


def first_by(experiment: Experiment, rung: str, among: Collection[str] | None = None) -> tuple[str, ...]:
    """The programme that wins most on a rung, and all that cannot be separated from it; none if none wins for sure.

    Args:
        experiment: What was run.
        rung: Rung of the ladder.
        among: Programmes that are looked at; nothing means all.
    """
    won = {name: each for name, each in won_on(experiment, rung).items() if among is None or name in among}
    return _first(won, experiment.scenario.baseline, experiment.draws)


def _first(won: Mapping[str, Doubles], baseline: str, draws: Sequence[WorldDraw]) -> tuple[str, ...]:
    """Of those that win anything for sure, the one that wins most, with all that cannot be separated from it.

    Args:
        won: What each programme wins over the baseline, a value a replicate.
        baseline: Its name; it is first where all others lose for sure.
        draws: What each replicate was simulated with.
    """
    found = {name: effect_interval(each, draws, COVERAGE) for name, each in won.items()}
    means = {name: each.mean for name, each in found.items() if each.low > 0.0}
    if not means:
        return (baseline,) if all(each.high < 0.0 for each in found.values()) else ()
    best = max(means, key=lambda name: means[name])
    tied = _not_behind(won, best) if not draws else _in_reach(won, best, draws)
    return best, *sorted(tied, key=lambda name: -found[name].mean)


def _in_reach(won: Mapping[str, Doubles], best: str, draws: Sequence[WorldDraw]) -> list[str]:
    """Programmes that win as much as the best in some of the models that the interval holds."""
    return [
        name
        for name, each in won.items()
        if name != best and not effect_interval(won[best] - each, draws, COVERAGE).low > 0.0
    ]


def _not_behind(won: Mapping[str, Doubles], best: str) -> list[str]:
    """Programmes that replicates of one model cannot separate from the best, which was chosen among all of them."""
    names = list(won)
    if len(names) < PAIR:
        return []
    low = behind_first(np.column_stack([won[name] for name in names]), names.index(best), COVERAGE).low
    return [name for name, least in zip(names, low, strict=True) if name != best and not least > 0.0]


def _named(first: Sequence[str], over: Collection[str] = ()) -> str:
    """Who is first, or that it is not settled."""
    if not first:
        return "no programme yet (none surely adds any)"
    return f"{_listed(first, over)}{UNSETTLED if len(first) > 1 else ''}"


def _either(first: Sequence[str], over: Collection[str] = ()) -> str:
    """Who is first by everything, as the beginning of a sentence."""
    return f"{_listed(first, over)} is{UNSETTLED if len(first) > 1 else ''}"


def _listed(first: Sequence[str], over: Collection[str]) -> str:
    """The names; of many, how many more there are."""
    names = [f"'{name}'{MARK if name in over else ''}" for name in first[:MOST_TIED]]
    more = len(first) - MOST_TIED
    others = [f"{more} other{'' if more == 1 else 's'}"] if more > 0 else []
    return listed([*names, *others], "or")


def _alone(row: DecisionRow) -> str:
    """Whether the only programme costs more than it is worth, though it brings contributors for sure."""
    if not (row.value < 0.0 < row.effects[0].low):
        return ""
    value = short_sum(row.value, signed=True)
    return f"'{row.programme}' brings contributors, and costs more than its use is worth ({value})."
