"""Pages for users are written in the field's words and in plain English, not in words of the project's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contracts.paths import ROOT

MEASURED = ("facts.md", "model.md")
"""Pages written by programs, whose words are those of the package's own texts; they are not looked at yet."""
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(page for page in (ROOT / "docs").glob("*.md") if page.name not in (*MEASURED, "commands.md")),
    *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
    *sorted((ROOT / "docs" / "workshop").glob("*.md")),
]
INSTEAD = {
    r"(?<!real )\b(?:a|the same|one|every|each|many a) life\b|\blives\b|\blived\b": "run, replicate; to simulate",
    r"\bluck\b": "random numbers, random variation, random seed",
    r"\b(?:told|tell|be told) (?:apart|from)\b": "statistically tied; distinguish",
    r"\bhang(?:s|ed)? on\b|\bhung on\b": "depends on",
    r"\bstands? where\b|\bwhere (?:its |their )?(?:people|everybody) stands?\b": "use by level; stage",
    r"\balive\b": "active; not closed",
}
"""Private words, and what is written instead."""


def prose(text: str) -> str:
    """A text without code, without labels in quotes, and without tables that a program fills in."""
    text = re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"<!-- (\w+) -->.*?<!-- end of \1 -->", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    return " ".join(re.sub(r'"Luck"', "", text).split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_no_private_words(page: Path):
    """Each has a plain one instead."""
    text = prose(page.read_text(encoding="utf-8"))
    found = {
        match[0]: f"write: {instead}"
        for pattern, instead in INSTEAD.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    }

    assert found == {}


@pytest.mark.parametrize(
    "said",
    [
        "esnsim lives all of them with the same luck", "it was lived again", "it hangs on that",
        "cannot be told from it", "How many stand where", "communities alive after a year",
    ],
)  # fmt: skip
def test_private_words_are_found(said):
    """The patterns match what they are for."""
    assert any(re.search(pattern, prose(said), re.IGNORECASE) for pattern in INSTEAD)


def test_code_and_labels_are_left_out():
    """A command has the words it has, and so has the app."""
    assert prose('x\n```sh\nesnsim --lives 2\n```\n`luck` under "Luck" y') == "x under y"
