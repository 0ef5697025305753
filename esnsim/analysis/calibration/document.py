"""A calibration as one document of plain values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from esnsim.analysis.calibration.answer import Calibration
from esnsim.analysis.calibration.words import sentences


def calibration_document(found: Calibration) -> dict[str, Any]:
    """Everything that a calibration says."""
    asked = found.asked
    return {
        "programme": asked.programme,
        "people": asked.people,
        "source": asked.counted.source,
        "numbers": asked.counted.size,
        "discrepancy": asked.discrepancy,
        "waves": [
            {"models": len(each.places), "left": each.left, "filled": each.filled} for each in found.matched.waves
        ],
        "not_ruled_out": len(found.matched.places),
        "failed": found.failed,
        "members": len(found.posterior.places),
        "directions": found.posterior.directions,
        "accepted": found.posterior.accepted,
        "distance": found.posterior.near,
        "fits": found.fits,
        "summaries": _summaries(found),
        "constants": [
            {
                "name": each.dimension.name,
                "kept": each.kept,
                **_ends("before", each.before),
                **_ends("after", each.after),
            }
            for each in found.learned
        ],
        "not_separated": [each._asdict() for each in found.traded],
        "left_out": list(asked.counted.left_out),
        "sentences": sentences(found),
    }


def _ends(word: str, values: tuple[float, float, float]) -> dict[str, float]:
    return {f"{word}_{name}": value for name, value in zip(("low", "median", "high"), values, strict=True)}


def _summaries(found: Calibration) -> list[dict[str, Any]]:
    """What was compared, with the three parts of what may lie between."""
    asked, ruled = found.asked, found.matched.ruled
    unfitted = {str(each.summary) for each in found.unfitted}
    random = np.diag(asked.noise)
    return [
        {
            "name": summary.name,
            "first": summary.first,
            "last": summary.last,
            "counted": float(value) ** 2,
            "fits": str(summary) not in unfitted,
            "random_variation": math.sqrt(float(random[nth])),
            "emulator_error": math.sqrt(max(ruled[-1][nth].error - float(random[nth]), 0.0)) if ruled else None,
            "discrepancy": math.sqrt(float(asked.target.discrepancy[nth])),
        }
        for nth, (summary, value) in enumerate(zip(asked.summaries, asked.target.values, strict=True))
    ]
