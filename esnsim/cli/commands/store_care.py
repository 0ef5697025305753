"""Commands that look after stores of finished runs: tidy up, look through, put together, simulate again."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.store import opened
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import complain, console, say
from esnsim.cli.sweep_options import StorePlace

if TYPE_CHECKING:
    from esnsim.experiments.execution.replay import StoredRun
    from esnsim.experiments.store.store import Store
    from esnsim.simulation.run import Run

WRONG = 1
"""Exit status when something in the store is not as it should be."""
Key = Annotated[str, typer.Argument(metavar="KEY", help="Key of a run, or as much of it as no other begins with.")]


def gc(
    place: StorePlace,
    sweeps: Annotated[
        list[str],
        typer.Option("--sweep", metavar="NAME", help="Forget this sweep too, by name or number; may be repeated."),
    ] = [],  # noqa: B006 - typer copies it
    other_rules: Annotated[
        bool, typer.Option("--other-rules", help="Throw away runs that other versions of the rules computed, too.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be thrown away, and stop.")] = False,
) -> None:
    """Throw away runs that no sweep asks for, and make the file smaller.

    Such are left behind by sweeps that were asked again for fewer replicates, and by --sweep and --other-rules.
    """
    from esnsim.cli.output.dry_run import room
    from esnsim.experiments.store.maintenance import gc as thrown_away

    with opened(place, reading=False) as kept:
        freed = thrown_away(kept, sweeps, other_rules=other_rules, dry_run=dry_run)
        left = len(kept) - (freed.runs if dry_run else 0)
    names = "".join(f", sweep '{name}'" for name in freed.sweeps)
    thrown = "would be thrown" if dry_run else "were thrown"
    say(f"{freed.runs:,} runs and {freed.failures:,} notes on failures{names} {thrown} away; {left:,} runs are left.")
    say(f"About {room(freed.room)} would be freed." if dry_run else f"{room(freed.room)} were freed.")


def verify(
    place: StorePlace,
    repeat: Annotated[
        int,
        typer.Option("--repeat", metavar="N", min=0, help="Simulate so many runs again, and compare them bit for bit."),
    ] = 0,
) -> None:
    """Look through a store: whether the file is whole, every run can be read, and its counts can be.

    The status is 1 if something is wrong.
    """
    from esnsim.experiments.store.maintenance import verify as looked_through

    with opened(place) as kept:
        looked = looked_through(kept)
        wrong = [f"{each.key}: {each.what}" for each in looked.wrong]
        if looked.file:
            wrong.insert(0, f"the file is damaged: {looked.file}")
        say(f"{looked.runs:,} runs were looked at.")
        if looked.unsealed:
            say(
                f"{looked.unsealed:,} of them were kept by an earlier version without a checksum; only what "
                "compression notices is known of them."
            )
        if looked.foreign:
            say(f"{looked.foreign:,} more were measured by another version and cannot be read by this one.")
        wrong += _differing(kept, repeat)
    for each in wrong:
        complain(each)
    if wrong:
        complain(f"{len(wrong):,} {'thing is' if len(wrong) == 1 else 'things are'} wrong in {kept.path}")
        complain(
            f"'esnsim store merge NEW {kept.path}' takes what can be read into another store; the command that asked "
            "for the sweep computes what is missing there."
        )
        raise typer.Exit(WRONG)
    say("All is as it should be.")


def _differing(kept: Store, count: int) -> list[str]:
    """Simulate some runs again; what came out otherwise than it was kept."""
    from esnsim.compilation import rules_digest
    from esnsim.experiments.execution.replay import replay, rules_are_others, spread

    found = spread(kept, count) if count else []
    own = [each for each in found if not rules_are_others(each, rules_digest())]
    if len(own) < len(found):
        say(f"{len(found) - len(own):,} of {len(found):,} chosen were computed by other rules, and are not repeated.")
    wrong = [f"{each.key}: simulated again it is another run" for each in own if not _is_same(each, replay(kept, each))]
    if own:
        say(f"{len(own):,} were simulated again, {len(own) - len(wrong):,} of them are the same bit for bit.")
    return wrong


def _is_same(found: StoredRun, run: Run) -> bool:
    from esnsim.experiments.store.codec import pack

    packed = pack(run, found.key)
    return found.packed is not None and (packed.digest, packed.record) == (found.packed.digest, found.packed.record)


def merge(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="STORE",
            help="Store to add to, made if it is not there: a folder, in which it is runs.sqlite, or a file, if the "
            "name ends in .sqlite.",
            show_default=False,
        ),
    ],
    others: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="OTHER...",
            help="Stores to add, or their folders; they stay as they are.",
            show_default="the shares of a sweep beside the store",
        ),
    ] = None,
) -> None:
    """Add to a store what others have and it lacks: runs, sweeps, and notes on failures.

    A sweep that several have is put together; no run of any is lost. What is damaged in one of them is named and left
    there. Shares of a sweep ('esnsim sweep --share') become one sweep: its tables and figures are written beside the
    store, as if it had never been divided, and shares that are missing or half done are named with the line that
    repeats each. The status is 1 if something is damaged or lacking.
    """
    from esnsim.cli.merging import put_together

    put_together(place, others)


def repeat(
    place: StorePlace,
    key: Key,
    people: Annotated[
        Path | None,
        typer.Option(
            "--people",
            metavar="FILE",
            help="Write the rung of everybody each week: a row a person and week, .csv or .parquet.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Simulate one run again from what the store holds, and print its ladder at the end.

    A run that fails does so again here, with everything Python says about it. The status is 1 then, and when the run
    is another one than was kept.
    """
    from esnsim.cli.output.store_text import print_end, print_pairs
    from esnsim.experiments.execution.replay import find_run, scenario_of

    if people is not None:
        _check_table(people)
    with opened(place) as kept:
        found = find_run(kept, key)
        scenario = scenario_of(kept, found)
        _, asked = found.asked[0]
        page = console()
        page.print(f"Run {found.key}", style="bold")
        named = {"programme": asked.programme, "replicate": str(asked.replicate), "scenario": scenario.name}
        print_pairs(named, page)
        run = _simulated_again(kept, found, people)
    print_end(run, page)
    if people is not None:
        say(f"Where everybody stood each week is in {people}.")
    _compare(found, run)


