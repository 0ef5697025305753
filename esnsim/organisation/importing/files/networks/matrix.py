"""Adjacency matrices with names at both edges, as spreadsheets and network programs save them.

ODD element: input data.
"""

from __future__ import annotations

from esnsim.organisation.importing.files.grid import CellGrid
from esnsim.organisation.importing.files.networks.network import Network
from esnsim.organisation.importing.numbers import read_number

FEWEST = 3


def is_matrix(grid: CellGrid) -> bool:
    """Whether the first line and the first column hold the same names, and the rest numbers."""
    size = grid.rows - 1
    if size < FEWEST or len(grid.columns) != size + 1:
        return False
    across = [column[0].strip() for column in grid.columns[1:]]
    down = [cell.strip() for cell in grid.columns[0][1:]]
    numbers = all(read_number(cell) == read_number(cell) for column in grid.columns[1:] for cell in column[1:3] if cell)
    return numbers and len(set(across)) == size and (across == down or set(across) == set(down))


def read_matrix(grid: CellGrid) -> Network:
    """The ties of a matrix, from the name of a row to that of a column."""
    network = Network()
    names = [cell.strip() for cell in grid.columns[0]]
    network.labels |= {name: name for name in names[1:]}
    for column in grid.columns[1:]:
        for row, cell in enumerate(column[1:], start=1):
            weight = cell.strip()
            if weight and read_number(weight) != 0:
                network.tie(names[row], column[0].strip(), grid.lines[row], weight=weight)
    return network
