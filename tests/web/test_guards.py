"""Who is answered, and in which words: pages of others, other names of this machine, and forged messages are not."""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress

import pytest

pytest.importorskip("shiny", reason="the extra app is not installed")
websockets = pytest.importorskip("websockets", reason="comes with the extra app")

from esnsim.errors import RunError, ScenarioError  # noqa: E402
from esnsim.web.guard import MOST_NAMES, Heard, host_and_port  # noqa: E402
from esnsim.web.listening import addresses, host_names, listening_socket, url_of  # noqa: E402
from esnsim.web.serving import _is_news  # noqa: E402
from esnsim.web.workers import Workers  # noqa: E402
from tests.web.client import BUTTONS, Browser, played  # noqa: E402
from tests.web.conftest import PACKAGE  # noqa: E402


def answer(url, method="GET", **headers):
    """Status of an answer."""
    asked = urllib.request.Request(  # noqa: S310 - its own address
        url, headers=headers, method=method, data=b"x" if method == "POST" else None
    )
    try:
        with urllib.request.urlopen(asked, timeout=60) as found:  # noqa: S310
            return found.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_page_of_another_origin_is_not_answered(server):
    assert answer(server.url, Origin="http://elsewhere.example") == 200  # a link from there
    assert answer(f"{server.url}session/x/upload/y", "POST", Origin="http://elsewhere.example") == 403
    assert answer(f"{server.url}session/x/upload/y", "POST", Origin=server.url.rstrip("/")) == 405


def test_another_name_of_this_machine_is_not_answered(server):
    port = server.url.rsplit(":", 1)[1].rstrip("/")

    assert answer(server.url, Host=f"elsewhere.example:{port}") == 400
    assert answer(server.url, Host=f"localhost:{port}") == 200


@pytest.mark.parametrize(
    ("origin", "host", "let_in"),
    [
        (None, None, True),
        ("{own}", None, True),
        ("http://elsewhere.example", None, False),
        ("null", None, False),
        ("http://127.0.0.1:1", None, False),
        ("http://elsewhere.example", "elsewhere.example", False),
    ],
)
def test_a_connection_is_for_pages_of_the_app(server, origin, host, let_in):
    async def knock():
        more = {} if host is None else {"additional_headers": {"Host": host}}
        own = server.url.rstrip("/")
        place = f"ws://{server.url.removeprefix('http://')}websocket/"
        try:
            async with websockets.connect(place, origin=origin and origin.format(own=own), open_timeout=60, **more):
                return True
        except websockets.InvalidStatus:
            return False

    assert played(knock()) == let_in


@pytest.mark.parametrize(
    "said",
    [
        "no JSON",
        "[]",
        "{}",
        '{"method": "update", "data": {}}',
        '{"method": "init"}',
        '{"method": "init", "data": {"a:b:c": 1}}',
        '{"method": "init", "data": {"day:shiny.action": "x"}}',
        '{"method": "init", "data": {"when:shiny.date": 1}}',
        '{"method": "init", "data": {".clientdata_url_search": 1}}',
        '{"method": "uploadInit", "tag": 1, "args": [[]]}',
    ],
)
def test_what_no_page_says_closes_the_connection(server, said):
    async def story():
        place = f"ws://{server.url.removeprefix('http://')}websocket/"
        async with websockets.connect(place, open_timeout=60) as socket:
            await socket.send(said)
            await asyncio.wait_for(socket.wait_closed(), 60)
            return socket.close_code

    assert played(story()) == 1008
    assert "Traceback" not in server.said()


def test_a_page_introduces_itself_once_and_has_so_many_fields():
    heard = Heard()
    many = {f"field{nth}": nth for nth in range(MOST_NAMES)}

    assert heard.understood(json.dumps({"method": "init", "data": many}))
    assert heard.understood(json.dumps({"method": "update", "data": {"field1": [1]}}))
    assert not heard.understood(json.dumps({"method": "init", "data": {}}))
    assert not heard.understood(json.dumps({"method": "update", "data": {"one_more": 1}}))


FORGED = ("x", 7, -1, 1.5, None, True, [], [1], {}, {"a": 1}, "x" * 3_000)
FIELDS = (
    *("case", "people", "seed", "reader", "contributor", "weeks", "scenario_text", "lever", "lever_amount", "rung"),
    *(
        "speed",
        "fork_name",
        "active",
        "unit",
        "person",
        "stop_one",
        "remembered",
        "join_code",
        "team_name",
        "back_code",
    ),
    *("back_key", "class_title", "class_people", "budget", "rounds", "round_weeks", "class_seed"),
    *("do_campaign", "amount_campaign", *BUTTONS),
    *("come_back", "leave_class", "next_round", "show_debrief", "show_key", "end_class", "end_class_now"),
)


