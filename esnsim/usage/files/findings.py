"""What is noticed while usage files are read, and how they are refused."""

from __future__ import annotations

from typing import NoReturn

from esnsim.errors import OrganisationError, UsageFileError
from esnsim.organisation.importing.findings import Findings

MOST_MISTAKES = 1000
"""Mistakes after which a file is not read further: it is another file than it seems."""


class UsageFindings(Findings):
    """Findings of usage files; what has to be put right is said at once, whatever the number of lines."""

    def stop(self, place: str, message: str) -> NoReturn:
        """Refuse, where nothing more can be looked at.

        Raises:
            UsageFileError: always, with everything refused so far.
        """
        self.refuse(place, message)
        raise UsageFileError(self._told())

    def refuse(self, place: str, message: str, fault: str = "") -> None:
        """Note something that only a person can put right.

        Raises:
            UsageFileError: so much is wrong that the rest of the file is not worth reading.
        """
        super().refuse(place, message, fault)
        if len(self.mistakes) >= MOST_MISTAKES:
            raise UsageFileError(self._told())

    def check(self) -> None:
        """Go on only if nothing was refused.

        Raises:
            UsageFileError: with one line for each thing refused.
        """
        try:
            super().check()
        except OrganisationError as error:
            raise UsageFileError(str(error)) from None
