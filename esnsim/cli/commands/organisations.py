"""Commands about organisations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from esnsim.cli.options import Changes
from esnsim.cli.output.printing import console, say
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.organisation import Description, Import, ImportReport, Organisation

SCENARIO_ENDINGS = (".yaml", ".yml")
SAYS_ALL = "A scenario with these lines reads the same files in the same way and asks nothing:"
TIE_COLUMNS = ("source", "target", "weight")
organisations = typer.Typer(no_args_is_help=True, help="Look at organisations.")


@organisations.callback()
def org() -> None:
    """Look at organisations, generated or imported, before anything is simulated on them."""


Ties = Annotated[
    list[Path],
    typer.Option(
        "--ties", metavar="FILE", help="File with a row a tie, or a network; may be repeated.", show_default=False
    ),
]
Columns = Annotated[
    list[str],
    typer.Option(
        "--column",
        metavar="NAME=COLUMN",
        help="Which column holds what, such as unit=cost_centre; for those not found by values and names.",
        show_default=False,
    ),
]
Where = Annotated[
    list[str],
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="Take only rows with this value, such as one snapshot of several; may be repeated.",
        show_default=False,
    ),
]


def describe(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="File with a row a person, or a scenario.", show_default=False),
    ],
    ties: Ties = [],  # noqa: B006 - typer copies it
    columns: Columns = [],  # noqa: B006
    where: Where = [],  # noqa: B006
    changes: Changes = [],  # noqa: B006
) -> None:
    """Describe an organisation: people, levels, spans, units, ties, and how closely people are knit.

    Files (CSV, XLSX, ODS, JSON, networks) are read as they are found. Beside every measure stands what is usual. Below
    stand the shape of the tree, what was repaired or assumed, and the lines of a scenario that say all that was chosen.
    """
    from esnsim.organisation import describe as describe_organisation
    from esnsim.organisation import pinned, read, scenario_lines
    from esnsim.scenario import file_of

    file = file_of(file)
    if file.suffix.lower() in SCENARIO_ENDINGS:
        _refuse_given("is for files of people; a scenario says it itself", ties=ties, column=columns, where=where)
        specification, (organisation, report) = _of_scenario(file, changes)
    else:
        _refuse_given("is for scenarios; this is taken for a file of people", set=changes)
        specification = specification_of(file, ties, columns, where)
        organisation, report = read(specification, Path())
    _print(describe_organisation(organisation))
    _print_shape(organisation)
    if report is not None:
        say("\n".join(["", *report.lines()]))
    if report is not None and specification is not None:
        say(f"\n{SAYS_ALL}\n\n{scenario_lines(pinned(specification, report))}")


def _refuse_given(reason: str, **options: object) -> None:
    """Refuse options that would have no effect.

    Raises:
        ScenarioError: If one of them is given.
    """
    wrong = [Mistake(f"--{name}", reason) for name, value in options.items() if value]
    if wrong:
        raise ScenarioError(wrong)


def fix(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File with a row a person.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="CSV file to write the cleaned table to.", show_default=False)
    ],
    columns: Columns = [],  # noqa: B006
    where: Where = [],  # noqa: B006
    duplicates: Annotated[
        str, typer.Option(metavar="WHICH", help="Of a person on several lines: ask, share, first or last.")
    ] = "ask",
    lost_managers: Annotated[
        str, typer.Option(metavar="WHICH", help="Of many managers who are not there: ask, or top.")
    ] = "ask",
) -> None:
    """Write a people file as it was understood, with a column of what was done to each row.

    One row a person, managers by their ids, dates as 2016-05-30; everything else as it stands in the file. What was
    repaired and assumed is told.
    """
    from esnsim.atomic_file import write_text
    from esnsim.organisation import cleaned_file

    if out.exists() and file.exists() and out.samefile(file):
        raise ScenarioError([Mistake(f"--out {out}", "is the file that is read; write another one")])
    specification = specification_of(file, [], columns, where, duplicates=duplicates, lost_managers=lost_managers)
    cleaned = cleaned_file(specification, Path())
    write_text(out, cleaned.text)
    say("\n".join(cleaned.report.lines()))
    say(f"\n{out}: {cleaned.people:,} people, {cleaned.changed:,} of whose lines were changed")


def _of_scenario(file: Path, changes: list[str]) -> tuple[Import | None, tuple[Organisation, ImportReport | None]]:
    """The organisation that a scenario asks for, and from which files."""
    from esnsim.experiments.store.keys import organisation_of
    from esnsim.organisation import Import
    from esnsim.scenario import load

    scenario = load(file, changes)
    source = scenario.organisation.specification
    return source if isinstance(source, Import) else None, organisation_of(scenario, Path())


def specification_of(people: Path, ties: list[Path], columns: list[str], where: list[str], **others: str) -> Import:
    """How files of people and ties are read, as options say it.

    Args:
        people: The people file.
        ties: Files of ties.
        columns: Texts such as ``unit=cost_centre``.
        where: Texts such as ``snapshot=2022-03-31``.
        others: Other entries of an import.

    Raises:
        ScenarioError: With everything that cannot be.
    """
    from pydantic import ValidationError

    from esnsim.organisation import Import

    named = _columns(columns)
    said = {
        "ties": tuple(ties),
        "columns": {name: column for name, column in named.items() if name not in TIE_COLUMNS},
        "tie_columns": {name: column for name, column in named.items() if name in TIE_COLUMNS},
        "where": dict(_pairs("--where", where)),
    }
    try:
        return Import.model_validate(
            {"people": people, **{name: each for name, each in said.items() if each}, **others}
        )
    except ValidationError as error:
        wrong = [Mistake(f"--{_option(each['loc'])} {each['input']}", each["msg"]) for each in error.errors()]
        raise ScenarioError(wrong) from None


def _option(place: tuple[int | str, ...]) -> str:
    return str(place[0]).replace("_", "-") if place else ""


def _columns(columns: list[str]) -> dict[Any, str]:
    """What each column holds, after a look at whether such a thing is known."""
    from esnsim.interventions.forms import suggestion
    from esnsim.organisation.specification import PersonColumn, TieColumn

    known = (*get_args(PersonColumn), *get_args(TieColumn))
    named = dict(_pairs("--column", columns))
    wrong = [Mistake(f"--column {name}", suggestion(name, known)) for name in named if name not in known]
    if wrong:
        raise ScenarioError(wrong)
    return named


def _pairs(option: str, given: list[str]) -> list[tuple[str, str]]:
    """Names and values from texts such as ``unit=cost_centre``."""
    wrong = [Mistake(f"{option} {text}", "write a name, =, and a value") for text in given if "=" not in text]
    if wrong:
        raise ScenarioError(wrong)
    return [(name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in given)]


def _print_shape(organisation: Organisation) -> None:
    """The levels, with how many people and managers are on each and how many report to these."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from esnsim.organisation import levels_and_spans

    table = Table(box=SIMPLE_HEAD)
    for heading in ("level", "people", "who manage", "direct reports, median", "most"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for shape in levels_and_spans(organisation):
        spans = (f"{shape.span_median:.1f}", f"{shape.span_most:,}") if shape.managers else ("", "")
        table.add_row(f"{shape.level}", f"{shape.people:,}", f"{shape.managers:,}", *spans, shape.bar)
    page = console()
    page.print("\nThe shape of the tree, level by level")
    page.print(table)


def _print(description: Description) -> None:
    """A table of measures, each beside what is usual."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from esnsim.organisation.describe import NO_NUMBER, TAGS

    table = Table(box=SIMPLE_HEAD)
    table.add_column("measure")
    table.add_column("here", justify="right")
    table.add_column("usual")
    for measure in description.table():
        table.add_row(*measure)
    page = console()
    page.print(table)
    page.print(f"{NO_NUMBER}: there is no such number here. In brackets: where it is known from.")
    for tag, source in TAGS.items():
        page.print(f"  [{tag}] {source}")
