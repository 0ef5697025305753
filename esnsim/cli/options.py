"""Arguments and options of commands, each with what it means."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from esnsim.calendar import LONGEST_WEEKS
from esnsim.cli.completion import scenarios
from esnsim.cli.workers import MOST_WORKERS


class TableStyle(StrEnum):
    """For what tables are written besides."""

    EXCEL = "excel"


AS_SAID = "as the scenario says"

ScenarioFile = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO",
        help="Scenario file (YAML), or a name that 'esnsim list' knows.",
        show_default=False,
        autocompletion=scenarios,
    ),
]
Changes = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a field of the scenario, such as weeks=52 or organisation.generate.people=5000; may be repeated.",
        show_default=False,
    ),
]
Programmes = Annotated[
    list[str],
    typer.Option(
        "--programme",
        metavar="NAME",
        help="Run only this programme and the baseline; may be repeated.",
        show_default="all",
    ),
]
Replicates = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=10_000,
        help="Runs of each programme; more give narrower intervals.",
        show_default=AS_SAID,
    ),
]
Weeks = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=LONGEST_WEEKS, help="How long to look at it, weeks.", show_default=AS_SAID),
]
Brief = Annotated[bool, typer.Option("--brief", help="Print the answer alone, without the tables behind it.")]
Fixed = Annotated[
    bool,
    typer.Option(
        "--fixed",
        help="Simulate one model, the defaults, and one organisation: intervals then hold random variation only.",
    ),
]
Models = Annotated[
    Path | None,
    typer.Option(
        "--members",
        metavar="FILE",
        help="Plausible models to draw from (CSV), such as those 'esnsim calibrate' narrowed to your weeks.",
        show_default="as the scenario says, else those that come with esnsim",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, max=2**32 - 1, help="Random seed.", show_default=AS_SAID),
]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        help="Where results go; the same command continues there.",
        show_default="runs/SCENARIO, with what was asked otherwise than the file says",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=MOST_WORKERS,
        help="Processes; results do not depend on it.",
        show_default="one a core, at most 8",
    ),
]
Parquet = Annotated[bool, typer.Option("--parquet", help="Write the tables as Parquet too.")]
Csv = Annotated[
    TableStyle | None,
    typer.Option(
        "--csv",
        metavar="excel",
        help="Write tables for spreadsheets with a decimal comma (German, French ...) too, into the folder 'excel'.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Do not tell how far it is.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")]


def changes_of(
    changes: list[str], replicates: int | None = None, weeks: int | None = None, seed: int | None = None
) -> list[str]:
    """All changes of a scenario that options ask for, as ``--set`` takes them; own options come last."""
    given = {"replicates": replicates, "weeks": weeks, "seed": seed}
    return [*changes, *(f"{name}={value}" for name, value in given.items() if value is not None)]
