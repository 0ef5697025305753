"""The catalogue of interventions in the app: a page of its own, and what is said of a kind where it is chosen.

An installed package has no documentation beside it, so the app itself answers where its links lead.
"""

from __future__ import annotations

from collections.abc import Iterator

from shiny import App, ui
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from esnsim.evidence.catalogue import CatalogueEntry, catalogue, charge_sentences, effect_sentences, entry_of
from esnsim.evidence.catalogue.words import MEASURED_AT
from esnsim.interventions import kinds
from esnsim.web.sliders import SLIDER

PLACE = "interventions"
"""Where the page is, below the address of the app."""
HEAD = (
    "What can be done about adoption, kind by kind, named as in scenario files. The same is printed by "
    "'esnsim interventions'. What is published is what sources outside this model say: "
)
LOOK = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:1rem auto;padding:0 1rem;color:#222}"
    "h2{border-top:1px solid #d9d9d9;padding-top:1rem}pre{background:#f4f4f4;padding:.5rem;white-space:pre-wrap}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2rem .5rem;"
    "border-bottom:1px solid #d9d9d9;overflow-wrap:anywhere}section:target h2{background:#fff3c4}"
)


def catalogue_link(kind: str) -> str:
    """Address of what the catalogue says of a kind, as pages of the app link to it."""
    return f"{PLACE}#{kind}"


def serve_catalogue(app: App) -> None:
    """Let an app answer with the catalogue where `catalogue_link` leads."""

    async def answer(_: Request) -> HTMLResponse:
        return HTMLResponse(catalogue_html())

    app.starlette_app.router.routes.insert(0, Route(f"/{PLACE}", answer))


def lever_help(kind: str) -> ui.Tag:
    """What the catalogue says of a kind of intervention, folded: when it works, what it takes, what is published."""
    entry = entry_of(kinds()[kind])
    said = [("Works when", entry.works), ("Cannot", entry.limits)]
    said += [("Takes", each) for each in charge_sentences(entry)]
    said += [("Published", each) for each in effect_sentences(entry)]
    rows = [ui.tags.li(ui.tags.b(f"{head}: "), *_marked(text)) for head, text in said if text]
    # In a page of its own: what is ticked in this one stays.
    link = ui.a(f"{_name(entry)} in the catalogue", href=catalogue_link(kind), target="_blank", rel="noopener")
    return ui.tags.details(
        ui.tags.summary("When it works, what it takes, what is published"), ui.tags.ul(*rows), ui.p(link)
    )


def catalogue_html() -> str:
    """The whole catalogue as a page, plug-ins included."""
    entries = catalogue()
    body = ui.tags.body(
        ui.h1("Interventions"),
        ui.p(HEAD, MEASURED_AT),
        ui.tags.nav(ui.tags.ul(*(ui.tags.li(ui.a(_name(each), href=f"#{each.word}")) for each in entries))),
        ui.tags.main(*(ui.tags.section(*_section(each), id=each.word) for each in entries)),
    )
    head = ui.tags.head(
        ui.tags.meta(charset="utf-8"),
        ui.tags.meta(name="viewport", content="width=device-width, initial-scale=1"),
        ui.tags.title("Interventions - esnsim"),
        ui.tags.link(rel="icon", href="data:,"),
        ui.tags.style(LOOK),
    )
    return f"<!DOCTYPE html>\n{ui.tags.html(head, body, lang='en')}"


def _marked(text: str) -> list[ui.TagChild]:
    """A sentence in which what stands between backticks is code."""
    return [ui.tags.code(part) if nth % 2 else part for nth, part in enumerate(text.split("`"))]


def _name(entry: CatalogueEntry) -> str:
    """A kind as the app's buttons name it."""
    return SLIDER[entry.word].title if entry.word in SLIDER else entry.title


def _section(entry: CatalogueEntry) -> Iterator[ui.Tag]:
    """All that is known about a kind."""
    plain = f": {entry.title}" if entry.title != _name(entry) else ""
    yield ui.h2(f"{_name(entry)}{plain}")
    yield ui.p(entry.meaning)
    for head, text in (("Works when. ", entry.works), ("Cannot. ", entry.limits)):
        if text:
            yield ui.p(ui.tags.b(head), text)
    yield ui.tags.pre(f"- {entry.example}")
    if entry.charges:
        yield ui.p(ui.tags.b("Effort and cost "), "where the scenario gives no cost (usual, and the plausible range):")
        yield ui.tags.ul(*(ui.tags.li(*_marked(each)) for each in charge_sentences(entry)))
    yield ui.p(ui.tags.b("What is published"))
    yield ui.tags.ul(*map(ui.tags.li, effect_sentences(entry)))
    heads = ("field", "default", "plausible", "meaning")
    cells = [(ui.tags.code(each.name), each.default, each.plausible, each.meaning) for each in entry.fields]
    yield ui.tags.table(
        ui.tags.thead(ui.tags.tr(*(ui.tags.th(head, scope="col") for head in heads))),
        ui.tags.tbody(*(ui.tags.tr(*map(ui.tags.td, row)) for row in cells)),
    )
