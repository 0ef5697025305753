"""The command that says which point of a sweep is best, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.store import there
from esnsim.cli.options import Json, Quiet
from esnsim.cli.output.printing import console
from esnsim.cli.sweep_options import StorePlace, SweepName
from esnsim.errors import Mistake, RunError, ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from esnsim.experiments.design.outcome import Condition, Outcome
    from esnsim.experiments.results.sweep_result import Sweep

Judged = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        metavar="OUTCOME",
        help="What to judge by, such as contributor@week52 or 'reader@end vs baseline'.",
        show_default="what the sweep was asked for",
    ),
]


def best(
    place: StorePlace,
    outcome: Judged = None,
    sweep: SweepName = None,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="Rows to print.")] = 10,
    lowest: Annotated[bool, typer.Option("--lowest", help="The lowest is the best.")] = False,
    subject_to: Annotated[
        list[str],
        typer.Option(
            "--subject-to",
            metavar="CONDITION",
            help="Only points and programmes whose mean meets it, such as 'hours@end <= 600'; may be repeated.",
            show_default="none",
        ),
    ] = [],  # noqa: B006 - typer copies it
    fresh: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            max=1000,
            help="Simulate the best as often again: its mean in runs that did not choose it.",
        ),
    ] = 0,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say which point and programme of a sweep is best, and which others are statistically tied with it.

    Each is told with its mean and how far it is behind the best (replicate by replicate, with the same random numbers),
    with intervals that hold for all at once, so that equals are seldom told to be behind. Points with other people are
    not compared: one organisation each does not show how far organisations differ. Any outcome can be asked for,
    whatever the sweep was made for, as long as it does not lie beyond the end.
    """
    from esnsim.cli.output.progress import reading
    from esnsim.cli.output.ranking import print_means
    from esnsim.cli.output.share_text import lacking_lines, lacking_of, lacking_values, which_share
    from esnsim.cli.output.sweep_document import about_sweep, records, say_json
    from esnsim.cli.output.sweep_status import at_the_edge, heading, left_out, so_far
    from esnsim.experiments.results.sweep_result import read_sweep
    from esnsim.report.text.ranking import best_point_sentence, merged, sizes_at_best

    with read_sweep(there(place), sweep) as found:
        judged = _outcome(found, outcome)
        with reading(found, quiet=quiet):
            conditions = _conditions(subject_to)
            ranked = found.best(judged, lowest=lowest, subject_to=conditions)
        if ranked.empty and conditions:
            raise RunError(f"{place}: no point or programme meets {' and '.join(map(str, conditions))}")
        if ranked.empty:
            why = left_out(found, judged) or so_far(found)
            raise RunError(f"{place}: no finished run of this sweep has {judged}{why and f' ({why})'}")
        sentence, sizes = best_point_sentence(found, ranked, lowest=lowest), sizes_at_best(found, ranked)
        again = _again(found, ranked, fresh) if fresh else ""
        notes = [f"of those with {' and '.join(map(str, conditions))}"] if conditions else []
        notes += [each for each in (so_far(found), left_out(found, judged)) if each]
        if as_json:
            content = about_sweep(found) | {
                "outcome": str(judged),
                "best": records(ranked.head(top)),
                "answer": sentence,
                "fresh": again or None,
            }
            content |= {"notes": [*notes, *sizes], "lacking": lacking_values(lacking_of(found))}
            say_json(content)
            return
        rows, page = merged(ranked, found.factors), console()
        page.print(f"{heading(found)}.", style="bold")
        for note in notes:
            page.print(f"Note: {note}.", style="yellow")
        for line in lacking_lines(lacking_of(found)) if not which_share(found.entry) else ():
            page.print(f"  {line}", soft_wrap=True)
        print_means(found, rows.head(top), f"{judged}, the {'lowest' if lowest else 'highest'} first", page)
        if len(rows) > top:
            page.print(f"{len(rows) - top:,} more are not shown; --top {len(rows)} shows all.")
        page.print(f"\n{sentence}.", style="bold")
        if again:
            page.print(f"{again}.", style="bold")
        for remark in sizes:
            page.print(f"Note: {remark}.", style="yellow")
        if edge := at_the_edge(found, rows.iloc[0]):
            page.print(f"{edge}.")


def _conditions(texts: list[str]) -> list[Condition]:
    """What the best have to meet.

    Raises:
        ScenarioError: If one cannot be read; carries every mistake.
    """
    from esnsim.experiments.design.outcome import read_condition

    read, mistakes = [], []
    for text in texts:
        try:
            read.append(read_condition(text))
        except ValueError as error:
            mistakes.append(Mistake(f"--subject-to {text}", str(error)))
    if mistakes:
        raise ScenarioError(mistakes)
    return read


def _again(sweep: Sweep, ranked: pd.DataFrame, count: int) -> str:
    """What the best reaches in fresh runs; whoever asks for none does not wait for the simulation to be loaded."""
    from esnsim.report.text.fresh import fresh_sentence

    return fresh_sentence(sweep, ranked, count)


def _outcome(sweep: Sweep, text: str | None) -> Outcome:
    """What is judged by.

    Raises:
        ScenarioError: If it cannot be read.
    """
    try:
        return sweep.outcome(text)
    except ValueError as error:
        raise ScenarioError([Mistake(f"--outcome {text}", str(error))]) from None
