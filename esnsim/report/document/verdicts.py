"""What the facts say, in words, numbers and one document of plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from esnsim.evidence.fact import Band, Family, Form
from esnsim.evidence.finding import Finding, Verdict
from esnsim.evidence.verdict import Judged, VerdictCount, by_family, by_grade, count
from esnsim.names import listed

INTERVAL = "80 %"
SMALL, LARGE, VERY_LARGE = 0.1, 10.0, 100.0
"""Sizes from which a number has other decimals."""
HALF_A_BAND = 0.5
JUST = 0.05
"""Widths of a band below which a miss is narrow."""
UNITS = {"ratio": " times", "weeks": " weeks", "months": " months", "days": " days", "number": ""}


class Changed(NamedTuple):
    """Facts whose verdict another model changes.

    Attributes:
        lost: Ids of facts that passed before, and do not.
        won: Ids of facts that pass, and did not.
        worse: Ids of facts that failed before and miss by half a band more.
    """

    lost: tuple[str, ...]
    won: tuple[str, ...]
    worse: tuple[str, ...]


def written(value: float, form: Form) -> str:
    """A value as a person reads it."""
    if math.isnan(value):
        return "not told"
    if form in ("share", "points"):
        digits = 1 if abs(value) < SMALL else 0
        sign, unit = ("+", "points") if form == "points" else ("", "%")
        return f"{100.0 * value + 0.0:{sign}.{digits}f} {unit}"
    digits = 0 if form == "days" or abs(value) >= VERY_LARGE else 1 if abs(value) >= LARGE else 2
    return f"{value + 0.0:.{digits}f}{UNITS[form]}"


def interval(finding: Finding) -> str:
    """The 80 % interval of a finding; a dash where there is none."""
    if math.isnan(finding.low) or math.isnan(finding.high):
        return "-"
    return _range(finding.low, finding.high, finding.claim.form)


def band_text(band: Band, form: Form) -> str:
    """Where a value has to lie, in words."""
    low, high = (written(bound, form) for bound in (band.low, band.high))
    if math.isinf(band.low) and math.isinf(band.high):
        return "told, not judged"
    if math.isinf(band.high):
        return f"more than {low}" if band.strict else f"{low} or more"
    if math.isinf(band.low):
        return f"less than {high}" if band.strict else f"{high} or less"
    return _range(band.low, band.high, form)


def _range(low: float, high: float, form: Form) -> str:
    """From one value to another; a unit that both have is said once."""
    first, last = written(low, form), written(high, form)
    number, _, unit = first.partition(" ")
    return f"{number if unit and last.endswith(unit) else first} to {last}"


def verdict_text(finding: Finding) -> str:
    """Whether a value and its interval lie in the band, and by how much the value misses it."""
    verdict = finding.verdict
    by = f" by {finding.miss:.1f} bands" if verdict.misses and finding.miss >= JUST else ""
    return f"{verdict.value}{by}"


def verdict_summary(judged: Sequence[Judged]) -> list[str]:
    """How many facts hold and miss, surely or on the value, by family and by grade, and which miss, in sentences."""
    if len(judged) == 1:
        return [f"The fact {judged[0].verdict.value}", *_silent(judged)]
    families = by_family(judged)
    lines = [f"{family.value.capitalize()}: {count_text(count(group))}" for family, group in families.items()]
    grades = by_grade(families.get(Family.VALIDATION, []))
    if len(grades) > 1:
        lines += [f"Of validation, {grade.value} evidence: {count_text(count(each))}" for grade, each in grades.items()]
    return [*lines, *_missing(judged), *_silent(judged)]


def count_text(of: VerdictCount) -> str:
    """How facts fare, as a phrase: every verdict that occurs, and of how many."""
    said = [f"{number} {_plural(verdict)}" for verdict, number in zip(Verdict, of, strict=True) if number]
    return f"{listed(said)}, of {of.total}"


def _plural(verdict: Verdict) -> str:
    """What several facts do."""
    return {
        Verdict.SURELY_HOLDS: "surely hold",
        Verdict.HOLDS: "hold on the value",
        Verdict.MISSES: "miss on the value",
        Verdict.SURELY_MISSES: "surely miss",
    }.get(verdict, verdict.value)


def _missing(judged: Sequence[Judged]) -> list[str]:
    """Which facts are not reproduced, the sure ones apart."""
    lines = []
    for verdict, words in ((Verdict.SURELY_MISSES, "surely missed"), (Verdict.MISSES, "missed on the value")):
        ids = [each.fact.id for each in judged if each.verdict is verdict]
        if ids:
            lines.append(f"Not reproduced, {words}: {listed(ids)}")
    return lines


def _silent(judged: Sequence[Judged]) -> list[str]:
    """What could not be tested, and why."""
    silent = [f"{each.fact.id} ({each.reason})" for each in judged if each.verdict is Verdict.UNTESTED]
    return [f"Not tested: {'; '.join(silent)}"] if silent else []


def changes(before: Sequence[Judged], after: Sequence[Judged]) -> Changed:
    """Which facts another model loses, wins, and misses by more."""
    pairs = list(zip(before, after, strict=True))
    held = [(old.passes, new.passes) for old, new in pairs]
    lost = tuple(old.fact.id for (old, _), (was, now) in zip(pairs, held, strict=True) if was and not now)
    won = tuple(old.fact.id for (old, _), (was, now) in zip(pairs, held, strict=True) if now and not was)
    worse = tuple(
        old.fact.id
        for (old, new), (was, now) in zip(pairs, held, strict=True)
        if not was and not now and new.miss >= old.miss + HALF_A_BAND
    )
    return Changed(lost, won, worse)


def change_sentences(changed: Changed, what: str) -> list[str]:
    """What another model changes, in sentences.

    Args:
        changed: The change.
        what: Such as ``without M6``.
    """
    head = what[0].upper() + what[1:]
    if not any(changed):
        return [f"{head}, every fact has the verdict it had before"]
    said = (
        (changed.lost, "is lost", "are lost"),
        (changed.won, "holds that did not", "hold that did not"),
        (changed.worse, "failed before and misses by more", "failed before and miss by more"),
    )
    return [f"{head}, {listed(ids)} {one if len(ids) == 1 else many}" for ids, one, many in said if ids]


def verdict_lines(judged: Sequence[Judged]) -> str:
    """One line a fact: its id and verdict."""
    return "".join(f"{each.fact.id} {each.verdict.value}\n" for each in judged)


def verdicts_document(judged: Sequence[Judged]) -> dict[str, Any]:
    """Facts with findings as plain values; what is not a number, or has no bound, is None."""
    return {
        **_counts(judged),
        "families": {family.value: _counts(group) for family, group in by_family(judged).items()},
        "facts": [_fact(each) for each in judged],
    }


def _counts(judged: Sequence[Judged]) -> dict[str, int]:
    """How facts fare, as plain numbers; passed and failed are the sums of two."""
    every = count(judged)
    return {"passed": every.passed, "failed": every.failed, **every._asdict()}


def _fact(judged: Judged) -> dict[str, Any]:
    fact = judged.fact
    return {
        "id": fact.id,
        "statement": fact.statement,
        "source": fact.source,
        "evidence": fact.grade.value,
        "family": fact.family.value,
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "miss": judged.miss,
        "trials": [test.trial.name for test in fact.tests],
        "findings": [_finding(each) for each in judged.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    claim = finding.claim
    return {
        "what": claim.words,
        "form": claim.form,
        "value": _plain(finding.value),
        "low80": _plain(finding.low),
        "high80": _plain(finding.high),
        "band_low": _plain(claim.band.low),
        "band_high": _plain(claim.band.high),
        "holds": finding.passes,
        "verdict": finding.verdict.value,
        "miss": _plain(finding.miss),
        "inside": finding.inside,
        "replicates": finding.told,
    }


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
