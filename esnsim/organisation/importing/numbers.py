"""Numbers, ages, dates and yes or no as people write them in tables.

ODD element: input data.
"""

from __future__ import annotations

import re
from datetime import date

from esnsim.organisation.model import AGE_BANDS

UNKNOWN = -1
YOUNGEST, OLDEST = 14, 100
LOWEST_AGES = (25, 35, 45, 55)
YES = frozenset(
    {"1", "1.0", "yes", "y", "true", "t", "x", "frontline", "front-line", "front line", "field", "deskless"}
)
NO = frozenset({"0", "0.0", "no", "n", "false", "f", "desk", "office", "back office", "information worker"})
DATE_FORMS = (
    (re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
)


def read_number(cell: str) -> float:
    """A number, written with a point or a decimal comma; not a number where it is none."""
    if re.fullmatch(r"[-+]?\d+,(\d{1,2}|\d{4,})", cell):  # Three digits after a comma may be thousands.
        cell = cell.replace(",", ".")
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def band_of_age(age: float) -> int:
    """Index into `AGE_BANDS`, or `UNKNOWN` where no working person has this age."""
    if not YOUNGEST <= age <= OLDEST:
        return UNKNOWN
    return sum(age >= lowest for lowest in LOWEST_AGES)


def band_of_words(words: str) -> int:
    """Index of the age band that words such as ``25-34``, ``55+`` or ``under 25`` mean, or `UNKNOWN`."""
    if words in AGE_BANDS:
        return AGE_BANDS.index(words)
    found = re.search(r"\d+", words)
    if not found:
        return UNKNOWN
    below = words.lstrip().startswith("<") or "under" in words.casefold() or "below" in words.casefold()
    return band_of_age(float(found.group()) - below)


def yes_or_no(cell: str) -> int:
    """1 for yes, 0 for no, `UNKNOWN` for anything else."""
    plain = cell.casefold()
    if plain in YES:
        return 1
    return 0 if plain in NO else UNKNOWN


def day_of(cell: str) -> date | None:
    """A date written ``2016-05-30``, ``2016/05/30`` or ``30.05.2016``; nothing for other forms, which can mean two."""
    for form, (year, month, day) in DATE_FORMS:
        if found := form.fullmatch(cell):
            try:
                return date(int(found[year]), int(found[month]), int(found[day]))
            except ValueError:
                return None
    return None
