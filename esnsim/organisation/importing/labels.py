"""What files call people, and what they call nobody.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.state import Longs

_NOBODY = r"""
    - -- --- . .. ? ?? / \ * na n/a n.a n.a. #n/a #na #ref! #value! #name? nan null (null) none (none) nobody
    nil no x xx xxx tbd tba tbc tbh vacant unknown unassigned undefined empty (empty) blank (blank) missing external
    -1 n/k nk no_one board_of_directors keine keiner kein aucun aucune ninguno nessuno geen
    ceo owner self root top (vacant) <none> <null>
"""
NOBODY = frozenset(_NOBODY.split()) | {
    "",
    "no one",
    "not applicable",
    "not assigned",
    "not available",
    "to be defined",
    "to be determined",
}
"""Values of a manager column that mean nobody in any file in which no person is called so, in small letters."""
NO_BOSS = re.compile(
    r"(?:no|without|ohne)[ _-]*(?:line[ _-]*)?(?:manager|mgr|supervisor|boss|superior)s?(?:[ _-]*id)?|0+"
)
UNKNOWN_LABEL, AMBIGUOUS = -1, -2
"""Rows of a label that is nobody's, and of one that may be several people's."""
DECIMAL_ZERO = re.compile(r"(?<=\d)\.0+$")
THOUSANDS = re.compile(r"\d{1,3}(?:([,'\u2019 .\u00a0\u202f])\d{3})(?:\1\d{3})*")
EXPONENT = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
VACANCY = re.compile(r"(?:vacant|vacancy|open position|tbh|tbd|to be hired)[ _#-]*\d*", re.IGNORECASE)


class FoundRows(NamedTuple):
    """Where many labels were found.

    Attributes:
        rows: The row of each, -1 where unknown; shape (n,).
        exact: Which are written as in the people file; shape (n,).
    """

    rows: Longs
    exact: NDArray[np.bool_]


class Labels:
    """Finds people by what files call them, forgiving what spreadsheets do to numbers and how names are turned.

    A value that may be two people is nobody's: see `ambiguous`.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        """Remember the row of each label, and of labels that differ in form alone from no other."""
        self._rows: dict[str, int] = {}
        for row, label in enumerate(labels):
            if label:
                self._rows[label] = AMBIGUOUS if label in self._rows else row
        self._loose = _unmistakable(self._rows, _loosely)
        self._bare = _unmistakable(self._rows, _barely)
        self._names = _unmistakable(self._rows, name_key)

    def find(self, label: str) -> tuple[int, bool]:
        """Row of a label, below 0 where unknown, and whether it was written as in the people file."""
        row = self._rows.get(label, UNKNOWN_LABEL)
        return (row, True) if row != UNKNOWN_LABEL else (self._otherwise(label), False)

    def _otherwise(self, label: str) -> int:
        """Row of a label that is written otherwise than in the people file."""
        for known, form in ((self._loose, _loosely), (self._bare, _barely), (self._names, name_key)):
            key = form(label)
            if key and key in known:
                return known[key]
        in_brackets = BRACKETS.search(label)
        return self._rows.get(in_brackets[1], UNKNOWN_LABEL) if in_brackets else UNKNOWN_LABEL

    def find_all(self, labels: Sequence[str]) -> FoundRows:
        """What `find` finds of many labels, each looked for once however often it comes."""
        rows = np.fromiter(map(self._rows.get, labels, repeat(UNKNOWN_LABEL)), np.int64, len(labels))
        exact = rows != UNKNOWN_LABEL
        if exact.all():
            return FoundRows(rows, exact)
        others = np.flatnonzero(~exact).tolist()
        known = {label: self.find(label)[0] for label in {labels[at] for at in others}}
        rows[others] = [known[labels[at]] for at in others]
        return FoundRows(rows, exact)

    def ambiguous(self, label: str) -> bool:
        """Whether a label may be that of several people."""
        return self.find(label)[0] == AMBIGUOUS

    def how_otherwise(self, label: str) -> str:
        """In which words to tell that a label was found that is written otherwise than in the people file."""
        if _loosely(label) in self._loose:
            return "written otherwise than in the person column, matched all the same"
        if (bare := _barely(label)) and bare in self._bare:
            zeros = _loosely(label).isdigit() and any(_loosely(one).isdigit() for one in self._rows)
            return "matched without the zeros at the beginning of ids" if zeros else "matched as the same number"
        return "matched by the name, turned round" if "," in label else "matched by the name"


def _unmistakable(rows: dict[str, int], form: Callable[[str], str]) -> dict[str, int]:
    """Rows by a form of their labels, `AMBIGUOUS` where two share it."""
    found: dict[str, int] = {}
    for label, row in rows.items():
        key = form(label)
        if key:
            found[key] = AMBIGUOUS if key in found else row
    return found


def _loosely(label: str) -> str:
    """A label without case, the ``.0`` that a spreadsheet adds to a number, and the ``'`` that keeps its zeros."""
    if label.isascii() and label.isdigit():
        return label
    return DECIMAL_ZERO.sub("", label).removeprefix("'").casefold()


def _barely(label: str) -> str:
    """A number without zeros at its beginning, marks of thousands and exponent; nothing for other labels."""
    loose = label if label.isascii() and label.isdigit() else _loosely(label)
    if THOUSANDS.fullmatch(loose):
        loose = re.sub(r"\D", "", loose)
    elif EXPONENT.fullmatch(loose):
        value = Decimal(loose)
        loose = str(int(value)) if value == value.to_integral_value() else ""
    return (loose.lstrip("0") or "0") if loose.isascii() and loose.isdigit() else ""


def name_key(label: str) -> str:
    """A name in one form however it is written: ``Lee, Ann (Sales)`` is ``ann lee``; nothing for what is no name."""
    if " " not in label and "," not in label:
        return ""
    plain = BRACKETS.sub("", label)
    last, comma, first = plain.partition(",")
    if comma and "," not in first and first.strip() and last.strip():
        plain = f"{first} {last}"
    return " ".join(plain.casefold().replace(".", " ").split())


def is_nobody(label: str) -> bool:
    """Whether a label that is no person's means that there is no manager."""
    plain = " ".join(label.casefold().split())
    return plain in NOBODY or NO_BOSS.fullmatch(plain) is not None


def is_vacancy(label: str) -> bool:
    """Whether a label is that of a position in which nobody is."""
    return VACANCY.fullmatch(label) is not None


def shape(label: str) -> str:
    """How a label is built, whatever its length: ``P0012`` and ``Q7`` are both letters and digits."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", label))


def shapes(labels: Iterable[str]) -> frozenset[str]:
    """How the labels of people are built."""
    return frozenset(shape(label) for label in labels)
