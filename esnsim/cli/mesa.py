"""The command that opens the model in Mesa's own view."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from esnsim.cli.printing import complain
from esnsim.errors import MissingExtraError

HERE = "127.0.0.1"


def mesa_view(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="Scenario file, or a name that 'esnsim list' knows.")
    ] = "launch",
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="Port.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Open the model in Mesa's own view, for people who know Mesa; it answers this machine only.

    Everybody is a Mesa agent there, drawn in their units; the model steps, plays and begins anew with other parameters.
    """
    if not all(find_spec(name) for name in ("solara", "networkx", "altair")):
        raise MissingExtraError("Mesa's own view", "mesa-viz")
    from esnsim.scenario import load

    load(scenario)
    complain(f"The view is at http://{HERE}:{port}/ in half a minute; Ctrl-C ends it.")
    words = ["run", "esnsim.web.mesa_view", "--host", HERE, "--port", str(port), "--production"]
    opened = [] if browser else ["--no-open"]
    environment = {**os.environ, "ESNSIM_SCENARIO": scenario, "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False"}
    command = [sys.executable, "-m", "solara", *words, *opened]
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603 - words of our own
