"""What was found while reading files: what was repaired, and what has to be put right by a person.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from esnsim.errors import Mistake, OrganisationError

PLACES_SHOWN = 5
MISTAKES_SHOWN = 50


class Repair(NamedTuple):
    """One kind of thing that was not as it should be, and what was made of it.

    Attributes:
        what: What was found and what was done.
        cases: How often, >= 1.
        places: The first few places, as ``file:line``.
    """

    what: str
    cases: int
    places: tuple[str, ...]

    def __str__(self) -> str:
        """The line a person reads."""
        more = ", ..." if self.cases > len(self.places) else ""
        return f"{self.what}: {self.cases:,} ({', '.join(self.places)}{more})"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How files were understood.

    Attributes:
        files: Files read, with what was noticed about their form.
        columns: Which column was taken for what; fields not in the files are missing.
        remarks: What was assumed or made up where the files are silent.
        repairs: What was repaired, and how often.
    """

    files: tuple[str, ...]
    columns: Mapping[str, str]
    remarks: tuple[str, ...]
    repairs: tuple[Repair, ...]

    def lines(self) -> list[str]:
        """The report, one line a finding, for printing."""
        return [
            *(f"read {file}" for file in self.files),
            *(f"column '{column}' is taken for {field}" for field, column in self.columns.items()),
            *self.remarks,
            *(f"repaired: {repair}" for repair in self.repairs),
        ]


class Findings:
    """Collects what is noticed, so that a person hears of all of it at once."""

    def __init__(self) -> None:
        """Nothing found yet."""
        self.files: list[str] = []
        self.columns: dict[str, str] = {}
        self.remarks: list[str] = []
        self.mistakes: list[Mistake] = []
        self._repairs: dict[str, list[str]] = {}

    def repair(self, what: str, place: str) -> None:
        """Note one more case of something repaired."""
        self._repairs.setdefault(what, []).append(place)

    def refuse(self, place: str, message: str) -> None:
        """Note something that only a person can put right."""
        self.mistakes.append(Mistake(place, message))

    def stop(self, place: str, message: str) -> NoReturn:
        """Refuse, where nothing more can be looked at.

        Raises:
            OrganisationError: always, with everything refused so far.
        """
        self.refuse(place, message)
        raise OrganisationError(self._told())

    def check(self) -> None:
        """Go on only if nothing was refused.

        Raises:
            OrganisationError: with one line for each thing refused.
        """
        if self.mistakes:
            raise OrganisationError(self._told())

    def _told(self) -> str:
        """All refusals, shortened where there are very many."""
        lines = [str(mistake) for mistake in self.mistakes[:MISTAKES_SHOWN]]
        if len(self.mistakes) > MISTAKES_SHOWN:
            lines.append(f"and {len(self.mistakes) - MISTAKES_SHOWN:,} more")
        return "\n".join(lines)

    def report(self) -> ImportReport:
        """Everything that was noticed and could be lived with."""
        repairs = tuple(
            Repair(what, len(places), tuple(sorted(places, key=_by_line)[:PLACES_SHOWN]))
            for what, places in sorted(self._repairs.items())
        )
        return ImportReport(tuple(self.files), dict(self.columns), tuple(self.remarks), repairs)


def _by_line(place: str) -> tuple[str, int]:
    """Sort places by file, then by line as a number."""
    file, _, line = place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (place, 0)
