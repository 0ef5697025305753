"""Spellings of which a file may have several for the same thing: told, and never merged.

Whether ``UK`` and ``GB`` are one country, or ``Sales`` and ``SALES`` one unit, only a person can say; a scenario whose
audience names one of them would pass over the other without a word.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from esnsim.organisation.importing.findings import Findings
from esnsim.organisation.importing.roster import Roster

SLASHES = re.compile(r"\d{4}/\d{1,2}/\d{1,2}(?:[T ].*)?")
COUNTRIES = (
    ("gb", "uk", "gbr", "united kingdom", "great britain", "britain"),
    ("us", "usa", "u.s.", "u.s.a.", "united states", "united states of america"),
    ("fr", "fra", "france"),
    ("de", "deu", "ger", "germany", "deutschland"),
    ("es", "esp", "spain", "españa"),
    ("it", "ita", "italy", "italia"),
    ("nl", "nld", "netherlands", "the netherlands", "holland"),
    ("be", "bel", "belgium", "belgique", "belgië"),
    ("ch", "che", "switzerland", "schweiz", "suisse"),
    ("no", "nor", "norway", "norge"),
    ("se", "swe", "sweden", "sverige"),
    ("dk", "dnk", "denmark", "danmark"),
    ("pl", "pol", "poland", "polska"),
    ("ca", "can", "canada"),
    ("au", "aus", "australia"),
    ("in", "ind", "india"),
)
"""Usual spellings of the countries that people files name most; others are distinguished by case alone."""
SAME_COUNTRY = {spelling: spellings[0] for spellings in COUNTRIES for spelling in spellings}
GROUPS = {"country": "countries", "site": "sites", "unit": "units"}


def tell_spellings(roster: Roster, findings: Findings) -> None:
    """Tell of names that may mean the same, and of dates that were read although people write them in two ways."""
    for field, plural in GROUPS.items():
        if roster.has(field):
            _tell_alike(plural, sorted(set(roster.cells(field)) - {""}), findings)
    if roster.has("joined"):
        for place, cell in zip(roster.places, roster.cells("joined"), strict=True):
            if SLASHES.fullmatch(cell):
                findings.repair("date with slashes, read as year/month/day", place)


def _tell_alike(plural: str, names: Sequence[str], findings: Findings) -> None:
    alike: dict[str, list[str]] = {}
    for name in names:
        loose = " ".join(name.casefold().split())
        alike.setdefault(SAME_COUNTRY.get(loose, loose) if plural == "countries" else loose, []).append(name)
    for spellings in alike.values():
        if len(spellings) > 1:
            listed = " and ".join(f"'{name}'" for name in spellings)
            findings.assume(f"{plural} {listed} are kept apart; write them alike if they are the same")
