"""What programmes cost and what use is worth, over the whole time, with what is not known about either."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from esnsim.behaviour.economics import Spent, Use, accounts_cost, value
from esnsim.behaviour.parameters import Parameters
from esnsim.experiments.results.experiment import Experiment
from esnsim.experiments.results.models import effect_interval, first_runs
from esnsim.scenario import Scenario
from esnsim.scenario.constants import ECONOMIC, known_parameters
from esnsim.simulation.run import use_of
from esnsim.state import Doubles

COVERAGE = 0.8
POINTS = 256
"""Combinations of them that are looked at."""
TIME = ("hours_saved", "hours_replaced", "hours_reading", "hours_writing")
SPENT = ("money", "hours", *TIME, "value")
RESTS_ON = ("rests_on", "rests_low", "rests_high")
RANGES = ("range_low", "range_high", *RESTS_ON)


class Weeks(NamedTuple):
    """All weeks of all runs of a programme, so that they can be priced anew.

    Attributes:
        use: Use of the network.
        spent: What the programme takes.
        runs: How many runs.
        surcharge: By how much an hour of leaders and managers is dearer than one of other staff.
    """

    use: Use
    spent: Spent
    runs: int
    surcharge: float = 0.0

    def worth(self, parameters: Parameters) -> float:
        """Value over the whole time, mean over runs."""
        return float(value(parameters, self.use, self.spent, self.surcharge).sum()) / self.runs

    def accounts(self, parameters: Parameters) -> float:
        """What accounts cost over the whole time, mean over runs."""
        return float(accounts_cost(parameters, self.use).sum()) / self.runs


class Assumption(NamedTuple):
    """A constant that a value depends on.

    Attributes:
        name: Its name.
        low: The value at the lower end of its range, all others at their defaults.
        high: The value at the upper end.
    """

    name: str
    low: float
    high: float


class Gain(NamedTuple):
    """What a programme is worth against the baseline, over the whole time.

    Attributes:
        programme: Its name.
        gain: Value less that of the same runs under the baseline, as in the table of costs: mean over models where
            replicates draw them, else over runs.
        rests_on: The constant that moves it most over its range, with the gain at both ends.
    """

    programme: str
    gain: float
    rests_on: Assumption


def gains(experiment: Experiment) -> list[Gain]:
    """What each programme that does anything is worth against the baseline; none where the baseline was not run."""
    scenario = experiment.scenario
    if scenario.baseline not in experiment.programmes:
        return []
    weeks, values = weeks_of(experiment), values_of(experiment)
    return [
        Gain(
            name,
            effect_interval(values[name] - values[scenario.baseline], experiment.draws, COVERAGE)[0],
            largest_assumption(experiment, weeks, name, scenario.baseline),
        )
        for name in experiment.others
        if scenario.programme(name)
    ]


def costs(experiment: Experiment) -> pd.DataFrame:
    """What each programme takes and gives over the whole time.

    The value is that of the time use saves and replaces, less the time it takes, the accounts, and what the programme
    takes. Where replicates draw models, intervals are where 80 % of these lie, else those of the mean.

    Returns:
        One row a programme: programme; money, hours (of staff, for the programme), hours_saved, hours_replaced (of
        mail and meetings), hours_reading, hours_writing, accounts (money) and value (means over models where
        replicates draw them, else over runs); value_low and value_high (80 % interval; missing with fewer than five
        runs); gain (value less that of the same runs under the baseline), gain_low and gain_high (likewise);
        range_low and range_high (where the middle 80 % of values lie when all prices, times and costs that the
        scenario does not give are varied over their ranges), gain_range_low and gain_range_high (likewise); rests_on
        (the constant of value that moves the value most over its range), rests_low and rests_high (the value at the
        ends of that range), gain_rests_on, gain_rests_low and gain_rests_high (likewise); n.
    """
    sums = experiment.weekly().groupby(["programme", "replicate"], sort=False)[list(SPENT)].sum()
    one_a_model = list(first_runs(experiment.draws)) or slice(None)
    weeks, points = weeks_of(experiment), _points(experiment.scenario)
    values = {name: np.array([own.worth(point) for point in points]) for name, own in weeks.items()}
    baseline, draws = experiment.scenario.baseline, experiment.draws
    rows = []
    for name in experiment.programmes:
        own = sums.loc[name]
        row: dict[str, object] = {
            "programme": name,
            **{each: float(own[each].iloc[one_a_model].mean()) for each in SPENT},
        }
        row["accounts"] = weeks[name].accounts(experiment.scenario.prices)
        _, row["value_low"], row["value_high"] = effect_interval(own["value"].to_numpy(float), draws, COVERAGE)
        row |= dict(zip(RANGES, (*_middle(values[name]), *largest_assumption(experiment, weeks, name)), strict=True))
        if name != baseline and baseline in experiment.programmes:
            gain = (own["value"] - sums.loc[baseline]["value"]).to_numpy(float)
            row["gain"], row["gain_low"], row["gain_high"] = effect_interval(gain, draws, COVERAGE)
            gained = (
                *_middle(values[name] - values[baseline]),
                *largest_assumption(experiment, weeks, name, baseline),
            )
            row |= {f"gain_{what}": each for what, each in zip(RANGES, gained, strict=True)}
        rows.append(row | {"n": len(own)})
    columns = ["accounts", "gain", "gain_low", "gain_high", *RANGES, *(f"gain_{what}" for what in RANGES), "n"]
    return pd.DataFrame(rows).reindex(columns=["programme", *SPENT, "value_low", "value_high", *columns])


def values_of(experiment: Experiment) -> dict[str, Doubles]:
    """What each programme is worth over the whole time, a value a replicate."""
    sums = experiment.weekly().groupby(["programme", "replicate"], sort=False)["value"].sum()
    return {name: sums.loc[name].to_numpy(float) for name in experiment.programmes}


def assumptions_of(table: pd.DataFrame) -> list[Assumption]:
    """The largest assumption of each value against the baseline; of each value itself where nothing is compared."""
    against = table[table["gain"].notna()]
    names = [f"gain_{name}" for name in RESTS_ON] if len(against) else list(RESTS_ON)
    rows = against if len(against) else table
    return [Assumption(*row) for row in rows[names].itertuples(index=False, name=None)]


def weeks_of(experiment: Experiment) -> dict[str, Weeks]:
    """All weeks of each programme, of one run a model where replicates draw them; the start is none."""
    weekly = experiment.weekly()
    weekly = weekly[weekly["week"] > 0]
    if chosen := first_runs(experiment.draws):
        weekly = weekly[weekly["replicate"].isin(weekly["replicate"].unique()[chosen])]
    parts = {str(name): own for name, own in weekly.groupby("programme", sort=False)}
    surcharge = experiment.scenario.manager_surcharge
    return {name: Weeks(*use_of(own), own["replicate"].nunique(), surcharge) for name, own in parts.items()}


def largest_assumption(
    experiment: Experiment, weeks: dict[str, Weeks], name: str, baseline: str | None = None
) -> Assumption:
    """The constant of value that moves a programme's value most over its range, all others as they are.

    What the scenario gives itself is not varied.

    Args:
        experiment: What was run.
        weeks: From `weeks_of`.
        name: Name of the programme.
        baseline: Name of the programme whose value is taken off.
    """
    known, parameters = known_parameters(), experiment.scenario.prices

    def worth(point: Parameters) -> float:
        return weeks[name].worth(point) - (weeks[baseline].worth(point) if baseline is not None else 0.0)

    found = [
        Assumption(constant, *(worth(parameters._replace(**{constant: end})) for end in (of.low, of.high)))
        for constant in guessed(experiment.scenario)
        for of in [known[constant]]
    ]
    return max(found, key=lambda each: abs(each.high - each.low))


def _middle(values: Doubles) -> tuple[float, float]:
    low, high = np.quantile(values, ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    return float(low), float(high)


def guessed(scenario: Scenario) -> tuple[str, ...]:
    """Constants of value that the scenario does not give; how far programmes go as planned nobody can give."""
    return tuple(name for name in ECONOMIC if name == "programme_effort" or name not in scenario.known_prices)


def _points(scenario: Scenario) -> list[Parameters]:
    """Combinations of what is guessed that fill its ranges evenly (a Sobol sequence), always the same."""
    from scipy.stats import qmc  # noqa: PLC0415 - a second to import, and only costs pay for it

    known, names = known_parameters(), guessed(scenario)
    unit = qmc.Sobol(len(names), scramble=False).random(POINTS)
    low, high = (np.array([getattr(known[name], end) for name in names]) for end in ("low", "high"))
    points = (low + unit * (high - low)).tolist()
    return [scenario.prices._replace(**dict(zip(names, point, strict=True))) for point in points]
