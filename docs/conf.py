"""How the documentation is built: ``python -m sphinx -W -b html docs docs/_build`` (extra ``docs``)."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import typer.main
from sphinx.application import Sphinx
from typer.cli import get_docs_for_click

from esnsim.cli.app import app

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from app_pictures import pictures_page, take_pictures  # noqa: E402 - lies beside this file

project = "esnsim"
author = "The esnsim maintainers"
extensions = ["myst_nb"]
html_theme = "furo"
html_title = "esnsim"
exclude_patterns = ["_build", "ipython", "jupyter_execute", "**.ipynb_checkpoints", "pictures/*.md"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "cache"
nb_execution_timeout = 600
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_in_temp = True
nb_merge_streams = True
nb_execution_cache_path = str(HERE / "_build" / "executed")
# Pages link to files of the checkout as readers of the repository see them.
suppress_warnings = ["myst.xref_missing"]
# What commands print has the width of a page, and no colours.
os.environ |= {"IPYTHONDIR": str(HERE / "ipython")} | {
    "COLUMNS": "84",
    "TTY_COMPATIBLE": "0",
    "NO_COLOR": "1",
    "PYTHONWARNINGS": "ignore",
}


def _examples(found: re.Match[str]) -> str:
    """Command lines to copy, as one block."""
    lines = "\n".join(line for line in found[1].splitlines() if line)
    return f"**Example**:\n\n```sh\n{lines}\n```\n\n"


def setup(app: Sphinx) -> None:
    """Let the search work in pages opened from a disk: a browser fetches nothing there, so results have no excerpts."""
    quiet = 'if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;'
    app.add_js_file(None, body=quiet)


def write_commands() -> None:
    """The command reference, from the commands themselves."""
    command = typer.main.get_command(app)
    context = command.make_context("esnsim", ["list"], resilient_parsing=True)
    text = get_docs_for_click(obj=command, ctx=context, name="esnsim", title="Commands")
    text = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    text = re.sub(r"\[bold\]Example\[/bold\]\n\n((?:esnsim .*\n\n?)+)", _examples, text).replace("\\[", "[")
    _write(HERE / "commands.md", text)


def write_pictures() -> None:
    """Pictures of the app, and the part of its page that shows them."""
    folder = HERE / "pictures"
    _write(folder / "app.md", pictures_page(take_pictures(folder), folder.name))


def _write(target: Path, text: str) -> None:
    """Write a file unless it says that already, so that nothing is built anew for it."""
    if not target.is_file() or target.read_text("utf-8") != text:
        target.write_text(text, encoding="utf-8")


write_commands()
write_pictures()
