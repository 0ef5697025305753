"""A bar with a line of words below it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.progress import Progress
from rich.text import Text


class BarWithWords(Progress):
    """Bars of progress, and below them what else there is to say.

    Attributes:
        below: The words; nothing is shown if they are empty.
    """

    below = ""

    def get_renderables(self) -> Iterable[RenderableType]:
        """The bars, then the words, cut where the terminal ends."""
        yield from super().get_renderables()
        if self.below:
            yield Text(self.below, style="dim", no_wrap=True, overflow="ellipsis")
