"""The output folder of a sweep: its tables, what was asked, how it came about; every file whole."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from esnsim.atomic_file import write_text
from esnsim.compilation import rules_digest
from esnsim.experiments.design.dump import plan_text
from esnsim.experiments.design.labels import is_share
from esnsim.experiments.design.plan import Plan
from esnsim.experiments.design.stopping import Fixed
from esnsim.experiments.results.manifest import installed
from esnsim.experiments.results.sweep_result import Sweep
from esnsim.experiments.results.table_file import table_file
from esnsim.markup import code, without_markup
from esnsim.organisation import ImportReport

if TYPE_CHECKING:
    import pandas as pd

PLAN = "sweep.experiment.yaml"
MANIFEST = "manifest.json"
POINT = {"point": "Number of the point, counted from 0."}
NAMES = {"programme": "Name of the programme."}
OUTCOME = {"outcome": "What is looked at."}
INTERVAL = {
    "low": "Lower end of the 80 % interval of this mean; empty with a single replicate.",
    "high": "Upper end of it.",
    "n": "Replicates.",
}
CURVES = {
    "week": "At the end of which week; 0 is the start.",
    "median": "Median over replicates.",
    "mean": "Mean over replicates.",
    "low": "A tenth of replicates have less.",
    "high": "A tenth of replicates have more.",
    "n": "Replicates.",
}
FAILURES = {
    "replicate": "Which run.",
    "key": "By which 'esnsim store repeat' simulates it again.",
    "reason": "Why it could not be finished.",
}


class SweepProvenance(NamedTuple):
    """How a sweep came about.

    Attributes:
        command: The command that asked for it.
        started: When it was begun this time.
        finished: When it ended.
        workers: Number of processes, or the address of a cluster.
        reused: Runs that had been computed before.
        imported: How imported files were understood; empty if none were.
    """

    command: str
    started: datetime
    finished: datetime
    workers: int | str
    reused: int
    imported: tuple[ImportReport, ...] = ()


class PlanSummary(NamedTuple):
    """What was asked, as the files of a sweep tell it.

    Attributes:
        text: The plan as an experiment file.
        scenario: File of the scenario.
        design: How points were chosen.
        replicates: How often each point was simulated: a number, or a rule.
        seed: Where the random numbers of a sample come from.
    """

    text: str
    scenario: str
    design: str
    replicates: int | str
    seed: int


def summary_of(plan: Plan, folder: Path) -> PlanSummary:
    """What a plan asks, as seen from a folder."""
    rule = plan.replicates
    often = rule.count if isinstance(rule, Fixed) else str(rule)
    return PlanSummary(plan_text(plan, folder), str(plan.scenario_file), plan.design, often, plan.seed)


def write_sweep(
    sweep: Sweep, folder: Path, plan: PlanSummary, done: SweepProvenance, *, parquet: bool = False
) -> list[Path]:
    """Write everything but pictures into a folder.

    Args:
        sweep: What was run.
        folder: Where to; made if it is not there, and files of an earlier sweep are replaced one by one.
        plan: What was asked.
        done: How it came about.
        parquet: Whether to write the tables as Parquet too.

    Returns:
        The files written.

    Raises:
        MissingExtraError: If Parquet is asked for and cannot be written.
        RunError: If a file cannot be written.
    """
    tables = sweep_tables(sweep)
    endings = (".csv", ".parquet") if parquet else (".csv",)
    written = [_written(table, folder / f"{name}{ending}") for name, table in tables.items() for ending in endings]
    texts = {
        PLAN: plan.text,
        "columns.md": describe_tables(sweep, tables),
        MANIFEST: json.dumps(_manifest(sweep, plan, done), indent=2, ensure_ascii=False) + "\n",
    }
    return written + [write_text(folder / name, text) for name, text in texts.items()]


def sweep_tables(sweep: Sweep) -> dict[str, pd.DataFrame]:
    """The tables of a sweep by name of their file."""
    outcome = sweep.outcome()
    return {
        "table": sweep.table(),
        "response": sweep.response(),
        "differences": sweep.compare(),
        "curves": sweep.curves(outcome.measure, outcome.per, each=outcome.each),
        "failures": sweep.failures(),
    }


def _written(table: pd.DataFrame, path: Path) -> Path:
    with table_file(path) as add:
        add(evened(table) if path.suffix == ".parquet" else table)
    return path


def evened(table: pd.DataFrame) -> pd.DataFrame:
    """The table with columns of one type each: values of a factor that are of several become texts."""
    mixed = [name for name in table.columns if table[name].dtype == object and len(set(table[name].map(type))) > 1]
    return table.assign(**{name: table[name].map(_as_text) for name in mixed})


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def _manifest(sweep: Sweep, plan: PlanSummary, done: SweepProvenance) -> dict[str, Any]:
    entry, count = sweep.entry, sweep.count
    return {
        "command": done.command,
        "versions": installed(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "rules_digest": rules_digest(),
        "sweep": {"number": entry.number, "name": entry.sweep_record.name, "identity": entry.sweep_record.identity},
        "store": str(sweep.requests.store.path),
        "scenario": plan.scenario,
        "factors": list(sweep.factors),
        "design": plan.design,
        "points": len(sweep.points),
        "replicates": plan.replicates,
        "outcome": str(sweep.outcome()),
        **({"imported": [report.content() for report in done.imported]} if done.imported else {}),
        "seed_of_design": plan.seed,
        "runs": {"asked": count.total, "there": count.done, "failed": count.failed, "reused": done.reused},
        "workers": done.workers,
        "started": done.started.isoformat(timespec="seconds"),
        "finished": done.finished.isoformat(timespec="seconds"),
        "wall_seconds": round((done.finished - done.started).total_seconds(), 3),
    }


def describe_tables(sweep: Sweep, tables: dict[str, pd.DataFrame]) -> str:
    """What the columns of all tables mean, as Markdown."""
    outcome = sweep.outcome()
    factors = {path: f"Value of {path} in the scenario." for path in sweep.factors}
    first = POINT | factors | NAMES
    share = "Share of headcount" if is_share(outcome) else "Value"
    outcomes = {name: f"{name} of this run; shares are 0 to 1." for name in tables["table"].columns if "@" in name}
    replicate = {"replicate": "Which run, from 0; the same number has the same random numbers at every point."}
    mean = {"mean": f"{share}, mean over replicates."} | INTERVAL
    difference = {
        "difference": "Mean over replicates of programme minus baseline, each with the same random numbers.",
        **INTERVAL,
        "better": "Replicates in which the programme is above the baseline.",
    }
    parts: Sequence[tuple[str, str, dict[str, str]]] = (
        ("table", "One row a point, programme and replicate.", first | replicate | outcomes),
        ("response", f"The mean of {outcome} at each point, with its interval.", first | OUTCOME | mean),
        ("differences", "What each programme changes at each point.", first | OUTCOME | difference),
        ("curves", f"{outcome.measure} week by week.", first | CURVES),
        ("failures", "Runs that could not be finished.", first | FAILURES),
    )
    return "\n".join(_part(name, what, columns, tables[name].columns) for name, what, columns in parts)


def _part(name: str, what: str, meanings: dict[str, str], columns: Iterable[str]) -> str:
    rows = "\n".join(f"| {code(column)} | {without_markup(meanings[column])} |" for column in columns)
    return f"## {name}.csv\n\n{without_markup(what)}\n\n| column | meaning |\n|---|---|\n{rows}\n"
