"""What an experiment answers, in sentences: how each programme differs from the baseline, and how sure that is."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.report.text.ladder import ANSWERED, PLURALS
from esnsim.report.text.sizes import tied_remark

COVERS = (
    "The intervals cover random variation between runs in this one organisation with these constants; they do not "
    "cover how uncertain the constants are, nor how other organisations differ."
)
CONTESTED = (
    "How far staff follow what leaders do is contested: some find much [SW-CEO], others nothing [WAN13]. With "
    "manager_pull, manager_effect, top_effect and trust_example at 0, a run shows the least that leaders may do."
)
ONE_RUN = "With one replicate there is no interval: how much random variation alone would do is not known."
PAIR = 2


class Difference(NamedTuple):
    """One programme against another on one rung at the end, in points of headcount.

    Attributes:
        programme: The programme.
        against: What it is compared with, the baseline or another programme.
        rung: Rung of the ladder.
        points: Mean paired difference.
        low: Lower end of the 80 % interval of that mean; not a number with one replicate.
        high: Upper end.
        better: Replicates in which the programme was better than what it is compared with.
        of: Replicates.
        more: How many more replicates would settle it; None if it is settled or would take too many.
    """

    programme: str
    against: str
    rung: str
    points: float
    low: float
    high: float
    better: int
    of: int
    more: int | None

    @property
    def settled(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.low > 0.0 or self.high < 0.0

    @property
    def tie(self) -> str:
        """With what it is tied, where it is not settled."""
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
        found = f"better in {self.better:,} of {self.of:,} replicates"
        if self.settled:
            return found
        if self.more is None:
            return f"{found}; {self.tie}"
        more = "one more replicate" if self.more == 1 else f"some {self.more:,} more replicates"
        return f"{found}; {self.tie} ({more} would settle it, if it stays so)"


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
    """Whether the programme with most contributors is better than the second best; None where there are no two."""
    if len(experiment.others) < PAIR:
        return None
    first, second, *others = (one.programme for one in ranked_by_contributors(experiment))
    (difference,) = ranked_by_contributors(experiment.against(second, [first]))
    said = f"Best against second best, '{first}' against '{second}': {difference.sentence()}"
    apart = [one for one in ranked_by_contributors(experiment.against(first, [second, *others])) if one.of >= PAIR]
    tied = [one.programme for one in apart if not one.settled]
    # That the second is tied with the first has just been said.
    return said if tied in ([], [second]) else f"{said}; {tied_remark(first, tied)}"


def headline(experiment: Experiment) -> str:
    """The answer in one line: what the programme with most contributors changes against the baseline."""
    best = ranked_by_contributors(experiment)[0]
    doubt = "" if best.settled or best.of < PAIR else f"; {best.tie}"
    return f"By week {experiment.last_week}, with '{best.programme}', {best.short()}{doubt}."


def caveat(experiment: Experiment) -> str:
    """What the intervals cover and what they do not, and what an effect of leaders rests on."""
    covered = COVERS if experiment.scenario.replicates >= PAIR else ONE_RUN
    kinds = {one.kind for programme in experiment.scenario.programmes.values() for one in programme}
    return f"{covered} {CONTESTED}" if "leader_presence" in kinds else covered


def signed(points: float) -> str:
    """Points with their sign."""
    text = _written(abs(points))
    sign = "+" if points > 0.0 else "\N{MINUS SIGN}"
    return text if text == "0.0" else sign + text


def _written(points: float) -> str:
    return f"{points:.1f}" if round(points, 1) or not round(points, 2) else f"{points:.2f}"
