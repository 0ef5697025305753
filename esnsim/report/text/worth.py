"""What programmes are worth, in sentences, each beside the assumption that it rests on most."""

from __future__ import annotations

from collections.abc import Sequence

from esnsim.experiments import Experiment
from esnsim.experiments.results.costs import Assumption, Gain, gains
from esnsim.numerals import numeral
from esnsim.scenario.constants import known_parameters

THOUSAND, MILLION = 1e3, 1e6


def short_sum(value: float, *, signed: bool = False) -> str:
    """A sum in few letters: ``1.2 M``, ``340 k``, ``12``; with its sign where it is a difference."""
    plus = "+" if signed else ""
    for size, letter in ((MILLION, "M"), (THOUSAND, "k")):
        if abs(value) >= size:
            return f"{numeral(value / size, f'{plus},.3g')} {letter}"
    return numeral(value, f"{plus},.0f")


def worth_sentences(experiment: Experiment) -> list[str]:
    """What each programme is worth against the baseline, and its largest assumption; none where nothing is compared."""
    return [_sentence(each, experiment) for each in gains(experiment)]


def _sentence(gain: Gain, experiment: Experiment) -> str:
    """One programme."""
    baseline, hour = experiment.scenario.baseline, experiment.scenario.prices.loaded_hour
    return (
        f"'{gain.programme}' is worth {short_sum(gain.gain, signed=True)} against '{baseline}' over "
        f"{experiment.last_week:,} weeks, in money, an hour of staff at {hour:g}; this rests most on "
        f"{assumption_named(gain.rests_on)}: {ends(gain.rests_on)}"
    )


def assumption_named(assumption: Assumption) -> str:
    """The constant with its meaning."""
    return f"{assumption.name} ({known_parameters()[assumption.name].meaning})"


def ends(assumption: Assumption) -> str:
    """The value at the two ends of the constant's range."""
    known = known_parameters()[assumption.name]
    low, high = (short_sum(value, signed=True) for value in (assumption.low, assumption.high))
    return f"{low} at {known.low:g}, {high} at {known.high:g}"


def largest_assumptions(assumptions: Sequence[Assumption]) -> str:
    """What several values rest on most, in one sentence, the most frequent first.

    Args:
        assumptions: The largest of each value.
    """
    names = [each.name for each in assumptions]
    known = known_parameters()
    told = [
        f"{name} ({known[name].meaning}, {known[name].low:g} to {known[name].high:g})"
        for name in sorted(dict.fromkeys(names), key=lambda name: -names.count(name))
    ]
    return f"The largest single assumption of what programmes are worth: {'; for some values '.join(told)}."
