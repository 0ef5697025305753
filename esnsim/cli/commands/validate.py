"""The command that says what the model gets right, and what it does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.options import Json, Quiet, Workers
from esnsim.cli.output.interruption import kept_when_interrupted
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import console, say
from esnsim.cli.output.progress import watcher
from esnsim.cli.workers import usual_workers
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.evidence.fact import Fact
    from esnsim.evidence.trial import Variation
    from esnsim.evidence.verdict import Judged

UNMET = 1
"""Exit status with ``--strict`` when some fact does not hold."""
KEPT = "validation"


def validate(
    only: Annotated[
        list[str],
        typer.Option("--only", metavar="FACT", help="Fact to look at; may be repeated.", show_default="all"),
    ] = [],  # noqa: B006 - typer copies it
    quick: Annotated[
        bool, typer.Option("--quick", help="Smaller organisations and fewer replicates: minutes, wider intervals.")
    ] = False,
    without: Annotated[
        list[str],
        typer.Option(
            "--without",
            metavar="MECHANISM",
            help="Switch a mechanism off, such as M6, and compare with the model as it is; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    changes: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="CONSTANT=VALUE",
            help="Change a constant of behaviour, and compare with the model as it is; may be repeated.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page for a browser too.", show_default=False)
    ] = None,
    effects: Annotated[
        bool,
        typer.Option(
            "--effects",
            help="Judge the effects of interventions instead: their size at three doses, what lasts, and their order.",
        ),
    ] = False,
    fixed: Annotated[
        bool,
        typer.Option(
            "--fixed", help="With --effects: simulate the defaults alone, and not a plausible model a replicate."
        ),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with status 1 if some fact does not hold.")] = False,
    workers: Workers = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say what the model gets right: stylised facts of real networks, put to the model one by one.

    Each fact is told with its source and the strength of its evidence, what the model makes of it, with an 80 %
    interval, the band it has to fall into, and the verdict. A fact that fails is shown as failing. With --effects, the
    facts are published sizes of what interventions do, and orders between them, each replicate with a plausible model
    of its own, as answers of `esnsim run` are.

    Finished trials are kept in the user's cache, so that the same command continues after an interruption.
    """
    from esnsim.cli.output.verdicts import print_changes, print_effects, print_verdicts
    from esnsim.evidence.trial import AS_IT_IS
    from esnsim.report.document.verdicts import verdicts_document

    if fixed and not effects:
        raise ScenarioError([Mistake("--fixed", "goes with --effects; facts are judged by the defaults as it is")])
    facts, variation = _asked(only, without, changes, effects=effects)
    models = effects and not fixed
    if html is not None:
        check_folder(html.parent)
    what = _what(without, changes)
    judged, before = _examined(facts, variation, workers, quick=quick, models=models, quiet=quiet)
    if html is not None:
        _write_page(html, judged, before, what, quick=quick, models=models)
    if as_json:
        _print_document(
            verdicts_document(judged)
            | {"models": models, "as_it_is": verdicts_document(before) if variation != AS_IT_IS else None}
        )
    else:
        if effects:
            print_effects(judged, console(), models=models)
        print_verdicts(judged, console())
        if variation != AS_IT_IS:
            print_changes(before, judged, what, console())
        if html is not None:
            console().print(f"\nThe page is in {html}.")
    if strict and not all(each.passes for each in judged):
        raise typer.Exit(UNMET)


def _asked(only: list[str], without: list[str], changes: list[str], *, effects: bool) -> tuple[list[Fact], Variation]:
    """Facts and model.

    Raises:
        ScenarioError: With every name and value that cannot be.
    """
    from esnsim.evidence.effects import EFFECTS
    from esnsim.evidence.facts import FACTS
    from esnsim.evidence.trial import AS_IT_IS, variation_of
    from esnsim.evidence.validate import facts_named
    from esnsim.interventions.forms import suggestion

    asked = EFFECTS if effects else FACTS
    known = [fact.id for fact in asked]
    names = {name: name.lower() if effects else re.sub(r"^([FA])(\d)$", r"\g<1>0\2", name.upper()) for name in only}
    mistakes = [
        Mistake(f"--only {name}", f"is not known; {suggestion(meant, known, 'effects' if effects else 'facts')}")
        for name, meant in names.items()
        if meant not in known
    ]
    variation = AS_IT_IS
    try:
        variation = variation_of(changes, [name.upper() for name in without])
    except ScenarioError as error:
        mistakes += [_as_asked(each) for each in error.mistakes]
    if mistakes:
        raise ScenarioError(mistakes)
    return facts_named(asked, names.values()), variation


def _as_asked(mistake: Mistake) -> Mistake:
    """A mistake about a mechanism or constant, in the words of this command's options rather than of a scenario."""
    place = mistake.place.replace("--set mechanisms.", "--without ").replace("--set behaviour.", "--set ")
    return Mistake(place, mistake.message.replace("mechanisms.", "").replace("behaviour.", ""))


def _what(without: list[str], changes: list[str]) -> str:
    """How the model is changed, in words."""
    parts = [f"without {', '.join(sorted({name.upper() for name in without}))}"] if without else []
    return " and ".join([*parts, *([f"with {', '.join(changes)}"] if changes else [])])


def _examined(
    facts: list[Fact], variation: Variation, workers: int | None, *, quick: bool, models: bool, quiet: bool
) -> tuple[list[Judged], list[Judged]]:
    """Facts judged by the model asked for, and by the model as it is."""
    from esnsim.compilation import cache_folder
    from esnsim.evidence.trial import AS_IT_IS, TrialSize
    from esnsim.evidence.validate import ValidationRequest, examine
    from esnsim.experiments.execution.executor import RunProgress

    size = TrialSize.QUICK if quick else TrialSize.FULL
    asked = [ValidationRequest(facts, size, each, models=models) for each in dict.fromkeys((AS_IT_IS, variation))]
    kept = cache_folder() / KEPT
    with kept_when_interrupted(kept), watcher(quiet=quiet) as told:
        answers = examine(
            asked,
            kept,
            workers or usual_workers(),
            lambda done, total, reused: told(RunProgress("trying", done, total, reused, unit="trials")),
        )
    return answers[-1], answers[0]


def _write_page(
    file: Path, judged: list[Judged], before: list[Judged], what: str, *, quick: bool, models: bool
) -> None:
    from esnsim.atomic_file import write_text
    from esnsim.report.document.verdicts_page import verdicts_page

    write_text(file, verdicts_page(judged, before if what else None, what, quick=quick, models=models))


def _print_document(content: object) -> None:
    import json

    say(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
