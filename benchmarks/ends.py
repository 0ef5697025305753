"""Which fact reveals which constant: every claim is measured at both ends of the constant's declared range.

``python -m benchmarks.ends`` prints the table that stands in the description of the model, in Markdown. Quick trials;
what is in the cache is not simulated again. A claim reveals a constant if its value at one end differs from that at the
other by three standard errors and a quarter of its band; a constant that no claim reveals is unidentifiable by these.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from esnsim.compilation import cache_folder
from esnsim.evidence.cache import PartCache
from esnsim.evidence.fact import Fact, Family
from esnsim.evidence.facts import FACTS
from esnsim.evidence.finding import WIDE, Finding
from esnsim.evidence.task import carry_out, parts_of, place_of, trials
from esnsim.evidence.trial import TrialSize, Variation
from esnsim.evidence.verdict import Judged, judge, untested
from esnsim.experiments.execution.parallel import answered
from esnsim.report.document.verdicts import band_text, written
from esnsim.scenario.constants import known_parameters

CONTESTED = (
    "far_reach",
    "top_effect",
    "community_effect",
    "founding",
    "founder_interest",
    "lapse_value",
    "ambassador_support",
    "propensity_spread",
    "content_half_life",
    "attention",
)
"""Constants on which answers depend most and whose size is judgement."""
TRIALS = ("leaders", "watched network", "disturbed network")
"""Trials of settled networks, which set none of these constants themselves and are quickly simulated."""
REPLICATES = 3
"""Of each trial and end; the same organisations and random numbers at both."""
ERRORS, PART, TOLD = 3.0, 0.25, 3
MEDIAN = 1.2533
"""Standard error of a median over that of a mean."""


class Movement(NamedTuple):
    """How one claim moves with one constant.

    Attributes:
        fact: The fact.
        low: What the claim says at the low end.
        high: What it says at the high end.
    """

    fact: Fact
    low: Finding
    high: Finding

    @property
    def bands(self) -> float:
        """By how many widths of its band it moves."""
        return abs(self.high.value - self.low.value) / self.low.claim.band.width

    @property
    def reveals(self) -> bool:
        """Whether it moves by more than chance, and by a part of its band that matters."""
        error = math.hypot(standard_error(self.low), standard_error(self.high))
        sure = abs(self.high.value - self.low.value) >= ERRORS * error
        return sure and self.bands >= PART

    def told(self) -> str:
        """The movement, as a phrase."""
        claim = self.low.claim
        ends = f"{written(self.low.value, claim.form)} > {written(self.high.value, claim.form)}"
        return f"{self.fact.id} {claim.words}: {ends} (band {band_text(claim.band, claim.form)})"


def standard_error(finding: Finding) -> float:
    """Standard error of what a claim says, from its 80 % interval."""
    half = (finding.high - finding.low) / 2.0 / WIDE
    return half if finding.claim.of_all else half * MEDIAN / math.sqrt(max(finding.told, 1))


def movements(low: Sequence[Judged], high: Sequence[Judged]) -> list[Movement]:
    """Claims that reveal a constant, those that move most first."""
    found = [
        Movement(one.fact, *pair)
        for one, other in zip(low, high, strict=True)
        for pair in zip(one.findings, other.findings, strict=False)
    ]
    return sorted((each for each in found if each.reveals), key=lambda each: -each.bands)


def judged_at(facts: Sequence[Fact], ends: Sequence[Variation], kept: Path, workers: int) -> list[list[Judged]]:
    """Facts judged by a few replicates of each model; finished parts are kept as `esnsim validate` keeps them."""
    parts = {
        (name, end): parts_of(trials()[name], TrialSize.QUICK, end)[:REPLICATES] for name in TRIALS for end in ends
    }
    cache = PartCache(kept)
    said = {part: answer for some in parts.values() for part in some if (answer := cache.get(part)) is not None}
    missing = [part for some in parts.values() for part in some if part not in said]
    with closing(answered(carry_out, missing, workers)) as finished:
        for part, answer in finished:
            cache.put(part, answer)
            said[part] = answer

    def judged(fact: Fact, end: Variation) -> Judged:
        values = []
        for nth, test in enumerate(fact.tests):
            answers = [said[part][place_of(fact, nth)] for part in parts[test.trial.name, end]]
            if reasons := [each for each in answers if isinstance(each, str)]:
                return untested(fact, reasons[0])
            values.append([each for each in answers if not isinstance(each, str)])
        return judge(fact, values)

    return [[judged(fact, end) for fact in facts] for end in ends]


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("names", nargs="*", default=CONTESTED, metavar="CONSTANT")
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    facts = [
        fact
        for fact in FACTS
        if fact.family is not Family.VERIFICATION and all(test.trial.name in TRIALS for test in fact.tests)
    ]
    known = known_parameters()
    ends = [Variation(((name, end),)) for name in asked.names for end in (known[name].low, known[name].high)]
    answers = judged_at(facts, ends, cache_folder() / "validation", asked.workers)
    print("| constant | from | to | what moves most, from one end to the other |")
    print("|---|---|---|---|")
    for nth, name in enumerate(asked.names):
        told = [each.told() for each in movements(answers[2 * nth], answers[2 * nth + 1])[:TOLD]]
        print(f"| `{name}` | {known[name].low:g} | {known[name].high:g} | {'; '.join(told) or 'unidentifiable'} |")


if __name__ == "__main__":
    main()
