"""Facts judged by trials: simulated by several processes, each finished part kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TypeAlias

from esnsim.evidence.cache import PartCache
from esnsim.evidence.fact import Fact
from esnsim.evidence.task import Measured, ValidationTask, carry_out, parts_of, place_of, trials
from esnsim.evidence.trial import AS_IT_IS, Trial, TrialSize, Variation
from esnsim.evidence.verdict import Judged, judge, untested
from esnsim.experiments.execution.parallel import answered

Tell: TypeAlias = Callable[[int, int, int], None]
"""Hears how many parts are there, of how many, and how many of them were there before."""


class ValidationRequest(NamedTuple):
    """Which facts are judged, and how.

    Attributes:
        facts: Facts to judge.
        size: How large trials are.
        variation: How the model is changed.
        turn: 0 for the chance that everybody sees; others for other draws.
        models: Whether each replicate has a plausible model of its own, and not the defaults.
    """

    facts: Sequence[Fact]
    size: TrialSize = TrialSize.QUICK
    variation: Variation = AS_IT_IS
    turn: int = 0
    models: bool = False

    def parts(self) -> list[ValidationTask]:
        """All parts that its facts need, each trial's first replicate first, so that mistakes show early."""
        names = dict.fromkeys(test.trial.name for fact in self.facts for test in fact.tests)
        each = [self.parts_of(trials()[name]) for name in names]
        return sorted((part for parts in each for part in parts), key=lambda part: part.replicate)

    def parts_of(self, trial: Trial) -> list[ValidationTask]:
        """All replicates of one trial."""
        return parts_of(trial, self.size, self.variation, self.turn, models=self.models)


def examine(
    asked: Sequence[ValidationRequest], kept: Path, workers: int = 1, told: Tell | None = None
) -> list[list[Judged]]:
    """Judge facts by trials: those that are kept are not simulated again, others are kept as they finish.

    Args:
        asked: What is asked; several questions are worked on together.
        kept: Folder of finished parts.
        workers: Number of processes, >= 1; verdicts do not depend on it.
        told: Told after every part.

    Returns:
        The judged facts of each question.

    Raises:
        RunError: If the folder cannot be used, or workers die.
    """
    parts = list(dict.fromkeys(part for each in asked for part in each.parts()))
    cache = PartCache(kept)
    said = {part: answer for part in parts if (answer := cache.get(part)) is not None}
    reused = len(said)
    tell = told or (lambda _done, _total, _reused: None)
    tell(reused, len(parts), reused)
    missing = [part for part in parts if part not in said]
    with closing(answered(carry_out, missing, workers)) as finished:
        for part, answer in finished:
            cache.put(part, answer)
            said[part] = answer
            tell(len(said), len(parts), reused)
    return [[_judged(fact, each, said) for fact in each.facts] for each in asked]


def _judged(fact: Fact, asked: ValidationRequest, said: Mapping[ValidationTask, Measured]) -> Judged:
    """A fact with what its trials say."""
    values = []
    for nth, test in enumerate(fact.tests):
        answers = [said[part][place_of(fact, nth)] for part in asked.parts_of(test.trial)]
        reasons = [answer for answer in answers if isinstance(answer, str)]
        if reasons:
            return untested(fact, reasons[0])
        values.append([answer for answer in answers if not isinstance(answer, str)])
    return judge(fact, values)


def facts_named(facts: Sequence[Fact], ids: Iterable[str]) -> list[Fact]:
    """Facts by their ids, in the facts' order; all of them if none is named."""
    wanted = set(ids)
    return [fact for fact in facts if fact.id in wanted] if wanted else list(facts)
