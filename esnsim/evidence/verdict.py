"""Verdicts: what follows from findings, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from esnsim.evidence.fact import Fact, Family, Grade, Samples, Values
from esnsim.evidence.finding import Finding, Verdict, find


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
        """The verdict: that of the claim that fares worst."""
        if self.reason:
            return Verdict.UNTESTED
        said = {finding.verdict for finding in self.findings}
        return next(each for each in reversed(Verdict) if each in said)

    @property
    def passes(self) -> bool:
        """Whether the fact is reproduced."""
        return self.verdict.passes

    @property
    def miss(self) -> float:
        """By how many widths of its band the worst value misses it; 0 for a fact that passes."""
        return max((finding.miss for finding in self.findings), default=0.0)


class VerdictCount(NamedTuple):
    """How facts of one kind fare.

    Attributes:
        surely_holds: All of them whose intervals lie wholly in their bands.
        holds: Those whose values lie in their bands, while some interval does not.
        misses: Those of which some value lies outside its band, but no whole interval.
        surely_misses: Those of which some whole interval lies outside its band.
        untested: Those that cannot be tested.
    """

    surely_holds: int
    holds: int
    misses: int
    surely_misses: int
    untested: int

    @property
    def passed(self) -> int:
        """Facts whose values all lie in their bands."""
        return self.surely_holds + self.holds

    @property
    def failed(self) -> int:
        """Facts of which some value does not."""
        return self.misses + self.surely_misses

    @property
    def total(self) -> int:
        """How many facts there are."""
        return sum(self)


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


def count(judged: Iterable[Judged]) -> VerdictCount:
    """How facts fare."""
    verdicts = [each.verdict for each in judged]
    return VerdictCount(*(verdicts.count(verdict) for verdict in Verdict))


def by_family(judged: Sequence[Judged]) -> dict[Family, list[Judged]]:
    """Facts by what they are a test of, families without facts left out."""
    groups = {family: [each for each in judged if each.fact.family is family] for family in Family}
    return {family: group for family, group in groups.items() if group}


def by_grade(judged: Sequence[Judged]) -> dict[Grade, list[Judged]]:
    """Facts by the strength of their evidence, strongest first, grades without facts left out."""
    groups = {grade: [each for each in judged if each.fact.grade is grade] for grade in Grade}
    return {grade: group for grade, group in groups.items() if group}
