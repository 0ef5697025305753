"""What somebody wants of a new scenario: understood from options, all mistakes at once, or asked in four questions."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from esnsim.cli.output.printing import complain
from esnsim.errors import Mistake, ScenarioError

if TYPE_CHECKING:
    from esnsim.evidence.catalogue import CatalogueEntry
    from esnsim.scenario import Planned, Wanted

T = TypeVar("T")
PEOPLE, WEEKS, KINDS = "1000", "52", "ambassadors"
"""What is taken where nothing is said."""
LAUNCH = "launch"
MONDAYS_APART = 7
SHARE_HELP = "write a share of all staff such as 45% or 0.45"


class Said(NamedTuple):
    """What was said on the command line, as it was written; None for what was not.

    Attributes:
        people: A number, or a file.
        readers: Share of staff who read today.
        contributors: Share of staff who write today.
        launch: Whether nobody uses the network yet.
        kinds: Kinds of intervention, by any of their names.
        weeks: How long to look ahead.
        start: First day.
    """

    people: str | None
    readers: str | None
    contributors: str | None
    launch: bool
    kinds: tuple[str, ...]
    weeks: int | None
    start: str | None

    @property
    def nothing(self) -> bool:
        """Whether no option was given."""
        return not any(self)


def can_ask() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def from_options(said: Said, folder: Path) -> Wanted:
    """What was wanted.

    Args:
        said: What was said.
        folder: Where the scenario will be, which paths in it are relative to.

    Raises:
        ScenarioError: With everything that cannot be, at once.
    """
    from esnsim.scenario import Planned, Wanted

    mistakes: list[Mistake] = []

    def take(read: Callable[[], T], place: str, otherwise: T) -> T:
        try:
            return read()
        except ValueError as error:
            mistakes.append(Mistake(place, str(error)))
        except ScenarioError as error:
            mistakes.extend(error.mistakes)
        return otherwise

    nobody: int | str = 0
    people = take(lambda: read_people(said.people or PEOPLE, folder), "--people", nobody)
    use = take(lambda: _use_of(said), "--readers and --contributors", None)
    planned = take(lambda: read_kinds(said.kinds or (KINDS,)), "--kind", list[Planned]())
    start = take(lambda: _start_of(said.start), "--start", date.min)
    if mistakes:
        raise ScenarioError(mistakes)
    return Wanted(people, use, planned, said.weeks or int(WEEKS), start)


def from_answers(folder: Path) -> Wanted:
    """What somebody answers to four questions; what cannot be is said, and asked again."""
    from esnsim.evidence.catalogue import catalogue
    from esnsim.scenario import Wanted

    complain("Four questions; Enter takes what stands in brackets.")
    people = _answer("How many people work there? A number, or a file with a row a person", PEOPLE, read_people, folder)
    use = _answer(
        "Who uses the network today, as shares of all staff? Readers and contributors, such as 45% 6%, or 'launch'",
        LAUNCH,
        _read_use,
    )
    complain(_listed(catalogue()))
    planned = _answer("What do you consider? Numbers or names, with commas between them", KINDS, _read_chosen)
    weeks = _answer("How many weeks do you want to look ahead?", WEEKS, _read_weeks)
    return Wanted(people, use, planned, weeks, _start_of(None))


def _answer(question: str, usual: str, read: Callable[..., T], *more: object) -> T:
    """The first answer that can be."""
    while True:
        given = typer.prompt(question, default=usual, err=True)
        try:
            return read(given, *more)
        except (ValueError, ScenarioError) as error:
            complain(str(error))


def read_people(text: str, folder: Path) -> int | str:
    """A number of people, or a file of them relative to a folder.

    Raises:
        ValueError: If it is neither.
    """
    from esnsim.organisation.specification import Generate

    digits = text.replace(",", "").replace("_", "").replace(" ", "")
    if not digits.isdecimal():
        if not Path(text).is_file():
            raise ValueError(f"'{text}' is no number, and there is no such file; write 1200, or the name of a file")
        return Path(os.path.relpath(text, folder)).as_posix()
    try:
        return Generate(people=int(digits)).people
    except ValueError:
        raise ValueError(f"{digits} people; write a number from 20 to 1,000,000") from None


def read_kinds(names: tuple[str, ...]) -> list[Planned]:
    """Kinds of intervention with what a scenario needs of them.

    Raises:
        ScenarioError: With every name that is no kind's.
    """
    from esnsim.evidence.catalogue import entries_named

    return _planned(entries_named(names))


def _planned(entries: list[CatalogueEntry]) -> list[Planned]:
    from esnsim.scenario import Planned

    return [Planned(each.word, each.title, each.meaning, each.example) for each in entries]


def _read_chosen(text: str) -> list[Planned]:
    """Kinds by the numbers of a list, or by their names."""
    from esnsim.evidence.catalogue import catalogue

    words = [each.word for each in catalogue()]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise ValueError("name at least one")
    numbered: Mapping[str, str] = {str(nth): word for nth, word in enumerate(words, 1)}
    return read_kinds(tuple(numbered.get(part, part) for part in parts))


def _listed(entries: list[CatalogueEntry]) -> str:
    """Every kind with its number."""
    return "\n".join(f"{nth:>4}  {each.title} ({each.word})" for nth, each in enumerate(entries, 1))


def _read_weeks(text: str) -> int:
    from esnsim.calendar import LONGEST_WEEKS

    if not text.strip().isdecimal() or not 1 <= int(text) <= LONGEST_WEEKS:
        raise ValueError(f"write a number of weeks from 1 to {LONGEST_WEEKS:,}")
    return int(text)


def _use_of(said: Said) -> tuple[float, float] | None:
    """Shares that were given; None for a launch.

    Raises:
        ValueError: If they are no shares, or only one is given, or both they and a launch.
    """
    given = [text for text in (said.readers, said.contributors) if text is not None]
    if said.launch and given:
        raise ValueError("with --launch nobody uses the network yet; give shares, or --launch")
    if len(given) == 1:
        raise ValueError("give both, such as --readers 45% --contributors 6%, or --launch")
    return _read_use(" ".join(given)) if given else None


def _read_use(text: str) -> tuple[float, float] | None:
    """Shares of those who read and of those who write, or nothing for a launch."""
    if text.strip().lower() == LAUNCH:
        return None
    shares = list(_shares_in(text))
    if len(shares) != 2:  # noqa: PLR2004 - one of each
        raise ValueError(f"two shares are needed, readers and contributors; {SHARE_HELP} for each, or '{LAUNCH}'")
    readers, contributors = shares
    if contributors > readers:
        raise ValueError(f"{contributors:g} write and {readers:g} read; whoever writes reads, too")
    return readers, contributors


def _shares_in(text: str) -> Iterator[float]:
    """Every share in a line."""
    for part in text.replace(" %", "%").split():
        number = part.removesuffix("%").replace(",", ".")
        try:
            share = float(number) / (100.0 if part.endswith("%") else 1.0)
        except ValueError:
            raise ValueError(f"'{part}' is no share; {SHARE_HELP}") from None
        if not 0.0 < share <= 1.0:
            raise ValueError(f"'{part}' is no share of all staff; {SHARE_HELP}")
        yield round(share, 6)


def _start_of(text: str | None) -> date:
    """The date that was given, or the next Monday."""
    from esnsim.interventions.moments import parse_date

    if text is not None:
        return parse_date(text)
    today = date.today()  # noqa: DTZ011 - the day of whoever plans; it is written into the file
    return today + timedelta(days=MONDAYS_APART - today.weekday())
