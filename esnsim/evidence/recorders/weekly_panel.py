"""What everybody does, week by week: the panel that a researcher with access to the logs would have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from esnsim.calendar import WORKDAYS_A_WEEK
from esnsim.state import NEVER, Visible, World


class WeeklyPanel(NamedTuple):
    """One line a week, one column a row of people; line 0 is the start, line w the end of week w.

    Attributes:
        person: Id of who holds the position.
        stage: `Stage`.
        enabled: Workday on which the account was made, `NEVER` without one.
        visited: Workday of the last visit.
        interacted: Workday of the last reaction, reply or post.
        wrote: Workday of the last post or reply.
        posts: Posts of the week.
        words: Posts and replies of the week.
        using: Share of tie weight with contacts who visited in the last 28 days.
        writing: Share of tie weight with contacts who contributed in the last 28 days.
        manager_using: Whether the manager visited in the last 28 days.
        manager_writing: Whether the manager contributed in the last 28 days.
        habit: Habit, 0 to 1.
    """

    person: NDArray[np.int64]
    stage: NDArray[np.int8]
    enabled: NDArray[np.int32]
    visited: NDArray[np.int32]
    interacted: NDArray[np.int32]
    wrote: NDArray[np.int32]
    posts: NDArray[np.int16]
    words: NDArray[np.int16]
    using: NDArray[np.float32]
    writing: NDArray[np.float32]
    manager_using: NDArray[np.bool_]
    manager_writing: NDArray[np.bool_]
    habit: NDArray[np.float32]

    @property
    def weeks(self) -> int:
        """Weeks simulated."""
        return len(self.person) - 1

    def since(self, column: NDArray[np.int32], days: int) -> NDArray[np.bool_]:
        """Whether the day in a column lies within the last so many workdays, at the end of each week."""
        today = np.arange(self.weeks + 1)[:, None] * WORKDAYS_A_WEEK - 1
        within: NDArray[np.bool_] = (column > today - days) & (column != NEVER)
        return within


class PanelRecorder:
    """Keeps the diary while a run goes on."""

    def __init__(self, world: World) -> None:
        """Begin with the start."""
        self._lines: list[tuple[NDArray[np.generic], ...]] = []
        self._posts = np.zeros(len(world.people), np.int16)
        self._words = np.zeros(len(world.people), np.int16)
        self._write(world)

    def note(self, world: World, day: int) -> None:
        """Note a day; a line is written when a week is over.

        Args:
            world: The world at the end of the day.
            day: The workday.
        """
        people = world.people
        self._posts += people.posts
        self._words += people.posts
        self._words += people.replies
        if day % WORKDAYS_A_WEEK == WORKDAYS_A_WEEK - 1:
            self._write(world)

    def _write(self, world: World) -> None:
        people, contact_counts = world.people, world.contact_counts
        manager = np.maximum(people.manager, 0)
        seen = np.where(people.manager >= 0, contact_counts.visible[manager], 0)
        line = (
            people.person.copy(),
            people.stage.copy(),
            people.enabled_since.copy(),
            people.visited.copy(),
            people.interacted.copy(),
            people.wrote.copy(),
            self._posts.copy(),
            self._words.copy(),
            (contact_counts.using / contact_counts.strength).astype(np.float32),
            (contact_counts.writing / contact_counts.strength).astype(np.float32),
            (seen & Visible.USING.value) > 0,
            (seen & Visible.WRITING.value) > 0,
            people.habit.copy(),
        )
        self._lines.append(line)
        self._posts[:] = 0
        self._words[:] = 0

    def weekly_panel(self) -> WeeklyPanel:
        """Everything so far."""
        return WeeklyPanel(*(np.stack(column) for column in zip(*self._lines, strict=True)))
