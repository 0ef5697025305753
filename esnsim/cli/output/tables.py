"""Tables of results for a terminal: the ladder of each programme over time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from esnsim.experiments import Experiment
    from esnsim.organisation import ImportReport

NO_BAND = "-"
GAP = 2
"""Spaces between columns."""
WORDS = 12
"""Characters that a column of words has at least, as far as it is that long."""
LEFT_OUT = ("returned",)
"""Rungs that stand in the files only, so that the others fit into a line."""


class TableColumn(NamedTuple):
    """A column of a table whose numbers are never cut.

    Attributes:
        head: What stands above it; numbers stand below its right end.
        cells: From top to bottom; a cell may have several lines.
        words: Whether cells are words, which may be broken over lines.
    """

    head: str
    cells: Sequence[str]
    words: bool = False

    @property
    def width(self) -> int:
        """Characters it has at least, with its head in several lines."""
        return self._wide(self.head.split())

    @property
    def whole(self) -> int:
        """Characters it has at least, with its head as it is."""
        return self._wide(self.head.splitlines())

    def _wide(self, heads: Sequence[str]) -> int:
        longest = max(map(len, [*heads, *(line for cell in self.cells for line in cell.splitlines())]), default=0)
        return min(longest, WORDS) if self.words else longest


class Cell(NamedTuple):
    """A share of headcount as it is printed, in percent.

    Attributes:
        median: Median over replicates.
        band: Where the middle 80 % of replicates lie, of few all; a dash where there is no difference to be seen.
    """

    median: str
    band: str


def print_columns(page: Console, *variants: Sequence[TableColumn], title: str = "", gap: int = 1) -> None:
    """Print the first variant that fits the page, or else each row of the first as lines of its own.

    Args:
        page: Where to.
        variants: The same table, each narrower than the one before.
        title: Stands above it.
        gap: Spaces between columns.
    """
    if title:
        page.print(f"\n{title}", style="bold")
    for columns, spaces in product(variants, dict.fromkeys((gap, 1))):
        for widths in ([column.whole for column in columns], [column.width for column in columns]):
            # Beside the cells there are two edges, and a line and spaces between columns.
            if sum(widths) + (len(columns) - 1) * (spaces + 1) + 2 <= page.width:
                page.print(_drawn(columns, widths, spaces))
                return
    for row in zip(*(column.cells for column in variants[0]), strict=True):
        page.print()
        for column, cell in zip(variants[0], row, strict=True):
            if cell:
                page.print(" ".join(f"{column.head}: {cell}".removeprefix(": ").split()))
    page.print()


def _drawn(columns: Sequence[TableColumn], widths: Sequence[int], gap: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, gap, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        if column.words:
            table.add_column(column.head, overflow="fold", min_width=width)
        else:
            # What has a width is never made narrower.
            table.add_column(column.head, justify="right", width=width)
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    return table


def stacked(first: TableColumn, second: TableColumn) -> TableColumn:
    """Two columns as one, the second's cells below the first's."""
    cells = [f"{above}\n{below}".rstrip() for above, below in zip(first.cells, second.cells, strict=True)]
    return TableColumn(f"{first.head}\n{second.head}", cells)


def print_ladder(experiment: Experiment, console: Console) -> None:
    """Print, for every programme, the rungs at the start, after each quarter and at the end."""
    from esnsim.experiments.estimates.bands import held_in_band

    ladder = experiment.ladder()
    rungs = rungs_shown(ladder)
    for name in experiment.programmes:
        title = f"{name} (baseline)" if name == experiment.scenario.baseline else name
        mine = ladder[ladder["programme"] == name]
        print_columns(console, _rungs(mine, rungs, " "), _rungs(mine, rungs, "\n"), title=title, gap=GAP)
    missing = [rung for rung in ladder["rung"].unique() if rung not in rungs]
    held = held_in_band(experiment.scenario.replicates)
    band = f"median, and {held} of the replicates ({NO_BAND} where they do not differ)"
    if experiment.scenario.replicates == 1:
        band = f"one replicate, and no band ({NO_BAND})"
    console.print(f"Share of headcount in %: {band}; ladder.csv has {' and '.join(missing)} too.")


def print_programmes(experiment: Experiment, console: Console) -> None:
    """Print what became of each intervention: when it began and what it took; nothing where nothing is done."""
    from esnsim.experiments.design.labels import in_words
    from esnsim.experiments.results.folder import interventions
    from esnsim.report.text.sizes import involved_sentences
    from esnsim.report.text.worth import worth_sentences

    done = interventions(experiment)
    if done.empty:
        return
    rows = done.to_dict("records")
    columns = [
        TableColumn("programme", [row["programme"] for row in rows], words=True),
        TableColumn("intervention", [in_words(row["intervention"]) for row in rows], words=True),
        TableColumn("people", [_people(row) for row in rows]),
        TableColumn("began", [_began(row) for row in rows], words=True),
        TableColumn("hours of staff", [f"{row['hours']:,.0f}" for row in rows]),
    ]
    if done["money"].any():
        columns.append(TableColumn("money", [f"{row['money']:,.0f}" for row in rows]))
    mean = f"mean of {'models' if experiment.draws else 'replicates'}"
    print_columns(console, columns, title=f"What was done, for how many, and what it took ({mean})", gap=GAP)
    for sentence in (*involved_sentences(experiment), *worth_sentences(experiment)):
        console.print(f"{sentence}.")


def print_imported(report: ImportReport | None, console: Console) -> None:
    """Print what was made of imported files; nothing of a generated organisation."""
    from rich.padding import Padding

    if report is None or not report.findings:
        return
    console.print("\nWhat was made of the files", style="bold")
    for finding in report.by_severity:
        style = "bold" if finding.severity == "high" else None
        console.print(
            Padding(f"{finding.severity}: {finding.kind}: {finding}", (0, 0, 0, 2), expand=False, style=style or "")
        )


def print_misfit(experiment: Experiment, console: Console) -> None:
    """Print what was observed in reality beside what the model makes of it; nothing without observations."""
    from esnsim.experiments.results.misfit import misfit, misfit_sentence
    from esnsim.numerals import HYPHEN, numeral

    table = misfit(experiment)
    if table.empty:
        return
    rows = table.to_dict("records")
    columns = [
        TableColumn("programme", [str(row["programme"]) for row in rows], words=True),
        TableColumn("rung", [str(row["measure"]) for row in rows], words=True),
        TableColumn("week", [f"{row['week']:,}" for row in rows]),
        TableColumn("observed", [f"{100.0 * row['observed']:.1f}" for row in rows]),
        TableColumn("model", lines([cell(row["median"], row["low"], row["high"]) for row in rows], " ")),
        TableColumn("misfit", [numeral(100.0 * row["misfit"], "+.1f", HYPHEN) for row in rows]),
    ]
    print_columns(console, columns, title="What was observed in reality, and what the model makes of it, %", gap=GAP)
    console.print(f"{misfit_sentence(table, experiment.scenario.replicates)}.", style="bold")


def _people(row: Mapping[Hashable, Any]) -> str:
    """For how many people it is at the start, or how many are appointed."""
    from esnsim.scenario.reach import percentage

    return f"{row['people']:,} ({percentage(row['share'])})" if row["share"] >= 0.0 else ""


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


def _rungs(ladder: pd.DataFrame, rungs: list[str], between: str) -> list[TableColumn]:
    """The moments and a column a rung, with medians before bands or above them."""
    moments = [f"week {week}" if week else "start" for week in ladder["week"].unique()]
    columns = [TableColumn(rung, lines(_column(ladder[ladder["rung"] == rung]), between)) for rung in rungs]
    return [TableColumn("", moments, words=True), *columns]


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
