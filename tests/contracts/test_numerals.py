"""Numbers with a sign are written by the one function that gives nothing none."""

from __future__ import annotations

import ast

from tests.contracts.paths import PACKAGE

SIGNED = "+"
"""How a form of numbers with a sign begins."""


def _signed(tree: ast.AST) -> list[int]:
    """Lines of texts in which a number is written with its sign."""
    return [
        part.lineno
        for part in ast.walk(tree)
        if isinstance(part, ast.FormattedValue)
        and isinstance(part.format_spec, ast.JoinedStr)
        and any(isinstance(of, ast.Constant) and str(of.value).startswith(SIGNED) for of in part.format_spec.values)
    ]


def test_no_text_writes_the_sign_of_a_number_by_itself():
    """A difference that rounds to nothing would be told as -0.0, which is a direction."""
    found = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := _signed(ast.parse(path.read_text(encoding="utf-8"))))
    }

    assert found == {}
