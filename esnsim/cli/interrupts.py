"""Being stopped: a request to end (SIGTERM) is heeded like Ctrl-C, so that what is finished is kept and said.

Whoever starts a command in the background of a script, or by a service, often has it ignore Ctrl-C; such a command can
be ended by ``kill``, ``timeout`` or the service, and answers with exit status 143 instead of 130.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeAlias

from esnsim.exit_status import TERMINATED

Handler: TypeAlias = Callable[[int, FrameType | None], Any]


SOON = 0.05
"""Seconds after which a request that came in the middle of an import is looked at again."""
PATIENCE = 200
"""How often it is put off: what takes longer than ten seconds is a program, and no part in C."""


class TerminatedError(KeyboardInterrupt):
    """Somebody asked the process to end."""


def is_importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported here; a part in C that is stopped half way may abort the whole process."""
    while frame is not None:
        if frame.f_globals.get("__name__") == "importlib._bootstrap":
            return True
        frame = frame.f_back
    return False


@contextmanager
def requests_to_end_heeded() -> Iterator[None]:
    """Heed requests to end like Ctrl-C while a command runs, unless they are ignored on purpose.

    Raises:
        SystemExit: With status 143 if the command ended because of one.
    """
    before = signal.getsignal(signal.SIGTERM)
    if before in (signal.SIG_IGN, None) or threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = 0

    def heed(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        if asked <= PATIENCE and is_importing(frame):
            again = threading.Timer(SOON, ask_again, (number,))
            again.daemon = True
            again.start()
            return
        raise TerminatedError

    signal.signal(signal.SIGTERM, heed)
    try:
        yield
    except (SystemExit, KeyboardInterrupt):
        if not asked:
            raise
        raise SystemExit(TERMINATED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def ask_again(number: int) -> None:
    """Send a signal to the main thread, which wakes it where systems know how to."""
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        _thread.interrupt_main(signal.Signals(number))
    else:
        signal.pthread_kill(main, number)


class Memory:
    """Keeps in mind that the process was asked to end.

    Compiled code that calls Python back may drop the exception that a signal raises; it is raised again when somebody
    asks.
    """

    def __init__(self) -> None:
        """Nothing asked yet."""
        self._asked: tuple[Handler, int] | None = None
        self._before: dict[signal.Signals, Handler] = {}
        self._unheard: Callable[[sys.UnraisableHookArgs], Any] = sys.unraisablehook

    def begin(self) -> None:
        """Listen to the signals that end a command, where somebody would answer to them."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            usual = signal.getsignal(number)
            if callable(usual):
                self._before[number] = usual
                signal.signal(number, self._note)
        self._unheard, sys.unraisablehook = sys.unraisablehook, self._pass_over

    def end(self) -> None:
        """Leave the signals to those who answered before."""
        if sys.unraisablehook == self._pass_over:
            sys.unraisablehook = self._unheard
        while self._before:
            signal.signal(*self._before.popitem())

    def check(self) -> None:
        """Answer once more to what was asked, if anything was."""
        if self._asked is not None:
            answer, number = self._asked
            answer(number, None)

    def _pass_over(self, dropped: sys.UnraisableHookArgs) -> None:
        """Say nothing of an interrupt that came while Python threw an object away: it is raised again by `check`."""
        if not issubclass(dropped.exc_type, KeyboardInterrupt):
            self._unheard(dropped)

    def _note(self, number: int, frame: FrameType | None) -> None:
        answer = self._before[signal.Signals(number)]
        self._asked = (answer, number)
        answer(number, frame)
