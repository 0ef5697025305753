"""GraphML and GEXF. Read in one pass without a graph in memory; entities are refused, not expanded.

ODD element: input data.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, iterparse

from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.findings import Findings

ROOT = re.compile(r"<(?:\w+:)?(graphml|gexf)[\s>]")
DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
CALLED = {"graphml": "GraphML", "gexf": "GEXF"}
LABELS = ("label", "name")


def markup_kind(text: str) -> str:
    """``graphml`` or ``gexf`` if a text is one; nothing if not."""
    found = ROOT.search(text[:4000])
    return found[1] if found else ""


def read_markup(text: str, file: str, findings: Findings) -> Network:
    """The network in a text of one of both formats.

    Raises:
        OrganisationError: it is no XML, declares entities, or has ties across several nodes at once.
    """
    if DECLARED.search(text):
        findings.stop(file, "declares a document type or entities, which networks do not need; take the line out")
    network = Network()
    names: dict[str, str] = {}
    try:
        for tag, element in _elements(text):
            if tag == "key":
                names[element.get("id", "")] = element.get("attr.name", element.get("id", ""))
            elif tag == "attribute":
                names[element.get("id", "")] = element.get("title", "")
            elif tag == "node":
                _add_node(element, names, network)
            elif tag == "edge":
                _add_edge(element, names, network)
            elif tag == "hyperedge":
                findings.stop(file, "holds a tie of more than two people (hyperedge); write one tie for each pair")
    except ParseError as error:
        findings.stop(f"{file}:{error.position[0]}", f"cannot be read as XML ({error})")
    return network


def _elements(text: str) -> Iterator[tuple[str, Element]]:
    """Elements as they end, emptied behind."""
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    for _, element in iterparse(io.StringIO(body), ["end"]):  # noqa: S314 - nothing is declared
        tag = element.tag.rpartition("}")[2]
        yield tag, element
        if tag in {"node", "edge"}:
            element.clear()


def _said(element: Element, names: dict[str, str]) -> dict[str, str]:
    """What data of an element say, by name."""
    found = {}
    for inner in element.iter():
        tag = inner.tag.rpartition("}")[2]
        if tag == "data":
            found[names.get(inner.get("key", ""), inner.get("key", ""))] = (inner.text or "").strip()
        elif tag == "attvalue":
            key = inner.get("for", inner.get("id", ""))
            found[names.get(key, key)] = inner.get("value", "")
    return found


def _add_node(element: Element, names: dict[str, str], network: Network) -> None:
    node = element.get("id", "")
    if node in network.labels:
        return
    said = {name.casefold(): value for name, value in _said(element, names).items()}
    label = element.get("label") or next((said[each] for each in LABELS if said.get(each)), "")
    network.labels[node] = label or node


def _add_edge(element: Element, names: dict[str, str], network: Network) -> None:
    said = _said(element, names)
    if weight := element.get("weight"):
        said["weight"] = weight
    free = {name: value for name, value in said.items() if name and name not in {"source", "target"}}
    line = len(network.ties) + 1
    network.ties.append((element.get("source", ""), element.get("target", ""), free))
    network.lines.append(line)
