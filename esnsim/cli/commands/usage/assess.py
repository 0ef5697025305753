"""The command that says what an organisation's own usage exports say, and makes a scenario of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from esnsim.cli.commands.organisations import Columns, Where
from esnsim.cli.options import Json, Quiet
from esnsim.cli.output.printing import say
from esnsim.errors import EsnsimError, Mistake, OrganisationError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from esnsim.organisation import Import
    from esnsim.usage.assessing.assessment import Assessment
    from esnsim.usage.parsing.format import SaidOfFiles
    from esnsim.usage.writing.scenario import SaidOfPeople

DATE_ORDERS = ("day_first", "month_first")

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Usage exports of one kind: reports, archives, or tables of your own; several are put together.",
        show_default=False,
    ),
]
People = Annotated[
    Path | None,
    typer.Option(
        "--people",
        metavar="FILE",
        help="File with a row a person, as 'esnsim org describe' reads it.",
        show_default=False,
    ),
]
Ties = Annotated[
    list[Path],
    typer.Option(
        "--ties",
        metavar="FILE",
        help="File of who works with whom, for the scenario; may be repeated.",
        show_default=False,
    ),
]
Days = Annotated[
    int | None,
    typer.Option(
        "--days", metavar="N", min=1, max=3660, help="Days of the period that a report is of, if it does not say.",
        show_default=False,
    ),
]  # fmt: skip
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Last day of that period, such as 2026-01-31.", show_default=False),
]
Dates = Annotated[
    str | None,
    typer.Option(
        "--dates",
        metavar="ORDER",
        help=f"How 01/04/2026 is meant: {' or '.join(DATE_ORDERS)}.",
        show_default="as files prove",
    ),
]
Guests = Annotated[bool, typer.Option("--guests", help="Count people of other organisations too.")]
Names = Annotated[
    bool,
    typer.Option("--names", help="Show people by their ids; otherwise by pseudonyms that only your key resolves."),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", help="Key of the pseudonyms; made if it is not there. Keep it to yourself.",
        show_default="usage.key in your own settings",
    ),
]  # fmt: skip


Headcount = Annotated[
    int | None,
    typer.Option(
        "--headcount", metavar="N", min=1, max=1_000_000, help="How many people there are, for the scenario.",
        show_default="as files say",
    ),
]  # fmt: skip
Readers = Annotated[
    str | None,
    typer.Option(
        "--readers",
        metavar="SHARE|FILE",
        help="Share of them who read, where files cannot say it: 0.6, or a report that says who does.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FOLDER", help="Write a page, a document (JSON) and a scenario there.", show_default=False
    ),
]

Twin = Annotated[
    Path | None,
    typer.Option(
        "--pseudonymise",
        metavar="FOLDER",
        help="Write twins of the files there that can be shared: same facts, no names, addresses or texts.",
        show_default=False,
    ),
]


def assess(
    files: Files,
    people: People = None,
    ties: Ties = [],  # noqa: B006 - typer copies it
    columns: Columns = [],  # noqa: B006
    where: Where = [],  # noqa: B006
    days: Days = None,
    until: Until = None,
    dates: Dates = None,
    guests: Guests = False,
    headcount: Headcount = None,
    readers: Readers = None,
    out: Out = None,
    pseudonymise: Twin = None,
    names: Names = False,
    key: KeyFile = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Say what your own usage exports say: who takes part, where it is cold, and what most likely holds it back.

    Recognises the reports and exports of Viva Engage, Slack, Mattermost, Zulip, Discourse, Teams, Viva Insights and
    Google, and tables of your own. What files cannot say is unknown, never 0. No name or address of a person is shown
    or kept, and no text of a message is read. Nothing leaves this machine. With --out, a page for the browser and a
    scenario that 'esnsim run' runs at once are written.
    """
    from esnsim.cli.output.out_folder import check_folder
    from esnsim.usage.pseudonyms import Pseudonyms, key_from, usual_key_file, without_people
    from esnsim.usage.writing.scenario import with_readers

    asked = _asked(days, until, dates, guests=guests)
    for folder in (out, pseudonymise):
        if folder is not None:
            check_folder(folder)
    specification = _people(people, ties, columns, where)
    try:
        read = _said_readers(readers, asked, headcount)
        found = with_readers(_assessed(files, specification, asked, key, names=names, quiet=quiet), read)
    except ScenarioError:
        raise  # about options, which name nobody
    except OrganisationError as error:
        raise error if names else OrganisationError(without_people(str(error), _names_in(specification))) from None
    except EsnsimError as error:
        raise error if names else type(error)(without_people(str(error))) from None
    call = None if names else Pseudonyms(key_from(key or usual_key_file())) if out is not None else str
    written, assumed = ([], ()) if out is None else _write(found, out, read, call, names=names)
    if pseudonymise is not None:
        from esnsim.usage.writing.twin import write_twins

        written += write_twins(files, pseudonymise, Pseudonyms(key_from(key or usual_key_file())))
    _print(found, written, assumed, as_json=as_json)


