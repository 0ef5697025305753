"""Where a plan tips, as one document for other programs."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import numpy as np

from esnsim.analysis.tipping.answer import Tipping
from esnsim.analysis.tipping.words import sentences


def document(answer: Tipping) -> dict[str, Any]:
    """The answer as plain values; what is not known is None."""
    runs = answer.runs
    return {
        "path": runs.path,
        "outcome": runs.outcome,
        "programme": runs.programme,
        "weeks": runs.weeks,
        "replicates": int(runs.series.shape[1]),
        "verdict": answer.verdict,
        "states": _plain(asdict(answer.states)),
        "divide": _plain(answer.divide),
        "growth": _plain(answer.growth),
        "hysteresis": None if answer.hysteresis is None else _plain(asdict(answer.hysteresis)),
        "critical_mass": None if answer.mass is None else _plain(asdict(answer.mass)),
        "warnings": None if answer.warnings is None else _plain(asdict(answer.warnings)),
        "ends": _ends(answer),
        "left_out": list(runs.left_out),
        "sentences": sentences(answer),
    }


def _ends(answer: Tipping) -> list[dict[str, Any]]:
    """Where each value leads, and which share of its runs ends high where something divides them."""
    runs = answer.runs
    climbing = answer.ends_high.mean(1).tolist() if answer.mass else [None] * len(runs.tried)
    return [
        {"value": value, "median": median, "high": high}
        for value, median, high in zip(runs.tried, np.median(runs.ends, 1).tolist(), climbing, strict=True)
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any plain value
    """A value that JSON knows; numbers that are none become None."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
