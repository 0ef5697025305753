"""What was found while reading files: what was repaired, assumed or left out, and what a person has to put right.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, NamedTuple, NoReturn

from esnsim.errors import Mistake, OrganisationError

PLACES_SHOWN = 5
MISTAKES_SHOWN = 50
CASES_TOLD = 3
"""Lines that are named of a fault that comes more often."""

Severity = Literal["low", "medium", "high"]
"""How much depends on it: ``low``: the form of files alone; ``medium``: some people, or something filled in, may be
wrong; ``high``: who reports to whom, who works with whom or who is there may be wrong for many."""
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
FindingKind = Literal["repaired", "assumed", "ignored", "noted"]
"""What became of it: changed in a named way, filled in where files are silent, left out, or taken as it is."""


class ImportFinding(NamedTuple):
    """One kind of thing that whoever reads the answer should know of the files.

    Attributes:
        kind: ``repaired``: files say something that cannot be, and something else was taken; ``assumed``: files are
            silent or can mean two things, and one was chosen; ``ignored``: something in the files has no effect;
            ``noted``: taken as it is, though it may surprise.
        what: What was found and what was done, as a line.
        cases: How often, >= 1.
        places: The first few places, as ``file:line``; none where it is about a whole file.
        severity: How much depends on it.
    """

    kind: FindingKind
    what: str
    cases: int = 1
    places: tuple[str, ...] = ()
    severity: Severity = "low"

    def __str__(self) -> str:
        """The line a person reads, without its kind."""
        if not self.places:
            return self.what
        more = ", ..." if self.cases > len(self.places) else ""
        return f"{self.what}: {self.cases:,} ({', '.join(self.places)}{more})"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How files were understood.

    Attributes:
        files: Files read, with what was noticed about their form.
        columns: Which column was taken for what; fields not in the files are missing.
        findings: What was assumed, ignored and noted, in the order of reading, then what was repaired.
        choices: What a scenario may say so that nothing is chosen anew: entries of its organisation, by name.
    """

    files: tuple[str, ...]
    columns: Mapping[str, str]
    findings: tuple[ImportFinding, ...]
    choices: Mapping[str, object] = field(default_factory=dict)

    @property
    def by_severity(self) -> tuple[ImportFinding, ...]:
        """The findings on which most depends first."""
        return tuple(sorted(self.findings, key=lambda finding: SEVERITIES.index(finding.severity)))

    def of(self, *kinds: FindingKind) -> tuple[ImportFinding, ...]:
        """The findings of some kinds."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was assumed, ignored and noted, as lines without their kind."""
        return tuple(str(finding) for finding in self.of("assumed", "ignored", "noted"))

    @property
    def repairs(self) -> tuple[ImportFinding, ...]:
        """What was repaired, and how often."""
        return self.of("repaired")

    def lines(self) -> list[str]:
        """The report, one line a finding, for printing."""
        return [
            *(f"read {file}" for file in self.files),
            *(f"column '{column}' is taken for {name}" for name, column in self.columns.items()),
            *(f"{finding.severity}: {finding.kind}: {finding}" for finding in self.by_severity),
        ]

    def content(self) -> dict[str, object]:
        """The report as plain values, for files that programs read."""
        return {
            "files": list(self.files),
            "columns": dict(self.columns),
            "findings": [{**finding._asdict(), "places": list(finding.places)} for finding in self.findings],
        }


class Findings:
    """Collects what is noticed, so that a person hears of all of it at once."""

    def __init__(self) -> None:
        """Nothing found yet."""
        self.files: list[str] = []
        self.columns: dict[str, str] = {}
        self.choices: dict[str, object] = {}
        self.mistakes: list[Mistake] = []
        self._remarks: list[ImportFinding] = []
        self._repairs: dict[str, list[str]] = {}
        self._severities: dict[str, Severity] = {}
        self._faults: dict[str, list[int]] = {}

    def repair(self, what: str, place: str, severity: Severity = "low") -> None:
        """Note one more case of something repaired."""
        self._repairs.setdefault(what, []).append(place)
        self._severities[what] = severity

    def assume(self, what: str, severity: Severity = "low") -> None:
        """Note what was taken where files are silent or can mean two things."""
        self._remarks.append(ImportFinding("assumed", what, severity=severity))

    def ignore(self, what: str, places: Sequence[str] = (), severity: Severity = "low") -> None:
        """Note what has no effect."""
        self._remarks.append(ImportFinding("ignored", what, max(1, len(places)), _first(places), severity))

    def note(self, what: str, severity: Severity = "medium") -> None:
        """Note what was taken as it is, though it may surprise."""
        self._remarks.append(ImportFinding("noted", what, severity=severity))

    def refuse(self, place: str, message: str, fault: str = "") -> None:
        """Note something that only a person can put right.

        Args:
            place: ``file:line``, or a file.
            message: What was found, and what would be right.
            fault: What it is a case of; many cases of one fault are told as one.
        """
        if fault:
            self._faults.setdefault(fault, []).append(len(self.mistakes))
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
        """All refusals, one fault that comes often told once, shortened where there are very many."""
        left = dict(enumerate(self.mistakes))
        for cases in self._faults.values():
            first, *others = cases
            if len(others) < CASES_TOLD:
                continue
            for nth in others:
                del left[nth]
            some = ", ".join(self.mistakes[nth].place for nth in others[: CASES_TOLD - 1])
            mistake = self.mistakes[first]
            told = f"{mistake.message}; {len(cases):,} lines are like this, also {some}"
            left[first] = mistake._replace(message=told)
        lines = [str(left[nth]) for nth in sorted(left)]
        more = [f"and {len(lines) - MISTAKES_SHOWN:,} more"] if len(lines) > MISTAKES_SHOWN else []
        return "\n".join([*lines[:MISTAKES_SHOWN], *more])

    def report(self) -> ImportReport:
        """Everything that was noticed and a scenario can be made of in spite of it."""
        repairs = (
            ImportFinding("repaired", what, len(places), _first(places), self._severities[what])
            for what, places in sorted(self._repairs.items())
        )
        return ImportReport(tuple(self.files), dict(self.columns), (*self._remarks, *repairs), dict(self.choices))

    def done(self) -> dict[str, list[str]]:
        """What was repaired on each line, by ``file:line``."""
        found: dict[str, list[str]] = {}
        for what, places in sorted(self._repairs.items()):
            for place in places:
                found.setdefault(place, []).append(what)
        return found


def _first(places: Sequence[str]) -> tuple[str, ...]:
    """The first few places."""
    return tuple(sorted(places, key=_by_line)[:PLACES_SHOWN])


def _by_line(place: str) -> tuple[str, int]:
    """Sort places by file, then by line as a number."""
    file, _, line = place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (place, 0)


def suggest(name: str, known: Sequence[str]) -> str:
    """The end of a message: the nearest known name, then some of the others."""
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "; "
    others = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")  # noqa: PLR2004 - a line's worth
    return f"{hint}{' ' if near else ''}known: {others}"
