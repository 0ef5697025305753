"""Attributes of agents that are columns of the world: reading one reads the column, writing one writes it.

ODD element: entities, state variables and scales.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar, overload

from esnsim.simulation.simulate import Prepared
from esnsim.state import World, people_meanings

V = TypeVar("V")


class SteppedModel(Protocol):
    """What an agent may ask of its model.

    Attributes:
        positions: The agent of every row.
    """

    positions: Sequence[Any]

    @property
    def prepared(self) -> Prepared:
        """What the programmes of the scenario share."""

    @property
    def world(self) -> World:
        """The world as it is."""

    def step_person(self, row: int) -> None:
        """Let the person in this row go through today by the rules."""


class Window(Protocol):
    """An agent, as far as its columns look at it.

    Attributes:
        row: Row of the position in the world.
    """

    row: int

    @property
    def esn(self) -> SteppedModel:
        """The model it belongs to."""


class Column(Generic[V]):
    """One column of `esnsim.state.People`, as an attribute of an agent with a plain Python value.

    Attributes:
        name: Name of the column and of the attribute.
    """

    def __init__(self, kind: Callable[[Any], V], *, fixed: bool = False) -> None:
        """Declare a column.

        Args:
            kind: What makes a plain value of what is stored.
            fixed: Whether it belongs to the position or to the bookkeeping, so that agents may only read it.
        """
        self.name = ""
        self._kind, self._fixed = kind, fixed

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the attribute, and its documentation from the table of people."""
        self.name = name
        self.__doc__ = people_meanings()[name]

    @overload
    def __get__(self, agent: None, owner: type) -> Self: ...

    @overload
    def __get__(self, agent: Window, owner: type) -> V: ...

    def __get__(self, agent: Window | None, owner: type) -> V | Self:
        """The value in the agent's row."""
        if agent is None:
            return self
        return self._kind(agent.esn.world.people[self.name].item(agent.row))

    def __set__(self, agent: Window, value: V) -> None:
        """Write the agent's row.

        Raises:
            AttributeError: If the column is fixed.
        """
        if self._fixed:
            raise AttributeError(f"{self.name} belongs to the position; agents may read it")
        agent.esn.world.people[self.name][agent.row] = value
