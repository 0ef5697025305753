"""Which format a network is in, and its ties.

ODD element: input data.
"""

from __future__ import annotations

from esnsim.organisation.importing.files.networks.gml import is_gml, read_gml
from esnsim.organisation.importing.files.networks.lists import is_list, read_list
from esnsim.organisation.importing.files.networks.markup import CALLED, markup_kind, read_markup
from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.files.networks.pajek import is_pajek, read_pajek
from esnsim.organisation.importing.files.networks.ucinet import is_dl, read_dl
from esnsim.organisation.importing.findings import Findings

FORMATS = {"GML": (is_gml, read_gml), "Pajek": (is_pajek, read_pajek), "UCINET DL": (is_dl, read_dl)}


def network_kind(text: str) -> str:
    """The format of a network with nodes of its own; nothing for other texts."""
    if kind := markup_kind(text):
        return CALLED[kind]
    return next((kind for kind, (is_it, _) in FORMATS.items() if is_it(text)), "")


def read_network(text: str, file: str, findings: Findings) -> tuple[Network, str] | None:
    """The network in a text, and what the file is in words; nothing for a text that is none.

    Raises:
        OrganisationError: it is one that cannot be read, or has no ties.
    """
    if kind := network_kind(text):
        network = (
            read_markup(text, file, findings) if kind in CALLED.values() else FORMATS[kind][1](text, file, findings)
        )
    elif is_list(text):
        network, kind = read_list(text)
    else:
        return None
    words = network.words(kind)
    if not network.ties:
        findings.stop(file, f"is {words}; ties are needed")
    if has_matrix(kind, text) and (once := network.once_if_mutual()):
        findings.assume(f"{file}: {once}")
    return network, words


def has_matrix(kind: str, text: str) -> bool:
    """Whether a network of a format is written as a matrix."""
    folded = text.casefold()
    if kind == "Pajek":
        return "*matrix" in folded and not any(word in folded for word in ("*arcs", "*edges"))
    return kind == "UCINET DL" and "list" not in folded.partition("data")[0]
