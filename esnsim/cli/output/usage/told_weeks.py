"""What was made of one's own weeks: kept as a table and a document, and told in sentences or as the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from esnsim.cli.output.printing import console, say


def keep_weeks(name: str, rows: Sequence[Mapping[str, Any]], document: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write ``NAME.csv`` and ``NAME.json``; the files.

    Args:
        name: What they are called.
        rows: Rows of the table.
        document: Plain values.
        folder: Where to; it is there.
    """
    import json

    import pandas as pd

    from esnsim.atomic_file import whole_file, write_text

    table = folder / f"{name}.csv"
    with whole_file(table) as unfinished:
        pd.DataFrame(rows).to_csv(unfinished, index=False, lineterminator="\n")
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return [table, write_text(folder / f"{name}.json", text + "\n")]


def tell_weeks(document: Mapping[str, Any], folder: Path, files: Sequence[Path], *, as_json: bool) -> None:
    """Print the sentences of a document and where results are, or the whole document."""
    names = [file.name for file in files]
    if as_json:
        import json

        content = {**document, "folder": str(folder), "files": names}
        say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
        return
    page = console()
    for sentence in document["sentences"]:
        page.print(f"{sentence[0].upper()}{sentence[1:]}.")
    page.print(f"\nResults are in {folder}: {', '.join(names)}.")
