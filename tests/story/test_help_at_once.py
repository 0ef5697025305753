"""Help comes at once and shows how it is done."""

import subprocess
import sys

import pytest
from commands import PACKAGE

STORES = ("ls", "show", "export", "gc", "verify", "merge", "repeat")
COMMANDS = (
    *((name,) for name in ("new", "check", "show", "run", "sweep", "watch", "best", "schema")),
    ("org", "describe"),
    *(("store", name) for name in STORES),
)
HEAVY = ("mesa", "numba", "numpy", "pandas", "matplotlib", "scipy", "pydantic", "yaml")


def test_the_commands_are_listed(esnsim):
    """Whoever types the name alone, or asks for help, sees every command."""
    said = esnsim("--help")

    assert said.status == 0
    for command in COMMANDS:
        assert command[0] in said.out
    assert "esnsim new first.yaml" in said.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_shows_an_example(esnsim, command):
    """Help has a meaning in a line and a command line to copy."""
    said = esnsim(*command, "--help")

    assert said.status == 0
    assert f"esnsim {' '.join(command)}" in said.out.partition("Example")[2]


def imported(*words, heavy=HEAVY):
    """Which of the heavy libraries a command imports."""
    code = (
        "import sys\nfrom esnsim.cli import main\nheavy, words = sys.argv[1].split(), sys.argv[2:]\n"
        "try:\n    main(words)\nexcept SystemExit:\n"
        "    print('imported', *(name for name in heavy if name in sys.modules))"
    )
    command = [sys.executable, "-c", code, " ".join(heavy), *words]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PACKAGE)
    return set(said.stdout.splitlines()[-1].split()[1:])


def test_help_imports_nothing_heavy():
    """Help must not wait for libraries that it does not need."""
    assert imported("--help") == set()


def test_help_of_a_command_imports_nothing_heavy():
    """Nor must that of a command; some versions of typer read options by means of pydantic, which is theirs."""
    assert imported("run", "--help") <= {"pydantic"}


def test_a_command_that_is_not_there_is_refused(esnsim):
    said = esnsim("rnu", "story.yaml")

    assert said.status == 2
    assert "rnu" in said.err


def test_the_version_is_told(esnsim):
    assert esnsim("--version").out.startswith("esnsim")