def _check_table(file: Path) -> None:
    """Refuse before anything is simulated what could not be written afterwards.

    Raises:
        EsnsimError: If no table can be written under this name.
    """
    from esnsim.experiments.results.table_file import check_table_file

    check_table_file(file)
    check_folder(file.parent)


def _simulated_again(kept: Store, found: StoredRun, people: Path | None) -> Run:
    from esnsim.experiments.execution.replay import PersonHistory, replay, scenario_of
    from esnsim.experiments.execution.worker import FAILURES
    from esnsim.experiments.results.table_file import Add, table_file

    def simulated(add: Add | None) -> Run:
        try:
            return replay(kept, found, add and PersonHistory(scenario_of(kept, found), add))
        except FAILURES as error:
            if add and isinstance(error, OSError):
                # A full disk is none of the run's; whoever writes the table says so.
                raise
            complain(traceback.format_exc())
            complain("It fails here too; what is told above happened in the last line.")
            raise typer.Exit(WRONG) from None

    if people is None:
        return simulated(None)
    with table_file(people) as add:
        return simulated(add)


def _compare(found: StoredRun, run: Run) -> None:
    """Say whether the run is the one that was kept."""
    from esnsim.compilation import rules_digest
    from esnsim.experiments.execution.replay import rules_are_others

    if found.packed is None:
        told = f" It failed then: {found.failure}" if found.failure else ""
        say(f"The store does not hold this run.{told}")
    elif _is_same(found, run):
        say("It is the run that was kept, bit for bit.")
    elif rules_are_others(found, rules_digest()):
        say("It is another run than was kept, which other rules computed.")
    else:
        complain("It is another run than was kept, although the rules are the same.")
        raise typer.Exit(WRONG)
