"""Tables of results for a terminal: the ladder of each programme over time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from esnsim.experiments import Experiment

NO_BAND = "-"
GAP = 2
"""Spaces between columns."""
LEFT_OUT = ("returned",)
"""Rungs that stand in the files only, so that the others fit into a line."""


class Cell(NamedTuple):
    """A share of headcount as it is printed, in percent.

    Attributes:
        median: Median over replicates.
        band: Where the middle 80 % of replicates lie; a dash where there is no difference to be seen.
    """

    median: str
    band: str


def print_ladder(experiment: Experiment, console: Console) -> None:
    """Print, for every programme, the rungs at the start, after each quarter and at the end."""
    ladder = experiment.ladder()
    rungs = rungs_shown(ladder)
    for name in experiment.programmes:
        title = f"{name} (baseline)" if name == experiment.scenario.baseline else name
        console.print(_table(title, ladder[ladder["programme"] == name], rungs, console.width))
    missing = [rung for rung in ladder["rung"].unique() if rung not in rungs]
    band = f"median, and the middle 80 % of replicates ({NO_BAND} where they do not differ)"
    if experiment.scenario.replicates == 1:
        band = f"one replicate, and no band ({NO_BAND})"
    console.print(f"Share of headcount in %: {band}; ladder.csv has {' and '.join(missing)} too.")


def print_doings(experiment: Experiment, console: Console) -> None:
    """Print what became of each intervention: when it began and what it took; nothing where nothing is done."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from esnsim.experiments.folder import interventions
    from esnsim.report.doings import in_words

    done = interventions(experiment)
    if done.empty:
        return
    costs = bool(done["money"].any())
    title = Text("What was done, and what it took (mean of replicates)", style="bold")
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", padding=(0, GAP, 0, 0))
    for name in ("programme", "intervention", "began"):
        table.add_column(name)
    for name in ("hours of staff", *(["money"] if costs else [])):
        table.add_column(name, justify="right")
    for row in done.to_dict("records"):
        took = [f"{row['hours']:,.0f}", *([f"{row['money']:,.0f}"] if costs else [])]
        table.add_row(row["programme"], in_words(row["intervention"]), _began(row), *took)
    console.print()
    console.print(table)


def _began(row: Mapping[Hashable, Any]) -> str:
    """When it began, and in how many replicates where that depended on what happened."""
    if not row["began"]:
        return "never"
    often = "" if row["began"] == row["n"] else f", in {row['began']:,} of {row['n']:,} replicates"
    return f"{row['date']}{often}"


def rungs_shown(ladder: pd.DataFrame) -> list[str]:
    """Rungs that say something: accounts only where not everybody has one all the time."""
    everybody = bool((ladder.loc[ladder["rung"] == "enabled", "low"] >= 1.0).all())
    left_out = (*LEFT_OUT, "enabled") if everybody else LEFT_OUT
    return [rung for rung in dict.fromkeys(ladder["rung"]) if rung not in left_out]


def _table(title: str, ladder: pd.DataFrame, rungs: list[str], width: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=Text(title, style="bold"), title_justify="left", padding=(0, GAP, 0, 0))
    moments = [f"week {week}" if week else "start" for week in ladder["week"].unique()]
    columns = [_column(ladder[ladder["rung"] == rung]) for rung in rungs]
    widths = [max(len(rung), len(lines(column, " ")[0])) + GAP for rung, column in zip(rungs, columns, strict=True)]
    between = " " if sum(widths) + max(map(len, moments)) + 2 * GAP <= width else "\n"
    table.add_column("", no_wrap=True)
    for rung in rungs:
        table.add_column(rung, justify="left" if between == " " else "right")
    for row in zip(moments, *(lines(column, between) for column in columns), strict=True):
        table.add_row(*row)
    return table


def _column(ladder: pd.DataFrame) -> list[Cell]:
    return [cell(*row) for row in ladder[["median", "low", "high"]].itertuples(index=False)]


def cell(median: float, low: float, high: float) -> Cell:
    """A median and a band as they are printed.

    Args:
        median: Share of headcount, 0 to 1.
        low: Lower end of the band.
        high: Upper end of the band.
    """
    middle, lowest, highest = (f"{100.0 * share:.1f}" for share in (median, low, high))
    return Cell(middle, NO_BAND if lowest == highest else f"{lowest}\N{EN DASH}{highest}")


def lines(column: list[Cell], between: str) -> list[str]:
    """The cells of a column, medians below medians and bands below bands.

    Args:
        column: The cells.
        between: What stands between the two: a space, or a line break.
    """
    if between != " ":
        return [f"{each.median}{between}{each.band}".rstrip() for each in column]
    median, band = (max(map(len, part)) for part in zip(*column, strict=True))
    return [f"{each.median:>{median}} {each.band:>{band}}" for each in column]
