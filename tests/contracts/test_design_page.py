"""Maps lead somewhere: what pages say of the house, its layers, paths and names, is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.contracts.paths import PACKAGE, ROOT
from tests.contracts.test_house import graph

DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
MADE = {"docs/_build", "docs/commands.md"}
"""What exists once the documentation is built."""
NAMED = re.compile(r"((?:`\w+`(?:, | and its count in | or | and )?)+) in `([\w./]+)`")
WANTED = {
    "an intervention without touching esnsim", "an intervention that comes with esnsim", "a lever", "a parameter",
    "a rule", "a random decision", "a measure", "a fact", "a command", "a section of the report", "a figure",
}  # fmt: skip


def section(title: str) -> str:
    """The text below a heading, up to the next."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## )", DESIGN, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def rows(title: str) -> dict[str, str]:
    """The table below a heading: its first column and its second."""
    body = re.findall(r"^\| (.+?) \| (.+) \|$", section(title), re.MULTILINE)
    return dict(body[1:])


TOUCHED = rows("What to touch")


def words(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def test_what_is_added_most_has_a_row():
    """A newcomer looks here first."""
    assert TOUCHED.keys() >= WANTED


@pytest.mark.parametrize("row", TOUCHED)
def test_a_row_names_files_that_exist_and_what_is_in_them(row):
    """Every word in backticks is a path, or a name defined in the file that is named after it."""
    text = TOUCHED[row]
    missing = [word for word in words(text) if ("/" in word or "." in word) and not (ROOT / word).exists()]
    placed = [(name, file) for names, file in NAMED.findall(text) for name in words(names)]
    of = [(name, file) for name, file in re.findall(r"`(\w+)` of `([\w./]+)`", text)]
    free = [
        word for word in words(text) if word.isidentifier() and word not in dict(placed + of) and word != "scenarios"
    ]
    begins = r"^(?:class |def |    )?{}\b"
    absent = [
        f"{name} in {file}"
        for name, file in placed + of
        if not re.search(begins.format(name), (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert (missing, absent) == ([], [])
    assert all(any(word in (ROOT / file).read_text(encoding="utf-8") for _, file in placed + of) for word in free)


def layers_told() -> list[list[str]]:
    """The layers on the page, from above; what stands side by side is one layer."""
    line = section("Layers").split(":\n", 1)[1].split("\n\n")[0]
    return [re.findall(r"\w+", layer) for layer in line.split(">")]


def test_the_layers_are_those_of_the_contract():
    """Told once for readers, once for the program that checks imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (contract,) = [each for each in contracts if each["name"] == "Imports go down only"]

    checked = [sorted(layer.replace("esnsim.", "").split(" | ")) for layer in contract["layers"]]
    assert [sorted(layer) for layer in layers_told()] == checked


def test_every_folder_of_the_package_has_a_line():
    """And the rooms named in the line are there."""
    told = {folder: text for folder, text in rows("Layers").items() if folder != "`benchmarks`"}
    there = {f"esnsim/{each.parent.name}" for each in PACKAGE.glob("*/__init__.py")}
    rooms = [
        f"{folder.strip('`')}/{room}"
        for folder, text in told.items()
        for room in words(text)
        if not (ROOT / folder.strip("`") / room).is_dir()
    ]

    assert {folder.strip("`") for folder in told} == there
    assert rooms == []


def test_the_layers_are_those_of_the_imports():
    """Every folder and file of the package has a layer, and imports only from layers below its own."""
    layers = layers_told()
    height = {name: len(layers) - nth for nth, layer in enumerate(layers) for name in layer}
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    own = [edge for edge in graph().edges if all(name.startswith("esnsim.") for name in edge)]
    tops = [tuple(name.split(".")[1] for name in edge) for edge in own]
    up = {
        f"{above} imports {below}"
        for above, below in tops
        if above != below and {above, below} <= height.keys() and height[above] <= height[below]
    }

    assert there - {"__init__", "__main__"} == height.keys()
    # The lowest files lean on each other, without a circle.
    assert {each for each in up if not set(each.split(" imports ")) <= set(layers[-1])} == set()


def paths_in(page: Path) -> set[str]:
    """Everything on a page that is written as a path of this repository."""
    text = page.read_text(encoding="utf-8")
    found = set(re.findall(r"(?<![\w./-])(?:esnsim|tests|docs|benchmarks|scenarios)/[\w./*-]*[\w*]", text))
    links = {link for link in re.findall(r"\]\(([^)#\s]+)", text) if ":" not in link}
    return found | {str((page.parent / link).resolve().relative_to(ROOT)) for link in links}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_on_a_page_exists(page):
    """Files that moved take their mentions with them."""
    gone = [path for path in paths_in(page) - MADE if not list(ROOT.glob(path))]

    assert gone == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_module_on_a_page_exists(page):
    """Dotted names are modules, or names in one."""
    gone = []
    for name in set(re.findall(r"\b((?:esnsim|benchmarks)(?:\.[a-z_]\w*)+)", page.read_text(encoding="utf-8"))):
        parts = name.split(".")
        folder = ROOT.joinpath(*parts[:-1])
        module = folder.is_dir() and ((folder / parts[-1]).is_dir() or (folder / f"{parts[-1]}.py").is_file())
        stub = ROOT.joinpath(*parts[:-1], "__init__.pyi")
        source = folder.with_suffix(".py")
        named = any(
            re.search(rf"\b{parts[-1]}\b", each.read_text("utf-8")) for each in (stub, source) if each.is_file()
        )
        gone += [] if module or named else [name]

    assert gone == []


def test_there_are_paths_to_look_for():
    """Otherwise the tests above would say nothing."""
    assert len(paths_in(ROOT / "README.md")) > 8
