"""What four weeks of trying would be worth before one decides: expected value of sample information, from stored runs.

In every run, that is for every plausible model, it is known what a pilot in half of the organisation would count
after four weeks, but for random variation, and what each plan is worth in the end. The worth of each plan is
regressed on what the pilot would show (Strong, Oakley, Brennan and Breeze 2015): whoever sees that may choose another
plan, or none. What the same reckoning makes of results that say nothing is taken off.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from esnsim.analysis.planning.information import BASIS, gain_of, gain_of_noise, run_orders
from esnsim.experiments.design.pricing import Price
from esnsim.rng.address import Draw, key_of
from esnsim.rng.arrays import bell, blocks
from esnsim.state import Doubles

PILOT_WEEKS = 4
PART = 0.5
"""Share of the organisation in which the programme is tried; the rest is what it is compared with."""
RESULTS = 40
"""Pilots that are imagined in each run."""


class PilotWorth(NamedTuple):
    """What a pilot is worth to whoever decides by value.

    Attributes:
        weeks: How long it lasts.
        rung: What is counted.
        shows: What it shows on average, as a difference of shares of headcount.
        error: Standard deviation of what it shows by random variation alone.
        gain: By how much the value of what is chosen rises on average, in money; 0 where that is not beyond noise.
        perfect: The same if everything were known, which no pilot can exceed.
        without: Value of what is chosen without a pilot, against doing nothing, in money.
        hours: Hours of staff that the gain is worth.
        takes: Cost of the pilot itself, in money: its part of what the plan takes in these weeks.
        reached: By how much the outcome that plans are searched for rises, where one chooses by that; in its own unit.
        reached_hours: The hours that the plan takes for so much of its effect; 0 where it has none.
        runs: From how many runs.
    """

    weeks: int
    rung: str
    shows: float
    error: float
    gain: float
    perfect: float
    without: float
    hours: float
    takes: float
    reached: float
    reached_hours: float
    runs: int


def worth_of_pilot(
    rung: str,
    values: Doubles,
    effects: Doubles,
    shows: Doubles,
    share: float,
    people: int,
    takes: float,
    plan: Price,
    hour: float,
    seed: int,
) -> PilotWorth:
    """What a pilot of four weeks is worth to whoever chooses among plans, or none, by their value.

    Args:
        rung: What is counted.
        values: Value of each plan in each run against doing nothing, in money; shape (plans, runs).
        effects: What each plan does to the outcome that is searched for, higher is better, the one that would be tried
            first; shape (plans, runs).
        shows: Effect of the programme after four weeks in each run, as a share of headcount; shape (runs,).
        share: Share of people on the rung by then.
        people: Headcount.
        takes: What the programme takes in these weeks if all the organisation takes part, in money.
        plan: What the plan takes in all.
        hour: Price of an hour of staff.
        seed: Of the scenario.
    """
    nothing = np.zeros(values.shape[1])
    choices, ends = np.vstack([nothing, values]), np.vstack([nothing, effects])
    error = counting_error(share, people)
    gain, reached = (gain_of_pilot(each, shows, error, seed) for each in (choices, ends))
    whole = float(effects[0].mean())
    return PilotWorth(
        weeks=PILOT_WEEKS,
        rung=rung,
        shows=float(shows.mean()),
        error=error,
        gain=gain,
        perfect=perfect_gain(choices),
        without=float(choices.mean(axis=1).max()),
        hours=gain / hour,
        takes=PART * takes,
        reached=reached,
        reached_hours=plan.hours * reached / whole if whole > 0.0 else 0.0,
        runs=len(shows),
    )


def gain_of_pilot(values: Doubles, shows: Doubles, error: float, seed: int) -> float:
    """By how much the value of what is chosen rises on average with a pilot; 0 where that is not beyond noise.

    Args:
        values: Of each choice in each run, doing nothing among them; shape (choices, runs).
        shows: What a pilot of infinite size would show in each run; shape (runs,).
        error: Standard deviation of what a real one shows beside that.
        seed: Of its random variation.
    """
    runs = len(shows)
    if len(values) < 2 or runs <= BASIS or np.ptp(shows) <= 0.0:  # noqa: PLR2004 - a choice takes two
        return 0.0
    key = key_of("esnsim", "imagined pilots", seed)
    noise = error * bell(blocks(key, np.arange(RESULTS * runs), 0, Draw.TRY)).reshape(RESULTS, runs)
    orders = run_orders(runs, seed)
    gains = [
        gain_of(values, seen) - gain_of_noise(values, seen, orders[nth::RESULTS])
        for nth, seen in enumerate(shows + noise)
    ]
    return max(0.0, float(np.mean(gains)))


def counting_error(share: float, people: int) -> float:
    """Standard deviation of a difference between the tried and the other part, people counted one by one.

    Args:
        share: Share of people on the rung, 0 to 1.
        people: Headcount.
    """
    return float(np.sqrt(share * (1.0 - share) * (1.0 / (PART * people) + 1.0 / ((1.0 - PART) * people))))


def perfect_gain(values: Doubles) -> float:
    """By how much the value of what is chosen would rise if everything were known; shape (choices, runs)."""
    return float(values.max(axis=0).mean() - values.mean(axis=1).max())
