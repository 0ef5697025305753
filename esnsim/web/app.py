"""The app: two pages. Everything that counts stands in `play` and `classroom`."""

from __future__ import annotations

from pathlib import Path

from shiny import App, Inputs, Outputs, Session, ui

from esnsim.web.class_page import ClassSession, class_page
from esnsim.web.classroom import Classes
from esnsim.web.play_page import play_page
from esnsim.web.play_session import PlaySession

STATIC = Path(__file__).parent / "static"


def make_app(folder: Path, scenario: str = "launch") -> App:
    """The app.

    Args:
        folder: Where classes are kept, and nothing else is written.
        scenario: Name or file of the scenario that is played first.
    """
    classes = Classes(folder)
    page = ui.page_navbar(
        ui.nav_panel("Play", play_page()),
        ui.nav_panel("Class", class_page()),
        title="esnsim",
        id="page",
        lang="en",
        header=ui.head_content(ui.include_css(STATIC / "app.css"), ui.include_js(STATIC / "app.js")),
    )

    def server(input: Inputs, output: Outputs, session: Session) -> None:  # noqa: A002, ARG001 - the library's names
        PlaySession(input, session, scenario)
        ClassSession(input, session, classes)

    return App(page, server)
