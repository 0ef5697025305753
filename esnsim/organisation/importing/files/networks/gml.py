"""GML: ids stay as they are written, and namesakes stay two.

ODD element: input data.
"""

from __future__ import annotations

import html
import re
from typing import Any

from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.findings import Findings

BEGIN = re.compile(r'\s*(?:(?:#[^\n]*|(?:Creator|Version|Comment)\s+(?:"[^"]*"|\S+))\s*)*graph\s*\[', re.IGNORECASE)
TOKEN = re.compile(r'"([^"]*)"|(\[)|(\])|([^\s\[\]"]+)')
DEEPEST = 50


def is_gml(text: str) -> bool:
    """Whether a text is GML."""
    return BEGIN.match(text[:4000]) is not None


def read_gml(text: str, file: str, findings: Findings) -> Network:
    """The network in a text.

    Raises:
        OrganisationError: brackets do not match.
    """
    reader = _Reader(text, file, findings)
    for found in TOKEN.finditer(text):
        quoted, opens, closes, word = found.groups()
        if opens:
            reader.open()
        elif closes:
            reader.close(found.start())
        elif word is None or not word.startswith("#"):
            reader.take(word, quoted)
    if reader.names:
        findings.stop(file, "a bracket is opened and not closed")
    return reader.network


class _Reader:
    """Where in a text the reading is."""

    def __init__(self, text: str, file: str, findings: Findings) -> None:
        self.text, self.file, self.findings = text, file, findings
        self.network = Network()
        self.entries: list[dict[str, Any]] = [{}]
        self.names: list[str] = []
        self.name = ""
        self.line, self.counted = 1, 0

    def open(self) -> None:
        """A list of entries begins."""
        if len(self.entries) > DEEPEST:
            self.findings.stop(self.file, "is GML of brackets too deep inside each other")
        self.entries.append({})
        self.names.append(self.name.casefold())
        self.name = ""

    def close(self, at: int) -> None:
        """A list of entries ends, which may have been a node or a tie."""
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        if not self.names:
            self.findings.stop(f"{self.file}:{self.line}", "a bracket is closed and not opened")
        entry = self.entries.pop()
        if self.names.pop() == "edge":
            _add_edge(entry, self.line, self.network)
        elif "id" in entry:
            self.network.labels[entry["id"]] = entry.get("label") or entry.get("name") or entry["id"]

    def take(self, word: str | None, quoted: str | None) -> None:
        """A name, or the value of the name before."""
        if not self.name and word is not None:
            self.name = word
        else:
            self.entries[-1][self.name.casefold()] = html.unescape(quoted) if quoted is not None else word
            self.name = ""


def _add_edge(entry: dict[str, Any], line: int, network: Network) -> None:
    said = {name: value for name, value in entry.items() if name not in {"source", "target", "id"}}
    network.ties.append((entry.get("source", ""), entry.get("target", ""), said))
    network.lines.append(line)
