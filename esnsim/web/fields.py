"""What stands in the fields of a page: of the right type and size, or a message for who wrote it.

A browser sends whatever it is told to, so nothing is taken on trust.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container
from inspect import isawaitable
from typing import Any

from shiny import Inputs, reactive

from esnsim.errors import EsnsimError

LONGEST = 200
"""Letters of a field in which no text is written."""
NOT_WORDS = "write words into this field"


class Fields:
    """The fields of one browser."""

    def __init__(self, input: Inputs) -> None:  # noqa: A002 - the library's name
        """Read them from what a browser sent."""
        self._input = input

    def _found(self, name: str) -> Any:  # noqa: ANN401 - whatever was sent
        value = self._input[name]
        return value() if value.is_set() else None

    def text(self, name: str, most: int = LONGEST) -> str:
        """A text; empty if nothing was written.

        Raises:
            ValueError: If it is none, or too long.
        """
        found = self._found(name)
        if found is not None and not isinstance(found, str):
            raise ValueError(NOT_WORDS)
        if len(found or "") > most:
            raise ValueError(f"that is more than {most:,} letters; write less")
        return found or ""

    def number(self, name: str, low: float, high: float) -> float:
        """A number.

        Raises:
            ValueError: If it is none, or not between these.
        """
        found = self._found(name)
        if not isinstance(found, int | float) or isinstance(found, bool) or not math.isfinite(found):
            raise ValueError("fill in every field with a number")
        if not low <= found <= high:
            raise ValueError(f"{found:g} is not between {low:g} and {high:,g}")
        return found

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number.

        Raises:
            ValueError: If it is none, or not between these.
        """
        found = self.number(name, low, high)
        if not float(found).is_integer():
            raise ValueError(f"{found:g} is not a whole number")
        return int(found)

    def perhaps(self, name: str, low: int, high: int) -> int | None:
        """A whole number, or None where nothing was written.

        Raises:
            ValueError: If it is something else.
        """
        return None if self._found(name) in (None, "") else self.whole(name, low, high)

    def ticked(self, name: str) -> bool:
        """Whether something is ticked."""
        return self._found(name) is True

    def one_of(self, name: str, known: Container[str]) -> str:
        """A name that is known.

        Raises:
            ValueError: If it is another one.
        """
        found = self._found(name)
        if not isinstance(found, str) or found not in known:
            raise ValueError(f"there is nothing like {str(found)[:40]!r} to choose here")
        return found


def on(event: Any, heard: Callable[[], Any], trouble: reactive.Value[str]) -> None:  # noqa: ANN401 - an input
    """Do something when it is asked for in a page; what is refused stands on the page.

    Args:
        event: The input that asks.
        heard: What to do, at once or as a coroutine.
        trouble: Where the page shows what was refused.
    """

    @reactive.effect
    @reactive.event(event)
    async def _heard() -> None:
        try:
            done = heard()
            if isawaitable(done):
                await done
        except (EsnsimError, ValueError) as error:
            trouble.set(str(error))
