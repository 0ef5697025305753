"""The state an organisation is in when a scenario starts: a launch, or shares observed on the ladder of use.

ODD element: initialisation.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, Self, TypeGuard

from pydantic import Field, GetJsonSchemaHandler, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from esnsim.interventions.forms import Closed

LADDER = ("contributor", "interactive", "reader", "enabled")
LAUNCH_WORD = "launch"


class Initial(Closed):
    """Shares of headcount on each rung of the ladder; each rung is part of the one above it.

    ``enabled`` left out is 1, an account for everybody. ``interactive`` left out lies between its neighbours, at
    their geometric mean: 75 % readers and 10 % contributors give 27 %, where surveys find 20 to 31 % who act
    [SW21][SW22].

    Attributes:
        enabled: Have an account.
        reader: Visited in the last 28 days.
        interactive: Reacted, replied or posted in the last 28 days.
        contributor: Wrote a post or reply in the last 28 days.
    """

    enabled: float = Field(1.0, ge=0, le=1, description="share with an account")
    reader: float = Field(ge=0, le=1, description="share that visited in the last 28 days")
    interactive: float = Field(ge=0, le=1, description="share that reacted or wrote in the last 28 days")
    contributor: float = Field(ge=0, le=1, description="share that wrote in the last 28 days")

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, value: object) -> object:
        if value == LAUNCH_WORD:
            return dict.fromkeys(LADDER, 0.0)
        if isinstance(value, str):
            raise ValueError("write launch, or shares such as {reader: 0.75, contributor: 0.1}")  # noqa: TRY004
        if isinstance(value, dict) and "interactive" not in value:
            return {**value, "interactive": between(value.get("contributor"), value.get("reader"))}
        return value

    @model_validator(mode="after")
    def _each_rung_is_part_of_the_next(self) -> Self:
        # The two that are always given come first, so that nobody reads of a share they did not write.
        for lower, upper in (("contributor", "reader"), *pairwise(LADDER)):
            below, above = getattr(self, lower), getattr(self, upper)
            if below > above:
                raise ValueError(
                    f"{lower} is {below:g} but {upper} only {above:g}; each is part of the next, "
                    "contributor <= interactive <= reader <= enabled"
                )
        return self

    @model_serializer(mode="wrap")
    def _to_text(self, handler: SerializerFunctionWrapHandler) -> object:
        return LAUNCH_WORD if self.is_launch else handler(self)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The word, or shares."""
        shares: dict[str, Any] = dict(handler.resolve_ref_schema(handler(schema)))
        shares["required"] = ["reader", "contributor"]
        return {"anyOf": [{"const": LAUNCH_WORD}, shares]}

    @property
    def is_launch(self) -> bool:
        """Whether the network is new to everybody."""
        return self.enabled == 0.0

    @property
    def is_filled_in(self) -> bool:
        """Whether ``interactive`` is what it is where nobody says it."""
        return self.interactive == between(self.contributor, self.reader)


def between(lower: object, upper: object) -> float:
    """Geometric mean of two shares; 0 where they are wrong or missing, which is complained of elsewhere."""
    if not (_is_share(lower) and _is_share(upper)):
        return 0.0
    return math.sqrt(float(lower) * float(upper))


def _is_share(value: object) -> TypeGuard[float]:
    return type(value) in (int, float) and 0.0 <= value <= 1.0  # type: ignore[operator]


LAUNCH = Initial(enabled=0.0, reader=0.0, interactive=0.0, contributor=0.0)
