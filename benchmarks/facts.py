"""The table of facts at full size: ``python -m benchmarks.facts > docs/facts.md`` takes ten minutes on two cores."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from esnsim.compilation import cache_folder
from esnsim.evidence.facts import FACTS
from esnsim.evidence.laboratory import Asked, examine
from esnsim.evidence.trial import Size
from esnsim.evidence.verdict import Judged
from esnsim.report.verdicts import band_text, interval, summary, verdict_text, written

HERE = Path(__file__).parent
WORDS = HERE / "facts.md"


def table(judged: Sequence[Judged]) -> str:
    """A section a fact."""
    parts = []
    for each in judged:
        fact = each.fact
        trials = " ".join(dict.fromkeys(test.trial.about for test in fact.tests))
        parts += [
            f"### {fact.id}: {each.verdict.value}",
            "",
            f"{fact.statement} {fact.grade.value.capitalize()} evidence: {fact.source}.",
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


def main() -> None:
    """Print the page."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    judged = examine([Asked(FACTS, Size.FULL)], cache_folder() / "validation.sqlite", asked.workers)[0]
    said = "\n".join(f"{line}." for line in summary(judged))
    print(WORDS.read_text("utf-8").replace("{{summary}}", said).replace("{{facts}}", table(judged)), end="")


if __name__ == "__main__":
    main()
