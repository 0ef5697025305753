"""What audiences look at in an organisation, so that who is there and what is done about it stay apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Coded(Protocol):
    """A property of people with few values: a code for every row, -1 where unknown, and what the codes mean."""

    @property
    def code(self) -> NDArray[np.int32]:
        """Index into the names."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the codes mean."""


class Positions(Protocol):
    """What an audience looks at in an organisation; see `esnsim.organisation.Organisation`."""

    @property
    def unit(self) -> NDArray[np.int32]:
        """Smallest unit of each row."""

    @property
    def unit_names(self) -> tuple[str, ...]:
        """Names of units."""

    @property
    def unit_parent(self) -> NDArray[np.int32]:
        """Unit that each unit is part of, -1 at the top."""

    @property
    def site(self) -> NDArray[np.int32]:
        """Site of each row."""

    @property
    def site_names(self) -> tuple[str, ...]:
        """Names of sites."""

    @property
    def country(self) -> NDArray[np.int32]:
        """Country of each row."""

    @property
    def country_names(self) -> tuple[str, ...]:
        """Names of countries."""

    @property
    def level(self) -> NDArray[np.int32]:
        """Level of each row, 0 at the top."""

    @property
    def manager(self) -> NDArray[np.int32]:
        """Row reported to, -1 for nobody."""

    @property
    def age_band(self) -> NDArray[np.int32]:
        """Age band of each row."""

    @property
    def frontline(self) -> NDArray[np.int8]:
        """1 for people without a desk."""

    @property
    def extra(self) -> Mapping[str, Coded]:
        """Other properties, by name."""
