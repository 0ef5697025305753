"""Somebody plays a scenario in a browser."""

import re

import pytest

from esnsim.scenario import load
from esnsim.simulation.record import Measure
from esnsim.simulation.simulate import simulate
from tests.web.conftest import PATIENCE

pytestmark = pytest.mark.untraced


@pytest.fixture
def page(server, open_page):
    """The page, once everybody is at their desk."""
    opened = open_page(server.url)
    opened.wait_for_selector("#map button")
    return opened


def day(page, wanted):
    """Wait until a day is on the screen."""
    page.wait_for_function(f"document.body.dataset.day === '{wanted}'")


def press(page, name, times=1):
    """Press a button as often as said, each time until the day has moved."""
    for _ in range(times):
        before = page.evaluate("document.body.dataset.day")
        page.click(f"#{name}")
        page.wait_for_function(f"document.body.dataset.day !== '{before}'")


def unfold(page, title):
    """Show what is folded below a title."""
    page.click(f"summary:has-text('{title}')")


def add(page, lever, button="add"):
    """Add something to the plan."""
    page.select_option("#lever", lever)
    page.wait_for_selector(f"#amount:has-text('{MEANS[lever]}')")
    page.click(f"#{button}")


MEANS = {"recognition": "Colleagues thank each other", "ambassadors": "Volunteers among the staff"}


def test_steps_runs_and_pauses(page):
    press(page, "day")
    day(page, 1)
    press(page, "week")
    day(page, 6)
    page.click("#run")
    page.wait_for_function("Number(document.body.dataset.day) > 20")
    page.click("#run")
    page.wait_for_selector("#run:has-text('Run')")
    page.wait_for_timeout(400)
    stopped = page.evaluate("document.body.dataset.day")
    page.wait_for_timeout(600)

    assert page.evaluate("document.body.dataset.day") == stopped
    assert re.match(r"Week \d+, 2024-\d\d-\d\d, with 'campaign': \d+\.\d % read", page.inner_text("#now"))


def test_it_runs_to_the_end_and_stays_there(page):
    page.select_option("#speed", "20")
    page.click("#run")
    day(page, 150)

    page.wait_for_selector("#now:has-text('this is the end')")
    page.click("#week")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.dataset.day") == "150"


def test_a_plan_changed_on_the_way_is_what_the_command_line_computes(page, tmp_path):
    """The scenario that is taken away gives what is on the screen, bit for bit."""
    press(page, "week", 4)
    add(page, "recognition", "fork_add")
    page.wait_for_selector(".doing li:has-text('Recognition')")
    press(page, "week", 6)
    page.click("text=Take away")
    with page.expect_download() as taken:
        page.click("#take_yaml")
    taken.value.save_as(tmp_path / "screen.yaml")
    with page.expect_download() as taken:
        page.click("#take_data")
    taken.value.save_as(tmp_path / "days.csv")

    scenario = load(tmp_path / "screen.yaml")
    rows = [line.split(",") for line in (tmp_path / "days.csv").read_text("utf-8").splitlines()]
    column = rows[0].index("contributor")
    names = list(scenario.programmes)
    assert names == ["nothing", "campaign", "from here with recognition"]
    for name in names:
        told = [int(row[column]) for row in rows[1:] if row[0] == name]
        assert told == simulate(scenario, name, 0).record[:51, Measure.CONTRIBUTOR].tolist()
    assert told != [int(row[column]) for row in rows[1:] if row[0] == "campaign"]


def test_undo_goes_back_step_by_step(page):
    press(page, "week", 2)
    page.wait_for_selector("#now:has-text('Week 2')")
    now = page.inner_text("#now")
    add(page, "ambassadors")
    page.wait_for_selector(".doing li:has-text('Ambassadors')")
    press(page, "week")
    page.click("#undo")
    day(page, 10)
    page.click("#undo")
    page.wait_for_function("document.querySelectorAll('.doing li').length === 1")

    page.wait_for_function("text => document.querySelector('#now').innerText === text", arg=now)


def test_something_that_runs_can_be_stopped(page):
    press(page, "week", 3)
    page.click(".doing .stop")

    page.wait_for_selector(".doing li:has-text('until 2024-01-22')")


def test_four_forks_are_the_most(page):
    unfold(page, "Fork or drop")
    for nth in range(2):
        page.fill("#fork_name", f"fork {nth}")
        page.click("#fork")
        page.wait_for_selector(f"#plans:has-text('fork {nth}')")
    page.fill("#fork_name", "fork 3")
    page.click("#fork")
    page.wait_for_selector("[role=alert]:has-text('four plans are the most')")
    page.click("#drop")
    page.wait_for_function("document.querySelectorAll('#plans input').length === 3")
    page.fill("#fork_name", "fork 0")
    page.click("#fork")

    page.wait_for_selector("[role=alert]:has-text('a name of its own')")


