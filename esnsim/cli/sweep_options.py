"""Options of commands about sweeps, each with what it means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from esnsim.cli.completion import scenarios

Question = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO",
        help="Scenario file, with or without an experiment section, or an .experiment.yaml file.",
        show_default=False,
        autocompletion=scenarios,
    ),
]
Vary = Annotated[
    list[str],
    typer.Option(
        metavar="PATH=VALUES",
        help="What to vary: a list such as weeks=26,52, steps such as initial.contributor=0.05:0.20:0.05, or a range "
        "such as 'behaviour.imitation=0.001..0.1 log' for a sample; may be repeated.",
        show_default=False,
    ),
]
DesignName = Annotated[
    str | None,
    typer.Option(
        metavar="DESIGN",
        help="How points are chosen: grid, latin_hypercube, sobol or random.",
        show_default="grid, or latin_hypercube with --points",
    ),
]
Points = Annotated[int | None, typer.Option(metavar="N", help="How many points a sample has.", show_default=False)]
PointsFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="CSV file with a row a point under a header of paths.", show_default=False),
]
Until = Annotated[
    str | None,
    typer.Option(
        metavar="RULE",
        help="Simulate each point until its mean is known well enough, such as 'contributor@week104 narrower "
        "than 0.02'.",
        show_default=False,
    ),
]
AtLeast = Annotated[
    int | None, typer.Option(metavar="N", help="Replicates before the rule is asked.", show_default="5")
]
AtMost = Annotated[
    int | None, typer.Option(metavar="N", help="Replicates after which a point is left.", show_default="200")
]
OutcomeText = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        metavar="OUTCOME",
        help="What to look at, such as contributor@week104, 'posts@week52 per reader' or 'reader@end vs baseline'.",
        show_default="contributor@end",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Where results go; the same command continues there.", show_default="sweeps/SCENARIO"
    ),
]
StoreFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Where finished runs are kept, or the folder of that file; several sweeps may share one.",
        show_default="runs.sqlite in the folder of results",
    ),
]
Name = Annotated[
    str, typer.Option(metavar="NAME", help="What the store calls the sweep.", show_default="what is varied")
]
Workers = Annotated[
    str | None,
    typer.Option(
        metavar="N|ADDRESS",
        help="Processes, or the address of a Dask scheduler such as tcp://host:8786; results do not depend on it.",
        show_default="one a core, at most 8",
    ),
]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Try runs again that failed earlier, and do nothing else.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say how many runs, how long and how much room it would take, and stop.")
]
ShareText = Annotated[
    str | None,
    typer.Option(
        "--share",
        metavar="I/N",
        help="Simulate share I of N only, from 1, into a store of its own; 'esnsim store merge' puts shares together.",
        show_default="as the job array of Slurm or AWS Batch says, else all",
    ),
]
PrintSlurm = Annotated[
    int | None,
    typer.Option(
        "--print-slurm",
        metavar="N",
        help="Print a script for sbatch that simulates the sweep in N shares, with time and memory as estimated, "
        "and stop.",
        show_default=False,
    ),
]
StorePlace = Annotated[
    Path,
    typer.Argument(metavar="STORE", help="Store of finished runs, or the folder it lies in.", show_default=False),
]
SweepName = Annotated[
    str | None,
    typer.Option("--sweep", metavar="NAME", help="Name or number of a sweep.", show_default="the one begun last"),
]


def check_rule(until: str | None, at_least: int | None, at_most: int | None) -> None:
    """Refuse numbers of a rule where there is none.

    Raises:
        typer.BadParameter: If there is none.
    """
    alone = [name for name, number in (("--at-least", at_least), ("--at-most", at_most)) if number is not None]
    if until is None and alone:
        raise typer.BadParameter("says something of a rule; write it with --until", param_hint=" and ".join(alone))
