"""A facilitator leads a class, and teams plan in browsers of their own."""

from tests.web.conftest import Server


def to_class(page):
    page.click("a:has-text('Class')")
    page.wait_for_selector("#join")


def begin(page):
    """Begin a short class; its code."""
    to_class(page)
    for name, value in {"class_people": 120, "budget": 60, "rounds": 2, "round_weeks": 4}.items():
        page.fill(f"#{name}", str(value))
    page.wait_for_timeout(400)
    page.click("#create")
    page.wait_for_selector(".code")
    return page.inner_text(".code")


def join(page, code, name):
    """Join as a team; its key."""
    to_class(page)
    page.fill("#join_code", code)
    page.fill("#team_name", name)
    page.wait_for_timeout(400)
    page.click("#join")
    page.wait_for_selector("#submit_plan")
    return page.inner_text("p:has-text('To come back')").split("key ")[1]


def do(page, lever):
    page.check(f"#do_{lever}")
    page.wait_for_timeout(600)
    page.click("#submit_plan")
    page.wait_for_selector("text=Planned; it can be changed")


def test_a_class_from_the_first_round_to_the_debrief(own_server, open_page):
    folder, running = own_server
    url = running[-1].url
    lead, reds, blues = (open_page(url) for _ in range(3))
    code = begin(lead)
    red_key = join(reds, code, "Reds")
    join(blues, code, "<b>Blues</b>")

    # What is ticked stays, whatever others do meanwhile; a plan beyond the budget is refused.
    reds.check("#do_campaign")
    do(blues, "process_integration")
    blues.check("#do_training")
    blues.wait_for_timeout(600)
    blues.click("#submit_plan")
    blues.wait_for_selector("[role=alert]:has-text('the budget is 60')")
    blues.uncheck("#do_training")
    blues.wait_for_timeout(500)
    blues.click("#submit_plan")
    reds.wait_for_timeout(1500)
    assert reds.is_checked("#do_campaign")
    reds.click("#submit_plan")
    lead.wait_for_selector("td:has-text('Campaign')")
    lead.wait_for_selector("td:has-text('Process integration')")
    assert "Blues" not in reds.content()

    lead.click("#next_round")
    for page in (reds, blues):
        page.wait_for_selector("text=Round 2 of 2")
        page.wait_for_selector("#board polyline", state="attached")  # a level line has no height to be seen by
    assert reds.locator("#board polyline").count() == 2  # the own one, and nothing being done
    assert lead.locator("#board polyline").count() == 3
    assert lead.inner_text("td >> nth=4") == "<b>Blues</b>"

    # The app is stopped and started again: everybody is where they were.
    running[-1].stop()
    running.append(Server(folder, "small.yaml"))
    url = running[-1].url
    again = open_page(url)
    to_class(again)
    again.fill("#back_code", code.lower())
    again.fill("#back_key", red_key)
    again.wait_for_timeout(400)
    again.click("#come_back")
    again.wait_for_selector("#class_content li:has-text('Campaign')")

    lead = open_page(url)
    to_class(lead)
    lead.fill("#back_code", code)
    lead.fill("#back_key", "WRONGKEY22")
    lead.wait_for_timeout(400)
    lead.click("#come_back")
    lead.wait_for_selector("[role=alert]:has-text('no team and no facilitator')")


def test_a_debrief_says_what_worked_and_what_nobody_knew(own_server, open_page):
    _, running = own_server
    lead, team = (open_page(running[-1].url) for _ in range(2))
    code = begin(lead)
    join(team, code, "Solo")
    do(team, "campaign")
    lead.wait_for_selector("td:has-text('Campaign')")
    for _ in range(2):
        week = lead.inner_text("#class_content p[role=status]")
        lead.click("#next_round")
        lead.wait_for_function("text => !document.body.innerText.includes(text)", arg=week)
    lead.click("#show_debrief")
    lead.wait_for_selector("text=What nobody knew")

    assert "Solo:" in lead.inner_text("#class_content ol")
    assert "Without: Campaign" in lead.inner_text("#class_content ol")
    assert "imitation" in lead.content()
    team.wait_for_selector("text=The last round has been played")


def test_wrong_fields_get_messages(own_server, open_page):
    _, running = own_server
    page = open_page(running[-1].url)
    to_class(page)
    page.click("#join")
    page.wait_for_selector("[role=alert]:has-text('there is no class with the code')")
    page.fill("#rounds", "99")
    page.fill("#class_people", "5")
    page.wait_for_timeout(400)
    page.click("#create")
    page.wait_for_selector("[role=alert]:has-text('1 to 12 rounds')")
    assert "50 to 3,000 people" in page.inner_text("[role=alert]")
    page.fill("#budget", "")
    page.wait_for_timeout(400)
    page.click("#create")
    page.wait_for_selector("[role=alert]:has-text('fill in every field')")


def test_the_key_is_shown_when_it_is_asked_for_and_leads_back(own_server, open_page):
    _, running = own_server
    lead = open_page(running[-1].url)
    code = begin(lead)
    assert "key" not in lead.inner_text("#class_content").lower().replace("show my key", "")
    lead.click("#show_key")
    key = lead.inner_text("#facilitator_key")
    assert len(key) == 10

    again = open_page(running[-1].url)
    to_class(again)
    again.fill("#back_code", code)
    again.fill("#back_key", key)
    again.wait_for_timeout(400)
    again.click("#come_back")
    again.wait_for_selector("#show_key")
    again.click("#end_class")
    again.click("#end_class_now")
    again.wait_for_selector("#create")
    lead.wait_for_selector("text=there is no class with the code")


def test_a_plan_that_is_not_accepted_is_kept_and_the_facilitator_sees_it(own_server, open_page):
    _, running = own_server
    lead, team = (open_page(running[-1].url) for _ in range(2))
    join(team, begin(lead), "Reds")
    for lever in ("training", "process_integration"):
        team.check(f"#do_{lever}")
    team.wait_for_selector("#class_total:has-text('40 too many')")
    team.click("#submit_plan")
    lead.wait_for_selector("td:has-text('not accepted: that takes 100 points')")
    lead.click("#next_round")
    team.wait_for_selector("text=Round 2 of 2")
    team.wait_for_selector("#class_content:has-text('Not accepted, and not done')")

    assert team.is_checked("#do_training")
    assert team.is_checked("#do_process_integration")
