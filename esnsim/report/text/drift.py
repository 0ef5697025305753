"""Whether the starting state holds still when nothing is done, so that what moves is the programmes' doing."""

from __future__ import annotations

from typing import NamedTuple

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.scenario.initial import Initial
from esnsim.simulation.starting.initial_state import RUNGS
from esnsim.simulation.starting.shares import tolerance

READER_POINTS = 5.0
"""Points of headcount by which readers may drift."""
CONTRIBUTOR_PART = 0.25
"""Part of their share at the start by which contributors may drift."""


class Drift(NamedTuple):
    """How far a rung moves in the baseline.

    Attributes:
        rung: The rung.
        start: Its share at the start, percent of headcount.
        week: The week in which it is farthest from there.
        share: Its median share in that week, percent of headcount.
    """

    rung: str
    start: float
    week: int
    share: float

    @property
    def moved(self) -> float:
        """Points of headcount between start and farthest week."""
        return self.share - self.start

    def sentence(self, bound: str) -> str:
        """The drift as a person says it."""
        return (
            f"the start does not hold still: with nothing done, {PLURALS[self.rung]} go from {self.start:.1f} % to "
            f"{self.share:.1f} % of headcount by week {self.week}, {bound}; "
            "compare programmes with the baseline, not with the start"
        )


def restlessness(experiment: Experiment) -> list[str]:
    """How far the baseline drifts from the observed start, in a sentence for each rung that drifts too far.

    A launch is to move, and so is a baseline in which something is done; neither is looked at.
    """
    scenario = experiment.scenario
    if scenario.initial.is_launch or scenario.programme(scenario.baseline):
        return []
    readers, contributors = (_drift(experiment, rung) for rung in ("reader", "contributor"))
    found = []
    if abs(readers.moved) > READER_POINTS:
        found.append(readers.sentence(f"more than {READER_POINTS:g} points"))
    if abs(contributors.moved) > CONTRIBUTOR_PART * contributors.start:
        found.append(contributors.sentence("more than a quarter of them"))
    return found


def misses(experiment: Experiment) -> list[str]:
    """Where the starting state is not the one asked for: what was asked, and every rung that is off.

    A rung counts as missed when it is off by more than its tolerance; one that was not asked for is not looked at.

    Returns:
        One sentence, or none.
    """
    initial = experiment.scenario.initial
    if initial.is_launch:
        return []
    looked_at = [rung for rung in RUNGS if not (rung == "interactive" and initial.is_filled_in)]
    missed = [said for rung in looked_at if (said := _missed(experiment, rung, getattr(initial, rung)))]
    if not missed:
        return []
    told = "; ".join(missed)
    return [f"the start is not quite the one asked for ({_asked(initial)}): {told}; all programmes start from there"]


def _missed(experiment: Experiment, rung: str, asked: float) -> str:
    """How far a rung is off at the start, empty if it is not; in how many replicates, where each has its own start."""
    name, wanted = PLURALS[rung], f"{100.0 * asked:.1f} %"
    if not experiment.draws:
        there = getattr(experiment.beginning.reached, rung)
        off = abs(there - asked) > tolerance(asked)
        return f"{name} are {100.0 * there:.1f} % of headcount instead of {wanted}" if off else ""
    starts = experiment.weeks(experiment.programmes[0], rung)[0].to_numpy(float)
    off = abs(starts - asked) > tolerance(asked)
    if not off.any():
        return ""
    worst = float(starts[abs(starts - asked).argmax()])
    where = f"in {off.sum()} of {len(starts)} replicates, {100.0 * worst:.1f} % in the worst"
    return f"{name} are not {wanted} of headcount {where}"


def _asked(initial: Initial) -> str:
    """The shares that were asked for, in the words of the scenario, without those that nobody wrote."""
    left_out = {"interactive"} if initial.is_filled_in else set()
    left_out |= {"enabled"} if initial.enabled == 1.0 else set()
    return ", ".join(f"{rung} {100.0 * getattr(initial, rung):.3g} %" for rung in RUNGS if rung not in left_out)


def _drift(experiment: Experiment, rung: str) -> Drift:
    curve = experiment.curves(rung)
    own = curve[curve["programme"] == experiment.scenario.baseline].sort_values("week")
    shares = 100.0 * own["median"].to_numpy()
    farthest = int(abs(shares - shares[0]).argmax())
    return Drift(rung, float(shares[0]), int(own["week"].iloc[farthest]), float(shares[farthest]))
