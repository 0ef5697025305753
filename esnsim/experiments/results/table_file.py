"""Tables that are written part by part, as CSV or Parquet, so that none has to fit into memory; whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from esnsim.atomic_file import whole_file
from esnsim.errors import MissingExtraError, RunError
from esnsim.experiments.results.folder import harmless
from esnsim.experiments.store.refusals import writing_refusal

if TYPE_CHECKING:
    import pandas as pd

CSV, PARQUET = ".csv", ".parquet"

Add: TypeAlias = Callable[["pd.DataFrame"], None]
"""Takes the next rows; columns are those of the first part."""


def check_table_file(path: Path) -> None:
    """See that a table can be written under this name.

    Raises:
        MissingExtraError: If Parquet is asked for and cannot be written.
        RunError: If the name ends in something else.
    """
    if path.suffix not in (CSV, PARQUET):
        raise RunError(f"{path}: tables are written as CSV or Parquet; choose a name that ends in {CSV} or {PARQUET}")
    if path.suffix == PARQUET and find_spec("pyarrow") is None:
        raise MissingExtraError("writing Parquet files", "parquet")


@contextmanager
def table_file(path: Path) -> Iterator[Add]:
    """A table to be written part by part, under its name when all parts are there.

    Args:
        path: The file; its ending says what it is.

    Raises:
        MissingExtraError: If Parquet is asked for and cannot be written.
        RunError: If the name ends in something else, or the file cannot be written.
    """
    check_table_file(path)
    try:
        with whole_file(path) as unfinished, (_parquet if path.suffix == PARQUET else _csv)(unfinished) as add:
            yield add
    except OSError as error:
        raise RunError(writing_refusal(error, path)) from error


@contextmanager
def _csv(path: Path) -> Iterator[Add]:
    with path.open("w", encoding="utf-8", newline="") as file:

        def add(part: pd.DataFrame) -> None:
            without_formulas(part).to_csv(file, index=False, header=file.tell() == 0, lineterminator="\n")

        yield add


@contextmanager
def _parquet(path: Path) -> Iterator[Add]:
    # An extra, which has no types.
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    writers: list[Any] = []

    def add(part: pd.DataFrame) -> None:
        schema = writers[0].schema if writers else None
        table = arrow.Table.from_pandas(part, schema=schema, preserve_index=False)
        if not writers:
            writers.append(parquet.ParquetWriter(path, table.schema))
        writers[0].write_table(table)

    try:
        yield add
    finally:
        for writer in writers:
            writer.close()


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a mark before every text that a spreadsheet would take for a formula."""
    texts = {name: table[name].map(harmless) for name in table.columns if table[name].dtype.kind not in "biufM"}
    return table.assign(**texts)
