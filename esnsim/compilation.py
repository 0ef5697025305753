"""The one place that knows Numba: ``@compiled`` turns a scalar function into machine code.

Numba's disk cache looks only at the file a function stands in, so an edited rule would leave a stale day loop
behind. The cache folder is therefore named after a hash of the text of everything that is compiled, inside the user's
own cache directory (never a shared one: cache files are executable), and folders of older texts are pruned.

Set ``ESNSIM_COMPILED=0`` to run everything as plain Python: the same bits, some two hundred times slower, for
coverage, for readable tracebacks and as a third driver in tests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = os.environ.get("ESNSIM_COMPILED", "1") != "0"
KEPT_CACHES = 6


ABOVE = ("cli", "web", "report", "odd", "evidence", "experiments", "agents", "__init__.py", "__main__.py")
"""Parts that stand above the simulation and cannot change a life; whatever else there is counts."""


@cache
def rules_digest() -> str:
    """Digest of the Python text of the simulation and all it stands on: which rules produced a result."""
    return digest_of_rules(Path(__file__).parent)


def digest_of_rules(package: Path) -> str:
    """The same for a package in this folder."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        if place.parts[0] not in ABOVE:
            digest.update(place.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Folder of the user's that may be deleted at any time; ``ESNSIM_CACHE`` overrides it."""
    if chosen := os.environ.get("ESNSIM_CACHE"):
        return Path(chosen)
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "esnsim"


def _use_own_cache() -> None:
    """Point Numba at this text's folder before the first function is compiled."""
    import numba  # noqa: PLC0415 - Numba costs 0.2 s; plain Python runs do without

    compiled_code = cache_folder() / "compiled"
    mine = compiled_code / rules_digest()
    try:
        mine.mkdir(parents=True, exist_ok=True)
        os.utime(mine)
        by_age = sorted(compiled_code.iterdir(), key=lambda folder: folder.stat().st_mtime)
        for old in by_age[:-KEPT_CACHES]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return  # A home that cannot be written: Numba falls back to its own choice of folder.
    numba.config.CACHE_DIR = str(mine)  # type: ignore[attr-defined]


if COMPILED:
    _use_own_cache()


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile to machine code on first call; with ``ESNSIM_COMPILED=0`` leave as it is.

    No fast-math and no parallel reductions: the same bits as plain Python are part of the contract. Division by
    zero follows IEEE rules in compiled code, so rules must not divide by what may be zero.
    """
    if not COMPILED:
        return function
    import numba  # noqa: PLC0415

    result: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return result


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile as part of its callers, so that loops around it can be vectorised.

    LLVM does not inline a function as long as the random generator by itself, and a loop with a call in it runs one
    person at a time (measured: 4.8 against 0.7 ns a draw).
    """
    if not COMPILED:
        return function
    import numba  # noqa: PLC0415

    result: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)(function)
    return result


def plain(function: Callable[P, R]) -> Callable[P, R]:
    """The Python function that a compiled one was made of, for whoever asks a rule now and then."""
    result: Callable[P, R] = getattr(function, "py_func", function)
    return result


def direct(function: Callable[P, R]) -> Callable[P, R]:
    """A compiled function that has been called before, without the look at the types of its arguments.

    The look takes 25 microseconds where tables are among them, more than a person's day; whoever calls row by row can
    do without. Arguments must have the types of the first call.
    """
    if not COMPILED:
        return function
    overloads: dict[object, Any] = getattr(function, "overloads", {})
    if len(overloads) != 1:
        raise RuntimeError(
            f"{function.__name__} has {len(overloads)} compiled forms; call it once, with one kind of types"
        )
    result: Callable[P, R] = next(iter(overloads.values())).entry_point
    return result
