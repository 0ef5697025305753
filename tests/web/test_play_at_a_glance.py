"""The page of play as somebody meets it: it moves, it fits, it can be played without a mouse, and it counts money."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from tests.web.conftest import PATIENCE, Server, accused

pytestmark = pytest.mark.untraced

WANTED = """\
name: Wanted
question: Who brings one in nine to write, within the budget and the hours of staff?
start: 2026-01-05
weeks: 12
replicates: 1
organisation: {generate: {people: 200}}
initial: {reader: 0.5, contributor: 0.1}
programmes:
  none: []
  ambassadors: [{kind: ambassadors, count: 5, start: week 2}]
  community manager: [{kind: community_management, count: 1, hired: true, start: week 2}]
currency: CHF
budget: 5000
staff_hours: 300
deadline: week 8
goal: contributor >= 11 %
uncertainty: none
"""
MANY = WANTED.replace(
    "currency: CHF", "  ambassadors and present leaders: [{kind: ambassadors, count: 2}]\ncurrency: CHF"
)
"""The same with more plans than names have room for in one line."""
DESK, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
SEEN = """name => {
    const box = document.querySelector(name).getBoundingClientRect();
    return box.width > 20 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""


@contextmanager
def app_with(folder, text):
    """An app with a scenario."""
    (folder / "wanted.yaml").write_text(text, encoding="utf-8")
    running = Server(folder, "wanted.yaml")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """An app with a scenario that has a budget, hours, a deadline and a goal."""
    with app_with(tmp_path_factory.mktemp("wanted"), WANTED) as running:
        yield running


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """An app with many plans."""
    with app_with(tmp_path_factory.mktemp("many"), MANY) as running:
        yield running


@pytest.fixture
def page(asked, open_page):
    """The page on a small screen, once everybody is at their desk."""
    opened = open_page(asked.url, viewport=DESK)
    opened.wait_for_selector("#map button")
    return opened


def account(page, plan):
    """What the table says of a plan: money, hours, the goal."""
    page.wait_for_selector(f".accounts th:text-is('{plan}')")
    return page.locator(f".accounts tr:has(th:text-is('{plan}')) td").all_inner_texts()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_curves_stay_in_their_box_below_the_names_of_plans(many, open_page, size):
    """Also where names take several lines, as soon as the page is there."""
    opened = open_page(many.url, viewport=size)
    opened.wait_for_selector("#curves svg")
    below = opened.evaluate(
        """() => document.querySelector(".shown-curves").getBoundingClientRect().bottom
            - document.querySelector("#curves svg").getBoundingClientRect().bottom"""
    )

    assert below >= 0


def test_it_moves_within_a_second(page):
    """From the press of the button to longer curves, as the page's own clock has it."""
    before = page.get_attribute("#curves polyline >> nth=0", "points")
    took = page.evaluate(
        """before => new Promise((done) => {
            const begun = performance.now();
            document.getElementById("run").click();
            const look = () => document.querySelector("#curves polyline").getAttribute("points") !== before
                ? done(performance.now() - begun) : requestAnimationFrame(look);
            look();
        })""",
        before,
    )
    page.wait_for_function("Number(document.body.dataset.day) > 0")

    assert took < 1000


def test_a_small_screen_shows_everything_that_is_played_with(page):
    """Buttons of time, the lever with its amount, curves and map, without scrolling; nothing sticks out at the side."""
    for name in ("#run", "#lever", "#lever_amount", "#add", "#curves", "#map", ".accounts table"):
        page.wait_for_selector(name)
        assert page.evaluate(SEEN, name), name
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_a_phone_shows_the_curves_while_levers_are_moved(asked, open_page):
    phone = open_page(asked.url, viewport=PHONE, has_touch=True)
    phone.wait_for_selector("#map button")
    for name in ("#lever", "#lever_amount", "#add"):
        phone.locator(name).scroll_into_view_if_needed()
        phone.evaluate(
            "name => document.querySelector(name).scrollIntoView({block: 'center', behavior: 'instant'})", name
        )
        assert phone.evaluate(SEEN, "#curves"), name
        assert phone.evaluate(SEEN, name), name
        # And they do not lie on top of each other.
        assert phone.evaluate(
            """name => document.querySelector(".shown-curves").getBoundingClientRect().bottom
                <= document.querySelector(name).getBoundingClientRect().top""",
            name,
        ), name
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def focused(page, what):
    """Something of the element that has the focus."""
    return page.evaluate(f"document.activeElement.{what}")


def test_a_keyboard_is_enough(page):
    """The first stop leads past the menu; all units are one stop; arrows go from one to the next."""
    page.keyboard.press("Tab")
    assert focused(page, "textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'MAIN'")
    page.keyboard.press("Tab")
    assert focused(page, "id") == "run"

    page.focus("#add")
    stops = []
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(focused(page, "parentElement.id"))
    assert stops.count("map") == 1

    page.focus("#map [tabindex='0']")
    names = []
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight"):
        page.keyboard.press(key)
        names.append(focused(page, "ariaLabel").split(",")[0])
    known = [
        each.split(",")[0] for each in page.eval_on_selector_all("#map button", "all => all.map(b => b.ariaLabel)")
    ]
    assert names == [known[0], known[1], known[2], known[1], known[-1], known[0]]
    assert re.match(r"unit \d+, \d+ people: \d+ ", focused(page, "ariaLabel"))

    places = "document.activeElement.getBoundingClientRect().top"
    page.keyboard.press("End")
    low = page.evaluate(places)
    page.keyboard.press("ArrowUp")
    assert page.evaluate(places) <= low
    page.keyboard.press("Enter")
    page.wait_for_selector("#inside .person")
    # Whoever looks inside stays where they were on the map, and nothing is read aloud while days go by.
    assert focused(page, "parentElement.id") == "map"
    page.click("#run")
    page.wait_for_function("document.querySelector('#standing').getAttribute('aria-live') === 'off'")
    page.wait_for_selector("#now:has-text('this is the end')")


def test_a_number_is_slid_by_keys_and_said_beside_its_label(page):
    page.focus("#lever_amount")
    before = float(page.input_value("#lever_amount"))
    page.keyboard.press("ArrowRight")
    after = float(page.input_value("#lever_amount"))

    assert after > before
    assert page.inner_text("output[for=lever_amount]") == f"{after:g}"
    assert page.evaluate("document.querySelector('#lever_amount').labels[0].innerText").startswith("How much")


def test_what_plans_take_is_held_against_the_budget(page):
    """In the scenario's currency; what is over is marked and told; what would be added is told before it is."""
    heads = page.inner_text(".accounts thead")
    assert "money, CHF" in heads
    assert "of 5,000" in heads
    assert "of 300" in heads
    money, hours, _ = account(page, "ambassadors")
    assert (money, hours.endswith("*")) == ("0", False)
    assert account(page, "community manager")[0].endswith("*")
    assert "'community manager' takes some" in page.inner_text(".accounts")
    assert "CHF (allowed are 5,000)" in page.inner_text(".accounts")

    page.wait_for_selector("#offer:has-text('hours of staff (the plan then')")
    before = page.inner_text("#offer")
    page.select_option("#lever", "training")
    page.wait_for_function("before => ['', before].indexOf(document.getElementById('offer').innerText) < 0", arg=before)
    told = re.search(r"the plan then ([\d,]+)(\*?) of 300", page.inner_text("#offer"))
    page.click("#add")
    page.wait_for_selector(".doing li:has-text('Training')")
    page.wait_for_function(
        "hours => !document.querySelector('.accounts').innerText.includes(hours)", arg=f"\t{hours}\t"
    )
    assert account(page, "ambassadors")[1] == told[1] + told[2]


def test_a_goal_is_judged_by_its_deadline_with_how_sure(page):
    """In this run once its week is over; over many runs when somebody asks, until the plan is another one."""
    page.wait_for_selector(".accounts:has-text('Goal: contributor >= 11 %, which ends on 2026-02-27')")
    assert account(page, "none")[2] == "to come"
    assert page.locator("#curves .goal").count() == 2
    page.select_option("#speed", "20")
    page.click("#run")
    page.wait_for_selector("#now:has-text('this is the end')")
    page.wait_for_selector(".accounts td:has-text('missed: ')")
    assert re.fullmatch(r"(reached|missed): \d+\.\d %", account(page, "none")[2])

    page.click("#sure")
    page.wait_for_selector(".accounts th:has-text('how sure')")
    assert account(page, "none")[3] in ("reached", "not reached", "not settled")
    assert re.search(
        r"none: reached in \d+ of 12 runs of one model, \d+\.\d %, 80 % interval", page.inner_text(".accounts")
    )
    page.click(".doing .stop")
    page.wait_for_selector(".accounts td:has-text('changed since')")
    assert account(page, "none")[3] != "changed since"


def test_every_lever_says_what_it_is_takes_and_rests_on(page):
    """Named as in scenario files, with a way to the catalogue."""
    page.select_option("#lever", "champion_team")
    page.wait_for_selector("#amount:has-text('A small team')")
    page.click("#amount summary")
    told = page.inner_text("#amount details")
    assert "Takes" in told
    assert "Evidence" in told
    with page.context.expect_page() as opened:
        page.click("#amount a:has-text('catalogue')")
    opened.value.wait_for_selector("#champion_team h2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_nobody_is_kept_out(asked, browser, screen, scheme):
    """No violation of any impact in play, with all that is folded open and a person looked at, and in a class."""
    context = browser.new_context(viewport=screen, color_scheme=scheme)
    shown, said = context.new_page(), []
    shown.set_default_timeout(PATIENCE)
    shown.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    shown.on("pageerror", lambda error: said.append(str(error)))
    shown.goto(asked.url)
    shown.wait_for_selector("#map button")
    shown.wait_for_selector(".doing li")
    # What the framework shows while something is prepared stands outside its own landmarks.
    shown.wait_for_selector(".shiny-notification", state="detached")
    found = {"start": accused(shown)}
    shown.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    shown.select_option("#case", "(a fresh organisation)")
    shown.click("#week")
    shown.wait_for_function("document.body.dataset.day === '5'")
    shown.locator("#map button").first.press("Enter")
    shown.click("#inside .person >> nth=0")
    shown.wait_for_selector("#story h4")
    found["inside"] = accused(shown)
    shown.evaluate("document.querySelector('a[data-value=Class]').click()")
    shown.wait_for_selector("#join")
    found["class"] = accused(shown)
    context.close()

    assert found == {"start": [], "inside": [], "class": []}
    assert said == []
