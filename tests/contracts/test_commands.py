"""Every command says what it does."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

cli = pytest.importorskip("esnsim.cli.app", reason="no command line here yet")

from typer.main import get_command  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

pytestmark = pytest.mark.untraced


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it, groups included."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


EVERY_COMMAND = pytest.mark.parametrize(
    ("words", "command"),
    [pytest.param(*each, id=" ".join(each[0]) or "esnsim") for each in commands(get_command(cli.app))],
)


@EVERY_COMMAND
def test_a_command_has_help(words, command):
    """It can be asked, and answers with a sentence."""
    told = CliRunner().invoke(cli.app, [*words, "--help"])

    assert told.exit_code == 0, told.output
    assert "Usage" in told.output
    assert command.help
    assert command.help.strip().splitlines()[0].endswith(".")


@EVERY_COMMAND
def test_every_option_and_argument_is_explained(words, command):
    """Nobody has to guess."""
    assert not [(words, each.name) for each in command.params if not getattr(each, "help", "")]


@EVERY_COMMAND
def test_help_shows_no_type_of_python(words, command):  # noqa: ARG001 - named as above
    """Files and names are called what they are; a type says nothing to whoever reads help."""
    told = CliRunner().invoke(cli.app, [*words, "--help"], env={"COLUMNS": "300", "TERMINAL_WIDTH": "300"}).output

    assert not re.findall(r"<\w[^ <>]*>|\b(?:TEXT|INTEGER|FLOAT|BOOLEAN)\b|list\[", told)


@EVERY_COMMAND
def test_a_command_that_tells_how_far_it_is_can_be_quiet(words, command):
    """Whatever prints progress does so through one of these, and takes -q."""
    if not getattr(command, "callback", None) or getattr(command, "commands", None):
        return
    module = inspect.getsource(inspect.getmodule(inspect.unwrap(command.callback)))
    names = {name for each in command.params for name in each.opts}

    tells = re.search(r"\b(watcher|stored_experiment|stored_gallery|reading|_follow_in_lines|make_app)\(", module)
    assert not tells or {"-q", "--quiet"} <= names, words


def test_there_are_commands():
    """The tests above look at something."""
    assert len(list(commands(get_command(cli.app)))) > 3
