"""The output folder of an experiment: what was asked, how it was computed, and the numbers; every file whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median_low

import pandas as pd

from esnsim.atomic_file import whole_file, write_text
from esnsim.errors import MissingExtraError, RunError
from esnsim.experiments.results.columns import INTERVENTIONS, describe_columns
from esnsim.experiments.results.experiment import Experiment
from esnsim.experiments.results.manifest import manifest
from esnsim.experiments.results.misfit import misfit
from esnsim.experiments.store.refusals import writing_refusal
from esnsim.scenario import dump
from esnsim.simulation.run import Run
from esnsim.state.ladder import LADDER

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""
COMPARED = (*LADDER, "posts", "replies", "reactions")
"""Measures in ``differences.csv``."""


def write(experiment: Experiment, folder: Path, command: str = "", *, parquet: bool = False) -> list[Path]:
    """Write everything but pictures into a folder.

    Args:
        experiment: What was run.
        folder: Where to; made if it is not there, and files of an earlier experiment are replaced one by one.
        command: The command that asked for it, for the manifest.
        parquet: Whether to write the daily and weekly tables as Parquet too.

    Returns:
        The files written.

    Raises:
        MissingExtraError: If Parquet is asked for and pyarrow is not there; nothing is written then.
        RunError: If a file cannot be written.
    """
    if parquet:
        require_parquet()
    tables = {
        "daily": experiment.table(),
        "weekly": experiment.weekly(),
        "ladder": experiment.ladder(),
        "differences": paired(experiment),
        "interventions": interventions(experiment),
    }
    if experiment.scenario.observed:
        tables["misfit"] = misfit(experiment)
    texts = {
        "scenario.yaml": dump(experiment.scenario),
        "columns.md": describe_columns(),
        "manifest.json": manifest(experiment, command),
    }
    try:
        written = [write_csv(table, folder / f"{name}.csv") for name, table in tables.items()]
        if parquet:
            written += [_write_parquet(tables[name], folder / f"{name}.parquet") for name in ("daily", "weekly")]
        return written + [write_text(folder / name, text) for name, text in texts.items()]
    except OSError as error:
        raise RunError(writing_refusal(error)) from error


def paired(experiment: Experiment) -> pd.DataFrame:
    """Every two programmes against each other at the end, with the same random numbers.

    Returns:
        The columns of `Experiment.compare` with ``against`` behind ``programme``: all programmes against the
        baseline, then each of the others against those before it.
    """
    names = (experiment.scenario.baseline, *experiment.others)
    tables = []
    for place, name in enumerate(names[:-1] or names):
        table = experiment.against(name, names[place + 1 :]).compare(COMPARED)
        table.insert(1, "against", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def interventions(experiment: Experiment) -> pd.DataFrame:
    """What became of each intervention: for how many it was, in how many replicates it began, when, what it took."""
    reached = {reach[:2]: (reach.people, reach.share) for reach in experiment.about.reaches}
    rows = [
        {
            "programme": programme,
            "intervention": one.name,
            "kind": one.kind,
            **_carried_out(one.name, experiment, runs),
            **dict(zip(("people", "share"), reached.get((programme, one.name or one.kind), ()), strict=False)),
        }
        for programme in experiment.programmes
        for runs in [experiment.runs_of(programme)]
        for one in experiment.scenario.programme(programme)
    ]
    table = pd.DataFrame(rows, columns=list(INTERVENTIONS))
    return table.astype({"people": "Int64", "share": "float64"})


def _carried_out(name: str | None, experiment: Experiment, runs: Sequence[Run]) -> dict[str, object]:
    """How often it began, on which day in the middle replicate of these, and what it took; see `Experiment.counted`."""
    begins = [event.day for run in runs for event in run.events if (event.intervention, event.what) == (name, "begins")]
    counted = [run for run in runs if run.replicate in experiment.counted]
    spent = [expense for run in counted for expense in run.expenses if expense.intervention == name]
    return {
        "began": len(begins),
        "n": len(runs),
        "date": experiment.scenario.date(median_low(begins)).isoformat() if begins else None,
        "money": math.fsum(expense.money for expense in spent) / len(counted),
        "hours": math.fsum(expense.hours for expense in spent) / len(counted),
    }


def require_parquet() -> None:
    """Make sure that Parquet can be written.

    Raises:
        MissingExtraError: If pyarrow is not there.
    """
    if find_spec("pyarrow") is None:
        raise MissingExtraError("writing Parquet files", "parquet")


def write_csv(table: pd.DataFrame, path: Path) -> Path:
    """A table in which no cell is taken for a formula."""
    return write_text(path, csv_text(table))


def csv_text(table: pd.DataFrame, digits: int | None = None) -> str:
    """A table as text, in which no cell is taken for a formula; numbers with so many digits, None for all."""
    texts = {name: table[name].map(harmless) for name in table.columns if not _is_number_or_date(table[name])}
    form = None if digits is None else f"%.{digits}g"
    text: str = table.assign(**texts).to_csv(index=False, lineterminator="\n", float_format=form)
    return text


def _is_number_or_date(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)


def harmless(text: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text


def _write_parquet(table: pd.DataFrame, path: Path) -> Path:
    """The same table in columns, with its types."""
    with whole_file(path) as unfinished:
        table.to_parquet(unfinished, index=False)
    return path
