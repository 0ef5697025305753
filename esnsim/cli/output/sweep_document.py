"""A sweep as one JSON document, for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esnsim.cli.output.printing import say

if TYPE_CHECKING:
    import pandas as pd

    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.organisation import ImportReport


def print_document(
    sweep: Sweep, folder: Path, files: list[str], notes: list[str], imported: Sequence[ImportReport]
) -> None:
    """Print what a sweep found and where it lies."""
    say_json(
        about_sweep(sweep)
        | {
            "response": records(sweep.response()),
            "differences": records(sweep.compare()),
            "best": records(sweep.best().head(1)),
            "failures": records(sweep.failures()),
            "folder": str(folder),
            "files": files,
            "notes": notes,
            **({"imported": [report.content() for report in imported]} if imported else {}),
        }
    )


def about_sweep(sweep: Sweep) -> dict[str, Any]:
    """What a sweep is and how far it is."""
    entry, count = sweep.entry, sweep.count
    return {
        "sweep": entry.number,
        "name": entry.sweep_record.name,
        "state": entry.state,
        "store": str(sweep.requests.store.path),
        "factors": list(sweep.factors),
        "outcome": str(sweep.outcome()),
        "points": len(sweep.points),
        "runs": {"asked": count.total, "done": count.done, "failed": count.failed},
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values; what is missing is null."""
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=15))
    return rows


def say_json(content: object) -> None:
    """Print one document."""
    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
