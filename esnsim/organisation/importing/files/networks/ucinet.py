"""DL, the text format of UCINET: matrices and lists, labels apart or embedded, in many lines or in one.

ODD element: input data.
"""

from __future__ import annotations

import re

from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.findings import Findings

BEGIN = re.compile(r"\s*dl\b[\s,]*(?:n|nr|nc|nm|format|labels|data|diagonal)\b", re.IGNORECASE)
DATA = re.compile(r"\bdata\s*:?[ \t]*", re.IGNORECASE)
SAID = re.compile(r"\b(n|nr|nc|nm|format|diagonal)\s*=\s*(\w+)", re.IGNORECASE)
LABELS = re.compile(r"\b((?:row|col(?:umn)?|matrix)\s+)?labels\s*(embedded|:)?", re.IGNORECASE)
LISTS = frozenset(("edgelist1", "edgelist", "nodelist1", "nodelist", "el1", "nl1"))


def is_dl(text: str) -> bool:
    """Whether a text is DL."""
    return BEGIN.match(text[:4000]) is not None


def read_dl(text: str, file: str, findings: Findings) -> Network:
    """The network in a text.

    Raises:
        OrganisationError: it has two kinds of nodes, no data, or a matrix that is not full.
    """
    data = DATA.search(text)
    if data is None:
        findings.stop(file, "is a DL file of UCINET without 'data:'")
    head, body = text[: data.start()], text[data.end() :]
    said = {name.casefold(): value.casefold() for name, value in SAID.findall(head)}
    form = said.get("format", "fullmatrix")
    if "nr" in said or "nc" in said or form.endswith("2"):
        findings.stop(file, "is a DL file of two kinds of nodes (two-mode); write ties between people")
    labels, embedded = _labels(head)
    first_line = text.count("\n", 0, data.end()) + 1
    network = Network()
    if form in LISTS:
        _read_list(body, form, labels, first_line, network)
    elif form in {"fullmatrix", "fm"}:
        _read_matrices(body, said, labels, embedded, file, findings, network, first_line)
    else:
        findings.stop(file, f"is a DL file of UCINET in the format {form}; save it as fullmatrix or edgelist1")
    return network


def _labels(head: str) -> tuple[list[str], bool]:
    """Labels that are listed above the data, and whether they stand among the data instead."""
    found = [one for one in LABELS.finditer(head) if not (one[1] or "").casefold().startswith("matrix")]
    if any((one[2] or "").casefold() == "embedded" for one in found):
        return [], True
    listed = next((one for one in found if one[2] == ":"), None)
    if listed is None:
        return [], False
    rest = head[listed.end() :]
    following = LABELS.search(rest)
    rest = SAID.sub(" ", rest[: following.start()] if following else rest)
    return _words(rest), False


def _words(text: str) -> list[str]:
    """Words parted by spaces, commas or lines, those in quotes as one."""
    return [quoted or word for quoted, word in re.findall(r'"([^"]*)"|([^\s,"]+)', text)]


def _read_list(body: str, form: str, labels: list[str], first_line: int, network: Network) -> None:
    """Ties, or a node and those it is tied to, one a line."""
    network.labels |= {str(one): label for one, label in enumerate(labels, start=1)}
    network_ids = {label.casefold(): str(one) for one, label in enumerate(labels, start=1)}
    for number, line in enumerate(body.splitlines(), start=first_line):
        words = _words(line)
        ends = [network_ids.get(word.casefold(), word) for word in words]
        if form.startswith(("n", "nl")):
            for target in ends[1:]:
                network.tie(ends[0], target, number, weight="1")
        elif len(ends) > 1:
            network.tie(ends[0], ends[1], number, weight=words[2] if len(words) > 2 else "1")  # noqa: PLR2004


def _read_matrices(
    body: str,
    said: dict[str, str],
    labels: list[str],
    embedded: bool,
    file: str,
    findings: Findings,
    network: Network,
    first_line: int,
) -> None:
    """Matrices one after the other, with or without a diagonal, names at their edges or listed before."""
    words = _words(body)
    nodes = int(said["n"]) if said.get("n", "").isdigit() else len(labels)
    if embedded:
        labels, rest = words[:nodes], words[nodes:]
        width = nodes + 1
        words = [word for at, word in enumerate(rest) if at % width]
    absent = said.get("diagonal") == "absent"
    matrices = int(said["nm"]) if said.get("nm", "").isdigit() else 1
    cells = nodes * (nodes - 1 if absent else nodes)
    if not nodes or len(words) != cells * matrices:
        findings.stop(
            f"{file}:{first_line}",
            f"is a DL file of UCINET with {len(words):,} numbers where {cells * matrices:,} belong into a matrix of "
            f"{nodes:,} nodes",
        )
    labels = labels or [str(one) for one in range(1, nodes + 1)]
    network.labels |= {str(one): label for one, label in enumerate(labels, start=1)}
    pairs = [(row, column) for row in range(nodes) for column in range(nodes) if not (absent and row == column)]
    for (row, column), weight in zip(pairs * matrices, words, strict=True):
        if weight not in {"0", "0.0", "."}:
            network.tie(str(row + 1), str(column + 1), first_line + row, weight=weight)
