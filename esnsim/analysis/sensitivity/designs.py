"""At which points constants are looked at, in shares of their ranges; the designs are SALib's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from esnsim.errors import MissingExtraError
from esnsim.state import Doubles

if TYPE_CHECKING:
    from types import ModuleType

LEVELS = 4
"""Places of a constant in the screening: the ends of its range and two thirds between."""
EXTRA = "explore"


def walks(constants: int, trajectories: int, seed: int) -> Doubles:
    """Walks of Morris's screening: from point to point one constant moves, by two thirds of its range.

    Returns:
        Shares in [0, 1]; shape (trajectories, constants + 1, constants).

    Raises:
        MissingExtraError: If SALib is not there.
    """
    shares = _salib().sample.morris.sample(_problem(constants), trajectories, num_levels=LEVELS, seed=seed)
    walked: Doubles = np.asarray(shares, np.float64).reshape(trajectories, constants + 1, constants)
    return walked


def base_points(constants: int, points: int, seed: int) -> Doubles:
    """Saltelli's design on a scrambled Sobol' sequence: A, then A with one constant as in B, for each, then B.

    Returns:
        Shares in [0, 1); shape (points, constants + 2, constants).

    Raises:
        MissingExtraError: If SALib is not there.
    """
    sample = _salib().sample.sobol.sample
    shares = sample(_problem(constants), points, calc_second_order=False, scramble=True, seed=seed)
    based: Doubles = np.asarray(shares, np.float64).reshape(points, constants + 2, constants)
    return based


def check_library() -> None:
    """See that the designs can be made.

    Raises:
        MissingExtraError: If SALib is not there.
    """
    _salib()


def _salib() -> ModuleType:
    try:
        import SALib.sample.morris  # noqa: PLC0415 - an extra, and slow to import
        import SALib.sample.sobol  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("looking for what an outcome depends on", EXTRA) from None
    library: ModuleType = SALib
    return library


def _problem(constants: int) -> dict[str, Any]:
    return {
        "num_vars": constants,
        "names": [f"x{nth}" for nth in range(constants)],
        "bounds": [[0.0, 1.0]] * constants,
    }
