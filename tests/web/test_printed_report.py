"""A printed report begins with one sheet that is enough to decide by, whatever programmes are called."""

from __future__ import annotations

import pytest

from esnsim.report.document import Briefing, Section
from esnsim.report.document.summary import summary_sheet
from esnsim.report.document.write import html_page
from esnsim.report.text.answers import best_sentence, headline
from esnsim.report.text.caveat import caveat
from esnsim.report.text.provenance import origin
from tests.report.experiments import experiment
from tests.report.made_up_runs import names

pytestmark = pytest.mark.untraced

LETTER_WIDE, LETTER_TALL = 188, 253
"""Millimetres inside the margins of a Letter sheet; A4 is narrower by 6 and higher by 18."""
A4_WIDE, A4_TALL = 182, 271
DOTS = 96 / 25.4


@pytest.fixture(scope="module", params=[(17, 4), (40, 7), (40, 12)], ids=["short names", "long names", "many"])
def page(request, tmp_path_factory):
    """The address of a report with the sheet and one section more."""
    letters, count = request.param
    rungs = {
        name: {"contributor": (100, 100 + 20 * nth), "reader": (700, 700 + nth), "interactive": (300, 300 + nth)}
        for nth, name in enumerate(names(letters, count))
    }
    made = experiment(rungs, replicates=6)
    more = [f"{best_sentence(made)}.", caveat(made)]
    rest = [Section("rest", "Appendix", ["What else there is."])]
    path = tmp_path_factory.mktemp("printed") / "report.html"
    report = Briefing("Made up", "What of all these?", headline(made), more, origin(made), rest, summary_sheet(made))
    path.write_text(html_page(report), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("wide", "tall"), [(LETTER_WIDE, LETTER_TALL), (A4_WIDE, A4_TALL)], ids=["Letter", "A4"])
def test_the_summary_fits_on_one_sheet(page, browser, wide, tall):
    """With its table, curve and sentences; the rest begins on the next."""
    shown = browser.new_page(viewport={"width": round(wide * DOTS), "height": 900})
    shown.emulate_media(media="print")
    shown.goto(page)
    bottom = shown.evaluate("document.querySelector('#summary').getBoundingClientRect().bottom + scrollY")
    across = shown.evaluate("document.documentElement.scrollWidth")

    assert bottom <= tall * DOTS
    assert across <= round(wide * DOTS) + 1
    for said in ("How sure", "What it costs", "What to do next"):
        assert shown.locator("#summary dt", has_text=said).is_visible()
    assert shown.locator("#figure-summary .still").is_visible()
    pages = shown.pdf(format="Letter").count(b"/Type /Page\n")
    assert pages == 2
    shown.close()