def test_looking_inside_tells_who_why_and_with_whom(page):
    press(page, "week", 8)
    page.locator("#map button").nth(1).press("Enter")  # by keyboard
    page.wait_for_selector("#inside .person")
    assert "people" in page.inner_text("#inside h3")
    page.click("#inside .person >> nth=0")
    page.wait_for_selector("#story h4")

    assert "contacts" in page.inner_text("#inside")
    assert "What happened, with 'campaign'" in page.inner_text("#story")


UNNAMED = """
[...document.querySelectorAll("button")]
    .filter((each) => !each.textContent.trim() && !each.ariaLabel && !each.title).length
"""


def test_units_can_be_read_without_seeing_them(page):
    said = page.locator("#map button").first.get_attribute("aria-label")

    assert re.match(r"unit \d+, \d+ people: \d+ ", said)
    assert re.match(r"contributor: nothing \d+\.\d percent", page.get_attribute("#curves", "aria-label"))
    assert page.locator("img:not([alt])").count() == 0
    assert page.evaluate(UNNAMED) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "choose a scenario file, or paste its text"),
        ("name: [", "scenario:"),
        (
            "name: x\norganisation: {generate: {people: 10}}\nprogrammes: {none: [{kind: campain}]}",
            "did you mean 'campaign'",
        ),
        ("name: x\norganisation: {import: {people: /etc/passwd}}", "scenario"),
    ],
)
def test_a_wrong_scenario_gets_a_message(page, text, said):
    unfold(page, "Play another case")
    page.select_option("#case", "(a scenario of my own)")
    page.fill("#scenario_text", text)
    page.wait_for_timeout(400)
    page.click("#begin")

    page.wait_for_selector(f'[role=alert]:has-text("{said}")')
    press(page, "day")  # what was played goes on


def test_a_scenario_file_is_read_by_the_page(page, tmp_path):
    (tmp_path / "mine.yaml").write_text("name: Mine\norganisation: {generate: {people: 60}}\n", "utf-8")
    unfold(page, "Play another case")
    page.select_option("#case", "(a scenario of my own)")
    page.set_input_files("[data-scenario-file]", tmp_path / "mine.yaml")
    page.wait_for_function("document.querySelector('#scenario_text').value.includes('Mine')")
    page.wait_for_timeout(400)
    page.click("#begin")

    page.wait_for_selector("#question:has-text('Mine')")


def test_a_fresh_organisation_is_played(page):
    unfold(page, "Play another case")
    page.select_option("#case", "(a fresh organisation)")
    page.fill("#people", "80")
    page.wait_for_timeout(300)
    page.click("#begin")
    page.wait_for_selector("#question:has-text('A fresh organisation')")
    press(page, "week")

    assert "our plan" in page.inner_text("#now")


def test_five_sessions_do_not_mix(server, open_page):
    pages = [open_page(server.url) for _ in range(5)]
    for nth, each in enumerate(pages):
        each.wait_for_selector("#map button")
        press(each, "day", nth + 1)

    assert [each.evaluate("document.body.dataset.day") for each in pages] == ["1", "2", "3", "4", "5"]


def test_it_can_be_used_on_a_phone(server, open_page):
    page = open_page(server.url, viewport={"width": 390, "height": 844})
    page.wait_for_selector("#map button")
    press(page, "week")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_report_of_the_screen_can_be_taken_away(page, tmp_path):
    press(page, "week", 2)
    page.click("text=Take away")
    with page.expect_download(timeout=120_000) as taken:
        page.click("#take_report")
    taken.value.save_as(tmp_path / "report.html")

    assert "Does it work?" in (tmp_path / "report.html").read_text("utf-8")


def test_a_kind_is_explained_where_it_is_chosen_and_nothing_complains(server, browser):
    """Folded until it is asked for; the browser's console stays empty."""
    shown, complaints = browser.new_page(), []
    shown.set_default_timeout(PATIENCE)
    shown.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    shown.goto(server.url)
    shown.wait_for_selector("#map button")
    shown.select_option("#lever", "mandate")
    told = shown.locator("#amount details:has-text('Nobody writes because of an order')")
    told.wait_for(state="attached")
    assert not told.locator("li").first.is_visible()
    told.locator("summary").click()

    assert told.locator("li", has_text="Cannot: Nobody writes because of an order").is_visible()
    assert told.locator("li", has_text="Evidence C").is_visible()
    assert complaints == []
    shown.close()