async def told_of_nothing(page):
    """Press a button for something that is not there, until that is said.

    What was begun with fields before may end later, and what it says stands in the place of the message.
    """
    for press in range(99, 111):
        await page.enter(lever="nothing", add=press)
        with suppress(TimeoutError):
            await page.until(lambda page: page.shows("problem", "there is nothing like"), seconds=10.0)
            return
    pytest.fail("nothing was said of what is not there")


def test_forged_fields_end_in_a_message(server):
    """Every field holds everything that it cannot, and every button is pressed with it."""

    async def story():
        async with Browser(server.url) as page:
            await page.ready()
            for value in FORGED:
                await page.enter(**dict.fromkeys(FIELDS, value))
            await told_of_nothing(page)
            await page.enter(join_code="NOSUCH", team_name="x", join=99)
            await page.until(lambda page: page.values.get("class_problem") is not None)
            return page.closed

    assert not played(story())
    assert "Traceback" not in server.said()


def test_places_are_compared_whatever_their_case():
    assert host_and_port("http://LOCALHOST:80") == host_and_port("//localhost:80")
    assert host_and_port("http://[::1]:8000") == ("::1", "8000")
    assert host_and_port("null") is None
    assert host_and_port("http://x:notaport") is None


def test_a_machine_that_others_reach_has_names_and_addresses():
    assert "127.0.0.1" in host_names("127.0.0.1", [])
    assert "workshop.example" in host_names("127.0.0.1", ["workshop.example"])
    assert set(addresses("0.0.0.0")) <= set(host_names("0.0.0.0", []))  # noqa: S104 - nothing listens
    assert socket.gethostname() in host_names("0.0.0.0", [])  # noqa: S104
    assert url_of("::1", 80) == "http://[::1]:80/"


def test_a_taken_port_is_said_in_one_line():
    with listening_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(ScenarioError) as refused:
            listening_socket("127.0.0.1", port)

    assert str(refused.value) == f"--port {port}: port {port} is taken by another program; --port 0 takes a free one"


def app(folder, *words):
    command = [sys.executable, "-m", "esnsim", "app", "--no-browser", "--folder", str(folder / "classes"), *words]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_a_taken_port_ends_the_command_before_anything_is_prepared(tmp_path):
    with listening_socket("127.0.0.1", 0) as first:
        running = app(tmp_path, "--port", str(first.getsockname()[1]))
        said = running.communicate(timeout=120)[0].decode()

    assert running.returncode == 2
    assert said.count("\n") == 1
    assert "is taken by another program" in said


def test_damaged_classes_end_the_command_with_a_place_and_a_way_out(tmp_path):
    (tmp_path / "classes").mkdir()
    (tmp_path / "classes" / "classes.json").write_text('{"form": 2,\n "classes": [}', encoding="utf-8")
    running = app(tmp_path, "--port", "0")
    said = running.communicate(timeout=120)[0].decode()

    assert running.returncode == 2
    assert "classes.json:2:14" in said
    assert "move it away" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("asked", ["soon", "-1", "20", "0.5"])
def test_a_priority_that_is_none_is_refused_before_anybody_comes(asked, monkeypatch):
    monkeypatch.setenv("ESNSIM_GIVE_WAY", asked)
    with pytest.raises(RunError, match=f"ESNSIM_GIVE_WAY is '{asked}'; write a whole number from 0 to 19"):
        Workers()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_with_somebody_there(own_server, how):
    """A browser runs days while the app is ended: two lines were said, and nothing else."""
    _, running = own_server

    async def story():
        async with Browser(running[-1].url) as page:
            await page.ready()
            await page.click("run")
            await page.until(lambda page: page.day and page.day > 5)
            running[-1].process.send_signal(how)
            await page.until(lambda page: page.closed, 60)

    played(story())

    assert running[-1].process.wait(30) == 0
    assert len(running[-1].said().splitlines()) == 2


def test_browsers_that_are_closed_are_no_news(own_server):
    """In the middle of an answer too: of its many messages, those after the sixth were said to be in vain."""
    _, running = own_server

    async def story():
        for nth in range(12):
            page = await Browser(running[-1].url).__aenter__()
            await page.ready()
            await page.click("run")
            await page.until(lambda page: page.day and page.day > 0)
            await asyncio.sleep(nth * 0.004)
            page._socket.transport.abort()
            await page._listener

    played(story())

    assert len(running[-1].said().splitlines()) == 2


@pytest.mark.parametrize("said", ["socket.send() raised exception.", "Cancel 2 running task(s), graceful shutdown"])
def test_answers_that_are_cut_off_are_no_news(said):
    """What libraries say of them goes nowhere, and whatever else they say is printed."""
    assert not _is_news(logging.makeLogRecord({"msg": said}))
    assert _is_news(logging.makeLogRecord({"msg": "Task exception was never retrieved"}))
