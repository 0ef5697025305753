"""Which fact needs which mechanism: every mechanism is switched off in turn, and every fact judged again.

``python -m benchmarks.ablation`` prints the table that stands in the description of the model, in Markdown. Quick
trials; what is in the cache is not simulated again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from esnsim.behaviour.mechanisms import MECHANISMS
from esnsim.compilation import cache_folder
from esnsim.evidence.facts import FACTS
from esnsim.evidence.trial import AS_IT_IS, TrialSize, Variation
from esnsim.evidence.validate import ValidationRequest, examine
from esnsim.report.document.verdicts import changes


def rows(kept: Path, workers: int) -> list[str]:
    """A row a mechanism."""
    names = sorted(MECHANISMS, key=lambda name: int(name[1:]))
    models = [AS_IT_IS, *(Variation((), (name,)) for name in names)]
    as_it_is, *others = examine([ValidationRequest(FACTS, TrialSize.QUICK, model) for model in models], kept, workers)
    said = []
    for name, judged in zip(names, others, strict=True):
        changed = changes(as_it_is, judged)
        cells = [", ".join(ids) or "none" for ids in changed]
        said.append(f"| {name} | {MECHANISMS[name][0]} | {' | '.join(cells)} |")
    return said


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    print("| off | what it is | facts lost | facts won | failed before, now missed by half a band more |")
    print("|---|---|---|---|---|")
    print("\n".join(rows(cache_folder() / "validation", asked.workers)))


if __name__ == "__main__":
    main()
