"""What users read is written in the field's words and in plain English, not in words of the project's own.

Pages are read here as they stand, and so is every text in the package: what commands print, what reports and figures
say, what the app shows and what results are called. Stories read what commands really print: `tests.story.commands`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from esnsim.cli.app import app
from tests.contracts.paths import PACKAGE, ROOT
from tests.plain_words import private_words

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
    *sorted(PACKAGE.rglob("*.md")),
    *sorted(path for path in (ROOT / "scenarios").rglob("*") if path.suffix in {".yaml", ".txt"}),
]
SOURCES = sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".js"})
KEYS = ("key_of", "purpose")
"""Functions whose texts are addresses of random numbers, which nobody reads."""
SAID = {"report": "report", "app": "web", "commands": "cli"}
"""Where texts for users certainly are, by what shows them."""


def prose(text: str) -> str:
    """A page without code."""
    text = re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


@cache
def texts(path: Path) -> tuple[str, ...]:
    """The texts of a module that are not documentation of its code, each f-string as one; other files as they are."""
    if path.suffix != ".py":
        return (path.read_text(encoding="utf-8"),)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(_texts(tree))


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        for part in node.values:
            yield from _texts(part) if isinstance(part, ast.FormattedValue) else ()
    elif not _is_unread(node):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _is_unread(node: ast.AST) -> bool:
    """Whether it documents code, or addresses random numbers."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_no_private_words(page: Path):
    """Each has a plain one instead; measured pages are pages too."""
    assert private_words(prose(page.read_text(encoding="utf-8"))) == {}


def test_nothing_that_the_package_says_has_private_words():
    """Messages, tables, headings, names of columns and keys, options, figures, reports and the app."""
    found = {
        f"{path.relative_to(ROOT)}: {text}": words
        for path in SOURCES
        for text in texts(path)
        if (words := private_words(text))
    }

    assert found == {}


def _option(option: Any) -> str:
    return f"{' '.join(option.opts)} {getattr(option, 'help', '')}"


def helps(command: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every command with what its help says, those below it too."""
    yield path, f"{command.help} {command.epilog} {' '.join(map(_option, command.params))}"
    for name, below in getattr(command, "commands", {}).items():
        yield from helps(below, f"{path} {name}")


def test_no_help_of_a_command_has_private_words():
    """Text, options and examples."""
    found = dict(helps(typer.main.get_command(app), "esnsim"))

    assert len(found) > 25
    assert {path: words for path, text in found.items() if (words := private_words(text))} == {}


def test_columns_options_and_names_are_plain():
    """Those that consist of a single word have no sentence around them."""
    single = re.compile(r"(--)?(life|lives|lived|luck|living|alive)")
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        # The state has a column of this name, which decides the place of others in digests.
        if not path.is_relative_to(PACKAGE / "state") and path.name != "community_log.py"
        for text in texts(path)
        if single.fullmatch(text)
    ]

    assert found == []


@pytest.mark.parametrize("folder", SAID.values(), ids=SAID.keys())
def test_the_texts_are_found(folder):
    """Otherwise the tests above would say nothing."""
    sentences = [
        text for path in SOURCES if path.is_relative_to(PACKAGE / folder) for text in texts(path) if " " in text
    ]

    assert len(sentences) > 100


@pytest.mark.parametrize(
    "said",
    [
        "esnsim lives all of them with the same luck", "it was lived again", "it hangs on that",
        "cannot be told from it", "How many stand where", "coloured by where those stand", "to settle it",
        "communities alive after a year", "the life that was kept",
    ],
)  # fmt: skip
def test_private_words_are_found(said):
    """The patterns match what they are for."""
    assert private_words(prose(said))


def test_code_is_left_out():
    """A name in code is what it is."""
    assert prose("x\n```sh\nesnsim run\n```\n`luck` y").split() == ["x", "y"]
