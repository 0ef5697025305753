"""What a sweep found, in tables and sentences for a terminal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from esnsim.cli.output.tables import TableColumn
    from esnsim.experiments.design.outcome import Outcome
    from esnsim.experiments.results.sweep_result import Sweep

MOST_ROWS = 20
"""Rows of a table that a person looks at."""
ANY = "any"
"""Stands for all values of a factor that makes no difference."""
INTERVAL = "80 %"
"""Head of a column with the interval that holds the mean of very many lives, with a chance of 80 %."""
Row = Mapping[Hashable, Any]


def print_response(sweep: Sweep, page: Console) -> None:
    """Print the mean of the outcome at each point, in the order of the design; of many, the best."""
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
        said.append("one life each" if rows["n"].iloc[0] == 1 else f"{rows['n'].iloc[0]:,} lives each")
    title += f" ({', '.join(said)})" if said else ""
    wide, narrow = _columns(rows, sweep, outcome, names)
    lives = [] if each else [TableColumn("lives", [f"{count:,}" for count in rows["n"]])]
    print_columns(page, [*wide, *lives], [*narrow, *lives], title=title)
    page.print(f"{INTERVAL}: where the mean of very many runs lies in 4 of 5 cases.", style="dim")
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
    heads = ("mean", INTERVAL, "behind", INTERVAL)
    told = [TableColumn(head, column) for head, column in zip(heads, cells, strict=False)]
    pairs = [stacked(*told[place : place + 2]) for place in range(0, len(told), 2)]
    return [*first, *told], [*first, *pairs]


def _has_words(values: pd.Series) -> bool:
    """Whether a factor's values are words, which may be broken over lines."""
    return any(isinstance(value, str) and value != ANY for value in values)


def _cells(row: Row, outcome: Outcome) -> list[str]:
    """Mean and interval, and how far it is behind the first with its interval."""
    from esnsim.experiments.design.labels import amount, band

    cells = [amount(outcome, row["mean"]), band(outcome, row["low"], row["high"])]
    if "behind" in row:
        first = row["behind"] == row["behind_low"] == row["behind_high"] == 0.0
        apart = (row["behind"], row["behind_low"], row["behind_high"])
        plain = replace(outcome, against_baseline=False)
        cells += ["", ""] if first else [amount(plain, apart[0]), band(plain, *apart[1:])]
    return cells


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
    """Which point and programme is best, and how many are statistically tied with it; nothing if there is none."""
    from esnsim.cli.output.sweep_status import is_finished
    from esnsim.experiments.design.labels import amount, point_text, short_names, unit

    if ranked.empty:
        return ""
    ranked = merged(ranked, sweep.factors)
    outcome, first = sweep.outcome(ranked["outcome"].iloc[0]), ranked.iloc[0]
    matter = {path: first[path] for path in sweep.factors if first[path] != ANY}
    at = point_text(matter, short_names(sweep.factors), sweep.shares)
    which = "lowest" if lowest else "best"
    told = f"'{first['programme']}'{at and f' at {at}'} is {which}: {outcome} {amount(outcome, first['mean'])}"
    if not is_finished(sweep):
        return f"so far {told}{unit(outcome)}; what is not simulated yet may change that"
    return f"{told}{unit(outcome)}; {_rivals(ranked)}"


def _rivals(ranked: pd.DataFrame) -> str:
    """How far the first is known to be the first."""
    if len(ranked) == 1:
        return "there is nothing to compare it with"
    if ranked["n"].max() == 1:
        return "one replicate cannot separate this from random variation"
    rivals = int((~(ranked["behind_low"].iloc[1:] > 0.0)).sum())
    if not rivals:
        return "all others are behind it, with 80 % intervals that leave out zero"
    return f"{rivals:,} other{'s are' if rivals > 1 else ' is'} statistically tied with it with these replicates"


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
