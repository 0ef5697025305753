"""What a name may be, visible text on one line which tables read back as it was, and how several are listed."""

from __future__ import annotations

import re
from collections.abc import Sequence

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, line breaks among them, and those that turn the direction of writing."""
MISSING = frozenset(
    (
        *("#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA"),
        *("NULL", "NaN", "None", "n/a", "nan", "null", "~"),
    )
)
"""Words that readers of tables (or YAML) take for a missing value."""
WORDS = frozenset(("true", "false"))


def control_in(text: str) -> str:
    """The first control character of a text, as it is called; empty if it has none."""
    found = CONTROLS.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def shown(text: str) -> str:
    """A text with its control characters written out, so that it can be printed."""
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def without_controls(text: str) -> str:
    """A text with an ordinary space for each control character."""
    return CONTROLS.sub(" ", text).strip()


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Parts as a person lists them: ``a``, ``a and b``, ``a, b and c``; empty for none.

    Args:
        parts: What is listed.
        word: Before the last of them.
    """
    return f" {word} ".join(part for part in (", ".join(parts[:-1]), parts[-1] if parts else "") if part)


def not_read_back(name: str) -> str:
    """Why a name in a table would be read as something else; empty if it is read as it was."""
    if name in MISSING:
        return "tables with this name are read as if it were missing"
    if name.lower() in WORDS:
        return "tables with this name are read as true or false"
    try:
        float(name)
    except ValueError:
        return ""
    return "tables with this name are read as a number"
