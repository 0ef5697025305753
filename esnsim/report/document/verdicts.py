"""What the facts say, in words, numbers and one document of plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from esnsim.evidence.fact import Band, Finding, Form
from esnsim.evidence.verdict import Judged, Verdict, counts

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
    """Whether a value lies in its band, and how sure that is."""
    if finding.passes:
        return "holds" if finding.sure else "holds, not surely"
    return f"misses by {finding.miss:.1f} bands" if finding.miss >= JUST else "just misses"


def verdict_summary(judged: Sequence[Judged]) -> list[str]:
    """How many facts hold, of all and by grade, and which do not, in sentences."""
    *graded, every = counts(judged)
    lines = [f"{every.passed} of {every.total} facts hold" if every.total > 1 else f"The fact {_one(judged[0])}"]
    if len(graded) > 1:
        parts = [
            f"{each.passed} of {each.total} with {each.grade.value} evidence"
            for each in graded
            if each.grade is not None
        ]
        lines[0] += f": {', '.join(parts)}"
    failing = [each.fact.id for each in judged if each.verdict is Verdict.FAILS]
    if failing and every.total > 1:
        lines.append(f"The model does not reproduce {listed(failing)}")
    silent = [f"{each.fact.id} ({each.reason})" for each in judged if each.verdict is Verdict.UNTESTED]
    if silent:
        lines.append(f"Not tested: {'; '.join(silent)}")
    return lines


def _one(judged: Judged) -> str:
    return {Verdict.HOLDS: "holds", Verdict.FAILS: "does not hold"}.get(judged.verdict, "cannot be tested")


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


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
    every = counts(judged)[-1]
    return {
        "passed": every.passed,
        "failed": every.failed,
        "untested": every.untested,
        "facts": [_fact(each) for each in judged],
    }


def _fact(judged: Judged) -> dict[str, Any]:
    fact = judged.fact
    return {
        "id": fact.id,
        "statement": fact.statement,
        "source": fact.source,
        "evidence": fact.grade.value,
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
        "sure": finding.sure,
        "miss": _plain(finding.miss),
        "inside": finding.inside,
        "replicates": finding.told,
    }


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
