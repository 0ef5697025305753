"""A facilitator leads a class, and teams plan in browsers of their own."""

from tests.web.conftest import Server, accused


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


def begin_round(lead, week):
    """Let the round go on; it is there when its curves are drawn."""
    lead.click("#begin_round")
    lead.wait_for_selector(f"#class_week:has-text('Week {week} of')")
    lead.wait_for_selector("#board .interval", state="attached")


def test_a_class_from_the_first_round_to_the_second(own_server, open_page):
    _, running = own_server
    url = running[-1].url
    lead, reds, blues = (open_page(url) for _ in range(3))
    code = begin(lead)
    join(reds, code, "Reds")
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
    lead.wait_for_selector("text=2 of 2 teams planned")
    lead.click("#class_teams summary")
    assert "Campaign, 1 of full strength" in lead.inner_text("#class_teams details")
    assert "Process integration, 0.5" in lead.inner_text("#class_teams details")
    assert "Blues" not in reds.content()

    # A click that comes twice simulates one round.
    lead.dblclick("#begin_round")
    for page in (reds, blues):
        page.wait_for_selector("text=Round 2 of 2")
        page.wait_for_selector("#board .interval", state="attached")
    lead.wait_for_selector("#class_week:has-text('Week 4 of 8')")
    lead.wait_for_selector("#board .interval", state="attached")
    assert reds.locator("#board polyline").count() == 2  # the own one, and nothing being done
    assert lead.locator("#board polyline").count() == 3
    assert lead.inner_text("#class_teams tbody th >> nth=1") == "<b>Blues</b>"
    lead.wait_for_selector("#class_teams td:has-text('% (')")  # each team with its interval

    # Each curve has dashes, markers and a label of its own, not only a colour.
    looks = lead.eval_on_selector_all("#board polyline", "all => all.map(one => one.getAttribute('stroke-dasharray'))")
    assert len(set(looks)) == 3
    marks = lead.eval_on_selector_all(
        "#board .marker", "all => all.map(one => one.getAttribute('d').replace(/[-\\d.]+/g, ''))"
    )
    assert len(set(marks)) == 3
    assert "Reds" in lead.inner_text("#board")

    # What has begun is not asked for again, and the next round can be planned.
    do(reds, "recognition")
    assert reds.locator("#do_campaign").count() == 0


def test_a_class_survives_a_restart_for_those_who_know_their_key(own_server, open_page):
    folder, running = own_server
    lead, reds = (open_page(running[-1].url) for _ in range(2))
    code = begin(lead)
    red_key = join(reds, code, "Reds")
    do(reds, "campaign")
    begin_round(lead, 4)
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
    """The best plan is looked for while the class plays; the end is said on every page."""
    _, running = own_server
    lead, team = (open_page(running[-1].url) for _ in range(2))
    code = begin(lead)
    join(team, code, "Solo")
    do(team, "campaign")
    lead.wait_for_selector("text=1 of 1 team planned")
    for week in (4, 8):
        begin_round(lead, week)
    team.wait_for_selector("#done")
    assert team.locator("#submit_plan").count() == 0
    lead.click("#show_debrief")
    lead.wait_for_selector("text=What nobody knew")

    told = lead.inner_text(".lesson")
    assert "Solo: " in told
    assert "points of headcount against doing nothing, for 20 of the 60 points of the budget" in told
    assert "Campaign, 1 of full strength, from week 1 (20 points)" in told
    assert "The best plan" in told
    assert "How much colleagues who use the network draw others in" in told
    assert "imitation is " in told


def test_choices_are_kept_when_a_round_goes_on(own_server, open_page):
    _, running = own_server
    lead, team = (open_page(running[-1].url) for _ in range(2))
    join(team, begin(lead), "Reds")
    team.check("#do_recognition")
    team.wait_for_selector("#class_total:has-text('Ticked: 6 points')")
    team.wait_for_selector("#class_takes:has-text('hours of staff')")
    begin_round(lead, 4)
    team.wait_for_selector("text=Round 2 of 2")

    assert team.is_checked("#do_recognition")
    team.wait_for_selector("#class_total:has-text('Ticked: 6 points')")