def _write(
    found: Assessment, out: Path, said: SaidOfPeople, call: Callable[[str], str] | None, *, names: bool
) -> tuple[list[Path], Sequence[str]]:
    """Write page, document and scenario; the files, and what was assumed for the scenario."""
    from esnsim.atomic_file import write_text
    from esnsim.report.document.usage import usage_briefing
    from esnsim.report.document.write import html_page
    from esnsim.usage.writing.document import assessment_document
    from esnsim.usage.writing.scenario import PEOPLE_FILE, TIES_FILE, made_scenario

    scenario = made_scenario(found, said, call or str)
    document = {
        **assessment_document(found),
        "scenario_lacks": list(scenario.lacking),
        "assumed": list(scenario.assumed),
    }
    texts = {
        "report.html": html_page(usage_briefing(found, scenario, names=names)),
        "assessment.json": json.dumps(document, indent=2, ensure_ascii=False) + "\n",
        PEOPLE_FILE: scenario.people,
        TIES_FILE: scenario.ties,
        "scenario.yaml": scenario.text,
    }
    return [write_text(out / name, text) for name, text in texts.items() if text], scenario.assumed


def _asked(days: int | None, until: str | None, dates: str | None, *, guests: bool) -> SaidOfFiles:
    """What was said of files, after a look at whether it can be.

    Raises:
        ScenarioError: With everything that is wrong.
    """
    from esnsim.interventions.forms import suggestion
    from esnsim.usage.parsing.format import SaidOfFiles

    wrong, last = [], None
    try:
        last = date.fromisoformat(until) if until is not None else None
    except ValueError:
        wrong.append(Mistake(f"--until {until}", "write a date such as 2026-01-31"))
    if dates is not None and dates not in DATE_ORDERS:
        wrong.append(Mistake(f"--dates {dates}", suggestion(dates, DATE_ORDERS)))
    if wrong:
        raise ScenarioError(wrong)
    return SaidOfFiles(days, last, guests, None if dates is None else dates == "month_first")


def _said_readers(said: str | None, asked: SaidOfFiles, headcount: int | None) -> SaidOfPeople:
    """What is said of people: how many read as a share, or by a report of its own, which may know who reacts too.

    Raises:
        ScenarioError: If it is neither, or a report that does not say it.
        UsageFileError: If the report cannot be read.
    """
    from esnsim.usage.assessing.assessment import assess as assess_usage
    from esnsim.usage.writing.scenario import SaidOfPeople
    from esnsim.usage.writing.section import window_words

    if said is None:
        return SaidOfPeople(headcount)
    share = _share(said)
    if share is not None:
        return SaidOfPeople(headcount, share)
    report = assess_usage([Path(said)], asked=asked)
    readers = report.ladder.rungs["reader"]
    if readers.people is None:
        raise ScenarioError([Mistake(f"--readers {said}", f"does not say who reads: {readers.why or 'it is unknown'}")])
    window = window_words(report.ladder.window)
    acting = report.ladder.rungs["interactive"]
    acts = None if acting.at_least else acting.people
    return SaidOfPeople(headcount, None, readers.people, f"{Path(said).name}, {window}", acts)


def _share(said: str) -> float | None:
    """A share of 0 to 1; None for what is a file.

    Raises:
        ScenarioError: If it is neither.
    """
    from esnsim.usage.parsing.numbers import share_in

    if Path(said).is_file():
        return None
    try:
        share = float(said)
    except ValueError:
        found = share_in(said)
        share = -1.0 if found is None else found
    if not 0.0 <= share <= 1.0:
        wrong = "is neither a share of 0 to 1, such as 0.6, nor a file"
        raise ScenarioError([Mistake(f"--readers {said}", wrong)])
    return share


def _people(people: Path | None, ties: list[Path], columns: list[str], where: list[str]) -> Import | None:
    """How the people file, and files of ties between them, are read.

    Raises:
        ScenarioError: If options speak of a file that was not given.
    """
    from esnsim.cli.commands.organisations import specification_of

    if people is not None:
        return specification_of(people, ties, columns, where)
    wrong = [Mistake(f"--{name}", "is about the people file; give --people too") for name, given in
             (("ties", ties), ("column", columns), ("where", where)) if given]  # fmt: skip
    if wrong:
        raise ScenarioError(wrong)
    return None


def _assessed(
    files: list[Path], people: Import | None, asked: SaidOfFiles, key: Path | None, *, names: bool, quiet: bool
) -> Assessment:
    """What files say, with progress told."""
    from esnsim.cli.output.usage.byte_progress import reading_bytes
    from esnsim.usage.assessing.assessment import assess as assess_usage
    from esnsim.usage.pseudonyms import Pseudonyms, key_from, usual_key_file

    call = None if names or people is None else Pseudonyms(key_from(key or usual_key_file()))
    with reading_bytes(quiet=quiet) as watch:
        return assess_usage(files, people, asked, call, watch)


def _names_in(specification: Import | None) -> set[str]:
    """Everything that a people file may call its people, so that messages need not repeat it."""
    from esnsim.organisation.importing.files.table import read_table
    from esnsim.organisation.importing.findings import Findings

    if specification is None:
        return set()
    try:
        table = read_table(specification.people, str(specification.people), specification, Findings(), what="people")
    except OrganisationError:
        return set()
    short = {cell for column in table.columns for cell in column} if table.rows else set()
    return short - set(table.header)


def _print(found: Assessment, written: list[Path], assumed: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        from esnsim.usage.writing.document import assessment_document

        document = {**assessment_document(found), "written": [str(path) for path in written]}
        say(json.dumps(document, indent=2, ensure_ascii=False))
        return
    from esnsim.cli.output.usage.assessment_text import print_usage

    print_usage(found)
    if written:
        say(f"\nWritten: {', '.join(map(str, written))}.")
    if assumed:
        say("In the scenario was assumed, since these files do not say it:")
        say("\n".join(f"- {each}" for each in assumed))
