"""What programmes cost and what use is worth, over the whole time, with what is not known about either."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from esnsim.behaviour.parameters import Parameters
from esnsim.calendar import WEEKS_A_MONTH
from esnsim.experiments.results.differences import interval_of_mean
from esnsim.experiments.results.experiment import Experiment
from esnsim.scenario.constants import ECONOMIC, known_parameters
from esnsim.state import Doubles

COVERAGE = 0.8
POINTS = 256
"""Combinations of them that are looked at."""
SPENT = ("money", "hours", "hours_saved", "hours_reading", "hours_writing", "value")


def costs(experiment: Experiment) -> pd.DataFrame:
    """What each programme takes and gives over the whole time.

    The value is that of the time use saves, less the time it takes, the accounts, and what the programme takes.

    Returns:
        One row a programme: programme; money, hours (of staff, for the programme), hours_saved, hours_reading,
        hours_writing and value (means over runs); value_low and value_high (80 % interval of that mean; missing with
        one run); gain (value less that of the same runs under the baseline), gain_low and gain_high (likewise);
        range_low and range_high (where the middle 80 % of values lie when all prices and times are varied over their
        ranges), gain_range_low and gain_range_high (likewise); n.
    """
    weekly = experiment.weekly()
    sums = weekly.groupby(["programme", "replicate"], sort=False)[list(SPENT)].sum()
    values = {name: priced(experiment, weekly[weekly["programme"] == name]) for name in experiment.programmes}
    baseline = experiment.scenario.baseline
    rows = []
    for name in experiment.programmes:
        own = sums.loc[name]
        row: dict[str, object] = {"programme": name, **{each: float(own[each].mean()) for each in SPENT}}
        _, row["value_low"], row["value_high"] = interval_of_mean(own["value"].to_numpy(float), COVERAGE)
        row["range_low"], row["range_high"] = _middle(values[name])
        if name != baseline and baseline in experiment.programmes:
            gain = (own["value"] - sums.loc[baseline]["value"]).dropna().to_numpy(float)
            row["gain"], row["gain_low"], row["gain_high"] = interval_of_mean(gain, COVERAGE)
            row["gain_range_low"], row["gain_range_high"] = _middle(values[name] - values[baseline])
        rows.append(row | {"n": len(own)})
    columns = ["gain", "gain_low", "gain_high", "range_low", "range_high", "gain_range_low", "gain_range_high", "n"]
    return pd.DataFrame(rows).reindex(columns=["programme", *SPENT, "value_low", "value_high", *columns])


def _middle(values: Doubles) -> tuple[float, float]:
    low, high = np.quantile(values, ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    return float(low), float(high)


def priced(experiment: Experiment, weekly: pd.DataFrame) -> Doubles:
    """Value of a programme, mean over runs, at many combinations of prices and times; shape (POINTS,).

    The combinations fill the ranges evenly (a Sobol sequence), the same for every programme.

    Args:
        experiment: What was run.
        weekly: Its weeks, of this programme.
    """
    from scipy.stats import qmc  # noqa: PLC0415 - a second to import, and only costs pay for it

    known = known_parameters()
    names = [name for name in ECONOMIC if name in known]
    unit = qmc.Sobol(len(names), scramble=False).random(POINTS)
    low, high = (np.array([getattr(known[name], end) for name in names]) for end in ("low", "high"))
    points = low + unit * (high - low)
    use = {name: _per_run(weekly, column) for name, column in _amounts(experiment, weekly).items()}
    parameters = experiment.scenario.parameters
    return np.array(
        [_value(parameters._replace(**dict(zip(names, point.tolist(), strict=True))), use) for point in points]
    )


def _amounts(experiment: Experiment, weekly: pd.DataFrame) -> dict[str, pd.Series]:
    """What value is made of, week by week, without prices and times; week 0 is the start."""
    rows = weekly["week"] > 0
    coverage = weekly["reader"] / weekly["headcount"].clip(lower=1)
    return {
        "acting": (coverage * weekly["weekly_interactive"])[rows],
        "reading": (coverage * (weekly["weekly_reader"] - weekly["weekly_interactive"]))[rows],
        "items": weekly["items_read"][rows],
        "visits": _visits(experiment, weekly)[rows],
        "posts": weekly["posts"][rows],
        "replies": weekly["replies"][rows],
        "enabled": weekly["enabled"][rows],
        "money": weekly["money"][rows],
        "hours": weekly["hours"][rows],
    }


def _visits(experiment: Experiment, weekly: pd.DataFrame) -> pd.Series:
    """Days with a visit in each week, from the hours spent on them."""
    parameters = experiment.scenario.parameters
    return (60.0 * weekly["hours_reading"] - weekly["items_read"] * parameters.read_minutes) / parameters.visit_minutes


def _per_run(weekly: pd.DataFrame, column: pd.Series) -> float:
    """The sum over weeks, mean over runs."""
    return float(column.sum()) / weekly["replicate"].nunique()


def _value(parameters: Parameters, use: Mapping[str, float]) -> float:
    """What all weeks together are worth, as `behaviour.worth` has it of one week."""
    acting = use["acting"] * parameters.working_week * parameters.search_share * parameters.search_ceiling
    saved = acting + use["reading"] * parameters.reader_minutes / 60.0
    reading = (use["visits"] * parameters.visit_minutes + use["items"] * parameters.read_minutes) / 60.0
    writing = (use["posts"] * parameters.post_minutes + use["replies"] * parameters.reply_minutes) / 60.0
    time = saved - reading - writing - use["hours"]
    return time * parameters.loaded_hour - use["enabled"] * parameters.licence / WEEKS_A_MONTH - use["money"]
