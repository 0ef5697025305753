"""What the package offers can be imported and says what it is; imports go down only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import esnsim
from tests.contracts.paths import PACKAGE, ROOT

MODULES = sorted(PACKAGE.rglob("*.py"))
EVERY_MODULE = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
Definition = ast.FunctionDef | ast.ClassDef


def definitions(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Public functions, classes and their public methods, with their names."""
    for each in tree.body:
        if isinstance(each, Definition) and not each.name.startswith("_"):
            yield prefix + each.name, each
            if isinstance(each, ast.ClassDef):
                yield from definitions(each, f"{each.name}.")


def is_typed(function: ast.FunctionDef) -> bool:
    """Whether every argument but self and cls, and what is returned, has a type."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = [each for each in arguments if each.arg not in ("self", "cls")]
    return function.returns is not None and all(each.annotation for each in named)


@pytest.mark.parametrize("name", esnsim.__all__)
def test_a_public_name_can_be_imported_and_is_documented(name):
    """``esnsim.<name>`` is there, and help() says something."""
    found = getattr(esnsim, name)

    assert (found.__doc__ or "").strip()
    assert name in dir(esnsim)


def test_other_names_are_refused_by_name():
    """A slip of the keyboard is told as one."""
    with pytest.raises(AttributeError, match="esnsim attribute simulat"):
        _ = esnsim.simulat


@EVERY_MODULE
def test_everything_public_is_documented_and_typed(path: Path):
    """Every module, class, function and method says what it is for and what it takes."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = [name for name, each in definitions(tree) if not ast.get_docstring(each)]
    untyped = [name for name, each in definitions(tree) if isinstance(each, ast.FunctionDef) and not is_typed(each)]

    assert ast.get_docstring(tree) or not tree.body
    assert not silent
    assert not untyped


@EVERY_MODULE
def test_nothing_is_left_for_later(path: Path):
    """No stubs, no notes to oneself."""
    text = path.read_text("utf-8")

    assert not [word for word in ("TODO", "FIXME", "XXX", "NotImplementedError") if word in text]
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")


def test_imports_go_down_only(monkeypatch):
    """The layers of pyproject.toml, as the linter of imports sees them."""
    importlinter = pytest.importorskip("importlinter.cli", reason="the linter of imports is not installed")
    monkeypatch.chdir(ROOT)

    assert importlinter.lint_imports(no_cache=True) == 0
