"""The app: two pages, and the catalogue. Everything that counts stands in `play` and `classroom`."""

from __future__ import annotations

from pathlib import Path

from shiny import App, Inputs, Outputs, Session, ui

from esnsim.scenario import dump, load
from esnsim.scenario.shipped import shipped
from esnsim.web.catalogue import serve_catalogue
from esnsim.web.chores import MOST_LETTERS, OWN
from esnsim.web.classroom.classes import Classes
from esnsim.web.classroom.prices import costs_of
from esnsim.web.classroom.session import ClassSession, class_page
from esnsim.web.classroom.work import ClassWork
from esnsim.web.leaving import Leaving
from esnsim.web.patience import Patience
from esnsim.web.play.page import play_page
from esnsim.web.play.play import Play
from esnsim.web.play.session import PlaySession
from esnsim.web.workers import Workers

STATIC = Path(__file__).parent / "static"
STYLES = (STATIC / "app.css", STATIC / "play.css")
SCRIPTS = tuple(STATIC / name for name in ("app.js", "play.js", "class.js", "connection.js"))
NO_ICON = ui.tags.link(rel="icon", href="data:,")
"""Browsers ask for an icon that is not there, unless a page says that it has none."""


def make_app(folder: Path, scenario: str = "budget_and_goal") -> App:
    """The app.

    Args:
        folder: Where classes are kept, and nothing else is written.
        scenario: Name or file of the scenario that is played first.

    Raises:
        RunError: If the classes that are kept there cannot be read.
        ScenarioError: If the scenario says something that cannot be.
    """
    classes, work, workers, patience = Classes(folder), ClassWork(), Workers(), Patience()
    leaving = Leaving()
    first = Play.of(load(scenario))
    costs = costs_of(first.setting.scenario)
    page = ui.page_navbar(
        ui.nav_panel("Play", play_page(*_begins_with(scenario, first))),
        ui.nav_panel("Class", ui.tags.main(class_page())),
        title="esnsim",
        id="page",
        lang="en",
        header=ui.head_content(NO_ICON, *map(ui.include_css, STYLES), *map(ui.include_js, SCRIPTS)),
    )
    _body(page).insert(0, ui.a("Skip to the page", href="#page", class_="skip"))

    def server(input: Inputs, output: Outputs, session: Session) -> None:  # noqa: A002, ARG001 - the library's names
        for unused in ("uploadInit", "uploadEnd"):
            session.set_message_handler(unused, None)
        session.on_ended(leaving.soon)
        PlaySession(input, session, first, workers)
        ClassSession(input, session, classes, work, workers, patience, costs)

    app = App(page, server)
    serve_catalogue(app)
    app.on_shutdown(workers.close)
    app.on_shutdown(work.close)
    return app


def _begins_with(scenario: str, first: Play) -> tuple[str, str]:
    """What the page says is played first: a case that ships, or somebody's own with its text, if it reads no files."""
    if scenario in shipped():
        return scenario, ""
    asked = first.setting.scenario
    text = dump(asked) if asked.organisation.generate is not None else ""
    return OWN, text if len(text) <= MOST_LETTERS else ""


def _body(page: ui.Tag) -> ui.Tag:
    """The body of a page, where what comes first is read first."""
    return next(each for each in page.children if isinstance(each, ui.Tag) and each.name == "body")
