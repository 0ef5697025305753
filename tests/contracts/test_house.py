"""The house is one a newcomer finds the way in: no circles, no flat halls, one name for one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import networkx as nx
import pytest

from tests.contracts.paths import PACKAGE, ROOT

pytestmark = pytest.mark.untraced

MOST_FILES = 20
"""In one folder, on one level: more is a hall in which nobody finds anything."""


def modules() -> dict[str, Path]:
    """Every module of the package and the benchmarks, by its dotted name."""
    found = {}
    for top in (PACKAGE, ROOT / "benchmarks"):
        for file in sorted(top.rglob("*.py")):
            found[".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = file
    return found


def imports(file: Path, known: dict[str, Path]) -> set[str]:
    """What a module imports of the house, wherever in it the import stands: late ones and those for types count too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found & known.keys()


def graph() -> nx.DiGraph:
    """Arrows from importing to imported modules."""
    known = modules()
    house = nx.DiGraph()
    for name, file in known.items():
        # A package that lists the names of its own modules is no circle with them.
        house.add_edges_from((name, other) for other in imports(file, known) if not name.startswith(f"{other}."))
    return house


def test_nothing_imports_in_a_circle():
    """Also where an import is hidden in a function, or made for types alone."""
    circles = [sorted(each) for each in nx.strongly_connected_components(graph()) if len(each) > 1]

    assert circles == []


@pytest.mark.parametrize("depth", [2, 3])
def test_folders_depend_on_each_other_in_one_direction(depth):
    """So that each can be understood after those below it."""
    folders = nx.DiGraph()
    for importing, imported in graph().edges:
        ends = [".".join(name.split(".")[:depth]) for name in (importing, imported)]
        if all(name.count(".") >= depth for name in (importing, imported)) and ends[0] != ends[1]:
            folders.add_edge(*ends)

    assert [sorted(each) for each in nx.strongly_connected_components(folders) if len(each) > 1] == []


def test_no_folder_is_a_hall():
    """What belongs together lies together."""
    halls = {}
    for top in (PACKAGE, ROOT / "benchmarks"):
        for folder in {file.parent for file in top.rglob("*.py")}:
            count = len(list(folder.glob("*.py")))
            halls |= {str(folder.relative_to(ROOT)): count} if count > MOST_FILES else {}

    assert halls == {}


def test_one_name_is_one_class():
    """Whoever reads a name knows which class is meant."""
    places = defaultdict(list)
    for name, file in modules().items():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and name.startswith("esnsim."):
                places[node.name].append(name)

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def functions(module: str, file: Path) -> dict[str, str]:
    """The public functions of a module by name, with the first line of what they say of themselves."""
    return {
        node.name: (ast.get_docstring(node) or module).splitlines()[0]
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    }


def is_command_of(name: str, module: str, others: set[str]) -> bool:
    """Whether this is a command that is named after the function it calls."""
    if not module.startswith("esnsim.cli.commands."):
        return False
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    called = {
        f"{node.module}.{each.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    homes = {".".join(other.split(".")[:depth]) for other in others - {module} for depth in range(2, 5)}
    return any(f"{home}.{name}" in called or home in called for home in homes)


def test_one_name_is_one_function():
    """Functions of one name do the same: they say the same of themselves, or one is the command for the other."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for module, file in modules().items():
        if module.startswith("esnsim."):
            for name, says in functions(module, file).items():
                places[name][module] = says
    several = {name: found for name, found in places.items() if len(found) > 1}
    meanings = {
        name: {module: says for module, says in found.items() if not is_command_of(name, module, set(found))}
        for name, found in several.items()
    }

    assert {name: found for name, found in meanings.items() if len(set(found.values())) > 1} == {}


def test_no_two_test_files_share_a_name():
    """The test runner imports them by their names alone, and refuses the second one."""
    homes = defaultdict(list)
    for path in (ROOT / "tests").rglob("test_*.py"):
        homes[path.name].append(path.relative_to(ROOT).as_posix())

    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
