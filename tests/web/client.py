"""A browser of few words: what Shiny's page says and hears, without a page."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, TypeVar

import websockets

T = TypeVar("T")
OUTPUTS = (
    *("question", "now", "meaning", "mapped", "problem", "files", "amount", "plans", "doing", "inside", "story"),
    *("offer", "accounts", "sureness"),
    *("class_problem", "class_content", "class_total", "class_takes", "class_teams", "class_lesson"),
)
BUTTONS = (
    "run",
    "day",
    "week",
    "undo",
    "begin",
    "add",
    "fork",
    "fork_add",
    "drop",
    "join",
    "create",
    "submit_plan",
    "sure",
)
FRESH = "(a fresh organisation)"
FIELDS = {
    "case": "budget_and_goal",
    "people:shiny.number": None,
    "seed:shiny.number": None,
    "lever": "ambassadors",
    "lever_amount:shiny.number": 1.4,
    "rung": "contributor",
    "speed": "5",
    "reader": 60,
    "contributor": 10,
    "weeks": 52,
    "fork_name": "",
    "scenario_text": "",
    "page": "Play",
}


def played(story: Coroutine[Any, Any, T]) -> T:
    """Carry out a story in a thread of its own: in this one a real browser may have left a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


class Browser:
    """One visitor.

    Attributes:
        values: What outputs show, by name.
        day: The day on the screen, None before there is one.
        closed: Whether the app has ended the visit.
    """

    def __init__(self, url: str) -> None:
        """Not there yet."""
        self.url = url
        self.values: dict[str, Any] = {}
        self.day: int | None = None
        self.closed = False
        self._clicks: dict[str, int] = {}
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        place = self.url.removeprefix("http://")
        self._socket = await websockets.connect(
            f"ws://{place}websocket/", origin=self.url.rstrip("/"), max_size=None, open_timeout=120, ping_timeout=None
        )
        hidden = {f".clientdata_output_{name}_hidden": False for name in OUTPUTS}
        clicks = {f"{name}:shiny.action": 0 for name in BUTTONS}
        await self._say("init", {**FIELDS, **clicks, **hidden, ".clientdata_url_search": ""})
        self._listener = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._listener

    async def _say(self, method: str, data: dict[str, Any]) -> None:
        await self._socket.send(json.dumps({"method": method, "data": data}))

    async def _listen(self) -> None:
        try:
            async for text in self._socket:
                said = json.loads(text)
                self.values.update(said.get("values", {}))
                picture = said.get("custom", {}).get("play")
                self.day = picture["day"] if picture else self.day
                self._news.set()
        except websockets.ConnectionClosed:
            pass
        self.closed = True
        self._news.set()

    async def enter(self, **fields: Any) -> None:
        """Change fields."""
        await self._say("update", fields)

    async def click(self, button: str, **fields: Any) -> None:
        """Press a button, with fields that were changed just before."""
        self._clicks[button] = self._clicks.get(button, 0) + 1
        await self._say("update", {**fields, f"{button}:shiny.action": self._clicks[button]})

    async def until(self, true: Callable[[Browser], bool], seconds: float = 120.0) -> float:
        """Wait for something; seconds that it took."""
        begun = time.perf_counter()
        while not true(self):
            if self.closed:
                raise ConnectionError("the app has closed the connection")
            self._news.clear()
            async with asyncio.timeout(seconds - (time.perf_counter() - begun)):
                await self._news.wait()
        return time.perf_counter() - begun

    async def ready(self) -> Browser:
        """Wait until there is something to play."""
        await self.until(lambda page: page.day is not None)
        return self

    def shows(self, name: str, text: str) -> bool:
        """Whether an output shows a text."""
        return text in json.dumps(self.values.get(name))