def test_a_page_that_is_loaded_anew_is_where_it_was(own_server, open_page):
    """The class opens again by itself, with what was ticked; so it does when the app was gone for a while."""
    folder, running = own_server
    lead, team = (open_page(running[-1].url) for _ in range(2))
    join(team, begin(lead), "Reds")
    team.check("#do_recognition")
    team.wait_for_selector("#class_total:has-text('Ticked: 6 points')")
    team.reload()
    team.wait_for_selector("#do_recognition")
    assert team.is_checked("#do_recognition")
    lead.reload()
    lead.wait_for_selector("#begin_round")

    running[-1].stop()
    for page in (lead, team):
        page.wait_for_selector("#connection:has-text('Connection lost, trying again')")
    port = running[-1].url.rstrip("/").rsplit(":", 1)[1]
    running.append(Server(folder, "small.yaml", "--port", port))
    team.wait_for_selector("#connection", state="detached")
    team.wait_for_selector("#do_recognition")
    assert team.is_checked("#do_recognition")
    lead.wait_for_selector("#begin_round")


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
    """Once, after a word of warning, since the page may be on the wall; then it is nowhere on the page."""
    _, running = own_server
    lead = open_page(running[-1].url)
    code = begin(lead)
    assert "key" not in lead.inner_text("#class_content").lower().replace("show my key", "")
    lead.click("#show_key")
    lead.wait_for_selector("text=Turn the projector off first")
    lead.click("#show_key_now")
    key = lead.inner_text("#facilitator_key")
    assert len(key) == 10
    lead.click("text=I have it")
    lead.wait_for_selector("#facilitator_key", state="detached")
    assert key not in lead.content()

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
    lead.click("#begin_round")
    team.wait_for_selector("text=Round 2 of 2")
    team.wait_for_selector("#class_content:has-text('Not accepted, and not done')")

    assert team.is_checked("#do_training")
    assert team.is_checked("#do_process_integration")


def test_nothing_keeps_anybody_out_of_a_class_under_way(server, open_page):
    """No violation of any impact for team and facilitator: while a round is planned, after it, and in the debrief."""
    lead, team = (open_page(server.url) for _ in range(2))
    code = begin(lead)
    join(team, code, "Solo")
    team.check("#do_recognition")
    team.wait_for_selector("#class_total:has-text('points')")
    found = {"ticking": accused(team)}
    team.uncheck("#do_recognition")
    do(team, "campaign")
    lead.wait_for_selector("text=1 of 1 team planned")
    found |= {"planned": accused(team), "leading": accused(lead)}
    begin_round(lead, 4)
    team.wait_for_selector("#board .interval", state="attached")
    found |= {"after a round": accused(team), "leading after a round": accused(lead)}
    begin_round(lead, 8)
    team.wait_for_selector("#done")
    lead.click("#show_debrief")
    lead.wait_for_selector("text=What nobody knew")
    lead.wait_for_selector(".shiny-notification", state="detached")
    found |= {"done": accused(team), "debrief": accused(lead)}

    assert found == {place: [] for place in found}


def test_the_curves_of_a_class_fill_the_width_there_is(server, open_page):
    """While weeks are still to come labels stand beside these, and in the end they take what they need."""
    lead, team = (open_page(server.url) for _ in range(2))
    code = begin(lead)
    join(team, code, "Solo")
    do(team, "campaign")
    for week in (4, 8):
        begin_round(lead, week)
        ends = lead.eval_on_selector_all(
            "#board text, #board polyline", "all => all.map(one => one.getBoundingClientRect().right)"
        )
        edge = lead.eval_on_selector("#board svg", "one => one.getBoundingClientRect().right")
        wide = lead.eval_on_selector("#board svg", "one => one.getBoundingClientRect().width")

        assert max(ends) <= edge
        assert edge - max(ends) < 0.06 * wide
