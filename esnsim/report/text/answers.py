"""What an experiment answers, in sentences: how each programme differs from the baseline, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from esnsim.experiments import Experiment
from esnsim.experiments.design.labels import PLURALS
from esnsim.experiments.estimates.bands import least_for
from esnsim.experiments.estimates.interval import LEAST_RUNS, Interval, most_otherwise
from esnsim.experiments.estimates.ranking import Behind, behind_first
from esnsim.experiments.results.apart import weeks_apart
from esnsim.experiments.results.models import UNKNOWN_PARTS, Parts, first_runs
from esnsim.report.text.certainty_words import OPEN, certainty_word
from esnsim.report.text.deciding.limits import allowed_programmes
from esnsim.report.text.ladder import ANSWERED
from esnsim.report.text.sizes import tied_remark

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
        models: Whether each of them is another plausible model, and the interval is where 80 % of models lie (of
            fewer than nine, all).
        parts: What makes up the width of that interval.
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
    models: bool = False
    parts: Parts = UNKNOWN_PARTS

    @property
    def settled(self) -> bool:
        """Whether the interval excludes no difference."""
        return Interval(self.points, self.low, self.high).leaves_out_zero

    @property
    def certainty(self) -> tuple[str, str]:
        """How sure the sign is that most models have, in a word, and which way it is."""
        worse = self.of - self.better - self.same
        return certainty_word(max(self.better, worse), self.of), "higher" if self.better >= worse else "lower"

    @property
    def is_likely(self) -> bool:
        """Whether the sign that most models have is likely at least, and the mean has it too."""
        word, way = self.certainty
        return word != OPEN and (way == "higher") == (self.points > 0.0)

    @property
    def doubt(self) -> str:
        """What is to be said of the sign where the interval holds no difference."""
        if not self.models:
            return self.tie
        return " ".join(self.certainty) if self.is_likely else "its sign is not known"

    @property
    def tie(self) -> str:
        """With what it is tied, where it is not settled."""
        if self.same == self.of:
            return f"the same as '{self.against}' in all {self.of:,} {self._counted}"
        return f"statistically tied with '{self.against}'"

    @property
    def _counted(self) -> str:
        return "models" if self.models else "replicates"

    def sentence(self) -> str:
        """The difference as a person says it: first that its sign is not known, where plausible models disagree."""
        if not (self.models and self.low < 0.0 < self.high):
            return f"{self.short()}, {self._better()}"
        word, way = self.certainty
        ends = f"{PLURALS[self.rung]} {word} end {way}"
        if not self.is_likely:
            ends = f"not known whether {PLURALS[self.rung]} end higher or lower"
        return f"{ends}: {signed(self.points)} points{self._interval()}, {self._better()}"

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
        of = held_by_models(self.of) if self.models else "80 % interval"
        return f" ({of} {signed(self.low)} to {signed(self.high)})"

    def _better(self) -> str:
        if self.of < PAIR:
            return "in the one run of each"
        found = f"{better_in(self.better, self.same, self.of)} {self._counted}"
        if self.of < LEAST_RUNS:
            return f"{found}; too few for an interval"
        if self.same == self.of:
            return f"{found}; of all possible runs, at most {otherwise(self.of)} differ"
        if self.settled or self.models:
            return found
        if self.more is None:
            return f"{found}; {self.tie}"
        more = "one more replicate has" if self.more == 1 else f"some {self.more:,} more replicates have"
        chance = f"{more} an 80 % chance to separate the two, if the difference is as large as it looks"
        return f"{found}; {self.tie} ({chance})"


def held_by_models(models: int) -> str:
    """What an interval over so many models holds, in words: ``80 % of models``, or all of few."""
    return f"all {models} models" if models < least_for(COVERAGE) else f"{100.0 * COVERAGE:.0f} % of models"


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
            models=bool(experiment.draws),
            parts=Parts(*(float(row[name]) for name in Parts._fields)),
        )
        for row in table.to_dict("records")
    ]


def answers(experiment: Experiment) -> list[tuple[str, list[str]]]:
    """For each programme but the baseline, its sentences, what it trades for what, and since when it differs."""
    found = differences(experiment)
    since = weeks_apart(experiment.difference_curves(ANSWERED[0]))
    told = []
    for name in experiment.others:
        own = [one for one in found if one.programme == name]
        told.append((name, [*(one.sentence() for one in own), *_traded(own), *_since(name, since, experiment)]))
    return told


def _traded(own: Sequence[Difference]) -> list[str]:
    """What is won and what is lost, where both are known; nothing where there is one of them."""
    won, lost = ([PLURALS[one.rung] for one in own if one.settled and sign * one.points > 0.0] for sign in (1.0, -1.0))
    return [f"a trade-off: it raises {' and '.join(won)}, and lowers {' and '.join(lost)}"] if won and lost else []


def _since(name: str, since: Mapping[str, int | None], experiment: Experiment) -> list[str]:
    """From which week on contributors are known to differ; nothing where they are not at the end."""
    week, baseline = since.get(name), experiment.scenario.baseline
    if week is None:
        return []
    whole = "all the time" if week == 0 else f"from week {week:,} on"
    return [f"contributors differ from those of '{baseline}' {whole}, as far as these runs tell"]


def ranked_by_contributors(experiment: Experiment) -> list[Difference]:
    """What each programme changes in contributors, the most telling rung, the largest gain first."""
    found = [one for one in differences(experiment) if one.rung == ANSWERED[0]]
    return sorted(found, key=lambda one: -one.points)


def leading(found: Sequence[Difference]) -> Difference:
    """What wins most of those that are known to win anything; where none is, what wins most.

    A large mean of which not even the sign is known says less than a smaller one that is sure.
    """
    known = [one for one in found if one.settled and one.points > 0.0]
    return max(known or found, key=lambda one: one.points)


def best_sentence(experiment: Experiment) -> str | None:
    """Whether the programme with most contributors is better than the second best; None where there are no two.

    The best was chosen among all, so it is compared with all others at once.
    """
    if len(experiment.others) < PAIR:
        return None
    names = [one.programme for one in ranked_by_contributors(experiment)]
    first, second = names[:PAIR]
    if experiment.draws:
        return _best_of_models(experiment, names)
    found = _behind(experiment, names)
    (difference,) = ranked_by_contributors(experiment.against(second, [first]))
    at_once = difference._replace(low=100.0 * float(found.low[1]), high=100.0 * float(found.high[1]))
    said = f"Best against second best, '{first}' against '{second}': {at_once.sentence()}"
    if difference.of < LEAST_RUNS:
        return said
    tied = [name for name, low in zip(names[1:], found.low[1:], strict=True) if not low > 0.0]
    # That the second is tied with the first has just been said.
    return said if tied in ([], [second]) else f"{said}; {tied_remark(first, tied)}"


def _best_of_models(experiment: Experiment, names: Sequence[str]) -> str:
    """In how many plausible models the best programme has most contributors, and what it has more than the second."""
    first, second = names[:PAIR]
    (difference,) = ranked_by_contributors(experiment.against(second, [first]))
    ends = [experiment.weeks(name, ANSWERED[0])[experiment.last_week] for name in names]
    models = pd.concat(ends, axis=1).to_numpy(float)[first_runs(experiment.draws)]
    most = int((models[:, :1] >= models).all(axis=1).sum())
    unsettled = "" if difference.settled or difference.of < LEAST_RUNS else "Which is best is not settled. "
    return (
        f"{unsettled}Most contributors with '{first}' in {most} of {len(models)} models; against the second best, "
        f"'{second}', {difference.sentence()}"
    )


def _behind(experiment: Experiment, names: Sequence[str]) -> Behind:
    """How far programmes are behind the first of them in contributors at the end, all at once."""
    weeks = [experiment.weeks(name, ANSWERED[0])[experiment.last_week].rename(name) for name in names]
    return behind_first(pd.concat(weeks, axis=1).to_numpy(float), 0, COVERAGE)


def headline(experiment: Experiment) -> str:
    """The answer in one line: what the leading programme changes in contributors against the baseline.

    Of programmes that keep to the budget and the hours of staff, where some do and others do not.
    """
    ranked, within = ranked_by_contributors(experiment), allowed_programmes(experiment)
    allowed = [one for one in ranked if one.programme in within]
    best = leading(allowed or ranked)
    doubt = "" if best.settled or best.of < LEAST_RUNS else f"; {best.doubt}"
    if len(allowed) < len(ranked):
        doubt += "; others take more than is allowed" if allowed else "; every programme takes more than is allowed"
    return f"By week {experiment.last_week}, with '{best.programme}', {best.short()}{doubt}."


def signed(points: float) -> str:
    """Points with their sign."""
    text = _written(abs(points))
    sign = "+" if points > 0.0 else "\N{MINUS SIGN}"
    return text if text == "0.0" else sign + text


def _written(points: float) -> str:
    return f"{points:.1f}" if round(points, 1) or not round(points, 2) else f"{points:.2f}"
