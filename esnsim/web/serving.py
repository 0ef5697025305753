"""Answering until it is ended: the app behind its guards, patient with browsers and quiet in the end."""

from __future__ import annotations

import gc
import logging
import socket
import threading
import webbrowser
from collections.abc import Iterable
from types import FrameType

import uvicorn
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from esnsim.web.guard import LONGEST_MESSAGE, PlainSpoken, SameOrigin

PING, PATIENCE = 20.0, 120.0
"""Seconds between two heartbeats that a browser is asked for, and until it is given up: it may be busy too."""
GRACE = 2
"""Seconds for answers under way when the app is ended."""
NO_NEWS = ("graceful shutdown", "socket.send() raised exception")
"""What libraries say of answers that are cut off, at the end of the app or by a browser that is closed.

An answer is several messages. The loop learns of a closed connection only when it comes to its turn again, and says
of every message from the sixth on that it was in vain.
"""


def guarded(app: ASGIApp, names: Iterable[str]) -> ASGIApp:
    """The app behind its guards."""
    return TrustedHostMiddleware(SameOrigin(PlainSpoken(app)), allowed_hosts=list(names), www_redirect=False)


def serve(app: ASGIApp, listening: socket.socket, *, open_at: str | None = None) -> None:
    """Answer until interrupted.

    Args:
        app: What answers, with its guards.
        listening: Where, see `bound`.
        open_at: Address to open a browser at, None for none.
    """
    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).addFilter(_is_news)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        ws_ping_interval=PING,
        ws_ping_timeout=PATIENCE,
        ws_max_size=LONGEST_MESSAGE,
        timeout_graceful_shutdown=GRACE,
        proxy_headers=False,
        server_header=False,
    )
    # What is there now stays: looking for what nobody holds any more is left with visits, and short.
    gc.collect()
    gc.freeze()
    if open_at is not None:
        threading.Thread(target=webbrowser.open, args=(open_at,), daemon=True).start()
    Server(config).run(sockets=[listening])


class Server(uvicorn.Server):
    """Ends when it is asked to without another word; however often it is asked, what is under way is put away first."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note Ctrl-C, or a signal to end."""
        del sig, frame
        self.should_exit = True


def _is_news(record: logging.LogRecord) -> bool:
    return not any(said in record.getMessage() for said in NO_NEWS)
