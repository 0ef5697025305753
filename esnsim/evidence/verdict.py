"""Verdicts: what follows from findings, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from esnsim.evidence.fact import Fact, Finding, Grade, Samples, Values, find


class Verdict(Enum):
    """What becomes of a fact."""

    HOLDS = "pass"
    """Every value lies in its band."""
    FAILS = "fail"
    """Some value does not."""
    UNTESTED = "cannot be tested"
    """The model does not know what the fact speaks of, or nothing of the kind happened."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact with what the model says to it.

    Attributes:
        fact: The fact.
        findings: One for each of its claims; empty if it cannot be tested.
        reason: Why it cannot be tested, or empty.
        samples: What replicates say in each of its tests, by key; also what no claim is about.
    """

    fact: Fact
    findings: tuple[Finding, ...]
    reason: str = ""
    samples: tuple[Samples, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict; taken on values alone."""
        if self.reason:
            return Verdict.UNTESTED
        return Verdict.HOLDS if all(finding.passes for finding in self.findings) else Verdict.FAILS

    @property
    def passes(self) -> bool:
        """Whether the fact is reproduced."""
        return self.verdict is Verdict.HOLDS

    @property
    def miss(self) -> float:
        """By how many widths of its band the worst value misses it; 0 for a fact that passes."""
        return max((finding.miss for finding in self.findings), default=0.0)

    @property
    def sure(self) -> bool:
        """Whether the intervals say the same as the verdict: all of them inside, or one wholly outside."""
        if self.verdict is Verdict.FAILS:
            return any(finding.sure for finding in self.findings if not finding.passes)
        return all(finding.sure for finding in self.findings)


class VerdictCount(NamedTuple):
    """Facts of one grade, or of all.

    Attributes:
        grade: The grade, None for all.
        passed: Facts that pass.
        failed: Facts that fail.
        untested: Facts that cannot be tested.
    """

    grade: Grade | None
    passed: int
    failed: int
    untested: int

    @property
    def total(self) -> int:
        """How many facts there are."""
        return self.passed + self.failed + self.untested


def judge(fact: Fact, said: Sequence[Sequence[Values]]) -> Judged:
    """Judge a fact by what replicates say.

    Args:
        fact: The fact.
        said: For each of its tests, what each replicate says.
    """
    findings: list[Finding] = []
    samples = [_samples(values) for values in said]
    for test, sample in zip(fact.tests, samples, strict=True):
        findings += [find(claim, sample) for claim in test.claims]
    silent = [finding.claim.words for finding in findings if math.isnan(finding.value)]
    if silent:
        return untested(fact, f"no replicate gives a value for {' or '.join(silent)}")
    return Judged(fact, tuple(findings), samples=tuple(samples))


def untested(fact: Fact, reason: str) -> Judged:
    """A fact that cannot be tested."""
    return Judged(fact, (), reason)


def _samples(values: Sequence[Values]) -> Samples:
    return {key: np.array([each[key] for each in values], np.float64) for key in values[0]}


def counts(judged: Sequence[Judged]) -> list[VerdictCount]:
    """Verdicts by grade, strongest first, and of all at the end."""
    grades = [grade for grade in Grade if any(each.fact.grade is grade for each in judged)]
    groups = [(grade, [each for each in judged if each.fact.grade is grade]) for grade in grades]
    return [_count(grade, group) for grade, group in [*groups, (None, list(judged))]]


def _count(grade: Grade | None, group: Sequence[Judged]) -> VerdictCount:
    verdicts = [each.verdict for each in group]
    return VerdictCount(grade, *(verdicts.count(verdict) for verdict in Verdict))
