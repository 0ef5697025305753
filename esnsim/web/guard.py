"""Who is answered: pages of this app only, under a name of this machine, in the words that its pages speak.

A page of somebody else's, open in the same browser, may ask anything of an address on this machine. A browser says
which page asks (``Origin``) and by which name it reached the machine (``Host``), and that is what is looked at here.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = frozenset({"GET", "HEAD"})
LONGEST_MESSAGE = 2**20
"""Bytes of a message from a browser; the text of a scenario is what is longest."""
MOST_NAMES = 400
"""Different inputs of one browser."""
LONGEST_VALUE = 4_000
"""Letters of what a browser says of itself."""
NAME = re.compile(r"\.?[A-Za-z0-9_-]{1,120}")
KINDS: dict[str, tuple[type, ...]] = {
    "shiny.action": (int,),
    "shiny.number": (int, float, type(None)),
    "shiny.symbol": (str, type(None)),
}
"""What an input that says its kind may hold; the library stops at anything else."""
POLICY = 1008
"""Code of a connection that is closed for what was said on it."""


class SameOrigin:
    """Refuses what pages of others ask, and everything that is not reading."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        reading = scope["type"] == "http" and scope["method"] in READING
        if (
            not reading
            and origin is not None
            and host_and_port(origin) != host_and_port(f"//{headers.get('host', '')}")
        ):
            await PlainTextResponse("asked by a page of another origin", 403)(scope, receive, send)
        elif scope["type"] == "http" and not reading:
            await PlainTextResponse("nothing is sent here", 405)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def host_and_port(url: str) -> tuple[str, str] | None:
    """Host and port of an address; None where it has none, as the origin of a file has."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return (parts.hostname, str(port or "")) if parts.hostname else None


class PlainSpoken:
    """Closes a connection on which something is said that no page of the app says."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass what is understood."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        heard = Heard()

        async def listen() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive" or heard.understood(message.get("text")):
                return message
            await send({"type": "websocket.close", "code": POLICY})
            return {"type": "websocket.disconnect", "code": POLICY}

        await self.app(scope, listen, send)


class Heard:
    """What was said on one connection so far.

    Attributes:
        begun: Whether the page has introduced itself.
        names: Inputs it has spoken of.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self.begun = False
        self.names: set[str] = set()

    def understood(self, text: str | None) -> bool:
        """Whether a message is one of a page's, said in its place."""
        try:
            said = json.loads(text or "")
        except (ValueError, RecursionError):
            return False
        if not isinstance(said, dict) or said.get("method") != ("update" if self.begun else "init"):
            return False
        self.begun = True
        data = said.get("data")
        return isinstance(data, dict) and all(self._fits(name, value) for name, value in data.items())

    def _fits(self, said: str, value: Any) -> bool:  # noqa: ANN401 - whatever was sent
        name, _, kind = said.partition(":")
        if NAME.fullmatch(name) is None or (kind and not _of_kind(kind, value)):
            return False
        if name.startswith("."):
            scalar = value is None or isinstance(value, str | int | float)
            fits = isinstance(value, str) or not name.startswith(".clientdata_url")
            return scalar and fits and len(str(value)) <= LONGEST_VALUE
        self.names.add(name)
        return len(self.names) <= MOST_NAMES


def _of_kind(kind: str, value: object) -> bool:
    return kind in KINDS and isinstance(value, KINDS[kind]) and not isinstance(value, bool)
