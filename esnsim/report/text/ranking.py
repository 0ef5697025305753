"""Which point and programme of a sweep is best, how far that is known, and how large what it is compared with is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from esnsim.errors import EsnsimError
from esnsim.experiments.design.labels import amount, point_text, short_names, unit
from esnsim.experiments.design.outcome import Outcome
from esnsim.experiments.estimates.ranking import RankStatus
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.store.keys import organisation_of
from esnsim.report.text.sizes import PAIR, ProgrammeSize, size_remark
from esnsim.scenario import Scenario
from esnsim.scenario.reach import chances_of

ANY = "any"
"""Stands for all values of a factor that makes no difference."""
QUICK = 20_000
"""People of an organisation that is generated within a second or two, to see whom programmes are for."""


def merged(rows: pd.DataFrame, factors: Sequence[str]) -> pd.DataFrame:
    """The rows of `Sweep.response` or `Sweep.best`, one for all values of a factor that make no difference.

    Such are factors of one programme for the runs of another, which are the same runs.
    """
    parts = [_merged(part, factors) for _, part in rows.groupby("programme", sort=False)]
    return pd.concat(parts).sort_index(kind="stable") if parts else rows


def _merged(rows: pd.DataFrame, factors: Sequence[str]) -> pd.DataFrame:
    """The same for one programme."""
    values = [name for name in ("mean", "low", "high", "n") if name in rows]
    if len(rows) > 1 and len(rows[values].drop_duplicates()) == 1:
        return rows.head(1).astype(dict.fromkeys(factors, object)).assign(**dict.fromkeys(factors, ANY))
    for path in factors:
        others = [other for other in factors if other != path]
        levels, places = rows[path].nunique(), len(rows[others].drop_duplicates())
        if levels > 1 and len(rows) == levels * places == levels * len(rows[[*others, *values]].drop_duplicates()):
            rows = rows.drop_duplicates(others).astype({path: object}).assign(**{path: ANY})
    return rows


def best_point_sentence(sweep: Sweep, ranked: pd.DataFrame, *, lowest: bool = False) -> str:
    """Which point and programme is best, and how many are statistically tied with it; nothing if there is none.

    Args:
        sweep: Where it is best.
        ranked: From `Sweep.best`.
        lowest: Whether the lowest is the best.
    """
    if ranked.empty:
        return ""
    ranked = merged(ranked, sweep.factors)
    outcome, first = sweep.outcome(ranked["outcome"].iloc[0]), ranked.iloc[0]
    if len(ranked) > 1 and set(ranked["standing"].iloc[1:]) == {RankStatus.SAME}:
        return f"{outcome} is {amount(outcome, first['mean'])}{unit(outcome)} everywhere, the same in every replicate"
    matter = {path: first[path] for path in sweep.factors if first[path] != ANY}
    at = point_text(matter, short_names(sweep.factors), sweep.shares)
    which = "lowest" if lowest else "best"
    told = f"'{first['programme']}'{at and f' at {at}'} is {which}: {outcome} {amount(outcome, first['mean'])}"
    if not sweep.finished:
        return f"so far {told}{unit(outcome)}; what is not simulated yet may change that"
    return f"{told}{unit(outcome)}{_held_out(outcome, ranked)}; {_rivals(ranked)}"


def _held_out(outcome: Outcome, ranked: pd.DataFrame) -> str:
    """What the best reaches in replicates that did not choose it, where that reads otherwise."""
    found, first = float(ranked["held_out"].iloc[0]), float(ranked["mean"].iloc[0])
    if np.isnan(found) or amount(outcome, found) == amount(outcome, first):
        return ""
    return f" ({amount(outcome, found)} in replicates that did not choose it, which is what to expect of others)"


def _rivals(ranked: pd.DataFrame) -> str:
    """How far the first is known to be the first."""
    if len(ranked) == 1:
        return "there is nothing to compare it with"
    if ranked["n"].max() == 1:
        return "one replicate cannot separate this from random variation"
    counts = ranked["standing"].iloc[1:].value_counts()
    if counts.get(RankStatus.BEHIND, 0) == len(ranked) - 1:
        return "all others are behind it, with 80 % intervals that leave out zero for all at once"
    return "; ".join(f"{count:,} {_others(count)} {STANDS[each]}" for each in STANDS if (count := counts.get(each, 0)))


def _others(count: int) -> str:
    return "others are" if count > 1 else "other is"


STANDS = {
    RankStatus.TIED: "statistically tied with it with these replicates",
    RankStatus.SAME: "the same in every replicate",
    RankStatus.TOO_FEW: "not separated from it, for which fewer than five replicates are too few",
    RankStatus.OTHER_PEOPLE: "not separated from it, for they have other people, and one organisation each does not "
    "show how far organisations differ",
}
"""How others stand that are not known to be behind."""


def sizes_at_best(sweep: Sweep, ranked: pd.DataFrame) -> list[str]:
    """A sentence if the programmes at the best point differ twofold or more in people or in hours, else none.

    Args:
        sweep: Where it is best.
        ranked: From `Sweep.best`.
    """
    if ranked.empty:
        return []
    point = int(ranked["point"].iloc[0])
    asked = {row.number: row.question for row in sweep.requests.points(sweep.entry.number)}
    scenario = sweep.requests.question(asked[point])
    hours: dict[str, list[float]] = {}
    for run in sweep.runs(point):
        hours.setdefault(run.programme, []).append(sum(each.hours for each in run.expenses))
    busy = [name for name in hours if scenario.programme(name)]
    if len(busy) < PAIR:
        return []
    people = _people(scenario)
    return size_remark({name: ProgrammeSize(people.get(name), float(np.mean(hours[name]))) for name in busy})


def _people(scenario: Scenario) -> dict[str, int]:
    """For how many people each programme is, however they use the network; nothing where that is not known quickly."""
    generate = scenario.organisation.generate
    if generate is not None and generate.people > QUICK:
        return {}
    try:
        organisation, _ = organisation_of(scenario, Path())
    except (EsnsimError, OSError):
        return {}  # the files that it was read from may be gone
    chances = {
        name: [1.0 - chances_of(one, organisation, None) for one in done] for name, done in scenario.programmes.items()
    }
    return {name: round(float((1.0 - np.prod(spared, axis=0)).sum())) for name, spared in chances.items() if spared}
