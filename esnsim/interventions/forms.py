"""How values are written in a scenario file: closed mappings, and values with a spelling of their own.

What a person writes is short ("week 4", "12 weeks"); what the program holds is a value with a meaning. A `Written`
knows both and turns one into the other without loss. A `Closed` mapping refuses names it does not know.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from esnsim.nearby import nearest

MOST_NAMES = 200
"""More are not listed in a message."""
SHOWN_NAMES = 24
FEW_NAMES = 12
"""Up to so many are listed even where one of them was probably meant."""


class Frame(NamedTuple):
    """What a part of a scenario may know of the whole while it is being read.

    Attributes:
        start: First workday of the scenario.
        generated: Whether the organisation is generated, so that all attributes of its people are known.
        programmes: Names of the programmes, in the order of the file.
    """

    start: date
    generated: bool
    programmes: tuple[str, ...] = ()


class Closed(BaseModel):
    """A mapping of a scenario file: no unknown names, no silent conversion of values, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Written(ABC):
    """A value with a spelling of its own; subclasses say how it is read and written.

    Attributes:
        SPELLING: JSON Schema of the written form, for editors.
    """

    SPELLING: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    @abstractmethod
    def parse(cls, value: object) -> Self:
        """The value meant by what was written.

        Raises:
            ValueError: If it cannot be read; the message says what would be right.
        """

    @abstractmethod
    def written(self) -> object:
        """The shortest text, or mapping, that reads back to the same value."""

    @classmethod
    def _accept(cls, value: object) -> Self:
        return value if isinstance(value, cls) else cls.parse(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read with `parse`, write with `written`."""
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.written())
        return core_schema.no_info_plain_validator_function(cls._accept, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What an editor may offer."""
        return dict(cls.SPELLING)


def suggestion(name: str, known: Iterable[str], plural: str = "names") -> str:
    """Help for a name that is not known: ``did you mean 'x'? known names: ...``.

    Whatever esnsim itself knows is listed in full; of more names, such as units of a large organisation, a few are.
    """
    names = sorted(known)
    meant = nearest(name, names)
    if meant and len(names) > FEW_NAMES:
        return f"did you mean '{meant}'?"
    shown = names if len(names) <= MOST_NAMES else names[:SHOWN_NAMES]
    listed = ", ".join(shown) + (f" and {len(names) - len(shown):,} more" if names[len(shown) :] else "")
    return (f"did you mean '{meant}'? " if meant else "") + f"known {plural}: {listed or 'none'}"
