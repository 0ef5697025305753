"""A sweep in a real browser: axes are chosen, a point is pointed at, and its scenario and curves are there."""

import pytest
from playwright.sync_api import expect

from esnsim.report.document.sweep import sweep_briefing
from esnsim.report.document.write import html_page
from esnsim.scenario import load
from esnsim.scenario.resolve import digest
from tests.report.made_up_sweeps import SHARE, TIES, sweep

pytestmark = pytest.mark.untraced

POINTS = [{SHARE: share, TIES: ties} for share in (0.01, 0.02, 0.05) for ties in (10, 20)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A sweep of six points."""
    file = tmp_path_factory.mktemp("swept") / "runs.sqlite"
    return sweep(file, POINTS, lambda point, programme, n: 200 + n + (programme == "full") * (50 + 20 * point))


@pytest.fixture(scope="module")
def page(made, tmp_path_factory):
    """The address of its page, opened from the disk."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(html_page(sweep_briefing(made)), encoding="utf-8")
    return file.as_uri()


def opened(open_page, page, **look):
    shown = open_page(page, **look)
    shown.wait_for_selector("#explorer .course svg")
    return shown


def test_axes_are_chosen(open_page, page):
    """Any factor or outcome along either, or as colour."""
    shown = opened(open_page, page)
    assert shown.locator("#explorer .cloud .mark-symbol path").count() >= 2 * len(POINTS)

    shown.locator("#explorer select >> nth=0").select_option(label="mean ties")
    expect(shown.locator("#explorer .cloud svg")).to_contain_text("mean ties")
    shown.locator("#explorer select >> nth=1").select_option(label="ambassadors: share (%)")
    expect(shown.locator("#explorer .cloud svg")).to_contain_text("ambassadors: share (%)")
    shown.locator("#explorer select >> nth=2").select_option(label="contributors at week 4 (%)")
    expect(shown.locator("#explorer .cloud svg .mark-legend, #explorer .cloud svg .role-legend").first).to_contain_text(
        "contributors at week 4"
    )


def test_a_point_that_is_pointed_at_is_told(open_page, page):
    """By mouse."""
    shown = opened(open_page, page)
    shown.locator("#explorer .cloud .mark-symbol path").nth(2 * len(POINTS) - 1).click(force=True)

    expect(shown.get_by_role("heading", name="Point 5")).to_be_visible()
    expect(shown.locator("#explorer .facts")).to_contain_text("5 %")
    expect(shown.locator("#explorer .pane table")).to_contain_text("35.2 %")
    said = "contributors by week at point 5: none ends at 20.2 %; full ends at 35.2 %"
    expect(shown.locator("#explorer .course svg")).to_have_attribute("aria-label", said)


def test_a_point_is_found_by_keyboard_and_its_scenario_saved(open_page, page, made, tmp_path):
    """What is saved is what was simulated there, and runs."""
    shown = opened(open_page, page)
    number = shown.get_by_role("spinbutton", name="Number")
    number.fill("3")
    number.press("Enter")
    expect(shown.get_by_role("heading", name="Point 3")).to_be_visible()
    shown.get_by_role("button", name="Next").press("Enter")
    expect(shown.get_by_role("heading", name="Point 4")).to_be_visible()
    with shown.expect_download() as saved:
        shown.get_by_role("link", name="Save point-4.yaml").press("Enter")
    saved.value.save_as(tmp_path / "point-4.yaml")
    found = load(tmp_path / "point-4.yaml")

    assert digest(found) == digest(made.requests.question(made.requests.points(made.entry.number)[4].question))


def test_a_programme_can_be_left_out(open_page, page):
    shown = opened(open_page, page)
    marks = shown.locator("#explorer .cloud path[aria-label*='programme: full']")
    assert marks.count() >= len(POINTS)
    shown.locator("#explorer").get_by_role("checkbox", name="full").uncheck()

    expect(marks).to_have_count(0)


@pytest.mark.parametrize("look", [{"viewport": {"width": 390, "height": 844}}, {"color_scheme": "dark"}], ids=str)
def test_it_fits_a_phone_and_the_dark(open_page, page, look):
    shown = opened(open_page, page, **look)

    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_points_stand_in_a_table(open_page, page):
    shown = open_page(page, java_script_enabled=False)

    assert not shown.is_visible("#explorer")
    shown.get_by_text("mean over runs: all.").click()
    expect(shown.get_by_role("row", name="5 5 % 20 20.2 35.2")).to_be_visible()
    assert shown.get_by_text("Where scripts run, points can be chosen here").is_visible()
