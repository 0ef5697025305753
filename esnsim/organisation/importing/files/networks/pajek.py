"""Pajek: vertices, arcs, edges, lists of both and matrices; namesakes stay two, since ends are numbers.

ODD element: input data.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.findings import Findings

BEGIN = re.compile(r"\s*(?:(?:%|/\*)[^\n]*\n\s*)*\*(?:network|vertices)\b", re.IGNORECASE)
SECTION = re.compile(r"\*\s*(\w+)")


def is_pajek(text: str) -> bool:
    """Whether a text is a network of Pajek."""
    return BEGIN.match(text[:4000]) is not None


def read_pajek(text: str, file: str, findings: Findings) -> Network:
    """The network in a text; a project's first network.

    Raises:
        OrganisationError: a line cannot be understood.
    """
    network = Network()
    section, row = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip()
        if not plain or plain.startswith(("%", "/*")):
            continue
        if plain.startswith("*"):
            section = SECTION.match(plain)[1].casefold() if SECTION.match(plain) else ""  # type: ignore[index]
            row = 0
            if section in {"partition", "vector", "cluster"} or (section == "network" and network.ties):
                break
            if section == "vertices":
                count = plain.split()[1:2]
                network.labels |= {str(one): str(one) for one in range(1, _count(count, file, number, findings) + 1)}
            continue
        row += 1
        if section in READERS:
            try:
                READERS[section](_words(plain), number, row, network)
            except (ValueError, IndexError):
                findings.refuse(f"{file}:{number}", f"is no line of *{section.capitalize()} in a Pajek file", "pajek")
    findings.check()
    return network


def _count(words: list[str], file: str, number: int, findings: Findings) -> int:
    if not words or not words[0].isdigit() or len(words[0]) > 8:  # noqa: PLR2004 - more vertices than people
        findings.stop(f"{file}:{number}", "*Vertices needs the number of vertices")
    return int(words[0])


def _words(line: str) -> list[str]:
    """Words of a line, those in quotes as one."""
    return shlex.split(line, posix=True) if '"' in line else line.split()


def _vertex(words: list[str], _number: int, _row: int, network: Network) -> None:
    if words[0] not in network.labels:
        raise ValueError
    network.labels[words[0]] = words[1] if len(words) > 1 else words[0]


def _arc(words: list[str], number: int, _row: int, network: Network) -> None:
    source, target = words[0], words[1]
    if source not in network.labels or target not in network.labels:
        raise ValueError
    network.tie(source, target, number, weight=words[2] if len(words) > 2 else "1")  # noqa: PLR2004


def _list(words: list[str], number: int, _row: int, network: Network) -> None:
    for target in words[1:]:
        _arc([words[0], target], number, 0, network)


def _matrix(words: list[str], number: int, row: int, network: Network) -> None:
    if len(words) != len(network.labels):
        raise ValueError
    for column, weight in enumerate(words, start=1):
        if float(weight):
            _arc([str(row), str(column), weight], number, row, network)


READERS: dict[str, Callable[[list[str], int, int, Network], None]] = {
    "vertices": _vertex,
    "arcs": _arc,
    "edges": _arc,
    "arcslist": _list,
    "edgeslist": _list,
    "matrix": _matrix,
}
"""How a line of each section is read."""
