"""What a study found, as one document for other programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from esnsim.analysis.sensitivity.answer import Sensitivity
from esnsim.analysis.sensitivity.indices import COVERAGE
from esnsim.analysis.sensitivity.words import sentences

if TYPE_CHECKING:
    import pandas as pd


def document(found: Sensitivity) -> dict[str, Any]:
    """The answer as plain values; what is not known is None."""
    ranked = found.ranked
    return {
        "scenario": found.scenario,
        "outcome": str(found.outcome),
        "programme": found.programme,
        **found.effort._asdict(),
        "interval": COVERAGE,
        "findings_expected_by_chance": found.expected_by_chance,
        "screening": _plain(found.screening()),
        "variance": None if ranked is None else ranked.variance,
        "noise": None if ranked is None or math.isnan(ranked.noise) else ranked.noise,
        "shares": _plain(found.variance()),
        "sentences": sentences(found),
    }


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            str(name): None if isinstance(value, float) and not math.isfinite(value) else value
            for name, value in row.items()
        }
        for row in table.to_dict("records")
    ]
