"""Commands about what comes with esnsim: scenarios, a copy of one, the ensemble, the description of the model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from esnsim.cli.completion import scenario_names
from esnsim.cli.options import Json
from esnsim.cli.output.printing import console, say


def list_scenarios(as_json: Json = False) -> None:
    """List the scenarios that come with esnsim, each with its question.

    Any of them can be run, shown, swept or copied by its name, from any folder.
    """
    import json

    from rich.table import Table

    from esnsim.scenario import load, shipped

    asked = {name: load(path) for name, path in shipped().items()}
    if as_json:
        told = [{"name": name, "title": each.name, "question": each.question} for name, each in asked.items()]
        say(json.dumps(told, indent=2, ensure_ascii=False))
        return
    table = Table("scenario", "question", box=None, padding=(0, 2, 0, 0))
    for name, scenario in asked.items():
        table.add_row(name, scenario.question)
    console().print(table)


def copy(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Which scenario: a name that 'esnsim list' knows.", autocompletion=scenario_names
        ),
    ],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to write it.", show_default="NAME.yaml here")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Put a scenario that comes with esnsim here, to edit."""
    from esnsim.atomic_file import write_text
    from esnsim.errors import Mistake, ScenarioError
    from esnsim.interventions.forms import suggestion
    from esnsim.scenario import shipped

    known = shipped()
    if name not in known:
        raise ScenarioError([Mistake(name, f"no scenario has that name; {suggestion(name, known, 'scenarios')}")])
    target = file or Path(f"{name}.yaml")
    if target.exists() and not force:
        raise FileExistsError(17, "is there already; choose another name, or replace it with --force", str(target))
    write_text(target, known[name].read_text(encoding="utf-8"))
    say(f"Written to {target}. Look at it with 'esnsim show {target}', run it with 'esnsim run {target}'.")


def odd() -> None:
    """Print the description of the model, in ODD form.

    Purpose, entities, scheduling, design concepts, initialisation and every submodel with its formula, its constants
    with unit, range and source, in Markdown.
    """
    from esnsim.odd import describe_model

    typer.echo(describe_model(), nl=False)


def ensemble(
    figure: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw what was narrowed, as PNG and SVG.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what the ensemble of plausible models holds.

    Every replicate of a run draws one of these models, unless --fixed is given. Told are how many there are, which
    facts and effects they hold, which constants the facts narrowed and which they left open, and which constants trade
    off against each other.
    """
    import json

    from esnsim.cli.output.verdicts import ensemble_document, print_ensemble
    from esnsim.ensemble.members import members

    drawn = [] if figure is None else _draw(figure)
    if as_json:
        say(json.dumps(ensemble_document(members()), indent=2, ensure_ascii=False))
        return
    print_ensemble(members(), console())
    if drawn:
        console().print(f"\nPictures: {', '.join(str(file) for file in drawn)}.")


def _draw(file: Path) -> list[Path]:
    """The picture of what was narrowed, in files."""
    from esnsim import __version__
    from esnsim.cli.output.out_folder import check_folder
    from esnsim.ensemble.members import members
    from esnsim.ensemble.space import dimensions
    from esnsim.ensemble.summary import narrowings
    from esnsim.report.figures.uncertainty.ensemble import ensemble_figure
    from esnsim.report.style import save_figure

    check_folder(file.parent)
    found = narrowings(members(), dimensions())
    return save_figure(ensemble_figure(found, len(members()), f"esnsim {__version__}"), file.with_suffix(""))
