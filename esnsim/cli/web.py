"""The command that opens the workshop app."""

from __future__ import annotations

import ipaddress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from esnsim.cli.place import check_folder
from esnsim.cli.printing import complain
from esnsim.errors import MissingExtraError, Mistake, ScenarioError

HERE = "127.0.0.1"


def app(
    scenario: Annotated[
        str,
        typer.Argument(metavar="[SCENARIO]", help="Scenario file, or a name that 'esnsim list' knows; played first."),
    ] = "launch",
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; others can reach any but this.")
    ] = HERE,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 for any that is free.")] = 8000,
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="Where classes are kept; nothing is written elsewhere.")
    ] = Path("esnsim-app"),
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Open the workshop app in a browser: play a scenario, change the plan while it runs, or lead a class.

    It needs no network and answers this machine only, unless told to listen on another address.
    """
    if find_spec("shiny") is None:
        raise MissingExtraError("the workshop app", "app")
    _check(host)
    check_folder(folder)
    _serve(scenario, host, port, folder, browser=browser)


def _serve(scenario: str, host: str, port: int, folder: Path, *, browser: bool) -> None:
    """Get ready, say where the app is, and answer until interrupted."""
    import shiny

    from esnsim.scenario import load
    from esnsim.web.app import make_app
    from esnsim.web.play import Play

    complain("Getting ready; the first time takes half a minute.")
    # Whatever is wrong with the scenario is said here, and the first visitor need not wait.
    Play.of(load(scenario))
    if not _is_own(host):
        complain(f"Listening on {host}: everybody who can reach this machine can use the app.")
    complain(f"The app is at http://{host}:{port or '(a free port)'}/; Ctrl-C ends it.")
    # In a browser's own Python there is nothing to run, so the library types it as nothing.
    run: Any = shiny.run_app
    run(make_app(folder, scenario), host=host, port=port, launch_browser=browser, log_level="warning")


def _check(host: str) -> None:
    """Refuse what is no address.

    Raises:
        ScenarioError: If it is none.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if host != "localhost":
            raise ScenarioError([Mistake(f"--host {host}", f"is no address; this machine alone is {HERE}")]) from None


def _is_own(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback
