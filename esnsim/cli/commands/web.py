"""The command that opens the workshop app."""

from __future__ import annotations

import ipaddress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from esnsim.cli.options import Quiet
from esnsim.cli.output.out_folder import check_folder
from esnsim.cli.output.printing import complain
from esnsim.cli.output.progress import watcher
from esnsim.errors import MissingExtraError, Mistake, ScenarioError

HERE = "127.0.0.1"


def app(
    scenario: Annotated[
        str,
        typer.Argument(metavar="[SCENARIO]", help="Scenario file, or a name that 'esnsim list' knows; played first."),
    ] = "budget_and_goal",
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; others can reach any but this.")
    ] = HERE,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 for any that is free.")] = 8000,
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="Where classes are kept; nothing is written elsewhere.")
    ] = Path("esnsim-app"),
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Another name by which browsers reach this machine; may be repeated."),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    quiet: Quiet = False,
) -> None:
    """Open the workshop app in a browser: play a scenario, change the plan while it runs, or lead a class.

    It needs no network and answers this machine only, unless told to listen on another address.
    """
    if find_spec("shiny") is None:
        raise MissingExtraError("the workshop app", "app")
    _check(host)
    check_folder(folder)
    _serve(scenario, host, port, folder, name or [], browser=browser, quiet=quiet)


def _serve(scenario: str, host: str, port: int, folder: Path, names: list[str], *, browser: bool, quiet: bool) -> None:
    """Get ready, say where the app is, and answer until interrupted."""
    from esnsim.experiments.execution.executor import compile_missing
    from esnsim.web.app import make_app
    from esnsim.web.listening import host_names, is_own, listening_socket, url_of
    from esnsim.web.serving import guarded, serve

    with listening_socket(host, port) as listening:
        if not quiet:
            complain("Getting ready.")
        with watcher(quiet=quiet) as told:
            compile_missing(told, pulled=True)
        # Whatever is wrong with the scenario or the classes is said here, and the first visitor need not wait.
        app = guarded(make_app(folder, scenario), host_names(host, names))
        taken = listening.getsockname()[1]
        here = url_of(host if is_own(host) else HERE, taken)
        _tell(host, taken, names)
        serve(app, listening, open_at=here if browser else None)


def _tell(host: str, port: int, names: list[str]) -> None:
    """Say where the app is, and who can reach it."""
    from esnsim.web.listening import addresses, is_own, url_of

    if is_own(host):
        complain(f"The app is at {url_of(host, port)}; Ctrl-C ends it.")
        return
    complain(f"Listening on {host}: everybody who can reach this machine can use the app.")
    told = [*names, *addresses(host)] or [HERE]
    complain(f"The app is at {' or '.join(url_of(each, port) for each in told)}; Ctrl-C ends it.")


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
