"""Every command says what it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

cli = pytest.importorskip("esnsim.cli.app", reason="no command line here yet")

from typer.main import get_command  # noqa: E402
from typer.testing import CliRunner  # noqa: E402


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


def test_there_are_commands():
    """The tests above look at something."""
    assert len(list(commands(get_command(cli.app)))) > 3
