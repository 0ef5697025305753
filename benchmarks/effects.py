"""Effects at full size: ``python -m benchmarks.effects > docs/effects.md`` takes half an hour on two cores.

Every effect is simulated with a plausible model for each replicate; quick trials say how the defaults fare beside that.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from esnsim.compilation import cache_folder
from esnsim.evidence.effects import EFFECTS
from esnsim.evidence.effects.kind_effect import NAMES, REPLICATES, RUNGS
from esnsim.evidence.effects.orders import ORDERS
from esnsim.evidence.finding import Finding
from esnsim.evidence.trial import TrialSize
from esnsim.evidence.validate import ValidationRequest, examine
from esnsim.evidence.verdict import Judged, count
from esnsim.names import listed
from esnsim.odd.tables import table
from esnsim.report.document.effects import EFFECT_COLUMNS, EFFECT_NOTE, effect_rows
from esnsim.report.document.verdicts import changes, count_text, interval, verdict_text, written

CARE = {
    "near_peers_over_distant_leaders": "Leaders far away move other people more than as many near colleagues do, where "
    "sources have it the other way round: between leaders and ambassadors, do not decide by the difference in "
    "contributors.",
    "light_touch_fades": "Too much of what a campaign brought is left half a year later: what campaigns do long after "
    "their end is too large here.",
}
"""What a miss means for whoever decides by an answer."""
WORDS = Path(__file__).parent / "effects.md"


def kinds(judged: Sequence[Judged]) -> str:
    """A row a kind: the effect on each rung with its interval and band, and the verdict on these."""
    rows = []
    for each in judged:
        sizes = Judged(each.fact, each.findings[: len(RUNGS)])
        cells = [_size(one) for one in sizes.findings]
        rows.append([_name(each), *cells, sizes.verdict.value])
    return table(["intervention", *NAMES.values(), "verdict"], rows)


def doubles(judged: Sequence[Judged]) -> str:
    """A row for each kind that one dose exhausts."""
    found = [(each, one) for each in judged for one in each.findings[len(RUNGS) :]]
    rows = [[_name(each), _found(one), verdict_text(one)] for each, one in found]
    return table(["intervention", "beyond 1.9 times one dose", "verdict"], rows)


def orders(judged: Sequence[Judged]) -> str:
    """A row a claim, with the statement at the first of each order."""
    rows = []
    for each in judged:
        statement = f"**{each.fact.statement}** {each.fact.source}"
        for nth, one in enumerate(each.findings):
            rows.append([statement if nth == 0 else "", one.claim.words, _found(one), verdict_text(one)])
    return table(["what is published", "what", "value", "verdict"], rows)


def summary(judged: Sequence[Judged]) -> str:
    """How effects and orders fare, and which do not hold."""
    missed = [_name(each) for each in judged if each.verdict.misses]
    return f"Of effects and orders {count_text(count(judged))}. Missed: {listed(missed) if missed else 'none'}."


def care(judged: Sequence[Judged]) -> str:
    """What to be careful with, of what is missed."""
    told = [CARE[each.fact.id] for each in judged if each.verdict.misses and each.fact.id in CARE]
    return "\n".join(f"- {each}" for each in told)


def beside_defaults(quick: Sequence[Judged], fixed: Sequence[Judged]) -> str:
    """How the defaults fare alone, with trials of the same size."""
    changed = changes(quick, fixed)
    lost, won = (
        listed([name.replace("_", " ") for name in ids]) if ids else "none" for ids in (changed.lost, changed.won)
    )
    return (
        f"With quick trials {count_text(count(quick))}; with these and the defaults alone {count_text(count(fixed))}: "
        f"lost on the value are {lost}, won {won}."
    )


def _name(judged: Judged) -> str:
    return judged.fact.id.replace("_", " ")


def _points(share: float) -> str:
    return f"{100.0 * share:+z.1f}"


def _size(one: Finding) -> str:
    band = one.claim.band
    found = f"({_points(one.low)} to {_points(one.high)})"
    return f"{_points(one.value)} {found}, *{_points(band.low)} to {_points(band.high)}*"


def _found(one: Finding) -> str:
    return f"{written(one.value, one.claim.form)} ({interval(one)})"


def main() -> None:
    """Print the page."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    turns = [
        ValidationRequest(EFFECTS, size, models=models)
        for size, models in ((TrialSize.FULL, True), (TrialSize.QUICK, True), (TrialSize.QUICK, False))
    ]
    judged, quick, fixed = examine(turns, cache_folder() / "validation", asked.workers)
    alone, together = judged[: -len(ORDERS)], judged[-len(ORDERS) :]
    said = {
        "replicates": str(REPLICATES.full),
        "summary": summary(judged),
        "care": care(judged),
        "fixed": beside_defaults(quick, fixed),
        "kinds": kinds(alone),
        "note": EFFECT_NOTE,
        "doses": table(EFFECT_COLUMNS, effect_rows(judged)),
        "doubles": doubles(alone),
        "orders": orders(together),
    }
    page = WORDS.read_text("utf-8")
    for mark, text in said.items():
        page = page.replace(f"{{{{{mark}}}}}", text)
    print(page, end="")


if __name__ == "__main__":
    main()
