"""Lists of ties parted by spaces, without a header: edge lists, NCOL and LGL as igraph and networkx write them.

ODD element: input data.
"""

from __future__ import annotations

import re

from esnsim.organisation.importing.files.networks.network import Network

LINE = re.compile(r"([^\s,;|]+)[ \t]+([^\s,;|]+)(?:[ \t]+(?:([-+.\deE]+)|\{(.*)\}))?\s*")
WEIGHT = re.compile(r"""['"]weight['"]\s*:\s*([-+.\deE]+)""")
LOOKED_AT = 30


def is_list(text: str) -> bool:
    """Whether the first lines hold two words and perhaps a number each, and the first is no header."""
    lines = [line for line in text[:20_000].splitlines()[:LOOKED_AT] if line.strip()]
    if not lines or "\t" in lines[0]:
        return False
    if lines[0].startswith("# ") and all(line.startswith("# ") or len(line.split()) <= 2 for line in lines):  # noqa: PLR2004
        return all(len(line.split()) == 2 for line in lines if line.startswith("# "))  # noqa: PLR2004
    kept = [line for line in lines if not line.startswith("#")]
    return bool(kept) and all(LINE.fullmatch(line) for line in kept)


def read_list(text: str) -> tuple[Network, str]:
    """The ties of a list, and what it is."""
    lines = text.splitlines()
    if any(line.startswith("# ") and len(line.split()) == 2 for line in lines[:1]):  # noqa: PLR2004
        return _neighbours(lines), "LGL"
    network = Network()
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        if not found or line.startswith("#"):
            continue
        source, target, weight, said = found.groups()
        if said and (inside := WEIGHT.search(said)):
            weight = inside[1]
        network.tie(source, target, number, **({"weight": weight} if weight else {}))
    return network, "list of ties parted by spaces"


def _neighbours(lines: list[str]) -> Network:
    """Ties below the node they begin at, each with a number where it has a weight."""
    network = Network()
    source = ""
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if line.startswith("# "):
            source = words[1]
        elif words:
            network.tie(source, words[0], number, **({"weight": words[1]} if len(words) > 1 else {}))
    return network
