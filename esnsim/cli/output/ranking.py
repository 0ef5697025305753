"""What a sweep found, in tables and sentences for a terminal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from esnsim.experiments.estimates.interval import FEW_RUNS, LEAST_RUNS
from esnsim.experiments.estimates.ranking import RankStatus

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from esnsim.cli.output.tables import TableColumn
    from esnsim.experiments.design.outcome import Outcome
    from esnsim.experiments.results.sweep_result import Sweep

MOST_ROWS = 20
"""Rows of a table that a person looks at."""
INTERVAL = "80 %"
"""Head of a column with the interval that holds the mean of very many runs, with a chance of 80 %."""
Row = Mapping[Hashable, Any]


def print_response(sweep: Sweep, page: Console) -> None:
    """Print the mean of the outcome at each point, in the order of the design; of many, the best."""
    from esnsim.report.text.ranking import merged

    response = merged(sweep.response(), sweep.factors)
    if response.empty:
        page.print("No run is finished, so there is nothing to be seen.")
        return
    title = f"{sweep.outcome()} by point and programme"
    if len(response) > MOST_ROWS:
        title = f"{sweep.outcome()}, the highest {MOST_ROWS} of {len(response):,}"
        response = response.sort_values("mean", ascending=False, kind="stable").head(MOST_ROWS)
    print_means(sweep, response, title, page)


def print_means(sweep: Sweep, rows: pd.DataFrame, title: str, page: Console) -> None:
    """Print rows of `Sweep.response` or `Sweep.best`, and what they mean."""
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.experiments.design.labels import short_names, unit

    outcome, names = sweep.outcome(rows["outcome"].iloc[0]), short_names(sweep.factors)
    said = [f"in{unit(outcome)}"] if unit(outcome) else []
    each = len(set(rows["n"])) == 1
    if each:
        said.append("one run each" if rows["n"].iloc[0] == 1 else f"{rows['n'].iloc[0]:,} runs each")
    title += f" ({', '.join(said)})" if said else ""
    wide, narrow = _columns(rows, sweep, outcome, names)
    runs = [] if each else [TableColumn("runs", [f"{count:,}" for count in rows["n"]])]
    print_columns(page, [*wide, *runs], [*narrow, *runs], title=title)
    page.print(f"{INTERVAL}: {_covers(rows)}.", style="dim")
    _print_meanings(sweep, names, page)


def _columns(
    rows: pd.DataFrame, sweep: Sweep, outcome: Outcome, names: Mapping[str, str]
) -> tuple[list[TableColumn], list[TableColumn]]:
    """The columns of a table of means, and the same with intervals below what they belong to."""
    from esnsim.cli.output.tables import TableColumn, stacked
    from esnsim.experiments.design.labels import value_text

    first = [
        TableColumn(
            names[path].replace("_", " "),
            [value_text(value, share=path in sweep.shares) for value in rows[path]],
            _has_words(rows[path]),
        )
        for path in sweep.factors
    ]
    first.append(TableColumn("programme", list(rows["programme"]), words=True))
    cells = list(zip(*(_cells(row, outcome) for row in rows.to_dict("records")), strict=True))
    heads = ("mean", "behind", INTERVAL) if "behind" in rows else ("mean", INTERVAL)
    told = [TableColumn(head, column) for head, column in zip(heads, cells, strict=True)]
    return [*first, *told], [*first, *told[:-2], stacked(*told[-2:])]


def _covers(rows: pd.DataFrame) -> str:
    """What the intervals of a table are."""
    if "behind" in rows:
        return "how far behind with very many runs, all intervals at once in 4 of 5 cases"
    few = int(rows["n"].min()) if len(rows) else 0
    told = "where the mean of very many runs lies in 4 of 5 cases"
    if few < LEAST_RUNS:
        return f"{told}; none with fewer than {LEAST_RUNS} runs"
    return told if few >= FEW_RUNS else f"{told}, of skewed outcomes in fewer with less than {FEW_RUNS} runs"


def _has_words(values: pd.Series) -> bool:
    """Whether a factor's values are words, which may be broken over lines."""
    from esnsim.report.text.ranking import ANY

    return any(isinstance(value, str) and value != ANY for value in values)


def _cells(row: Row, outcome: Outcome) -> list[str]:
    """Mean and interval; of a ranking the mean, and how far it is behind the first with its interval."""
    from esnsim.experiments.design.labels import amount, band

    mean = amount(outcome, row["mean"])
    if "behind" not in row:
        return [mean, band(outcome, row["low"], row["high"])]
    if row["standing"] == RankStatus.FIRST:
        return [mean, "", ""]
    plain = replace(outcome, against_baseline=False)
    interval = band(plain, row["behind_low"], row["behind_high"])
    return [mean, amount(plain, row["behind"]), "the same" if row["standing"] == RankStatus.SAME else interval]


def _print_meanings(sweep: Sweep, names: Mapping[str, str], page: Console) -> None:
    """Print what short names stand for."""
    for path in sweep.factors:
        if names[path] != path:
            page.print(f"{names[path].replace('_', ' ')}: {path}")


def print_failures(sweep: Sweep, page: Console) -> None:
    """Print the runs that could not be finished, with the command that repeats each."""
    import shlex

    failures = sweep.failures()
    if failures.empty:
        return
    store = sweep.requests.store.path
    page.print(f"\n{len(failures):,} {'run' if len(failures) == 1 else 'runs'} failed:", style="bold red")
    for row in failures.head(MOST_ROWS).to_dict("records"):
        page.print(f"  point {row['point']}, '{row['programme']}', replicate {row['replicate']}: {row['reason']}")
        page.print(f"    {shlex.join(['esnsim', 'store', 'repeat', str(store), row['key'][:12]])}", soft_wrap=True)
    if len(failures) > MOST_ROWS:
        page.print(f"  and {len(failures) - MOST_ROWS:,} more, all in failures.csv")
