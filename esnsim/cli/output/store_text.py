"""What a store holds, in words and tables: its sweeps, one of them in full, one run in full."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from esnsim.cli.output.eta import duration

if TYPE_CHECKING:
    from rich.console import Console

    from esnsim.experiments.execution.replay import StoredRun
    from esnsim.experiments.results.sweep_result import Sweep
    from esnsim.experiments.store.requests import Entry, SweepCount
    from esnsim.experiments.store.store import Store
    from esnsim.simulation.run import Run

FEW = 10
"""Values of a factor that are listed one by one."""


def moment(seconds: float) -> str:
    """A moment as people write it, where this machine is."""
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def sweep_state(entry: Entry, count: SweepCount, heard: float = 0.0) -> str:
    """How it is going with a sweep, in a word or two."""
    from esnsim.experiments.store.maintenance import is_active
    from esnsim.experiments.store.requests import FINISHED, RUNNING
    from esnsim.experiments.store.store import now

    if entry.state == RUNNING and not is_active(entry, heard):
        return f"not heard of for {duration(now() - max(entry.told, heard))}"
    if entry.state == FINISHED and count.done + count.failed < count.total:
        return "unfinished"
    return entry.state


def print_sweeps(store: Store, page: Console) -> None:
    """Print the sweeps of a store, a line each."""
    from esnsim.cli.output.tables import TableColumn, print_columns
    from esnsim.experiments.store.maintenance import orphans
    from esnsim.experiments.store.requests import RequestTable

    requests = RequestTable(store)
    entries = requests.entries()
    counts = [requests.count(entry.number) for entry in entries]
    first = [
        TableColumn("no.", [str(entry.number) for entry in entries]),
        TableColumn("sweep", _names(store, entries), words=True),
        TableColumn("points", [f"{len(requests.points(entry.number)):,}" for entry in entries]),
        TableColumn("runs", [f"{count.done:,} of {count.total:,}" for count in counts]),
        TableColumn("failed", [f"{count.failed:,}" for count in counts]),
        TableColumn("state", [sweep_state(*each) for each in zip(entries, counts, strict=True)], words=True),
    ]
    begun = [moment(entry.began) for entry in entries]
    days = TableColumn("begun", [each.replace(" ", "\n") for each in begun])
    if entries:
        print_columns(page, [*first, TableColumn("begun", begun)], [*first, days])
    unasked = orphans(store)
    more = f"; no sweep asks for {unasked:,} of them ('esnsim store gc' throws them away)" if unasked else ""
    page.print(f"{store.path} holds {len(store):,} runs in {size(store)}{more}.")


def _names(store: Store, entries: list[Entry]) -> list[str]:
    """Names of sweeps, with the values of their factors where several have the same name."""
    from esnsim.cli.output.share_text import which_share
    from esnsim.experiments.design.labels import short_names
    from esnsim.experiments.results.sweep_result import Sweep

    names = [entry.sweep_record.name for entry in entries]
    told = []
    for entry in entries:
        sweep, short = Sweep(store, entry), short_names(entry.sweep_record.factors)
        varied = "; ".join(f"{short[path]} {_levels(sweep, path)}" for path in sweep.factors)
        same = names.count(entry.sweep_record.name) > 1
        name = f"{entry.sweep_record.name} ({varied})" if same and varied else entry.sweep_record.name
        own = which_share(entry)
        told.append(f"{name}, {own}" if own else name)
    return told


def size(store: Store) -> str:
    """How large the file is."""
    from esnsim.cli.output.dry_run import room

    return room(store.path.stat().st_size)


def sweeps_as_values(store: Store) -> list[dict[str, Any]]:
    """The same as plain values."""
    from esnsim.cli.output.share_text import which_share
    from esnsim.experiments.store.requests import RequestTable

    requests = RequestTable(store)
    return [
        {
            "sweep": entry.number,
            "name": entry.sweep_record.name,
            "state": sweep_state(entry, count),
            "points": len(requests.points(entry.number)),
            "runs": {"asked": count.total, "done": count.done, "failed": count.failed},
            "begun": moment(entry.began),
            "command": entry.sweep_record.command,
            **({"share": own} if (own := which_share(entry)) else {}),
        }
        for entry in requests.entries()
        for count in [requests.count(entry.number)]
    ]


def print_sweep(sweep: Sweep, page: Console) -> None:
    """Print one sweep in full."""
    from esnsim.cli.output.ranking import print_failures

    entry, count = sweep.entry, sweep.count
    programmes = dict.fromkeys(name for each in sweep.asking.values() for name in each.programmes)
    baselines = {each.baseline for each in sweep.asking.values()}
    page.print(f"Sweep {entry.number}: {entry.sweep_record.name}", style="bold")
    print_pairs(
        {
            "state": sweep_state(entry, count),
            "begun": f"{moment(entry.began)}, last heard of {moment(entry.told)}",
            "runs": f"{count.done:,} of {count.total:,}, {count.failed:,} failed",
            "points": f"{len(sweep.points):,}",
            "outcome": str(sweep.outcome()),
            "programmes": ", ".join(f"{name} (baseline)" if name in baselines else name for name in programmes),
            **{path: _levels(sweep, path) for path in sweep.factors},
            "command": entry.sweep_record.command or "-",
        },
        page,
    )
    print_failures(sweep, page)


def _levels(sweep: Sweep, path: str) -> str:
    """The values a factor takes."""
    from esnsim.experiments.design.labels import value_text

    values, share = list(dict.fromkeys(sweep.points[path].dropna().tolist())), path in sweep.shares
    if len(values) <= FEW:
        return ", ".join(value_text(value, share=share) for value in values)
    ends = (
        ""
        if any(isinstance(value, str) for value in values)
        else (f", {value_text(min(values), share=share)} to {value_text(max(values), share=share)}")
    )
    return f"{len(values):,} values{ends}"


def print_run(store: Store, found: StoredRun, page: Console) -> None:
    """Print one run in full."""
    from esnsim.experiments.execution.replay import scenario_of
    from esnsim.experiments.store.codec import unpack

    page.print(f"Run {found.key}", style="bold")
    print_pairs(_about_run(store, found), page)
    if found.packed is not None:
        print_end(unpack(found.packed, "", 0), page)
    if found.asked:
        scenario = scenario_of(store, found)
        page.print(f"\n{scenario.question or scenario.name}")


def _about_run(store: Store, found: StoredRun) -> dict[str, str]:
    from esnsim.experiments.design.labels import point_text
    from esnsim.experiments.execution.replay import scenario_of
    from esnsim.experiments.store.requests import RequestTable

    pairs = {}
    if found.asked:
        number, asked = found.asked[0]
        scenario = scenario_of(store, found)
        point_record = next(
            point_record for point_record in RequestTable(store).points(number) if point_record.number == asked.point
        )
        pairs = {
            "programme": asked.programme,
            "replicate": str(asked.replicate),
            "scenario": f"{scenario.name}, {scenario.weeks} weeks from {scenario.start}",
            "point": point_text(point_record.factors, {path: path for path in point_record.factors}) or "-",
            "asked for by": ", ".join(dict.fromkeys(f"sweep {sweep}" for sweep, _ in found.asked)),
        }
    if found.packed is None:
        return pairs | {"state": f"failed: {found.failure}" if found.failure else "not simulated yet"}
    return pairs | {
        "digest": found.packed.digest,
        "computed with": ", ".join(f"{name} {version}" for name, version in found.versions.items()),
        "time in rules": f"{found.packed.kernel_seconds:.3g} s",
    }


def print_pairs(pairs: dict[str, str], page: Console) -> None:
    """Print names with what belongs to them."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for name, value in pairs.items():
        table.add_row(name, value)
    page.print(table)


def print_end(run: Run, page: Console) -> None:
    """Print the ladder at the end of a run."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from esnsim.simulation.record import Measure
    from esnsim.state.ladder import LADDER

    people = int(run.record[-1, Measure.HEADCOUNT])
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(f"after {len(run.record) // 5} weeks")
    table.add_column("people", justify="right")
    table.add_column("%", justify="right")
    for rung in ("headcount", *LADDER):
        count = int(run.record[-1, Measure[rung.upper()]])
        table.add_row(rung, f"{count:,}", f"{100.0 * count / people:.1f}")
    page.print(table)
