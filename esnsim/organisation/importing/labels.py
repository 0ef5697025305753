"""What files call people, and what they call nobody.

ODD element: input data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_NOBODY = r"""
    - -- --- . .. ? ?? / \ * na n/a n.a n.a. #n/a #na #ref! #value! #name? nan null (null) none (none) nobody
    nil no x xx xxx tbd tba tbc tbh vacant unknown unassigned undefined empty (empty) blank (blank) missing external
    -1 n/k nk no_one board_of_directors keine keiner kein aucun aucune ninguno nessuno geen
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
VACANCY = re.compile(r"(?:vacant|vacancy|open position|tbh|tbd|to be hired)[ _#-]*\d*", re.IGNORECASE)


class Labels:
    """Finds people by what files call them, forgiving what spreadsheets do to numbers."""

    def __init__(self, labels: Sequence[str]) -> None:
        """Remember the row of each label, and of labels that differ in form alone from no other."""
        self._rows = {label: row for row, label in enumerate(labels)}
        self._loose = _unmistakable(self._rows, _loosely)
        self._bare = _unmistakable(self._rows, _barely)

    def find(self, label: str) -> tuple[int, bool]:
        """Row of a label, -1 where unknown, and whether it was written as in the people file."""
        row = self._rows.get(label, -1)
        if row >= 0:
            return row, True
        row = self._loose.get(_loosely(label), -1)
        return (row if row >= 0 or not _barely(label) else self._bare.get(_barely(label), -1)), False

    def differs_in_zeros(self, label: str) -> bool:
        """Whether a label that `find` finds is found only when zeros at its beginning do not count."""
        return label not in self._rows and self._loose.get(_loosely(label), -1) < 0


def _unmistakable(rows: dict[str, int], form: Callable[[str], str]) -> dict[str, int]:
    """Rows by a form of their labels, -1 where two share it."""
    found: dict[str, int] = {}
    for label, row in rows.items():
        found[form(label)] = -1 if form(label) in found else row
    return found


def _loosely(label: str) -> str:
    """A label without case, the ``.0`` that a spreadsheet adds to a number, and the ``'`` that keeps its zeros."""
    return re.sub(r"(?<=\d)\.0+$", "", label).removeprefix("'").casefold()


def _barely(label: str) -> str:
    """A number without the zeros at its beginning, which spreadsheets take away; nothing for other labels."""
    loose = _loosely(label)
    return (loose.lstrip("0") or "0") if loose.isascii() and loose.isdigit() else ""


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
