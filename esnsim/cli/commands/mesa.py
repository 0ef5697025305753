"""The command that opens the model in Mesa's own view."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from esnsim.cli.options import Quiet
from esnsim.cli.output.printing import complain
from esnsim.cli.output.progress import watcher
from esnsim.errors import MissingExtraError

HERE = "127.0.0.1"


def mesa_view(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="Scenario file, or a name that 'esnsim list' knows.")
    ] = "launch",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 for any that is free.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    quiet: Quiet = False,
) -> None:
    """Open the model in Mesa's own view, for people who know Mesa; it answers this machine only.

    Everybody is a Mesa agent there, drawn in their units; the model steps, plays and begins anew with other parameters.
    """
    if not all(find_spec(name) for name in ("solara", "networkx", "altair")):
        raise MissingExtraError("Mesa's own view", "mesa-viz")
    from esnsim.experiments.execution.executor import compile_missing
    from esnsim.scenario import load
    from esnsim.web.listening import listening_socket, url_of

    load(scenario)
    # Taken or not is said here, in one line; the library binds it again.
    with listening_socket(HERE, port) as listening, watcher(quiet=quiet) as told:
        port = listening.getsockname()[1]
        compile_missing(told, pulled=True)
    complain(f"The view is at {url_of(HERE, port)} in some seconds; Ctrl-C ends it.")
    words = ["run", "esnsim.web.mesa_view", "--host", HERE, "--port", str(port), "--production"]
    opened = [] if browser else ["--no-open"]
    environment = {**os.environ, "ESNSIM_SCENARIO": scenario, "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
    raise typer.Exit(beside([sys.executable, "-m", "solara", *words, *opened], environment))


def beside(command: list[str], environment: dict[str, str]) -> int:
    """Run a program until it ends or this one is told to end, which takes the program along.

    Args:
        command: The program with its words.
        environment: Its environment.

    Returns:
        Its exit status; 0 if it was told to end.
    """
    told: list[int] = []
    with subprocess.Popen(command, env=environment) as running:  # noqa: S603 - words of our own

        def end(sig: int, _frame: object) -> None:
            told.append(sig)
            running.terminate()

        before = {sig: signal.signal(sig, end) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            status = running.wait()
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)
    return 0 if told else status
