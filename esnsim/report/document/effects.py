"""What interventions do, at half, usual and double dose, as rows of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from esnsim.evidence.effects.kind_effect import DOSES, RUNGS
from esnsim.evidence.fact import Samples
from esnsim.evidence.verdict import Judged

EFFECT_COLUMNS = (
    "intervention",
    "contributors",
    "interactive",
    "readers",
    "own",
    "left: writers",
    "left: readers",
    "hours",
)
MODELS_NOTE = "Each replicate is simulated with a plausible model of its own, as those of a scenario are."
DEFAULTS_NOTE = "Each replicate is simulated with the defaults."
EFFECT_NOTE = (
    "Points of headcount against doing nothing, at half/usual/double dose. Own: the part of contributors added that is "
    "those appointed themselves. Left: the effect at its end, or after half a year, and what is there half a year "
    "later. Hours of staff in a year at the usual dose."
)


def effect_rows(judged: Sequence[Judged]) -> list[list[str]]:
    """One row for each kind that was tried; orders between kinds have none."""
    return [
        [each.fact.id.replace("_", " "), *_cells(sample)]
        for each in judged
        for sample in each.samples
        if "one_contributor" in sample
    ]


def _cells(sample: Samples) -> list[str]:
    def points(key: str) -> str:
        value = 100.0 * float(np.mean(sample[key]))
        return "-" if math.isnan(value) else f"{value + 0.0:.1f}".replace("-0.0", "0.0")

    effects = ["/".join(points(f"{dose}_{rung}") for dose in DOSES) for rung in RUNGS]
    left = [f"{points(f'end_{rung}')} > {points(f'left_{rung}')}" for rung in ("contributor", "reader")]
    return [*effects, points("own_contributor"), *left, f"{float(np.mean(sample['hours'])):,.0f}"]
