"""What to decide by, for a terminal: effects with their intervals, what they take, and how sure they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from esnsim.cli.output.tables import TableColumn, print_columns, stacked
from esnsim.numerals import HYPHEN, numeral

if TYPE_CHECKING:
    from rich.console import Console

    from esnsim.experiments import Experiment


def print_decision(experiment: Experiment, console: Console) -> None:
    """Print what to decide by, first of all."""
    from esnsim.experiments.design.labels import PLURALS
    from esnsim.report.text.deciding.claims import goal_sentences
    from esnsim.report.text.deciding.first_by_criteria import first_sentence
    from esnsim.report.text.deciding.limits import over_limits, with_mark
    from esnsim.report.text.decision import (
        SHOWN,
        decision,
        effect_cell,
        enlisted_sentences,
        explained,
        trade_offs_told,
    )
    from esnsim.report.text.worth import short_sum

    rows, asked = decision(experiment), experiment.scenario
    if first := first_sentence(experiment, rows):
        console.print(f"\n{first}", style="bold")
    programme = TableColumn("programme", [row.programme for row in rows], words=True)
    effects = [
        TableColumn(PLURALS[rung].replace(" ", "\n"), [effect_cell(row.effects[nth]) for row in rows])
        for nth, rung in enumerate(SHOWN)
    ]
    hours = TableColumn("hours", [with_mark(short_sum(row.hours), row.hours, asked.staff_hours) for row in rows])
    money = TableColumn("money", [with_mark(short_sum(row.money), row.money, asked.budget) for row in rows])
    value = TableColumn("value", ["" if math.isnan(row.value) else short_sum(row.value, signed=True) for row in rows])
    enlisted = TableColumn("enlisted", [f"{row.enlisted:,}" for row in rows])
    each = TableColumn("per 100 h", [_won(row.each_100_hours) for row in rows])
    certainty = TableColumn("certainty", [row.certainty for row in rows], words=True)
    title = f"What each programme changes against '{experiment.scenario.baseline}' by week {experiment.last_week}"
    wide = [programme, *effects, hours, money, value, enlisted, each, certainty]
    narrow = [programme, *effects, stacked(hours, money), value, stacked(enlisted, each), certainty]
    print_columns(console, wide, narrow, title=title)
    console.print(explained(experiment))
    over = [f"* {each}" for each in over_limits(asked, [(row.programme, row.money, row.hours) for row in rows])]
    for sentence in (*over, *goal_sentences(experiment), *trade_offs_told(rows), *enlisted_sentences(rows)):
        console.print(f"{sentence}.")


def _won(each_100_hours: float | None) -> str:
    """Contributors won for every 100 hours; nothing where it takes none."""
    return "" if each_100_hours is None else numeral(each_100_hours, "+.1f", HYPHEN)
