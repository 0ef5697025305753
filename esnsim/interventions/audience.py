"""For whom: people chosen by what they are, by how they use the network, and by chance.

An audience is a mapping, all of whose entries have to be true of a person; a list of values means any of them::

    audience: {country: [FR, DE], level_at_most: 2, lapsed: true, not: {unit: IT}, share: 0.1}

or the same as a line of text, which is handy on the command line::

    audience: "country: FR or DE, level_at_most: 2, lapsed, not unit: IT, share: 0.1"

Everybody is ``everybody``, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from esnsim.errors import OrganisationError
from esnsim.interventions.audience_words import (
    EVERYBODY,
    STATES,
    AgeBand,
    AgeBands,
    Levels,
    Names,
    Roles,
    Unknown,
    read_line,
)
from esnsim.interventions.forms import Closed, Frame, suggestion
from esnsim.interventions.positions import Positions
from esnsim.rng.address import Draw, Key
from esnsim.rng.arrays import fill_uniforms

Mask = NDArray[np.bool_]


class Named(NamedTuple):
    """An entry that chooses by name.

    Attributes:
        name: What it is called.
        wanted: Names chosen; empty if the entry is not given.
        names: Names there are.
        codes: Index into them of every row, -1 where unknown.
    """

    name: str
    wanted: tuple[str, ...]
    names: tuple[str, ...]
    codes: NDArray[np.int32]


class Audience(Closed):
    """People of whom everything said here is true; other names are columns of an imported file.

    Attributes:
        not_: Audiences whose members are left out, written ``not``.
        share: Chance of each matching person to be chosen; drawn once for a run, so a larger share keeps everybody
            whom a smaller one chose.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Names] = Field(init=False)

    unit: Names = Field((), description="unit, with all units inside it")
    site: Names = Field((), description="place of work")
    country: Names = Field((), description="country")
    level: Levels = Field((), description="level of the hierarchy, 0 at the top")
    level_at_most: int | None = Field(None, ge=0, description="this level and those above it")
    level_at_least: int | None = Field(None, ge=0, description="this level and those below it")
    top_share: float | None = Field(
        None, gt=0, le=1, description="share of the staff that is placed highest; at least one person"
    )
    age_band: AgeBands = Field((), description="age band")
    frontline: bool | None = Field(None, description="whether people have no desk of their own")
    manager: bool | None = Field(None, description="whether people have reports")
    role: Roles = Field((), description="role on the network")
    enabled: bool | None = Field(None, description="whether people have an account")
    reader: bool | None = Field(None, description="whether people visited in the last 28 days")
    interactive: bool | None = Field(None, description="whether people reacted or wrote in the last 28 days")
    contributor: bool | None = Field(None, description="whether people wrote in the last 28 days")
    regular: bool | None = Field(None, description="whether people wrote more than twice in the last 28 days")
    lapsed: bool | None = Field(None, description="whether people were readers and stayed away for 56 days")
    returned: bool | None = Field(None, description="whether people came back after having lapsed")
    not_: tuple[Audience, ...] = Field((), alias="not", description="audiences left out")
    share: float | None = Field(None, gt=0, le=1, description="random share of those who match")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str):
            value = read_line(value)
        if isinstance(value, dict) and isinstance(info.context, Frame) and info.context.generated:
            value = {name: said if name in WORDS else Unknown(WORDS) for name, said in value.items()}
        if isinstance(value, dict) and isinstance(value.get("not"), (dict, str, Audience)):
            value = {**value, "not": (value["not"],)}
        elif isinstance(value, dict) and isinstance(value.get("not"), list):
            value = {**value, "not": tuple(value["not"])}  # what leaves here is no longer JSON, and lists are strict
        return value

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if any(other.share is not None or other.not_ for other in self.not_):
            raise ValueError("'share' and 'not' stand beside 'not', they cannot stand inside it")
        if any(other == Audience() for other in self.not_):
            raise ValueError("'not' is empty, which leaves nobody")
        return self

    @model_serializer(mode="plain")
    def _to_shortest(self) -> object:
        return {name: _shortest(value) for name, value in self._said()} or EVERYBODY

    def _said(self) -> Iterator[tuple[str, object]]:
        """Every entry that was given, by the name it is written with."""
        for name, field in type(self).model_fields.items():
            if (value := getattr(self, name)) not in (None, ()):
                yield field.alias or name, value
        yield from self.__pydantic_extra__.items()

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A mapping, or a line of text."""
        return {"anyOf": [{"type": "string", "examples": [EVERYBODY, "country: FR, lapsed"]}, handler(schema)]}

    def check(self, organisation: Positions) -> list[str]:
        """What is said here that does not exist in the organisation; one line each, with what exists."""
        found = [message for other in self.not_ for message in other.check(organisation)]
        for name, wanted, names, _ in self._named(organisation):
            found += [f"{name} is '{value}'; {suggestion(value, names)}" for value in wanted if value not in names]
        for name in self.__pydantic_extra__:
            if name not in organisation.extra:
                found.append(f"'{name}' is not known; {suggestion(name, [*WORDS, *organisation.extra])}")
        return [*found, *self._without_hierarchy(organisation)]

    def hierarchy_words(self) -> tuple[str, ...]:
        """Entries said here, or inside ``not``, that nobody can answer where nobody reports to anybody."""
        said = {name for name, _ in self._said()}
        return tuple(
            word for word in HIERARCHY if word in said or any(word in one.hierarchy_words() for one in self.not_)
        )

    def _without_hierarchy(self, organisation: Positions) -> Iterator[str]:
        """What is said of levels and managers where there are none; entries inside ``not`` are told by `check`."""
        if np.any(organisation.manager >= 0):
            return
        levels = bool(np.ptp(organisation.level)) if len(organisation.level) else False
        for word in (name for name, _ in self._said() if name in HIERARCHY and not (levels and name != "manager")):
            needs = "levels" if word != "manager" else "reporting lines"
            yield f"{word} needs {needs}, and nobody here reports to anybody; choose people by other properties"

    def select(
        self, organisation: Positions, state: Mapping[str, Mask], persons: NDArray[np.int64], key: Key, ordinal: int
    ) -> Mask:
        """Which rows belong to the audience.

        Args:
            organisation: Who is there.
            state: A mask over rows for each of `STATES` and `ROLES`.
            persons: Id of the person in each row, which addresses the chance of a share; shape (n,).
            key: The seed of the run.
            ordinal: Which audience of the programme this is, so that two shares are independent; >= 0.

        Raises:
            OrganisationError: If something said here does not exist in the organisation.
        """
        if mistakes := self.check(organisation):
            raise OrganisationError("\n".join(f"audience: {mistake}" for mistake in mistakes))
        chosen = self.members(organisation, state)
        for other in self.not_:
            chosen &= ~other.members(organisation, state)
        if self.share is not None:
            chosen &= chances(key, persons, ordinal) < self.share
        return chosen

    def _named(self, organisation: Positions) -> Iterator[Named]:
        yield Named("unit", self.unit, organisation.unit_names, organisation.unit)
        yield Named("site", self.site, organisation.site_names, organisation.site)
        yield Named("country", self.country, organisation.country_names, organisation.country)
        yield Named("age_band", self.age_band, get_args(AgeBand), organisation.age_band)
        for name, wanted in self.__pydantic_extra__.items():
            if name in organisation.extra:
                yield Named(name, wanted, organisation.extra[name].names, organisation.extra[name].code)

    def members(self, organisation: Positions, state: Mapping[str, Mask]) -> Mask:
        """Rows of which everything said here is true, before anybody is left out or drawn."""
        chosen = np.ones(len(organisation.level), dtype=np.bool_)
        for condition in (*self._attributes(organisation), *self._states(state)):
            chosen &= condition
        return chosen

    def _states(self, state: Mapping[str, Mask]) -> Iterator[Mask]:
        for word in STATES:
            if (wanted := getattr(self, word)) is not None:
                yield state[word] == wanted
        if self.role:
            yield np.logical_or.reduce([state[role] for role in self.role])

    def _attributes(self, organisation: Positions) -> Iterator[Mask]:
        for choice in self._named(organisation):
            if choice.wanted:
                among = _units_inside if choice.name == "unit" else _among
                yield among(choice, organisation)
        level = organisation.level
        if self.level:
            yield np.isin(level, self.level)
        if self.level_at_most is not None:
            yield level <= self.level_at_most
        if self.level_at_least is not None:
            yield level >= self.level_at_least
        if self.frontline is not None:
            yield (organisation.frontline != 0) == self.frontline
        if self.top_share is not None:
            yield _highest(organisation, self.top_share)
        if self.manager is not None:
            yield np.isin(np.arange(len(level)), organisation.manager) == self.manager


HIERARCHY = ("level", "level_at_most", "level_at_least", "top_share", "manager")
"""Entries about places in the hierarchy; all but the last can be answered by levels alone."""
WORDS = tuple(field.alias or name for name, field in Audience.model_fields.items())
"""Every word an audience knows without looking at an organisation."""


def _shortest(value: object) -> object:
    """One value alone, several as a list."""
    if not isinstance(value, tuple):
        return value
    written = [item.model_dump(by_alias=True) if isinstance(item, Audience) else item for item in value]
    return written[0] if len(written) == 1 else written


def _codes(choice: Named) -> list[int]:
    return [code for code, name in enumerate(choice.names) if name in choice.wanted]


def _among(choice: Named, organisation: Positions) -> Mask:  # noqa: ARG001 - one shape with the next
    return np.isin(choice.codes, _codes(choice))


def _highest(organisation: Positions, share: float) -> Mask:
    """The highest placed part of the staff: level by level from the top, and who has most reports first."""
    level, manager = organisation.level, organisation.manager
    reports = np.bincount(manager[manager >= 0], minlength=len(level))
    order = np.lexsort((np.arange(len(level)), -reports, level))
    chosen = np.zeros(len(level), np.bool_)
    chosen[order[: max(1, round(share * len(level)))]] = True
    return chosen


def _units_inside(choice: Named, organisation: Positions) -> Mask:
    """Whoever works in a wanted unit or in one that lies inside it."""
    parent = organisation.unit_parent
    inside = np.isin(np.arange(len(parent)), _codes(choice))
    while True:
        wider = inside | (inside[parent] & (parent >= 0))
        if np.array_equal(wider, inside):
            return inside[choice.codes] & (choice.codes >= 0)
        inside = wider


def chances(key: Key, persons: NDArray[np.int64], ordinal: int) -> NDArray[np.float64]:
    """The random number of each person that decides about audience number ``ordinal``, in [0, 1)."""
    numbers = np.empty(len(persons))
    fill_uniforms(numbers, key, np.asarray(persons, dtype=np.int64), int(Draw.AUDIENCE), ordinal)
    return numbers
