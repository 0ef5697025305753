"""A report in a real browser: charts to point at, programmes to switch off, and still pictures without scripts."""

import pytest

import esnsim
from esnsim.analysis.person_level import gallery_of
from esnsim.experiments import compare
from esnsim.report.document import briefing
from esnsim.report.document.write import html_page
from tests.web.conftest import SMALL

pytestmark = pytest.mark.untraced


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The address of a report of a small scenario, opened from the disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    experiment = compare(esnsim.load(SMALL, ["replicates=2"]))
    path.write_text(html_page(briefing(gallery_of(experiment, None, runs=1))), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(report, browser):
    """Opens the report and notes what goes wrong and what is asked of anybody else."""
    contexts, trouble = [], []

    def give(**look):
        context = browser.new_context(**look)
        contexts.append(context)
        found = context.new_page()
        found.on("pageerror", lambda error: trouble.append(str(error)))
        found.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        found.on("request", lambda asked: trouble.append(asked.url) if not _own(asked.url, report) else None)
        found.goto(report)
        return found

    yield give
    for context in contexts:
        context.close()
    assert trouble == []


def _own(url, report):
    return url.startswith((report, "data:"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_take_the_place_of_still_pictures(opened, scheme):
    shown = opened(color_scheme=scheme)
    shown.wait_for_selector("#figure-activity .chart svg")

    assert shown.locator(".chart svg").count() == 3
    assert not shown.is_visible("#figure-adoption .still")
    assert shown.is_visible("#figure-journeys .still")


def test_a_programme_can_be_switched_off(opened):
    shown = opened()
    lines = "#figure-adoption .chart svg .mark-line path[stroke]"
    shown.wait_for_selector(lines)
    before = shown.locator(lines).count()
    shown.get_by_label("campaign").first.uncheck()
    shown.wait_for_function(f"document.querySelectorAll('{lines}').length < {before}")

    assert shown.locator(lines).count() == before / 2


def test_a_line_can_be_read_by_pointing_at_it(opened):
    shown = opened(viewport={"width": 1200, "height": 900})
    shown.wait_for_selector("#figure-adoption .chart svg")
    shown.locator("#figure-adoption .chart .mark-symbol path").nth(20).hover(force=True)
    shown.wait_for_selector("#vg-tooltip-element.visible")

    assert "programme" in shown.inner_text("#vg-tooltip-element")


def test_without_scripts_there_are_still_pictures(opened):
    shown = opened(java_script_enabled=False)

    assert shown.locator("div.chart").count() == 0
    assert shown.locator(".still").count() == shown.locator("figure").count()
    assert shown.is_visible("#figure-adoption .still svg")


def test_it_can_be_read_on_a_phone(opened):
    shown = opened(viewport={"width": 390, "height": 844})
    shown.wait_for_selector("#figure-activity .chart svg")

    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_data_of_a_figure_can_be_saved(opened, tmp_path):
    shown = opened(accept_downloads=True)
    shown.wait_for_selector("#figure-activity .chart svg")
    with shown.expect_download() as taken:
        shown.click("#figure-adoption figcaption a")
    taken.value.save_as(tmp_path / "adoption.csv")

    assert taken.value.suggested_filename == "adoption.csv"
    assert (tmp_path / "adoption.csv").read_text("utf-8").startswith("programme,week,date,")
