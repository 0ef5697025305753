"""A network as a list of ties, whatever format it came in.

ODD element: input data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from esnsim.organisation.importing.files.grid import CellGrid

ENDS = ("source", "target")


@dataclass
class Network:
    """Nodes and ties between them.

    Attributes:
        labels: What each node is called, by its id; the same as the id where nothing else is said.
        ties: Ends by id, and what is said of the tie by name, such as ``weight``.
        lines: The line each tie stands on.
    """

    labels: dict[str, str] = field(default_factory=dict)
    ties: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def tie(self, source: str, target: str, line: int, **said: str) -> None:
        """Add a tie."""
        self.ties.append((source, target, said))
        self.lines.append(line)

    def once_if_mutual(self) -> str:
        """Take each tie of a matrix once if all of it is the same above and below its diagonal; words to tell it."""
        sums: dict[tuple[str, str], str] = {(source, target): said["weight"] for source, target, said in self.ties}
        mutual = all(sums.get((target, source)) == weight for (source, target), weight in sums.items())
        if not sums or not mutual or len(sums) < len(self.ties):
            return ""
        place = {node: nth for nth, node in enumerate(self.labels)}
        kept = [nth for nth, (source, target, _) in enumerate(self.ties) if place[source] <= place[target]]
        self.ties = [self.ties[nth] for nth in kept]
        self.lines = [self.lines[nth] for nth in kept]
        return "the matrix is the same above and below its diagonal, so each tie is taken once"

    def grid(self) -> CellGrid:
        """Ties with their ends by id and, where nodes are called otherwise, by label; namesakes stay apart by id."""
        names = list(dict.fromkeys(name for _, _, said in self.ties for name in said))
        columns = [[ENDS[at], *(str(tie[at]) for tie in self.ties)] for at in range(2)]
        columns += [[name, *(said.get(name, "") for _, _, said in self.ties)] for name in names]
        if any(label != node for node, label in self.labels.items()):
            columns += [[f"{ENDS[at]} label", *self._called([str(tie[at]) for tie in self.ties])] for at in range(2)]
        return CellGrid([list(map(str, column)) for column in columns], [0, *self.lines])

    def _called(self, nodes: Sequence[str]) -> list[str]:
        return [self.labels.get(node, node) for node in nodes]

    def words(self, kind: str) -> str:
        """What the file is: ``a Pajek file with 39 vertices and 200 ties``."""
        nodes = {node for tie in self.ties for node in tie[:2]} | set(self.labels)
        return f"a {kind} file with {len(nodes):,} vertices and {len(self.ties):,} ties"
