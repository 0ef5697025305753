"""Every way esnsim says no, in one place.

::

    EsnsimError
    ├── ScenarioError        the file asks for something that cannot be
    ├── OrganisationError    people and ties cannot be made as described
    ├── CensusError          a day broke a law; says which person, day and column
    ├── RunError             a stored run cannot be read, or belongs to another version
    ├── UsageFileError       an export of usage cannot be read, or does not say what is needed
    ├── PluginError          an intervention of somebody else's is wrong or failed
    └── MissingExtraError    an optional library is needed and not installed

Messages say where, what was found and what would be right, in the words of the scenario file. The command
line prints them without a traceback and exits with status 2.
"""

from __future__ import annotations

from typing import NamedTuple


class EsnsimError(Exception):
    """Anything esnsim refuses to do, with a message for a person."""


class Mistake(NamedTuple):
    """One thing wrong in a file, and where.

    Attributes:
        place: ``file:line:column``, or ``file`` where no line can be named.
        message: What was found and what would be right.
    """

    place: str
    message: str

    def __str__(self) -> str:
        """The line a person reads."""
        return f"{self.place}: {self.message}"


class ScenarioError(EsnsimError):
    """The file asks for something that cannot be; carries every mistake at once.

    Attributes:
        mistakes: All mistakes found, in the order of the file.
    """

    def __init__(self, mistakes: list[Mistake]) -> None:
        """Keep every mistake; the message has one line each."""
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class OrganisationError(EsnsimError):
    """People and ties cannot be made as described."""


class CensusError(EsnsimError):
    """A day broke a law; says which person, day and column."""


class RunError(EsnsimError):
    """A stored run cannot be read, or belongs to another version."""


class UsageFileError(EsnsimError):
    """An export of usage cannot be read, or does not say what is needed; names file, line and column."""


class PluginError(EsnsimError):
    """An intervention that does not come with esnsim cannot be used, or failed; names it and where it is from."""


class MissingExtraError(EsnsimError):
    """An optional library is needed and not installed; says what to install."""

    def __init__(self, purpose: str, extra: str) -> None:
        """Say what the library is for and which extra brings it.

        The package is installed from a copy of the repository, never by its name: anybody could register that name.
        """
        super().__init__(f"{purpose} needs the extra '{extra}': pip install '.[{extra}]' in a copy of the repository")
