"""What a sweep found, in tables and sentences for a terminal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from esnsim.experiments.outcome import Outcome
    from esnsim.experiments.reading import Sweep

MOST_ROWS = 20
"""Rows of a table that a person looks at."""
ANY = "any"
"""Stands for all values of a factor that makes no difference."""
INTERVAL = "80 %"
"""Head of a column with the interval that holds the mean of very many lives, with a chance of 80 %."""
NAME = 12
"""Columns a programme's name has at least."""
Row = Mapping[Hashable, Any]


def print_response(sweep: Sweep, page: Console) -> None:
    """Print the mean of the outcome at each point, in the order of the design; of many, the best."""
    response = merged(sweep.response(), sweep.factors)
    if response.empty:
        page.print("No life is finished, so there is nothing to be seen.")
        return
    title = f"{sweep.outcome()} by point and programme"
    if len(response) > MOST_ROWS:
        title = f"{sweep.outcome()}, the highest {MOST_ROWS} of {len(response):,}"
        response = response.sort_values("mean", ascending=False, kind="stable").head(MOST_ROWS)
    print_means(sweep, response, title, page)


def print_means(sweep: Sweep, rows: pd.DataFrame, title: str, page: Console) -> None:
    """Print rows of `Sweep.response` or `Sweep.best`, and what they mean."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from esnsim.experiments.labels import short_names, unit

    outcome, names = sweep.outcome(rows["outcome"].iloc[0]), short_names(sweep.factors)
    behind = "behind" in rows
    said = [f"in{unit(outcome)}"] if unit(outcome) else []
    each = len(set(rows["n"])) == 1
    if each:
        said.append("one life each" if rows["n"].iloc[0] == 1 else f"{rows['n'].iloc[0]:,} lives each")
    title += f" ({', '.join(said)})" if said else ""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for path in sweep.factors:
        table.add_column(names[path].replace("_", " "), justify="right", overflow="fold")
    table.add_column("programme", overflow="fold", min_width=NAME)
    for column in ("mean", INTERVAL, *(("behind", INTERVAL) if behind else ()), *(() if each else ("lives",))):
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows.to_dict("records"):
        table.add_row(*_cells(row, sweep, outcome)[: len(table.columns)])
    page.print(f"\n{title}", style="bold")
    page.print(table)
    page.print(f"{INTERVAL}: where the mean of very many lives lies in 4 of 5 cases.", style="dim")
    _print_meanings(sweep, names, page)


def _cells(row: Row, sweep: Sweep, outcome: Outcome) -> list[str]:
    from esnsim.experiments.labels import amount, band, value_text

    cells = [value_text(row[path]) for path in sweep.factors]
    cells += [row["programme"], amount(outcome, row["mean"]), band(outcome, row["low"], row["high"])]
    if "behind" in row:
        first = row["behind"] == row["behind_low"] == row["behind_high"] == 0.0
        apart = (row["behind"], row["behind_low"], row["behind_high"])
        plain = replace(outcome, against_baseline=False)
        cells += ["", ""] if first else [amount(plain, apart[0]), band(plain, *apart[1:])]
    return [*cells, f"{row['n']:,}"]


def _print_meanings(sweep: Sweep, names: Mapping[str, str], page: Console) -> None:
    """Print what short names stand for."""
    for path in sweep.factors:
        if names[path] != path:
            page.print(f"{names[path].replace('_', ' ')}: {path}")


def merged(rows: pd.DataFrame, factors: Sequence[str]) -> pd.DataFrame:
    """The rows of `Sweep.response` or `Sweep.best`, one for all values of a factor that make no difference.

    Such are factors of one programme for the lives of another, which are the same lives.
    """
    import pandas as pd

    parts = [_merged(part, factors) for _, part in rows.groupby("programme", sort=False)]
    return pd.concat(parts).sort_index(kind="stable") if parts else rows


def _merged(rows: pd.DataFrame, factors: Sequence[str]) -> pd.DataFrame:
    """The same for one programme."""
    values = [name for name in ("mean", "low", "high", "n") if name in rows]
    if len(rows) > 1 and len(rows[values].drop_duplicates()) == 1:
        return rows.head(1).astype(dict.fromkeys(factors, object)).assign(**dict.fromkeys(factors, ANY))
    for path in factors:
        others = [other for other in factors if other != path]
        levels, places = rows[path].nunique(), len(rows[others].drop_duplicates())
        if levels > 1 and len(rows) == levels * places == levels * len(rows[[*others, *values]].drop_duplicates()):
            rows = rows.drop_duplicates(others).astype({path: object}).assign(**{path: ANY})
    return rows


def best_sentence(sweep: Sweep, ranked: pd.DataFrame, *, lowest: bool = False) -> str:
    """Which point and programme is best, and how many cannot be told from it; nothing if there is none."""
    from esnsim.experiments.labels import amount, point_text, short_names, unit

    if ranked.empty:
        return ""
    ranked = merged(ranked, sweep.factors)
    outcome, first = sweep.outcome(ranked["outcome"].iloc[0]), ranked.iloc[0]
    matter = {path: first[path] for path in sweep.factors if first[path] != ANY}
    at = point_text(matter, short_names(sweep.factors))
    which = "lowest" if lowest else "best"
    told = f"'{first['programme']}'{at and f' at {at}'} is {which}: {outcome} {amount(outcome, first['mean'])}"
    return f"{told}{unit(outcome)}; {_rivals(ranked)}"


def _rivals(ranked: pd.DataFrame) -> str:
    """How far the first is known to be the first."""
    if len(ranked) == 1:
        return "there is nothing to compare it with"
    if ranked["n"].max() == 1:
        return "with one replicate nobody knows whether that is luck"
    rivals = int((~(ranked["behind_low"].iloc[1:] > 0.0)).sum())
    if not rivals:
        return "all others are behind it, with 80 % intervals that leave out zero"
    return f"{rivals:,} other{'s' if rivals > 1 else ''} cannot be told from it with these replicates"


def print_failures(sweep: Sweep, page: Console) -> None:
    """Print the lives that could not be finished, with the command that repeats each."""
    import shlex

    failures = sweep.failures()
    if failures.empty:
        return
    store = sweep.ledger.store.path
    page.print(f"\n{len(failures):,} {'life' if len(failures) == 1 else 'lives'} failed:", style="bold red")
    for row in failures.head(MOST_ROWS).to_dict("records"):
        page.print(f"  point {row['point']}, '{row['programme']}', replicate {row['replicate']}: {row['reason']}")
        page.print(f"    {shlex.join(['esnsim', 'store', 'repeat', str(store), row['key'][:12]])}", soft_wrap=True)
    if len(failures) > MOST_ROWS:
        page.print(f"  and {len(failures) - MOST_ROWS:,} more, all in failures.csv")
