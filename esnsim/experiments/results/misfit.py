"""How far the runs of a programme miss what was observed in the organisation it describes."""

from __future__ import annotations

import pandas as pd

from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.results.experiment import Experiment

COLUMNS = ("programme", "measure", "week", "observed", "median", "low", "high", "misfit", "within", "source")


def misfit(experiment: Experiment) -> pd.DataFrame:
    """What was observed beside what the model makes of it; observations of what was not run are left out.

    Args:
        experiment: Runs of a scenario with observations.

    Returns:
        One row an observation: programme, measure, week, observed (share of headcount), median, low and high (of the
        runs; the middle 80 % of them, of few all), misfit (median less observed), within (whether it lies from low to
        high), source.
    """
    rows = []
    for seen in experiment.scenario.observed:
        programme = seen.programme or experiment.scenario.baseline
        if programme not in experiment.programmes or seen.week > experiment.last_week:
            continue
        curve = experiment.curves(seen.measure)
        (row,) = curve[(curve["programme"] == programme) & (curve["week"] == seen.week)].to_dict("records")
        median, low, high = (float(row[name]) for name in ("median", "low", "high"))
        within = low <= seen.share <= high
        told = (programme, seen.measure, seen.week, seen.share, median, low, high, median - seen.share, within)
        rows.append((*told, seen.source))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def misfit_sentence(table: pd.DataFrame, runs: int) -> str:
    """How far the model misses all of it, in words; empty without observations.

    Args:
        table: From `misfit`.
        runs: Runs of each programme.
    """
    if table.empty:
        return ""
    points = f"{100.0 * float(table['misfit'].abs().mean()):.1f} points of headcount"
    band = "the middle 80 % of runs" if runs >= least_for(0.8) else "the range of all runs"
    if len(table) == 1:
        where = "within" if bool(table["within"].all()) else "outside"
        return f"The model misses the one observation by {points}, which lies {where} {band}"
    inside = int(table["within"].sum())
    return f"The model misses {len(table)} observations by {points} on average; {inside} of them lie within {band}"
