"""Text that stands in Markdown as it is: nothing in it is taken for markup."""

from __future__ import annotations

import re

MARKS = re.compile(r"([\\`*_\[\]<>|#~&!])")
BEGINNING = re.compile(r"^(\d*)([-+=.):])")
"""What makes a line a list, a heading or a ruler where it begins it."""


def without_markup(text: object) -> str:
    """A text on one line in which nothing is taken for markup."""
    line = MARKS.sub(r"\\\1", " ".join(str(text).split()))
    return BEGINNING.sub(r"\1\\\2", line)


def code(text: object) -> str:
    """A text as code in a cell of a table, whatever backticks and bars are in it."""
    line = " ".join(str(text).split()).replace("|", "\\|")
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if longest else ""
    return f"{fence}{padding}{line}{padding}{fence}"
