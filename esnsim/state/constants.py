"""The constants of behaviour as a table of one record, the form that machine code takes.

ODD element: parameters of the submodels.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from esnsim.compilation import before_compiling


class Constants(np.recarray[Any, Any]):
    """All constants, as the only record."""


@before_compiling
def _register() -> None:
    from esnsim.state import table_in_numba  # noqa: PLC0415 - imports Numba

    table_in_numba.register_records(Constants)
