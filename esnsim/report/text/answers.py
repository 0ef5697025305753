"""What an experiment answers, in sentences: how each programme differs from the baseline, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.experiments.estimates.interval import FEW_RUNS, LEAST_RUNS, Interval, most_otherwise
from esnsim.experiments.estimates.ranking import Behind, behind_first
from esnsim.report.text.ladder import ANSWERED, PLURALS
from esnsim.report.text.sizes import tied_remark

COVERS = (
    "Differences are means over replicates. The intervals cover random variation between runs in this one organisation "
    "with these constants; they do not cover how uncertain the constants are, nor how other organisations differ."
)
FEW = f"With fewer than {FEW_RUNS} replicates, intervals of skewed outcomes may hold less often than they say."
TOO_FEW = (
    f"With fewer than {LEAST_RUNS} replicates there is no interval: how much random variation alone would do is next "
    "to unknown."
)
CONTESTED = (
    "How far staff follow what leaders do is contested: some find much [SW-CEO], others nothing [WAN13]. With "
    "manager_pull, manager_effect, top_effect and trust_example at 0, a run shows the least that leaders may do."
)
ONE_RUN = "With one replicate there is no interval: how much random variation alone would do is not known."
PAIR = 2
COVERAGE = 0.8


class Difference(NamedTuple):
    """One programme against another on one rung at the end, in points of headcount.

    Attributes:
        programme: The programme.
        against: What it is compared with, the baseline or another programme.
        rung: Rung of the ladder.
        points: Mean paired difference.
        low: Lower end of the 80 % interval of that mean; not a number where there is none.
        high: Upper end.
        better: Replicates in which the programme was better than what it is compared with.
        same: Replicates in which nothing differed.
        of: Replicates.
        more: How many more replicates have a chance of 80 % to settle it, if it is as large as it looks; None if it is
            settled, smaller than its standard error, or would take too many.
    """

    programme: str
    against: str
    rung: str
    points: float
    low: float
    high: float
    better: int
    same: int
    of: int
    more: int | None

    @property
    def settled(self) -> bool:
        """Whether the interval excludes no difference."""
        return Interval(self.points, self.low, self.high).leaves_out_zero

    @property
    def tie(self) -> str:
        """With what it is tied, where it is not settled."""
        if self.same == self.of:
            return f"the same as '{self.against}' in all {self.of:,} replicates"
        return f"statistically tied with '{self.against}'"

    def sentence(self) -> str:
        """The difference as a person says it."""
        return f"{self.short()}, {self._better()}"

    def short(self) -> str:
        """How large it is, and its interval."""
        return f"{PLURALS[self.rung]} {self._size()}{self._interval()}"

    def _size(self) -> str:
        if _written(self.points) == "0.0":
            return "end where they would have been"
        return f"end {_written(abs(self.points))} points {'higher' if self.points > 0.0 else 'lower'}"

    def _interval(self) -> str:
        if math.isnan(self.low):
            return ""
        return f" (80 % interval {signed(self.low)} to {signed(self.high)})"

    def _better(self) -> str:
        if self.of < PAIR:
            return "in the one run of each"
        found = f"{better_in(self.better, self.same, self.of)} replicates"
        if self.of < LEAST_RUNS:
            return f"{found}; too few for an interval"
        if self.same == self.of:
            return f"{found}; of all possible runs, at most {otherwise(self.of)} differ"
        if self.settled:
            return found
        if self.more is None:
            return f"{found}; {self.tie}"
        more = "one more replicate has" if self.more == 1 else f"some {self.more:,} more replicates have"
        chance = f"{more} an 80 % chance to separate the two, if the difference is as large as it looks"
        return f"{found}; {self.tie} ({chance})"


def better_in(better: int, same: int, of: int, word: str = "better", other: str = "worse") -> str:
    """In how many replicates it is better, where some are ties in how many it is the same and worse too.

    Args:
        better: In how many it is better.
        same: In how many nothing differs.
        of: Replicates.
        word: For better, such as ``higher``.
        other: For worse.
    """
    if same == of:
        return f"the same in all {of:,}"
    if not same:
        return f"{word} in {better:,} of {of:,}"
    worse = of - better - same
    return f"{word} in {better or 'none'}, the same in {same:,}, {other} in {worse or 'none'} of {of:,}"


def otherwise(runs: int) -> str:
    """Which part of all possible runs may do otherwise, where so many did the same."""
    return f"{100.0 * most_otherwise(runs, COVERAGE):.0f} %"


def differences(experiment: Experiment) -> list[Difference]:
    """Every programme against the baseline at the end, rung by rung."""
    table = experiment.compare(ANSWERED)
    return [
        Difference(
            programme=str(row["programme"]),
            against=experiment.scenario.baseline,
            rung=str(row["measure"]),
            points=100.0 * float(row["difference"]),
            low=100.0 * float(row["low"]),
            high=100.0 * float(row["high"]),
            better=int(row["better"]),
            same=int(row["same"]),
            of=int(row["n"]),
            more=None if pd.isna(row["needed"]) else int(row["needed"]),
        )
        for row in table.to_dict("records")
    ]


def answers(experiment: Experiment) -> list[tuple[str, list[str]]]:
    """For each programme but the baseline, its sentences."""
    found = differences(experiment)
    return [(name, [one.sentence() for one in found if one.programme == name]) for name in experiment.others]


def ranked_by_contributors(experiment: Experiment) -> list[Difference]:
    """What each programme changes in contributors, the most telling rung, the largest gain first."""
    found = [one for one in differences(experiment) if one.rung == ANSWERED[0]]
    return sorted(found, key=lambda one: -one.points)


def best_sentence(experiment: Experiment) -> str | None:
    """Whether the programme with most contributors is better than the second best; None where there are no two.

    The best was chosen among all, so it is compared with all others at once.
    """
    if len(experiment.others) < PAIR:
        return None
    names = [one.programme for one in ranked_by_contributors(experiment)]
    first, second = names[:PAIR]
    found = _behind(experiment, names)
    (difference,) = ranked_by_contributors(experiment.against(second, [first]))
    at_once = difference._replace(low=100.0 * float(found.low[1]), high=100.0 * float(found.high[1]))
    said = f"Best against second best, '{first}' against '{second}': {at_once.sentence()}"
    if difference.of < LEAST_RUNS:
        return said
    tied = [name for name, low in zip(names[1:], found.low[1:], strict=True) if not low > 0.0]
    # That the second is tied with the first has just been said.
    return said if tied in ([], [second]) else f"{said}; {tied_remark(first, tied)}"


def _behind(experiment: Experiment, names: Sequence[str]) -> Behind:
    """How far programmes are behind the first of them in contributors at the end, all at once."""
    weeks = [experiment.weeks(name, ANSWERED[0])[experiment.last_week].rename(name) for name in names]
    return behind_first(pd.concat(weeks, axis=1).to_numpy(float), 0, COVERAGE)


def headline(experiment: Experiment) -> str:
    """The answer in one line: what the programme with most contributors changes against the baseline."""
    best = ranked_by_contributors(experiment)[0]
    doubt = "" if best.settled or best.of < LEAST_RUNS else f"; {best.tie}"
    return f"By week {experiment.last_week}, with '{best.programme}', {best.short()}{doubt}."


def caveat(experiment: Experiment) -> str:
    """What the intervals cover and what they do not, and what an effect of leaders rests on."""
    covered = _covered(experiment.scenario.replicates)
    kinds = {one.kind for programme in experiment.scenario.programmes.values() for one in programme}
    return f"{covered} {CONTESTED}" if "leader_presence" in kinds else covered


def _covered(replicates: int) -> str:
    """What intervals over so many replicates cover."""
    if replicates < LEAST_RUNS:
        return ONE_RUN if replicates < PAIR else TOO_FEW
    return COVERS if replicates >= FEW_RUNS else f"{COVERS} {FEW}"


def signed(points: float) -> str:
    """Points with their sign."""
    text = _written(abs(points))
    sign = "+" if points > 0.0 else "\N{MINUS SIGN}"
    return text if text == "0.0" else sign + text


def _written(points: float) -> str:
    return f"{points:.1f}" if round(points, 1) or not round(points, 2) else f"{points:.2f}"
