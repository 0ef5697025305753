"""The table of facts at full size: ``python -m benchmarks.facts > docs/facts.md`` takes twenty minutes on two cores.

The verdicts that reports tell are written anew with it.

All trials are simulated twice, with the random numbers of `esnsim validate` and with others, because a value that lies
near the edge of its band may lie beyond it another time.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from esnsim.compilation import cache_folder
from esnsim.evidence.facts import FACTS
from esnsim.evidence.trial import TrialSize
from esnsim.evidence.validate import ValidationRequest, examine
from esnsim.evidence.verdict import Judged, by_family, count
from esnsim.names import listed
from esnsim.report.document.verdicts import (
    band_text,
    changes,
    count_text,
    interval,
    verdict_summary,
    verdict_text,
    written,
)

HERE = Path(__file__).parent
WORDS = HERE / "facts.md"
VERDICTS = HERE.parent / "esnsim" / "evidence" / "verdicts.csv"


def table(judged: Sequence[Judged]) -> str:
    """A section a fact."""
    parts = []
    for each in judged:
        fact = each.fact
        trials = " ".join(dict.fromkeys(test.trial.about for test in fact.tests))
        parts += [
            f"### {fact.id}: {each.verdict.value}",
            "",
            f"{fact.statement} {fact.family.value.capitalize()}; {fact.grade.value} evidence: {fact.source}.",
            "",
            f"*Tried so:* {trials}",
            "",
        ]
        if each.reason:
            parts += [f"{each.reason}.", ""]
        if each.findings:
            parts += ["| what | value | 80 % interval | band | verdict |", "|---|---|---|---|---|"]
            for finding in each.findings:
                claim = finding.claim
                cells = [claim.words, written(finding.value, claim.form), interval(finding)]
                cells += [band_text(claim.band, claim.form), verdict_text(finding)]
                parts.append(f"| {' | '.join(cells)} |")
            parts.append("")
    return "\n".join(parts)


def repeated(judged: Sequence[Judged], repetition: Sequence[Judged]) -> str:
    """How the verdicts fare when everything is simulated once more, in a sentence."""
    fares = "; ".join(f"{family.value}: {count_text(count(group))}" for family, group in by_family(repetition).items())
    changed = changes(judged, repetition)
    lost, won = (listed(ids) if ids else "none" for ids in (changed.lost, changed.won))
    again = "Simulated once more with other random numbers and other organisations"
    return f"{again}, {fares}. On the value, lost are {lost}, won {won}."


def main() -> None:
    """Print the page."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    turns = [ValidationRequest(FACTS, TrialSize.FULL, turn=turn) for turn in range(2)]
    judged, again = examine(turns, cache_folder() / "validation", asked.workers)
    said = {"summary": "\n".join(f"{line}." for line in verdict_summary(judged)), "again": repeated(judged, again)}
    page = WORDS.read_text("utf-8")
    for mark, text in (said | {"facts": table(judged)}).items():
        page = page.replace(f"{{{{{mark}}}}}", text)
    print(page, end="")
    write_verdicts(judged)


def write_verdicts(judged: Sequence[Judged]) -> None:
    """Write what the model makes of each fact, for reports."""
    rows = [
        (fact.id, fact.family.value, fact.statement, fact.grade.value, each.verdict.value)
        for each in judged
        for fact in (each.fact,)
    ]
    with VERDICTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("id", "family", "statement", "grade", "verdict"), *rows])


if __name__ == "__main__":
    main()
